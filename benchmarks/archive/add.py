"""What it costs to add one text to an archive: queries, and shared buffers by EXPLAIN (ANALYZE, BUFFERS) of each.

Each text goes the way of every text but for the reading, which does not know the archive: its extraction is given. All
is rolled back. The text repeats a statement of the most-quoted actor, quotes four others, and answers one of them.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from extraction.types import Extraction, Link, Span, Speaker
from extraction.types import Quotation as Found
from sources.models import Outlet, Revision, Segment, Source
from statements.actions import extract, group
from statements.models import Quotation

PLAN = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) "


@dataclass
class Counted:
    """Queries and the shared buffers that they touched; with the heaviest ones."""

    queries: int = 0
    buffers: int = 0
    heavy: list[tuple[int, str]] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.split(" ", 1)[0].strip().upper() in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
            self.queries += 1
            self._explain(sql, params)
        return execute(sql, params, many, context)

    def _explain(self, sql: str, params: Any) -> None:
        """Done once for the figures and taken back, then done."""
        with connection.connection.cursor() as cursor:
            cursor.execute("SAVEPOINT counted")
            cursor.execute(PLAN + sql, params)
            plan = cursor.fetchone()[0][0]["Plan"]
            cursor.execute("ROLLBACK TO SAVEPOINT counted")
        here = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        self.buffers += here
        self.heavy.append((here, " ".join(sql.split())[:150]))


def cost(number: int, *, verbose: bool) -> Counted:
    """The mean cost of a text, over so many texts; prints a line for each, and where it is verbose the heaviest."""
    found = []
    for n in range(number):
        counted = _add(n)
        found.append(counted)
        print(f"  text {n}: {counted.queries} queries, {counted.buffers:,} buffers", flush=True)
        for here, sql in sorted(counted.heavy, reverse=True)[: 12 if verbose else 0]:
            print(f"    {here:7,} {sql}")
    return Counted(max(one.queries for one in found), sum(one.buffers for one in found) // len(found), found[-1].heavy)


def _add(number: int) -> Counted:
    """One text is taken in, counted and taken back."""
    counted = Counted()
    with transaction.atomic():
        revision, extraction = _text(number)
        run = extract.request(revision=revision, by=None)
        with connection.execute_wrapper(counted):
            group.hold()
            extract.take_in(run=run, extraction=extraction)
        transaction.set_rollback(True)
    return counted


def _text(number: int) -> tuple[Revision, Extraction]:
    """Words said in the archive, said again: the n-th statement of the most-quoted actor and four others' words."""
    rows = Quotation.objects.filter(kind="direct").select_related("revision__source").order_by("pk")
    most = _most_quoted()
    own = rows.filter(speaker=most)[5 + number]
    others = list(rows.exclude(speaker=most)[number * 50 : number * 50 + 400 : 100])
    said = [own, *others]
    lines = [f"“{q.exact} again,” said {q.speaker_name}." for q in said]
    text = "\n\n".join(lines)
    source = Source(title=f"Added {number}", outlet=Outlet.objects.order_by("pk").first(), kind="article")
    source.set_published(own.revision.source.published)
    source.save()
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    revision = Revision.objects.create(source=source, text=text, sha256=sha256)
    quotations, at = [], 0
    for q, line in zip(said, lines, strict=True):
        Segment.objects.create(revision=revision, kind="paragraph", start=at, end=at + len(line))
        end = at + 1 + len(q.exact) + len(" again")
        quotations.append(Found(at + 1, end, "direct", speaker=Speaker(q.speaker_name, "person"), confidence=0.8))
        at += len(line) + 2
    proofs = [(Span(q.start, q.end),) for q in quotations]
    answer = Link("critiques", "own", None, 1, proofs[1], "it judges", 0.7)
    named = Found(quotations[0].start, quotations[0].end, "indirect", speaker=quotations[0].speaker, mention=True)
    about = Link(
        "critiques", "own", len(quotations), 2, (Span(quotations[2].start, quotations[2].end),), "it judges", 0.7
    )
    return revision, Extraction(
        source.public_id, "invented", "article", None, (), (*quotations, named), (answer, about)
    )


def _most_quoted() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT speaker_id FROM statements_quotation WHERE speaker_id IS NOT NULL"
            " GROUP BY speaker_id ORDER BY count(*) DESC LIMIT 1"
        )
        return int(cursor.fetchone()[0])
