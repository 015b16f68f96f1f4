"""Readers: from the bytes handed in to the text, one module for each format."""

from sources.readers.formats import ACCEPT, MEDIA_TYPES, PASTE, read, recognise
from sources.readers.reading import MAX_BYTES, Candidate, Reading, Unreadable

__all__ = ["ACCEPT", "MAX_BYTES", "MEDIA_TYPES", "PASTE", "Candidate", "Reading", "Unreadable", "read", "recognise"]
