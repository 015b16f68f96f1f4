"""An older text of a source, as it stood before it was edited."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import reader
from sources.models import Revision, Source
from statements.reading import excerpted, read
from statements.sight import sight_of


@reader
def revision(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The newest one has the source's own address."""
    source = get_object_or_404(Source.objects.select_related("outlet"), public_id=public_id)
    if source.withdrawn_at:
        return render(request, "410.html", {"source": source}, status=410)
    older = get_object_or_404(Revision.objects.defer("text", "sketch"), source=source, number=number)
    if not older.superseded:
        return redirect(source)
    sight = sight_of(request)
    context = {"source": source, "revision": older, "sight": sight}
    if sight.signed_in or source.free:
        at = request.GET.get("at", "")
        context["reading"] = read(older, sight, int(at) if at.isascii() and at.isdecimal() and len(at) < 10 else 0)
    else:
        context["excerpts"] = excerpted(older, sight)
    return render(request, "statements/revision.html", context)
