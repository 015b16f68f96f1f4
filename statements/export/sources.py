"""The source export: what an archive is made of, a row for each text."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q

from sources.models import Revision, Source
from statements.export.pairs import published
from statements.export.statements import states
from statements.models import Quotation

COLUMNS = (
    *("id", "kind", "title", "outlet", "published", "url", "language", "file_name", "revision_sha256", "characters"),
    *("structure_confirmed", "quotations", "statements", "permalink"),
)
CHUNK = 500


def rows(state: str) -> Iterator[dict[str, Any]]:
    """Each text of the archive that was not withdrawn; "accepted": those with an accepted quotation."""
    allowed = states(state)
    found = Source.objects.live().order_by("pk")
    if state == "accepted":
        found = found.filter(Exists(Quotation.objects.filter(revision__source=OuterRef("pk"), state__in=allowed)))
    counted = Q(revisions__quotations__state__in=allowed)
    annotated = found.annotate(
        quotation_count=Count("revisions__quotations", filter=counted, distinct=True),
        statement_count=Count("revisions__quotations__statement", filter=counted, distinct=True),
    )
    counts = annotated.values_list("pk", "quotation_count", "statement_count").iterator(chunk_size=CHUNK)
    while chunk := list(islice(counts, CHUNK)):
        texts = Source.objects.select_related("outlet").in_bulk([pk for pk, _, _ in chunk])
        for pk, quotations, statements in chunk:
            yield _row(texts[pk], quotations, statements)


def _row(source: Source, quotations: int, statements: int) -> dict[str, Any]:
    revision = Revision.objects.filter(source=source).order_by("-number").first()
    return {
        "id": source.public_id,
        "kind": source.kind,
        "title": source.heading(),
        "outlet": source.outlet.name if source.outlet else None,
        "published": published(source) or None,
        "url": source.url or None,
        "language": source.language,
        "file_name": source.file_name or None,
        "revision_sha256": revision.sha256 if revision else None,
        "characters": len(revision.text) if revision else 0,
        "structure_confirmed": source.structure_confirmed_at is not None,
        "quotations": quotations,
        "statements": statements,
        "permalink": f"{settings.SITE_URL}{source.get_absolute_url()}",
    }
