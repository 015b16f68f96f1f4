"""What the program made of a half, counted as run.py says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field

from benchmarks.linking import scoring
from benchmarks.linking.gold import Gold
from benchmarks.linking.matching import Matched, group_at, is_trapped, match
from statements.models import Link
from statements.vocabulary import FAMILY_OF, State

Triple = tuple[str, str, str]  # the response's group, the claim's group, the family


@dataclass
class Links:
    """The links of a half: by what they join, with the relations given to it."""

    found: dict[Triple, str] = field(default_factory=dict)
    waiting: set[tuple[str, str]] = field(default_factory=set)  # group and family
    trapped: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Measured:
    """The figures, and what is behind them."""

    found: int
    speakers: int
    groups: dict[str, Hashable]
    pairwise: scoring.Score
    b_cubed: scoring.Score
    target: scoring.Score
    relation: float
    traps: int
    null: int
    nulls: int
    matched: Matched
    links: Links
    wanted: dict[Triple, set[str]]


def measure(gold: Gold, ids: dict[str, int]) -> Measured:
    """Counts on the archive that stands in the database; `ids` are its revisions by the ids of the texts."""
    matched = match(gold, ids)
    groups = {w.id: _statement(matched, w.id) for w in gold.wordings}
    links = _links(gold, ids, matched)
    wanted = gold_links(gold)
    right = links.found.keys() & wanted.keys()
    exact = sum(links.found[triple] in wanted[triple] for triple in right)
    nulls = {(gold.group_of[r.response], FAMILY_OF[r.relation].value) for r in gold.responses if r.claim is None}
    linked = {(response, family) for response, _, family in links.found}
    return Measured(
        found=len(matched.found),
        speakers=sum(_same_name(gold, matched, w.id) for w in gold.wordings),
        groups=groups,
        pairwise=scoring.pairwise(groups, gold.group_of),
        b_cubed=scoring.b_cubed(groups, gold.group_of),
        target=scoring.of_sets([*links.found, *links.trapped], wanted),
        relation=exact / len(right) if right else 0.0,
        traps=len(links.trapped),
        null=len(nulls - linked),
        nulls=len(nulls),
        matched=matched,
        links=links,
        wanted=wanted,
    )


def gold_links(gold: Gold) -> dict[Triple, set[str]]:
    """What is to be found, with the relations that are right."""
    wanted: dict[Triple, set[str]] = {}
    for r in gold.responses:
        if r.claim is not None:
            key = (gold.group_of[r.response], r.claim, FAMILY_OF[r.relation].value)
            wanted.setdefault(key, set()).add(r.relation)
    return wanted


def _statement(matched: Matched, wording: str) -> Hashable:
    q = matched.found.get(wording)
    return q.statement_id if q is not None and q.statement_id else wording


def _same_name(gold: Gold, matched: Matched, wording: str) -> bool:
    q = matched.found.get(wording)
    speaker = next(w.speaker for w in gold.wordings if w.id == wording)
    name = q.speaker.name if q and q.speaker else q.speaker_name if q else ""
    return name.casefold() == speaker.casefold()


def _links(gold: Gold, ids: dict[str, int], matched: Matched) -> Links:
    links = Links()
    texts = {revision: text for text, revision in ids.items()}
    given: dict[Triple, Counter[str]] = {}
    rows = Link.objects.exclude(state=State.REJECTED).select_related("response", "claim").order_by("-confidence", "pk")
    for row in rows:
        traps = [trap for trap in gold.traps if trap.text == texts[row.response.revision_id]]
        if is_trapped(row, traps, gold):
            links.trapped.append(f"{texts[row.response.revision_id]}: {row.relation} {row.response.exact[:80]!r}")
            continue
        response, claim = group_at(row.response, gold, matched), group_at(row.claim, gold, matched)
        if response and row.claim is None:
            links.waiting.add((response, row.family))
        elif response and claim:
            given.setdefault((response, claim, row.family), Counter())[row.relation] += 1
            links.found.setdefault((response, claim, row.family), row.relation)
    return links
