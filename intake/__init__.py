"""立案: registration, filing review, related-case search, execution filing review."""
