"""A list compared with the archive: who is new, who is known and gains something, and who must be asked for.

Nothing here writes. An identifier decides first, then the exact name, if only one actor bears it and nothing
contradicts. What people entered is never overwritten: an import adds, and corrects only what an import brought.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models

from actors import identity
from actors.importing.records import ActorRecord, RoleRecord
from actors.models import Actor, Alias, Role
from actors.names import fold_name

NEW = "new"  # chosen by an editor for one that is asked for


class Verdict(models.TextChoices):
    """What would become of an actor of the list."""

    NEW = "new", "new"
    CHANGED = "changed", "changed"
    SAME = "same", "as it is"
    UNCLEAR = "unclear", "to be decided"


@dataclass
class Line:
    """An actor of the list, with what would be done."""

    record: ActorRecord
    verdict: Verdict = Verdict.NEW
    actor: Actor | None = None
    why: str = ""
    candidates: list[Actor] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    wikidata: str = ""
    roles: list[RoleRecord] = field(default_factory=list)
    ends: list[tuple[Role, str]] = field(default_factory=list)  # imported before, with another end now
    notes: list[str] = field(default_factory=list)


@dataclass
class _Archive:
    """What is known of the actors that the list may mean."""

    by_wikidata: dict[str, Actor]
    by_name: dict[str, dict[int, Actor]]
    names: dict[int, set[str]]
    roles: Mapping[int, list[Role]]


def plan(records: Sequence[ActorRecord], choices: Mapping[str, str] | None = None) -> list[Line]:
    """A line for each record. `choices`: for a place the public id of the actor that is meant, or NEW."""
    archive = _archive(records)
    twice = {one for one, number in Counter(r.wikidata for r in records if r.wikidata).items() if number > 1}
    lines = [_line(record, archive, twice, (choices or {}).get(record.place, "")) for record in records]
    _ask_for_doubles(lines)
    for line in lines:
        _compare(line, archive)
    return lines


def count(lines: Iterable[Line]) -> dict[str, int]:
    """How many of each verdict."""
    found = Counter(line.verdict for line in lines)
    return {verdict.value: found[verdict] for verdict in Verdict}


def sign(lines: Iterable[Line]) -> str:
    """A short sign of all that would be done: what is confirmed is what was shown."""
    digest = hashlib.sha256()
    for line in lines:
        shown = (line.record.place, line.verdict, line.actor and line.actor.pk, line.names, line.wikidata, line.roles)
        digest.update(repr((shown, [(role.pk, end) for role, end in line.ends])).encode())
    return digest.hexdigest()[:16]


def _archive(records: Sequence[ActorRecord]) -> _Archive:
    identifiers = [record.wikidata for record in records if record.wikidata]
    folded = {fold_name(name) for record in records for name in (record.name, *record.names)}
    known = list(Actor.objects.filter(wikidata__in=identifiers))
    aliases = list(Alias.objects.filter(folded__in=folded).select_related("actor"))
    stands = identity.standing_of([*known, *(alias.actor for alias in aliases)])
    by_name: dict[str, dict[int, Actor]] = {}
    for alias in aliases:
        actor = stands[alias.actor_id]
        by_name.setdefault(alias.folded, {})[actor.pk] = actor
    keys = {actor.pk for actor in stands.values()}
    leads = identity.members(keys)
    names: dict[int, set[str]] = {key: set() for key in keys}
    for pk, name in Alias.objects.filter(actor__in=list(leads)).values_list("actor", "folded"):
        names[leads[pk]].add(name)
    return _Archive({a.wikidata: stands[a.pk] for a in known}, by_name, names, identity.roles(keys))


def _line(record: ActorRecord, archive: _Archive, twice: set[str], choice: str) -> Line:
    line = Line(record)
    named = list(archive.by_name.get(fold_name(record.name), {}).values())
    others = [a for name in record.names for a in archive.by_name.get(fold_name(name), {}).values()]
    line.candidates = list({actor.pk: actor for actor in (*named, *others)}.values())
    if known := archive.by_wikidata.get(record.wikidata):
        line.candidates = [known]
    if record.wikidata in twice:
        line.why = f"The list gives {record.wikidata} more than once."
    elif known:
        line.why = "" if known.kind == record.kind else f"{known.name} is a {known.get_kind_display()} here."
        line.actor = None if line.why else known
    elif len(named) > 1:
        line.why = "Several here are called so."
    elif not named and others:
        line.why = f"Another of its names is that of {others[0].name} here."
    elif named:
        line.why = _contradiction(record, named[0])
        line.actor = None if line.why else named[0]
    if line.why:
        line.verdict = Verdict.UNCLEAR
        if record.wikidata not in twice:
            _choose(line, choice, archive)
    return line


def _contradiction(record: ActorRecord, actor: Actor) -> str:
    if actor.kind != record.kind:
        return f"{actor.name} is a {actor.get_kind_display()} here."
    if record.wikidata and actor.wikidata and record.wikidata != actor.wikidata:
        return f"{actor.name} is {actor.wikidata} here, not {record.wikidata}."
    return ""


def _choose(line: Line, choice: str, archive: _Archive) -> None:
    """What an editor said of one that was asked for. An identifier that is taken cannot be given to a second."""
    chosen = next((actor for actor in line.candidates if actor.public_id == choice), None)
    if choice == NEW and line.record.wikidata not in archive.by_wikidata:
        line.verdict, line.actor = Verdict.NEW, None
    elif chosen is not None:
        line.verdict, line.actor = Verdict.CHANGED, chosen


def _ask_for_doubles(lines: Sequence[Line]) -> None:
    """Two of the list cannot silently be one of the archive."""
    meant = Counter(line.actor.pk for line in lines if line.actor and line.verdict != Verdict.UNCLEAR)
    for line in lines:
        if line.actor is not None and meant[line.actor.pk] > 1:
            line.why = f"The list has {meant[line.actor.pk]} that would be {line.actor.name}."
            line.verdict, line.actor = Verdict.UNCLEAR, None


def _compare(line: Line, archive: _Archive) -> None:
    """What would be added; an actor that gains nothing is as it is."""
    record, actor = line.record, line.actor
    if line.verdict == Verdict.UNCLEAR:
        return
    if actor is None:
        line.names, line.wikidata, line.roles = [record.name, *record.names], record.wikidata, list(record.roles)
        return
    line.names = [n for n in (record.name, *record.names) if fold_name(n) not in archive.names[actor.pk]]
    line.wikidata = record.wikidata if not actor.wikidata else ""
    if record.wikidata and actor.wikidata and record.wikidata != actor.wikidata:
        line.notes.append(f"It keeps its identifier {actor.wikidata}.")
    for role in record.roles:
        _compare_role(line, role, archive.roles.get(actor.pk, []))
    gains = line.names or line.wikidata or line.roles or line.ends
    line.verdict = Verdict.CHANGED if gains else Verdict.SAME


def _compare_role(line: Line, role: RoleRecord, known: Sequence[Role]) -> None:
    """One of the same office and beginning is that role; an end is corrected only where an import brought it."""
    lasting = [r for r in known if r.basis != Role.Basis.ATTESTED and r.start == role.start]
    alike = [r for r in lasting if _office(r) == _office(role)]
    if any(r.end == role.end for r in alike):
        return
    entered = next((r for r in alike if r.basis == Role.Basis.ENTERED), None)
    if entered is not None:
        line.notes.append(f"“{entered}” was entered by a person with another end, which stays.")
    elif alike:
        line.ends.append((alike[0], role.end))
    else:
        line.roles.append(role)


def _office(role: Role | RoleRecord) -> tuple[str, str]:
    return fold_name(role.title), fold_name(role.organisation)
