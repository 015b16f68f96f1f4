"""Runs the extraction over the political news set and prints its scores.

    python -m benchmarks.extraction.run [--corpora DIR] [--part dev|train] [--limit N] [--speech] [--keep PRED.jsonl]
                                          [--peers]

The set and score.py lie beside the checkout (../shared/corpora); nothing of it comes into the repository. `--keep`
writes the predictions as lines of contract 1; with `--against` an earlier file of them, the quotations gained and lost
are listed. `--peers` scores textacy on the same pipeline in the same run, where it is installed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import lzma
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction import peers
from extraction.contract import write_error, write_extraction
from extraction.pipeline import ExtractionError, load
from extraction.types import Document

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
Row = dict[str, Any]


def articles(corpora: Path, part: str, limit: int | None) -> list[Row]:
    """The articles of a part of the set, with their gold quotations."""
    with lzma.open(corpora / "political_news" / f"{part}.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return rows[:limit]


def predictions(rows: Iterable[Row], model: str | None) -> Iterator[str]:
    """A line of contract 1 for each article."""
    pipeline = load(model)
    for result in pipeline.extract_many(Document(row["id"], row["text"]) for row in rows):
        if isinstance(result, ExtractionError):
            print(f"{result.id}: {result.error}", file=sys.stderr)
            yield write_error(result.id, result.error)
        else:
            yield write_extraction(result)


def scored(corpora: Path, rows: list[Row], path: Path, *, speech: bool) -> None:
    """Prints the tables of the set's own score.py."""
    sys.path.insert(0, str(corpora / "political_news"))
    score, common = importlib.import_module("score"), importlib.import_module("common")
    found = common.read_jsonl(path)
    score.show(score.score(rows, found), "all")
    if speech:
        score.show(score.score(rows, found, True), "gold with a cue of speech only: read the recalls")


def beside(corpora: Path, rows: list[Row], path: Path, model: str | None, *, speech: bool) -> None:
    """Prints the same tables for textacy; says so where it is not installed."""
    if not peers.installed():
        print("textacy is not installed here: uv pip install --group peers", file=sys.stderr)
        return
    path.write_text("".join(line + "\n" for line in peers.predictions(rows, load(model))), encoding="utf-8")
    print("textacy, by paragraph, on the same pipeline")
    scored(corpora, rows, path, speech=speech)


def spans(path: Path) -> dict[str, set[tuple[int, int]]]:
    """The spans of the quotations in a file of predictions, by document."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: {(q["start"], q["end"]) for q in row.get("quotations", ())} for row in rows}


def changes(rows: list[Row], before: Path, now: Path) -> Iterator[str]:
    """The quotations that one file of predictions has and the other has not, with their words."""
    old, new = spans(before), spans(now)
    for row in rows:
        for sign, some in (
            ("-", old.get(row["id"], set()) - new[row["id"]]),
            ("+", new[row["id"]] - old.get(row["id"], set())),
        ):
            for start, end in sorted(some):
                yield f"{sign} {row['id']} {start}-{end} {' '.join(row['text'][start:end].split())[:100]}"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--model")
    parser.add_argument("--speech", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--against", type=Path)
    args = parser.parse_args(argv)
    rows = articles(args.corpora, args.part, args.limit)
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or Path(folder) / "predictions.jsonl"
        path.write_text("".join(line + "\n" for line in predictions(rows, args.model)), encoding="utf-8")
        scored(args.corpora, rows, path, speech=args.speech)
        if args.peers:
            beside(args.corpora, rows, Path(folder) / "peers.jsonl", args.model, speech=args.speech)
        if args.against:
            print(*changes(rows, args.against, path), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
