"""What was done: everything, of one object, and its undo."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts import history as log
from accounts.access import editor, person
from accounts.models import Action, ActionTarget
from actors import changes
from actors.models import Actor
from sources.actions.log import NO_UNDO
from sources.models import Source
from statements.models import GroupingConstraint, Link, Quotation, Statement
from statements.views import desk_answers

PER_PAGE = 50


@editor
@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """All actions, newest first."""
    actions = _with_undo(Action.objects.select_related("by", "undone_by__by"))
    if by := request.GET.get("by"):
        actions = actions.filter(by__username=by)
    if verb := request.GET.get("verb"):
        actions = actions.filter(Q(verb=verb) | Q(verb=f"undo: {verb}"[:40]))
    if words := request.GET.get("words", "").strip():
        actions = actions.filter(summary__icontains=words)
    page = Paginator(actions, PER_PAGE).get_page(request.GET.get("page"))
    chosen = {"by": by or "", "verb": verb or "", "words": words}
    return render(request, "history/history.html", {"page": page, "chosen": chosen, **_choices()})


def _with_undo(actions: QuerySet[Action]) -> QuerySet[Action]:
    undone = Exists(Action.objects.filter(undoes=OuterRef("pk")))
    return actions.annotate(is_undone=undone).order_by("-id")


def _choices() -> dict[str, Any]:
    verbs = Action.objects.filter(undoes__isnull=True).order_by("verb").values_list("verb", flat=True).distinct()
    people = User.objects.filter(actions__isnull=False).order_by("username").distinct()
    return {"verbs": list(verbs), "people": list(people.values_list("username", flat=True))}


@editor
@require_GET
def history_of(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """What was done to one object. Of a statement: to its wordings and their links."""
    title, address, rows = _rows(kind, public_id)
    found = changes.history_of(rows[0]) if isinstance(rows[0], Actor) else log.of(*rows).select_related("undone_by__by")
    actions = _with_undo(found)
    page = Paginator(actions, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "history/of.html", {"page": page, "title": title, "address": address, "kind": kind})


def _rows(kind: str, public_id: str) -> tuple[str, str, list[models.Model]]:
    """A heading, where the object is shown, and the rows that it is made of."""
    if kind == "statement":
        return _statement_rows(public_id)
    if kind == "source":
        source = get_object_or_404(Source, public_id=public_id)
        return source.heading(), source.get_absolute_url(), [source]
    if kind == "actor":
        actor = get_object_or_404(Actor, public_id=public_id)
        return actor.name, actor.get_absolute_url(), [actor]
    if kind == "quotation":
        quotation = get_object_or_404(Quotation, public_id=public_id)
        return quotation.exact, f"{reverse('desk')}?kind=quotations&at={public_id}", [quotation]
    if kind == "link":
        link = get_object_or_404(Link, public_id=public_id)
        return f"{link.response.exact[:100]} – {link.relation}", f"{reverse('desk')}?at={public_id}", [link]
    raise Http404


def _statement_rows(public_id: str) -> tuple[str, str, list[models.Model]]:
    statement = get_object_or_404(Statement.objects.select_related("best"), founding__public_id=public_id)
    wordings = list(statement.wordings.all())
    links = Link.objects.filter(Q(response__in=wordings) | Q(claim__in=wordings))
    constraints = GroupingConstraint.objects.filter(Q(one__in=wordings) | Q(other__in=wordings))
    return statement.best.exact, statement.get_absolute_url(), [*wordings, *links, *constraints]


@editor
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an action back, or says which later ones to take back first."""
    action = get_object_or_404(Action, pk=pk)
    refused = undo_words(action, by=person(request))
    if refused:
        messages.warning(request, refused)
    if "desk" in request.POST:
        return _at_desk(request, action, refused or f"Undone: {action.verb}.")
    if not refused:
        messages.success(request, f"Undone: {action.verb}.")
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(wanted if wanted and safe else reverse("history"))


def undo_words(action: Action, *, by: User) -> str:
    """Undoes it; "" if that worked, else in words why not."""
    if action.verb in NO_UNDO:
        return NO_UNDO[action.verb]
    try:
        with transaction.atomic():
            log.undo(action, by=by)
    except log.CannotUndo as refused:
        return _later_words(refused.later)
    except (ProtectedError, IntegrityError):
        return "This cannot be undone now: something was built on it since. Undo that first."
    return ""


def _later_words(later: list[Action]) -> str:
    if not later:
        return "This was undone already, or the text was read again or edited since. Nothing was changed."
    names = "; ".join(f"{action.verb} by {action.by} on {action.at:%d %B, %H:%M}" for action in later[:5])
    return f"Something in it was changed later. Nothing was changed now; undo first, the newest first: {names}."


def _at_desk(request: HttpRequest, action: Action, words: str) -> HttpResponse:
    """The desk at what was decided: the link if there is one, else the quotation."""
    for kind, model in (("links", Link), ("quotations", Quotation)):
        label = model._meta.label_lower
        pks = ActionTarget.objects.filter(action=action, model=label).values_list("row", flat=True)
        if row := model._default_manager.filter(pk__in=[int(pk) for pk in pks]).order_by("pk").first():
            return desk_answers.answer(request, row.public_id, words, kind=kind)
    return desk_answers.answer(request, "", words)
