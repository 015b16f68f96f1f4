"""The desk: one suggestion at a time, the same as a list, and what waits for its original."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import shortcuts
from accounts.access import editor, person
from accounts.pages import page_or_part
from statements import desk as desk_reads
from statements import queue, targets
from statements.forms import MendLinkForm, MendQuotationForm, NewLinkForm, QueueForm
from statements.models import Link, Quotation

PAGE = "desk/desk.html"
PER_LIST = 20


@editor
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What to decide next, or the suggestion that `at` names."""
    return page_or_part(request, PAGE, "review", context(request, request.GET, at=request.GET.get("at", "")))


def context(request: HttpRequest, filters: QueryDict, *, at: str = "", announce: str = "") -> dict[str, Any]:
    """Everything the desk shows. `filters` are those of its address."""
    form = QueueForm(filters)
    wanted = form.wanted()
    walk = queue.walk(wanted)
    card = desk_reads.card(wanted, walk, at)
    query = query_of(filters)
    return {
        **_frame(form, query),
        "card": card,
        "total": len(walk) if len(walk) < queue.WALK else queue.rows(wanted).count(),
        "here": card.row.public_id if card else "",
        "then": card.after if card else "",
        "mends": _mends(card.row) if card else [],
        "last": desk_reads.last_action(person(request)),
        "shortcuts": shortcuts.are_on(request),
        "announce": announce,
    }


def _frame(form: QueueForm, query: str) -> dict[str, Any]:
    return {
        "form": form,
        "query": query,
        "narrowed": bool(query),
        "desk_url": reverse("desk"),
        "list_url": reverse("desk_list"),
        "add_url": reverse("add"),
    }


def query_of(filters: QueryDict) -> str:
    """The filters that are set, as an address has them."""
    return urlencode({name: filters[name] for name in QueueForm.base_fields if filters.get(name)})


def part(request: HttpRequest, filters: QueryDict, *, at: str, announce: str) -> str:
    """The part of the desk that is swapped, as a reload of its address would show it."""
    return render_to_string(f"{PAGE}#review", context(request, filters, at=at, announce=announce), request)


def _mends(row: Link | Quotation) -> list[dict[str, Any]]:
    """The forms under a card, each folded, with the keys that open it."""
    if isinstance(row, Quotation):
        return [
            _mend_quotation(row, "Mend the words or the speaker", "es"),
            {
                **_mend("new", "Link it to what it answers", "l", "desk/new_link_form.html", NewLinkForm(row)),
                "quotation": row,
                "targets": targets.likely(row),
            },
        ]
    ends = [_mend_quotation(row.response, "Mend the answer's words or speaker", "es")]
    if row.claim is not None:
        ends.append(_mend_quotation(row.claim, "Mend the words or speaker of what it answers", ""))
    link = _mend("link", "Mend the relation or what it answers", "l", "desk/mend_link_form.html", MendLinkForm(row))
    return [*ends, {**link, "link": row, "targets": targets.likely(row.response, row)}]


def _mend(name: str, title: str, keys: str, template: str, form: Any) -> dict[str, Any]:
    more: dict[str, Any] = {"quotation": None, "link": None, "targets": []}
    return {"id": name, "title": title, "keys": keys, "template": template, "form": form, **more}


def _mend_quotation(quotation: Quotation, title: str, keys: str) -> dict[str, Any]:
    template = "desk/mend_quotation_form.html"
    mend = _mend(quotation.public_id, title, keys, template, MendQuotationForm(quotation))
    return {**mend, "quotation": quotation}


@editor
@require_GET
def desk_list(request: HttpRequest) -> HttpResponse:
    """The queue as a list, to decide on several of those in view at once."""
    form = QueueForm(request.GET)
    wanted = form.wanted()
    texts = [f"{end}revision__text" for end in _ends(wanted.kind)]
    rows = queue.rows(wanted).select_related(*_shown(wanted.kind)).defer(*texts)
    page = Paginator(rows, PER_LIST).get_page(request.GET.get("page"))
    is_links = wanted.kind == queue.LINKS
    return render(
        request, "desk/list.html", {**_frame(form, query_of(request.GET)), "page": page, "is_links": is_links}
    )


def _shown(kind: str) -> list[str]:
    names = ("speaker", "statement", "revision__source__outlet")
    return [f"{end}{name}" for end in _ends(kind) for name in names]


def _ends(kind: str) -> list[str]:
    return [""] if kind == queue.QUOTATIONS else ["response__", "claim__"]


@editor
@require_GET
def desk_waiting(request: HttpRequest) -> HttpResponse:
    """Answers whose original is not in the archive yet."""
    page = Paginator(queue.waiting(), PER_LIST).get_page(request.GET.get("page"))
    return render(request, "desk/waiting.html", {"page": page, "add_url": reverse("add")})


@editor
@require_GET
def find_targets(request: HttpRequest, public_id: str) -> HttpResponse:
    """Statements that the wording may answer, by words or speaker."""
    response = get_object_or_404(Quotation, public_id=public_id)
    words = request.GET.get("words", "").strip()
    found = targets.search(response, words) if words else targets.likely(response)
    return render(request, "desk/targets.html", {"response": response, "targets": found, "chosen": ""})
