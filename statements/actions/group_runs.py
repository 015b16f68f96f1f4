"""Runs of sentences: where a wording elsewhere repeats only some sentences of an answer."""

from collections.abc import Iterable
from functools import lru_cache

from statements import likeness
from statements.actions import group_features, group_likeness
from statements.actions.extract_store import held_by_people
from statements.actions.group_units import Unit, run_of
from statements.models import Quotation
from statements.vocabulary import QuotationKind, State

MOST_SENTENCES = 60  # of an answer: beyond that, runs are sought in its first sentences only
LONGEST_RUN = 8
NEARLY_WHOLE = 0.8
SAME_RUN = 0.4  # of the words of two runs together that are shared: they are one


Repeated = tuple[float, Unit]  # how well a run fits, and the run


def repeated(turn: Unit, other: Unit) -> Repeated | None:
    """The run of an answer that another wording repeats; None where it repeats the whole, or nothing."""
    if turn.kind != QuotationKind.TURN or turn.is_run or len(turn.pieces) > 1 or other.is_run:
        return None
    if group_likeness.forbidden(turn, other) or not group_features.days_agree(turn, other):
        return None
    if len(group_likeness.compare(turn, other).shared) < 2:
        return None
    scored = [(group_likeness.joins(part, other), part) for part in _parts(turn)]
    score, part = max(
        scored, key=lambda pair: (pair[0], -(pair[1].end - pair[1].start), -pair[1].start), default=(0.0, None)
    )
    return (score, part) if part is not None and score > group_likeness.joins(turn, other) else None


@lru_cache(maxsize=64)
def _parts(turn: Unit) -> list[Unit]:
    """All runs of its sentences that are not nearly the whole."""
    spans = [(turn.start + a, turn.start + b) for a, b in likeness.sentences(turn.text)[:MOST_SENTENCES]]
    runs = [(a, b) for i, (a, _) in enumerate(spans) for _, b in spans[i : i + LONGEST_RUN]] if len(spans) > 1 else []
    return [run_of(turn, a, b) for a, b in runs if b - a < NEARLY_WHOLE * (turn.end - turn.start)]


def apart(found: Iterable[Repeated]) -> list[Unit]:
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


def without_old(units: Iterable[Unit]) -> list[Unit]:
    """Runs that grouping cut before are cut anew, unless a person has touched them."""
    units = list(units)
    derived = [unit.whole for unit in units if unit.whole.derived]
    held = held_by_people({q.revision_id for q in derived}) if derived else set()
    kept = {q.pk for q in derived if q.pk in held or q.pinned or q.speaker_fixed or _decided_for_itself(q)}
    return [unit for unit in units if not unit.whole.derived or unit.whole.pk in kept]


def _decided_for_itself(run: Quotation) -> bool:
    """Not only because the answer that it is part of was accepted, with the structure of its text."""
    return run.state != State.SUGGESTED and run.decided_at != run.revision.source.structure_confirmed_at
