"""The action log: what a person did, row by row, and its undo.

    with history.record("accept quotation", by=user) as record:
        record.touch(quotation)
        quotation.state = State.ACCEPTED
        quotation.save()

A model names in `unlogged_fields` what is derived: it is neither compared nor restored. In `carried_fields` it names
what the machine may carry along after a person acted (where words stand, when their text is edited): that is compared
and restored only where the action itself changed it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.dispatch import Signal

from accounts.models import Action, ActionTarget

Values = dict[str, Any]
Key = tuple[str, Any]

# Sent inside the transaction of an undo, before anything is put back, with `action`: a receiver that knows of something
# built on it since raises CannotUndo.
undoing = Signal()
# Sent inside the transaction of an undo, with `action` (the one undone) and `rows` (those restored that still exist).
undone = Signal()


class CannotUndo(Exception):
    """Rows were changed since: `later` lists the actions to undo first (newest first; may be empty)."""

    def __init__(self, later: list[Action]) -> None:
        super().__init__("Something in it was changed later.")
        self.later = later


def _logged_fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    derived: frozenset[str] = getattr(model, "unlogged_fields", frozenset())
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in derived and not field.generated and not isinstance(field, models.BinaryField)
    ]


def snapshot(row: models.Model) -> Values:
    """The row's logged values as JSON holds them."""
    values = {field.attname: getattr(row, field.attname) for field in _logged_fields(type(row))}
    loaded: Values = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return loaded


def _stored(keys: Iterable[Key], *, lock: bool = False) -> dict[Key, models.Model]:
    """The rows that are there: one query for each model, whatever their number; locked in one order."""
    pks: dict[str, list[Any]] = defaultdict(list)
    for label, pk in keys:
        pks[label].append(pk)
    found: dict[Key, models.Model] = {}
    for label in sorted(pks):
        rows = apps.get_model(label)._base_manager.filter(pk__in=pks[label]).order_by("pk")
        found |= {(label, row.pk): row for row in (rows.select_for_update() if lock else rows)}
    return found


class Record:
    """Collects the rows that one action touches."""

    def __init__(self) -> None:
        self.before: dict[Key, Values | None] = {}
        self.summary = ""
        self.action: Action | None = None  # set when the block ends, if anything changed

    def touch(self, *rows: models.Model) -> None:
        """Call before a row is changed or deleted; locks it, so that two people cannot overwrite each other."""
        keys = [key for row in rows if (key := (row._meta.label_lower, row.pk)) not in self.before]
        stored = _stored(keys, lock=True)
        for key in keys:
            self.before[key] = snapshot(stored[key]) if key in stored else None

    def made(self, *rows: models.Model) -> None:
        """Call after a row was made."""
        for row in rows:
            self.before.setdefault((row._meta.label_lower, row.pk), None)

    def changes(self) -> list[dict[str, Any]]:
        """What differs between then and now, in the order of the touches."""
        found = []
        stored = _stored(self.before)
        for (label, pk), before in self.before.items():
            row = stored.get((label, pk))
            after = snapshot(row) if row else None
            if before != after:
                found.append({"model": label, "pk": pk, "before": before, "after": after})
        return found


@contextmanager
def record(verb: str, *, by: User | None, summary: str = "") -> Iterator[Record]:
    """One transaction; logs an Action at its end if a touched row changed. `by` None: the installation itself."""
    with transaction.atomic():
        log = Record()
        log.summary = summary
        yield log
        if changes := log.changes():
            log.action = _write(verb, log.summary, by, changes)


def _write(verb: str, summary: str, by: User | None, changes: list[dict[str, Any]], **more: Any) -> Action:
    action = Action.objects.create(verb=verb, summary=summary[:300], by=by, changes=changes, **more)
    ActionTarget.objects.bulk_create([ActionTarget(action=action, model=c["model"], row=str(c["pk"])) for c in changes])
    return action


def of(*rows: models.Model) -> models.QuerySet[Action]:
    """The actions that touched any of the rows, newest first."""
    wanted = models.Q(pk__in=[])
    for row in rows:
        wanted |= models.Q(targets__model=row._meta.label_lower, targets__row=str(row.pk))
    return Action.objects.filter(wanted).distinct().select_related("by", "undone_by")


def undo(action: Action, *, by: User) -> Action:
    """Puts back what the action changed. Raises CannotUndo if a row was changed since, or it is undone already."""
    with transaction.atomic():
        action = Action.objects.select_for_update().get(pk=action.pk)
        if Action.objects.filter(undoes=action).exists():
            raise CannotUndo([])
        undoing.send(sender=Action, action=action)
        rows = _unchanged(action)
        for change, row in zip(reversed(action.changes), reversed(rows), strict=True):
            _put_back(change, row)
        reverse = [{**c, "before": c["after"], "after": c["before"]} for c in action.changes]
        done = _write(f"undo: {action.verb}"[:40], action.summary, by, reverse, undoes=action)
        undone.send(sender=Action, action=action, rows=_existing(action.changes))
    return done


def _unchanged(action: Action) -> list[models.Model | None]:
    """The rows of its changes. Raises CannotUndo unless each is as the action left it."""
    stored = _stored(map(_key, action.changes), lock=True)
    rows = [stored.get(_key(change)) for change in action.changes]
    for change, row in zip(action.changes, rows, strict=True):
        now, after = (snapshot(row) if row else None), change["after"]
        left_out = _carried(change)
        if _without(now, left_out) != _without(after, left_out):
            raise CannotUndo(later_than(action))
    return rows


def _key(change: dict[str, Any]) -> Key:
    return change["model"], change["pk"]


def _carried(change: dict[str, Any]) -> frozenset[str]:
    """The columns of a change that the machine may have carried along since, if the action left them alone."""
    model = apps.get_model(change["model"])
    names: frozenset[str] = getattr(model, "carried_fields", frozenset())
    columns = frozenset(str(model._meta.get_field(name).attname) for name in names)
    before, after = change["before"], change["after"]
    changed = before and after and any(before.get(name) != after.get(name) for name in columns)
    return frozenset() if changed else columns


def _without(values: Values | None, names: frozenset[str]) -> Values | None:
    return values and {name: value for name, value in values.items() if name not in names}


def later_than(action: Action) -> list[Action]:
    """The actions since on the same rows that nobody took back, newest first."""
    wanted = models.Q(pk__in=[])
    for change in action.changes:
        wanted |= models.Q(targets__model=change["model"], targets__row=str(change["pk"]))
    later = Action.objects.filter(wanted, pk__gt=action.pk, undone_by__isnull=True, undoes__isnull=True)
    return list(later.distinct().select_related("by"))


def _put_back(change: dict[str, Any], row: models.Model | None) -> None:
    model = apps.get_model(change["model"])
    if change["before"] is None:
        if row is not None:
            row.delete()
        return
    fields = {field.attname: field for field in _logged_fields(model)}
    values = {name: fields[name].to_python(v) for name, v in change["before"].items() if name in fields}
    if row is None:
        model._base_manager.create(**values)
        return
    kept = _carried(change)
    values = {k: v for k, v in values.items() if not fields[k].primary_key and k not in kept}
    model._base_manager.filter(pk=row.pk).update(**values)


def _existing(changes: Iterable[dict[str, Any]]) -> list[models.Model]:
    return list(_stored(map(_key, changes)).values())
