"""Words that an edited text no longer has: listed, attached by hand, left; and older texts can be read."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from accounts import history
from accounts.models import Action
from sources.models import Revision
from statements.actions import extract, review
from statements.models import Anchor, Link, Quotation
from tests.extracting import FakePipeline, Text
from tests.revising import add_revision, finish
from tests.test_revisions import ADA, BOATS, HOLD, LIE, edited, first

pytestmark = pytest.mark.django_db

REPLACED = f"“{HOLD}” said Ada Brandt.\n\n“Nobody should believe this,” said Nils Harrow.\n"
NEW_WORDS = "Nobody should believe this,"


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


@pytest.fixture
def site(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def replaced() -> Text:
    text = Text(REPLACED)
    text.say(HOLD, ADA)
    text.say(NEW_WORDS, "Nils Harrow")
    return text


@pytest.fixture
def old(editor: User) -> Revision:
    """An accepted link, whose answer the edited text no longer has."""
    old = first()
    review.accept_link(link=Link.objects.get(), by=editor)
    add_revision(old.source, replaced(), editor)
    return old


def orphan() -> Anchor:
    return Anchor.objects.get(how="orphaned")


def test_the_first_page_leads_to_what_is_gone(site: Client, old: Revision) -> None:
    waits = f'<a href="{reverse("desk_orphans")}"><strong>1</strong> quotation no longer in the text</a>'
    assert waits in site.get(reverse("home")).text
    orphan().delete()
    assert reverse("desk_orphans") not in site.get(reverse("home")).text


def test_the_desk_lists_what_is_gone(site: Client, old: Revision) -> None:
    page = site.get(reverse("desk_orphans")).text
    assert LIE in page
    assert HOLD not in page  # found again
    assert f"{old.source.get_absolute_url()}revisions/1/" in page


def test_nothing_rejected_is_listed(site: Client, old: Revision, editor: User) -> None:
    review.reject_quotation(quotation=orphan().quotation, by=editor)
    assert "Nothing is missing" in site.get(reverse("desk_orphans")).text


def test_attaching_by_hand_keeps_the_address_and_the_link(site: Client, old: Revision) -> None:
    anchor = orphan()
    before = history.snapshot(anchor.quotation)
    address = reverse("orphan_attach", args=[anchor.pk])
    assert LIE.rstrip(",") in site.get(address).text
    wrong = site.post(address, {"begins": "Nowhere", "ends": "this"})
    assert "do not stand in the text" in wrong.text
    site.post(address, {"begins": "Nobody should", "ends": "believe this"})
    row = Quotation.objects.get(pk=anchor.quotation_id)
    assert (row.exact, row.state, row.revision.number) == ("Nobody should believe this", "accepted", 2)
    link = Link.objects.get()
    assert (link.response_id, link.state) == (row.pk, "accepted")
    history.undo(Action.objects.get(verb="attach quotation"), by=User.objects.get(username="editor"))
    row.refresh_from_db()
    assert history.snapshot(row) == before
    assert row.statement is not None
    assert row.statement.public_id == row.public_id
    assert orphan().settled_at is None


def test_a_later_reading_knows_what_was_attached(site: Client, old: Revision) -> None:
    site.post(reverse("orphan_attach", args=[orphan().pk]), {"begins": "Nobody", "ends": "believe this"})
    Quotation.objects.filter(exact=NEW_WORDS).delete()
    newest = old.source.revisions.get(number=2)
    extract.request(revision=newest, by=None)
    finish()
    assert sorted(Quotation.objects.values_list("exact", flat=True)) == [NEW_WORDS.rstrip(","), HOLD]


def test_words_that_another_quotation_has_are_refused(site: Client, old: Revision) -> None:
    address = reverse("orphan_attach", args=[orphan().pk])
    assert "stands at these words already" in site.post(address, {"begins": "Nobody", "ends": "this,"}).text
    assert orphan().quotation.revision == old


def test_leaving_takes_it_off_the_list_for_later_revisions_too(site: Client, old: Revision, editor: User) -> None:
    site.post(reverse("orphan_settle", args=[orphan().pk]))
    assert "Nothing is missing" in site.get(reverse("desk_orphans")).text
    add_revision(old.source, Text(REPLACED + "One more line.\n"), editor)
    assert "Nothing is missing" in site.get(reverse("desk_orphans")).text
    assert Quotation.objects.get(exact=LIE).revision == old


def test_accepted_words_that_changed_are_shown_to_be_looked_at(site: Client, editor: User) -> None:
    old = first()
    review.accept_quotation(quotation=Quotation.objects.get(exact=BOATS), by=editor)
    add_revision(old.source, edited(), editor)
    page = site.get(reverse("desk_orphans")).text
    assert f"{BOATS}</p>" in page
    assert "<ins>inner</ins>" in page
    site.post(reverse("orphan_settle", args=[Anchor.objects.get(how="moved").pk]))
    assert "<ins>" not in site.get(reverse("desk_orphans")).text


def test_the_older_text_is_read_with_what_was_said_in_it(client: Client, analyst: User, old: Revision) -> None:
    client.force_login(analyst)
    address = reverse("revision", args=[old.source.public_id, 1])
    page = client.get(address).text
    assert "This is an older text" in page
    assert LIE in page
    for quotation in Quotation.objects.filter(exact__in=[HOLD, LIE]):
        assert f'id="q-{quotation.public_id}"' in page
    assert client.get(reverse("revision", args=[old.source.public_id, 2])).headers["Location"] == (
        old.source.get_absolute_url()
    )
    assert client.get(reverse("revision", args=[old.source.public_id, 9])).status_code == 404


def test_the_address_of_a_gone_quotation_leads_to_the_older_text(client: Client, analyst: User, old: Revision) -> None:
    client.force_login(analyst)
    gone = Quotation.objects.get(exact=LIE)
    page = client.get(reverse("statement", args=[gone.public_id])).text
    assert f"/revisions/1/#q-{gone.public_id}" in page
