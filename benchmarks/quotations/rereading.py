"""Counts the answers of a re-reading: `python -m benchmarks.quotations.rereading JUDGEMENTS [--corpora DIR]`.

A line of JUDGEMENTS answers the four questions of docs/quotation-set.md for one item of the sample. Prints a Markdown
table for both halves of the sample, and the items that are not right.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.quotations.derive import CORPORA, PARTS, derive
from benchmarks.quotations.sample import draw, is_measured

QUESTIONS = ("attribution", "span", "source", "name")
ANSWERS = ("yes", "no", "unsure")


def is_right(judgement: Mapping[str, object]) -> bool:
    """All four yes; whose name it is may be unsure."""
    return all(judgement[q] == "yes" or (q == "name" and judgement[q] == "unsure") for q in QUESTIONS)


def read_judgements(path: Path) -> list[dict[str, object]]:
    """The answers by item. Raises ValueError for an answer that is none of the three, or an item judged twice."""
    found: dict[object, dict[str, object]] = {}
    for text in path.read_text(encoding="utf-8").splitlines():
        judgement = json.loads(text)
        if judgement["item"] in found or any(judgement[q] not in ANSWERS for q in QUESTIONS):
            raise ValueError(f"item {judgement['item']}: judged twice, or an answer that is not one of {ANSWERS}")
        found[judgement["item"]] = judgement
    return list(found.values())


def table(judgements: Sequence[Mapping[str, object]], measured: set[int]) -> Iterator[str]:
    """A Markdown table: of each half, how many answers were yes, no and unsure, and how many items are right."""
    yield "| items | judged | " + " | ".join(f"{q}: yes / no / unsure" for q in QUESTIONS) + " | right |"
    yield "|---|---|" + "---|" * (len(QUESTIONS) + 1)
    halves = {"measured": True, "the rest": False}
    for label, half in halves.items():
        yield _row(label, [j for j in judgements if (j["item"] in measured) == half])
    yield _row("**all**", judgements)


def _row(label: str, judgements: Sequence[Mapping[str, object]]) -> str:
    counts = [" / ".join(str(sum(j[q] == a for j in judgements)) for a in ANSWERS) for q in QUESTIONS]
    right = sum(map(is_right, judgements))
    return f"| {' | '.join([label, str(len(judgements)), *counts, str(right)])} |"


def main() -> None:
    """Prints the table and the items that are not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("judgements", type=Path)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    arguments = parser.parse_args()
    judgements = read_judgements(arguments.judgements)
    drawn = draw([record for part in PARTS for record in derive(arguments.corpora, part)])
    measured = {n for n, (record, item) in enumerate(drawn, 1) if is_measured(record, item)}
    print("\n".join(table(judgements, measured)))
    for judgement in judgements:
        if not is_right(judgement):
            answers = ", ".join(f"{q} {judgement[q]}" for q in QUESTIONS if judgement[q] != "yes")
            print(f"- {judgement['item']}: {answers}. {judgement.get('remark', '')}")


if __name__ == "__main__":
    main()
