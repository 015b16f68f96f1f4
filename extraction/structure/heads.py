"""What stands above and below the body: title, standfirst or lead, bylines, credits, the title said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.structure import names
from extraction.structure.captions import Marks
from extraction.structure.imprint import DAY, WEEKDAY, is_imprint
from extraction.structure.paragraphs import Paragraph
from extraction.types import SegmentKind

_LONGEST_TITLE = 220
_BY = re.compile(
    r"(?:(?:text|words|story|written|interview(?:ed)?|report(?:ed|ing)?)(?: and (?:photos?|pictures?|images?))? )?"
    r"by[:\s]\s?"
    r"(?P<who>[^.!?]{3,100})$",
    re.I,
)
_ROLE_LINE = re.compile(
    r"(?:editors?|authors?|writers?|reporters?|reporting|interviewers?|interview|translat(?:ion|ors?|ed)|text|words|sources?|"
    r"written|producers?|edited|compiled|contributors?|(?:additional|with) reporting|writing|our correspondent)"
    r"(?:\s(?:by|from))?\s?[:–—-]\s?\S.{0,120}$|"
    r"(?:(?:additional |with )?reporting|editing|writing|translated|edited|compiled|interviewed|produced)"
    r" by [A-Z][^.!?]{2,160}\.?$",
    re.I,
)
_DATE_LINE = re.compile(
    rf"(?:(?:first )?(?:published|posted|updated|last updated|modified|created|date|on)\b[ :]*(?:on |at )?)?{WEEKDAY}"
    rf"{DAY}(?P<rest>.{{0,40}})$|"
    r"(?:published|posted|updated|last updated|modified)\b[ :].{0,60}$",
    re.I,
)
_AGENCY = re.compile(
    r"[A-Z]{2,5}|Reuters|Bloomberg|(?:our |the )?[\w ]*\b(?:staff|correspondents?|reporters?|writers?|desk|team)", re.I
)


def mark_head(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> int | None:
    """Marks title, bylines and credits in place; gives the title's paragraph, None where there is none."""
    title = _title(paragraphs, marks, taken)
    if title is not None:
        marks[title] = "title"
        _mark_repeats(paragraphs, marks, title, taken)
    _mark_bylines(paragraphs, marks, title, taken)
    return title


def _title(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> int | None:
    """The first line that is no furniture, where it has a title's form and something follows it."""
    for i, p in enumerate(paragraphs[:12]):
        if (
            marks[i] == "page_furniture"
            or (p.words <= 20 and _BY.match(p.plain))
            or _is_date_line(p)
            or is_imprint(p.plain)
        ):
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
    body = 0
    for i in range(min(20, len(paragraphs))):
        if i in taken or body > 2:
            break
        if marks[i] is None:
            marks[i] = _head_line(paragraphs, marks, i, title)
            body += marks[i] is None
    for i in range(max(0, len(paragraphs) - 8), len(paragraphs)):
        p = paragraphs[i]
        if marks[i] is None and i not in taken and p.words <= 25 and _is_credit_line(p):
            marks[i] = "byline"


def _head_line(paragraphs: Sequence[Paragraph], marks: Marks, i: int, title: int | None) -> SegmentKind | None:
    p = paragraphs[i]
    if p.words > 25:
        return None
    if _is_credit_line(p):
        return "byline"
    by = _BY.match(p.plain)
    if by:
        # "By The White House" over a picture is a credit: who is named is nobody who writes.
        return "caption" if by["who"][:1].isupper() and p.words <= 8 else None
    if title is None or not _is_bare_name(p):
        return None
    in_picture = i > 0 and marks[i - 1] == "caption" and paragraphs[i - 1].block == p.block
    return "caption" if in_picture else "byline"


def _is_credit_line(p: Paragraph) -> bool:
    """Who wrote, edited or translated it, or when it was published."""
    return _is_byline(p) or _is_date_line(p) or bool(_ROLE_LINE.match(p.plain)) or is_imprint(p.plain)


def _is_date_line(p: Paragraph) -> bool:
    return p.words <= 14 and not p.plain.endswith(".") and bool(_DATE_LINE.match(p.plain))


def _is_byline(p: Paragraph) -> bool:
    by = _BY.match(p.plain) if p.words <= 20 else None
    if by is None:
        return False
    who = by["who"]
    first = re.split(r",|\||\band\b|\s[-–—·•]\s|\s(?:in|at|for)\s|\d", who)[0].strip()
    return names.is_person(first, upper=who.isupper()) or bool(_AGENCY.fullmatch(first))


def _is_bare_name(p: Paragraph) -> bool:
    """A name alone under the title, perhaps with a job or a date behind it: `Jane Doe, Tallinn`."""
    if p.words > 12 or p.is_sentence:
        return False
    pieces = re.split(r"\s?[,|/·•–—]\s?|\sand\s", p.plain)
    return len(pieces) <= 4 and names.is_person(pieces[0], upper=True)


def mark_lead(paragraphs: Sequence[Paragraph], marks: Marks, title: int | None, body_from: int) -> None:
    """The first running text after the title, before the first turn if there are any."""
    if title is None:
        return
    for i in range(title + 1, min(len(paragraphs), body_from)):
        if marks[i] is None:
            if paragraphs[i].words <= 70:
                marks[i] = "lead"
            return
