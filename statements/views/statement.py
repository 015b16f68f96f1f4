"""One statement: the words, the wordings, and what became of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import reader
from statements.addresses import place_in_text
from statements.models import Quotation, Statement, Tombstone
from statements.outcomes import answers, outcomes, rejected_links, with_place
from statements.sight import Sight, sight_of
from statements.wordings import wordings


@reader
def statement(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The address of any wording leads to its statement; of one that has none, into its text.

    Of one whose text was withdrawn it says so (410), or leads to what is left of the statement.
    """
    sight = sight_of(request)
    quotation = with_place(Quotation.objects.filter(public_id=public_id)).first()
    if quotation is None:
        return _gone(request, public_id)
    if quotation.statement is None:
        return redirect(place_in_text(quotation))
    if quotation.statement.public_id != public_id:
        return redirect("statement", quotation.statement.public_id, permanent=True)
    return _page(request, quotation.statement, sight)


def _gone(request: HttpRequest, public_id: str) -> HttpResponseBase:
    left = get_object_or_404(Tombstone.objects.select_related("source", "successor"), public_id=public_id)
    if left.successor is not None:
        return redirect("statement", left.successor.public_id, permanent=True)
    return render(request, "410.html", {"source": left.source, "statement": True}, status=410)


def _page(request: HttpRequest, found: Statement, sight: Sight) -> HttpResponse:
    stack = wordings(found, sight)
    if not stack.stack and not stack.mentions:
        raise Http404("No wording of this statement may be shown.")
    links = answers([found.pk], sight)
    context: dict[str, Any] = {
        "statement": found,
        "words_first": stack.stack[0].quotation if stack.stack else stack.mentions[0],
        "words_text": stack.stack[0].text if stack.stack else stack.mentions[0].exact,
        "wordings": stack,
        "outcomes": outcomes(links.to.get(found.pk, []), sight),
        "answering": outcomes(links.by.get(found.pk, []), sight),
        "rejected": rejected_links(found) if sight.signed_in else [],
        "reports": _reports(found),
        "sight": sight,
    }
    return render(request, "statements/statement.html", context)


def _reports(found: Statement) -> list[Any]:
    """What the sources say of the occasion, where at least two of them say it differently."""
    if found.occasion is None:
        return []
    reports = list(found.occasion.reports.select_related("source__outlet").filter(source__withdrawn_at__isnull=True))
    differ = any(
        len({value for r in reports if (value := getattr(r, name))}) > 1 for name in ("venue", "said", "interviewer")
    )
    return reports if differ else []
