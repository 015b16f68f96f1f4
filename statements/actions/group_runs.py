"""Runs of sentences: where a wording elsewhere repeats only some sentences of an answer."""

from collections.abc import Iterable, Sequence

from statements import likeness
from statements.actions import group_likeness
from statements.actions.group_units import Unit, run_of
from statements.vocabulary import QuotationKind

MOST_SENTENCES = 60  # of an answer: beyond that, runs are sought in its first sentences only
LONGEST_RUN = 8
NEARLY_WHOLE = 0.8
SAME_RUN = 0.4  # of the words of two runs together that are shared: they are one


def find(turn: Unit, others: Iterable[Unit]) -> list[Unit]:
    """The runs of an answer that other wordings repeat: the best ones where they overlap."""
    spans = [(turn.start + a, turn.start + b) for a, b in likeness.sentences(turn.text)[:MOST_SENTENCES]]
    if turn.kind != QuotationKind.TURN or turn.is_run or len(turn.pieces) > 1 or len(spans) < 2:
        return []
    runs = [(a, b) for i, (a, _) in enumerate(spans) for _, b in spans[i : i + LONGEST_RUN]]
    parts = [run_of(turn, a, b) for a, b in runs if b - a < NEARLY_WHOLE * (turn.end - turn.start)]
    found = [best for other in others if not other.is_run and (best := _best(parts, turn, other))]
    return _apart(found)


def _best(parts: Sequence[Unit], turn: Unit, other: Unit) -> tuple[float, Unit] | None:
    if group_likeness.forbidden(turn, other) or not group_likeness.days_agree(turn, other):
        return None
    if len(group_likeness.compare(turn, other).shared) < 2:
        return None
    scored = [(group_likeness.joins(part, other), part) for part in parts]
    score, part = max(
        scored, key=lambda pair: (pair[0], -(pair[1].end - pair[1].start), -pair[1].start), default=(0.0, None)
    )
    return (score, part) if part is not None and score > group_likeness.joins(turn, other) else None


def _apart(found: Iterable[tuple[float, Unit]]) -> list[Unit]:
    """Of runs that are nearly one, the one that fits best."""
    kept: list[Unit] = []
    for _, part in sorted(found, key=lambda pair: (-pair[0], pair[1].key)):
        if all(alike(part, other) < SAME_RUN for other in kept):
            kept.append(part)
    return kept


def alike(one: Unit, other: Unit) -> float:
    """The share of the letters of both together that both have; of one text."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0
