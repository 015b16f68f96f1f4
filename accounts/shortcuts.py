"""Whether the keys of the desk work. Kept in a cookie: it is a matter of the keyboard, not of the person."""

from django.http import HttpRequest

COOKIE = "shortcuts"


def are_on(request: HttpRequest) -> bool:
    """On until switched off (WCAG 2.1.4: keys of one letter can be turned off)."""
    return request.COOKIES.get(COOKIE) != "off"
