"""How well wordings are grouped and responses linked: `python -m benchmarks.linking.run [--part PART] [-v]`.

PART is dev, train1, train2 or test (gold.py).

Loads the texts of a half into a throw-away database by the way that every text takes, and counts on the gold wordings
(codebook.md says what they are). Twice: *end to end*, and *wordings given*, where the program is told the gold wordings
with their speakers and does the rest. A gold wording is found where a quotation of the program and it have at least
half of each other's words; an utterance in pieces is one quotation.

- Grouping: pairwise and B-cubed precision, recall and F1 over the gold wordings. Two are together in the program where
  they are of one statement; one that is not found, or of no statement, stands alone. What the program finds beyond the
  gold costs nothing.
- Links, right target and family: over distinct (group of the response, group of the claim, family). The group of a
  link's end is that of the gold wording found there, else the commonest one among the wordings of its statement. A link
  of the program counts for precision where both ends have such a group, and where its response or evidence holds at
  least half the words of a trap (then it is wrong); others touch remarks that nobody annotated. A link that waits in
  "original not found" joins nothing.
- Exact relation: among the right ones, how many bear the gold's relation (the surest link of a triple counts).
- Null: responses to what stands nowhere in the half, right where no link of the family leads from them.

Baselines, given the gold wordings and speakers: each wording alone; TF-IDF with the same speaker (baselines.py).
`-v` lists the errors, but not of test: whoever works on the program must not see them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Hashable

from benchmarks.linking import archive, baselines, errors, scoring
from benchmarks.linking.given import GivenPipeline
from benchmarks.linking.gold import PARTS, SHOWN, Gold, read
from benchmarks.linking.measure import Measured, measure
from extraction import pipeline

HEADS = ("", "found", "speaker", "pairs P", "R", "F1", "B³ P", "R", "F1", "links P", "R", "relation", "traps", "null")


def main() -> None:
    """Prints one table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, default="dev")
    parser.add_argument("--mode", choices=("both", "whole", "given"), default="both")
    parser.add_argument("-v", "--verbose", action="store_true", help="list the errors (not of test)")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.verbose and arguments.part not in SHOWN:
        parser.error("the errors of test are not shown: rules must not be fitted to them")
    gold = read(arguments.part)
    measured = _measured(gold, arguments.mode)
    if arguments.json:
        print(json.dumps({name: _figures(one) for name, one in measured.items()} | _baseline_figures(gold)))
        return
    _print(gold, arguments.part, measured)
    if arguments.verbose:
        for name, one in measured.items():
            print(f"\n## {name}\n", *errors.listed(gold, one), sep="\n")


def _measured(gold: Gold, mode: str) -> dict[str, Measured]:
    archive.prepare()
    engine = pipeline.load()
    ways: dict[str, archive.Reader] = {}
    if mode != "given":
        ways["end to end"] = engine
    if mode != "whole":
        ways["wordings given"] = GivenPipeline(engine, gold)
    done = {}
    for name, way in ways.items():
        with archive.loaded(gold, way, _tell) as ids:
            done[name] = measure(gold, ids)
    print(file=sys.stderr)
    return done


def _tell(line: str) -> None:
    print(f"\r{line:60}", end="", file=sys.stderr)


def _groupings(gold: Gold) -> dict[str, dict[str, Hashable]]:
    alone = {"group nothing": baselines.nothing(gold.wordings)}
    return alone | {"TF-IDF, same speaker": baselines.tf_idf(gold.wordings, baselines.THRESHOLD)}


def _print(gold: Gold, part: str, measured: dict[str, Measured]) -> None:
    print(
        f"{part}: {len(gold.texts)} texts, {len(gold.wordings)} wordings in {len(set(gold.group_of.values()))} groups,"
    )
    print(f"{len(gold.responses)} responses, {len(gold.traps)} traps\n")
    print("|", " | ".join(HEADS), "|")
    print("|---" * len(HEADS) + "|")
    for name, one in measured.items():
        n = len(gold.wordings)
        links = [_percent(one.target.precision), _percent(one.target.recall), _percent(one.relation)]
        cells = [_percent(one.found / n), _percent(one.speakers / n), *_scores(one.pairwise), *_scores(one.b_cubed)]
        print("|", " | ".join([name, *cells, *links, str(one.traps), f"{one.null}/{one.nulls}"]), "|")
    for name, groups in _groupings(gold).items():
        both = [scoring.pairwise(groups, gold.group_of), scoring.b_cubed(groups, gold.group_of)]
        print("|", " | ".join([name, "", "", *(cell for score in both for cell in _scores(score)), *[""] * 5]), "|")
    if part == "dev":
        print("\nBest threshold of TF-IDF on dev:", _best_threshold(gold))


def _best_threshold(gold: Gold) -> float:
    return max(
        baselines.TRIED,
        key=lambda t: scoring.pairwise(baselines.tf_idf(gold.wordings, t), gold.group_of).f1,
    )


def _scores(score: scoring.Score) -> list[str]:
    return [_percent(score.precision), _percent(score.recall), _percent(score.f1)]


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _figures(one: Measured) -> dict[str, object]:
    return {
        "found": one.found,
        "speakers": one.speakers,
        "pairwise": [one.pairwise.precision, one.pairwise.recall, one.pairwise.f1],
        "b_cubed": [one.b_cubed.precision, one.b_cubed.recall, one.b_cubed.f1],
        "links": [one.target.precision, one.target.recall],
        "relation": one.relation,
        "traps": one.traps,
        "null": [one.null, one.nulls],
    }


def _baseline_figures(gold: Gold) -> dict[str, object]:
    return {
        name: {
            "pairwise": scoring.pairwise(groups, gold.group_of).f1,
            "b_cubed": scoring.b_cubed(groups, gold.group_of).f1,
        }
        for name, groups in _groupings(gold).items()
    }


if __name__ == "__main__":
    main()
