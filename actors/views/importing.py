"""A list of actors from elsewhere: handed in, looked at, confirmed. Nothing is written before that."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import editor, person
from actors.actions import take_list
from actors.forms import ListForm
from actors.importing import plan, reading
from actors.importing.plan import Verdict
from actors.importing.records import Unreadable
from actors.models import ActorImport

SHOWN = 100  # lines of a verdict; of those to be decided all that a form holds
MOST_CHOICES = 300
OTHER_NOW = "Somebody changed actors meanwhile. Nothing was written yet; this is what would be done now."


@editor
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """One file."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["document"]
        try:
            handed_in = take_list.hand_in(content=file.read(), file_name=file.name, by=person(request))
            return redirect(handed_in)
        except Unreadable as problem:
            form.add_error("document", str(problem))
    recent = ActorImport.objects.select_related("by").defer("content")[:10]
    context = {"form": form, "recent": recent}
    return render(request, "actors/import.html", context, status=422 if form.errors else 200)


@editor
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, public_id: str) -> HttpResponse:
    """What would be done; done when it is confirmed, once."""
    handed_in = get_object_or_404(ActorImport, public_id=public_id)
    if request.method == "POST" and handed_in.done_at is None:
        choices = {name.removeprefix("choice-"): str(value) for name, value in request.POST.items() if value}
        seen = request.POST.get("seen", "")
        try:
            take_list.confirm(handed_in=handed_in, choices=choices, seen=seen, by=person(request))
            messages.success(request, "Done. The history can undo it.")
            return redirect(handed_in)
        except take_list.OtherNow:
            messages.warning(request, OTHER_NOW)
    if handed_in.done_at is not None:
        return render(request, "actors/import_done.html", {"handed_in": handed_in})
    return render(request, "actors/import_plan.html", {"handed_in": handed_in, **_plan(handed_in)})


def _plan(handed_in: ActorImport) -> dict[str, Any]:
    found = reading.read(bytes(handed_in.content))
    lines = plan.plan(found.actors)
    most = {verdict: MOST_CHOICES if verdict == Verdict.UNCLEAR else SHOWN for verdict in Verdict}
    of_each = {verdict: [line for line in lines if line.verdict == verdict] for verdict in Verdict}
    parts = [
        {"verdict": verdict.value, "label": verdict.label, "number": len(group), "lines": group[: most[verdict]]}
        for verdict, group in of_each.items()
        if verdict != Verdict.SAME
    ]
    return {
        "parts": parts,
        "counts": plan.count(lines),
        "problems": found.problems,
        "notes": found.notes,
        "seen": plan.sign(lines),
        "writes": any(line.verdict != Verdict.SAME for line in lines),
    }
