"""From every row of the five documents' catalogue to the acts, rules, papers and tests that meet it."""
