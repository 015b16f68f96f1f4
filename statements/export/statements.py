"""The statement export: each statement with all its wordings and links (contract 2)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from actors import identity
from actors.dates import bounds
from statements.export.roles import role_then
from statements.models import Evidence, Link, Quotation, Statement
from statements.vocabulary import State

CHUNK = 200
COLUMNS = (
    *("id", "speaker", "speaker_role", "text", "kind", "said", "venue", "wordings", "links_in", "links_out"),
    *("source_id", "source_title", "outlet", "start", "end", "permalink"),
)
Row = dict[str, Any]


def selection(state: str) -> QuerySet[Statement]:
    """Statements with a wording in the state: "accepted", or "all" (suggested ones too)."""
    wordings = Quotation.objects.filter(statement=OuterRef("pk"), state__in=states(state))
    return Statement.objects.filter(Exists(wordings), best__revision__source__withdrawn_at__isnull=True)


def states(state: str) -> list[str]:
    """The states that a selection lets through; what a person rejected is never exported."""
    return [State.ACCEPTED.value] if state == State.ACCEPTED else [State.ACCEPTED.value, State.SUGGESTED.value]


def rows(state: str) -> Iterator[Row]:
    """A row of contract 2 for each statement, in an order that stays."""
    related = ("actor", "occasion", "founding", "best__revision__source__outlet")
    whole = Statement.objects.select_related(*related).defer("best__revision__text")
    stream = selection(state).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        found = whole.in_bulk(chunk)
        yield from _rows([found[number] for number in chunk if number in found], states(state))


def flat(row: Row) -> Row:
    """A row as a spreadsheet holds it: the best wording, and numbers in the place of lists."""
    best = row["best"]
    counts = {name: len(row[name]) for name in ("links_in", "links_out")}
    return {**row, **counts, "wordings": len(row["quotations"]), **best}


def _rows(statements: Sequence[Statement], allowed: Sequence[str]) -> Iterator[Row]:
    ids = [s.pk for s in statements]
    wordings = _wordings(ids, allowed)
    links = _links(ids, allowed)
    roles = identity.roles({s.actor_id for s in statements if s.actor_id})
    for s in statements:
        yield {
            "id": s.public_id,
            "speaker": (s.actor.name if s.actor else s.best.speaker_name) or None,
            "speaker_role": role_then(roles[s.actor_id or 0], s.best.revision.source, bounds(s.said)) or None,
            "text": s.best.exact,
            "said": s.said or None,
            "venue": (s.occasion.venue if s.occasion else "") or None,
            "permalink": f"{settings.SITE_URL}{s.get_absolute_url()}",
            "quotations": [quotation(q) for q in wordings[s.pk]],
            "links_out": [_link(row, "claim") for row in links["response"][s.pk]],
            "links_in": [_link(row, "response") for row in links["claim"][s.pk]],
            "best": _best(s),
        }


def _best(s: Statement) -> Row:
    source = s.best.revision.source
    return {
        "kind": s.best.kind,
        "source_id": source.public_id,
        "source_title": source.heading(),
        "outlet": source.outlet.name if source.outlet else "",
        "start": s.best.start,
        "end": s.best.end,
    }


def quotation(q: Quotation) -> Row:
    """One wording as contract 2 has it."""
    source = q.revision.source
    return {
        "source_id": source.public_id,
        "source_file": source.file_name or None,
        "source_title": source.heading(),
        "revision_sha256": q.revision.sha256,
        "start": q.start,
        "end": q.end,
        "exact": q.exact,
        "kind": q.kind,
        "speaker": (identity.standing(q.speaker).name if q.speaker else q.speaker_name) or None,
        "reporter": (identity.standing(q.reporter).name if q.reporter else q.reporter_name) or None,
        "said": q.said or None,
        "state": q.state,
        "confidence": q.confidence,
        "distorted": q.distorted,
    }


def _wordings(ids: Sequence[int], allowed: Sequence[str]) -> dict[int, list[Quotation]]:
    found: dict[int, list[Quotation]] = defaultdict(list)
    rows = Quotation.objects.filter(statement__in=ids, state__in=allowed)
    people = ("speaker__merged_into", "reporter__merged_into")
    related = rows.select_related(*people, "revision__source").defer("revision__text")
    for q in related.order_by("revision", "start", "-end"):
        if q.statement_id is not None:
            found[q.statement_id].append(q)
    return found


def _links(ids: Sequence[int], allowed: Sequence[str]) -> dict[str, dict[int, list[Link]]]:
    found: dict[str, dict[int, list[Link]]] = {"claim": defaultdict(list), "response": defaultdict(list)}
    near = Q(claim__statement__in=ids) | Q(response__statement__in=ids)
    sides = [f"{side}__statement__{name}" for side in found for name in ("actor", "founding", "best")]
    rows = Link.objects.standing().filter(near, state__in=allowed).select_related(*sides).order_by("pk")
    for row in rows.prefetch_related("evidence__revision__source"):
        for side, by_statement in found.items():
            end = getattr(row, side).statement_id
            if end in ids:
                by_statement[end].append(row)
    return found


def _link(row: Link, side: str) -> Row:
    other = getattr(row, side).statement
    return {
        "id": row.public_id,
        "relation": row.relation,
        "attribution": row.attribution,
        "state": row.state,
        "other": other.public_id,
        "other_speaker": (other.actor.name if other.actor else other.best.speaker_name) or None,
        "confidence": None if row.made_by_id else row.confidence,
        "reason": row.reason or None,
        "evidence": [_evidence(e) for e in row.evidence.all()],
    }


def _evidence(e: Evidence) -> Row:
    source = e.revision.source
    return {
        "source_id": source.public_id,
        "source_file": source.file_name or None,
        "start": e.start,
        "end": e.end,
        "exact": e.exact,
    }
