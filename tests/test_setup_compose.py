"""The topology of docker-compose.yml, as separate processes with DATABASE_URL and REDIS_URL set."""

import http.client
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.home import CHECKOUT, Home, service_account
from tests.topology import COMPOSE, Topology, wait_for

TEXT = (CHECKOUT / "docker-compose.yml").read_text()


@pytest.fixture
def topology() -> Iterator[Topology]:
    with tempfile.TemporaryDirectory(prefix="walkback-compose-") as folder:
        Path(folder).chmod(0o711)
        installation = Topology(Home(Path(folder).resolve(), service_account()).prepared())
        yield installation
        installation.stop()


def answer(topology: Topology, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", topology.web_port, timeout=10)
    connection.request("GET", path, headers={"Host": "walkback.example", **headers})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_compose_topology_works_as_separate_processes(topology: Topology) -> None:
    topology.collect_static_files()
    topology.start_database()
    topology.start_broker()
    migration = topology.run("migrate")
    assert migration.returncode == 0, migration.stderr
    for service in ("web", "worker", "beat"):
        assert not topology.healthy(service)
        topology.start(service)
    for service in ("web", "worker", "beat"):
        wait_for(service, lambda service=service: topology.healthy(service))  # type: ignore[misc]
    plain = answer(topology, "/login/")
    assert (plain.status, plain.headers["Location"]) == (301, "https://walkback.example/login/")
    secure = answer(topology, "/login/", **{"X-Forwarded-Proto": "https"})
    assert secure.status in (200, 302)
    assert "max-age=" in secure.headers["Strict-Transport-Security"]
    assert "Traceback" not in topology.log("worker") + topology.log("beat") + topology.log("web")


def test_compose_gives_no_default_password_or_key() -> None:
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|KEY))(:.)", TEXT)
    assert secrets
    assert {rule for _, rule in secrets} == {":?"}
    assert "load_demo" not in TEXT


def test_compose_has_a_health_check_for_all_that_stays_up() -> None:
    lasting = set(COMPOSE["services"]) - {"migrate"}
    assert lasting == {"postgres", "valkey", "web", "worker", "beat"}
    assert all("healthcheck" in COMPOSE["services"][name] for name in lasting)


def test_compose_runs_what_the_procfile_runs() -> None:
    ours = dict(line.split(": ", 1) for line in (CHECKOUT / "Procfile").read_text().splitlines())
    for name in ("web", "worker", "beat"):
        program = COMPOSE["services"][name]["command"]
        words = ours[name].removeprefix("env REMAP_SIGTERM=SIGQUIT ").split()
        assert {word for word in words if word.startswith("-")} == {word for word in program if word.startswith("-")}
        assert words[0] == program[0]


def test_image_runs_as_nobody_in_particular() -> None:
    last_stage = (CHECKOUT / "Dockerfile").read_text().rsplit("\nFROM ", 1)[1]
    assert "USER 10001" in last_stage
