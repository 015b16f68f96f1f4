"""Dates of the archive as a reader sees them."""

from django import template

from actors.dates import write_out

register = template.Library()


@register.filter
def edtf(value: str) -> str:
    """ "14 March 2025", "probably March 2025", "date unknown"."""
    return write_out(value) or "date unknown"
