"""The fixtures that the end-to-end tests stand on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from pytest_django.live_server_helper import LiveServer

from config.celery import app
from tests.browser import accessibility_faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.celery_worker import Worker


def test_sign_in_reaches_a_page_that_needs_a_login(page: "Page", sign_in: Callable[[User], None], editor: User) -> None:
    page.goto("/account/")
    assert "/login" in page.url
    sign_in(editor)
    page.goto("/account/")
    assert "/login" not in page.url


def test_accessibility_faults_names_a_picture_without_text(page: "Page") -> None:
    page.set_content("<html lang=en><title>A page</title><main><h1>A page</h1><img src='data:,'></main></html>")
    assert [fault.split()[0] for fault in accessibility_faults(page)] == ["image-alt"]


def test_worker_is_the_only_one_on_its_broker_and_starts_again_after_a_kill(worker: "Worker") -> None:
    assert len(app.control.ping(timeout=2) or []) == 1
    worker.kill()
    assert app.control.ping(timeout=0.5) == []
    worker.start()
    assert len(app.control.ping(timeout=2) or []) == 1


@pytest.mark.usefixtures("worker")
def test_live_app_serves_health(live_app: LiveServer, page: "Page") -> None:
    response = page.goto("/healthz")
    assert response is not None
    assert response.text() == "ok"
