"""The reading view: the text as text, with what was said highlighted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts import shortcuts
from accounts.access import reader
from sources.models import Source
from statements.reading import excerpted, read, revision_of
from statements.sight import sight_of


@reader
def reading(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole text for signed-in readers and of free sources; else accepted quotations with a few words around."""
    source = get_object_or_404(Source.objects.select_related("outlet"), public_id=public_id)
    if source.withdrawn_at:
        return render(request, "410.html", {"source": source}, status=410)
    return render(request, "statements/reading.html", context(request, source, _offset(request)))


def context(request: HttpRequest, source: Source, at: int) -> dict[str, Any]:
    """What the page shows: the part of the text in which the offset `at` lies, or excerpts."""
    sight = sight_of(request)
    revision = revision_of(source)
    whole = sight.signed_in or source.free
    shown: dict[str, Any] = {"source": source, "sight": sight, "whole": whole, "shortcuts": shortcuts.are_on(request)}
    if revision and whole:
        return {**shown, "reading": read(revision, sight, at)}
    return {**shown, "excerpts": excerpted(revision, sight) if revision else []}


def _offset(request: HttpRequest) -> int:
    at = request.GET.get("at", "")
    return int(at) if at.isascii() and at.isdecimal() and len(at) < 10 else 0
