"""What the frame of every page needs: icons, and htmx's settings."""

import json
import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

HTMX_CONFIG = {
    # The content security policy allows neither an inline style nor eval.
    "includeIndicatorStyles": False,
    "allowEval": False,
    # Pages name people: none is left in the browser's storage for whoever comes next.
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    # Until it has settled, htmx lends a new element the attributes of its predecessor, "busy" and address among them:
    # a key pressed meanwhile would be lost, a click decide the wrong card. Nothing here needs the delay.
    "defaultSettleDelay": 0,
    # 422: a form with its errors, which replaces the form.
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@register.simple_tag
def htmx_config() -> str:
    """For the meta element that htmx reads at its start."""
    return json.dumps(HTMX_CONFIG)


@register.filter
def titled(title: object) -> str:
    """A title in quotation marks; those that it has itself become single ones: “‘Not now’, says the mayor”."""
    text = re.sub(r'(?<![^\s([])"', "‘", str(title).replace("“", "‘").replace("”", "’"))
    return f"“{text.replace(chr(34), '’')}”"


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of templates/components/icons.html, hidden from screen readers: a word always stands beside it.

    Not a template of its own: a page may have a thousand.
    """
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{}"></use></svg>', name)
