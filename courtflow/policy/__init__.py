"""Policy profiles: where courts differ, as dated data with a source."""
