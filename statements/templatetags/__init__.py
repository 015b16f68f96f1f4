"""Template tags for quotations, links and statements."""
