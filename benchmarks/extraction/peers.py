"""Runs textacy's direct quotations on the same pipeline, paragraph by paragraph, as lines of contract 1.

textacy is no part of the product: `uv pip install --group peers` (or any environment that has it beside spaCy). A whole
document with one odd quotation mark is refused by it, so it is given the paragraphs that our own structure finds; the
paragraphs that it still refuses are counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from extraction.pipeline import Pipeline, pieces_of
from extraction.structure import read_structure

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MARKS = " \n\"'“”„«»‘’`"


def installed() -> bool:
    """Whether textacy can be run here."""
    return find_spec("textacy") is not None


def predictions(rows: Iterable[dict[str, Any]], pipeline: Pipeline) -> Iterator[str]:
    """A line of contract 1 for each article; says on stderr how many paragraphs were refused."""
    find = import_module("textacy.extract.triples").direct_quotations
    refused = total = 0
    for row in rows:
        text, found = row["text"], []
        pieces = list(pieces_of(text, read_structure(text)))
        docs = pipeline.docs([text[start:end] for _, start, end in pieces])
        for (_, start, _), doc in zip(pieces, docs, strict=True):
            total += 1
            try:
                found += [_quotation(triple, doc, start) for triple in find(doc)]
            except (ValueError, IndexError):
                refused += 1
        yield json.dumps({"id": row["id"], "quotations": found})
    print(f"textacy refused {refused} of {total} paragraphs", file=sys.stderr)


def _quotation(triple: Any, doc: Doc, offset: int) -> dict[str, Any]:
    """One of its triples with offsets into the article, the content without its marks."""
    start, end = triple.content.start_char, triple.content.end_char
    while start < end and doc.text[start] in _MARKS:
        start += 1
    while end > start and doc.text[end - 1] in _MARKS:
        end -= 1
    return {
        "start": offset + start,
        "end": offset + end,
        "kind": "direct",
        "act": "speech",
        "speaker": _mention(triple.speaker, offset),
        "cue": None,
        "continues": None,
        "part_of": None,
        "mention": False,
    }


def _mention(tokens: list[Any], offset: int) -> dict[str, Any] | None:
    if not tokens:
        return None
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    name = " ".join(t.text for t in tokens)
    return {"name": name, "kind": "person", "start": offset + start, "end": offset + end}
