"""The errors behind the figures, line by line, for who develops on dev."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from benchmarks.linking.gold import Gold, Wording
from benchmarks.linking.measure import Measured


def listed(gold: Gold, one: Measured) -> Iterator[str]:
    """What was not found, not joined, wrongly joined; links missed, wrong and with another relation; traps."""
    yield from _wordings(gold, one)
    yield from _groups(gold, one)
    yield from _links(gold, one)


def _wordings(gold: Gold, one: Measured) -> Iterator[str]:
    for w in gold.wordings:
        q = one.matched.found.get(w.id)
        name = (q.speaker.name if q.speaker else f"({q.speaker_name})") if q else ""
        if q is None:
            yield f"NOT FOUND {w.id} {w.text} {w.group} {w.speaker}: {w.words}"
        elif name.casefold() != w.speaker.casefold() or q.statement_id is None:
            told = f"{w.speaker} != {name}, {q.kind}, statement {q.statement_id}"
            yield f"SPEAKER {w.id} {w.text} {w.group} {told}: {w.words}"


def _groups(gold: Gold, one: Measured) -> Iterator[str]:
    for a, b in combinations(gold.wordings, 2):
        together, wanted = one.groups[a.id] == one.groups[b.id], a.group == b.group
        found = a.id in one.matched.found and b.id in one.matched.found
        if together != wanted and (found or together):
            verb = "PART" if together else "JOIN"
            yield f"{verb} {a.id} {b.id} {a.group} {b.group}: {a.words[:110]!r} / {b.words[:110]!r}"


def _links(gold: Gold, one: Measured) -> Iterator[str]:
    shown = {w.group: w for w in reversed(gold.wordings)}
    for triple in sorted(one.wanted.keys() - one.links.found.keys()):
        waits = " (waits)" if (triple[0], triple[2]) in one.links.waiting else ""
        yield f"MISSED {_shown(shown, triple)} {sorted(one.wanted[triple])}{waits}"
    for triple in sorted(one.links.found.keys() - one.wanted.keys()):
        yield f"WRONG {_shown(shown, triple)} {one.links.found[triple]}"
    for triple in sorted(one.links.found.keys() & one.wanted.keys()):
        if one.links.found[triple] not in one.wanted[triple]:
            yield f"RELATION {_shown(shown, triple)} {one.links.found[triple]} != {sorted(one.wanted[triple])}"
    yield from (f"TRAP {line}" for line in one.links.trapped)


def _shown(shown: dict[str, Wording], triple: tuple[str, str, str]) -> str:
    response, claim, family = triple
    return f"{family} {response} {shown[response].words[:100]!r} -> {claim} {shown[claim].words[:80]!r}"
