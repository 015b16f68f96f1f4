"""Moving quotations to another actor: tick them, say whose they are, look, confirm."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import editor, person
from actors import directory, identity
from actors.actions import mend
from actors.models import Actor
from sources.models import Source
from statements import unclear
from statements.actions import move
from statements.models import Quotation
from statements.outcomes import with_place
from statements.vocabulary import State

A_PAGE = 50
OFFERED = 8
SAMPLES = 12
NEW = "new"


@editor
@require_http_methods(["GET", "POST"])
def move_from(request: HttpRequest, public_id: str) -> HttpResponse:
    """The actor's quotations to tick (GET); what would move, and to whom (POST); the move itself (POST with `to`)."""
    found = get_object_or_404(Actor.objects.select_related("merged_into"), public_id=public_id)
    actor = identity.standing(found)
    if request.method == "GET":
        return _list(request, actor)
    chosen = _chosen(request, actor)
    if not chosen:
        return _list(request, actor, "Tick at least one quotation, or all of a text.")
    try:
        rows = move.whole(chosen)
    except move.TooMany as refused:
        return _list(request, actor, str(refused))
    if "to" not in request.POST:
        return _preview(request, actor, rows)
    target = _target(request)
    if isinstance(target, str):
        return _preview(request, actor, rows, target)
    moved = move.move(quotations=chosen, to=target, by=person(request))
    words = f"Moved to {target.name}. The history can undo it." if moved else f"They are {target.name}'s already."
    messages.success(request, words)
    return redirect(target)


def _spoken(actor: Actor) -> QuerySet[Quotation]:
    """What can be ticked: whole utterances."""
    spoken = Quotation.objects.filter(speaker__in=identity.keys(actor), derived=False, continues__isnull=True)
    return spoken.exclude(state=State.REJECTED).filter(revision__source__withdrawn_at__isnull=True)


def _list(request: HttpRequest, actor: Actor, refused: str = "") -> HttpResponse:
    words = request.GET.get("words", "").strip()[:200]
    shown = _spoken(actor).filter(part_of__isnull=True)
    if words:
        shown = shown.filter(Q(exact__icontains=words) | Q(revision__source__title__icontains=words))
    ordered = with_place(shown).order_by("-revision__source__published_latest", "-revision__source", "start")
    page: Page[Quotation] = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    ticked = set(request.POST.getlist("quotation"))
    context = {"actor": actor, "page": page, "words": words, "refused": refused, "ticked": ticked}
    context |= {"who": request.POST.get("who", ""), "whole": request.POST.getlist("source")}
    return render(request, "actors/move.html", context, status=422 if refused else 200)


def _chosen(request: HttpRequest, actor: Actor) -> list[Quotation]:
    ticked = Q(public_id__in=request.POST.getlist("quotation")[:1000])
    whole = Q(revision__source__public_id__in=request.POST.getlist("source")[:200])
    return list(_spoken(actor).filter(ticked | whole).order_by("pk")[: move.MOST + 1])


def _preview(request: HttpRequest, actor: Actor, rows: Sequence[Quotation], refused: str = "") -> HttpResponse:
    name = " ".join(request.POST.get("who", "").split())[:200]
    named = directory.named(name).order_by("name") if name else Actor.objects.none()
    exact = identity.called(name) if name else []
    offered = {one.pk: one for one in [*exact, *named[: OFFERED + 1]] if one.pk != actor.pk}
    samples = with_place(Quotation.objects.filter(pk__in=[row.pk for row in rows])).order_by("pk")
    context: dict[str, Any] = {
        "actor": actor,
        "who": name,
        "offered": list(offered.values())[:OFFERED],
        "ticked": request.POST.getlist("quotation"),
        "whole": request.POST.getlist("source"),
        "number": len(rows),
        "accepted": sum(row.state == State.ACCEPTED for row in rows),
        "texts": len({row.revision_id for row in rows}),
        "samples": list(samples[:SAMPLES]),
        "kinds": Actor.Kind.choices,
        "kind": request.POST.get("kind") or actor.kind,
        "to": request.POST.get("to", ""),
        "refused": refused,
    }
    return render(request, "actors/move_preview.html", context, status=422 if refused else 200)


def _target(request: HttpRequest) -> Actor | str:
    """The actor chosen, or made; else words why not."""
    wanted, name = request.POST["to"], " ".join(request.POST.get("new_name", "").split())[:200]
    if wanted != NEW:
        found = Actor.objects.filter(public_id=wanted).select_related("merged_into").first()
        return identity.standing(found) if found else "Choose whose they are."
    kind = request.POST.get("kind", "")
    if kind not in Actor.Kind.values or not any(letter.isalnum() for letter in name) or "\0" in name:
        return "Write the name of the new actor, and say what it is."
    return mend.add_actor(name=name, kind=kind, by=person(request))


@editor
def which_one(request: HttpRequest) -> HttpResponse:
    """Names that several bear, each with the few who may be meant."""
    page, cases = unclear.cases(request.GET.get("page"))
    return render(request, "actors/which_one.html", {"page": page, "cases": cases})


@editor
@require_POST
def choose_one(request: HttpRequest) -> HttpResponse:
    """Whom a name means in one text: all of its words there."""
    actor = get_object_or_404(Actor.objects.select_related("merged_into"), public_id=request.POST.get("actor", ""))
    source = get_object_or_404(Source.objects.live(), public_id=request.POST.get("source", ""))
    rows = unclear.nobodys().filter(speaker_name=request.POST.get("name", ""), revision__source=source)
    try:
        with transaction.atomic():
            done = move.move(quotations=rows, to=actor, by=person(request))
    except move.TooMany as refused:
        messages.warning(request, str(refused))
    else:
        said = f"In “{source.heading()}” that is {actor.name}. The history of {actor.name} can undo it."
        messages.success(request, said if done else "Somebody was faster: that is decided already.")
    return redirect("which_one")
