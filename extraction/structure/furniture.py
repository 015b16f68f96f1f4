"""Paragraphs that no one says and no reporter writes: page furniture, embedded posts, editors' notes, captions.

Each rule rests on the form of a paragraph and its neighbours, never on who is named in it. `taken` holds the numbers of
the paragraphs that bear a speaker's label; they are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.structure import captions, names, wordlists
from extraction.structure.captions import Marks
from extraction.structure.paragraphs import Paragraph
from extraction.types import SegmentKind

_BUTTONS = wordlists.phrases("buttons")
_PROMO = wordlists.opening("promo_openings")
_PROMO_OBJECT = re.compile(rf"\b{wordlists.pattern('promo_objects')}\b", re.I)
_POINTER = re.compile(rf"{wordlists.pattern('pointers')}\s?[:»>→|]", re.I)
_LINK_HEADING = re.compile(rf"{wordlists.pattern('link_headings')}(?: \w+){{0,3}}:?$", re.I)
_COUNTER = re.compile(rf"{wordlists.pattern('counters')}$", re.I)
_LEGAL = re.compile(r"(?:©|\(c\)\s|copyright\b|all rights reserved)", re.I)
_TAGS = re.compile(r"(?:tags?|topics?|keywords|categor(?:y|ies)|filed under|section)\s?:", re.I)
_RULE = re.compile(r"[\W_]+$")
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
_MARKS_AROUND = "\"“”‘’'"


def mark(paragraphs: Sequence[Paragraph], taken: set[int]) -> Marks:
    """A kind for each paragraph that is no speech and no reporting by its own form; None for the rest."""
    marks: Marks = [None if i in taken else _alone(p) for i, p in enumerate(paragraphs)]
    _mark_posts(paragraphs, marks, taken)
    captions.mark_repeated(paragraphs, marks, taken)
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
    return "caption" if captions.is_caption(p) else None


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


def _mark_posts(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """The text of an embedded post stands before its signature, or after a line with name and handle."""
    spaced = captions.is_spaced(paragraphs)
    for i, p in enumerate(paragraphs):
        if i in taken:
            continue
        if _HANDLE_LINE.match(p.plain[:200]):
            for j in range(i - 1, max(-1, i - 7), -1):
                apart = j < i - 1 and (not spaced or paragraphs[j].block != p.block)
                if apart or j in taken or marks[j] not in (None, "caption", "embed") or paragraphs[j].words > 120:
                    break
                marks[j] = "embed"
        elif marks[i] is None and p.words <= 12 and _HANDLE_HEAD.match(p.plain):
            marks[i] = "embed"
            if i + 1 < len(paragraphs) and paragraphs[i + 1].block == p.block and i + 1 not in taken:
                marks[i + 1] = marks[i + 1] or "embed"


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
