"""What stands above and below the body: title, standfirst or lead, bylines, credits, the title said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.structure import names
from extraction.structure.furniture import Marks
from extraction.structure.paragraphs import Paragraph

_LONGEST_TITLE = 220
_BY = re.compile(
    r"(?:by|text by|words by|story by|written by|interview(?:ed)? by|report by|reported by)[:\s]\s?(?P<who>[^.!?]{3,100})$",
    re.I,
)
_ROLE_LINE = re.compile(
    r"(?:editors?|authors?|writers?|reporters?|reporting|interviewers?|interview|translation|translators?|translated|text|words|source|sources|"
    r"written|producers?|edited|compiled|contributors?|additional reporting|with reporting|writing|our correspondent)"
    r"(?:\s(?:by|from))?\s?[:–—-]\s?\S.{0,120}$|(?:reporting|additional reporting|editing|writing|with reporting|translated|edited|compiled|interviewed|produced)"
    r" by [A-Z][^.!?]{2,160}\.?$",
    re.I,
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATE_LINE = re.compile(
    rf"(?:(?:first )?(?:published|posted|updated|last updated|modified|created|date|on)\b[ :]*(?:on |at )?)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
    r"(?:.{0,60})?$|(?:published|posted|updated|last updated|modified)\b[ :].{0,60}$",
    re.I,
)
_PLACE_BEFORE_BODY = 8


def mark_head(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> int | None:
    """Marks title, bylines and credits in place; gives the number of the title's paragraph, None where there is none."""
    title = _title(paragraphs, marks, taken)
    if title is not None:
        marks[title] = "title"
        _mark_repeats(paragraphs, marks, title, taken)
    _mark_bylines(paragraphs, marks, title, taken)
    return title


def _title(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> int | None:
    """The first line that is no furniture, where it has a title's form and something follows it."""
    for i, p in enumerate(paragraphs[:12]):
        if marks[i] == "page_furniture" or (p.words <= 20 and _BY.match(p.plain)) or _DATE_LINE.match(p.plain):
            continue
        if marks[i] is not None or i in taken or not _title_like(p, paragraphs[i + 1 :]):
            return None
        return i
    return None


def _title_like(p: Paragraph, after: Sequence[Paragraph]) -> bool:
    if not after or len(p.plain) > _LONGEST_TITLE or p.words > 35 or p.plain[0] in "([—–-":
        return False
    if any(other.plain == p.plain for other in after[:10]):
        return True
    if p.plain.endswith((".", ";", ":", ",")) and not p.plain.endswith("..."):
        return _in_title_case(p) and p.words <= 20
    bigger = max(other.words for other in after[:10])
    return bigger >= p.words or bigger > 12


def _in_title_case(p: Paragraph) -> bool:
    long_words = [w for w in p.plain.split() if len(w) > 3 and w[0].isalpha()]
    return len(long_words) >= 3 and sum(w[0].isupper() for w in long_words) >= 0.75 * len(long_words)


def _mark_repeats(paragraphs: Sequence[Paragraph], marks: Marks, title: int, taken: set[int]) -> None:
    said = paragraphs[title].plain.casefold()
    for i, p in enumerate(paragraphs):
        if i != title and i not in taken and p.plain.casefold() == said:
            marks[i] = "page_furniture"


def _mark_bylines(paragraphs: Sequence[Paragraph], marks: Marks, title: int | None, taken: set[int]) -> None:
    n = len(paragraphs)
    seen = 0
    for i, p in enumerate(paragraphs[:20]):
        if i in taken or seen > 2:
            break
        if marks[i] is not None:
            continue
        kind = _head_line(p, before_title=title is None)
        if kind == "byline":
            marks[i] = "byline"
        elif kind == "caption":
            marks[i] = "caption"
        else:
            seen += 1
    for i in range(max(0, n - 8), n):
        if marks[i] is None and i not in taken and i != title and _foot_line(paragraphs[i]):
            marks[i] = "byline"


def _head_line(p: Paragraph, *, before_title: bool) -> str | None:
    if p.words > 25:
        return None
    by = _BY.match(p.plain)
    if by and not _byline(p):
        # "By The White House" over a picture is a credit: who is named is nobody who writes.
        return "caption" if by["who"][:1].isupper() else None
    if _byline(p) or _DATE_LINE.match(p.plain) or _ROLE_LINE.match(p.plain):
        return "byline"
    return "byline" if not before_title and _bare_name(p) else None


def _foot_line(p: Paragraph) -> bool:
    return p.words <= 25 and bool(_ROLE_LINE.match(p.plain) or _DATE_LINE.match(p.plain) or _byline(p))


def _byline(p: Paragraph) -> bool:
    by = _BY.match(p.plain) if p.words <= 20 else None
    return bool(by) and bool(_writers(by["who"]) if by else False)


def _writers(who: str) -> list[str]:
    """The persons named in a byline, an agency included; none where it names a building or a ministry."""
    first = re.split(r",|\||\band\b|\s[-–—·•]\s|\s(?:in|at|for)\s|\d", who)[0].strip()
    upper = who.isupper()
    if names.is_person(first, upper=upper):
        return [first]
    return (
        [first]
        if re.fullmatch(
            r"[A-Z]{2,5}|Reuters|Bloomberg|Staff(?: \w+)?|staff(?: \w+)?|(?:our|the) [\w ]+(?:correspondent|reporter|staff|desk|team)",
            first,
            re.I,
        )
        else []
    )


def _bare_name(p: Paragraph) -> bool:
    """A name alone under the title, perhaps with a job or a date behind it: `Jane Doe, Tallinn`."""
    if p.words > 12 or p.is_sentence:
        return False
    pieces = re.split(r"\s?[,|/·•–—]\s?|\sand\s", p.plain)
    return names.is_person(pieces[0], upper=True) and (len(pieces) <= 4)


def mark_lead(paragraphs: Sequence[Paragraph], marks: Marks, title: int | None, body_from: int) -> None:
    """The first running text after the title, before the first turn if there are any."""
    if title is None:
        return
    for i in range(title + 1, min(len(paragraphs), body_from)):
        if marks[i] is None:
            if paragraphs[i].words <= 70:
                marks[i] = "lead"
            return
