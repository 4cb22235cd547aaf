"""律师调查令: applied for by a party's lawyer, issued or refused, presented to a holder, returned (浙江三（三），南召三2)."""
