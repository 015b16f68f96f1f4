"""Adding texts, and putting right what is known about them. Reading them is in `statements`."""

from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import pages
from accounts.access import editor, person
from sources import duplicates, preview, readers, tasks
from sources.actions import confirm, edit, intake, revise, withdraw
from sources.forms import AddForm, ConfirmForm, SourceForm, WithdrawForm
from sources.models import Intake, Source

UNREAD = (Intake.State.RECEIVED, Intake.State.READING)
OPEN = (*UNREAD, Intake.State.READY, Intake.State.FAILED)
PER_PAGE = 50
HEAVY = ("original", "text", "proposal")
# By field, what can be filled in by a button: {"value", "reason"}.
Candidates = dict[str, list[dict[str, str]]]
Form = TypeVar("Form", bound=SourceForm)


@editor
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """One field that takes a paste or files. What is typed wrongly beside a text is put right in its preview."""
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form.full_clean()
        if form.has_text() and not form.has_error("text"):
            return _received(request, form)
        for refusal in form.refused():
            form.add_error("documents", refusal)
        if not form.has_error("documents") and not form.has_error("text"):
            form.add_error("text", "Paste a text here, or choose files.")
    return render(request, "sources/add.html", {"form": form, "candidates": {}})


def _received(request: HttpRequest, form: AddForm) -> HttpResponse:
    came = _store(form, by=person(request))
    tasks.enqueue(i.pk for i in came)
    for refusal in form.refused():
        messages.error(request, refusal)
    if len(came) == 1:
        return redirect(came[0])
    messages.success(request, f"{len(came)} texts are stored and are being read.")
    return redirect("intakes")


def _store(form: AddForm, *, by: User) -> list[Intake]:
    text, files = form.cleaned_data.get("text", ""), form.cleaned_data.get("documents", [])
    typed = form.typed(several=len(files) + bool(text.strip()) > 1)
    came = []
    if text.strip():
        data = text.encode("utf-8", "replace")
        method = Intake.Method.PASTE
        came.append(intake.receive(data=data, method=method, media_type=readers.PASTE, typed=typed, by=by))
    for file, media_type in files:
        came.append(
            intake.receive(
                data=file.read(),
                method=Intake.Method.UPLOAD,
                media_type=media_type,
                file_name=file.name,
                typed=typed,
                by=by,
            )
        )
    return came


@editor
@require_GET
def intakes(request: HttpRequest) -> HttpResponse:
    """What was handed in and is not yet in the archive, the newest first."""
    waiting = Intake.objects.filter(state__in=OPEN).select_related("handed_in_by").defer(*HEAVY)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unfinished": any(i.state in UNREAD for i in page)}
    return pages.page_or_part(request, "sources/intakes.html", "list", context)


@editor
@require_GET
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The preview: what was recognised. While it is being read, the page asks again by itself."""
    return _preview(request, _intake(public_id))


@editor
@require_POST
def fill(request: HttpRequest, public_id: str) -> HttpResponse:
    """Fills a field with what was inferred: `use` is the field and the number of the candidate, "published 0"."""
    waiting = _intake(public_id)
    if waiting.revises_id is not None:
        return redirect(waiting)
    data, field = _filled(request, _candidates(waiting))
    return _preview(request, waiting, _focused(ConfirmForm(data), field), part="known")


def _filled(request: HttpRequest, candidates: Candidates) -> tuple[QueryDict, str]:
    """What was typed, with the candidate that was asked for in its field; and which field that is ("" for none)."""
    data = request.POST.copy()
    field, _, number = data.get("use", "").partition(" ")
    found = candidates.get(field, [])
    if not number.isdecimal() or int(number) >= len(found):
        return data, ""
    data[field] = found[int(number)]["value"]
    return data, field


def _focused(form: Form, field: str) -> Form:
    """The button that was pressed goes with the form; the keyboard stays at the field that it filled."""
    if field:
        form.fields[field].widget.attrs["autofocus"] = True
    return form


@editor
@require_POST
def confirm_intake(request: HttpRequest, public_id: str) -> HttpResponse:
    """Makes a source of it, which is then read for quotations."""
    waiting = _intake(public_id)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _preview(request, waiting, form)
    try:
        source = confirm.confirm(intake=waiting, by=person(request), typed=form.cleaned_data)
    except confirm.NotReady:
        messages.warning(request, "This text cannot be added now; see below why.")
        return redirect(waiting)
    except confirm.Duplicate as duplicate:
        field, why = _say(duplicate)
        form.add_error(field, why)
        return _preview(request, waiting, form)
    messages.success(request, f"“{source}” is in the archive.")
    return redirect(_next_page(source))


def _say(duplicate: confirm.Duplicate) -> tuple[str, str]:
    if duplicate.same_outlet:
        return "outlet", f"{duplicate} from this outlet. If another outlet ran it, name that outlet; else discard this."
    if duplicate.source.withdrawn_at:
        return "copy", "This text was withdrawn on request. Tick this only if that was settled."
    return "copy", f"{duplicate} If this is another outlet's copy, tick this; else discard it."


def _next_page(source: Source) -> str:
    """Where an editor sees it being read for quotations; a text that is not English is not, and is shown."""
    if source.language.startswith("en"):
        return reverse("source_job", args=[source.public_id])
    return source.get_absolute_url()


@editor
@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lays an intake aside."""
    waiting = _intake(public_id)
    if intake.discard(intake=waiting, by=person(request)):
        messages.success(request, f"“{waiting}” was discarded.")
        return redirect("intakes")
    messages.warning(request, "It is in the archive already, and was not discarded.")
    return redirect(waiting)


@editor
@require_POST
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Has a failed intake read again."""
    waiting = _intake(public_id)
    if intake.retry(intake=waiting, by=person(request)):
        tasks.enqueue([waiting.pk])
    return redirect(waiting)


def _intake(public_id: str) -> Intake:
    found = Intake.objects.select_related("source", "revises__outlet", "handed_in_by").defer("original")
    return get_object_or_404(found, public_id=public_id)


def _candidates(waiting: Intake) -> Candidates:
    """What can be filled in by a button, by field."""
    proposal = waiting.proposal or {}
    return {
        "title": proposal.get("titles", []),
        **{name: proposal.get(name, []) for name in ("outlet", "published", "url")},
    }


def _preview(
    request: HttpRequest, waiting: Intake, form: ConfirmForm | None = None, *, part: str = "state"
) -> HttpResponse:
    context: dict[str, Any] = {"intake": waiting, "unfinished": waiting.state in UNREAD}
    if waiting.state == Intake.State.READY and waiting.revises is not None:
        context |= {
            "preview": preview.of(waiting, whole="whole" in request.GET),
            "edited": preview.edited(waiting, waiting.revises, title=revise.new_title(waiting)),
        }
    elif waiting.state == Intake.State.READY:
        context |= {
            "form": form or _form(waiting),
            "candidates": _candidates(waiting),
            "preview": preview.of(waiting, whole="whole" in request.GET),
            "duplicates": duplicates.of(waiting),
        }
    elif part != "state":
        return redirect(waiting)
    return pages.page_or_part(request, "sources/intake.html", part, context)


def _form(waiting: Intake) -> ConfirmForm:
    """With what is known; what was typed wrongly beside the text bears its error from the start."""
    known = confirm.known(waiting)
    checked = ConfirmForm({**known, "free": ""})
    return ConfirmForm(initial=known) if checked.is_valid() else checked


@editor
@require_http_methods(["GET", "POST"])
def edit_source(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is known about a source; its text is never changed."""
    source = _source(public_id)
    candidates = _inferred(source)
    form = SourceForm(request.POST or None, initial=_known(source))
    if "use" in request.POST:
        data, field = _filled(request, candidates)
        form = _focused(SourceForm(data), field)
    elif request.method == "POST" and form.is_valid():
        if edit.edit(source=source, by=person(request), typed=form.cleaned_data):
            messages.success(request, "Saved. The history keeps what it was before.")
        return redirect(source)
    context = {"form": form, "source": source, "candidates": candidates}
    return pages.page_or_part(request, "sources/edit.html", "known", context)


def _inferred(source: Source) -> Candidates:
    found = {
        "published": {"value": source.published_inferred, "reason": source.published_reason},
        "outlet": {"value": source.outlet_inferred, "reason": source.outlet_reason},
    }
    return {name: [candidate] for name, candidate in found.items() if candidate["value"]}


def _known(source: Source) -> dict[str, Any]:
    names = ("kind", "title", "published", "url", "language", "note", "free")
    return {name: getattr(source, name) for name in names} | {"outlet": source.outlet.name if source.outlet else ""}


@editor
@require_http_methods(["GET", "POST"])
def withdraw_source(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes a text out for good, once the editor has said why."""
    source = _source(public_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw.withdraw(source=source, by=person(request), reason=form.cleaned_data["reason"])
        return redirect(source)
    return render(request, "sources/withdraw.html", {"form": form, "source": source})


def _source(public_id: str) -> Source:
    return get_object_or_404(Source.objects.live().select_related("outlet"), public_id=public_id)
