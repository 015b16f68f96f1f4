"""Answers with a page, or with the part of it that htmx asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_part(request: HttpRequest, template: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """`template`, or its partial `part` for htmx. The two share an address, so that caches must keep them apart."""
    wants_part = request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
    response = render(request, f"{template}#{part}" if wants_part else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def moved(address: str) -> HttpResponsePermanentRedirect:
    """What was here is at another address for good; asked again each time, for an undo may bring it back."""
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "no-cache"})
