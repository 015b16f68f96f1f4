"""What it costs to add one text to an archive: queries, and the shared buffers that all of them touched.

A text goes the whole way: handed in, read, confirmed, taken in, positions compared. Only what the language
pipeline finds in it is given: the pipeline does not know the archive. Buffers are those hit and those read, as EXPLAIN
(ANALYZE, BUFFERS) counts them, summed by pg_stat_statements over every statement of the transactions, those of triggers
and of the checks at the commit included. Queries are those that the program sends, but for savepoints.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.models import Count, Q

from extraction.types import Document, Extraction, Link, Span, Speaker
from extraction.types import Quotation as Found
from sources import readers
from sources.actions import intake
from statements.actions import extract, ingest
from statements.models import Link as StoredLink
from statements.models import Quotation

PRELOADED = ("shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=all")
OURS = """
    FROM pg_stat_statements JOIN pg_database ON pg_database.oid = dbid
    WHERE toplevel AND datname = current_database() AND query NOT LIKE '%pg_stat_statements%'"""
TOTAL = f"SELECT sum(shared_blks_hit + shared_blks_read) {OURS}"
HEAVIEST = f"SELECT shared_blks_hit + shared_blks_read, calls, query {OURS} ORDER BY 1 DESC LIMIT 15"


@dataclass
class Cost:
    """Of one text."""

    queries: int
    buffers: int
    heaviest: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass
class Written:
    """A text with what is in it; stands in for extraction.pipeline.Pipeline."""

    text: str
    published: str
    quotations: list[Found]
    links: list[Link]
    version: str = "invented"

    def extract(self, document: Document) -> Extraction:
        """What was written into it."""
        return Extraction(document.id, self.version, "article", None, (), tuple(self.quotations), tuple(self.links))


class _Queries:
    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.number += "SAVEPOINT" not in sql
        return execute(sql, params, many, context)


def measure(number: int, seed: int) -> list[Cost]:
    """Adds so many texts, and one before them that is not counted: it fills this connection's own caches."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    chance = random.Random(seed)
    texts = [_write(n, chance) for n in range(number + 1)]
    return [_add(text) for text in texts][1:]


def _add(written: Written) -> Cost:
    queries = _Queries()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_statements_reset()")
    with patch.object(extract, "_pipeline", lambda: written), connection.execute_wrapper(queries):
        typed = {"outlet": "Cost Courier", "published": written.published, "title": "Added"}
        data = written.text.encode()
        received = intake.receive(data=data, method="paste", media_type=readers.PASTE, typed=typed, by_itself=True)
        ingest.process(received.pk)
        (outcome,) = ingest.outcomes([received.pk])
    if outcome.bad or not outcome.over or "is in the archive" not in outcome.words:
        raise RuntimeError(outcome.words)
    with connection.cursor() as cursor:
        cursor.execute(TOTAL)
        total = int(cursor.fetchone()[0])
        cursor.execute(HEAVIEST)
        return Cost(queries.number, total, [(int(b), int(c), " ".join(q.split())) for b, c, q in cursor.fetchall()])


def _write(number: int, chance: random.Random) -> Written:
    """What was said in the archive is said again: by the most-quoted actor and four others, one by surname alone.
    One of them answers the first within the text, one what somebody is named to have said elsewhere.
    """
    said = [_any_of(chance, Q(speaker=most_quoted()))]
    for _ in range(4):
        said.append(_any_of(chance, ~Q(speaker__in=[q.speaker_id for q in said])))
    names = [q.speaker_name for q in said]
    names[4] = names[4].split()[-1]
    lines = [f"“{q.exact} number {number},” said {name}." for q, name in zip(said, names, strict=True)]
    named = StoredLink.objects.exclude(sought={}).order_by("pk")[chance.randrange(100)].sought
    starts = [sum(len(line) + 2 for line in lines[:n]) + 1 for n in range(5)]
    quotations = [
        Found(start, start + line.index("”") - 2, "direct", speaker=Speaker(name, "person"), confidence=0.8)
        for start, line, name in zip(starts, lines, names, strict=True)
    ]
    lines.append(f"{names[3]} finds hollow what {named['names'][0]} said, that {named['words']}.")
    text = "\n\n".join(lines)
    start = text.rindex(" that ") + len(" that ")
    other = Speaker(named["names"][0], "person")
    quotations.append(Found(start, len(text) - 1, "indirect", speaker=other, mention=True))
    links = [_answer(quotations, 1, 0), _answer(quotations, 3, 5)]
    published = said[0].revision.source.published
    return Written(text, published, quotations, links)


def _answer(quotations: list[Found], response: int, claim: int) -> Link:
    own = quotations[response]
    return Link("critiques", "own", claim, response, (Span(own.start, own.end),), "it judges", 0.7)


def _any_of(chance: random.Random, those: Q) -> Quotation:
    """The only wording of a statement: another number of wordings would take another number of queries."""
    rows = Quotation.objects.filter(those, kind="direct")
    first = chance.randrange(rows.order_by("-pk")[0].pk)
    near = rows.filter(pk__gte=first).select_related("revision__source").order_by("pk")
    return next(q for q in near[:100] if q.statement and q.statement.wordings.count() == 1)


def most_quoted() -> int:
    """The key of the actor with most quotations."""
    rows = Quotation.objects.values("speaker").annotate(number=Count("pk")).order_by("-number")
    return int(rows[0]["speaker"])
