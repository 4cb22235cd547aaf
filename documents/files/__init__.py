"""Files that people hand in: what they really are, where they lie, and whether they still are what was handed in."""
