"""What the form of a text adds: turns, pull quotes and embedded posts, and who reports what is quoted within them."""

from __future__ import annotations

import re
from bisect import bisect_right

from extraction.candidates import Candidate
from extraction.entities import is_actor
from extraction.parsed import ParsedDocument
from extraction.placing import trimmed
from extraction.structure.names import is_organisation
from extraction.types import Segment, Span, SpeakerKind

INTERVIEWER = "Interviewer"
_FIRST = frozenset(["i", "we", "us", "me", "our", "my", "myself", "ourselves"])
_YOU = frozenset({"you", "your"})
_POSTED_BY = re.compile(r"^\s*[—–-]+\s*(?P<name>[^(@\n]{2,60}?)\s*(?:\(@?\w+\)|@\w+|,|$)")
# A label before its turn, on the same line or alone above it; never part of a line that is longer.
_LABEL = re.compile(r"(?:^|\n)[^\w\n]*(?P<label>[^\W_][^\n:]{0,58}):[^\w\n]*\n?[^\w\n]*\Z")
_LONGEST_LABEL = 80
_SILENT = frozenset({"caption", "editors_note", "byline", "page_furniture"})


def in_turns(parsed: ParsedDocument, found: list[Candidate]) -> list[Candidate]:
    """The candidates that stand in their segments, with the turns, pull quotes and posts themselves added."""
    segments = parsed.structure.segments
    starts = [s.start for s in segments]
    answering = _answering(segments)
    kept: list[Candidate] = []
    for candidate in found:
        number = bisect_right(starts, candidate.span.start) - 1
        if number < 0 or _fits(candidate, segments[number], answering):
            kept.append(candidate)
    labels = _labels(parsed)
    posts = {bisect_right(starts, c.span.start) - 1 for c in kept if c.kind == "embed"}
    for number, segment in enumerate(segments):
        for whole in _whole(parsed, number, segment, number in posts):
            if whole.kind == "turn" and segment.turn is not None:
                whole.label = labels.get(segment.turn)
            kept.append(whole)
    return sorted(kept, key=lambda c: (c.span.start, -c.span.end))


def _labels(parsed: ParsedDocument) -> dict[int, Span]:
    """The label at the head of each turn that has one, without its colon."""
    found: dict[int, Span] = {}
    first: set[int] = set()
    for segment in parsed.structure.segments:
        if segment.turn is not None and segment.turn not in first:
            first.add(segment.turn)
            match = _LABEL.search(parsed.text, max(0, segment.start - _LONGEST_LABEL), segment.start)
            if match is not None:
                found[segment.turn] = Span(match.start("label"), match.end("label"))
    return found


def _answering(segments: tuple[Segment, ...]) -> str | None:
    """The one interviewee of a text; None where several answer."""
    names = {s.speaker for s in segments if s.kind == "answer" and s.speaker}
    return names.pop() if len(names) == 1 else None


def _fits(candidate: Candidate, segment: Segment, answering: str | None) -> bool:
    """Whether a candidate stays, with its reporter set and "you" and "I" of a conversation told."""
    if segment.kind in _SILENT or segment.kind == "pull_quote":
        return False
    if segment.kind == "embed":
        candidate.kind = "embed"
        return candidate.source is not None and candidate.act == "speech"
    if segment.kind not in ("question", "answer") and segment.speaker is None:
        return candidate.part_of is not None or not _first_person(candidate)
    candidate.reporter = segment.speaker or (INTERVIEWER if segment.kind == "question" else None)
    if candidate.source is None:
        return segment.kind == "question" and candidate.act == "speech" and candidate.rule.endswith(".that")
    head = candidate.source.head
    if head.lower_ in _YOU and segment.kind == "question" and answering and _recalls(candidate):
        candidate.name, candidate.source = answering, None
        return candidate.act == "speech"
    if _of_the_conversation(head.lower_):
        return False
    if candidate.kind == "direct":
        return True
    told = candidate.rule.rpartition(".")[2] in _TOLD_IN_TALK and (
        candidate.act == "speech" or segment.kind != "question"
    )
    return told and (head.pos_ in ("PROPN", "PRON") or is_actor(head))


# In talk, what others said counts only where its content is given; what is criticised is the talker's own view.
_TOLD_IN_TALK = frozenset({"that", "aside", "colon", "according", "to", "for", "n:that", "put_by"})


def _recalls(candidate: Candidate) -> bool:
    """Whether a question says what "you" said: "you said that …", `you said: "…"`, "you promised to …"."""
    rule = candidate.rule.rpartition(".")[2]
    if rule != "to":
        return candidate.rule.endswith("that") or rule in ("before", "colon")
    cue = candidate.source.head.head if candidate.source is not None else None
    return cue is not None and cue.tag_ in ("VBD", "VBN")


def _of_the_conversation(word: str) -> bool:
    """Whether a pronoun means one of those who talk, contracted forms included."""
    return re.split("['’]", word)[0] in _FIRST | _YOU


def _first_person(candidate: Candidate) -> bool:
    """The author of an article is no speaker."""
    return candidate.source is not None and _of_the_conversation(candidate.source.head.lower_)


def _whole(parsed: ParsedDocument, number: int, segment: Segment, has_inner: bool) -> list[Candidate]:
    """A segment that is a quotation as a whole."""
    span = trimmed(parsed.text, segment.start, segment.end)
    if span is None:
        return []
    if segment.kind == "answer" or (segment.kind == "paragraph" and segment.speaker and _spoken(parsed, segment)):
        return [
            Candidate(Span(segment.start, segment.end), "turn", "turn", name=segment.speaker, name_kind=_kind(segment))
        ]
    if segment.kind == "pull_quote" and not _credits(parsed, number):
        return [Candidate(span, "pull_quote", "pull_quote", name=_pulled_from(parsed, number))]
    if segment.kind == "embed" and not has_inner:
        words = parsed.text[segment.start : segment.end]
        if _POSTED_BY.match(words):
            return []
        poster = _next(parsed, number, "embed")
        match = _POSTED_BY.match(poster) if poster else None
        return [Candidate(span, "embed", "embed", name=match["name"].strip() if match else None)]
    return []


def _kind(segment: Segment) -> SpeakerKind:
    """What the form of a text calls who speaks: a body, an office without a name, a person."""
    words = (segment.speaker or "").split()
    if words[:1] == ["the"]:
        return "unnamed"
    return "organisation" if any(map(is_organisation, words)) else "person"


def _spoken(parsed: ParsedDocument, segment: Segment) -> bool:
    """Whether a paragraph of a speech or a post is a sentence of it, and no line about it."""
    return parsed.text[segment.start : segment.end].rstrip(" \"'”’)").endswith((".", "!", "?", "…", ":"))


def _next(parsed: ParsedDocument, number: int, kind: str) -> str | None:
    """The words of the following segment, if it is of that kind."""
    segments = parsed.structure.segments
    if number + 1 < len(segments) and segments[number + 1].kind == kind:
        return parsed.text[segments[number + 1].start : segments[number + 1].end]
    return None


def _credits(parsed: ParsedDocument, number: int) -> bool:
    """Whether a segment of a pull quote only says whose it is: short, without a verb, behind another one."""
    segments = parsed.structure.segments
    segment = segments[number]
    words = parsed.text[segment.start : segment.end]
    behind = number > 0 and segments[number - 1].kind == "pull_quote"
    return behind and len(words.split()) <= 12 and _person_named(parsed, segment) is not None


def _person_named(parsed: ParsedDocument, segment: Segment) -> str | None:
    for e in parsed.entities:
        if e.kind == "person" and any(segment.start <= m.start and m.end <= segment.end for m in e.mentions):
            return e.name
    return None


def _pulled_from(parsed: ParsedDocument, number: int) -> str | None:
    """Who a pull quote is by: the credit behind it, else the one interviewee."""
    segments = parsed.structure.segments
    if number + 1 < len(segments) and segments[number + 1].kind == "pull_quote" and _credits(parsed, number + 1):
        return _person_named(parsed, segments[number + 1])
    return _answering(segments)
