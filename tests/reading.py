"""Reading invented texts with the pipeline that ships, loaded once."""

from functools import cache

from extraction.pipeline import Pipeline, load
from extraction.types import Document, Extraction, Quotation, RosterPerson


@cache
def pipeline() -> Pipeline:
    return load()


def read(text: str, *, published: str | None = None, roster: tuple[RosterPerson, ...] = ()) -> Extraction:
    return pipeline().extract(Document("t", text, published, roster))


def quotation(text: str, words: str, *, roster: tuple[RosterPerson, ...] = ()) -> Quotation:
    """The shortest quotation that holds some words; fails with what was found."""
    found = read(text, roster=roster).quotations
    fits = [q for q in found if words in text[q.start : q.end]]
    assert fits, [text[q.start : q.end] for q in found]
    return min(fits, key=lambda q: q.end - q.start)


def speaker_of(text: str, words: str) -> str | None:
    """The name given for the shortest quotation that holds some words."""
    who = quotation(text, words).speaker
    return who.name if who else None


def told(text: str, q: Quotation) -> tuple[str, str | None, str]:
    """Kind, speaker and words of a quotation."""
    return q.kind, q.speaker.name if q.speaker else None, text[q.start : q.end]


def everything(text: str) -> list[tuple[str, str | None, str]]:
    return [told(text, q) for q in read(text).quotations]
