"""Links of a text with their words, for tests."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reading import read


@dataclass(frozen=True)
class Found:
    """A link with its words."""

    relation: str
    attribution: str
    claim: str | None
    response: str
    speaker: str | None


def links(text: str) -> list[Found]:
    """The links in a text; each proof is words of it."""
    found = read(text)

    def words(index: int | None) -> str | None:
        return None if index is None else text[found.quotations[index].start : found.quotations[index].end]

    out = []
    for link in found.links:
        speaker = found.quotations[link.response].speaker
        assert all(text[e.start : e.end].strip() for e in link.evidence)
        name = speaker.name if speaker else None
        out.append(Found(link.relation, link.attribution, words(link.claim), words(link.response) or "", name))
    return out
