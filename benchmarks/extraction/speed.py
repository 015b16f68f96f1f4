"""What the extraction costs beside the bare parse of the same pipeline, and how time and memory grow with a text.

    python -m benchmarks.extraction.speed [--corpora DIR] [--articles N] [--rounds N] [--long WORDS] [--plot FILE.svg]

Both are batched alike (by `Pipeline.docs`), in one process, on one core, article by article in turn, and the fastest of
the rounds counts: other work on the machine then disturbs both or neither. With `--plot`, texts of 1,000 to 200,000
words, made of the same articles, are read in a fresh process each, and the figure is drawn; nothing of the articles
comes into the repository.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.extraction.plot import Point, drawn
from benchmarks.extraction.run import CORPORA, articles
from extraction.pipeline import Pipeline, load, pieces_of
from extraction.structure import read_structure
from extraction.types import Document

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)


def bare(pipeline: Pipeline, document: Document) -> None:
    """The parse of what the extraction parses, and nothing else."""
    pieces = [document.text[start:end] for _, start, end in pieces_of(document.text, read_structure(document.text))]
    started = time.process_time()
    for _ in pipeline.docs(pieces):
        pass
    BARE[document.id] = min(BARE.get(document.id, 1e9), time.process_time() - started)


BARE: dict[str, float] = {}
WHOLE: dict[str, float] = {}


def whole(pipeline: Pipeline, document: Document) -> None:
    """All of the extraction."""
    started = time.process_time()
    pipeline.extract(document)
    WHOLE[document.id] = min(WHOLE.get(document.id, 1e9), time.process_time() - started)


def compared(pipeline: Pipeline, documents: Sequence[Document], rounds: int, name: str) -> None:
    """Prints words per second and the ratio for some documents."""
    steps: list[Callable[[Pipeline, Document], None]] = [bare, whole]
    pipeline.extract(documents[0])
    for number in range(rounds):
        for document in documents:
            for step in steps if number % 2 == 0 else reversed(steps):
                step(pipeline, document)
    words = sum(len(d.text.split()) for d in documents)
    parse, all_ = sum(BARE[d.id] for d in documents), sum(WHOLE[d.id] for d in documents)
    print(
        f"{name}: {words:,} words; bare parse {words / parse:,.0f} words/s, extraction {words / all_:,.0f} words/s; "
        f"ratio {all_ / parse:.3f}"
    )


def of_words(texts: Sequence[str], wanted: int) -> str:
    """A text of so many words, of whole paragraphs of the articles, over and over."""
    paragraphs = [p for text in texts for p in text.split("\n") if p.strip()]
    taken: list[str] = []
    words = 0
    while words < wanted:
        paragraph = paragraphs[len(taken) % len(paragraphs)]
        taken.append(paragraph)
        words += len(paragraph.split())
    return "\n\n".join(taken)


def alone(corpora: Path, size: int, model: str | None) -> Point:
    """Seconds and memory for one text in this process."""
    text = of_words([row["text"] for row in articles(corpora, "dev", None)], size)
    pipeline = load(model)
    pipeline.extract(Document("warm", text[:2_000]))
    started = time.process_time()
    pipeline.extract(Document("one", text))
    seconds = time.process_time() - started
    unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, KiB elsewhere
    return Point(len(text.split()), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)


def measured(corpora: Path, size: int, model: str | None) -> Point:
    """The same in a fresh process."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.extraction.speed", "--alone", str(size), "--corpora", str(corpora)]
    command += ["--model", model] if model else []
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return Point(*json.loads(out.stdout))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=int, default=50_000, help="words of the one long text; 0 leaves it out")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--model")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.alone:
        print(json.dumps(alone(args.corpora, args.alone, args.model)))
        return 0
    rows = articles(args.corpora, "dev", None)
    if args.articles:
        some = [Document(row["id"], row["text"]) for row in rows[: args.articles]]
        compared(load(args.model), some, args.rounds, f"{len(some)} articles")
    if args.long:
        text = of_words([row["text"] for row in rows], args.long)
        compared(load(args.model), [Document("long", text)], args.rounds, "one long text")
    if args.plot:
        points = [measured(args.corpora, size, args.model) for size in SIZES if size <= args.largest]
        for p in points:
            print(f"{p.words:,} words: {p.seconds:.1f} s, {p.words / p.seconds:,.0f} words/s, {p.megabytes} MB")
        args.plot.write_text(drawn(points), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
