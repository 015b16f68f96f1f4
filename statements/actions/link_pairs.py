"""Links that no set phrase tells: each wording is weighed against what it may answer, in its text and by its speaker.

What is weighed of a wording is a function of its text, of its speaker's wordings nearby in the index of terms, and of
which of all these are one statement: the same for any order of arrival. A link found so bears DETECTED_BY; what people
or the rules made is left alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from actors.identity import roots_of
from actors.models import Actor
from sources.models import Revision, Segment
from statements import likeness, pair_features, pair_reasons, pair_weights
from statements.actions.group_units import in_speech, spoken
from statements.actions.term_index import Near, Nearby
from statements.models import Evidence, Link, Quotation
from statements.pair_features import Features, Matter
from statements.pair_views import Page, Paragraph, Utterance, View
from statements.pair_weights import Answer, Candidate
from statements.vocabulary import Attribution, State

DETECTED_BY = "weighed-1"
LEAST = 0.6  # the probability from which on editors are asked: chosen on halves left out (docs/linking.md)
LONGEST = 240  # code points: a longer wording says more than one thing, and some word in it always fits
MOST = 400  # wordings of a text, from its beginning, that are weighed or weighed against
BEFORE, AFTER = 10, 6  # wordings of the same text that one may answer, besides those of the title
SLACK = 1  # days
TOLD = ("relation", "claim_id", "confidence", "reason", "attribution")
ELSEWHERE = 8  # wordings in other texts


@dataclass(frozen=True)
class Case:
    """A wording with what it may answer, seen in numbers."""

    response: View
    claims: Sequence[View]
    candidates: Sequence[Candidate]
    features: Features


Found = Mapping[tuple[int, str], tuple[Case, Answer]]  # what each wording answers, by family


@dataclass(frozen=True)
class Related:
    """What weighing changed: the wordings that may be grouped otherwise now, and the statements between which a link
    came or changed.
    """

    loosened: set[int]
    statements: set[int]


def reach(quotations: Collection[int], nearby: Nearby) -> set[int]:
    """The wordings whose answers may change with these: they themselves, and what the same actor said in like words in
    texts that are not older, where one of these is among the words most like it.
    """
    near = [(nearby.text[pk].printed, one) for pk, found in nearby.seldom(quotations).items() for one in found]
    may = {one.quotation for printed, one in near if _may_follow(one.printed, printed)}
    later = may - set(quotations)
    touched = {pk for pk, alike in _most_alike(later, nearby).items() if any(a.quotation in quotations for a in alike)}
    return {*quotations, *touched}


def _may_follow(day: int, earlier: int) -> bool:
    """A text of that day may hold an answer to one of the other day; 0 is unknown."""
    return not day or not earlier or day >= earlier - SLACK


def relate(reached: Collection[int], texts: Collection[int], nearby: Nearby) -> Related:
    """Weighs anew what `reach` gave, and all in these texts, where one of them came under another statement since."""
    ids = {*reached, *_weighable().filter(revision__in=texts).order_by().values_list("pk", flat=True)}
    weights = pair_weights.load()
    wanted = {}
    for case in cases(ids, nearby):
        for answer in pair_weights.answers(weights, case.features, case.candidates):
            if answer.probability >= LEAST:
                wanted[case.response.one.key, answer.family] = (case, answer)
    return _related(*_store(ids, wanted))


def _related(lost: set[int], gained: set[int]) -> Related:
    """Of wordings whose links went, or came. A link that comes joins what is apart already, and keeps it so: only who
    was under no statement has one by it.
    """
    rows = Quotation.objects.filter(pk__in=lost | gained).order_by()
    under = dict(rows.values_list("pk", "statement"))
    statements = {statement for statement in under.values() if statement is not None}
    return Related(lost | {pk for pk in gained if under.get(pk) is None}, statements)


def cases(quotations: Collection[int], nearby: Nearby | None = None) -> Iterator[Case]:
    """Those of the wordings that may answer something, text by text."""
    nearby = nearby or Nearby()
    alike = _answerable(quotations, nearby)
    texts = {pk: nearby.text[pk].revision for pk in quotations if pk in nearby.text}
    untold = set(quotations) - texts.keys()  # without a word that a list is of
    texts |= Quotation.objects.filter(pk__in=untold).order_by().values_list("pk", "revision")
    days = {text.revision: text.printed for text in nearby.text.values()}
    days |= {one.revision: one.printed for found in alike.values() for one in found}
    pages = _pages(texts, alike, days)
    views = {view.one.key: view for page in pages.values() for view in page.views}
    for revision in sorted(set(texts.values()) & pages.keys()):
        for view in pages[revision].views:
            if view.one.key in texts:
                elsewhere = [views[one.quotation] for one in alike[view.one.key] if one.quotation in views]
                yield _case(view, [*_here(view), *(other for other in elsewhere if _may_be_answered(view, other))])


def _answerable(quotations: Collection[int], nearby: Nearby) -> dict[int, list[Near]]:
    """Of what is most like each what stands in texts that are not younger."""
    found = _most_alike(quotations, nearby)
    return {
        pk: [one for one in alike if _may_follow(nearby.text[pk].printed, one.printed)] for pk, alike in found.items()
    }


def _may_be_answered(response: View, other: View) -> bool:
    """In another text, and another statement."""
    return other.page is not response.page and other.one.state != response.one.state


def _most_alike(quotations: Collection[int], nearby: Nearby) -> dict[int, list[Near]]:
    """Of each wording's neighbours in other texts those that share most with it."""
    return {
        pk: [one for one in sorted(found, key=_rank) if one.revision != nearby.text[pk].revision][:ELSEWHERE]
        for pk, found in nearby.seldom(quotations).items()
    }


def _rank(one: Near) -> tuple[float, int]:
    return -one.weight, one.place


def _weighable() -> QuerySet[Quotation]:
    """Whole wordings of known actors, but for what editors rejected; of texts that were not withdrawn."""
    return _whole(spoken())


def _whole(rows: QuerySet[Quotation]) -> QuerySet[Quotation]:
    return rows.filter(speaker__isnull=False, continues__isnull=True, part_of__isnull=True, derived=False)


def _pages(texts: Mapping[int, int], alike: Mapping[int, Collection[Near]], days: Mapping[int, int]) -> dict[int, Page]:
    """The texts of these wordings, and those of what is like them under another statement. Each text and each speaker
    is read once, not with each wording. `days` are those of texts.
    """
    near = {one.revision for found in alike.values() for one in found}
    rows = list(_whole(in_speech()).filter(revision__in={*texts.values(), *near}).order_by("start", "end", "pk"))
    under = {q.pk: q.statement_id or -q.pk for q in rows}
    apart = {one.revision for pk, found in alike.items() for one in found if under.get(one.quotation) != under.get(pk)}
    read = Revision.objects.filter(pk__in={*texts.values(), *apart}, withdrawn=False).order_by()
    loaded = dict(read.values_list("pk", "text"))
    rows = [q for q in rows if q.revision_id in loaded]
    roots = roots_of({q.speaker_id for q in rows if q.speaker_id is not None})
    names = dict(Actor.objects.filter(pk__in=roots).order_by().values_list("pk", "name"))
    segments: dict[int, list[Paragraph]] = defaultdict(list)
    for s in Segment.objects.filter(revision__in=loaded).order_by("revision_id", "start"):
        segments[s.revision_id].append(Paragraph(s.kind, s.start, s.end, s.turn))
    utterances: dict[int, list[Utterance]] = defaultdict(list)
    for q in rows:
        if q.end - q.start <= LONGEST and len(utterances[q.revision_id]) < MOST:
            utterances[q.revision_id].append(_utterance(q, roots, names))
    likeness.learn(loaded.values())
    return {
        pk: Page(pk, text, days.get(pk, 0), segments[pk], utterances[pk])
        for pk, text in loaded.items()
        if utterances[pk]
    }


def _utterance(q: Quotation, roots: Mapping[int, int], names: Mapping[int, str]) -> Utterance:
    state = f"statement {q.statement_id}" if q.statement_id else f"quotation {q.pk}"
    name = names.get(q.speaker_id or 0, q.speaker_name)
    who = str(roots.get(q.speaker_id or 0, q.speaker_id))
    return Utterance(q.pk, q.start, q.end, q.kind, who, name, state, bool(q.reporter_name))


def _here(response: View) -> Iterator[View]:
    """What stands around in the same text, and its title."""
    for other in response.page.views:
        gap = response.order - other.order
        near = -AFTER <= gap <= BEFORE or other.kind == "headline"
        if near and other is not response and other.one.state != response.one.state and not _overlap(other, response):
            yield other


def _overlap(one: View, other: View) -> bool:
    return one.one.start < other.one.end and other.one.start < one.one.end


def _case(response: View, claims: Sequence[View]) -> Case:
    matters = [Matter(response, claim) for claim in claims]
    candidates = []
    for claim, matter in zip(claims, matters, strict=True):
        own = claim.who == response.who
        rivals = [m for m in matters if m is not matter and (m.who == response.who) == own]
        features = pair_features.of_pair(response, claim, matter, rivals)
        candidates.append(Candidate(claim.one.state, own, features))
    pairs = [(c.own, c.features) for c in candidates]
    features = pair_features.of_response(response, pairs, response.page.names.others(response.who))
    return Case(response, claims, candidates, features)


def _store(quotations: Collection[int], wanted: Found) -> tuple[set[int], set[int]]:
    """Brings the weighed links of these wordings to what is wanted. Gives the ends of those that went or lead to
    another claim now, and of those that came or tell something else.
    """
    links = Link.objects.filter(response__in=quotations).order_by("pk")
    taken, own = set(), {}
    for link in links:
        if link.detected_by == DETECTED_BY and link.state == State.SUGGESTED and link.made_by_id is None:
            own[link.response_id, link.family] = link
        else:
            taken.add((link.response_id, link.family))
    gone = [link for key, link in own.items() if key in taken or key not in wanted]
    lost = {pk for link in gone for pk in (link.response_id, link.claim_id) if pk is not None}
    Link.objects.filter(pk__in=[link.pk for link in gone]).delete()
    free = [
        (own.get(key), *found) for key, found in sorted(wanted.items(), key=lambda item: item[0]) if key not in taken
    ]
    moved, gained = _write(free)
    return lost | moved, gained


def _write(wanted: Sequence[tuple[Link | None, Case, Answer]]) -> tuple[set[int], set[int]]:
    """As `_store` gives them."""
    new: list[tuple[Link, Case]] = []
    written: list[Link] = []
    moved: set[int] = set()
    gained: set[int] = set()
    for known, case, answer in wanted:
        link = known or Link(response_id=case.response.one.key, family=answer.family, detected_by=DETECTED_BY)
        before = {name: getattr(link, name) for name in TOLD}
        for name, value in zip(TOLD, _told(case, answer), strict=True):
            setattr(link, name, value)
        if link.pk is None:
            new.append((link, case))
        elif before != {name: getattr(link, name) for name in TOLD}:
            written.append(link)
        else:
            continue
        ends = {pk for pk in (case.response.one.key, link.claim_id, before["claim_id"]) if pk is not None}
        (moved if link.pk and link.claim_id != before["claim_id"] else gained).update(ends)
    Link.objects.bulk_create([link for link, _ in new], batch_size=500)
    Link.objects.bulk_update(written, [name.removesuffix("_id") for name in TOLD], batch_size=500)
    Evidence.objects.bulk_create([_evidence(link, case) for link, case in new], batch_size=1000)
    return moved, gained


def _told(case: Case, answer: Answer) -> tuple[object, ...]:
    """As TOLD names it."""
    response, claim = case.response, case.claims[answer.candidate]
    features = case.candidates[answer.candidate].features
    reason = pair_reasons.written(response, claim, case.features, features, answer.relation)
    attribution = Attribution.REPORTED if response.one.reported else Attribution.OWN
    return answer.relation, claim.one.key, round(answer.probability, 3), reason, attribution


def _evidence(link: Link, case: Case) -> Evidence:
    page, one = case.response.page, case.response.one
    return Evidence(link=link, revision_id=page.id, start=one.start, end=one.end, exact=page.text[one.start : one.end])
