"""What the history says of an action: each field that a person reads, before and after."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from statements.actions import review
from statements.changed import Change, changes
from tests.desk_scene import scene

pytestmark = pytest.mark.django_db


def test_changes_name_what_was_and_what_is(editor: User) -> None:
    claim = scene().claim
    action = review.mend_quotation(quotation=claim, start=claim.start, end=claim.start + 8, speaker="", by=editor)
    assert action is not None
    assert changes(action) == [
        Change("Quotation", "words", "We will close the northern ferry by spring", "We will "),
        Change("Quotation", "speaker", "Ilse Varn", ""),
        Change("Quotation", "state", "not reviewed", "accepted"),
    ]


def test_history_of_each_object_shows_its_changes(client: Client, editor: User) -> None:
    archive = scene()
    review.mend_link(link=archive.critiques, relation="disputes", by=editor)
    client.force_login(editor)
    objects = [
        ("link", archive.critiques.public_id),
        ("quotation", archive.critique.public_id),
        ("statement", archive.claim.public_id),
        ("actor", archive.brandt.public_id),
    ]
    for kind, public_id in objects:
        page = client.get(reverse("history_of", args=[kind, public_id])).text
        assert "mend link" in page
        assert "critiques</del>" in page
        assert "disputes</ins>" in page
    page = client.get(reverse("history_of", args=["source", archive.report.public_id])).text
    assert "Nothing was done yet" in page
