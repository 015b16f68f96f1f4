"""The page of one statement."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from statements.wordings import LONGEST_COMPARED, differing
from tests import story
from tests.story import Story


@pytest.fixture
def told(db: None) -> Story:
    return story.tell()


@pytest.fixture
def reading(client: Client, analyst: User) -> Client:
    client.force_login(analyst)
    return client


def _html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_statement_shows_corrections_before_critiques(told: Story, reading: Client) -> None:
    html = _html(reading, told.century.get_absolute_url())
    assert -1 < html.index(f"link-{told.clarification.public_id}") < html.index(f"link-{told.critique.public_id}")


def test_statement_marks_the_proving_words_in_their_sentence(told: Story, reading: Client) -> None:
    html = _html(reading, told.century.get_absolute_url())
    assert "Marchetti-Brandvold <mark>had assured him that she was misunderstood</mark> and had meant" in html


def test_statement_joins_evidence_of_one_sentence_and_parts_that_of_two(told: Story, reading: Client) -> None:
    html = _html(reading, told.nothing.get_absolute_url())
    assert "“<mark>I said</mark> that the wall cost nothing." in html
    assert "<mark>That was wrong, and I withdraw it</mark>,”" in html


def test_statement_leads_to_the_place_in_the_text(told: Story, reading: Client) -> None:
    html = _html(reading, told.century.get_absolute_url())
    response = told.critique.response
    assert f'href="{told.gazette.get_absolute_url()}#q-{response.public_id}"' in html
    assert f'id="q-{response.public_id}"' in _html(reading, told.gazette.get_absolute_url())


def test_statement_says_what_it_answers(told: Story, reading: Client) -> None:
    response = told.retraction.response.statement
    assert response is not None
    html = _html(reading, response.get_absolute_url())
    assert "This answers" in html
    assert told.nothing.get_absolute_url() in html


def test_statement_marks_words_that_differ_and_says_what_is_distorted(told: Story, reading: Client) -> None:
    html = _html(reading, told.century.get_absolute_url())
    assert '<mark class="differs">on the northern shore</mark>' in html
    assert "It adds the northern shore" in html


def test_statement_shows_what_sources_tell_differently(told: Story, reading: Client) -> None:
    html = _html(reading, told.century.get_absolute_url())
    assert "The sources disagree" in html
    assert "8 March 2026" in html


def test_statement_hides_what_is_not_reviewed_on_request(told: Story, reading: Client) -> None:
    html = _html(reading, told.century.get_absolute_url() + "?reviewed=1")
    assert f"link-{told.clarification.public_id}" not in html
    assert f"link-{told.critique.public_id}" in html
    assert 'class="state suggested"' not in html


def test_statement_folds_rejected_links(told: Story, reading: Client) -> None:
    html = _html(reading, told.nothing.get_absolute_url())
    assert "1 rejected link" in html
    assert f'id="link-{told.rejected.public_id}"' not in html


def test_statement_hides_links_of_a_rejected_quotation(told: Story, reading: Client, editor: User) -> None:
    response = told.critique.response
    response.state, response.decided_by, response.decided_at = "rejected", editor, told.critique.decided_at
    response.save()
    assert f"link-{told.critique.public_id}" not in _html(reading, told.century.get_absolute_url())


def test_address_of_any_wording_leads_to_the_statement(told: Story, reading: Client) -> None:
    response = reading.get(reverse("statement", args=[told.gazette_wording.public_id]))
    assert response.status_code == 301
    assert response["Location"] == told.century.get_absolute_url()


def test_address_of_a_passage_without_statement_leads_into_its_text(told: Story, reading: Client) -> None:
    bare = told.interview.revisions.get().quotations.get(exact__startswith="Not one coin")
    response = reading.get(reverse("statement", args=[bare.public_id]))
    assert response.status_code == 302
    assert response["Location"] == f"{told.interview.get_absolute_url()}#q-{bare.public_id}"


def test_statement_escapes_what_a_text_says(told: Story, reading: Client) -> None:
    fisherman = told.rejected.response.statement
    assert fisherman is not None
    html = _html(reading, fisherman.get_absolute_url())
    assert "the sea knows it" in html
    assert "right &amp; the sea" in html


def test_wordings_differ_word_by_word_without_case_and_punctuation() -> None:
    runs = differing("We will leave the port.", "“we will” leave this port")
    assert [run.text for run in runs if run.differs] == ["this"]
    assert "".join(run.text for run in runs) == "“we will” leave this port"


def test_wordings_that_share_little_are_not_marked() -> None:
    assert not any(run.differs for run in differing("The port stays open.", "Nobody leaves before winter ends"))


def test_wordings_too_long_to_compare_are_set_plain() -> None:
    long = "word " * LONGEST_COMPARED + "end"
    assert [run.differs for run in differing(long, long + " more")] == [False]
