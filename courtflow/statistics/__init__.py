"""The numbers that the five court documents ask for, counted from the rows of all departments."""
