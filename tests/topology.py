"""The services of docker-compose.yml as local processes: PostgreSQL and Valkey on ports, with passwords, and ours."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import redis
import yaml

from config import postgres, valkey
from config.daemon import surroundings
from config.home import CHECKOUT, Home

START_SECONDS = 90
COMPOSE: dict[str, Any] = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, condition: Callable[[], bool]) -> None:
    """Return once the condition holds."""
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"{what} took more than {START_SECONDS} s"
        time.sleep(0.2)


@dataclass
class Topology:
    """One installation in a folder. What is interpolated from .env in Docker is in `variables`."""

    home: Home
    database_port: int = field(default_factory=free_port)
    broker_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.variables = {
            "SITE_URL": "https://walkback.example",
            "ALLOWED_HOSTS": "walkback.example",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "POSTGRES_PASSWORD": secrets.token_hex(16),
            "VALKEY_PASSWORD": secrets.token_hex(16),
        }

    def environment(self, service: str) -> dict[str, str]:
        """The environment that Docker would give a service, with its names for hosts and ports made ours."""
        given = COMPOSE["services"][service]["environment"]
        values = {name: self._interpolate(str(value)) for name, value in given.items()}
        values["DATABASE_URL"] = values["DATABASE_URL"].replace("postgres:5432", f"127.0.0.1:{self.database_port}")
        values["REDIS_URL"] = values["REDIS_URL"].replace("valkey:6379", f"127.0.0.1:{self.broker_port}")
        values["PORT"] = str(self.web_port)
        if "BEAT_HEARTBEAT" in values:
            values["BEAT_HEARTBEAT"] = str(self.home.path / "beat")
        programs = Path(sys.executable).parent
        return {**values, "PATH": f"{programs}{os.pathsep}{os.defpath}"}

    def collect_static_files(self) -> None:
        """What the Dockerfile does while it builds."""
        command = ["python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, cwd=CHECKOUT, env=self.environment("migrate"), check=True)

    def start_database(self) -> None:
        """PostgreSQL with a password, made as POSTGRES_INITDB_ARGS says."""
        password_file = self.home.path / "password"
        password_file.write_text(self.variables["POSTGRES_PASSWORD"])
        self.home.lend(password_file)
        arguments = COMPOSE["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
        binary = postgres._binary(self.home, "initdb")
        data = self.home.sockets / "data"
        command: list[str | Path] = [binary, "-D", data, "-U", "walkback", "--auth=scram-sha-256"]
        subprocess.run(
            [*command, f"--pwfile={password_file}", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            **surroundings(self.home),
        )
        listen = ["-c", "listen_addresses=127.0.0.1", "-c", f"port={self.database_port}", "-c", "fsync=off"]
        program = [postgres._binary(self.home, "postgres"), "-D", data, "-k", self.home.sockets, *listen]
        self.processes["postgres"] = self._launch("postgres", program)
        wait_for("PostgreSQL", self._database_made)

    def start_broker(self) -> None:
        """Valkey as compose starts it."""
        _, *options = [self._interpolate(str(part)) for part in COMPOSE["services"]["valkey"]["command"]]
        program = [valkey._binary(self.home), "--port", str(self.broker_port), "--bind", "127.0.0.1", *options]
        self.processes["valkey"] = self._launch("valkey", program)
        password = self.variables["VALKEY_PASSWORD"]
        wait_for("Valkey", lambda: _pings(self.broker_port, password))

    def run(self, service: str) -> "subprocess.CompletedProcess[str]":
        """A one-off service to its end."""
        command = COMPOSE["services"][service]["command"]
        return subprocess.run(
            command, cwd=CHECKOUT, env=self.environment(service), capture_output=True, text=True, timeout=300
        )

    def start(self, service: str) -> None:
        """A service of ours, by the command that compose gives it, on a port of its own."""
        command = [str(part) for part in COMPOSE["services"][service]["command"]]
        command = [str(self.web_port) if part == "8000" else part for part in command]
        self.processes[service] = self._launch(service, command, service=service)

    def healthy(self, service: str) -> bool:
        """What the service's health check says."""
        kind, *command = COMPOSE["services"][service]["healthcheck"]["test"]
        assert kind == "CMD"
        result = subprocess.run(command, cwd=CHECKOUT, env=self.environment(service), capture_output=True, timeout=60)
        return result.returncode == 0

    def log(self, service: str) -> str:
        """What a service has printed."""
        return (self.home.logs / f"{service}.log").read_text(errors="replace")

    def stop(self) -> None:
        """Ours first, then the servers."""
        for process in reversed(self.processes.values()):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _launch(self, name: str, command: list[Any], service: str | None = None) -> "subprocess.Popen[bytes]":
        place: Any = {"cwd": CHECKOUT, "env": self.environment(service)} if service else surroundings(self.home)
        with (self.home.logs / f"{name}.log").open("wb") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **place)

    def _interpolate(self, text: str) -> str:
        def value(match: re.Match[str]) -> str:
            name, rule = match[1], match[2] or ""
            if rule.startswith(":?"):
                return self.variables[name]
            return rule.removeprefix(":-")

        return re.sub(r"\$\{(\w+)(:[-?][^}]*)?\}", value, text)

    def _database_made(self) -> bool:
        """The image makes the database POSTGRES_DB; here we do."""
        try:
            with psycopg.connect(
                host="127.0.0.1",
                port=self.database_port,
                user="walkback",
                password=self.variables["POSTGRES_PASSWORD"],
                dbname="postgres",
                autocommit=True,
            ) as connection:
                connection.execute("CREATE DATABASE walkback")
        except psycopg.OperationalError:
            return False
        return True


def _pings(port: int, password: str) -> bool:
    try:
        with redis.Redis(port=port, password=password) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
