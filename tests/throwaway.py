"""A throw-away PostgreSQL and Valkey for one run of the tests. Loaded by `-p tests.throwaway`, before the settings.

Parallel test processes share the servers. Each has its own database and its own Valkey number, or they would take
each other's tasks. Nothing starts before a test asks for the database.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from config import postgres, valkey
from config.home import Home, service_account

FOLDER = "WALKBACK_TEST_SERVICES"
PREFIX = "walkback-test-"
WORKER_NUMBER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def home() -> Home:
    """The home of this run's services; the process that runs pytest makes it, its parallel children inherit it."""
    return Home(Path(os.environ[FOLDER]), service_account())


def start() -> None:
    """Start the services unless a parallel process has done so."""
    with (home().path / "starting.lock").open("a+b") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        place = home().prepared()
        postgres.start(place, options=(*postgres.THROW_AWAY, "max_connections=200"))
        valkey.start(place)


def _stop_and_remove(folder: Path) -> None:
    place = Home(folder, service_account())
    if place.pgdata.exists():
        valkey.stop(place)
        postgres.stop(place)
    shutil.rmtree(folder, ignore_errors=True)


def _owned(folder: Path) -> BinaryIO | None:
    """The folder's owner lock if nobody holds it. It ends with the process that ran the tests, however that ends."""
    try:
        lock = (folder / "owner.lock").open("a+b")
    except OSError:
        return None
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def _remove_leftovers() -> None:
    """Stop and remove what killed runs of this account left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.stat().st_uid == os.getuid() and (lock := _owned(folder)):
            with lock:
                _stop_and_remove(folder)


def _own() -> None:
    """Make this run's folder, and see to it that everything goes when this process ends."""
    _remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    folder.chmod(0o711)
    lock = _owned(folder)
    os.environ[FOLDER] = str(folder)
    atexit.register(_disown, folder, lock, os.getpid())


def _disown(folder: Path, lock: BinaryIO | None, owner: int) -> None:
    if os.getpid() == owner:
        _stop_and_remove(folder)
        if lock:
            lock.close()


# At import, for pytest-django reads the settings before it calls any hook of ours.
if FOLDER not in os.environ:
    _own()
for _name in ("HOST", "PORT", "SITE_URL", "ALLOWED_HOSTS", "DEBUG", "READING_NEEDS_LOGIN", "EMAIL_URL"):
    os.environ.pop(_name, None)
os.environ["SECRET_KEY"] = "for tests only"
os.environ["DATABASE_URL"] = postgres.url(home())
os.environ["REDIS_URL"] = valkey.url(home(), WORKER_NUMBER)
