"""Paragraphs that no one says and no reporter writes: page furniture, captions, credits, posts, editors' notes.

Each rule rests on the form of a paragraph and its neighbours, never on who is named in it. `taken` holds the numbers of
the paragraphs that bear a speaker's label; they are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extraction.structure import names, wordlists
from extraction.structure.paragraphs import Paragraph
from extraction.types import SegmentKind

Marks = list[SegmentKind | None]

_BUTTONS = wordlists.phrases("buttons")
_PROMO = wordlists.opening("promo_openings")
_PROMO_OBJECT = re.compile(rf"\b{wordlists.pattern('promo_objects')}\b", re.I)
_POINTER = re.compile(rf"{wordlists.pattern('pointers')}\s?[:»>→|]", re.I)
_LINK_HEADING = re.compile(rf"{wordlists.pattern('link_headings')}(?: \w+){{0,3}}:?$", re.I)
_COUNTER = re.compile(rf"{wordlists.pattern('counters')}$", re.I)
_LEGAL = re.compile(r"(?:©|\(c\)\s|copyright\b|all rights reserved)", re.I)
_TAGS = re.compile(r"(?:tags?|topics?|keywords|categor(?:y|ies)|filed under|section)\s?:", re.I)
_RULE = re.compile(r"[\W_]+$")
_CREDIT = re.compile(
    r"(?:^|[\s(|.])(?:photos?|photographs?|images?|pictures?|pics?|foto|illustration|graphic|credits?|courtesy|"
    r"photo credit|screenshot|video|file photo)\s?(?:[:/©]|by\s|courtesy\b|via\s)\s?\S[^.?!]{0,80}\)?\.?$|"
    r"(?:^|\s|\()(?:©|\(c\))\s?\S[^.?!]{0,60}$|[\w.)]\s(?:via|/)\s?(?:reuters|ap|afp|getty images?|epa)\)?\.?$",
    re.I,
)
_AGENCY = re.compile(
    r"/\s?(?:REUTERS|Reuters|AFP|AP Photo|AP|EPA|EPA-EFE|Getty Images|Scanpix|SCANPIX|ANP|DPA|dpa|TASS|PA Wire|"
    r"PA Media|Shutterstock|iStock|Unsplash|Wikimedia Commons|Pool)\)?\.?$"
)
_AUTHORS = re.compile(r"(?:story|text|words|report(?:ing)?|interview) (?:and|&) (?:photos?|pictures?|images?) ", re.I)
_PICTURED = re.compile(wordlists.pattern("pictured"), re.I)
_SCENE = re.compile(rf"\b{wordlists.pattern('scenes')}\b")
_HANDLE_LINE = re.compile(r"[-–—]{1,2}\s?[^@\n]{1,80}\(@\w{1,30}\)")
_HANDLE_HEAD = re.compile(r"[^@.!?]{0,60}\(?@\w{1,30}\)?(?:\s?[·•|-]\s?.{1,30})?$")
_POST_LINK = re.compile(r"(?:https?://)?(?:t\.co|pic\.twitter\.com|pic\.x\.com)/\w+")
_POST_PHRASE = re.compile(
    r"view this post on|a post shared by|see new posts|replying to @|show this thread|"
    r"\d{1,2}:\d\d\s?[AP]M\s?[·•-]\s?\w{3,9}\.? \d{1,2},",
    re.I,
)
_PIECE = r"(?:interview|conversation|transcript|exchange|q ?& ?a|discussion|text|piece|article|story|report)"
_EDITED = re.compile(
    rf"(?:this|the|our) {_PIECE}(?: \w+){{0,3}}? (?:has been|have been|was|were|is)(?: \w+){{0,3}}? (?:edited|"
    r"condensed|shortened|abridged|translated|amended|updated|corrected|conducted|recorded|held|transcribed|"
    r"(?:first|originally) published)\b",
    re.I,
)
_ED_LABEL = re.compile(
    r"[\[(*_]{0,3}(?:editor(?:[’']?s|ial|s[’'])?[’']? note|ed\.?|correction|clarification|updated?|"
    r"note to readers|note)"
    r"\s?(?:\([^)]{1,40}\))?\s?[:.–—-]",
    re.I,
)
_ED_SIGN = re.compile(r"[-–—,]?\s?(?:eds?|editors?|(?:editor|author)[’']s note|tr|transl)\.?\s?[)\]]$", re.I)
_STAGE = re.compile(rf"[\[(]{wordlists.pattern('stage_directions')}\.?[)\]]\.?$", re.I)
_PERSONAL = re.compile(r"[\"“”?]|\b(?:I|you|we|my|our)\b")
_MARKS_AROUND = "\"“”‘’'"


def mark(paragraphs: Sequence[Paragraph], taken: set[int]) -> Marks:
    """A kind for each paragraph that is no speech and no reporting by its own form; None for the rest."""
    marks: Marks = [None if i in taken else _alone(p) for i, p in enumerate(paragraphs)]
    _mark_posts(paragraphs, marks, taken)
    _mark_repeated_captions(paragraphs, marks, taken)
    _mark_foot(paragraphs, marks, taken)
    return marks


def _alone(p: Paragraph) -> SegmentKind | None:
    """What the paragraph is by its own form."""
    if _is_post(p):
        return "embed"
    if _is_button(p) or _is_promo(p):
        return "page_furniture"
    if _is_editors_note(p):
        return "editors_note"
    return "caption" if _is_caption(p) else None


def _is_button(p: Paragraph) -> bool:
    if len(p.plain) > 90:
        return False
    bare = p.plain.casefold().strip(" .:»›>|→↑↓▲▼•*#-–—…")
    return (
        bare in _BUTTONS
        or bool(_RULE.match(p.plain))
        or bool(_COUNTER.match(bare))
        or bool(_LEGAL.match(p.plain) and p.words <= 14)
        or bool(_TAGS.match(p.plain))
        or _is_button_row(bare)
    )


def _is_button_row(bare: str) -> bool:
    """Several buttons on one line: `Facebook Twitter WhatsApp`, `Share | Print | Email`."""
    parts = [part.strip() for part in re.split(r"[|•·/,]", bare)]
    if len(parts) > 1:
        return all(part in _BUTTONS for part in parts)
    words = bare.split()
    return 2 <= len(words) <= 10 and all(len(word) > 1 and word in _BUTTONS for word in words)


def _is_promo(p: Paragraph) -> bool:
    head = p.plain[:200].strip(_MARKS_AROUND)
    if p.words > 45:
        return False
    if _POINTER.match(head):
        return True
    return bool(_PROMO.match(head) and _PROMO_OBJECT.search(head) and not head.endswith("?"))


def _is_editors_note(p: Paragraph) -> bool:
    head, tail = p.plain[:300].lstrip(_MARKS_AROUND), p.plain[-60:].rstrip(_MARKS_AROUND + ".")
    if head[:1] in ("[", "(") and tail[-1:] in ("]", ")") and (_STAGE.match(head) or _ED_SIGN.search(tail)):
        return True
    return bool(_ED_LABEL.match(head)) or (p.words <= 60 and bool(_EDITED.match(head.lstrip("[(*_ "))))


def _is_post(p: Paragraph) -> bool:
    head, tail = p.plain[:200], p.plain[-200:]
    if _HANDLE_LINE.match(head) or (p.words <= 20 and _POST_PHRASE.match(head)):
        return True
    return p.words <= 120 and bool(_POST_LINK.search(tail))


def _is_caption(p: Paragraph) -> bool:
    if p.words > 90 or _AUTHORS.match(p.plain):
        return False
    if _CREDIT.search(p.plain[-160:]):
        return True
    if p.words > 60:
        return False
    described = bool(_PICTURED.search(p.plain)) and not _is_personal(p)
    return described or (bool(_AGENCY.search(p.plain[-40:])) and p.plain[0] not in _MARKS_AROUND)


def _is_personal(p: Paragraph) -> bool:
    return bool(_PERSONAL.search(p.plain[:500]))


def _mark_posts(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """The text of an embedded post stands before its signature, or after a line with name and handle."""
    for i, p in enumerate(paragraphs):
        if i in taken:
            continue
        if _HANDLE_LINE.match(p.plain[:200]):
            if i and i - 1 not in taken and marks[i - 1] in (None, "caption") and paragraphs[i - 1].words <= 120:
                marks[i - 1] = "embed"
        elif marks[i] is None and p.words <= 12 and _HANDLE_HEAD.match(p.plain):
            marks[i] = "embed"
            if i + 1 < len(paragraphs) and paragraphs[i + 1].block == p.block and i + 1 not in taken:
                marks[i + 1] = marks[i + 1] or "embed"


def _mark_repeated_captions(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """A caption often stands twice: in the picture's description, then with the credit behind it."""
    for i, (a, b) in enumerate(pairwise(paragraphs)):
        if i in taken or marks[i] is not None or len(b.plain) > 600 or not b.plain.startswith(a.plain):
            continue
        if marks[i + 1] == "caption" or (a.plain == b.plain and i + 1 not in taken):
            marks[i] = "caption"
            marks[i + 1] = marks[i + 1] or "caption"
    counts = Counter(p.plain for p in paragraphs if 4 <= p.words <= 40 and not p.is_sentence)
    for i, p in enumerate(paragraphs):
        if i and i not in taken and marks[i] is None and counts[p.plain] > 1 and p.plain != paragraphs[0].plain:
            marks[i] = "caption" if _SCENE.search(p.plain) or names.people(p.plain) else None


def _mark_foot(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """Headlines and links under a `Related articles` or `Most read` at the foot; a last line with a bare name."""
    first = len(paragraphs)
    while first and first - 1 not in taken and _is_link(paragraphs[first - 1]):
        first -= 1
    inside = False
    for i in range(max(first, 1), len(paragraphs)):
        inside = inside or bool(_LINK_HEADING.match(paragraphs[i].plain))
        if inside:
            marks[i] = marks[i] or "page_furniture"
    last = next((i for i in range(len(paragraphs) - 1, 2, -1) if marks[i] is None), None)
    if last is not None and last not in taken and _is_signature(paragraphs[last], paragraphs[last - 1]):
        marks[last] = "page_furniture"


def _is_link(p: Paragraph) -> bool:
    return p.words <= 25 and not p.plain.endswith((".", "”", '"'))


def _is_signature(p: Paragraph, before: Paragraph) -> bool:
    """`Daily Herald` under the last paragraph: a few words, each with a capital, and no sentence."""
    capital = all(word[0].isupper() or word in names.PARTICLES for word in p.plain.split())
    return (
        p.words <= 5
        and capital
        and ":" not in p.plain
        and not p.is_sentence
        and before.is_sentence
        and not before.plain.endswith("?")
    )


def mark_caption_blocks(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """Two to four short lines without a full stop, set apart by empty lines: a caption with its credit."""
    if not _is_spaced(paragraphs):
        return
    for start, end in _blocks(paragraphs):
        block = range(start, end)
        if start == 0 or not 2 <= len(block) <= 4 or any(i in taken for i in block):
            continue
        free = [i for i in block if marks[i] is None]
        if all(_is_short_line(paragraphs[i]) for i in free) and all(
            marks[i] in (None, "caption", "byline") for i in block
        ):
            for i in free:
                marks[i] = "caption"


def _is_short_line(p: Paragraph) -> bool:
    return p.words <= 30 and not p.is_sentence and not _is_personal(p)


def _is_spaced(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether empty lines part the paragraphs, so that lines without one between them belong together."""
    sizes = Counter(p.block for p in paragraphs)
    return len(sizes) >= 3 and sum(n == 1 for n in sizes.values()) >= 0.6 * len(sizes)


def _blocks(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    bounds = [i for i, p in enumerate(paragraphs) if i == 0 or p.block != paragraphs[i - 1].block]
    return list(pairwise([*bounds, len(paragraphs)]))
