"""Court papers: what kinds there are, their frozen facts, rendering, issue and verification."""
