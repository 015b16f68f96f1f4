"""The three jobs, done in a real browser."""
