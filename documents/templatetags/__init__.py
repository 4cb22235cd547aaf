"""Template tags of court papers."""
