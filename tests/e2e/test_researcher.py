"""The researcher's job: filter the pairs, take them away."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests import story
from tests.story import Story


@pytest.fixture
def told(transactional_db: None) -> Story:
    return story.tell()


def test_researcher_takes_away_the_rows_on_the_screen(
    told: Story, page: Page, researcher: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(researcher)
    page.goto("/")
    page.get_by_role("link", name="Pairs", exact=True).click()
    expect(page.locator("tr[data-pair]")).to_have_count(1)
    page.get_by_label("What happened").select_option("all")
    expect(page).to_have_url(re.compile("family=all"))
    expect(page.locator("tr[data-pair]")).to_have_count(2)
    page.get_by_label("Reviewed").select_option("all")
    expect(page.locator("tr[data-pair]")).to_have_count(3)
    shown = [row.get_attribute("data-pair") for row in page.locator("tr[data-pair]").all()]

    with page.expect_download() as started:
        page.get_by_role("link", name="Download these as CSV").click()
    text = Path(started.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["pair_id"] for row in rows] == shown
    assert {row["relation"] for row in rows} == {"retracts", "clarifies", "critiques"}


def test_researcher_narrows_by_speaker_and_is_told_of_an_unknown_one(
    told: Story, page: Page, researcher: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(researcher)
    page.goto("/pairs/?state=all&family=all")
    page.get_by_label("Speaker").fill("Pell Anders")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tr[data-pair]")).to_have_count(1)
    page.goto("/pairs/?speaker=Nobody")
    expect(page.get_by_text("Nobody of this name is in the archive")).to_be_visible()
