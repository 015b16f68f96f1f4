"""What a container's health check runs: `python -m config.health web|worker|beat`. Exit status 0 means well."""

import http.client
import platform
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from config import env
from config.celery import app

BEAT_IS_DEAD_AFTER_SECONDS = 120


def web() -> bool:
    """The web server of this container answers, under the name that it is allowed to be called by."""
    connection = http.client.HTTPConnection("127.0.0.1", env.PORT, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": env.SITE_HOST})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def worker() -> bool:
    """The worker of this container takes commands from the broker."""
    return bool(app.control.ping(destination=[f"celery@{platform.node()}"], timeout=10))


def beat() -> bool:
    """Beat has looked at its schedule a short while ago."""
    try:
        return time.time() - Path(env.BEAT_HEARTBEAT).stat().st_mtime < BEAT_IS_DEAD_AFTER_SECONDS
    except OSError:
        return False


CHECKS: Mapping[str, Callable[[], bool]] = {"web": web, "worker": worker, "beat": beat}

if __name__ == "__main__":
    well = CHECKS[sys.argv[1]]()
    print("well" if well else "not well")
    sys.exit(not well)
