"""Template filters for dates."""
