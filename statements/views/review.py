"""Decisions: each is one POST, answered with the card (htmx) or with a way back to it (without script).

A form with `desk` stands at the desk, and the answer is the next suggestion there. Any other form carries `next`, its
page, and the answer is the row's own buttons.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts import history as log
from accounts.access import editor, person
from accounts.models import Action
from sources.models import Source
from statements import targets
from statements.actions import review, review_speakers
from statements.actions.review_seen import Conflict
from statements.actions.structure import confirm_structure
from statements.forms import LinkForm, MendLinkForm, MendQuotationForm, NewLinkForm, SpanForm
from statements.models import Link, Quotation
from statements.views import desk_answers, reading_answers
from statements.views.history import undo_words

Row = Quotation | Link
Decide = Callable[..., Action | None]

QUOTATION: dict[str, tuple[Decide, str]] = {
    "accept": (review.accept_quotation, "Accepted."),
    "reject": (review.reject_quotation, "Rejected. Its links are hidden."),
    "pin": (review.pin, "Pinned: it stands on the timeline."),
    "unpin": (review.unpin, "The pin is out."),
}
LINK: dict[str, tuple[Decide, str]] = {
    "accept": (review.accept_link, "Accepted, with the words it rests on."),
    "reject": (review.reject_link, "Rejected."),
}


@editor
@require_POST
def decide_quotation(request: HttpRequest, public_id: str, decision: str) -> HttpResponse:
    """Accept, reject, pin or unpin."""
    act, done = QUOTATION[decision]
    return _decide(request, _quotation(public_id), done, lambda row: act(quotation=row, **_who(request)))


@editor
@require_POST
def decide_link(request: HttpRequest, public_id: str, decision: str) -> HttpResponse:
    """Accept or reject."""
    act, done = LINK[decision]
    return _decide(request, _link(public_id), done, lambda row: act(link=row, **_who(request)))


@editor
@require_POST
def undo_row(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """Takes back the newest decision on this row."""
    row: Row = _quotation(public_id) if kind == "quotation" else _link(public_id)
    newest = log.of(row).filter(undone_by__isnull=True, undoes__isnull=True).first()
    if newest is None:
        return _refuse(request, row, "There is nothing to undo here.")
    refused = undo_words(newest, by=person(request))
    return _refuse(request, row, refused) if refused else _done(request, row, "Undone.")


def _decide(request: HttpRequest, row: Row, done: str, act: Callable[[Any], Action | None]) -> HttpResponse:
    try:
        act(row)
    except Conflict as conflict:
        return _refuse(request, row, conflict_words(conflict))
    except (review.NeedsTarget, review.AlreadyThere, review.NotInText) as error:
        return _refuse(request, row, str(error))
    return _done(request, row, done)


def conflict_words(conflict: Conflict) -> str:
    """Who was faster, and what they did."""
    last = conflict.last
    if last is None:
        return "This changed since you opened it: the text was read again. Nothing of yours was saved; look at it now."
    return (
        f"{last.by} was faster ({last.verb}, {last.at:%H:%M} UTC). Nothing of yours was saved; look at it as it is now."
    )


# --- Mending and making: a page, a part of a page, and a form that answers with itself if something is wrong ----------


@editor
@require_http_methods(["GET", "POST"])
def mend_quotation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The words, the speaker, the kind."""
    quotation = _quotation(public_id)
    form = MendQuotationForm(quotation, request.POST or None)
    page = ("desk/mend_quotation.html", {"quotation": quotation})
    if request.method == "GET" or not form.is_valid():
        return _form(request, *page, form)

    def act(row: Quotation) -> Action | None:
        start, end = form.cleaned_data["span"]
        kind, speaker = form.cleaned_data["kind"], speaker_of(request, form)
        return review.mend_quotation(quotation=row, start=start, end=end, kind=kind, speaker=speaker, **_who(request))

    return _mend(request, quotation, page, form, act)


@editor
@require_http_methods(["GET", "POST"])
def mend_link(request: HttpRequest, public_id: str) -> HttpResponse:
    """The relation, how it is known, what is answered."""
    link = _link(public_id)
    form = MendLinkForm(link, request.POST or None)
    page = ("desk/mend_link.html", {"link": link, **_targets(request, link.response, link)})
    if request.method == "GET" or "search" in request.POST:
        return _form(request, *page, MendLinkForm(link))
    if not form.is_valid():
        return _form(request, *page, form)
    given = form.cleaned_data

    def act(row: Link) -> Action | None:
        return review.mend_link(
            link=row,
            relation=given["relation"],
            attribution=given["attribution"],
            claim=given["target"],
            **_who(request),
        )

    return _mend(request, link, page, form, act)


@editor
@require_http_methods(["GET", "POST"])
def new_link(request: HttpRequest, public_id: str) -> HttpResponse:
    """A link by hand, from a wording that answers."""
    quotation = _quotation(public_id)
    form = NewLinkForm(quotation, request.POST or None)
    page = ("desk/new_link.html", {"quotation": quotation, **_targets(request, quotation, None)})
    if request.method == "GET" or "search" in request.POST:
        return _form(request, *page, NewLinkForm(quotation))
    if not form.is_valid():
        return _form(request, *page, form)
    given = form.cleaned_data

    def act(row: Quotation) -> Action | None:
        return review.add_link(
            response=row,
            claim=given["target"],
            relation=given["relation"],
            attribution=given["attribution"],
            evidence=given["evidence"],
            by=person(request),
        )[1]

    return _mend(request, quotation, page, form, act)


@editor
@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirms how a text is built, and accepts its turns."""
    source = get_object_or_404(Source.objects.live(), public_id=public_id)
    confirm_structure(source=source, by=person(request))
    messages.success(request, "Confirmed: the turns of this text are accepted.")
    return HttpResponseRedirect(_page_before(request))


def _mend(
    request: HttpRequest,
    row: Row,
    page: tuple[str, dict[str, Any]],
    form: SpanForm | LinkForm,
    act: Callable[[Any], Action | None],
) -> HttpResponse:
    try:
        with transaction.atomic():
            act(row)
    except Conflict as conflict:
        return _refuse(request, row, conflict_words(conflict))
    except review.AlreadyThere:
        form.add_error(None, "That is there already, as another suggestion. Accept that one and reject this.")
    except UnclearSpeaker:
        pass  # the form says it
    if form.errors:
        return _form(request, *page, form)
    return _done(request, row, "Saved and accepted.")


class UnclearSpeaker(Exception):
    """The form has an error at its speaker."""


def speaker_of(request: HttpRequest, form: SpanForm) -> Any:
    """The speaker whom the form names, added if it says so. Raises UnclearSpeaker, with the error in the form."""
    if new := form.new_actor():
        return review_speakers.add(name=new[0], kind=new[1], by=person(request))
    found = form.found_speaker()
    if found is None:
        raise UnclearSpeaker
    return found


def _targets(request: HttpRequest, response: Quotation, link: Link | None) -> dict[str, Any]:
    words = request.POST.get("words", "").strip()
    found = targets.search(response, words) if words else targets.likely(response, link)
    return {"targets": found, "words": words, "chosen": request.POST.get("target", "")}


# --- Answers ----------------------------------------------------------------------------------------------------------


def _form(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    in_desk = "desk" in request.POST
    more = {"query": request.POST.get("desk", "")}
    more |= {name: request.POST.get(name, "") for name in ("here", "then")}
    more["reading_form"] = request.POST.get("reading", "")
    name = f"{template}#form" if request.headers.get("HX-Request") else template
    status = 422 if form.errors else 200
    return render(request, name, {**context, "form": form, "in_desk": in_desk, **more}, status=status)


def _done(request: HttpRequest, row: Row, words: str) -> HttpResponse:
    """What comes next at the desk; elsewhere the row as it is now."""
    if "desk" in request.POST:
        here = request.POST.get("here", "")
        return desk_answers.answer(request, request.POST.get("then", "") if here == row.public_id else here, words)
    if not request.headers.get("HX-Request"):
        messages.success(request, words)
        return HttpResponseRedirect(_page_before(request))
    if "reading" in request.POST and isinstance(row, Quotation):
        return reading_answers.answer(request, row, words)
    return _own_buttons(request, row)


def _refuse(request: HttpRequest, row: Row, words: str) -> HttpResponse:
    """The card or the row as it is now, with the words above."""
    messages.warning(request, words)
    if "desk" in request.POST:
        return desk_answers.answer(request, request.POST.get("here", ""), words)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(_page_before(request))
    return _own_buttons(request, row)


def _own_buttons(request: HttpRequest, row: Row) -> HttpResponse:
    row.refresh_from_db()
    kind = "quotation" if isinstance(row, Quotation) else "link"
    body = render_to_string(f"desk/{kind}_actions.html", {kind: row}, request)
    body += render_to_string("components/messages.html", {}, request)
    return HttpResponse(body, headers={"HX-Retarget": f"#decide-{row.public_id}", "HX-Reswap": "outerHTML"})


def _page_before(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and safe else reverse("desk")


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": person(request), "seen": request.POST.get("seen")}


def _quotation(public_id: str) -> Quotation:
    rows = Quotation.objects.select_related("revision__source__outlet", "speaker", "statement", "continues")
    return get_object_or_404(rows, public_id=public_id)


def _link(public_id: str) -> Link:
    ends = [f"{end}__{name}" for end in ("response", "claim") for name in ("revision", "speaker", "statement")]
    return get_object_or_404(Link.objects.select_related(*ends), public_id=public_id)
