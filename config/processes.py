"""Runs the lines of a Procfile side by side, each with its name before what it prints, until one ends or we must."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

import psutil

# Longer than the web server's --workers-kill-timeout and the worker's soft shutdown together.
GRACE_SECONDS = 12
MARK = "WALKBACK_RUN"


def procfile(path: Path) -> dict[str, str]:
    """Name and shell command of each line."""
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return {name: command.strip() for name, _, command in (line.partition(":") for line in lines)}


def run(commands: Mapping[str, str], *, env: Mapping[str, str], cwd: Path, started: Callable[[], None]) -> str:
    """Run all commands, each in a session of its own; when the first ends, stop the others and return its name."""
    children: dict[str, subprocess.Popen[str]] = {}
    width = max(map(len, commands))
    try:
        for name, command in commands.items():
            children[name] = _launch(command, env=env, cwd=cwd)
            prefix = f"{name:<{width}} | "
            threading.Thread(target=_copy_output, args=(prefix, children[name].stdout), daemon=True).start()
        threading.Thread(target=started, daemon=True).start()
        return _first_to_end(children)
    finally:
        _stop(children)


def stop_marked(mark: str) -> int:
    """Stop what an earlier run left behind when it was killed itself. Returns how many processes that were.

    All that we start bears our mark in its environment and hands it down, so that no grandchild is overlooked; the
    second look finds those that were born during the first.
    """
    count = 0
    while left := [process for process in psutil.process_iter() if _bears(process, mark)]:
        count += len(left)
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.terminate()
        _, alive = psutil.wait_procs(left, timeout=5)
        for process in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(alive, timeout=5)
    return count


def _bears(process: psutil.Process, mark: str) -> bool:
    try:
        ended = process.status() == psutil.STATUS_ZOMBIE
        return not ended and process.pid != os.getpid() and process.environ().get(MARK) == mark
    except (psutil.Error, OSError):
        return False


def _launch(command: str, *, env: Mapping[str, str], cwd: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        ["/bin/sh", "-c", f"exec {command}"],
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )


def _copy_output(prefix: str, lines: TextIO) -> None:
    with lines:
        for line in lines:
            sys.stdout.write(prefix + line)
            sys.stdout.flush()


def _first_to_end(children: Mapping[str, "subprocess.Popen[str]"]) -> str:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                return name
        time.sleep(0.1)


def _stop(children: Mapping[str, "subprocess.Popen[str]"]) -> None:
    """Ask each to end, and after a while make its whole group."""
    # A second Ctrl-C must not leave half of them running: from here on there is only this way out.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    # Only each leader: a Celery pool whose processes all get the signal takes it for a crash and starts new ones.
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    while any(child.poll() is None for child in children.values()) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children.values():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
