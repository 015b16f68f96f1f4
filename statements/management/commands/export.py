"""manage.py export pairs|statements|sources: what the archive holds, as CSV, lines of JSON or linked data."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from statements import pairs as selection
from statements.export import linked_data, pairs, sources, statements, writing
from statements.pairs import ALL, PairFilter
from statements.vocabulary import Family, State

FORMATS = ("csv", "jsonl", "jsonld")


class Command(BaseCommand):
    """Streams: an export of any length takes the same memory."""

    help = "Write pairs of statements and their responses, statements, or sources. docs/codebook.md tells the columns."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["pairs", "statements", "sources"])
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--state", choices=[State.ACCEPTED.value, ALL], default=State.ACCEPTED.value)
        parser.add_argument("--family", choices=[*Family.values, ALL], default=Family.CORRECTION.value)
        parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="a file; without it, standard output")

    def handle(self, **options: Any) -> None:
        """Writes the file, and says on standard error when there was nothing to write."""
        filters = _filters(options["state"], options["family"])
        counted = _Counted(_rows(options["what"], options["state"], filters))
        with _opened(options["output"]) as out:
            for piece in _pieces(options["what"], options["format"], counted):
                out.write(piece)
        if not counted.number:
            self.stderr.write(_nothing(options["what"], options["state"], filters))


class _Counted:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            self.number += 1
            yield row


def _filters(state: str, family: str) -> PairFilter:
    return PairFilter(state=state, families=frozenset() if family == ALL else frozenset({family}))


def _rows(what: str, state: str, filters: PairFilter) -> Iterable[dict[str, Any]]:
    if what == "pairs":
        return pairs.rows(filters)
    return statements.rows(state) if what == "statements" else sources.rows(state)


def _pieces(what: str, form: str, rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    if form == "jsonld":
        node = {"pairs": linked_data.pair, "statements": linked_data.statement, "sources": linked_data.source}[what]
        return linked_data.document(node(row) for row in rows)
    if form == "jsonl":
        return writing.jsonl({k: v for k, v in row.items() if k != "best"} for row in rows)
    columns = {"pairs": pairs.COLUMNS, "statements": statements.COLUMNS, "sources": sources.COLUMNS}[what]
    return writing.csv(columns, (statements.flat(row) if what == "statements" else row for row in rows))


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


def _nothing(what: str, state: str, filters: PairFilter) -> str:
    if state == ALL:
        return f"There are no {what} to export yet."
    waiting = {
        "pairs": selection.count(filters.suggested()),
        "statements": statements.selection(ALL).count(),
        "sources": sum(1 for _ in sources.rows(ALL)),
    }[what]
    return f"No accepted {what}. {waiting} suggested: review them on the desk, or export them with --state all."
