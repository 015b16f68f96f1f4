"""Finding in the whole archive what a response answers: by actor, by date, by the matter that the passage names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from actors import matching
from actors.dates import bounds, write_out
from actors.identity import members, roots_of
from actors.models import Actor
from actors.names import fold_name
from statements import likeness, stems
from statements.actions import link_candidates
from statements.actions.group_units import BEST_KIND, Partition, days_of, partition_of
from statements.models import Link, Quotation
from statements.vocabulary import Family

ENOUGH = 0.36  # of a score from 0 to 1
LEAST_SHARED = 2  # concepts besides the speaker's name
LEAST_WEIGHT = 0.9
STRONG = 2.5  # shared weight that is as good as any more
SLACK = timedelta(days=1)
STEP = 0.1  # scores this near are alike: then the nearer date decides


@dataclass(frozen=True)
class _Fit:
    """A wording that a response may answer."""

    quotation: Quotation
    score: float
    shared: tuple[str, ...]


def seek(*, partitions: Collection[Partition], revisions: Collection[int]) -> set[Partition]:
    """Finds anew the originals of responses in these revisions, and of those that seek one by these actors.

    Gives the partitions of the wordings that a link now rests on, or no longer does: what they state may have changed.
    """
    actors = set(members({number for kind, number, _ in partitions if kind == "actor"}))
    changed: set[int] = set()
    for link in link_candidates.seeking(actors, revisions):
        before = (link.claim_id, link.reason, link.confidence)
        _settle(link)
        if before != (link.claim_id, link.reason, link.confidence):
            link.save(update_fields=["claim", "reason", "confidence"])
            changed |= (
                {pk for pk in (before[0], link.claim_id) if pk is not None} if before[0] != link.claim_id else set()
            )
    rows = list(Quotation.objects.filter(pk__in=changed))
    roots = roots_of({q.speaker_id for q in rows if q.speaker_id is not None})
    return {partition_of(q, roots) for q in rows}


def _settle(link: Link) -> None:
    sought = link.sought
    fits = [fit for actor in _actors(link) for fit in _fits(link, actor)]
    best = _best(fits, link)
    base, sure = str(sought.get("reason", "")), float(sought.get("confidence", 0.5))
    if best is None:
        link.claim, link.confidence = None, sure
        link.reason = base[:500]
        return
    link.claim, link.confidence = best.quotation, round(sure * (0.5 + 0.5 * best.score), 3)
    link.reason = f"{base.removesuffix('; what it answers is not in this text')}; {_because(best, sought)}"[:500]


def _actors(link: Link) -> list[Actor]:
    """Who may have said what is answered: the speaker himself, or those whom the passage names."""
    response = link.response
    if link.family != Family.STANCE:
        return [response.speaker] if response.speaker else []
    names = [str(name) for name in link.sought.get("names", [])]
    found = _named(names) if names else _named_in(str(link.sought.get("words", "")))
    own = roots_of({response.speaker_id}) if response.speaker_id else {}
    return [actor for actor in found if actor.pk not in own.values()]


def _named(names: Iterable[str]) -> list[Actor]:
    folded = {fold_name(name) for name in names}
    known = matching.directory(folded)
    hits = {pk for name in folded for pk in known.find(name)}
    by_surname = matching.by_surname({matching.surname(name) for name in names if matching.is_surname(name)})
    people = {known.actors[pk] for pk in hits} | {actor for actor in by_surname.values() if actor}
    return sorted(people, key=lambda actor: (actor.name, actor.pk))


def _named_in(words: str) -> list[Actor]:
    """The persons whose surname stands in the words with a capital, where only one person bears it."""
    written = {word.strip("“”\"'’.,;:!?()") for word in words.replace("’s", " ").replace("'s", " ").split()}
    surnames = {fold_name(word) for word in written if word[:1].isupper() and len(word) > 2} - {""}
    found = matching.by_surname({name for name in surnames if " " not in name})
    return sorted({actor for actor in found.values() if actor}, key=lambda actor: (actor.name, actor.pk))


def _fits(link: Link, actor: Actor) -> list[_Fit]:
    """The actor's wordings that were spoken before the response and share its matter."""
    own = set(fold_name(actor.name).split())
    gist = likeness.bag(str(link.sought.get("words", "")))
    said = bounds(str(link.sought.get("said", "")))[1]
    fits = []
    for q in link_candidates.wordings(link, roots_of({actor.pk})[actor.pk]):
        fit = _fit(q, gist, own)
        if fit and _is_earlier(q, said):
            fits.append(fit)
    return fits


def _fit(q: Quotation, gist: likeness.Bag, own: set[str]) -> _Fit | None:
    bag = likeness.bag(q.exact)
    alike = likeness.likeness(gist, bag)
    own_stems = {stems.stem(word) for word in own}
    shared = tuple(stem for stem in alike.shared if stem not in own_stems)
    weight = min(alike.weight, sum(c.weight for c in gist.concepts if c.stem in shared))
    if len(shared) < LEAST_SHARED or weight < LEAST_WEIGHT or bag.weight == 0:
        return None
    score = 0.5 * min(1.0, weight / bag.weight) + 0.5 * min(1.0, weight / STRONG)
    return _Fit(q, score, shared) if score >= ENOUGH else None


def _is_earlier(q: Quotation, response: date | None) -> bool:
    first = _days(q)[0]
    return response is None or first is None or first <= response + SLACK


def _days(q: Quotation) -> tuple[date | None, date | None]:
    return days_of(q, q.said)


def _best(fits: Iterable[_Fit], link: Link) -> _Fit | None:
    """The one that shares most; of nearly alike ones the latest before the response, then the speaker's own words."""
    taken = set(
        Link.objects.filter(response=link.response_id, family=link.family)
        .exclude(pk=link.pk)
        .values_list("claim", flat=True)
    )
    free = [fit for fit in fits if fit.quotation.pk not in taken]
    return min(free, key=_order, default=None)


def _order(fit: _Fit) -> tuple[object, ...]:
    q = fit.quotation
    latest = _days(q)[1]
    nearness = -latest.toordinal() if latest else 0
    return (
        -round(fit.score / STEP),
        nearness,
        bool(q.reporter_name),
        BEST_KIND[q.kind],
        -fit.score,
        q.revision.sha256,
        q.start,
    )


def _because(fit: _Fit, sought: dict[str, object]) -> str:
    words = _written(str(sought.get("words", "")), fit.shared)
    q = fit.quotation
    when = write_out(q.said) if q.said else ""
    source = q.revision.source
    dated = f" of {when}" if when else (f" (published {write_out(source.published)})" if source.published else "")
    said = q.exact if len(q.exact) <= 90 else f"{q.exact[:89]}…"
    return f"the passage and what is asked there name {', '.join(words)}; nearest statement{dated}: “{said}”"


def _written(text: str, wanted: Collection[str]) -> list[str]:
    """The shared concepts as the text writes them, three at most."""
    found: dict[str, str] = {}
    for word in text.replace("’", "'").split():
        plain = word.strip("“”\"'.,;:!?()—–").removesuffix("'s")
        stem = stems.stem(plain.casefold()) if plain.isalpha() else ""
        if stem in wanted:
            found.setdefault(stem, plain)
    return [found.get(stem, stem) for stem in list(wanted)[:3]]
