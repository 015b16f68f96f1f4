"""Pages about actors: the directory, one actor, what an editor enters, the import."""
