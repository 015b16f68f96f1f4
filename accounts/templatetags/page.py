"""What the frame of every page needs: icons, and htmx's settings."""

import json
from typing import Any

from django import template

register = template.Library()

HTMX_CONFIG = {
    # The content security policy allows neither an inline style nor eval.
    "includeIndicatorStyles": False,
    "allowEval": False,
    # Pages name people: none is left in the browser's storage for whoever comes next.
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
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


@register.inclusion_tag("components/icon.html")
def icon(name: str) -> dict[str, Any]:
    """An icon of templates/components/icons.html, hidden from screen readers: a word always stands beside it."""
    return {"name": name}
