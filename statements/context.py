"""A span in the sentence in which it stands."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Greatest, Substr

from sources.models import Source
from statements.models import Evidence, Link, Quotation
from statements.sight import CONTEXT_WORDS

WINDOW = 300  # code points fetched on either side of a span; a sentence longer than that is cut at a word
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*\s+|\n+")


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


@dataclass(frozen=True)
class Excerpt:
    """The words around some proof, with the proving words marked; `start` is where the first of them stands."""

    source: Source
    start: int
    pieces: list[Piece]


def before(window: str, *, full: bool) -> str:
    """The end of `window`, from the beginning of its last sentence."""
    ends = [match.end() for match in _SENTENCE_END.finditer(window)]
    if not full:
        return _last_words(window[ends[-1] :] if ends else window)
    if ends:
        return window[ends[-1] :]
    return window if len(window) < WINDOW else "… " + window.partition(" ")[2]


def after(window: str, *, full: bool) -> str:
    """The beginning of `window`, to the end of its first sentence."""
    match = _SENTENCE_END.search(window)
    rest = window[: match.end()].rstrip() if match else window
    if not full:
        return _first_words(rest)
    return rest if match or len(window) < WINDOW else rest.rpartition(" ")[0] + " …"


def _last_words(text: str) -> str:
    words = text.split()
    if len(words) <= CONTEXT_WORDS:
        return text
    return "… " + " ".join(words[-CONTEXT_WORDS:]) + (" " if text[-1:].isspace() else "")


def _first_words(text: str) -> str:
    words = text.split()
    if len(words) <= CONTEXT_WORDS:
        return text
    return (" " if text[:1].isspace() else "") + " ".join(words[:CONTEXT_WORDS]) + " …"


def excerpts(links: Sequence[Link], *, full: bool) -> dict[int, list[Excerpt]]:
    """The evidence of each link in its sentence; a link without evidence is shown by its response's own words."""
    found: dict[int, list[Excerpt]] = defaultdict(list)
    spans = Evidence.objects.filter(link__in=links, revision__source__withdrawn_at__isnull=True)
    spans = spans.select_related("revision__source__outlet").defer("revision__text", "revision__sketch")
    by_place: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for span in spans.annotate(left=_left("start"), right=_right("end")).order_by("link", "revision", "start"):
        by_place[span.link_id, span.revision_id].append(span)
    for (link, _revision), group in by_place.items():
        found[link].extend(_joined(group, full=full))
    return found


def _left(start: str) -> Substr:
    begin = Greatest(F(start) - WINDOW, 0)
    return Substr("revision__text", begin + 1, F(start) - begin)


def _right(end: str) -> Substr:
    return Substr("revision__text", F(end) + 1, WINDOW)


def _joined(spans: list[Evidence], *, full: bool) -> list[Excerpt]:
    """Spans of one text in its order; those in one sentence, or overlapping, share an excerpt."""
    groups: list[list[Evidence]] = []
    for span in spans:
        if groups and _in_one_sentence(groups[-1][-1], span):
            groups[-1].append(span)
        else:
            groups.append([span])
    return [_excerpt(group, full=full) for group in groups]


def _in_one_sentence(one: Evidence, other: Evidence) -> bool:
    right: str = one.right  # type: ignore[attr-defined]
    gap = other.start - one.end
    return gap <= 0 or (gap <= len(right) and not _SENTENCE_END.search(right[:gap]))


def _excerpt(group: list[Evidence], *, full: bool) -> Excerpt:
    first, last = group[0], group[-1]
    pieces = [Piece(before(first.left, full=full), False)]  # type: ignore[attr-defined]
    at = first.start
    for n, span in enumerate(group):
        if n and span.start > at:
            pieces.append(Piece(group[n - 1].right[: span.start - at], False))  # type: ignore[attr-defined]
        pieces.append(Piece(span.exact[max(0, at - span.start) :], True))
        at = max(at, span.end)
    pieces.append(Piece(after(last.right, full=full), False))  # type: ignore[attr-defined]
    return Excerpt(first.revision.source, first.start, [piece for piece in pieces if piece.text])


def surroundings(quotations: Sequence[Quotation], *, full: bool) -> dict[int, tuple[str, str]]:
    """What stands before and after each quotation in its sentence, by the quotation's key: one query."""
    keys = [quotation.pk for quotation in quotations]
    rows = Quotation.objects.filter(pk__in=keys).annotate(left=_left("start"), right=_right("end"))
    return {
        key: (before(left, full=full), after(right, full=full))
        for key, left, right in rows.values_list("pk", "left", "right")
    }
