"""Counts failed logins, so that nobody tries passwords one after the other.

Per account and address, so that whoever knows a name cannot lock its owner out; per account from anywhere, and per
address for all accounts, with higher limits. What is counted lies in the cache (Redis); where that does not answer, in
this process: then each web process counts for itself, and nobody is locked out or let in by a cache that is down.
"""

import hashlib
import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.dispatch import receiver
from django.http import HttpRequest
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

WINDOW = 15 * 60  # seconds from the first failure, after which it is forgotten
# OWASP's Authentication Cheat Sheet leaves the figures to the application. A person mistypes a few times; a newsroom
# behind one address has some forgetful people at once.
MOST_HERE, MOST_OF_ACCOUNT, MOST_OF_ADDRESS = 5, 50, 100
FALLBACK: BaseCache = LocMemCache("failed-logins", {})
T = TypeVar("T")


def is_blocked(request: HttpRequest | None, username: str) -> bool:
    """Whether this login is refused unseen. Without a request (a shell, a test's own login) nobody is."""
    if request is None:
        return False
    limits = _limits(request, username)
    counts = _ask(lambda cache: cache.get_many(limits))
    return any(counts.get(key, 0) >= most for key, most in limits.items())


def _limits(request: HttpRequest, username: str) -> dict[str, int]:
    """What is counted, with the most that is let through. Names and addresses stand in no cache as they are."""
    account, address = username.strip().casefold(), address_of(request)
    counted = {("here", account, address): MOST_HERE, ("account", account): MOST_OF_ACCOUNT}
    counted |= {("address", address): MOST_OF_ADDRESS}
    return {"login:" + hashlib.sha256("\0".join(k).encode()).hexdigest(): most for k, most in counted.items()}


def address_of(request: HttpRequest) -> str:
    """Of the client. Behind a proxy of ours the last one forwarded: what stands before it the client can write."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _ask(question: Callable[[BaseCache], T]) -> T:
    try:
        return question(caches["default"])
    except (RedisError, OSError):
        log.warning("The cache does not answer; failed logins are counted in this process.")
        return question(FALLBACK)


@receiver(user_login_failed)
def _count(*, credentials: dict[str, str], request: HttpRequest | None = None, **_: object) -> None:
    if request is None:
        return
    for key in _limits(request, str(credentials.get("username", ""))):
        _ask(partial(_add, key))


def _add(key: str, cache: BaseCache) -> None:
    cache.add(key, 0, WINDOW)
    try:
        cache.incr(key)
    except ValueError:  # it ran out in between
        cache.set(key, 1, WINDOW)


@receiver(user_logged_in)
def _forget(*, request: HttpRequest, user: object, **_: object) -> None:
    """Who gets in has mistyped before, no more. What others try from the same address still counts."""
    username = getattr(user, "username", "")
    keys = list(_limits(request, username))[:2]
    _ask(lambda cache: cache.delete_many(keys))
