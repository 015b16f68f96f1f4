"""Contract 1: one JSON object a line, in and out (docs/architecture.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from extraction.types import Document, Extraction, RosterPerson, RosterRole, Span

_EDTF = re.compile(r"[0-9XYES?~%TZ:+./-]+")


class Unreadable(ValueError):
    """A line that is no document of contract 1: the message says what is wrong, `id` is the document's or None."""

    def __init__(self, message: str, document_id: str | None = None) -> None:
        super().__init__(message)
        self.id = document_id


def read_document(line: str) -> Document:
    """The document on one line. Raises Unreadable."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the line is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise Unreadable("the line is not a JSON object")
    given = row.get("id")
    if not isinstance(given, str):
        raise Unreadable(f"id: {'missing' if given is None else 'must be a string'}")
    text = row.get("text")
    if not isinstance(text, str):
        raise Unreadable(f"text: {'missing' if text is None else 'must be a string'}", given)
    published = row.get("published")
    if published is not None and not (isinstance(published, str) and _EDTF.fullmatch(published)):
        raise Unreadable("published: must be an EDTF date or null", given)
    try:
        roster = tuple(_person(p) for p in row.get("roster") or ())
    except (TypeError, KeyError, AttributeError) as error:
        raise Unreadable(f"roster: must be a list of persons with a name ({error})", given) from error
    return Document(given, text, published, roster)


def _person(row: Mapping[str, Any]) -> RosterPerson:
    roles = tuple(
        RosterRole(_text(r["title"]), _text(r.get("organisation") or ""), r.get("from"), r.get("to"))
        for r in row.get("roles") or ()
    )
    return RosterPerson(_text(row["name"]), tuple(_text(a) for a in row.get("aliases") or ()), roles)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a string was expected")
    return value


def write_extraction(extraction: Extraction) -> str:
    """The line for one result, without its line end."""
    row: dict[str, Any] = {
        "id": extraction.id,
        "pipeline": extraction.pipeline,
        "doc_type": extraction.doc_type,
        "title": _span(extraction.title),
        "segments": [asdict(s) for s in extraction.segments],
        "quotations": [asdict(q) for q in extraction.quotations],
        "links": [asdict(k) for k in extraction.links],
    }
    return json.dumps(row, ensure_ascii=False)


def write_error(document_id: str | None, message: str) -> str:
    """The line for a document that could not be read."""
    return json.dumps({"id": document_id, "error": message}, ensure_ascii=False)


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}
