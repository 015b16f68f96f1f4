"""Measures the precision of each rule on the train part of the political news set: what a quotation's confidence is.

    python -m benchmarks.extraction.calibrate [--every N] > extraction/lexicon/confidence.toml
    python -m benchmarks.extraction.calibrate --reliability

With `--reliability` the confidences as they ship, taken from train, are tried on dev: ten bins of quotations by their
confidence, each with its mean and the share that is right, and the mean distance of the two over all quotations.

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
# What the set does not hold (it has no interviews, and gives what somebody quoted reports to whoever is quoted): set by
# hand, to be measured once there is a set.
BY_HAND = {"turn": 0.98, "pull_quote": 0.9, "embed": 0.85, "headline": 0.75, "indirect.nested": 0.7}


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


Verdict = tuple[str, float, bool, bool, bool]


def verdicts(rows: list[dict[str, Any]], model: str | None, tools: Any) -> Iterator[Verdict]:
    """For each quotation its rule and confidence, and: has a speaker, right span, right span and speaker."""
    pipeline = load(model)
    for row in rows:
        resolver = Resolver(pipeline.parse(Document(row["id"], row["text"])))
        quotations = resolver.quotations()
        for q, (rule, span, both) in zip(quotations, judged(row, resolver.rules(), quotations, tools), strict=True):
            yield rule, q.confidence, q.speaker is not None, span, both


def measure(rows: list[dict[str, Any]], model: str | None, tools: Any) -> dict[str, list[tuple[bool, bool, bool]]]:
    """By rule and each more general one: has a speaker, right span, right span and speaker."""
    seen: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for verdict in verdicts(rows, model, tools):
        rule, _, *found = verdict
        has, span, both = found
        while rule:
            seen[rule].append((has, span, both))
            rule = rule.rpartition(".")[0]
    return seen


def reliability(cases: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, float, int]]:
    """By tenths of confidence, the empty ones left out: mean confidence, share right, number."""
    for tenth in range(10):
        some = [(c, right) for c, right in cases if min(int(c * 10), 9) == tenth]
        if some:
            yield sum(c for c, _ in some) / len(some), sum(right for _, right in some) / len(some), len(some)


def curve(cases: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """The reliability curve as lines of a Markdown table, then the mean distance of confidence and share."""
    bins = list(reliability(cases))
    yield "| mean confidence | share right | quotations | |"
    yield "|---|---|---|---|"
    for mean, share, number in bins:
        yield f"| {mean:.2f} | {share:.2f} | {number} | {'▇' * round(20 * share)} |"
    apart = sum(abs(mean - share) * number for mean, share, number in bins) / max(1, len(cases))
    yield f"\nExpected calibration error: {apart:.3f} over {len(cases)} quotations."


def table(seen: dict[str, list[tuple[bool, bool, bool]]]) -> Iterator[str]:
    """The lines of lexicon/confidence.toml."""
    yield "# Share of quotations with the right span and speaker, by the rule that found them; where no speaker is"
    yield "# known, of right spans. Measured by benchmarks/extraction/calibrate.py on the train part of the political"
    yield "# news set; turns, pull quotes, embedded posts, headlines and reports in a quotation are set by hand."
    for name, has in (("rules", True), ("without_speaker", False)):
        yield f"\n[{name}]"
        for rule, cases in sorted(seen.items()):
            some = [both if has else span for named, span, both in cases if named == has]
            if len(some) >= FEWEST and not {rule, rule.partition(".")[0]} & BY_HAND.keys():
                yield f'"{rule}" = {sum(some) / len(some):.2f}'
        for rule, share in BY_HAND.items() if has else ():
            yield f'"{rule}" = {share}'


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth article only, from the second on")
    parser.add_argument("--reliability", action="store_true")
    parser.add_argument("--model")
    args = parser.parse_args(argv)
    sys.path.insert(0, str(args.corpora / "political_news"))
    tools = importlib.import_module("score"), importlib.import_module("common")
    rows = articles(args.corpora, "dev" if args.reliability else "train", None)[args.every > 1 :: args.every]
    if args.reliability:
        cases = [(c, both if has else span) for _, c, has, span, both in verdicts(rows, args.model, tools)]
        print(*curve(cases), sep="\n")
    else:
        print(*table(measure(rows, args.model, tools)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
