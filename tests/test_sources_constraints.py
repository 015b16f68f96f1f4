"""What the database refuses of texts, each rule tried."""

import hashlib
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from sources.models import Intake, Outlet, Revision, Segment, Source
from tests.test_intake_actions import confirmed, received

pytestmark = pytest.mark.django_db


def refused(constraint: str, model: type[Model], **changes: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model._default_manager.update(**changes)


def test_database_refuses_a_changed_text() -> None:
    confirmed()
    refused("its text is never changed", Revision, text="Other words.")
    refused("never changed", Revision, number=2)
    refused("never changed", Revision, sha256="0" * 64)
    refused("revision_withdrawn_is_blank", Revision, withdrawn=True)


def test_database_refuses_a_text_that_is_not_its_hash() -> None:
    source = confirmed()
    with pytest.raises(IntegrityError, match="sha256 is not that of the text"), transaction.atomic():
        Revision.objects.create(source=source, number=2, text="Words.", sha256="0" * 64)


def test_database_refuses_a_second_revision_of_one_number() -> None:
    source = confirmed()
    again = {"source": source, "text": "Words.", "sha256": hashlib.sha256(b"Words.").hexdigest()}
    with pytest.raises(IntegrityError, match="revision_number_once"), transaction.atomic():
        Revision.objects.create(number=1, superseded=True, **again)
    with pytest.raises(IntegrityError, match="revision_newest_once"), transaction.atomic():
        Revision.objects.create(number=2, **again)


def test_database_refuses_half_an_intake() -> None:
    received()
    refused("intake_ready_was_read", Intake, state="ready")
    refused("intake_confirmed_has_source", Intake, state="confirmed")
    refused("intake_failed_says_why", Intake, state="failed")
    refused("intake_state_known", Intake, state="lost")
    refused("intake_sha256_form", Intake, sha256="no hash")


def test_database_refuses_half_a_source(editor: User) -> None:
    confirmed()
    refused("source_has_a_heading", Source, title="", working_title="")
    refused("source_kind_known", Source, kind="poem")
    refused("source_structure_confirmed_by_somebody", Source, structure_confirmed_at=timezone.now())
    refused("source_withdrawn_with_reason", Source, withdrawn_at=timezone.now())
    refused("source_published_in_order", Source, published_earliest="2026-02-02", published_latest="2026-02-01")


def test_database_refuses_odd_segments() -> None:
    confirmed()
    refused("segment_not_empty", Segment, end=0)
    refused("segment_turn_of_a_transcript", Segment, kind="paragraph", turn=1)
    segment = Segment.objects.first()
    assert segment is not None
    with pytest.raises(IntegrityError, match="segment_start_once"), transaction.atomic():
        Segment.objects.create(revision=segment.revision, kind="paragraph", start=segment.start, end=segment.end + 1)


def test_database_refuses_two_outlets_of_one_name() -> None:
    Outlet.objects.create(name="Oldmere Gazette")
    with pytest.raises(IntegrityError, match="outlet_name_once"), transaction.atomic():
        Outlet.objects.create(name="OLDMERE GAZETTE")
    refused("outlet_has_a_name", Outlet, name="")
