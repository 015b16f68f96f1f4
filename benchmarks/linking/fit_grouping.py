"""Fits the weights by which grouping judges two wordings of one actor: a logistic regression over group_features.

    python -m benchmarks.linking.fit_grouping          # fits on all halves but test, and writes the weights
    python -m benchmarks.linking.fit_grouping --cross  # what comes out for each half where it is fitted on the others

The wordings and their speakers are given (given.py), so that every pair of gold wordings of one actor is an example.
The result is the same each time: Newton's method on a convex function. RIDGE pulls the weights of features (scaled to
unit variance) towards 0; it was chosen by `--cross`, as were the bars in group_likeness.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import combinations
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from benchmarks.linking import archive
from benchmarks.linking.given import GivenPipeline
from benchmarks.linking.gold import SHOWN, Gold, read
from benchmarks.linking.matching import match
from benchmarks.linking.measure import Measured, measure
from extraction import pipeline
from extraction.pipeline import Pipeline
from statements.actions import group_features, group_likeness
from statements.actions.group_units import Unit, of_rows, partition_of, spoken

RIDGE = 30.0
STEPS = 50
DIGITS = 4
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Examples:
    """Pairs of wordings of one actor: their features by name, and whether they are one statement."""

    features: list[dict[str, float]]
    same: list[bool]


@dataclass(frozen=True)
class Weights:
    """As group_features.weights reads them."""

    constant: float
    by_name: dict[str, float]


def main() -> None:
    """Writes the weights, or tells how well they do elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", action="store_true")
    arguments = parser.parse_args()
    archive.prepare()
    engine = pipeline.load()
    halves = {part: read(part) for part in SHOWN}
    examples = {part: _examples(gold, engine) for part, gold in halves.items()}
    if arguments.cross:
        for part, gold in halves.items():
            others = [examples[other] for other in SHOWN if other != part]
            _tell(part, _measured(gold, engine, fit(others)))
        return
    _write(fit(list(examples.values())))


def _examples(gold: Gold, engine: Pipeline) -> Examples:
    found = Examples([], [])
    with archive.loaded(gold, GivenPipeline(engine, gold), _say_nothing) as ids:
        wordings = {q.pk: wording for wording, q in match(gold, ids).found.items()}
        for units in _by_actor(wordings):
            for one, other in combinations(units, 2):
                if not group_likeness.forbidden(one, other):
                    found.features.append(group_features.of_pair(one, other))
                    groups = [gold.group_of[wordings[unit.whole.pk]] for unit in (one, other)]
                    found.same.append(groups[0] == groups[1])
    return found


def _say_nothing(_line: str) -> None:
    pass


def _by_actor(wordings: dict[int, str]) -> list[list[Unit]]:
    units = of_rows(spoken().filter(pk__in=wordings))
    found: dict[object, list[Unit]] = defaultdict(list)
    for unit in units:
        found[partition_of(unit.whole, {})].append(unit)
    return list(found.values())


def fit(examples: Sequence[Examples]) -> Weights:
    """The weights that make the examples the most likely, with RIDGE."""
    rows = [row for one in examples for row in one.features]
    names = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    same = np.array([value for one in examples for value in one.same], float)
    mean, spread = table.mean(0), table.std(0)
    names = [name for name, varies in zip(names, spread > 1e-9, strict=True) if varies]
    table, mean, spread = table[:, spread > 1e-9], mean[spread > 1e-9], spread[spread > 1e-9]
    scaled = _newton(np.hstack([(table - mean) / spread, np.ones((len(rows), 1))]), same)
    plain = scaled[:-1] / spread
    constant = float(scaled[-1] - plain @ mean)
    return Weights(round(constant, DIGITS), {n: round(float(w), DIGITS) for n, w in zip(names, plain, strict=True)})


def _newton(table: Array, same: Array) -> Array:
    ridge = np.full(table.shape[1], RIDGE)
    ridge[-1] = 0.0  # the constant
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - same) + ridge * weights
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(ridge)
        weights -= np.linalg.solve(bend, slope)
    return weights


def _measured(gold: Gold, engine: Pipeline, weights: Weights) -> Measured:
    with _patched(weights), archive.loaded(gold, GivenPipeline(engine, gold), _say_nothing) as ids:
        return measure(gold, ids)


def _patched(weights: Weights) -> AbstractContextManager[object]:
    return patch.object(group_features, "weights", lambda: (weights.constant, weights.by_name))


def _tell(part: str, one: Measured) -> None:
    pairs, groups = one.pairwise, one.b_cubed
    figures = [pairs.precision, pairs.recall, pairs.f1, groups.precision, groups.recall, groups.f1]
    print(part, *(f"{100 * figure:.1f}" for figure in figures))
    sys.stdout.flush()


def _write(weights: Weights) -> None:
    told = "python -m benchmarks.linking.fit_grouping"
    data = {"made by": told, "constant": weights.constant, "weights": weights.by_name}
    group_features.WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"{len(weights.by_name)} weights")


if __name__ == "__main__":
    main()
