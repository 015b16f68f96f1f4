"""Lists of actors from elsewhere: read (Popolo JSON, CSV), compared with the archive, and only then written."""
