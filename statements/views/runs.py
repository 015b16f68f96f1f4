"""The job page: how far a text is read, what was found, and what to do when it failed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import editor
from accounts.pages import page_or_part
from sources.models import Source
from statements import tasks
from statements.actions import extract
from statements.models import ExtractionRun

PER_PAGE = 50
OPEN = [ExtractionRun.State.QUEUED, ExtractionRun.State.RUNNING]
COUNTS = {"quotations": "quotations", "links": "links", "statements": "statements", "actors": "new speakers"}


@editor
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """What is being read, what failed, and what was read lately."""
    found = ExtractionRun.objects.select_related("revision__source", "asked_by").defer("revision__text")
    state = request.GET.get("state", "")
    if state in ExtractionRun.State.values:
        found = found.filter(state=state)
    page = Paginator(found.order_by("-id"), PER_PAGE).get_page(request.GET.get("page"))
    states = ExtractionRun.State.choices
    return render(request, "runs/runs.html", {"page": page, "state": state, "states": states})


@editor
@require_GET
def run(request: HttpRequest, public_id: str) -> HttpResponse:
    """One job. While it is going, its part asks again by itself; when it is over, it no longer does."""
    found = get_object_or_404(
        ExtractionRun.objects.select_related("revision__source", "asked_by").defer("revision__text"),
        public_id=public_id,
    )
    counts = [(words, found.counts[name]) for name, words in COUNTS.items() if name in found.counts]
    context = {"run": found, "source": found.revision.source, "going": found.state in OPEN, "counts": counts}
    return page_or_part(request, "runs/run.html", "job", context)


@editor
@require_POST
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reads the text again. What an editor decided stays as it is."""
    failed = get_object_or_404(ExtractionRun, public_id=public_id)
    again = extract.retry(run=failed, by=request.user)
    tasks.run_extraction.delay(again.pk)
    return redirect(again)


@editor
@require_GET
def source_job(_request: HttpRequest, public_id: str) -> HttpResponse:
    """The newest job of a text; of a text that was never read, the list of jobs."""
    source = get_object_or_404(Source, public_id=public_id)
    newest = ExtractionRun.objects.filter(revision__source=source).order_by("-id").first()
    return redirect(newest) if newest else redirect("runs")
