"""Search."""

from django.http import HttpRequest, HttpResponse

from accounts.access import reader
from accounts.pages import page_or_part
from statements.search import find
from statements.sight import sight_of


@reader
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = find(text, sight_of(request), request.GET.get("page")) if text else None
    return page_or_part(request, "statements/search.html", "results", {"q": text, "found": found})
