"""How a decision made in the reading view is answered: with the text as it is then, and the next question beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from statements import targets
from statements.forms import NewLinkForm
from statements.models import Quotation
from statements.views import reading

TEXT = "statements/reading.html#text"


def answer(request: HttpRequest, quotation: Quotation, words: str, *, answers: bool = False) -> HttpResponse:
    """The part of the text that holds the quotation. `answers`: beside it, the form for what the quotation answers."""
    context: dict[str, Any] = reading.context(request, quotation.revision.source, quotation.start)
    if answers:
        more = {"quotation": quotation, "form": NewLinkForm(quotation), "targets": targets.likely(quotation)}
        context |= {**more, "asks": True, "reading_form": True, "words": "", "chosen": ""}
    body = render_to_string(TEXT, {**context, "announce": words}, request)
    body += render_to_string("components/messages.html", {}, request)
    return HttpResponse(body, headers={"HX-Retarget": "#text", "HX-Reswap": "outerHTML show:none"})
