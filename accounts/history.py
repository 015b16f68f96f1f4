"""The action log: what a person did, row by row, and its undo.

    with history.record("accept quotation", by=user) as record:
        record.touch(quotation)
        quotation.state = State.ACCEPTED
        quotation.save()

A model names in `unlogged_fields` what is derived: it is neither compared nor restored.
"""

import json
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


def _stored(model: type[models.Model], pk: Any, *, lock: bool = False) -> models.Model | None:
    rows = model._base_manager.filter(pk=pk)
    return (rows.select_for_update() if lock else rows).first()


class Record:
    """Collects the rows that one action touches."""

    def __init__(self) -> None:
        self.before: dict[Key, Values | None] = {}
        self.summary = ""
        self.action: Action | None = None  # set when the block ends, if anything changed

    def touch(self, *rows: models.Model) -> None:
        """Call before a row is changed or deleted; locks it, so that two people cannot overwrite each other."""
        for row in rows:
            key = (row._meta.label_lower, row.pk)
            if key not in self.before:
                stored = _stored(type(row), row.pk, lock=True)
                self.before[key] = snapshot(stored) if stored else None

    def made(self, *rows: models.Model) -> None:
        """Call after a row was made."""
        for row in rows:
            self.before.setdefault((row._meta.label_lower, row.pk), None)

    def changes(self) -> list[dict[str, Any]]:
        """What differs between then and now, in the order of the touches."""
        found = []
        for (label, pk), before in self.before.items():
            stored = _stored(apps.get_model(label), pk)
            after = snapshot(stored) if stored else None
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
        rows = [_check_unchanged(change, action) for change in action.changes]
        for change, row in zip(reversed(action.changes), reversed(rows), strict=True):
            _put_back(change, row)
        reverse = [{**c, "before": c["after"], "after": c["before"]} for c in action.changes]
        done = _write(f"undo: {action.verb}"[:40], action.summary, by, reverse, undoes=action)
        undone.send(sender=Action, action=action, rows=list(_existing(action.changes)))
    return done


def _check_unchanged(change: dict[str, Any], action: Action) -> models.Model | None:
    row = _stored(apps.get_model(change["model"]), change["pk"], lock=True)
    if (snapshot(row) if row else None) != change["after"]:
        raise CannotUndo(_later(action))
    return row


def _later(action: Action) -> list[Action]:
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
    else:
        model._base_manager.filter(pk=row.pk).update(**{k: v for k, v in values.items() if not fields[k].primary_key})


def _existing(changes: Iterable[dict[str, Any]]) -> Iterator[models.Model]:
    for change in changes:
        row = _stored(apps.get_model(change["model"]), change["pk"])
        if row is not None:
            yield row
