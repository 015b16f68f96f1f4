"""From the names in texts to actors.

A full name leads to the actor of that name, made if need be. A surname or a title alone leads to an actor only where
the whole archive leaves no choice, and is looked at again whenever a text brings a name that may bear on it. Unnamed
speakers and interviewers stay local to their text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from actors import matching
from actors.actions import names as actor_names
from actors.dates import bounds
from actors.identity import roots_of
from actors.models import Actor, Alias
from actors.names import HONORIFICS, fold_name
from sources.models import Revision, Source
from statements import source_rules
from statements.actions import match_offices, match_titles
from statements.models import Quotation
from statements.models.quotations import first_letters, last_word
from statements.vocabulary import QuotationKind, SpeakerKind, State

LOCAL = frozenset({"interviewer", "interviewee", "moderator", "host", "question", "answer", "q", "a"})
DESCRIBED = re.compile(r"(?P<whose>[A-Z][\w -]*)['’]s (?P<what>[a-z][a-z -]*)")
SHORTLY_BEFORE = timedelta(days=14)  # an undated article of today speaks of the last days


@dataclass
class Matched:
    """What matching a text brought: the quotations of other texts that have another speaker or reporter now, and the
    surnames that mean somebody else.
    """

    quotations: set[int] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)


def rematch(*, revision: Revision) -> Matched:
    """Brings the speakers and reporters of a revision, and of what its names bear on elsewhere, up to date.

    The caller holds the lock.
    """
    last = {matching.surname(name) for name in _names(open_to_matching().filter(revision=revision))} - {""}
    before = _called(last)
    own, found, _changed, titles = _settle_text(revision)
    renamed = {name for name, _, _ in before ^ _called(last)}
    titles |= {name for name in _names(own) if matching.is_title(name)} | match_offices.named_like(titles, revision)
    titles |= match_offices.initials_of(actor.name for actor in found.values() if actor)
    _touched, changed = settle_partial(renamed, titles, revision=revision)
    _accept_speakers(revision)
    return Matched(changed, renamed)


def _called(surnames: Collection[str]) -> set[tuple[str, int, int | None]]:
    """Who is called by a name that ends so."""
    aliases = Alias.objects.filter(surname__in=surnames)
    return set(aliases.values_list("surname", "actor", "actor__merged_into"))


def settle(revision: Revision) -> tuple[set[int], set[str]]:
    """Sets whom a text names in full, and the offices that it attests. Gives the actors whose quotations changed, and
    the offices.
    """
    _own, _found, changed, titles = _settle_text(revision)
    return changed, titles


def _settle_text(revision: Revision) -> tuple[list[Quotation], dict[str, Actor | None], set[int], set[str]]:
    own = list(open_to_matching().filter(revision=revision).select_related("revision__source", "speaker", "reporter"))
    found = _full_names(own)
    changed = _settle(own, found)
    return own, found, changed, match_titles.attest(revision=revision)


def open_to_matching() -> QuerySet[Quotation]:
    """Those whose speaker no person has decided: suggested ones, and turns accepted with their text."""
    undecided = Q(state=State.SUGGESTED) | Q(state=State.ACCEPTED, kind=QuotationKind.TURN)
    return Quotation.objects.filter(undecided, speaker_fixed=False, made_by__isnull=True)


def _names(quotations: Iterable[Quotation]) -> set[str]:
    """The speakers' and reporters' names that are not local to their text."""
    named = {q.speaker_name for q in quotations if q.speaker_kind != SpeakerKind.UNNAMED}
    return {name for name in named | {q.reporter_name for q in quotations} if name and not is_local(name)}


def is_local(name: str) -> bool:
    """A name that means somebody only within its text."""
    return fold_name(name) in LOCAL


def _full_names(quotations: list[Quotation]) -> dict[str, Actor | None]:
    """For each full name of a text its actor, made where there is none. One person in two spellings is one. None where
    people know two of that name: the machine does not choose.
    """
    kinds = _kinds(quotations)
    full = {name for name, kind in kinds.items() if is_full(name, kind)}
    folded = {name: fold_name(plain_name(name, kinds[name])) for name in full}
    known = matching.directory(set(folded.values()))
    found: dict[str, Actor | None] = {}
    called: list[tuple[Actor, list[str]]] = []
    several: list[tuple[list[str], list[Actor]]] = []
    for group in _spellings(folded, kinds):
        kind = kinds[group[0]]
        plain = sorted({plain_name(name, kind) for name in group})
        candidates = _candidates(group, folded, kind, known)
        if len(candidates) > 1:
            several.append((group, candidates))
            continue
        actor = candidates[0] if candidates else actor_names.suggested(names=plain, kind=kind)
        called.append((actor, plain))
        found |= dict.fromkeys(group, actor)
    actor_names.store(called)
    for group, candidates in several:
        found |= dict.fromkeys(group, actor_names.unite(actors=candidates))
    return found


def _kinds(quotations: list[Quotation]) -> dict[str, str]:
    """The kind of each name; a reporter is a person unless the text names him otherwise."""
    kinds = {name: Actor.Kind.PERSON.value for name in sorted({q.reporter_name for q in quotations}) if name}
    for q in sorted(quotations, key=lambda q: q.speaker_kind):
        if q.speaker_name and q.speaker_kind in Actor.Kind.values:
            kinds[q.speaker_name] = q.speaker_kind
    return {name: kind for name, kind in kinds.items() if not is_local(name)}


def is_full(name: str, kind: str) -> bool:
    """Whether a text's name leads to an actor by itself: no surname alone, no office."""
    if kind == Actor.Kind.PERSON:
        return matching.is_full_name(name) and not matching.is_title(plain_name(name, kind))
    return name[:1].isupper() and bool(fold_name(name))


def plain_name(name: str, kind: str) -> str:
    """A person's name without the offices written before it; "Norland's harbour ministry", which is no name of its own,
    without the possessive.
    """
    if kind == Actor.Kind.ORGANISATION and (told := DESCRIBED.fullmatch(name)):
        return f"{told['whose']} {told['what']}"
    words = name.split()
    while kind == Actor.Kind.PERSON and len(words) > 2 and fold_name(words[0]) in matching.OFFICES | HONORIFICS:
        words = words[1:]
    return " ".join(words)


def _spellings(folded: dict[str, str], kinds: dict[str, str]) -> Iterator[list[str]]:
    """The names in groups that are one name in several spellings."""
    left = sorted(folded)
    while left:
        group, waiting = [], [left.pop(0)]
        while waiting:
            name = waiting.pop()
            group.append(name)
            near = [n for n in left if _one_name(n, name, folded, kinds)]
            left = [n for n in left if n not in near]
            waiting += near
        yield sorted(group)


def _one_name(one: str, other: str, folded: dict[str, str], kinds: dict[str, str]) -> bool:
    people = kinds[one] == kinds[other] == Actor.Kind.PERSON
    return folded[one] == folded[other] or (people and matching.are_spellings(folded[one], folded[other]))


def _candidates(group: Sequence[str], folded: dict[str, str], kind: str, known: matching.Directory) -> list[Actor]:
    """The actors that a name in its spellings may mean."""
    ids = set().union(*(known.find(folded[name]) for name in group))
    return [known.actors[pk] for pk in sorted(ids) if (known.actors[pk].kind == "person") == (kind == "person")]


def _settle(quotations: Iterable[Quotation], found: dict[str, Actor | None]) -> set[int]:
    """Sets speaker and reporter by full names, and clears what full names no longer hold."""
    quotations = list(quotations)
    touched: set[int] = set()
    changed = []
    roots, ruled = _roots(quotations), source_rules.actors(quotations)
    for q in quotations:
        before = (q.speaker_id, q.reporter_id)
        if q.speaker_name in found and q.speaker_kind != SpeakerKind.UNNAMED:
            q.speaker = _kept(q.speaker, found[q.speaker_name], roots)
        elif not (_is_office(q) if q.speaker_kind == SpeakerKind.UNNAMED else _is_partial(q.speaker_name)):
            q.speaker = None
        q.speaker = ruled.get(q.pk, q.speaker)
        if q.reporter_name in found:
            q.reporter = _kept(q.reporter, found[q.reporter_name], roots)
        if before != (q.speaker_id, q.reporter_id):
            changed.append(q)
            touched |= {pk for pk in (before[0], q.speaker_id) if pk is not None}
    Quotation.objects.bulk_update(changed, ["speaker", "reporter"], batch_size=500)
    return touched


def _roots(quotations: Iterable[Quotation]) -> dict[int, int]:
    """For each speaker and reporter the actor that stands."""
    return roots_of({pk for q in quotations for pk in (q.speaker_id, q.reporter_id) if pk is not None})


def _kept(now: Actor | None, found: Actor | None, roots: dict[int, int]) -> Actor | None:
    """What is found; but no key moves where it was only merged, so that the merge can be undone."""
    return now if now is not None and found is not None and roots[now.pk] == found.pk else found


def _is_partial(name: str) -> bool:
    return bool(name) and not is_local(name) and (matching.is_surname(name) or matching.is_title(name))


def _is_office(q: Quotation) -> bool:
    """Somebody without a name, whom the text calls by his office as one whom everybody knows."""
    return q.speaker_kind == SpeakerKind.UNNAMED and matching.is_office(q.speaker_name)


def settle_partial(
    surnames: set[str], titles: set[str], *, revision: Revision | None = None
) -> tuple[set[int], set[int]]:
    """Looks again, in the whole archive, at the quotations whose speaker is only one of these surnames or titles, and
    in a revision at all whose speaker is only a surname. Gives the actors that gained or lost words, and the quotations
    that changed.
    """
    rows = list(_with_partial_names(surnames - {""}, titles, revision))
    names = {name for q in rows for name in (q.speaker_name, q.reporter_name) if _is_partial(name)}
    bearers = matching.by_surname({matching.surname(name) for name in names if matching.is_surname(name)} - {""})
    touched: set[int] = set()
    changed = []
    roots, ruled = _roots(rows), source_rules.actors(rows)
    by_name = named_so(names)
    holders = matching.holders({name for name in names if not matching.is_surname(name)})
    offices = match_offices.Held(holders, {q.speaker_name for q in rows if match_offices.has_initials(q)})
    for q in rows:
        before = (q.speaker_id, q.reporter_id)
        named = q.speaker_kind != SpeakerKind.UNNAMED
        office = offices.meant(q, when(q)) if _is_office(q) else None
        speaker = _partial(q.speaker_name, q, bearers, q.speaker, by_name, holders) if named else office
        if speaker is None and match_offices.has_initials(q):
            speaker = offices.initialled(q.speaker_name, q, when(q))
        q.speaker = ruled.get(q.pk) or _kept(q.speaker, speaker, roots)
        q.reporter = _kept(q.reporter, _partial(q.reporter_name, q, bearers, q.reporter, by_name, holders), roots)
        if before != (q.speaker_id, q.reporter_id):
            changed.append(q)
            touched |= {pk for pk in (before[0], q.speaker_id) if pk is not None}
    Quotation.objects.bulk_update(changed, ["speaker", "reporter"], batch_size=500)
    return touched, {q.pk for q in changed}


def _with_partial_names(surnames: set[str], titles: set[str], revision: Revision | None) -> QuerySet[Quotation]:
    """Found by the indexes of names, one after the other: no index serves a query of several columns at once."""
    wanted = {pk for column in ("speaker_name", "reporter_name") for pk in _named_by(column, surnames, titles)}
    if revision is not None:
        named = open_to_matching().filter(revision=revision).values_list("pk", "speaker_name", "reporter_name")
        wanted |= {pk for pk, *names in named if any(_is_partial(name) for name in names)}
    found = open_to_matching().filter(pk__in=wanted)
    return found.select_related("revision__source", "speaker", "reporter").order_by("pk")


def _named_by(column: str, surnames: set[str], titles: set[str]) -> Iterator[int]:
    """By the surname or the title alone, or by an office before the surname."""
    rows = open_to_matching().exclude(**{column: ""}).order_by().values_list("pk", flat=True)
    whole = [name.upper() for name in surnames | titles]
    yield from rows.alias(whole=Upper(column)).filter(whole__in=whole)
    last, offices = [name.upper() for name in surnames], [word.upper() for word in matching.OFFICES | HONORIFICS]
    with_last = rows.alias(last=last_word(column), first=first_letters(column))
    yield from with_last.filter(last__in=last, first__in=offices)


def _partial(
    name: str,
    q: Quotation,
    bearers: dict[str, Actor | None],
    now: Actor | None,
    by_name: dict[str, Actor | None],
    holders: matching.Holders,
) -> Actor | None:
    """The actor of a surname or a title; for any other name what is there now."""
    if not _is_partial(name):
        return now
    if not matching.is_surname(name):
        return holders.of(name, when(q))
    surname = matching.surname(name)
    return by_name[name] or bearers[surname] if surname in bearers else now  # others were not looked at


def named_so(names: Collection[str]) -> dict[str, Actor | None]:
    """For each name the one actor for whom an editor entered this very name, title included."""
    known = matching.directory({fold_name(name) for name in names}, exactly=True)
    ids = {name: known.by_name.get(fold_name(name), set()) for name in names}
    return {name: known.actors[next(iter(own))] if len(own) == 1 else None for name, own in ids.items()}


def when(q: Quotation) -> tuple[date | None, date | None]:
    """The days between which it was said: as the text has it, else shortly before the text was published."""
    if q.said:
        return bounds(q.said)
    first, last = published(q.revision.source)
    return (first - SHORTLY_BEFORE if first else None, last)


def published(source: Source) -> tuple[date | None, date | None]:
    """The days between which a text was published, inferred ones included."""
    if source.published:
        return (source.published_earliest, source.published_latest)
    return bounds(source.published_inferred)


def _accept_speakers(revision: Revision) -> None:
    """A machine-made actor is accepted with the first of its quotations that a person accepts."""
    accepted = Quotation.objects.filter(revision=revision, state=State.ACCEPTED, speaker__isnull=False)
    Actor.objects.filter(pk__in=accepted.values("speaker"), state=Actor.State.SUGGESTED).update(
        state=Actor.State.ACCEPTED
    )
