"""Who may use a view: a decorator for each right. Every view bears one; tests/test_access.py proves it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def person(request: HttpRequest) -> User:
    """Who asks, in a view that bears @editor, @exporter or @signed_in. Raises TypeError in one that lets others in."""
    if not isinstance(request.user, User):
        raise TypeError("only a view that nobody enters without an account may ask for its person")
    return request.user


def _with_right(right: str, *, public: bool = False) -> Callable[[View[P]], View[P]]:
    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.user.has_perm(f"accounts.{right}") or (public and not settings.READING_NEEDS_LOGIN):
                return view(request, *args, **kwargs)
            if request.user.is_authenticated:
                raise PermissionDenied("Your account does not have the right to do this. Ask an administrator.")
            return redirect_to_login(request.get_full_path())

        guarded.access = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def reader(view: View[P]) -> View[P]:
    """Readers; everybody where READING_NEEDS_LOGIN is off, and then the view shows accepted things only."""
    return _with_right("read", public=True)(view)


def exporter(view: View[P]) -> View[P]:
    """People who may take data away."""
    return _with_right("export")(view)


def editor(view: View[P]) -> View[P]:
    """People who add texts and decide on suggestions."""
    return _with_right("edit")(view)


def signed_in(view: View[P]) -> View[P]:
    """Everybody with an account, whatever their rights: their own account's pages."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: View[P]) -> View[P]:
    """Said, not forgotten: this view is for everybody."""
    view.access = "all"  # type: ignore[attr-defined]
    return view
