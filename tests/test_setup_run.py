"""`make run`: its processes live and die together, and it says clearly why it does not start."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
import pytest

from config import processes, run
from config.home import CHECKOUT, Home, Refusal

MARK = f"a test of process {os.getpid()}"
ENVIRONMENT: Mapping[str, str] = {"PATH": os.environ["PATH"], processes.MARK: MARK}


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """The runner ignores signals while it stops its children; the tests go on after it."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def home() -> Iterator[Home]:
    with tempfile.TemporaryDirectory() as folder:
        yield Home(Path(folder), None)


def marked() -> list[psutil.Process]:
    """What still runs ten seconds on: a killed process needs a moment to go on a busy machine."""
    until = time.monotonic() + 10
    while True:
        left = [process for process in psutil.process_iter() if processes._bears(process, MARK)]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.1)


def test_run_stops_the_others_when_one_ends(capfd: pytest.CaptureFixture[str]) -> None:
    commands = {"short": "echo Hello", "stays": "sleep 1000"}
    ended = processes.run(commands, env=ENVIRONMENT, cwd=CHECKOUT, started=lambda: None)
    assert ended == "short"
    assert "short | Hello" in capfd.readouterr().out
    assert marked() == []


def test_run_kills_the_children_of_what_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = {"short": "true", "parent": "sh -c 'sleep 1000 & sleep 1000'"}
    processes.run(commands, env=ENVIRONMENT, cwd=CHECKOUT, started=lambda: None)
    assert marked() == []


def test_stop_marked_finds_what_a_killed_run_left() -> None:
    left = subprocess.Popen(["sh", "-c", "sleep 1000 & wait"], env=ENVIRONMENT, start_new_session=True)
    unmarked = subprocess.Popen(["sleep", "1000"])
    try:
        assert processes.stop_marked(MARK) >= 1
        assert left.poll() is not None or left.wait(5) is not None
        assert marked() == []
        assert unmarked.poll() is None
    finally:
        unmarked.kill()
        unmarked.wait()


def test_procfile_names_the_three_processes() -> None:
    assert list(processes.procfile(CHECKOUT / "Procfile")) == ["web", "worker", "beat"]


def test_port_that_is_taken_is_refused_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"port {port} .*make run PORT={port + 1}"):
            run._refuse_taken_port("127.0.0.1", port)


def test_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(Refusal, match="no port number"):
        run._port()


def test_disk_that_is_full_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LEAST_FREE_BYTES", 2**62)
    with pytest.raises(Refusal, match="MB left"):
        run._refuse_full_disk(home)


def test_second_run_of_one_home_names_the_first(home: Home) -> None:
    hold = (
        "import sys; from pathlib import Path; from config.home import Home; from config import run\n"
        "with run._only_run_here(Home(Path(sys.argv[1]), None), 'http://there/'): print('in', flush=True); input()"
    )
    command = [sys.executable, "-c", hold, str(home.path)]
    first = subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    first.stdout.readline()
    with pytest.raises(Refusal, match=rf"http://there/ \(process {first.pid}\)"), run._only_run_here(home, "mine"):
        pass
    first.communicate("\n")
    with run._only_run_here(home, "mine"):
        pass


def test_banner_shows_logins_only_where_there_are_some() -> None:
    assert "Demo logins" not in run._banner("http://127.0.0.1:8000", [])
    assert "editor / secret" in run._banner("http://127.0.0.1:8000", ["editor / secret"])


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """A PATH with the few programs that the installer calls, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname", "cmp", "df", "awk", "id", "rm", "cp"):
        program = next(Path(place, name) for place in os.defpath.split(":") if Path(place, name).exists())
        (folder / name).symlink_to(program)
    return folder


def install(tmp_path: Path, bin_folder: Path) -> "subprocess.CompletedProcess[str]":
    checkout = tmp_path / "checkout"
    for name in ("config/install.sh", "requirements/base.txt"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_bytes((CHECKOUT / name).read_bytes())
    command = ["sh", str(checkout / "config" / "install.sh"), "base"]
    return subprocess.run(command, env={"PATH": str(bin_folder)}, capture_output=True, text=True)


def write_program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_old_python_is_named(tmp_path: Path, bin_folder: Path) -> None:
    write_program(bin_folder / "python3", '[ "$1" = --version ] && echo "Python 3.9.2" && exit 0; exit 1')
    result = install(tmp_path, bin_folder)
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed" in result.stderr
    assert "Python 3.9.2" in result.stderr


def test_disk_too_small_for_the_installation_is_named(tmp_path: Path, bin_folder: Path) -> None:
    (bin_folder / "df").unlink()
    write_program(bin_folder / "df", r'printf "Filesystem 1024-blocks Used Available\n/dev/x 9 9 102400 99%% /\n"')
    result = install(tmp_path, bin_folder)
    assert result.returncode == 1
    assert "this disk has 100 MB left" in result.stderr
