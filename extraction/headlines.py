"""Titles that report speech: "X says …", "…, says X", "X: …"."""

from __future__ import annotations

import re

from extraction.candidates import Candidate
from extraction.direct import trimmed
from extraction.entities import offices
from extraction.parsed import Entity, ParsedDocument
from extraction.types import Span

_BEFORE = re.compile(r"(?P<who>[^:\"“”]{2,60}):\s+(?=\S+\s+\S)")


def headline_of(parsed: ParsedDocument, found: list[Candidate]) -> list[Candidate]:
    """The candidates, with those in the title made headlines, or the one before its colon added."""
    title = parsed.structure.title
    if title is None:
        return found
    inside = [c for c in found if title.start <= c.span.start and c.span.end <= title.end]
    rest = [c for c in found if c not in inside]
    named = _named(parsed, title)
    if named is not None:
        inside = [c for c in inside if c.source is not None and c.act == "speech" and c.span.start > named.span.start]
        inside = [named, *inside]
    for candidate in inside:
        candidate.kind = "headline"
    return sorted(inside, key=lambda c: (c.span.start, -c.span.end)) + rest


def _named(parsed: ParsedDocument, title: Span) -> Candidate | None:
    """`Minister: We stay`: what stands behind the colon, if a person or an office stands before it."""
    match = _BEFORE.match(parsed.text, title.start, title.end)
    span = trimmed(parsed.text, match.end(), title.end) if match else None
    if match is None or span is None:
        return None
    who = match["who"].strip()
    entity = _entity(parsed, title.start, match.end("who"))
    last = re.split(r"[\s-]", who)[-1].casefold()
    if entity is not None:
        return Candidate(span, "headline", "headline.colon", name=entity.name, name_kind=entity.kind)
    if last in offices()["person"] and len(who.split()) <= 5:
        return Candidate(span, "headline", "headline.colon", name=who, name_kind="unnamed")
    return None


def _entity(parsed: ParsedDocument, start: int, end: int) -> Entity | None:
    """The person named last before the colon, in its full length."""
    for entity in parsed.entities:
        for m in entity.mentions:
            if entity.kind == "person" and start <= m.start and abs(m.end - end) <= 1:
                return entity
    words = parsed.text[start:end].split()
    surname = words[-1] if words else ""
    fits = [e for e in parsed.entities if e.kind == "person" and e.name.split()[-1] == surname]
    return fits[0] if len(fits) == 1 and len(words) <= 3 else None
