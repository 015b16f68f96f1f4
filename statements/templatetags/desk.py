"""What the buttons of a decision need, on whatever page they stand."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from accounts.models import Action
from statements import changed
from statements.actions import review_seen
from statements.models import Link, Quotation
from statements.vocabulary import Relation

register = template.Library()


@register.filter
def seen(row: Quotation | Link) -> str:
    """What the form carries, so that a faster colleague's decision is not overwritten."""
    return review_seen.of(row)


@register.filter
def changes(action: Action) -> list[changed.Change]:
    """What an action changed, field by field."""
    return changed.changes(action)


@register.filter
def percent(share: float | None) -> str:
    """A share as whole per cent, without the sign."""
    return "" if share is None else f"{share * 100:.0f}"


@register.filter
def relation_word(value: str) -> str:
    """The relation as a word."""
    return str(Relation(value).label)


@register.simple_tag(takes_context=True)
def this_page(context: dict[str, Any]) -> str:
    """The page on which the reader is: of a part that answers a form, the page on which the form stood."""
    request = context["request"]
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return str(wanted)
    return "" if request.htmx else str(request.get_full_path())


@register.filter
def raw(text: str) -> SafeString:
    """Line ends as they are: HTML would make one character of CR LF, and offsets counted in the page would be off."""
    return format_html_join(SafeString("&#13;"), "{}", ((piece,) for piece in text.split("\r")))


@register.simple_tag
def decision_url(kind: str, decision: str, row: Quotation | Link) -> str:
    """The address to which the button posts. `kind`: quotation or link."""
    return reverse(f"{kind}_{decision}", args=[row.public_id])
