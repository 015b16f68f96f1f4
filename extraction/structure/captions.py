"""Captions and credits of pictures, which the text of a page carries along between its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extraction.structure import names, wordlists
from extraction.structure.paragraphs import Paragraph
from extraction.types import SegmentKind

Marks = list[SegmentKind | None]

_AGENCIES = (
    r"(?:REUTERS|Reuters|AFP|AP|AP Photo|Associated Press|EPA|EPA-EFE|Getty|Getty Images|Scanpix|SCANPIX|ANP|DPA|dpa|"
    r"TASS|PA Wire|PA Media|Shutterstock|SHUTTERSTOCK|iStock|Unsplash|Wikimedia(?: Commons)?|Pool|Bloomberg)"
)
_CREDIT = re.compile(
    r"(?:^|[\s(|.])(?:photos?|photographs?|images?|pictures?|pics?|foto|illustration|graphic|credits?|courtesy|"
    r"photo credit|screenshot|video|file photo)\s?(?:[:/©]|by\s|courtesy\b|via\s)\s?\S[^.?!]{0,80}\)?\.?$|"
    r"(?:^|\s|\()(?:©|\(c\))\s?\S[^.?!]{0,60}$|[\w.)]\s(?:via|/)\s?(?:reuters|ap|afp|getty images?|epa)\)?\.?$|"
    # Behind a caption these name the photographer; at the start of a line, who wrote the text.
    r"(?<=\S)\s(?:source|author)\s?:\s?\S[^.?!]{0,60}$|"
    r"\bCC[ -]BY\b|\bown work\b|\bwikimedia\.org\b",
    re.I,
)
_AGENCY_LAST = re.compile(rf"/\s?{_AGENCIES}\)?\.?$")
_AGENCY_LINE = re.compile(rf"(?:[^.?!]{{0,50}}[/|–,-]\s?)?{_AGENCIES}(?:\s?[/|]\s?[^.?!]{{1,40}})?$")
_AUTHORS = re.compile(r"(?:story|text|words|report(?:ing)?|interview) (?:and|&) (?:photos?|pictures?|images?) ", re.I)
_PICTURED = re.compile(wordlists.pattern("pictured"), re.I)
_SCENE = re.compile(rf"\b{wordlists.pattern('scenes')}\b")
_PERSONAL = re.compile(r"[\"“”?]|\b(?:I|you|we|my|our)\b")
_QUOTE_MARKS = "\"“”‘’'"
_SMALL = names.PARTICLES | {"of", "the", "for", "and", "in"}


def is_caption(p: Paragraph) -> bool:
    """By its own form: it ends with a credit, or says who is seen where in the picture."""
    if p.words > 90 or _AUTHORS.match(p.plain):
        return False
    if _CREDIT.search(p.plain[-160:]):
        return True
    if p.words > 60:
        return False
    described = bool(_PICTURED.search(p.plain)) and not _is_personal(p)
    return described or (bool(_AGENCY_LAST.search(p.plain[-40:])) and p.plain[0] not in _QUOTE_MARKS)


def _is_personal(p: Paragraph) -> bool:
    return bool(_PERSONAL.search(p.plain[:500]))


def mark_repeated(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """A caption often stands twice: in the picture's description, then with the credit behind it."""
    for i, (a, b) in enumerate(pairwise(paragraphs)):
        if i in taken or i + 1 in taken or marks[i] is not None or not _continues(a, b):
            continue
        if marks[i + 1] == "caption" or a.plain == b.plain or (a.block == b.block and a.words >= 2):
            marks[i] = "caption"
            marks[i + 1] = marks[i + 1] or "caption"
    counts = Counter(p.plain for p in paragraphs if 4 <= p.words <= 40 and not p.is_sentence)
    for i, p in enumerate(paragraphs):
        if i and i not in taken and marks[i] is None and counts[p.plain] > 1 and p.plain != paragraphs[0].plain:
            marks[i] = "caption" if _SCENE.search(p.plain) or names.people(p.plain) else None


def _continues(a: Paragraph, b: Paragraph) -> bool:
    """The second line is the first with no more than a credit behind it."""
    return len(b.plain) <= 600 and b.words - a.words <= 10 and b.plain.startswith(a.plain)


def mark_blocks(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """Lines set apart by empty lines: a caption with its credit, and a line that is a name and a title only."""
    spaced = is_spaced(paragraphs)
    for start, end in _blocks(paragraphs):
        block = range(start, end)
        if spaced and start and 2 <= len(block) <= 4 and not any(i in taken for i in block):
            _mark_block(paragraphs, marks, block)
    for i, p in enumerate(paragraphs):
        if i and i not in taken and marks[i] is None and p.words <= 10 and not _answers(paragraphs[i - 1]):
            marks[i] = "caption" if _is_name_only(p) else None


def _mark_block(paragraphs: Sequence[Paragraph], marks: Marks, block: range) -> None:
    free = [i for i in block if marks[i] is None]
    if any(marks[i] not in (None, "caption", "byline") for i in block):
        return
    credited = any(_AGENCY_LINE.match(paragraphs[i].plain) for i in free if paragraphs[i].words <= 8)
    if all(_is_short(paragraphs[i], sentence=credited) for i in free):
        for i in free:
            marks[i] = "caption"


def _is_short(p: Paragraph, *, sentence: bool) -> bool:
    return p.words <= (45 if sentence else 30) and (sentence or not p.is_sentence) and not _is_personal(p)


def _answers(before: Paragraph) -> bool:
    """After a question a name is its answer."""
    return before.plain.endswith("?")


def _is_name_only(p: Paragraph) -> bool:
    """`Foreign minister` in capitals and a name, with a full stop: `Foreign Minister Anna Kask.`"""
    words = p.plain.rstrip(".").split()
    if not p.plain.endswith(".") or not all(word[0].isupper() or word in _SMALL for word in words):
        return False
    found = names.people(p.plain)
    return len(found) == 1 and p.plain.rstrip(".").endswith(found[0])


def is_spaced(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether empty lines part the paragraphs, so that lines without one between them belong together."""
    sizes = Counter(p.block for p in paragraphs)
    return len(sizes) >= 3 and sum(n == 1 for n in sizes.values()) >= 0.6 * len(sizes)


def _blocks(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    bounds = [i for i, p in enumerate(paragraphs) if i == 0 or p.block != paragraphs[i - 1].block]
    return list(pairwise([*bounds, len(paragraphs)]))
