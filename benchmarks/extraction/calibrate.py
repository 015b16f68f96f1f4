"""Measures the precision of each rule on the train part of the political news set: what a quotation's confidence is.

    python -m benchmarks.extraction.calibrate [--limit N] > extraction/lexicon/confidence.toml

A quotation counts as right when at least half of its words lie in one gold quotation and its speaker's mention is
that one's (where the gold has a speaker). Rules seen rarely fall back to the more general one. Only these shares of
rules come into the repository; nothing is trained.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction.run import CORPORA, articles
from extraction.pipeline import load
from extraction.resolving import Resolver
from extraction.types import Document, Quotation

FEWEST = 30  # quotations that a rule must have been seen with
# What the set does not hold (it has no interviews): set by hand, to be measured once there is a set.
BY_HAND = {"turn": 0.98, "pull_quote": 0.9, "embed": 0.85, "headline": 0.75}


def judged(
    row: dict[str, Any], rules: list[str], quotations: Sequence[Quotation], tools: Any
) -> Iterator[tuple[str, bool, bool]]:
    """For each quotation its rule, whether its span is right, and whether its speaker is too."""
    score, common = tools
    words = common.word_offsets(row["text"])
    gold = [(q, score.words_in(words, q["pieces"])) for q in row["quotes"]]
    for rule, q in zip(rules, quotations, strict=True):
        own = score.words_in(words, [[q.start, q.end]])
        best = max(gold, key=lambda g: len(own & g[1]), default=None)
        if not own or best is None:
            yield rule, False, False
            continue
        right = len(own & best[1]) >= 0.5 * len(own)
        who = {"start": q.speaker.start, "end": q.speaker.end} if q.speaker and q.speaker.start is not None else None
        speaker = best[0]["speaker"] is None or score.speaker_ok(row["text"], who, best[0]["speaker"])
        yield rule, right, right and speaker


def measure(rows: list[dict[str, Any]], model: str | None, tools: Any) -> dict[str, list[tuple[bool, bool, bool]]]:
    """By rule and each more general one: has a speaker, right span, right span and speaker."""
    pipeline = load(model)
    seen: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for row in rows:
        resolver = Resolver(pipeline.parse(Document(row["id"], row["text"])))
        quotations = resolver.quotations()
        named = [q.speaker is not None for q in quotations]
        for has, (rule, span, both) in zip(named, judged(row, resolver.rules(), quotations, tools), strict=True):
            while rule:
                seen[rule].append((has, span, both))
                rule = rule.rpartition(".")[0]
    return seen


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--model")
    args = parser.parse_args(argv)
    sys.path.insert(0, str(args.corpora / "political_news"))
    tools = importlib.import_module("score"), importlib.import_module("common")
    seen = measure(articles(args.corpora, "train", args.limit), args.model, tools)
    print(
        "# Share of quotations with the right span and speaker, by the rule that found them; where no speaker is known,"
    )
    print(
        "# of right spans. Measured by benchmarks/extraction/calibrate.py on the train part of the political news set;"
    )
    print("# turns, pull quotes, embedded posts and headlines are set by hand.")
    for table, has in (("rules", True), ("without_speaker", False)):
        print(f"\n[{table}]")
        for rule, cases in sorted(seen.items()):
            some = [both if has else span for named, span, both in cases if named == has]
            if len(some) >= FEWEST and rule.partition(".")[0] not in BY_HAND:
                print(f'"{rule}" = {sum(some) / len(some):.2f}')
        for rule, share in BY_HAND.items() if has else ():
            print(f'"{rule}" = {share}')
    return 0


if __name__ == "__main__":
    sys.exit(main())
