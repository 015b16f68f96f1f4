"""Who may sign in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts import throttle

# By this address a login is known to be the demo's; .invalid can never receive mail (RFC 2606).
DEMO_DOMAIN = "@demo.invalid"


class Backend(ModelBackend):
    """Django's, except that a demo login, whose password everybody knows, works only where none can reach us.

    The archive may have been filled on loopback and be served to others later, so that the row alone proves nothing.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Looks at no password where too many were wrong; this holds for the administration's login, too."""
        if throttle.is_blocked(request, username or ""):
            raise PermissionDenied
        found = super().authenticate(request, username=username, password=password, **kwargs)
        return found if isinstance(found, User) else None

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        """Also asked of a session that is open already."""
        is_demo = str(getattr(user, "email", "")).endswith(DEMO_DOMAIN)
        return super().user_can_authenticate(user) and (settings.LOCAL or not is_demo)
