"""Writing what one pass found: what people decided stays, what is found again keeps its row, the rest comes and goes.

A new quotation that shares at least half its words with a decided one, by the same speaker and act, is that one; every
span that a mended quotation ever had counts.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from actors.dates import parse
from actors.names import fold_name
from extraction.types import Extraction
from extraction.types import Quotation as Found
from sources.models import Revision, Source
from statements import source_rules
from statements.models import ExtractionRun, GroupingConstraint, Link, Quotation
from statements.vocabulary import QuotationKind, SpeakerKind, State

CONTEXT = 32  # code points of prefix and suffix
BUCKET = 1024  # code points: quotations are compared with those that share a stretch of the text
WORD = re.compile(r"\w+(?:['’]\w+)*")
COPIED = (
    *("start", "end", "exact", "prefix", "suffix", "kind", "act", "speaker_name", "speaker_kind", "mention_start"),
    *("mention_end", "cue_start", "cue_end", "reporter_name", "said", "is_mention", "confidence"),
)
Span = tuple[int, int]


class Words:
    """The words of a text by number, so that spans are compared by the words that begin in them."""

    def __init__(self, text: str) -> None:
        self.starts = [found.start() for found in WORD.finditer(text)]

    def of(self, span: Span) -> range:
        """The numbers of the words that begin in the span."""
        return range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))


@dataclass
class Stored:
    """What became of one pass: the row behind each index of the extraction, and the actors whose words changed."""

    quotations: list[Quotation]
    actors: set[int] = field(default_factory=set)
    made: int = 0
    removed: int = 0


def store(*, run: ExtractionRun, extraction: Extraction) -> Stored:
    """Brings the revision's quotations to what was found. Runs inside the caller's transaction and lock."""
    revision = run.revision
    wanted = [_row(run, revision, found) for found in extraction.quotations]
    _name_outlet([wanted[link.response] for link in extraction.links if link.attribution == "outlet"])
    source_rules.set_days(wanted, revision.source)
    known = _Known(revision)
    plan = _Plan(known, wanted, extraction.quotations)
    stored = Stored(plan.rows, actors={q.speaker_id for q in plan.unused if q.speaker_id})
    stored.removed = len(plan.unused)
    remove([q.pk for q in plan.unused])
    _overwrite(plan.kept)
    stored.made = len(plan.fresh)
    Quotation.objects.bulk_create(plan.fresh, batch_size=1000)
    _join(plan, extraction.quotations)
    accept_turns(source=revision.source)
    return stored


def remove(ids: Sequence[int]) -> None:
    """Removes quotations that nobody touched. A link of another text that answers one of them seeks anew."""
    loose = Link.objects.filter(claim__in=ids, state=State.SUGGESTED, made_by__isnull=True).exclude(sought={})
    waiting = Link.objects.filter(response=OuterRef("response"), family=OuterRef("family"), claim__isnull=True)
    loose.exclude(Exists(waiting)).update(claim=None)
    Quotation.objects.filter(pk__in=ids).delete()


def accept_turns(*, source: Source) -> int:
    """Accepts the turns of a source whose structure a person has confirmed; says how many."""
    if source.structure_confirmed_at is None:
        return 0
    turns = Quotation.objects.filter(
        revision__source=source, kind=QuotationKind.TURN, state=State.SUGGESTED, derived=False, part_of__isnull=True
    )
    return turns.update(
        state=State.ACCEPTED, decided_by=source.structure_confirmed_by, decided_at=source.structure_confirmed_at
    )


def _row(run: ExtractionRun, revision: Revision, found: Found) -> Quotation:
    text, speaker, cue = revision.text, found.speaker, found.cue
    mention = speaker if speaker and speaker.start is not None and speaker.end is not None else None
    return Quotation(
        revision=revision,
        run=run,
        start=found.start,
        end=found.end,
        exact=text[found.start : found.end],
        prefix=text[max(0, found.start - CONTEXT) : found.start],
        suffix=text[found.end : found.end + CONTEXT],
        kind=found.kind,
        act=found.act,
        speaker_name=speaker.name[:200] if speaker else "",
        speaker_kind=speaker.kind if speaker else "",
        mention_start=mention.start if mention else None,
        mention_end=mention.end if mention else None,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        reporter_name=(found.reporter or "")[:200],
        said=found.said if found.said and parse(found.said) else "",
        is_mention=found.mention,
        confidence=found.confidence,
    )


def _name_outlet(notices: Iterable[Quotation]) -> None:
    """Who corrects a report is the outlet that printed it, which the text itself seldom names."""
    for q in notices:
        outlet = q.revision.source.outlet
        if outlet is not None:
            q.speaker_name, q.speaker_kind = outlet.name, SpeakerKind.ORGANISATION


def touched_by_people(revision: Revision) -> set[int]:
    """The ids of what a rerun must not remove: decided, made, pinned, constrained or linked by people."""
    decided = Quotation.objects.filter(revision=revision).filter(
        ~Q(state=State.SUGGESTED) | Q(made_by__isnull=False) | Q(pinned=True) | Q(speaker_fixed=True)
    )
    return set(decided.values_list("pk", flat=True)) | held_by_people([revision.pk])


def held_by_people(revisions: Collection[int]) -> set[int]:
    """The ids of the quotations of these texts that a constraint or a link of a person rests on, with the other end."""
    by_people = Link.objects.filter(Q(made_by__isnull=False) | ~Q(state=State.SUGGESTED)).order_by()
    ids: set[int] = set()
    for rows, ends in ((GroupingConstraint.objects.order_by(), ("one", "other")), (by_people, ("response", "claim"))):
        # One side after the other: no index serves a condition on either of two rows that are joined.
        first, second = (rows.filter(**{f"{end}__revision__in": revisions}).values_list(*ends) for end in ends)
        ids |= {pk for pair in first.union(second) for pk in pair if pk is not None}
    return ids


def _key(q: Quotation) -> tuple[object, ...]:
    return (q.start, q.end, q.act, q.speaker_name, q.is_mention)


class _Known:
    """The quotations that a revision has, by key and by place."""

    def __init__(self, revision: Revision) -> None:
        self.words = Words(revision.text)
        self.fixed_ids = touched_by_people(revision)
        self.all = list(Quotation.objects.filter(revision=revision).select_related("speaker"))
        self.by_key = {_key(q): q for q in self.all}
        self.places: dict[int, list[tuple[Quotation, Span]]] = defaultdict(list)
        for q in self.all:
            for span in {(q.start, q.end), *map(_pair, q.past_spans)}:
                for bucket in _buckets(span):
                    self.places[bucket].append((q, span))

    def is_fixed(self, q: Quotation) -> bool:
        return q.pk in self.fixed_ids

    def near(self, new: Quotation) -> Iterator[tuple[float, Quotation, Span]]:
        """Those that the new one may be, with the share of the new one's words that they share."""
        mine = self.words.of((new.start, new.end))
        seen = set()
        for bucket in _buckets((new.start, new.end)):
            for q, span in self.places[bucket]:
                if (q.pk, span) in seen or q.act != new.act or q.is_mention != new.is_mention:
                    continue
                seen.add((q.pk, span))
                share = _shared(mine, self.words.of(span)) / max(1, len(mine))
                if share >= 0.5:
                    yield share, q, span

    def alike(self, new: Quotation, span: Span) -> bool:
        """At least half of the words of both together are shared."""
        mine, other = self.words.of((new.start, new.end)), self.words.of(span)
        shared = _shared(mine, other)
        return shared * 2 >= len(mine) + len(other) - shared


def _pair(span: Sequence[int]) -> Span:
    return (span[0], span[1])


def _buckets(span: Span) -> range:
    return range(span[0] // BUCKET, (span[1] - 1) // BUCKET + 1)


def _shared(one: range, other: range) -> int:
    return max(0, min(one.stop, other.stop) - max(one.start, other.start))


class _Plan:
    """Which row each quotation found becomes: a decided one, one found again, or a new one."""

    def __init__(self, known: _Known, wanted: list[Quotation], found: Sequence[Found]) -> None:
        self.known = known
        self.rows: list[Quotation] = []
        self.fresh: list[Quotation] = []
        self.kept: list[tuple[Quotation, Quotation]] = []  # (the row, what it becomes)
        self.used: set[int] = set()
        self.mine: dict[tuple[object, ...], Quotation] = {}
        self.reserved = {known.by_key[_key(q)].pk for q in wanted if _key(q) in known.by_key}
        for new, one in zip(wanted, found, strict=True):
            self.rows.append(self._place(new, one))

    @property
    def unused(self) -> list[Quotation]:
        """Undecided ones of older passes that were not found again. What grouping derived is grouping's."""
        return [q for q in self.known.all if q.pk not in self.used and not self.known.is_fixed(q) and not q.derived]

    def _place(self, new: Quotation, found: Found) -> Quotation:
        twin = self.mine.get(_key(new))
        row = twin or self._decided(new, found) or self._again(new)
        if row is None:
            row = new
            self.fresh.append(new)
        self.mine[_key(new)] = row
        return row

    def _decided(self, new: Quotation, found: Found) -> Quotation | None:
        fits = [
            (share, q)
            for share, q, span in self.known.near(new)
            if self.known.is_fixed(q) and self._is_that_one(new, found, q, span)
        ]
        return max(fits, key=lambda fit: (fit[0], -fit[1].start, -fit[1].pk))[1] if fits else None

    def _is_that_one(self, new: Quotation, found: Found, q: Quotation, span: Span) -> bool:
        """A run of sentences is not the longer one it is part of. An editor's speaker outweighs the machine's."""
        is_run, was_run = found.part_of is not None, q.part_of_id is not None
        if is_run != was_run and q.made_by_id is None:
            return (new.start, new.end) == span and same_speaker(new, q)
        alike = self.known.alike(new, span)
        if (new.kind == QuotationKind.TURN) != (q.kind == QuotationKind.TURN) and not alike:
            return False
        if q.state != State.REJECTED and alike:
            return True
        return same_speaker(new, q)

    def _again(self, new: Quotation) -> Quotation | None:
        row = self.known.by_key.get(_key(new)) or self._moved(new)
        if row is None:
            return None
        self.used.add(row.pk)
        self.kept.append((row, new))
        return row

    def _moved(self, new: Quotation) -> Quotation | None:
        """An undecided one over nearly the same words keeps its row, for its address may be known."""
        fits = [
            (share, q)
            for share, q, span in self.known.near(new)
            if not self.known.is_fixed(q)
            and not q.derived
            and q.pk not in self.used | self.reserved
            and q.kind == new.kind
            and same_speaker(new, q)
            and self.known.alike(new, span)
        ]
        return max(fits, key=lambda fit: (fit[0], -fit[1].start, -fit[1].pk))[1] if fits else None


def same_speaker(new: Quotation, known: Quotation) -> bool:
    """By the folded names, the actor's name included; an unknown speaker may be anybody."""
    names = {fold_name(known.speaker_name)} | ({fold_name(known.speaker.name)} if known.speaker else set())
    return not new.speaker_name or not known.speaker_name or fold_name(new.speaker_name) in names


def _overwrite(kept: Iterable[tuple[Quotation, Quotation]]) -> None:
    """Undecided rows take over what the new pass says; a row that it says nothing new of stays as it is."""
    changed = []
    for row, new in kept:
        before = {name: getattr(row, name) for name in COPIED}
        after = {name: getattr(new, name) for name in COPIED}
        if before == after:
            continue
        if before["speaker_name"] != after["speaker_name"]:
            row.speaker = None
        if before["reporter_name"] != after["reporter_name"]:
            row.reporter = None
        for name, value in after.items():
            setattr(row, name, value)
        row.run, row.derived = new.run, False
        changed.append(row)
    Quotation.objects.bulk_update(changed, [*COPIED, "speaker", "reporter", "run", "derived"], batch_size=500)


def _join(plan: _Plan, found: Sequence[Found]) -> None:
    """Sets `continues` and `part_of`, by the rows behind the indexes."""
    changed = []
    for row, one in zip(plan.rows, found, strict=True):
        if plan.known.is_fixed(row):
            continue
        before = (row.continues_id, row.part_of_id)
        row.continues = _other(plan.rows, one.continues, row)
        row.part_of = _other(plan.rows, one.part_of, row)
        if before != (row.continues_id, row.part_of_id):
            changed.append(row)
    Quotation.objects.bulk_update(changed, ["continues", "part_of"], batch_size=500)


def _other(rows: Sequence[Quotation], index: int | None, row: Quotation) -> Quotation | None:
    other = rows[index] if index is not None else None
    return other if other is not None and other.pk != row.pk else None
