"""The form of a text: paragraphs, turns, title, page furniture, and what it says of its outlet and date.

Loads no spaCy: the preview of a web page may import it. `read_structure` never raises on any text and takes time
linear in its length.
"""

from extraction.structure.reading import read_structure

__all__ = ["read_structure"]
