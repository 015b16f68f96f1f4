"""Writes the word vectors that grouping uses: those of the language pipeline, in one byte a number.

    python -m benchmarks.linking.vectors

The pipeline's table is looked up by hashes that only spaCy makes; the words that have a row are found again among the
strings of the pipeline. Needed only after the pipeline has been trained anew; then the weights of grouping must be
fitted anew, too (fit_grouping.py).
"""

from __future__ import annotations

import numpy as np
import spacy
from spacy.strings import get_string_id

from extraction import pipeline
from statements import meaning

LONGEST = 20  # letters of a word; longer ones are rare


def main() -> None:
    """Reads the pipeline and writes the file."""
    vocab = spacy.load(pipeline.FIRST_MODEL).vocab
    words = sorted(word for word in vocab.strings if _is_word(word) and get_string_id(word) in vocab.vectors.key2row)
    rows = np.array([vocab.vectors.key2row[get_string_id(word)] for word in words])
    used, rows = np.unique(rows, return_inverse=True)
    data = vocab.vectors.data[used]
    data = data - data.mean(0)
    data = data / np.linalg.norm(data, axis=1, keepdims=True)
    data = np.round(127 * data / np.abs(data).max(1, keepdims=True)).astype(np.int8)
    letters = np.frombuffer("\n".join(words).encode(), np.uint8)
    np.savez_compressed(meaning.FILE, vectors=data, rows=rows.astype(np.uint16), words=letters)
    print(f"{len(words)} words, {len(used)} vectors, {meaning.FILE.stat().st_size / 1e6:.1f} MB")


def _is_word(word: str) -> bool:
    return word.isalpha() and word == word.lower() and len(word) <= LONGEST


if __name__ == "__main__":
    main()
