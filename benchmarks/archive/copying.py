"""Rows into tables by COPY, with keys of our own; indexes are built when all rows are there."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, models
from django.utils import timezone
from psycopg import Copy

_keys: Counter[type[models.Model]] = Counter()


def copy(rows: Sequence[models.Model]) -> None:
    """Writes rows of one model, which get their keys by it, and keep them. Nothing is checked: see `unchecked`."""
    if not rows:
        return
    fields = [field for field in type(rows[0])._meta.concrete_fields if not field.generated]
    names = [field.attname for field in fields]
    now = timezone.now()
    dated = [
        field.attname for field in fields if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", 0)
    ]
    as_json = [n for n, field in enumerate(fields) if isinstance(field, models.JSONField)]
    number(rows)
    with _copying(type(rows[0]), names) as out:
        for row in rows:
            values = {**row.__dict__, **dict.fromkeys(dated, now)}
            line = [values[name] for name in names]
            for n in as_json:
                line[n] = json.dumps(line[n]) if line[n] is not None else None
            out.write_row(line)


def copy_values(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Writes rows of a model that has no key of its own, given as values of these fields."""
    with _copying(model, names) as out:
        for row in rows:
            out.write_row(row)


@contextmanager
def _copying(model: type[models.Model], names: Sequence[str]) -> Iterator[Copy]:
    columns = {field.attname: f'"{field.column}"' for field in model._meta.concrete_fields}
    listed = ", ".join(columns[name] for name in names)
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({listed}) FROM STDIN") as out:
        yield out


def number(rows: Sequence[models.Model]) -> None:
    """Gives rows of one model their keys, so that others can lead to them before they are written."""
    for row in rows:
        if row.pk is None:
            _keys[type(row)] += 1
            row.pk = _keys[type(row)]


@contextmanager
def unchecked(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """An empty database that is filled: without triggers and foreign keys, and without indexes until it is full."""
    names = [model._meta.db_table for model in tables]
    _keys.clear()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        indexes = _indexes(names)
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        for model in _keys:
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key, _keys[model]])
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def _indexes(tables: Sequence[str]) -> list[tuple[str, str]]:
    """Name and definition of each that no constraint needs; one of a table in parts is that of all of them."""
    query = """
        SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_class AS t ON t.oid = i.indrelid
        WHERE t.relname = ANY(%s) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
        ORDER BY 1"""
    with connection.cursor() as cursor:
        cursor.execute(query, [list(tables)])
        return [(str(name), str(definition).replace(" ON ONLY ", " ON ")) for name, definition in cursor.fetchall()]
