"""Titles that report speech: "X says …", "…, says X", "X: …"."""

from __future__ import annotations

import re

from extraction import headline_forms
from extraction.appositions import is_office
from extraction.candidates import Candidate
from extraction.cues import reports_clause
from extraction.entities import offices
from extraction.headline_forms import SAME_WORDS, alike
from extraction.parsed import Entity, ParsedDocument
from extraction.placing import trimmed
from extraction.types import Span

_CUE_BEHIND = re.compile(
    r"\s+(?P<cue>[A-Za-z]+)\s+(?:(?:us|them|him|her|reporters|that|Us|Them|Reporters|That)\s+){0,2}(?=\S+\s+\S)"
)
_ABOUT = re.compile(r" (?:[Oo]n|[Aa]bout) (?=[A-Z])")
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
        inside = [_told(parsed, named) or named]
    if not any(c.act == "speech" for c in inside):
        told = _told(parsed, Candidate(title, "headline", "")) or headline_forms.form_of(parsed, title, rest)
        inside = [told] if told is not None else inside
    for candidate in inside:
        candidate.kind = "headline"
        if candidate.rule.startswith("direct") and candidate.inherits not in inside:
            candidate.inherits = None  # nobody speaks before a title
        if candidate.name_kind == "unnamed" or _by_office(candidate):
            _identify(candidate, alike(parsed, candidate.span, rest, SAME_WORDS) or _leading(parsed, title, rest))
        elif candidate.source is None and candidate.name is None and candidate.inherits is None:
            told = _leading(parsed, title, rest) if candidate.cue is not None else None
            _identify(candidate, alike(parsed, candidate.span, rest, SAME_WORDS) or told)
        if candidate.inherits is None and (candidate.name is None or candidate.name_kind == "unnamed"):
            headline_forms.name_speaker(parsed, candidate, rest)
    return sorted(inside, key=lambda c: (c.span.start, -c.span.end)) + rest


def _told(parsed: ParsedDocument, named: Candidate) -> Candidate | None:
    """`Kask Assured Us She Was Right`, in title case, which no parser reads: a person's name, a cue, the content.

    Where it stands behind a colon, who stands before the colon is the reporter.
    """
    for entity in parsed.entities:
        for m in entity.mentions:
            if entity.kind != "person" or not named.span.start <= m.start < named.span.end:
                continue
            words = _CUE_BEHIND.match(parsed.text, m.end, named.span.end)
            if words is None or not reports_clause(words["cue"].casefold()):
                continue
            cue = Span(words.start("cue"), words.end("cue"))
            return Candidate(
                Span(words.end(), named.span.end),
                "headline",
                "headline.told",
                cue=cue,
                name=entity.name,
                reporter=named.name,
            )
    return None


def _by_office(candidate: Candidate) -> bool:
    """Whether a title says only what office speaks: "…, says grid chief"."""
    return candidate.source is not None and candidate.source.head.pos_ == "NOUN" and is_office(candidate.source.head)


def _identify(headline: Candidate, same: Candidate | None) -> None:
    """Gives a title the speaker of the words in the text that are its."""
    if same is not None:
        headline.inherits, headline.name, headline.source = same, None, None


def _leading(parsed: ParsedDocument, title: Span, rest: list[Candidate]) -> Candidate | None:
    """What a person says first in the first paragraph below the title, which tells the title again at length."""
    first = next((p for p in parsed.paragraphs if p.start >= title.end), None)
    if first is None:
        return None
    said = [c for c in rest if c.act == "speech" and c.source and first.start <= c.span.start < first.end]
    head = said[0].source.head if said and said[0].source else None
    return said[0] if head is not None and (head.pos_ == "PROPN" or is_office(head)) else None


def _named(parsed: ParsedDocument, title: Span) -> Candidate | None:
    """`Minister: We stay`: what stands behind the colon, if a person or an office stands before it."""
    match = _BEFORE.match(parsed.text, title.start, title.end)
    span = trimmed(parsed.text, match.end(), title.end) if match else None
    if match is None or span is None:
        return None
    who = match["who"].strip()
    about = _ABOUT.search(who)  # "Grid Chief On Falk: …": the chief says it
    who = who[: about.start()] if about else who
    entity = _first(parsed, title) or _entity(parsed, title.start, match.start("who") + len(who))
    last = re.split(r"[\s-]", who)[-1].casefold()
    if entity is not None:
        return Candidate(span, "headline", "headline.colon", name=entity.name, name_kind=entity.kind)
    if last in offices()["person"] | offices()["organisation"] and len(who.split()) <= 5:
        return Candidate(span, "headline", "headline.colon", name=who, name_kind="unnamed")
    return None


def _first(parsed: ParsedDocument, title: Span) -> Entity | None:
    """ "Ida Falk Backs Olaf Orr: …": who opens the title, where another person stands before the colon."""
    colon = parsed.text.index(":", title.start)
    inside = [
        (m, e) for e in parsed.entities if e.kind == "person" for m in e.mentions if title.start <= m.start < colon
    ]
    inside.sort(key=lambda pair: pair[0].start)
    if len({e.name for _, e in inside}) < 2 or inside[0][0].start != title.start:
        return None
    between = parsed.text[inside[0][0].end : inside[1][0].start].split()
    return inside[0][1] if len(between) == 1 and between[0][0].isupper() and between[0].endswith("s") else None


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
