"""How likely it is that one wording answers another, and how: fitted weights, added up.

Of a wording all answers that are possible are weighed against each other and against its answering nothing: each
relation with each candidate, and with an original that is not among them. So the probabilities of one wording sum to 1.
`python -m benchmarks.linking.fit` writes the weights; benchmarks/linking tells how good they are.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from statements.pair_features import Features

WEIGHTS = Path(__file__).resolve().parent / "lexicon" / "pair_weights.json"
NONE = "none"
FAMILIES: Mapping[str, Sequence[str]] = {
    "correction": ("clarifies", "corrects", "retracts", "denies"),
    "stance": ("critiques", "disputes", "endorses"),
    "continuity": ("reaffirms", "updates", "related"),
}
MISSING: Features = {"missing": 1.0}  # the pair of a wording with an original that is not there


@dataclass(frozen=True)
class Weights:
    """`response` by relation, or NONE; `pair` by relation; by the names of features."""

    response: Mapping[str, Mapping[str, float]]
    pair: Mapping[str, Mapping[str, float]]
    scale: tuple[float, float]  # of the log odds, so that the probability is what held-out texts show


@dataclass(frozen=True)
class Candidate:
    """What a wording may answer. Those of one statement share `state`; `own`: the same actor said it."""

    state: Hashable
    own: bool
    features: Features


@dataclass(frozen=True)
class Answer:
    """That a wording answers a candidate, with the probability of the whole family and statement."""

    family: str
    relation: str
    candidate: int
    probability: float


@cache
def load() -> Weights:
    """Reads the file once per process."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(data["response"], data["pair"], (data["scale"][0], data["scale"][1]))


def may_be(family: str, candidate: Candidate) -> bool:
    """A stance is taken on another's words; everything else on one's own."""
    return candidate.own != (family == "stance")


def answers(weights: Weights, response: Features, candidates: Sequence[Candidate]) -> list[Answer]:
    """For each family the statement that is answered most likely."""
    shares = _shares(weights, response, candidates)
    return [found for family in FAMILIES if (found := _best(weights, family, shares, candidates))]


def _shares(weights: Weights, response: Features, candidates: Sequence[Candidate]) -> dict[tuple[str, int], float]:
    """The probability of each relation with each candidate."""
    logits: dict[tuple[str, int], float] = {(NONE, -1): added(weights.response[NONE], response)}
    for family, relations in FAMILIES.items():
        fitting = [(n, c.features) for n, c in enumerate(candidates) if may_be(family, c)]
        for relation in relations:
            base = added(weights.response[relation], response)
            for number, features in [*fitting, (-1, MISSING)]:
                logits[relation, number] = base + added(weights.pair[relation], features)
    most = max(logits.values())
    whole = sum(math.exp(logit - most) for logit in logits.values())
    return {key: math.exp(logit - most) / whole for key, logit in logits.items()}


def added(weights: Mapping[str, float], features: Features) -> float:
    """The weighted sum."""
    return sum(value * weights.get(name, 0.0) for name, value in features.items() if value)


def _best(
    weights: Weights, family: str, shares: Mapping[tuple[str, int], float], candidates: Sequence[Candidate]
) -> Answer | None:
    of_states: dict[Hashable, dict[tuple[str, int], float]] = defaultdict(dict)
    for (relation, number), share in shares.items():
        if relation in FAMILIES[family] and number >= 0:
            of_states[candidates[number].state][relation, number] = share
    if not of_states:
        return None
    own = max(of_states.values(), key=lambda found: sum(found.values()))
    relations, numbers = defaultdict[str, float](float), defaultdict[int, float](float)
    for (relation, number), share in own.items():
        relations[relation] += share
        numbers[number] += share
    relation, number = max(relations, key=lambda r: relations[r]), max(numbers, key=lambda n: numbers[n])
    return Answer(family, relation, number, calibrated(weights, sum(own.values())))


def calibrated(weights: Weights, share: float) -> float:
    """The share of links of this weight that were right in texts that the weights were not fitted on."""
    share = min(1 - 1e-9, max(1e-9, share))
    slope, offset = weights.scale
    return 1 / (1 + math.exp(-(slope * math.log(share / (1 - share)) + offset)))
