"""Starts the embedded PostgreSQL and Valkey for whoever needs them, and stops them when the last one is done.

Each user of the services holds a shared lock on one file for as long as it lives. The lock ends with its process,
however it ends, so that no count can go wrong: whoever leaves and then gets the lock for itself alone was the last.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from config import postgres, valkey
from config.home import Home, current_home


@contextmanager
def services(home: Home | None = None) -> Iterator[None]:
    """Set DATABASE_URL and REDIS_URL, where unset, to the embedded services, which run until the last user leaves."""
    missing = {"DATABASE_URL", "REDIS_URL"} - {name for name in os.environ if os.environ[name]}
    if not missing:
        yield
        return
    home = (home or current_home()).prepared()
    with _lock(home, "users.lock") as users:
        _enter(home, missing, users)
        try:
            yield
        finally:
            for name in missing:
                os.environ.pop(name, None)
            _leave(home, users)


@contextmanager
def _lock(home: Home, name: str) -> Iterator[BinaryIO]:
    """A file to lock. POSIX locks, not flock: a forked child (a Celery pool) must not inherit them."""
    with (home.path / name).open("a+b") as file:
        yield file


def _enter(home: Home, missing: set[str], users: BinaryIO) -> None:
    with _lock(home, "starting.lock") as starting:
        fcntl.lockf(starting, fcntl.LOCK_EX)
        fcntl.lockf(users, fcntl.LOCK_SH)
        if "DATABASE_URL" in missing:
            postgres.start(home)
            os.environ["DATABASE_URL"] = postgres.url(home)
        if "REDIS_URL" in missing:
            valkey.start(home)
            os.environ["REDIS_URL"] = valkey.url(home)


def _leave(home: Home, users: BinaryIO) -> None:
    with _lock(home, "starting.lock") as starting:
        fcntl.lockf(starting, fcntl.LOCK_EX)
        try:
            fcntl.lockf(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        valkey.stop(home)
        postgres.stop(home)
