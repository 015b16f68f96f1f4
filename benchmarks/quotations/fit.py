"""Fits the weights by which a pronoun finds whom it means: `python -m benchmarks.quotations.fit [--write]`.

Reads GUM's train part, every genre, and asks the program's own candidates for each "he", "she", "him", "her" and "his":
those of the gold's chain are right. The weights are the likeliest ones by which one of the right candidates is chosen,
given what is expected of them (a normal distribution around each). What a pronoun is understood as stands for the next
one, so the
program is run again with the new weights, ROUNDS times. Prints the share chosen right on train and on dev; `--write`
puts the weights into extraction/lexicon/antecedents.toml. Never looks at the test part.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from benchmarks.quotations.derive import CORPORA, documents
from benchmarks.quotations.layers import Layers, Mention
from benchmarks.quotations.people import gold, head_of
from benchmarks.quotations.run import is_right, told
from extraction import antecedents
from extraction.antecedents import Features
from extraction.parsed import Gender
from extraction.pipeline import Pipeline, load
from extraction.pronouns import HE
from extraction.resolving import Resolver
from extraction.salience import Mentions, Place, Seen
from extraction.types import Document

OUT = Path(antecedents.__file__).parent / "lexicon" / "antecedents.toml"
ROUNDS, STEPS, STEP = 2, 400, 0.5
TIGHT = 0.004  # of the mean likelihood: how near the weights stay to what is expected
GENRES = {"news": 2.0, "interview": 2.0, "speech": 2.0}  # what a pronoun of a genre counts, 1 in the others
# What is expected of the weights before any pronoun is seen: what hands had set them to, from centering theory.
EXPECTED = {
    "behind": -1.0,
    "described": 1.0,
    "gender known": 0.5,
    "indefinite": -1.0,
    "joined": 1.0,
    "outside": 0.0,
    "paragraphs": -0.6,
    "possessive under 0": 1.0,
    "quoted": -1.0,
    "reflexive under 0": 3.0,
    "sentence 1": -0.7,
    "sentence 2": -1.4,
    "sentence 3": -2.1,
    "sentence 4": -2.8,
    "spoke last": 0.5,
    "subject": 1.5,
    "subject of a clause": 1.0,
    "subject under 0": 1.0,
    "told": 1.5,
    "unnamed": -0.5,
}
# Not fitted: whose gender is known hangs on a list of given names, in which many peoples' are missing.
GIVEN = frozenset({"gender known"})
HEAD = """# What a mention shows, and what that counts for being meant by a pronoun (extraction/antecedents.py).
# Fitted on GUM's train part by `python -m benchmarks.quotations.fit --write`; annotations CC BY 4.0.

[weights]
"""
Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Sample:
    """A pronoun with its candidates: what each shows, and whether it is right."""

    genre: str
    shown: list[Features]
    right: list[bool]


def samples(pipeline: Pipeline, part: str) -> list[Sample]:
    """The pronouns of a part that have a right candidate."""
    found = (s for layers in documents(CORPORA, part) for s in _of(pipeline, layers))
    return [s for s in found if any(s.right) and len(s.right) > 1]


def _of(pipeline: Pipeline, layers: Layers) -> Iterator[Sample]:
    asked = [(m, layers.words[m.first]) for m in layers.mentions if m.first == m.last]
    asked = [(m, w) for m, w in asked if m.kind == "person" and w.form.lower() in HE]
    if not asked:
        return
    parsed = pipeline.parse(Document(layers.id, layers.text))
    begins = {id(p.doc): p.start for p in parsed.paragraphs}
    kept: dict[int, list[tuple[Seen, Features]]] = {}
    found = antecedents.candidates

    def keep(mentions: Mentions, place: Place, gender: Gender, **named: Any) -> list[tuple[Seen, Features]]:
        kept[place.offset] = list(found(mentions, place, gender, **named))
        return kept[place.offset]

    with patch.object(antecedents, "candidates", keep):
        resolver = Resolver(parsed)
        resolver.quotations()
        for mention, word in asked:
            kept.pop(word.start, None)
            told(parsed, resolver, word.start, word.end)
            some = kept.get(word.start, [])
            right = [_is_right(layers, mention, seen, begins[id(seen.root.doc)]) for seen, _ in some]
            yield Sample(layers.genre, [shown for _, shown in some], right)


def _is_right(layers: Layers, mention: Mention, seen: Seen, begin: int) -> bool:
    known = gold(layers, mention.first, mention.last, mention)
    names = [*known.full_names, *([known.name] if known.name else [])]
    chain = (m for m in layers.mentions if m.group == mention.group)
    heads = {layers.words[head_of(layers, m.first, m.last)].start for m in chain}
    return is_right(seen.who.name, names) or begin + seen.root.idx in heads


def fit(some: list[Sample]) -> dict[str, float]:
    """The weights that make the right candidates likeliest."""
    names = sorted({name for s in some for shown in s.shown for name in shown})
    number = {name: i for i, name in enumerate(names)}
    tables = [_table(s, number) for s in some]
    right = [np.array(s.right) for s in some]
    counts = [GENRES.get(s.genre, 1.0) for s in some]
    moment, spread = np.zeros(len(names)), np.zeros(len(names))
    expected = np.array([EXPECTED.get(name, 0.0) for name in names])
    weights = expected.copy()
    free = np.array([name not in GIVEN for name in names])
    for step in range(1, STEPS + 1):
        slope = TIGHT * (expected - weights)
        for table, is_one, count in zip(tables, right, counts, strict=True):
            scores = table @ weights
            likely = np.exp(scores - scores.max())
            among = likely * is_one
            slope += count * ((among / among.sum() - likely / likely.sum()) @ table) / sum(counts)
        slope *= free
        moment, spread = 0.9 * moment + 0.1 * slope, 0.99 * spread + 0.01 * slope**2  # Adam
        weights += STEP / step**0.5 * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, map(float, weights), strict=True))


def _table(sample: Sample, number: dict[str, int]) -> Floats:
    table = np.zeros((len(sample.shown), len(number)))
    for row, shown in enumerate(sample.shown):
        for name, value in shown.items():
            table[row, number[name]] = value
    return table


def share(some: list[Sample], weights: dict[str, float]) -> str:
    """How many are chosen right, in words."""
    right = 0
    for s in some:
        scores = [sum(weights.get(n, 0.0) * v for n, v in shown.items()) for shown in s.shown]
        right += s.right[scores.index(max(scores))]
    return f"{right} of {len(some)} ({100 * right / max(1, len(some)):.1f} %)"


def main() -> None:
    """Prints the shares and the weights, and writes them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    pipeline, weights = load(), antecedents.weights()
    for turn in range(ROUNDS):
        with patch.object(antecedents, "weights", lambda known=weights: known):
            train = samples(pipeline, "train")
            dev = samples(pipeline, "dev")
        print(f"round {turn}: train {share(train, weights)}, dev {share(dev, weights)}")
        weights = fit(train)
        press = [s for s in train if s.genre in GENRES]
        print(f"  fitted: train {share(train, weights)}, press {share(press, weights)}, dev {share(dev, weights)}")
    lines = [f'"{name}" = {weight:.2f}' for name, weight in sorted(weights.items()) if abs(weight) >= 0.005]
    print("\n".join(lines))
    if arguments.write:
        OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
