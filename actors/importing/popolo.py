"""Actors from Popolo JSON: persons, organizations, posts and memberships (popoloproject.com)."""

import json
from collections.abc import Iterator
from typing import Any

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
from actors.importing.table import decode

Row = dict[str, Any]


def read(content: bytes) -> Reading:
    """Persons and organizations with the roles of their memberships. Raises Unreadable."""
    data = _parse(content)
    reading = Reading()
    posts = {str(row.get("id")): row for _place, row in _rows(data, "posts", reading)}
    by_id: dict[str, ActorRecord] = {}
    for part, kind in (("persons", "person"), ("organizations", "organisation")):
        for place, row in _rows(data, part, reading):
            _take(row, kind, place, by_id, reading)
    for place, row in _memberships(data, reading):
        try:
            _take_membership(row, by_id, posts)
        except Wrong as wrong:
            reading.complain(place, str(wrong))
    reading.actors = list(by_id.values())
    return reading


def _parse(content: bytes) -> Row:
    try:
        data = json.loads(decode(content))
    except RecursionError as error:
        raise Unreadable("This file is nested too deeply to be a list of actors.") from error
    except ValueError as error:
        raise Unreadable(f"This is not JSON: {error}.") from error
    if isinstance(data, list):
        data = {"persons": data}
    if not isinstance(data, dict) or not any(isinstance(data.get(part), list) for part in ("persons", "organizations")):
        raise Unreadable("This is not Popolo: it has no list of “persons” or “organizations”.")
    return data


def _rows(data: Row, part: str, reading: Reading) -> Iterator[tuple[str, Row]]:
    rows = data.get(part) or []
    if not isinstance(rows, list):
        reading.complain(part, "It is no list.")
        return
    if len(rows) > MAX_ROWS:
        raise Unreadable(f"It has more than {MAX_ROWS:,} {part}. Divide it.")
    for number, row in enumerate(rows):
        if isinstance(row, dict):
            yield f"{part}[{number}]", row
        else:
            reading.complain(f"{part}[{number}]", "It is no object.")


def _memberships(data: Row, reading: Reading) -> Iterator[tuple[str, Row]]:
    """Those of the file, and those that stand within a person."""
    yield from _rows(data, "memberships", reading)
    for place, person in _rows(data, "persons", Reading()):
        for within, row in _rows(person, "memberships", reading):
            yield f"{place}.{within}", {"person_id": person.get("id"), **row}


def _take(row: Row, kind: str, place: str, by_id: dict[str, ActorRecord], reading: Reading) -> None:
    try:
        given = row.get("id")
        key = one_line(str(given) if isinstance(given, int) else given, "id") or place
        if key in by_id:
            raise Wrong(f"Its id is that of {by_id[key].place}.")
        actor = ActorRecord(place, name_of(row.get("name")), kind, _wikidata(row), key=key)
    except Wrong as wrong:
        reading.complain(place, str(wrong))
        return
    by_id[key] = actor
    for number, other in enumerate(_list(row.get("other_names"))):
        try:
            actor.add_name(name_of(other.get("name") if isinstance(other, dict) else other, "other name"))
        except Wrong as wrong:
            reading.complain(f"{place}.other_names[{number}]", str(wrong))


def _wikidata(row: Row) -> str:
    """Among the identifiers. Raises Wrong."""
    for one in _list(row.get("identifiers")):
        if isinstance(one, dict) and str(one.get("scheme", "")).casefold() == "wikidata":
            return identifier(one.get("identifier"))
    return ""


def _take_membership(row: Row, by_id: dict[str, ActorRecord], posts: dict[str, Row]) -> None:
    """A role of a person. Raises Wrong."""
    person = by_id.get(str(row.get("person_id")))
    if person is None:
        raise Wrong("Its person is not in the file.")
    post = _inside(row, "post") or posts.get(str(row.get("post_id"))) or {}
    body = _inside(row, "organization") or _inside(post, "organization")
    of = row.get("organization_id") or post.get("organization_id")
    title = next(
        (
            words
            for value in (row.get("role"), row.get("label"), post.get("label"), post.get("role"))
            if (words := one_line(value, "role"))
        ),
        "member",
    )
    organisation = name_of(body["name"]) if body.get("name") else (by_id[str(of)].name if str(of) in by_id else "")
    start, end = a_date(row.get("start_date"), "start_date"), a_date(row.get("end_date"), "end_date")
    if title == "member" and not organisation:
        raise Wrong("It names neither a role nor an organization of the file.")
    person.add_role(a_role(title, organisation, start, end))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _inside(row: Row, name: str) -> Row:
    found = row.get(name)
    return found if isinstance(found, dict) else {}
