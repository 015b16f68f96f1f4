"""What an editor enters about an actor: each form is one POST, answered with the page again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import editor, person
from accounts.models import Action
from actors import directory, identity
from actors.actions import mend, merge
from actors.forms import ActorForm, NameForm, RoleForm
from actors.models import Actor, Alias, Role

NOTHING = "Nothing changed: it was so already."
SAVED = "Saved. What is said under these names follows. The history below can undo it."


@editor
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new actor. Somebody of that name is shown first: a second of the same name is asked for each time."""
    form = ActorForm(request.POST or None, initial={"name": request.GET.get("name", ""), "kind": "person"})
    others: list[Actor] = []
    if request.method == "POST" and form.is_valid():
        others = identity.called(form.cleaned_data["name"])
        if not others or "another" in request.POST:
            try:
                made = mend.add_actor(by=person(request), **form.cleaned_data)
                return redirect(made)
            except mend.CannotChange as refused:
                form.add_error("wikidata", str(refused))
    status = 422 if form.errors or others else 200
    return render(request, "actors/add.html", {"form": form, "others": others}, status=status)


@editor
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name, kind and identifier; with the other names and the roles below."""
    actor = _actor(public_id)
    if request.method == "GET":
        return _page(request, actor)
    form = ActorForm(request.POST)
    if form.is_valid() and _done(
        request,
        form,
        lambda: mend.edit_actor(actor=actor, by=person(request), seen=_seen(request), **form.cleaned_data),
    ):
        return redirect(actor)
    return _page(request, Actor.objects.get(pk=actor.pk), form=form)


@editor
@require_POST
def add_name(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more name."""
    actor = _actor(public_id)
    form = NameForm(request.POST, auto_id="name-%s")
    if form.is_valid() and _done(
        request, form, lambda: mend.add_name(actor=actor, by=person(request), name=form.cleaned_data["name"])
    ):
        return _back(actor, "names")
    return _page(request, actor, name_form=form)


@editor
@require_POST
def remove_name(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Takes a name away."""
    actor = _actor(public_id)
    alias = get_object_or_404(Alias, pk=pk, actor__in=identity.keys(actor))
    _say(request, lambda: mend.remove_name(alias=alias, by=person(request)))
    return _back(actor, "names")


@editor
@require_POST
def add_role(request: HttpRequest, public_id: str) -> HttpResponse:
    """A role."""
    actor = _actor(public_id)
    form = RoleForm(request.POST, auto_id="role-%s")
    if form.is_valid() and _done(
        request, form, lambda: mend.add_role(actor=actor, by=person(request), values=form.values())
    ):
        return _back(actor, "roles")
    return _page(request, actor, role_form=form)


@editor
@require_http_methods(["GET", "POST"])
def role(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """A role put right."""
    actor = _actor(public_id)
    found = get_object_or_404(Role, pk=pk, actor__in=identity.keys(actor))
    initial = {name: getattr(found, name) for name in mend.RoleValues.__annotations__}
    form = RoleForm(request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(
            request,
            form,
            lambda: mend.edit_role(role=found, by=person(request), values=form.values(), seen=_seen(request)),
        )
    ):
        return _back(actor, "roles")
    context = {"actor": actor, "role": found, "form": form, "seen": mend.fingerprint(Role.objects.get(pk=pk))}
    return render(request, "actors/role.html", context, status=422 if form.errors else 200)


@editor
@require_POST
def remove_role(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Takes a role away."""
    actor = _actor(public_id)
    found = get_object_or_404(Role, pk=pk, actor__in=identity.keys(actor))
    _say(request, lambda: mend.remove_role(role=found, by=person(request)))
    return _back(actor, "roles")


@editor
@require_POST
def part(request: HttpRequest, public_id: str) -> HttpResponse:
    """An actor that is part of another stands by itself again."""
    actor = get_object_or_404(Actor, public_id=public_id)
    _say(request, lambda: merge.part(actor=actor, by=person(request)))
    return redirect(identity.standing(Actor.objects.get(pk=actor.pk)))


# --- What the views above share ---------------------------------------------------------------------------------------


def _actor(public_id: str) -> Actor:
    """The actor that stands for the one asked for."""
    return identity.standing(get_object_or_404(Actor.objects.select_related("merged_into"), public_id=public_id))


def _seen(request: HttpRequest) -> str | None:
    return request.POST.get("seen")


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], Action | None]) -> bool:
    """Whether it was done; else the form says why not."""
    try:
        with transaction.atomic():
            action = act()
    except mend.Conflict as conflict:
        form.add_error(None, conflict_words(conflict))
        return False
    except mend.CannotChange as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, SAVED if action else NOTHING)
    return True


def _say(request: HttpRequest, act: Callable[[], Action | None]) -> None:
    try:
        with transaction.atomic():
            act()
    except (mend.CannotChange, merge.CannotMerge) as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, SAVED)


def conflict_words(conflict: mend.Conflict) -> str:
    """Who was faster, and what to do."""
    last = conflict.last
    who = f"{last.by} was faster ({last.verb}, {last.at:%H:%M} UTC)" if last else "This changed since you opened it"
    return f"{who}. Nothing of yours was saved; what stands here now is theirs, and yours is in the fields."


def _back(actor: Actor, part: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('actor_edit', args=[actor.public_id])}#{part}")


def _page(request: HttpRequest, actor: Actor, **bound: forms.Form) -> HttpResponse:
    initial = {"name": actor.name, "kind": actor.kind, "wikidata": actor.wikidata}
    context: dict[str, Any] = {
        "actor": actor,
        "form": ActorForm(initial=initial),
        "name_form": NameForm(auto_id="name-%s"),
        "role_form": RoleForm(auto_id="role-%s", initial={"title": request.GET.get("role", "")}),
        "aliases": identity.aliases(actor),
        "roles": identity.roles([actor.pk])[actor.pk],
        "namesakes": directory.namesakes(actor),
        "seen": mend.fingerprint(actor),
    }
    wrong = any(form.errors for form in bound.values())
    return render(request, "actors/edit.html", context | bound, status=422 if wrong else 200)
