"""Which quotation of the program is which gold wording.

They are one where each has at least half of the other's words. The pieces of one utterance count as one quotation. Of
several that fit, the one that agrees best (shared words by all words of both) is taken, then one with a statement.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.linking.gold import Gold, Trap, Words, words_in
from statements.models import Link, Quotation
from statements.vocabulary import State


def alike(text: str, one: tuple[int, int], other: tuple[int, int]) -> float:
    """How well two spans agree, 0 where they are not one wording."""
    return _agree(words_in(text, *one), words_in(text, *other))


def _agree(one: Words, other: Words) -> float:
    shared = len(one & other)
    if not shared or 2 * shared < len(one) or 2 * shared < len(other):
        return 0.0
    return shared / len(one | other)


@dataclass
class Matched:
    """What the program made of the gold wordings."""

    found: dict[str, Quotation] = field(default_factory=dict)  # by the id of the wording
    wording_of: dict[int, str] = field(default_factory=dict)  # by the id of the quotation, pieces included
    groups_of: dict[int, str] = field(default_factory=dict)  # the gold group that most wordings of a statement have


def match(gold: Gold, ids: dict[str, int]) -> Matched:
    """`ids` are the program's revisions by the ids of the texts."""
    matched = Matched()
    for text in gold.texts:
        _match_text(gold, text, ids[text], matched)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for wording, quotation in matched.found.items():
        if quotation.statement_id:
            counts[quotation.statement_id][gold.group_of[wording]] += 1
    matched.groups_of = {pk: min(c, key=lambda group: (-c[group], group)) for pk, c in counts.items()}
    return matched


def _match_text(gold: Gold, text: str, revision: int, matched: Matched) -> None:
    words = gold.texts[text].text
    wordings = {w.id: words_in(words, w.start, w.end) for w in gold.wordings if w.text == text}
    for pieces in _chains(Quotation.objects.filter(revision=revision, act="speech").exclude(state=State.REJECTED)):
        own = frozenset().union(*(words_in(words, q.start, q.end) for q in pieces))
        fits = [(_agree(own, wanted), wording) for wording, wanted in wordings.items()]
        best, wording = max(fits, default=(0.0, ""), key=lambda fit: (fit[0], fit[1]))
        if best:
            matched.wording_of |= dict.fromkeys((q.pk for q in pieces), wording)
        for fit, wording in fits:
            now = matched.found.get(wording)
            if fit and (now is None or _rank(fit, pieces[0]) > _rank(_agree_now(now, wordings[wording], words), now)):
                matched.found[wording] = pieces[0]


def _agree_now(now: Quotation, wanted: Words, text: str) -> float:
    return _agree(words_in(text, now.start, now.end), wanted)


def _rank(fit: float, q: Quotation) -> tuple[float, bool]:
    return (round(fit, 3), q.statement_id is not None)


def _chains(quotations: Iterable[Quotation]) -> list[list[Quotation]]:
    """Quotations with the pieces that continue them, the first piece first."""
    by_id = {q.pk: q for q in sorted(quotations, key=lambda q: (q.start, -q.end, q.pk))}
    chains: dict[int, list[Quotation]] = {}
    for q in by_id.values():
        first = q
        while first.continues_id in by_id and by_id[first.continues_id].start < first.start:
            first = by_id[first.continues_id]
        chains.setdefault(first.pk, []).append(q)
    return list(chains.values())


def group_at(q: Quotation | None, gold: Gold, matched: Matched) -> str | None:
    """The gold group of a link's end: that of the wording there, else of the other wordings of its statement."""
    if q is None:
        return None
    if q.pk in matched.wording_of:
        return gold.group_of[matched.wording_of[q.pk]]
    return matched.groups_of.get(q.statement_id or 0)


def is_trapped(link: Link, traps: Sequence[Trap], gold: Gold) -> bool:
    """The response, or its evidence, has at least half of the words of a trap."""
    spans = [(link.response.start, link.response.end), *((e.start, e.end) for e in link.evidence.all())]
    for trap in traps:
        text = gold.texts[trap.text].text
        wanted = words_in(text, trap.start, trap.end)
        if any(2 * len(wanted & words_in(text, *span)) >= len(wanted) for span in spans):
            return True
    return False
