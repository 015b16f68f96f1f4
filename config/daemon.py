"""Starts a server program of the embedded services and waits until it answers."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

from config.home import Home, Refusal

START_SECONDS = 60

# The servers outlive the function that started them, often the whole process.
_started: list["subprocess.Popen[bytes]"] = []


class Surroundings(TypedDict, total=False):
    """The options of subprocess that decide as whom and where a program runs."""

    user: int
    group: int
    extra_groups: list[int]
    cwd: Path
    env: dict[str, str]


def surroundings(home: Home) -> Surroundings:
    """As the service account (where we are root), in the home, with nothing of our environment."""
    common: Surroundings = {"cwd": home.path, "env": {"PATH": os.defpath, "LC_ALL": "C"}}
    if home.account is None:
        return common
    return {"user": home.account.uid, "group": home.account.gid, "extra_groups": [], **common}


def launch(name: str, command: Sequence[str | Path], *, home: Home, answers: Callable[[Home], bool]) -> None:
    """Start a server and return once it answers; else refuse, with the end of its log."""
    log = home.logs / f"{name}.log"
    with log.open("wb") as output:
        # A session of its own: Ctrl-C in the terminal is for us, and we stop the servers last.
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **surroundings(home),
        )
    _started.append(server)
    deadline = time.monotonic() + START_SECONDS
    while not answers(home):
        if server.poll() is not None or time.monotonic() > deadline:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
            raise Refusal(f"{name} did not start. The end of {log}:\n{tail}")
        time.sleep(0.02)


def reap() -> None:
    """Collect those of our servers that have ended, so that they do not stay as zombies."""
    _started[:] = [server for server in _started if server.poll() is None]
