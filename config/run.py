"""`make run`: everything that Walkback needs on one machine, in the foreground, until Ctrl-C."""

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.core.exceptions import ImproperlyConfigured

from config import embedded, processes
from config.home import CHECKOUT, Home, Refusal, current_home

LEAST_FREE_BYTES = 300 * 1024 * 1024
MANAGE = [sys.executable, str(CHECKOUT / "manage.py")]


def main() -> int:
    """Run until Ctrl-C (0) or until a process ends by itself (1), or refuse with the reason (1)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return _run()
    except Refusal as refusal:
        print(f"\nWalkback did not start. {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _run() -> int:
    home = current_home().prepared()
    host, port = os.environ.get("HOST") or "127.0.0.1", _port()
    with _only_run_here(home, f"http://{host}:{port}/"):
        _clear_leftovers(home)
        _refuse_taken_port(host, port)
        _refuse_full_disk(home)
        print(f"The data lies in {home.path}", flush=True)
        with embedded.services(home):
            environment = _environment(home, host, port)
            demo = _prepare(home, environment)
            return _serve(home, environment, f"http://{host}:{port}", demo=demo)


def _port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise Refusal(f"PORT is {value!r}, which is no port number.")
    return int(value)


@contextmanager
def _only_run_here(home: Home, address: str) -> Iterator[None]:
    with (home.path / "run.lock").open("a+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Refusal(f"It is running already: {file.read().strip()}.") from None
        file.truncate(0)
        file.write(f"{address} (process {os.getpid()})")
        file.flush()
        yield


def _clear_leftovers(home: Home) -> None:
    count = processes.stop_marked(str(home.path))
    if count:
        print(f"Stopped {count} processes that an earlier run left behind.")


def _refuse_taken_port(host: str, port: int) -> None:
    """The web server would start on a taken port without a word, and every second request would go astray."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = f"{_listener(port)}: choose another with `make run PORT={port + 1}`"
            raise Refusal(f"It cannot listen on port {port} of {host} ({error.strerror}); {why}.") from None


def _listener(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            taken = connection.status == psutil.CONN_LISTEN and connection.laddr and connection.laddr.port == port
            if taken and connection.pid:
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid}) has it"
    except psutil.Error:
        pass
    return "another program has it, or you may not use it"


def _refuse_full_disk(home: Home) -> None:
    free = shutil.disk_usage(home.path).free
    if free < LEAST_FREE_BYTES:
        raise Refusal(
            f"The disk that holds {home.path} has {free // 2**20} MB left; "
            f"PostgreSQL needs {LEAST_FREE_BYTES // 2**20} MB to work safely."
        )


def _environment(home: Home, host: str, port: int) -> dict[str, str]:
    programs = Path(sys.executable).parent
    # Celery warns root at length. It runs no code from outside, and root has decided.
    quiet = {"PYTHONWARNINGS": "ignore:You're running the worker"} if os.geteuid() == 0 else {}
    return {
        **os.environ,
        processes.MARK: str(home.path),
        "HOST": host,
        "PORT": str(port),
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
        **quiet,
    }


def _prepare(home: Home, environment: dict[str, str]) -> bool:
    """Bring database and static files up to date; load the demo the first time. Whether the demo is wanted."""
    wanted = _demo_wanted(environment)
    _manage(environment, "migrate", "--verbosity", "0")
    # An archive from before there was an index of terms gets it here; any other has next to nothing to do.
    _manage(environment, "regroup", "--missing", "--verbosity", "0")
    _manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    if not wanted:
        return False
    # Once for each database, not until it is found there: who removes the demo does not want it back.
    database = hashlib.sha256(environment["DATABASE_URL"].encode()).hexdigest()[:16]
    loaded = home.path / f"demo-loaded-{database}"
    if not loaded.exists():
        print("Loading the demo ...", flush=True)
        _manage(environment, "load_demo")
        loaded.touch()
    return True


def _demo_wanted(environment: dict[str, str]) -> bool:
    """Unless DEMO says otherwise: only where none but this machine reaches the server."""
    os.environ.update(environment)
    try:
        from config import env  # reads the environment once, when it is loaded
    except ImproperlyConfigured as error:
        raise Refusal(str(error)) from None
    return os.environ.get("DEMO", "1" if env.LOCAL else "0").lower() not in ("0", "no", "false", "off")


def _manage(environment: dict[str, str], *arguments: str) -> None:
    result = subprocess.run([*MANAGE, *arguments], env=environment, cwd=CHECKOUT, check=False)
    if result.returncode != 0:
        raise Refusal(f"`manage.py {' '.join(arguments)}` failed; the lines above say why.")


def _serve(home: Home, environment: dict[str, str], address: str, *, demo: bool) -> int:
    commands = processes.procfile(CHECKOUT / "Procfile")

    def announce() -> None:
        if _answers(f"{address}/healthz"):
            print(_banner(address, _demo_logins(environment) if demo else []), flush=True)

    try:
        ended = processes.run(commands, env=environment, cwd=CHECKOUT, started=announce)
    finally:
        processes.stop_marked(str(home.path))
    print(f"\n`{ended}` ended by itself, so everything was stopped; its last lines above say why.", file=sys.stderr)
    return 1


def _answers(url: str) -> bool:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  (our own http address)
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.2)
    return False


def _banner(address: str, logins: list[str]) -> str:
    lines = ["", f"  Walkback is at {address}/   (Ctrl-C stops it)"]
    if logins:
        lines += ["", "  Demo logins, for this machine only:", *(f"    {line}" for line in logins)]
    return "\n".join([*lines, ""])


def _demo_logins(environment: dict[str, str]) -> list[str]:
    """As the command that made them tells them: none where the demo was removed."""
    command = [*MANAGE, "load_demo", "--logins"]
    result = subprocess.run(command, env=environment, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    return result.stdout.splitlines() if result.returncode == 0 else []


if __name__ == "__main__":
    sys.exit(main())
