"""Merging: which way, what comes along, what speaks against it; then one button."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import editor, person
from actors import directory
from actors.actions import merge
from actors.actions.mend import fingerprint
from actors.models import Actor
from statements import actor_weight

OFFERED = 12


@editor
@require_http_methods(["GET", "POST"])
def merge_actor(request: HttpRequest, public_id: str) -> HttpResponse:
    """Search for the other one, look at both, merge. Nothing happens before the button is pressed."""
    actor = get_object_or_404(Actor.objects.select_related("merged_into"), public_id=public_id)
    into = _into(request)
    if request.method == "POST" and into is not None:
        refused = _merge(request, actor, into)
        if not refused:
            messages.success(request, f"{actor.name} is part of {into.name} now. The history below can undo it.")
            return redirect(into)
        messages.warning(request, refused)
        actor.refresh_from_db()
        into.refresh_from_db()
    context = {"actor": actor, "q": request.GET.get("q", "").strip()[:200], **_choice(request, actor)}
    return render(request, "actors/merge.html", context | (_preview(actor, into) if into else {}))


def _into(request: HttpRequest) -> Actor | None:
    wanted = request.POST.get("into") or request.GET.get("into")
    if not wanted:
        return None
    return get_object_or_404(Actor.objects.select_related("merged_into"), public_id=wanted)


def _merge(request: HttpRequest, actor: Actor, into: Actor) -> str:
    """Does it; else says why not."""
    if request.POST.get("seen") != _seen(actor, into):
        return "One of the two changed since you opened this page. Nothing was merged; look at both as they are now."
    if actor_weight.conflicts(actor, into) and "all-the-same" not in request.POST:
        return "Something speaks against it. Nothing was merged: say below that you have seen it."
    try:
        with transaction.atomic():
            merge.merge(actor=actor, into=into, by=person(request))
    except merge.CannotMerge as refused:
        return str(refused)
    return ""


def _choice(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Whom it may be part of: by the name searched for, else those of the same name, else of a like one."""
    text = request.GET.get("q", "").strip()[:200]
    if text:
        found = list(directory.named(text).exclude(pk=actor.pk).order_by("name")[:OFFERED])
    else:
        like = directory.named(actor.name).exclude(pk=actor.pk).order_by("name")[:OFFERED]
        found = list({one.pk: one for one in [*directory.namesakes(actor), *like]}.values())[:OFFERED]
    return {"others": found}


def _preview(actor: Actor, into: Actor) -> dict[str, Any]:
    return {
        "into": into,
        "refusal": merge.refusal(actor, into),
        "moving": actor_weight.weight(actor),
        "staying": actor_weight.weight(into),
        "conflicts": actor_weight.conflicts(actor, into),
        "seen": _seen(actor, into),
    }


def _seen(actor: Actor, into: Actor) -> str:
    return fingerprint(actor) + fingerprint(into)
