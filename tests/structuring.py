"""What the tests of structure read off a text: its segments, turns and title in a few words."""

from extraction.structure import read_structure
from extraction.types import Structure

Row = tuple[str, int | None, str | None, str]


def rows(text: str, structure: Structure | None = None, width: int = 24) -> list[Row]:
    """Kind, turn, speaker and first words of each segment."""
    read = structure or read_structure(text)
    return [(s.kind, s.turn, s.speaker, " ".join(text[s.start : s.end].split())[:width]) for s in read.segments]


def spoken(text: str) -> list[tuple[str, int, str | None]]:
    """Kind, turn and speaker of the segments that belong to a turn."""
    return [(s.kind, s.turn, s.speaker) for s in read_structure(text).segments if s.turn is not None]


def kinds(text: str) -> list[str]:
    return [s.kind for s in read_structure(text).segments]


def title_of(text: str) -> str | None:
    span = read_structure(text).title
    return None if span is None else text[span.start : span.end]


def asked_and_answered(text: str) -> list[tuple[str, str]]:
    """Each turn's kind and its whole text, its paragraphs joined by " / "."""
    turns: dict[int, tuple[str, list[str]]] = {}
    for s in read_structure(text).segments:
        if s.turn is not None:
            turns.setdefault(s.turn, (s.kind, []))[1].append(" ".join(text[s.start : s.end].split()))
    return [(kind, " / ".join(parts)) for _, (kind, parts) in sorted(turns.items())]
