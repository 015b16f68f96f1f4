"""Finding in the whole archive what a response answers: by actor, by date, by the matter that the passage names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from actors.dates import bounds, write_out
from actors.models import Actor, Alias
from actors.names import fold_name
from statements import likeness, stems
from statements.actions import link_candidates
from statements.actions.group_units import BEST_KIND, days_of
from statements.actions.term_lists import Beginnings, Probe
from statements.models import Link, Quotation

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


def seek(
    *,
    quotations: Collection[int],
    stood: Iterable[Mapping[int, Sequence[Probe]]],
    surnames: Collection[str],
    lists: Beginnings,
) -> set[int]:
    """Finds anew the originals of responses on which these quotations bear, as they are or as they were before; `lists`
    are those of terms as far as they were read.

    Gives the ids of the wordings that a link now rests on, or no longer does: what they state may have changed.
    """
    return _settle_all(link_candidates.seeking(quotations=quotations, stood=stood, surnames=surnames, lists=lists))


def seek_all(*, actors: Collection[int]) -> set[int]:
    """Finds anew the originals of all responses that seek one by these actors, given by all their keys."""
    folded = Alias.objects.filter(actor__in=actors).values_list("folded", flat=True)
    return _settle_all(link_candidates.all_of(actors, {name.split()[-1] for name in folded}))


def seek_these(links: Collection[int]) -> set[int]:
    """Finds anew the originals of these links, with the names that they seek as their words tell them now."""
    return _settle_all(link_candidates.named_anew(links))


def _settle_all(links: Sequence[Link]) -> set[int]:
    spoken = link_candidates.gather(links)
    taken = _taken(links)
    changed: set[int] = set()
    written = []
    for link in links:
        before = (link.claim_id, link.reason, link.confidence)
        _settle(link, spoken[link.pk], taken[link.response_id, link.family])
        if before != (link.claim_id, link.reason, link.confidence):
            written.append(link)
        if before[0] != link.claim_id:
            changed |= {pk for pk in (before[0], link.claim_id) if pk is not None}
    Link.objects.bulk_update(written, ["claim", "reason", "confidence"], batch_size=500)
    return changed


def _taken(links: Sequence[Link]) -> dict[tuple[int, str], dict[int, int | None]]:
    """The claims of all links of the responses, by family and link."""
    taken: dict[tuple[int, str], dict[int, int | None]] = defaultdict(dict)
    rows = Link.objects.filter(response__in={link.response_id for link in links})
    for pk, response, family, claim in rows.values_list("pk", "response", "family", "claim"):
        taken[response, family][pk] = claim
    return taken


def _settle(link: Link, spoken: Iterable[tuple[Actor, Quotation]], taken: dict[int, int | None]) -> None:
    sought = link.sought
    others = {claim for pk, claim in taken.items() if pk != link.pk}
    best = min((fit for fit in _fits(link, spoken) if fit.quotation.pk not in others), key=_order, default=None)
    base, sure = str(sought.get("reason", "")), float(sought.get("confidence", 0.5))
    if best is None:
        link.claim, link.confidence = None, sure
        link.reason = base[:500]
    else:
        link.claim, link.confidence = best.quotation, round(sure * (0.5 + 0.5 * best.score), 3)
        base = base.removesuffix("; what it answers is not in this text")
        link.reason = f"{base}; {_because(best, sought)}"[:500]
    taken[link.pk] = link.claim_id


def _fits(link: Link, spoken: Iterable[tuple[Actor, Quotation]]) -> Iterator[_Fit]:
    """The wordings that were spoken before the response and share its matter."""
    spoken = list(spoken)
    if not spoken:
        return
    gist = likeness.bag(str(link.sought.get("words", "")))
    said = bounds(str(link.sought.get("said", "")))[1]
    for actor, q in spoken:
        fit = _fit(q, gist, set(fold_name(actor.name).split()))
        if fit and _is_earlier(q, said):
            yield fit


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


def _order(fit: _Fit) -> tuple[object, ...]:
    """The one that shares most; of nearly alike ones the latest before the response, then the speaker's own words."""
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
