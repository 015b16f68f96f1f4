"""What a seeking link may lead to, and which links seek: found by terms, judged in link_seek.

However much an actor has said, a bounded number of its wordings is looked at for each link: of each of the rarest words
that the passage gives, the latest wordings before the response, and of all these the ones that share most.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet

from actors import matching
from actors.dates import bounds
from actors.identity import members, roots_of, standing_of
from actors.models import Actor
from actors.names import fold_name
from statements import likeness, terms
from statements.actions.term_lists import Beginnings, Probe, latest
from statements.models import Link, Quotation, SoughtTerm
from statements.models.terms import ENDLESS
from statements.vocabulary import Act, Attribution, Family, State

RAREST = 24  # words of what a link knows of its original
LATEST = 64  # wordings with each of them
MOST = 48  # wordings that are judged
STRONG = 2.5  # shared weight that is as good as any more
SLACK = 1  # days
LEAST_TERMS = 2  # that a wording shares with what is sought
Spoken = tuple[Actor, Quotation]


@dataclass
class Sought:
    """What a link knows of its original: who may have said it, in which words, until when."""

    link: Link
    actors: list[Actor] = field(default_factory=list)
    keys: dict[int, int] = field(default_factory=dict)  # of the actors' rows, leading to the actor's
    weights: dict[int, float] = field(default_factory=dict)  # of the terms

    @property
    def day(self) -> int:
        """The last on which it may have been said."""
        last = bounds(str(self.link.sought.get("said", "")))[1]
        return last.toordinal() + SLACK if last else ENDLESS


def gather(links: Sequence[Link]) -> dict[int, list[Spoken]]:
    """For each link the wordings that it may lead to, with who said them; keeps the links' terms as they are now."""
    likeness.learn(str(link.sought.get("words", "")) for link in links)
    sought = [Sought(link, weights=_weights(link)) for link in links]
    _set_actors(sought)
    _keep_terms(sought)
    best = _most_alike(sought)
    wanted = {pk for ids in best.values() for pk in ids}
    spoken = _wordings(wanted)
    names = {fold_name(actor.name) for one in sought for actor in one.actors}
    likeness.learn([*names, *(q.exact for own in spoken.values() for q in own)])
    correcting = _correcting([q.pk for own in spoken.values() for q in own])
    found: dict[int, list[Spoken]] = {}
    for one in sought:
        rows = [q for pk in best[one.link.pk] for q in spoken.get(pk, ()) if _may_answer(one.link, q, correcting)]
        by_key = {actor.pk: actor for actor in one.actors}
        found[one.link.pk] = [(by_key[one.keys[q.speaker_id]], q) for q in rows if q.speaker_id in one.keys]
    return found


def _weights(link: Link) -> dict[int, float]:
    weights: dict[int, float] = {}
    for word in terms.telling(str(link.sought.get("words", "")))[:RAREST]:
        for term in word.terms:
            weights[term] = max(word.weight, weights.get(term, 0.0))
    return weights


def _set_actors(sought: Sequence[Sought]) -> None:
    """Who may have said what is answered: the speaker himself, or those whom the passage names, and never himself."""
    stances = [one for one in sought if _of_another(one.link)]
    named = {name for one in stances for name in _names(one.link)}
    surnames = {name for one in stances for name in _surnames(one.link)}
    known = matching.directory({fold_name(name) for name in named})
    bearers = matching.by_surname(surnames)
    stands = standing_of(q.speaker for q in (one.link.response for one in sought) if q.speaker)
    for one in sought:
        own = stands.get(one.link.response.speaker_id or 0)
        if not _of_another(one.link):
            one.actors = [own] if own else []
            continue
        hits = {known.actors[pk] for name in _names(one.link) for pk in known.find(fold_name(name))}
        hits |= {actor for name in _surnames(one.link) if (actor := bearers.get(name))}
        one.actors = sorted(hits - {own}, key=lambda actor: (actor.name, actor.pk))
    keys = members({actor.pk for one in sought for actor in one.actors})
    for one in sought:
        mine = {actor.pk for actor in one.actors}
        one.keys = {key: root for key, root in keys.items() if root in mine}


def _of_another(link: Link) -> bool:
    """Whether what is answered was said by somebody else: by whom a critique, or an outlet's notice, is about."""
    return link.family == Family.STANCE or link.attribution == Attribution.OUTLET


def _names(link: Link) -> list[str]:
    return [str(name) for name in link.sought.get("names", [])]


def _surnames(link: Link) -> set[str]:
    """The surnames given; without any name, the words with a capital, where only one person bears it."""
    if names := _names(link):
        return {matching.surname(name) for name in names if matching.is_surname(name)}
    words = str(link.sought.get("words", "")).replace("’s", " ").replace("'s", " ").split()
    written = {word.strip("“”\"'’.,;:!?()") for word in words}
    surnames = {fold_name(word) for word in written if word[:1].isupper() and len(word) > 2} - {""}
    return {name for name in surnames if " " not in name}


def names_of(link: Link) -> list[int]:
    """The last words of all names that tell whose words a link seeks, as terms."""
    if not _of_another(link):
        return []
    last = {matching.surname(name) for name in _names(link)} | _surnames(link)
    return sorted({name_term(word) for word in last if word})


def name_term(surname: str) -> int:
    """A folded surname as a term; spellings of one name are one."""
    return terms.number(f"name: {matching.key(surname)}")


def _keep_terms(sought: Sequence[Sought]) -> None:
    wanted = {
        (one.link.pk, key, term): one.day for one in sought for key in set(one.keys.values()) for term in one.weights
    }
    rows = SoughtTerm.objects.filter(link__in=[one.link.pk for one in sought])
    there = {(row.link_id, row.speaker, row.term): row.day for row in rows}
    changed = {key[0] for key in wanted.keys() | there.keys() if wanted.get(key) != there.get(key)}
    if changed:
        SoughtTerm.objects.filter(link__in=changed).delete()
    SoughtTerm.objects.bulk_create(
        [
            SoughtTerm(link_id=link, speaker=speaker, term=term, day=day)
            for (link, speaker, term), day in wanted.items()
            if link in changed
        ],
        batch_size=2000,
    )


def _most_alike(sought: Sequence[Sought]) -> dict[int, list[int]]:
    """For each link the first pieces of the wordings that share most with what it seeks."""
    asked = [(n, key, term, one.day) for n, one in enumerate(sought) for key in one.keys for term in one.weights]
    shared: list[dict[int, list[float]]] = [defaultdict(list) for _ in sought]
    about: dict[int, tuple[int, int, float]] = {}
    for number, term, found in latest(asked, LATEST):
        one = sought[number]
        if one.link.sought.get("here") or found.revision != one.link.response.revision_id:
            shared[number][found.quotation].append(min(found.weight, one.weights[term]))
            about[found.quotation] = (found.day, found.place, found.whole)
    return {one.link.pk: _first(shared[n], about) for n, one in enumerate(sought)}


def _first(shared: Mapping[int, Sequence[float]], about: Mapping[int, tuple[int, int, float]]) -> list[int]:
    def order(pk: int) -> tuple[float, int, int]:
        weight, (day, place, whole) = sum(shared[pk]), about[pk]
        return (-min(1.0, weight / (whole or 1.0)) - min(1.0, weight / STRONG), -day, place)

    return sorted((pk for pk, weights in shared.items() if len(weights) >= LEAST_TERMS), key=order)[:MOST]


def _wordings(heads: Collection[int]) -> dict[int, list[Quotation]]:
    """The pieces of each wording, by its first."""
    spoken = Quotation.objects.filter(act=Act.SPEECH, is_mention=False, derived=False, revision__withdrawn=False)
    spoken = spoken.exclude(state=State.REJECTED).select_related("revision__source").defer("revision__text")
    pieces: dict[int, list[Quotation]] = {q.pk: [q] for q in spoken.filter(pk__in=heads)}
    head_of = {pk: pk for pk in pieces}
    level = set(pieces)
    while level:
        more = [q for q in spoken.filter(continues__in=level).order_by("start") if q.pk not in head_of]
        for q in more:
            head_of[q.pk] = head_of[q.continues_id or 0]
            pieces[head_of[q.pk]].append(q)
        level = {q.pk for q in more}
    return pieces


def _correcting(ids: Sequence[int]) -> set[int | None]:
    """Words that correct, and answers that hold them: what is corrected is what they speak of."""
    answers = Link.objects.filter(family=Family.CORRECTION).exclude(state=State.REJECTED)
    own = answers.filter(response__in=ids).order_by().values_list("response")
    held = answers.filter(response__part_of__in=ids).order_by().values_list("response__part_of")
    return {pk for (pk,) in own.union(held)}


def _may_answer(link: Link, q: Quotation, correcting: Collection[int | None]) -> bool:
    """In the same text only where the text names it, and never what overlaps."""
    response = link.response
    if link.family == Family.CORRECTION and q.pk in correcting:
        return False
    if q.revision_id != response.revision_id:
        return True
    return bool(link.sought.get("here")) and not (q.start < response.end and q.end > response.start)


def seeking(
    *,
    quotations: Collection[int],
    stood: Iterable[Mapping[int, Sequence[Probe]]],
    surnames: Collection[str],
    lists: Beginnings,
) -> list[Link]:
    """Undecided links of the machine that seek their original, and that these quotations bear on: those of their own
    texts, those that what was said or is said now may answer, and those that name a name which means another now.
    """
    texts = Quotation.objects.filter(pk__in=quotations).values("revision")
    ids = set(_open().filter(response__revision__in=texts).values_list("pk", flat=True))
    if names := [name_term(name) for name in surnames]:
        ids |= set(_open().filter(sought_names__overlap=names).values_list("pk", flat=True))
    ids |= _that_seek(stood, lists)
    return _loaded(ids)


def all_of(keys: Collection[int], surnames: Collection[str]) -> list[Link]:
    """All that seek what these actors (by all their keys) said, or may have said by their names."""
    of_them = Q(response__speaker__in=keys) | Q(sought_names__overlap=[name_term(name) for name in surnames])
    ids = set(_open().filter(of_them).values_list("pk", flat=True))
    return _loaded(ids | set(SoughtTerm.objects.filter(speaker__in=keys).values_list("link", flat=True)))


def open_links() -> list[int]:
    """All undecided links of the machine that seek their original."""
    return list(_open().order_by("pk").values_list("pk", flat=True))


def named_anew(ids: Collection[int]) -> list[Link]:
    """These links, with the names that they seek brought to what their words tell."""
    links = _loaded(ids)
    names = {row.pk: names_of(row) for row in links}
    changed = [row for row in links if row.sought_names != names[row.pk]]
    for row in changed:
        row.sought_names = names[row.pk]
    Link.objects.bulk_update(changed, ["sought_names"])
    return links


def _open() -> QuerySet[Link]:
    return Link.objects.filter(state=State.SUGGESTED, made_by__isnull=True).exclude(sought={})


def _loaded(ids: Collection[int]) -> list[Link]:
    rows = _open().filter(pk__in=ids).select_related("response__revision__source", "response__speaker")
    return list(rows.defer("response__revision__text").order_by("pk"))


def _that_seek(stood: Iterable[Mapping[int, Sequence[Probe]]], lists: Beginnings) -> set[int]:
    """The links for which a wording is among the latest of at least two of their terms. Of a short list, all are."""
    probes = {(speaker, id(one)): one for found in stood for speaker, own in found.items() for one in own}
    roots = roots_of({speaker for speaker, _ in probes})
    asked = [(n, speaker, one, term) for n, ((speaker, _), one) in enumerate(probes.items()) for term in one.weights]
    query = """
        SELECT given.number, given.term, found.link_id
        FROM unnest(
            %s::integer[], %s::bigint[], %s::bigint[], %s::integer[], %s::integer[], %s::bigint[], %s::boolean[]
        ) AS given (number, speaker, actor, term, day, place, is_short)
        CROSS JOIN LATERAL (
            SELECT coalesce(CASE WHEN NOT given.is_short THEN (
                SELECT t.day FROM statements_term AS t WHERE t.speaker = given.speaker AND t.term = given.term
                AND (t.day, t.place) > (given.day, given.place) ORDER BY t.day, t.place OFFSET %s LIMIT 1
            ) END, %s) AS until
        ) AS band
        CROSS JOIN LATERAL (
            SELECT s.link_id FROM statements_soughtterm AS s WHERE s.speaker = given.actor AND s.term = given.term
            AND s.day >= given.day AND s.day <= band.until
        ) AS found"""
    columns: list[list[int]] = [
        [n for n, _, _, _ in asked],
        [speaker for _, speaker, _, _ in asked],
        [roots[speaker] for _, speaker, _, _ in asked],
        [term for _, _, _, term in asked],
        [one.day for _, _, one, _ in asked],
        [one.place for _, _, one, _ in asked],
        [lists.is_short((roots[speaker], term), LATEST) for _, speaker, _, term in asked],
    ]
    shared: dict[tuple[int, int], set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(query, [*columns, LATEST, ENDLESS])
        for number, term, link in cursor.fetchall():
            shared[number, link].add(term)
    return {link for (_, link), found in shared.items() if len(found) >= LEAST_TERMS}
