"""Draws predictions for a reader to judge, and counts the answers.

    python -m benchmarks.extraction.sample --out FILE [--corpora DIR]
    python -m benchmarks.extraction.sample --count ANSWERS

What is judged, and how, is said in judging.md beside this file. The passages stay outside the repository.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from benchmarks.extraction.run import CORPORA, Row, articles, predictions

SEED = 20250321
DRAWN = 200
# Characters of the article around the predicted words, widened to whole paragraphs.
BEFORE, AFTER = 900, 300
QUESTIONS = ("span", "speaker")
ANSWERS = ("yes", "no", "unsure")


def utterances(quotations: Sequence[Row]) -> Iterator[list[Row]]:
    """What was said, but for parts and mere mentions of it: each quotation with the pieces that go on from it."""
    pieces: dict[int, list[Row]] = {}
    for at, quotation in enumerate(quotations):
        first = quotation["continues"]
        if first is not None and first in pieces:
            pieces[at] = pieces[first]
            pieces[at].append(quotation)
        else:
            pieces[at] = [quotation]
    for at, some in pieces.items():
        quotation = quotations[at]
        spoken = quotation["act"] == "speech" and not quotation["mention"] and quotation["part_of"] is None
        if spoken and some[0] is quotation:
            yield some


def passage(text: str, pieces: Sequence[Row]) -> str:
    """The paragraphs around an utterance, its words between ⟦ and ⟧."""
    start, end = min(p["start"] for p in pieces), max(p["end"] for p in pieces)
    begin = text.rfind("\n", 0, max(0, start - BEFORE)) + 1
    stop = text.find("\n", min(len(text), end + AFTER))
    shown = text[begin : stop if stop >= 0 else len(text)]
    for piece in sorted(pieces, key=lambda p: -p["start"]):
        a, b = piece["start"] - begin, piece["end"] - begin
        shown = f"{shown[:a]}⟦{shown[a:b]}⟧{shown[b:]}"
    return shown


def draw(rows: Sequence[Row], lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The items to be judged, the same for the same predictions."""
    found = [
        (row["text"], pieces)
        for row, line in zip(rows, lines, strict=True)
        for pieces in utterances(json.loads(line).get("quotations", ()))
    ]
    for number, (text, pieces) in enumerate(random.Random(SEED).sample(found, min(DRAWN, len(found))), 1):
        speaker = pieces[0]["speaker"] or {}
        yield {
            "item": number,
            "passage": passage(text, pieces),
            "kind": pieces[0]["kind"],
            "speaker": speaker.get("name"),
            "speaker_kind": speaker.get("kind"),
        }


def table(judgements: Sequence[Row]) -> Iterator[str]:
    """A Markdown table of the answers, and the share that is right in both with its 95 % interval (Wilson 1927)."""
    yield "| question | " + " | ".join(ANSWERS) + " |"
    yield "|---|---|---|---|"
    for question in QUESTIONS:
        yield f"| {question} | " + " | ".join(str(sum(j[question] == a for j in judgements)) for a in ANSWERS) + " |"
    right, n = sum(all(j[q] == "yes" for q in QUESTIONS) for j in judgements), len(judgements)
    low, high = wilson(right, n)
    yield f"\nRight in both: {right} of {n}, {100 * right / n:.1f} % ({100 * low:.0f}–{100 * high:.0f})"


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share."""
    middle, spread = (hits + z * z / 2) / (n + z * z), z * sqrt(hits * (n - hits) / n + z * z / 4) / (n + z * z)
    return middle - spread, middle + spread


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path)
    what.add_argument("--count", type=Path)
    args = parser.parse_args(argv)
    if args.count:
        judgements = [json.loads(line) for line in args.count.read_text(encoding="utf-8").splitlines()]
        print("\n".join(table(judgements)))
        return 0
    rows = articles(args.corpora, "dev", None)
    items = draw(rows, list(predictions(rows, None)))
    args.out.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
