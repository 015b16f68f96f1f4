"""Fits the weights by which wordings are linked: `python -m benchmarks.linking.fit [--write]`.

Loads dev and the train halves, each twice (whole, and with the gold wordings given), as run.py does; never test. For
each wording the program's own candidates are labelled by the gold, and the weights of statements/pair_weights.py are
fitted to that: the likeliest ones, given what is expected of them beforehand (expected.py, a normal distribution around
each). First with each half left out in turn: the figures printed are of halves that were left out, and from them comes
the scale of the probabilities. `--write` then fits on all and writes the file.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from benchmarks.linking import archive, expected
from benchmarks.linking.given import GivenPipeline
from benchmarks.linking.gold import SHOWN, Gold, read
from benchmarks.linking.matching import group_at, match
from benchmarks.linking.measure import gold_links
from extraction import pipeline
from statements import pair_weights
from statements.actions import link_pairs
from statements.models import Quotation
from statements.pair_weights import FAMILIES, MISSING, NONE, Candidate, Weights
from statements.vocabulary import FAMILY_OF

RELATIONS = [relation for relations in FAMILIES.values() for relation in relations]
FAMILY_NUMBER = [list(FAMILIES).index(FAMILY_OF[relation].value) for relation in RELATIONS]
TIGHT_RESPONSE, TIGHT_PAIR, TIGHT_RELATION = 3.0, 1.0, 6.0  # how near the weights stay to what is expected
STEPS, STEP = 250, 0.05
OF_WHOLE = 0.5  # what a wording counts that the program found itself: a second sight of the same texts
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass
class Sample:
    """A wording of a half: what is seen, and what is right."""

    part: str
    given: bool
    group: str | None
    features: dict[str, float]
    candidates: list[Candidate]
    groups: list[str | None]  # of the candidates
    relations: set[str]  # that its group has to anything
    right: list[set[str]]  # the relations to each candidate


def main() -> None:
    """Prints the figures, and writes the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights, fitted on all halves but test")
    arguments = parser.parse_args()
    archive.prepare()
    engine = pipeline.load()
    samples = [sample for part in SHOWN for sample in _gathered(part, engine)]
    scored = _left_out(samples)
    scale = _scale(scored)
    _print(scored, scale)
    if arguments.write:
        weights = _weights(samples, fitted(samples), scale)
        pair_weights.WEIGHTS.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _gathered(part: str, engine: pipeline.Pipeline) -> list[Sample]:
    gold = read(part)
    found: list[Sample] = []
    for way in (engine, GivenPipeline(engine, gold)):
        with (
            patch.object(link_pairs, "relate", return_value=link_pairs.Related(set(), set())),
            archive.loaded(gold, way, _tell) as ids,
        ):
            found += _samples(part, gold, ids, given=way is not engine)
    return found


def _tell(line: str) -> None:
    print(f"\r{line:60}", end="", file=sys.stderr)


def _samples(part: str, gold: Gold, ids: dict[str, int], *, given: bool) -> list[Sample]:
    matched = match(gold, ids)
    rows = Quotation.objects.filter(revision__in=ids.values())
    groups = {q.pk: group_at(q, gold, matched) for q in rows}
    wanted = gold_links(gold)
    relations = defaultdict(set)
    for response in gold.responses:
        relations[gold.group_of[response.response]].add(response.relation)
    samples = []
    for case in link_pairs.cases(list(groups)):
        group = groups[case.response.one.key]
        theirs = [groups[claim.one.key] for claim in case.claims]
        right = [
            {r for family in FAMILIES for r in wanted.get((group or "", other or "", family), ()) if group and other}
            for other in theirs
        ]
        mine = relations[group] if group else set()
        samples.append(Sample(part, given, group, case.features, list(case.candidates), theirs, mine, right))
    return samples


@dataclass
class _Table:
    """The samples as numbers: wordings by features, and by candidates by features; what may be, and what is right."""

    response: Floats
    pair: Floats
    possible: Bools
    right: Bools
    nothing: Bools
    weight: Floats


@dataclass
class Fit:
    """Weights as they are fitted: of wordings by relation, of pairs by family, and what a relation adds to that."""

    response_names: list[str]
    pair_names: list[str]
    response: Floats
    pair: Floats
    added: Floats

    @property
    def of_relations(self) -> Floats:
        """The weights of pairs by relation."""
        return self.pair[FAMILY_NUMBER] + self.added


def _begun(samples: Sequence[Sample]) -> Fit:
    response = sorted({name for s in samples for name in s.features})
    pair = sorted({name for s in samples for c in s.candidates for name in c.features} | set(MISSING))
    begun = Fit(response, pair, np.zeros((len(response), 1 + len(RELATIONS))), np.zeros((3, len(pair))), np.zeros(()))
    for column, relation in enumerate([NONE, *RELATIONS]):
        for name, value in expected.RESPONSE[relation].items():
            begun.response[response.index(name), column] = value
    for row, family in enumerate(FAMILIES):
        for name, value in expected.PAIR[family].items():
            begun.pair[row, pair.index(name)] = value
    begun.added = np.zeros((len(RELATIONS), len(pair)))
    return begun


def _table(samples: Sequence[Sample], fit: Fit) -> _Table:
    columns = {name: n for n, name in enumerate(fit.pair_names)}
    rows = {name: n for n, name in enumerate(fit.response_names)}
    most = 1 + max(len(s.candidates) for s in samples)
    shape = (len(samples), len(RELATIONS), most)
    table = _Table(
        np.zeros((len(samples), len(rows))),
        np.zeros((len(samples), most, len(columns))),
        np.zeros(shape, bool),
        np.zeros(shape, bool),
        np.array([not s.relations for s in samples]),
        np.array([1.0 if s.given else OF_WHOLE for s in samples]),
    )
    for n, sample in enumerate(samples):
        for name, value in sample.features.items():
            if name in rows:
                table.response[n, rows[name]] = value
        table.pair[n, -1, columns["missing"]] = 1.0
        table.possible[n, :, -1] = True
        for at, candidate in enumerate(sample.candidates):
            for name, value in candidate.features.items():
                if name in columns:
                    table.pair[n, at, columns[name]] = value
            for r, relation in enumerate(RELATIONS):
                table.possible[n, r, at] = pair_weights.may_be(FAMILY_OF[relation].value, candidate)
                table.right[n, r, at] = table.possible[n, r, at] and relation in sample.right[at]
        for r, relation in enumerate(RELATIONS):
            table.right[n, r, -1] = relation in sample.relations and not table.right[n, r].any()
    return table


def _shares(table: _Table, fit: Fit) -> tuple[Floats, Floats]:
    """The probability of each relation with each candidate, and of nothing, for each wording."""
    base = table.response @ fit.response
    logits = base[:, 1:, None] + np.einsum("ncf,rf->nrc", table.pair, fit.of_relations)
    logits = np.where(table.possible, logits, -1e9)
    most = np.maximum(logits.max((1, 2)), base[:, 0])
    shares, nothing = np.exp(logits - most[:, None, None]), np.exp(base[:, 0] - most)
    whole = shares.sum((1, 2)) + nothing
    return shares / whole[:, None, None], nothing / whole


def fitted(samples: Sequence[Sample]) -> Fit:
    """The likeliest weights (Adam, Kingma and Ba 2015)."""
    fit, before = _begun(samples), _begun(samples)
    table = _table(samples, fit)
    parameters = (fit.response, fit.pair, fit.added)
    means, squares = ([np.zeros_like(p) for p in parameters] for _ in range(2))
    for step in range(1, STEPS + 1):
        for p, gradient, mean, square in zip(parameters, _gradients(table, fit, before), means, squares, strict=True):
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient**2 - square)
            p -= STEP * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return fit


def _gradients(table: _Table, fit: Fit, before: Fit) -> tuple[Floats, Floats, Floats]:
    shares, nothing = _shares(table, fit)
    right, right_nothing = shares * table.right, nothing * table.nothing
    whole = right.sum((1, 2)) + right_nothing + 1e-12
    off = (shares - right / whole[:, None, None]) * table.weight[:, None, None]
    off_nothing = (nothing - right_nothing / whole) * table.weight
    tight = np.full((len(fit.response_names), 1), TIGHT_RESPONSE)
    tight[fit.response_names.index("one")] = 0.1
    of_response = table.response.T @ np.concatenate([off_nothing[:, None], off.sum(2)], axis=1)
    by_relation = np.einsum("nrc,ncf->rf", off, table.pair)
    by_family = np.zeros_like(fit.pair)
    np.add.at(by_family, FAMILY_NUMBER, by_relation)
    return (
        of_response + tight * (fit.response - before.response),
        by_family + TIGHT_PAIR * (fit.pair - before.pair),
        by_relation + TIGHT_RELATION * fit.added,
    )


@dataclass(frozen=True)
class _Scored:
    """A link that the weights of other halves suggest; `key` is None where an end is no gold wording."""

    sample: Sample
    share: float
    relation: str
    key: tuple[str, str, str] | None
    right: bool
    exact: bool


def _left_out(samples: Sequence[Sample]) -> list[_Scored]:
    scored: list[_Scored] = []
    for part in SHOWN:
        weights = _as_read(_weights(samples, fitted([s for s in samples if s.part != part]), (1.0, 0.0)))
        scored += [one for s in samples if s.part == part for one in _links(s, weights)]
    return scored


def _links(sample: Sample, weights: Weights) -> list[_Scored]:
    found = []
    for answer in pair_weights.answers(weights, sample.features, sample.candidates):
        other, right = sample.groups[answer.candidate], sample.right[answer.candidate]
        of_family = right & set(FAMILIES[answer.family])
        key = (sample.group, other, answer.family) if sample.group and other else None
        found.append(
            _Scored(sample, answer.probability, answer.relation, key, bool(of_family), answer.relation in of_family)
        )
    return found


def _scale(scored: Sequence[_Scored]) -> tuple[float, float]:
    """Slope and offset of the log odds that fit what was right (Platt 1999), by Newton's steps."""
    x = np.array([math.log(max(1e-9, s.share) / max(1e-9, 1 - s.share)) for s in scored])
    y = np.array([float(s.right) for s in scored])
    columns = np.stack([x, np.ones_like(x)], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-columns @ found))
        found -= np.linalg.solve((columns * (p * (1 - p))[:, None]).T @ columns + 1e-6 * np.eye(2), columns.T @ (p - y))
    return round(float(found[0]), 4), round(float(found[1]), 4)


def _weights(samples: Sequence[Sample], fit: Fit, scale: tuple[float, float]) -> dict[str, object]:
    """As pair_weights.json has them; what tells next to nothing is left out."""

    def named(names: Sequence[str], values: Floats) -> dict[str, float]:
        return {name: round(float(v), 3) for name, v in zip(names, values, strict=True) if abs(v) >= 0.02}

    response = {r: named(fit.response_names, fit.response[:, n]) for n, r in enumerate([NONE, *RELATIONS])}
    pair = {r: named(fit.pair_names, fit.of_relations[n]) for n, r in enumerate(RELATIONS)}
    return {"response": response, "pair": pair, "scale": list(scale), "fitted_on": sorted({s.part for s in samples})}


def _as_read(weights: dict[str, object]) -> Weights:
    return Weights(weights["response"], weights["pair"], tuple(weights["scale"]))  # type: ignore[arg-type]


def _print(scored: Sequence[_Scored], scale: tuple[float, float]) -> None:
    """Precision, recall and exact relation of the weighed links alone, by the least probability."""
    print(f"scale {scale}")
    plain = Weights({}, {}, scale)
    for given in (True, False):
        print("wordings given" if given else "whole")
        own = [s for s in scored if s.sample.given == given and s.key]
        wanted = {(part, *key) for part in SHOWN for key in gold_links(read(part))}
        for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
            found: dict[tuple[str, ...], _Scored] = {}
            for s in sorted(own, key=lambda s: -s.share):
                if s.key and pair_weights.calibrated(plain, s.share) >= least:
                    found.setdefault((s.sample.part, *s.key), s)
            right = [s for key, s in found.items() if key in wanted]
            of_found, of_wanted = len(right) / max(1, len(found)), len(right) / len(wanted)
            exact = sum(s.exact for s in right) / max(1, len(right))
            print(f"  {least}: {len(found):4} P {of_found:.3f} R {of_wanted:.3f} relation {exact:.3f}")


if __name__ == "__main__":
    main()
