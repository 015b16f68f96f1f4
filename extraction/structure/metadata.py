"""What a text says of itself: its type, and candidates for its date and outlet, each with a reason for an editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extraction import dates
from extraction.structure import names, wordlists
from extraction.structure.captions import Marks
from extraction.structure.imprint import imprint
from extraction.structure.labels import QUESTIONERS
from extraction.structure.paragraphs import Paragraph
from extraction.structure.turns import Turn
from extraction.types import DocType, Inference

_GENRE = r"(?:speech|remarks|address|keynote|statement|lecture|inaugural|toast|eulogy|sermon|opening words)"
_SPEECH_TITLE = re.compile(
    rf"\b{_GENRE}\b.{{0,20}}\b(?:by|of|at|to|on|delivered|from|before)\b|^{_GENRE}\b",
    re.I,
)
_GREETING = wordlists.opening("greetings")
_POSTED = re.compile(r"[^@\n]{0,60}@\w{2,30}\b|(?:posted|tweeted) (?:by|on)\b|(?:thread|🧵)", re.I)
_POSTED_ON = re.compile(r"(?:posted|tweeted) (?:by|on|at)\b", re.I)
_DATELINE = re.compile(r"[A-Z][\w .’'-]{2,40}(?:,|\()[^—–]{4,50}\s?(?:—|–|--|-\s)")
_NAME = r"(?P<outlet>(?:[A-Z][\w’'&-]*|[A-Z]{2,})(?:\s(?:of|and|the|de|di|du|la|le|&)?\s?(?:[A-Z][\w’'&-]*|\d+)){0,4})"
_INTERVIEW_WITH = re.compile(
    r"\b(?:interview(?:s|ed)?|conversation|talk|talked|spoke|speaks|speaking|sat down)\s(?:with|to|for|by|in|on)\s"
    rf"(?:the )?{_NAME}"
)
_TOLD = re.compile(rf"\b(?:told|tells|telling)\s(?:the )?{_NAME}")
_FOLLOW = re.compile(
    rf"\b(?i:follow|like|join|subscribe to|sign up (?:for|to)|support)\s(?:the )?{_NAME}"
    r"(?=\s(?:on|for|at|via|today|and)\b|[.!,]|$)"
)
_COPYRIGHT = re.compile(rf"(?i:©|\(c\)|copyright)\s?(?:\d{{4}}(?:[-–]\d{{4}})?)?\s?(?:by )?(?:the )?{_NAME}")
_SOURCE = re.compile(
    rf"(?i:source|outlet|publisher|(?:first |originally )?published (?:in|by|on))\s?:?\s(?:the )?{_NAME}"
)
_NO_OUTLET = frozenset(
    [
        *("us", "me", "them", "him", "her", "reporters", "journalists"),
        *("facebook", "twitter", "instagram", "linkedin", "telegram", "whatsapp", "youtube", "x"),
    ]
)
# A name of an outlet is looked for, and a date, in the first part of a paragraph only.
_HEAD = 400


def doc_type(paragraphs: Sequence[Paragraph], marks: Marks, title: int | None, spoken: Sequence[Turn]) -> DocType:
    """interview where turns were found; speech and post by how they open and who speaks; else article."""
    if any(t.part == "question" for t in spoken) and any(t.part == "answer" for t in spoken):
        return "interview"
    body = [p for p, kind in zip(paragraphs, marks, strict=True) if kind in (None, "lead")]
    if _is_post(paragraphs, marks, body):
        return "post"
    return "speech" if _is_speech(paragraphs, title, body) else "article"


def _is_post(paragraphs: Sequence[Paragraph], marks: Marks, body: Sequence[Paragraph]) -> bool:
    """Little but a post: its text with its signature, or a name, a handle and a few sentences."""
    words = sum(p.words for p in body)
    embedded = sum(p.words for p, kind in zip(paragraphs, marks, strict=True) if kind == "embed")
    if embedded and words <= 5:
        return True
    if words <= 150 and any(_POSTED.match(p.plain[:100]) and p.words <= 12 for p in paragraphs[:3]):
        return True
    return any(_POSTED_ON.match(p.plain[:60]) and p.words <= 12 for p in paragraphs[:4]) and _personal(body) >= 0.3


def _personal(body: Sequence[Paragraph]) -> float:
    """The share of paragraphs in the first person."""
    seen = [p.signs for p in body[:200]]
    return sum(bool(s.i or s.we) for s in seen) / max(1, len(seen))


def _is_speech(paragraphs: Sequence[Paragraph], title: int | None, body: Sequence[Paragraph]) -> bool:
    if not body:
        return False
    personal = _personal(body)
    told = sum(p.signs.reports for p in body[:200]) / len(body[:200])
    greets = any(_GREETING.match(p.plain[:120].lstrip('"“‘(')) for p in body[:4])
    titled = title is not None and bool(_SPEECH_TITLE.search(paragraphs[title].plain))
    return told <= 0.2 and ((greets and personal >= 0.3) or (titled and personal >= 0.4))


def published(text: str, paragraphs: Sequence[Paragraph], marks: Marks) -> tuple[Inference, ...]:
    """Candidates for the date of publication, best first, each uncertain ("?"); empty where only weekdays are named.

    Within one kind of evidence the latest comes first: a text cannot be older than the days it names.
    """
    found: list[tuple[int, Inference]] = []
    for rank, p, why in _dated_places(paragraphs, marks):
        for span in dates.find_dates(text, p.start, min(p.end, p.start + _HEAD)):
            words = " ".join(text[span.start : span.end].split())
            value = dates.resolve(words, None)
            if value and dates.is_day(value):
                found.append((rank, Inference(value + "?", f"{why}: “{words}”", span.start, span.end)))
    found.sort(key=lambda pair: pair[1].value, reverse=True)
    return _distinct(inference for _, inference in sorted(found, key=lambda pair: pair[0]))


def _dated_places(paragraphs: Sequence[Paragraph], marks: Marks) -> Iterable[tuple[int, Paragraph, str]]:
    for i, p in enumerate(paragraphs):
        if marks[i] == "byline" or (marks[i] is None and i < 4 and p.words <= 12):
            yield 0, p, "A date stands in the line of the author or of publication"
        elif i < 10 and marks[i] in (None, "lead") and _DATELINE.match(p.plain[:100]):
            yield 1, p, "The dateline gives this day"
        elif marks[i] == "editors_note":
            yield 2, p, "An editor's note names this day"
        elif marks[i] == "embed":
            yield 3, p, "An embedded post bears this date, so the text appeared then or later"
        elif marks[i] == "caption":
            yield 4, p, "A caption names this day, so the text appeared then or later"


def outlet(
    text: str,
    paragraphs: Sequence[Paragraph],
    marks: Marks,
    spoken: Sequence[Turn],
    first_turn: int | None,
    interviewee: str | None,
) -> tuple[Inference, ...]:
    """Candidates for the outlet, best first; a photo credit is none. `first_turn` is the first paragraph of a turn."""
    found: list[tuple[int, Inference]] = [
        *_imprints(text, paragraphs, marks),
        *_asking_outlets(text, paragraphs, spoken),
    ]
    for i, p in enumerate(paragraphs):
        for rank, pattern, why in _outlet_patterns(i, marks, first_turn):
            for m in pattern.finditer(text, p.start, min(p.end, p.start + _HEAD)):
                name = _outlet_name(m["outlet"])
                if name and name != interviewee:
                    shown = " ".join(m[0].split())
                    found.append((rank, Inference(name, f"{why}: “{shown}”", m.start("outlet"), m.end("outlet"))))
    return _distinct(inference for _, inference in sorted(found, key=lambda pair: pair[0]))


def _imprints(text: str, paragraphs: Sequence[Paragraph], marks: Marks) -> Iterable[tuple[int, Inference]]:
    """The outlet in a line with nothing but its name and the day."""
    for i, p in enumerate(paragraphs):
        line = imprint(text[p.start : p.end]) if marks[i] == "byline" else None
        if line is not None:
            reason = "The line of publication names it"
            yield 0, Inference(line.outlet, reason, p.start + line.start, p.start + line.end)


def _asking_outlets(
    text: str, paragraphs: Sequence[Paragraph], spoken: Sequence[Turn]
) -> Iterable[tuple[int, Inference]]:
    """An outlet whose name labels the questions."""
    asking = {turn.label.key: turn.label for turn in reversed(spoken) if turn.label and turn.part == "question"}
    for key, label in asking.items():
        known = any(names.is_organisation(word) for word in key.split())
        start = text.find(label.name, paragraphs[label.at].start, paragraphs[label.at].end)
        if known and start >= 0 and key not in QUESTIONERS:
            yield 1, Inference(label.name, "Its name stands before the questions", start, start + len(label.name))


def _outlet_patterns(i: int, marks: Marks, first_turn: int | None) -> list[tuple[int, re.Pattern[str], str]]:
    if marks[i] == "page_furniture":
        return [
            (0, _FOLLOW, "The foot of the page invites readers to follow it"),
            (0, _COPYRIGHT, "It claims the copyright"),
        ]
    if marks[i] == "byline":
        return [(1, _SOURCE, "The text names its source"), (1, _COPYRIGHT, "It claims the copyright")]
    intro = first_turn is not None and i < first_turn
    if intro and marks[i] in (None, "lead", "caption"):
        return [
            (2, _INTERVIEW_WITH, "The introduction says with whom the interview was"),
            (2, _TOLD, "The introduction says to whom the interviewee spoke"),
        ]
    return []


def _outlet_name(words: str) -> str | None:
    name = " ".join(words.split()).strip(" .,!-–—")
    first = name.split()[0].casefold() if name else ""
    return None if first in _NO_OUTLET or len(name) < 2 else name


def _distinct(inferences: Iterable[Inference]) -> tuple[Inference, ...]:
    seen: dict[str, Inference] = {}
    for inference in inferences:
        seen.setdefault(inference.value.casefold(), inference)
    return tuple(seen.values())
