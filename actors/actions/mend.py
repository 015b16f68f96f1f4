"""What an editor enters or puts right about an actor: its name, its other names, its roles.

Every function logs one Action, which can be undone. `seen` is what the editor had before their eyes (`fingerprint`): if
it is otherwise by now, the function raises Conflict and changes nothing.
"""

import hashlib
import json
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import models

from accounts import history
from accounts.models import Action
from actors import changes, identity
from actors.actions import names
from actors.models import Actor, Alias, Role
from actors.names import fold_name


class Conflict(Exception):
    """The row is no longer as the editor saw it; `last` is the action that changed it, None if the machine did."""

    def __init__(self, last: Action | None) -> None:
        super().__init__("Somebody changed this after you opened it.")
        self.last = last


class CannotChange(Exception):
    """In words for an editor; `other` is the actor that stands in the way, where one does."""

    def __init__(self, words: str, other: Actor | None = None) -> None:
        super().__init__(words)
        self.other = other


@dataclass(frozen=True)
class RoleValues:
    """What an editor enters of a role; dates in EDTF, empty where unknown or still held."""

    title: str
    organisation: str = ""
    start: str = ""
    end: str = ""


def fingerprint(row: Actor | Role) -> str:
    """A short sign of what a form shows of the row."""
    return hashlib.sha256(json.dumps(history.snapshot(row), sort_keys=True).encode()).hexdigest()[:16]


def add_actor(*, name: str, kind: str, by: User, wikidata: str = "") -> Actor:
    """A new actor, accepted, called by this name. Whoever is called so already is another one. Raises CannotChange."""
    _refuse_wikidata(wikidata, None)
    with history.record("add actor", by=by, summary=name) as record:
        actor = Actor.objects.create(
            name=name, kind=kind, wikidata=wikidata, state=Actor.State.ACCEPTED, made_by=by, vouched=True
        )
        _vouch(record, *identity.called(name))
        record.made(actor, Alias.objects.create(actor=actor, name=name, folded=fold_name(name)))
    changes.announce([record.action])
    return actor


def edit_actor(
    *, actor: Actor, by: User, name: str, kind: str, wikidata: str, seen: str | None = None
) -> Action | None:
    """Name, kind and identifier. The former name stays one by which it is called. Raises Conflict, CannotChange."""
    with history.record("edit actor", by=by, summary=name) as record:
        _lock(record, actor, seen)
        _refuse_wikidata(wikidata, actor)
        actor.name, actor.kind, actor.wikidata, actor.vouched = name, kind, wikidata, True
        actor.save()
        if fold_name(name) not in {alias.folded for alias in actor.aliases.all()}:
            _adopt(record, actor, name)
            record.made(Alias.objects.create(actor=actor, name=name, folded=fold_name(name)))
    changes.announce([record.action])
    return record.action


def add_name(*, actor: Actor, name: str, by: User) -> Action | None:
    """One more name by which texts call the actor. Raises CannotChange."""
    folded = fold_name(name)
    if not folded:
        raise CannotChange("A name needs a letter.")
    if there := next((alias for alias in identity.aliases(actor) if alias.folded == folded), None):
        raise CannotChange(f"{actor.name} is called so already: {there.name}.")
    with history.record("add name", by=by, summary=f"{actor.name}: {name}") as record:
        _vouch(record, actor)
        _adopt(record, actor, name)
        record.made(Alias.objects.create(actor=actor, name=name, folded=folded))
    changes.announce([record.action])
    return record.action


def remove_name(*, alias: Alias, by: User) -> Action | None:
    """Takes a name away. Raises CannotChange for the name under which the actor stands."""
    actor = alias.actor
    if alias.folded == fold_name(actor.name):
        raise CannotChange("That is the name under which it stands here. Give it another name first.")
    with history.record("remove name", by=by, summary=f"{actor.name}: {alias.name}") as record:
        _vouch(record, actor)
        record.touch(alias)
        alias.delete()
    changes.announce([record.action])
    return record.action


def add_role(*, actor: Actor, values: RoleValues, by: User) -> Action | None:
    """A role that the editor knows of. Raises CannotChange."""
    role = Role(actor=actor, basis=Role.Basis.ENTERED, **vars(values))
    _refuse_double(role)
    with history.record("add role", by=by, summary=f"{actor.name}: {role}") as record:
        _vouch(record, actor)
        role.save()
        record.made(role)
    changes.announce([record.action])
    return record.action


def edit_role(*, role: Role, values: RoleValues, by: User, seen: str | None = None) -> Action | None:
    """Puts a role right; what was imported is entered from then on. Raises Conflict, CannotChange."""
    with history.record("edit role", by=by) as record:
        _lock(record, role, seen)
        _refuse_attested(role)
        for name, value in vars(values).items():
            setattr(role, name, value)
        role.basis = Role.Basis.ENTERED
        record.summary = f"{role.actor.name}: {role}"
        _refuse_double(role)
        role.save()
    changes.announce([record.action])
    return record.action


def remove_role(*, role: Role, by: User) -> Action | None:
    """Takes a role away. Raises CannotChange for one that a text attests."""
    _refuse_attested(role)
    with history.record("remove role", by=by, summary=f"{role.actor.name}: {role}") as record:
        record.touch(role)
        role.delete()
    changes.announce([record.action])
    return record.action


def _lock(record: history.Record, row: models.Model, seen: str | None) -> None:
    record.touch(row)
    row.refresh_from_db()
    assert isinstance(row, Actor | Role)
    if seen is not None and seen != fingerprint(row):
        raise Conflict(history.of(row).first())


def _vouch(record: history.Record, *actors: Actor) -> None:
    """Whoever enters a name or a role knows who this is."""
    record.touch(*actors)
    Actor.objects.filter(pk__in=[actor.pk for actor in actors], vouched=False).update(vouched=True)


def _adopt(record: history.Record, actor: Actor, name: str) -> None:
    """Whom the machine made of this very name is this actor. The machine would unite them, too, but no undo parts
    what it unites.
    """
    others = [one for one in identity.called(name) if names.is_machine_made(one) and one.kind == actor.kind]
    for other in others:
        if other.pk != actor.pk:
            record.touch(other)
            Actor.objects.filter(pk=other.pk).update(merged_into=actor)


def _refuse_wikidata(wikidata: str, actor: Actor | None) -> None:
    other = Actor.objects.current().filter(wikidata=wikidata).first() if wikidata else None
    if other is not None and other != actor:
        raise CannotChange(f"{wikidata} is {other.name} already. If the two are one, merge them.", other)


def _refuse_double(role: Role) -> None:
    same = {name: getattr(role, name) for name in ("actor", "title", "organisation", "start", "end", "basis")}
    if Role.objects.filter(**same, attested_in=role.attested_in).exclude(pk=role.pk).exists():
        raise CannotChange("That role is entered already, with these dates.")


def _refuse_attested(role: Role) -> None:
    if role.basis == Role.Basis.ATTESTED:
        raise CannotChange("This stands in a text. Enter the role with its dates beside it: what is entered counts.")
