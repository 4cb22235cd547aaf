"""律师调查令: a party's agent applies, the judge issues or refuses, it comes back answered (浙江三（三），南召三2)."""
