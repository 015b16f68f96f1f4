"""Static vectors of frequent words and of names, distilled from MiniLM: what the pipeline knows beyond its treebanks.

Each word is read alone; the hidden states are centred, reduced by principal components and scaled. Rows are kept for
the most frequent words only; every other word shares the row of the nearest of them, so that some ten thousand rarer
names cost twelve bytes each and not a row.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.attrs import LOWER
from spacy.strings import get_string_id
from spacy.tokens import DocBin
from spacy.vectors import Vectors
from spacy.vocab import Vocab

from extraction.training import minilm
from extraction.training.minilm import Array

ROWS = 18_000
WIDTH = 80
# Of the layers 0 to 6 these two tell the most of a word's tag and of the kind of name it is.
LAYERS = (2, 3)


def vocabulary(english: Sequence[str], seen: Iterable[Path], names: Iterable[str]) -> list[str]:
    """Lower-case words to make vectors for, those that deserve a row of their own first.

    `english` are frequent words in order, `seen` files of training documents, `names` what else they may bear in place
    of a name.
    """
    counts = Counter(_words(seen))
    often = [word for word, count in counts.most_common() if count > 2]
    words = [*english[: ROWS // 2], *often, *english, *sorted(counts), *(name.lower() for name in names)]
    return [word for word in dict.fromkeys(words) if _is_word(word)]


def _is_word(word: str) -> bool:
    return word[:1].isalpha() and len(word) <= 20 and not any(c.isdigit() for c in word)


def _words(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for doc in DocBin().from_disk(path).get_docs(Vocab()):
            yield from (token.text.lower() for token in doc)


def make(wheel: Path, words: Sequence[str]) -> Vectors:
    """The table for spaCy, looked up by lower-case form; the same for the same words."""
    states = minilm.hidden(minilm.load(wheel), words, LAYERS)
    centred = np.hstack([_unit(s - s.mean(0)) for s in states])
    reduced = _reduced(centred)
    rows = np.concatenate([np.arange(ROWS), _nearest(reduced[ROWS:], reduced[:ROWS])])
    table = Vectors(shape=(ROWS, WIDTH), name="walkback", attr="LOWER")
    table.data[:] = reduced[:ROWS]
    for word, row in zip(words, rows, strict=True):
        table.add(get_string_id(word), row=int(row))
    return table


def save(table: Vectors, folder: Path) -> None:
    """Writes a pipeline that holds nothing but the table."""
    nlp = spacy.blank("en")
    nlp.vocab.vectors = table
    nlp.to_disk(folder)
    by_lower_case(folder)


def by_lower_case(folder: Path) -> None:
    """Says in a saved pipeline that its table goes by lower-case forms: spaCy 3.8 reads that but does not write it."""
    settings = json.dumps({"mode": "default", "attr": LOWER})
    (folder / "vocab" / "vectors.cfg").write_text(settings + "\n", encoding="utf-8")


def _reduced(states: Array) -> Array:
    """The first principal components, together of unit variance."""
    values, axes = np.linalg.eigh(states.T @ states)
    components = states @ axes[:, np.argsort(-values)[:WIDTH]]
    out: Array = (components / components.std()).astype(np.float32)
    return out


def _unit(states: Array) -> Array:
    out: Array = states / (np.linalg.norm(states, axis=1, keepdims=True) + np.float32(1e-6))
    return out


def _nearest(words: Array, rows: Array, batch: int = 1000) -> Array:
    """For each word the number of the row that points the most nearly the same way."""
    directions = _unit(rows).T
    found = [(_unit(words[at : at + batch]) @ directions).argmax(1) for at in range(0, len(words), batch)]
    return np.concatenate([np.zeros(0, np.int64), *found])
