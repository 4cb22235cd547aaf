"""Pages for people: the shell around every page, and the template tags that speak a court's Chinese."""
