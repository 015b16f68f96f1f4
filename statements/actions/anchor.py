"""What people decided on a text is carried into its newer revision; what is no longer there waits for an editor.

    anchor.carry(revision=...)        before a newer revision is read for quotations; again before each later reading
    anchor.carry_back(action=...)     before the revision is taken back

A quotation keeps its row, and with it its address, its links and its history. What nobody has touched is carried, too,
for its address may be known; where it is gone, the reading of the new text simply does not find it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from accounts import history
from accounts.models import Action, ActionTarget
from sources.actions import revise
from sources.models import Revision, Segment
from statements.actions import extract_store
from statements.actions.anchor_parts import Move, chains, past_spans, shifted
from statements.anchoring import Finder, Place, snap
from statements.models import Anchor, Evidence, Link, Quotation
from statements.vocabulary import QuotationKind, State

How = Anchor.How
MOVED_FIELDS = (
    *("revision", "start", "end", "exact", "prefix", "suffix", "past_spans", "mention_start", "mention_end"),
    *("cue_start", "cue_end"),
)
Key = tuple[int, int, str, str, bool]


@dataclass
class Carried:
    """What a carrying changed: the older revisions that were looked at, and the actors whose words moved."""

    revisions: list[Revision] = field(default_factory=list)
    actors: set[int] = field(default_factory=set)


def carry(*, revision: Revision) -> Carried:
    """Carries the quotations of the older revisions into this one. Again, it changes nothing.

    Within the caller's transaction and lock. Which of two quotations gets a place that both fit is decided by how well
    they fit, so that the order of rows changes nothing.
    """
    done = Carried()
    older = revision.source.revisions.filter(number__lt=revision.number, withdrawn=False, quotations__isnull=False)
    for old in older.distinct().order_by("-number"):
        plan = _Plan(old, revision)
        plan.write()
        _carry_evidence(plan)
        _tell_history(revision, plan.fixed & {q.pk for q in plan.rows})
        done.revisions.append(old)
        done.actors |= {q.speaker_id for q in plan.rows if q.speaker_id is not None}
    if done.revisions:
        _part_what_stands_apart(revision)
    return done


class _Plan:
    """Where each quotation of the older revision goes."""

    def __init__(self, old: Revision, new: Revision) -> None:
        self.old, self.new = old, new
        self.finder = Finder(old.text, new.text)
        self.fixed = extract_store.touched_by_people(old)
        self.rows = list(Quotation.objects.filter(revision=old).order_by("start", "-end", "act", "speaker_name"))
        self.answers = list(
            Segment.objects.filter(revision=new, kind=Segment.Kind.ANSWER).order_by("start").values_list("start", "end")
        )
        there = Quotation.objects.filter(revision=new)
        held = extract_store.touched_by_people(new)
        self.taken = {_key(q, q.start, q.end) for q in there if q.pk in held}
        self.in_the_way = {_key(q, q.start, q.end): q.pk for q in there if q.pk not in held}
        self.moves: list[Move] = []
        self.orphans: list[Quotation] = []
        self.gone: list[Quotation] = []
        self._settle()

    def _settle(self) -> None:
        found = [(unit, [self.finder.places(q.start, q.end) for q in unit]) for unit in chains(self.rows)]
        found.sort(key=lambda pair: (-_best(pair[1]), pair[0][0].start, -pair[0][0].end))
        for unit, places in found:
            if moves := self._place(unit, places):
                self.moves += moves
            else:
                (self.orphans if self._is_fixed(unit) else self.gone).extend(unit)

    def _is_fixed(self, unit: Iterable[Quotation]) -> bool:
        return any(q.pk in self.fixed for q in unit)

    def _place(self, unit: Sequence[Quotation], places: Sequence[Sequence[Place]]) -> list[Move]:
        """The pieces of one utterance go together and in order, or stay together."""
        moves: list[Move] = []
        keys: list[Key] = []
        for q, candidates in zip(unit, places, strict=True):
            after = moves[-1].end if moves else 0
            fits = (move for place in candidates if place.start >= after for move in [self._move(q, place)])
            move = next((m for m in fits if self._is_free(m, keys, fixed=self._is_fixed(unit))), None)
            if move is None:
                return []
            moves.append(move)
            keys.append(_key(q, move.start, move.end))
        self.taken |= set(keys)
        return moves

    def _is_free(self, move: Move, own: Collection[Key], *, fixed: bool) -> bool:
        key = _key(move.quotation, move.start, move.end)
        return key not in self.taken and key not in own and (fixed or key not in self.in_the_way)

    def _move(self, q: Quotation, place: Place) -> Move:
        """An answer is a paragraph: one that was added to or cut is carried whole."""
        whole = q.kind == QuotationKind.TURN and q.part_of_id is None and place.how == "moved"
        start, end = (snap(place.start, place.end, self.answers) if whole else None) or (place.start, place.end)
        return Move(q, start, end, place.how)

    def write(self) -> None:
        """Moves the rows, makes the anchors, and removes what is gone and nobody touched."""
        crowded = [pk for move in self.moves if (pk := self.in_the_way.get(_key(move.quotation, move.start, move.end)))]
        extract_store.remove([*crowded, *(q.pk for q in self.gone)])
        anchors = [_anchor(m.quotation, self.new, m.how) for m in self.moves]
        anchors += [_anchor(q, self.new, How.ORPHANED) for q in self.orphans]
        for move in self.moves:
            self._set(move)
        Quotation.objects.bulk_update([move.quotation for move in self.moves], MOVED_FIELDS, batch_size=500)
        _write_anchors(anchors)

    def _set(self, move: Move) -> None:
        q, text = move.quotation, self.new.text
        q.mention_start, q.mention_end = shifted(self.finder, q, move, q.mention_start, q.mention_end)
        q.cue_start, q.cue_end = shifted(self.finder, q, move, q.cue_start, q.cue_end)
        q.past_spans = past_spans(self.finder, q.past_spans)
        _stand(q, self.new, move.start, move.end, text)


def _best(places: Sequence[Sequence[Place]]) -> float:
    return min((options[0].score if options else 0.0) for options in places)


def _key(q: Quotation, start: int, end: int) -> Key:
    return (start, end, q.act, q.speaker_name, q.is_mention)


def _stand(q: Quotation, revision: Revision, start: int, end: int, text: str) -> None:
    around = extract_store.CONTEXT
    q.revision, q.start, q.end, q.exact = revision, start, end, text[start:end]
    q.prefix, q.suffix = text[max(0, start - around) : start], text[end : end + around]


def _anchor(q: Quotation, newer: Revision, how: str) -> Anchor:
    return Anchor(quotation=q, revision_id=q.revision_id, newer=newer, start=q.start, end=q.end, how=how)


def _write_anchors(anchors: Sequence[Anchor]) -> None:
    """What an editor has settled of an earlier revision's orphan is settled for the next one."""
    settled = {
        a.quotation_id: a
        for a in Anchor.objects.filter(
            quotation__in=[a.quotation_id for a in anchors], how=How.ORPHANED, settled_at__isnull=False
        ).order_by("newer__number")
    }
    for anchor in anchors:
        if anchor.how == How.ORPHANED and (before := settled.get(anchor.quotation_id)):
            anchor.settled_by_id, anchor.settled_at = before.settled_by_id, before.settled_at
    Anchor.objects.bulk_create(anchors, batch_size=1000, ignore_conflicts=True)


def _carry_evidence(plan: _Plan) -> None:
    """The proof goes with the link. What is gone stays where it stood, for a link that people decided on."""
    rows = Evidence.objects.filter(revision=plan.old).select_related("link").order_by("link", "start")
    taken = set(Evidence.objects.filter(revision=plan.new).values_list("link", "start", "end"))
    moved, gone = [], []
    for row in rows:
        fits = (p for p in plan.finder.places(row.start, row.end) if (row.link_id, p.start, p.end) not in taken)
        place = next(fits, None)
        if place is not None:
            taken.add((row.link_id, place.start, place.end))
            row.revision, row.start, row.end = plan.new, place.start, place.end
            row.exact = plan.new.text[place.start : place.end]
            moved.append(row)
        elif row.link.state == State.SUGGESTED and row.link.made_by_id is None:
            gone.append(row.pk)
    Evidence.objects.bulk_update(moved, ["revision", "start", "end", "exact"], batch_size=500)
    Evidence.objects.filter(pk__in=gone).delete()


def _part_what_stands_apart(revision: Revision) -> None:
    """A part does not belong to a quotation that stands in another text."""
    rows = Quotation.objects.filter(revision__source=revision.source, part_of__isnull=False)
    apart = [pk for pk, own, other in rows.values_list("pk", "revision", "part_of__revision") if own != other]
    Quotation.objects.filter(pk__in=apart).update(part_of=None)


def _tell_history(revision: Revision, quotations: Collection[int]) -> None:
    """The history of each quotation that a person touched names the revision that carried it."""
    action = _made_by(revision)
    if action is not None:
        label = Quotation._meta.label_lower
        targets = [ActionTarget(action=action, model=label, row=str(pk)) for pk in sorted(quotations)]
        ActionTarget.objects.bulk_create(targets, batch_size=1000, ignore_conflicts=True)


def _made_by(revision: Revision) -> Action | None:
    label = Revision._meta.label_lower
    actions = Action.objects.filter(verb=revise.VERB, targets__model=label, targets__row=str(revision.pk))
    return next((a for a in actions.order_by("-pk") if _made(a) == [revision.pk]), None)


def _made(action: Action) -> list[int]:
    label = Revision._meta.label_lower
    return [change["pk"] for change in action.changes if change["model"] == label and change["before"] is None]


# --- Taking a revision back -------------------------------------------------------------------------------------------


def carry_back(*, action: Action) -> set[int]:
    """Puts every quotation back where it stood before the revision that this action added; gives their ids.

    Within the transaction of the undo and under the lock. Raises history.CannotUndo where people acted on it since.
    """
    back: set[int] = set()
    for revision in Revision.objects.filter(pk__in=_made(action)).select_related("source"):
        if later := _later(action, revision):
            raise history.CannotUndo(later)
        old = revision.source.revisions.filter(number__lt=revision.number).order_by("-number")[0]
        back |= _put_back(revision)
        _carry_evidence_back(revision, old)
        rest = Quotation.objects.filter(revision=revision).values_list("pk", flat=True)
        extract_store.remove(list(rest))
    return back


def _later(action: Action, revision: Revision) -> list[Action]:
    """What people did since to the words in the revision, to their links, and to what was said to be gone."""
    quotations = Quotation.objects.filter(Q(revision=revision) | Q(anchors__newer=revision))
    links = Link.objects.filter(Q(response__in=quotations) | Q(claim__in=quotations))
    anchors = Anchor.objects.filter(newer=revision)
    wanted = Q(targets__model=Revision._meta.label_lower, targets__row=str(revision.pk))
    for rows in (quotations, links, anchors):
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        wanted |= Q(targets__model=rows.model._meta.label_lower, targets__row__in=ids)
    later = Action.objects.filter(wanted, pk__gt=action.pk, undone_by__isnull=True, undoes__isnull=True)
    return list(later.distinct().select_related("by"))


def _put_back(revision: Revision) -> set[int]:
    anchors = Anchor.objects.filter(newer=revision, quotation__revision=revision).select_related(
        "quotation", "revision"
    )
    finders: dict[int, Finder] = {}
    rows = []
    for anchor in anchors:
        q, old = anchor.quotation, anchor.revision
        if old.pk not in finders:
            finders[old.pk] = Finder(revision.text, old.text)
        finder = finders[old.pk]
        move = Move(q, anchor.start, anchor.end, anchor.how)
        q.mention_start, q.mention_end = shifted(finder, q, move, q.mention_start, q.mention_end)
        q.cue_start, q.cue_end = shifted(finder, q, move, q.cue_start, q.cue_end)
        q.past_spans = past_spans(finder, q.past_spans)
        _stand(q, old, anchor.start, anchor.end, old.text)
        rows.append(q)
    Quotation.objects.bulk_update(rows, MOVED_FIELDS, batch_size=500)
    return {q.pk for q in rows}


def _carry_evidence_back(revision: Revision, old: Revision) -> None:
    rows = Evidence.objects.filter(revision=revision, link__response__revision__number__lt=revision.number)
    finder = Finder(revision.text, old.text)
    moved = []
    for row in rows.filter(link__response__revision__source=revision.source):
        if places := finder.places(row.start, row.end):
            row.revision, row.start, row.end = old, places[0].start, places[0].end
            row.exact = old.text[row.start : row.end]
            moved.append(row)
    Evidence.objects.bulk_update(moved, ["revision", "start", "end", "exact"], batch_size=500)
