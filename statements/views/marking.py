"""Quotations by hand: words selected in the reading view, or named by their first and last on a page of their own."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import editor, person
from sources.models import Source
from statements import marks
from statements.actions import review
from statements.addresses import place_in_text
from statements.forms import MarkForm
from statements.models import Quotation
from statements.views import reading_answers
from statements.views.review import UnclearSpeaker, speaker_of

MARKED = "Marked and accepted."


@editor
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, public_id: str) -> HttpResponse:
    """Words of a text that the machine left out. With `answers`, the next question is what they answer."""
    source = get_object_or_404(Source.objects.live(), public_id=public_id)
    revision = source.revisions.order_by("-number")[0]
    given = request.POST if request.method == "POST" else request.GET
    form = MarkForm(revision, request.POST or None, start=_number(given, "start"), end=_number(given, "end"))
    if request.method == "GET" or not form.is_valid():
        return _form(request, source, form)
    try:
        quotation = _mark(request, form)
    except UnclearSpeaker:
        return _form(request, source, form)
    return _marked(request, quotation)


def _number(given: QueryDict, name: str) -> int:
    value = given.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0


def _form(request: HttpRequest, source: Source, form: MarkForm) -> HttpResponse:
    part = "#form" if request.headers.get("HX-Request") else ""
    answers = request.POST.get("answers", request.GET.get("answers", ""))
    names = marks.names([form.revision.pk])
    context = {"source": source, "form": form, "answers": answers, "names": names}
    return render(request, f"desk/mark.html{part}", context, status=422 if form.errors else 200)


def _mark(request: HttpRequest, form: MarkForm) -> Quotation:
    user, given = person(request), form.cleaned_data
    start, end = given["span"]
    with transaction.atomic():
        return review.add_quotation(
            revision=form.revision,
            start=start,
            end=end,
            speaker=speaker_of(request, form),
            kind=given["kind"],
            by=user,
        )[0]


def _marked(request: HttpRequest, quotation: Quotation) -> HttpResponse:
    """In the text, the text with the new mark; else a way back to it, or on to what the words answer."""
    quotation = Quotation.objects.select_related("revision__source", "statement", "speaker").get(pk=quotation.pk)
    if request.headers.get("HX-Request"):
        return reading_answers.answer(request, quotation, MARKED, answers=bool(request.POST.get("answers")))
    messages.success(request, MARKED)
    place = place_in_text(quotation)
    if request.POST.get("answers"):
        return redirect(f"{reverse('link_new', args=[quotation.public_id])}?next={place.split('#')[0]}")
    return redirect(place)
