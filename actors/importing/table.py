"""Actors from a CSV: a row for each actor, or for each of its roles. docs/actors.md tells the columns."""

import csv
import io
from collections.abc import Iterator

from actors.importing.records import (
    MAX_ROWS,
    ActorRecord,
    Reading,
    Unreadable,
    Wrong,
    a_date,
    a_role,
    identifier,
    name_of,
    one_line,
)
from actors.models import Actor
from actors.names import fold_name

COLUMNS = ("id", "name", "kind", "wikidata", "other_names", "role", "organisation", "from", "to")
ALSO = {"organization": "organisation", "start": "from", "start_date": "from", "end": "to", "end_date": "to"}
KINDS = {kind: kind for kind in Actor.Kind.values} | {"": "person", "organization": "organisation"}


def read(content: bytes) -> Reading:
    """The actors of a CSV in UTF-8, with comma, semicolon or tab. Raises Unreadable."""
    reading = Reading()
    by_key: dict[str, ActorRecord] = {}
    for line, row in _rows(content, reading):
        try:
            _take(row, f"line {line}", by_key)
        except Wrong as wrong:
            reading.complain(f"line {line}", str(wrong))
    reading.actors = list(by_key.values())
    return reading


def decode(content: bytes) -> str:
    """UTF-8, with or without its mark. Raises Unreadable with the line where it is something else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("This file is in UTF-16. Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(f"Line {line} is not in UTF-8. Save the file as UTF-8 (“CSV UTF-8”).") from error


def _rows(content: bytes, reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    text = decode(content)
    if "\0" in text:
        raise Unreadable("This file has NUL characters. It is no text.")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        columns = _columns(next(rows, []), reading)
        for cells in rows:
            if rows.line_num > MAX_ROWS:
                raise Unreadable(f"It has more than {MAX_ROWS:,} lines. Divide it.")
            if len(cells) > len(columns) and any(cells[len(columns) :]):
                reading.complain(f"line {rows.line_num}", "It has more cells than there are columns.")
            elif any(cell.strip() for cell in cells):
                yield rows.line_num, {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    except csv.Error as error:
        raise Unreadable(f"Line {rows.line_num} is not CSV: {error}.") from error


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _columns(head: list[str], reading: Reading) -> list[str]:
    """The known name of each column; "" for one that is not read."""
    named = [cell.strip().casefold().replace(" ", "_") for cell in head]
    found = [name if name in COLUMNS else ALSO.get(name, "") for name in named]
    if "name" not in found:
        raise Unreadable(f"The first line must name the columns, “name” among them. Known ones: {', '.join(COLUMNS)}.")
    double = {name for name in found if name and found.count(name) > 1}
    if double:
        raise Unreadable(f"The column “{min(double)}” is there twice.")
    if left_out := [cell.strip()[:40] for cell, name in zip(head, found, strict=True) if not name and cell.strip()]:
        reading.notes.append(f"Columns that are not read: {', '.join(left_out)}.")
    return found


def _take(row: dict[str, str], place: str, by_key: dict[str, ActorRecord]) -> None:
    """Adds one row to the actor that it is about. Raises Wrong."""
    name = name_of(row.get("name"))
    kind = KINDS.get(row.get("kind", "").strip().casefold())
    if kind is None:
        raise Wrong(f"The kind is {' or '.join(Actor.Kind.values)}, not “{row['kind'].strip()[:40]}”.")
    wikidata = identifier(row.get("wikidata"))
    others = [name_of(part, "other name") for part in row.get("other_names", "").split(";") if part.strip()]
    title = one_line(row.get("role"), "role")
    organisation = one_line(row.get("organisation"), "organisation")
    start, end = a_date(row.get("from"), "from"), a_date(row.get("to"), "to")
    if not title and (organisation or start or end):
        raise Wrong("An organisation or a date without a role says nothing. Fill in the role.")
    role = a_role(title, organisation, start, end) if title else None
    given = one_line(row.get("id"), "id")
    key = given or wikidata or fold_name(name)
    actor = by_key.setdefault(key, ActorRecord(place, name, kind, wikidata, key=given))
    if (actor.kind, actor.wikidata) != (kind, wikidata or actor.wikidata):
        raise Wrong(f"It is about the same actor as {actor.place}, but the kind or the identifier is another.")
    for one in (name, *others):
        actor.add_name(one)
    if role:
        actor.add_role(role)
