"""A real Celery worker in a process of its own, at work on this test process's database and Valkey number."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

from config import postgres
from config.celery import app
from tests import throwaway

START_SECONDS = 60


class Worker:
    """Starts, stops and kills one worker. `log` is what it printed."""

    def __init__(self) -> None:
        self.log = throwaway.home().logs / f"worker-{throwaway.WORKER_NUMBER}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it unless it runs, and return once it takes tasks; tasks of earlier tests are dropped first."""
        if self._process and self._process.poll() is None:
            return
        app.control.purge()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "--concurrency", "1"],
                env={**os.environ, "DATABASE_URL": database_url()},
                cwd=Path(__file__).parent.parent,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not app.control.ping(timeout=0.3):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the worker did not start:\n{self.log.read_text()}")

    def kill(self) -> None:
        """Kill it with -9, its pool included, wherever it is in its work."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Let it finish and end."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._process:
            if self._process.poll() is None:
                os.killpg(self._process.pid, number)
            self._process.wait(timeout=30)
            self._process = None


def database_url() -> str:
    """The DATABASE_URL of this test process's database, for a process that a test starts."""
    return postgres.url(throwaway.home(), connection.settings_dict["NAME"])
