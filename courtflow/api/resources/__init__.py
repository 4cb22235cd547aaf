"""One resource a module: what it shows, how it is narrowed, and what can be done with it."""
