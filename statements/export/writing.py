"""Rows as bytes: CSV that no spreadsheet takes for a formula, and lines of JSON."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

BOM = b"\xef\xbb\xbf"
# What a spreadsheet may take for a formula. A guard of quotes before it is guarded too, so that one can be taken off.
FORMULA = re.compile("'*[=+\\-@\t\r\n\0＝＋－＠]")


def csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """UTF-8 with byte order mark, CRLF, every field quoted (RFC 4180): the header, then a piece for each row."""
    yield BOM + _line(columns)
    for row in rows:
        yield _line([row[name] for name in columns])


def _line(values: Sequence[object]) -> bytes:
    return (",".join(f'"{field(value).replace(chr(34), chr(34) * 2)}"' for value in values) + "\r\n").encode()


def field(value: object) -> str:
    """A value as a field: None is empty, booleans are true and false, numbers stay numbers, text is guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    return guarded(str(value))


def guarded(text: str) -> str:
    """With an apostrophe in front where a spreadsheet might take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def jsonl(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A line of JSON for each row."""
    for row in rows:
        yield (json.dumps(row, ensure_ascii=False) + "\n").encode()
