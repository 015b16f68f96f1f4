"""Runs of sentences as rows: those that statements need are cut from longer answers, those no longer needed go."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from statements.actions.extract_store import CONTEXT
from statements.actions.group_units import Unit
from statements.actions.group_window import Window
from statements.models import Link, Quotation
from statements.vocabulary import Act, State

Spans = dict[int, list[tuple[int, int]]]


def there(windows: Collection[Window]) -> Spans:
    """Where runs of the answers stand already (the pipeline's, an editor's), or were rejected."""
    found: Spans = defaultdict(list)
    turns = [turn.whole.pk for window in windows for turn in window.units if window.runs[turn]]
    own = kept(unit for window in windows for unit in window.units)
    rows = Quotation.objects.filter(part_of__in=turns).filter(
        Q(derived=False, act=Act.SPEECH, is_mention=False) | Q(state=State.REJECTED) | Q(pk__in=own)
    )
    for whole, start, end in rows.values_list("part_of", "start", "end"):
        if whole is not None:
            found[whole].append((start, end))
    return found


def kept(units: Iterable[Unit]) -> list[int]:
    """The runs among them that a person has touched: others are cut anew."""
    return [unit.whole.pk for unit in units if unit.whole.derived]


def is_there(run: Unit, spans: Spans) -> bool:
    """A run of nearly these words stands already, or was rejected."""
    return any(_overlap((run.start, run.end), span) >= 0.5 for span in spans[run.whole.pk])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def cut(groups: Sequence[Sequence[Unit]], answers: Collection[int], own: Collection[int]) -> None:
    """Makes the runs that statements need, keeps those that are there, and removes those no longer needed."""
    wanted = [unit for group in groups for unit in group if unit.head is None]
    old = Quotation.objects.filter(derived=True, part_of__in=answers).exclude(state=State.REJECTED)
    free = {(q.part_of_id, q.start, q.end): q for q in old if q.pk not in own}
    new: list[Quotation] = []
    changed: list[Quotation] = []
    for unit in wanted:
        row = free.pop((unit.whole.pk, unit.start, unit.end), None) or _new_run(unit)
        if row.pk is None:
            new.append(row)
        elif (row.speaker_id, row.state) != (unit.whole.speaker_id, unit.whole.state):
            changed.append(_follow(row, unit.whole))
        row.revision = unit.whole.revision
        unit.head, unit.pieces = row, [row]
    Quotation.objects.bulk_create(new, batch_size=1000)
    Quotation.objects.bulk_update(changed, FOLLOWED, batch_size=500)
    _remove(free.values())


def _new_run(unit: Unit) -> Quotation:
    """A run takes over what the answer says of itself, the decision included."""
    whole, text = unit.whole, unit.text
    offset = unit.start - whole.start
    return Quotation(
        revision=whole.revision,
        run=whole.run,
        start=unit.start,
        end=unit.end,
        exact=text,
        prefix=(whole.prefix + whole.exact[:offset])[-CONTEXT:],
        suffix=(whole.exact[unit.end - whole.start :] + whole.suffix)[:CONTEXT],
        kind=whole.kind,
        speaker=whole.speaker,
        speaker_name=whole.speaker_name,
        speaker_kind=whole.speaker_kind,
        reporter=whole.reporter,
        reporter_name=whole.reporter_name,
        said=whole.said,
        part_of=whole,
        confidence=whole.confidence,
        derived=True,
        state=whole.state,
        decided_by=whole.decided_by,
        decided_at=whole.decided_at,
    )


FOLLOWED = ("speaker", "speaker_name", "state", "decided_by", "decided_at")


def _follow(row: Quotation, whole: Quotation) -> Quotation:
    for name in ("speaker_id", "speaker_name", "state", "decided_by_id", "decided_at"):
        setattr(row, name, getattr(whole, name))
    return row


def _remove(runs: Iterable[Quotation]) -> None:
    """A machine's link to a run that goes is sought anew; it does not go with it."""
    ids = [q.pk for q in runs]
    if ids:
        Link.objects.filter(claim__in=ids, state=State.SUGGESTED).exclude(sought={}).update(claim=None)
        Quotation.objects.filter(pk__in=ids).delete()
