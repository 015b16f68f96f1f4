"""The first page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import open_to_all
from statements import home as archive
from statements.sight import sight_of


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    """For everybody: what the product is. What the archive holds only for readers."""
    sight = sight_of(request)
    may_read = sight.signed_in or not settings.READING_NEEDS_LOGIN
    context = {
        "may_read": may_read,
        "corrections": archive.latest_corrections(sight) if may_read else [],
        "counts": archive.counts(sight) if may_read else None,
        "waiting": archive.waiting() if sight.editor else None,
    }
    return render(request, "statements/home.html", context)
