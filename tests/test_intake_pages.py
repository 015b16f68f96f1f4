"""The pages by which an editor hands texts in, confirms them, and puts right what is known about them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from sources import readers, tasks
from sources.actions import confirm, intake
from sources.models import Intake, Source
from tests.test_intake_actions import INTERVIEW, TYPED, confirmed, ready, received

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was asked of the worker; none runs here."""
    ids: list[int] = []
    monkeypatch.setattr(tasks.read_intake, "delay", ids.append)
    return ids


@pytest.fixture
def site(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def upload(name: str, data: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


# --- Who may ----------------------------------------------------------------------------------------------------------


def _new_intake() -> str:
    return received().public_id


def _new_source() -> str:
    return confirmed().public_id


ADDRESSES: list[tuple[str, Callable[[], str] | None, str]] = [
    ("add", None, "get"),
    ("intakes", None, "get"),
    ("intake", _new_intake, "get"),
    ("intake_fill", _new_intake, "post"),
    ("intake_confirm", _new_intake, "post"),
    ("intake_discard", _new_intake, "post"),
    ("intake_retry", _new_intake, "post"),
    ("source_edit", _new_source, "get"),
    ("source_withdraw", _new_source, "get"),
]


@pytest.mark.parametrize(("name", "make", "method"), ADDRESSES, ids=[name for name, _, _ in ADDRESSES])
@pytest.mark.parametrize("who", ["editor", "analyst", "researcher", None])
def test_pages_are_for_editors(
    client: Client, request: pytest.FixtureRequest, who: str | None, name: str, make: Any, method: str
) -> None:
    address = reverse(name, args=[make()] if make else [])
    if who:
        client.force_login(request.getfixturevalue(who))
    answer = getattr(client, method)(address)
    if who == "editor":
        assert answer.status_code in (200, 302)
        assert "login" not in answer.headers.get("Location", "")
    elif who:
        assert answer.status_code == 403
    else:
        assert answer.headers["Location"].startswith("/login/?next=")


@pytest.mark.parametrize("name", ["intake_fill", "intake_confirm", "intake_discard", "intake_retry"])
def test_pages_that_change_something_take_no_get(site: Client, name: str) -> None:
    assert site.get(reverse(name, args=[_new_intake()])).status_code == 405


# --- Handing in -------------------------------------------------------------------------------------------------------


def test_add_stores_a_paste_at_once(site: Client, editor: User, asked: list[int]) -> None:
    answer = site.post("/add/", {"text": "  One.\r\nTwo.\0 ", "title": "A title", "outlet": "Oldmere Gazette"})
    came = Intake.objects.get()
    assert answer.headers["Location"] == came.get_absolute_url()
    assert (came.method, came.handed_in_by, came.state) == ("paste", editor, "received")
    assert came.typed == {"title": "A title", "outlet": "Oldmere Gazette"}
    assert asked == [came.pk]
    intake.read(came.pk)
    came.refresh_from_db()
    assert came.text == "  One.\nTwo.\ufffd "


def test_add_stores_each_of_many_files(site: Client, asked: list[int]) -> None:
    files = [upload("a.txt", "One text."), upload("b.md", "# Another"), upload("c.html", "<p>And one more</p>")]
    answer = site.post("/add/", {"documents": files, "outlet": "Oldmere Gazette", "title": "Of which?"})
    assert answer.headers["Location"] == "/intakes/"
    came = Intake.objects.order_by("pk")
    assert [i.file_name for i in came] == ["a.txt", "b.md", "c.html"]
    assert [i.media_type for i in came] == ["text/plain", "text/markdown", "text/html"]
    assert [i.typed for i in came] == [{"outlet": "Oldmere Gazette"}] * 3  # one title cannot be that of three texts
    assert asked == [i.pk for i in came]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.txt", b"", "empty"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.docx", b"PK\3\4....", "Word"),
        ("a.zip", b"something", ".zip"),
        ("a.txt", b"x" * (readers.MAX_BYTES + 1), "10 MB"),
    ],
)
def test_add_says_beside_the_field_what_cannot_be_read(site: Client, name: str, data: bytes, word: str) -> None:
    answer = site.post("/add/", {"documents": upload(name, data), "outlet": "Oldmere Gazette", "published": "spring"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert word in html.split('id="id_documents_error"')[1].split("</ul>")[0]
    assert 'value="Oldmere Gazette"' in html
    assert 'value="spring"' in html
    assert not Intake.objects.exists()


def test_add_takes_the_good_files_and_names_the_bad(site: Client) -> None:
    files = [upload("good.txt", "Words."), upload("bad.pdf", b"%PDF-1.7")]
    html = site.post("/add/", {"documents": files}, follow=True).content.decode()
    assert [i.file_name for i in Intake.objects.all()] == ["good.txt"]
    assert "bad.pdf: This file is a PDF" in html


@pytest.mark.parametrize("text", ["", " \r\n\t "])
def test_add_asks_for_a_text(site: Client, text: str) -> None:
    html = site.post("/add/", {"text": text, "note": "Kept"}).content.decode()
    assert "Paste a text here, or choose files." in html
    assert 'value="Kept"' in html
    assert not Intake.objects.exists()


def test_add_refuses_a_paste_that_is_too_large(site: Client) -> None:
    html = site.post("/add/", {"text": "é" * (readers.MAX_BYTES // 2 + 1)}).content.decode()
    assert "the most that is taken is 10 MB" in html
    assert not Intake.objects.exists()


def test_add_loses_no_text_over_a_wrong_date(site: Client) -> None:
    site.post("/add/", {"text": INTERVIEW, "published": "next spring", "url": "no address"})
    came = Intake.objects.get()
    intake.read(came.pk)
    html = site.get(came.get_absolute_url()).content.decode()
    assert 'value="next spring"' in html
    assert "“next spring” is not a date this archive reads." in html.replace("&quot;", '"')
    assert 'value="no address"' in html


def test_add_names_no_path_of_the_uploader(site: Client) -> None:
    site.post("/add/", {"documents": upload("..\\..\\secret\\a.txt", "Words.")})
    assert Intake.objects.get().file_name == "a.txt"


# --- The preview ------------------------------------------------------------------------------------------------------


def state(html: str) -> str:
    """The part that is swapped."""
    return html[html.index('<div id="state"') : html.rindex("</main>")].strip()


def test_preview_asks_again_until_it_was_read(site: Client) -> None:
    came = received()
    address = came.get_absolute_url()
    whole = site.get(address).content.decode()
    assert 'hx-trigger="every 1s"' in whole
    assert '<meta http-equiv="refresh"' in whole  # without JavaScript
    intake.read(came.pk)
    swapped = site.get(address, headers=HTMX).content.decode().strip()
    assert "hx-trigger" not in swapped
    fresh = site.get(address).content.decode()
    assert "http-equiv" not in fresh
    assert without_token(state(fresh)) == without_token(swapped)


def without_token(html: str) -> str:
    """The token against forgery is masked anew for each answer."""
    return "".join(part.split('"', 1)[-1] for part in html.split('name="csrfmiddlewaretoken" value="'))


@pytest.mark.parametrize("end", ["failed", "discarded", "confirmed"])
def test_preview_swap_equals_a_reload_whatever_it_came_to(site: Client, editor: User, end: str) -> None:
    came = received(" " if end == "failed" else INTERVIEW)
    intake.read(came.pk)
    if end == "confirmed":
        confirm.confirm(intake=came, by=editor, typed=TYPED)
    if end == "discarded":
        intake.discard(intake=came, by=editor)
    swapped = site.get(came.get_absolute_url(), headers=HTMX).content.decode().strip()
    assert "hx-trigger" not in swapped
    assert without_token(swapped) == without_token(state(site.get(came.get_absolute_url()).content.decode()))


def test_preview_shows_turns_furniture_and_inferences(site: Client) -> None:
    html = site.get(ready().get_absolute_url()).content.decode()
    assert '<p class="who speaker-2">Ada Varrow</p>' in html
    assert "<del>Follow us on Facebook and Twitter!</del>" in html
    assert "Use “Oldmere Gazette”" in html
    assert "spoke to the Oldmere Gazette" in html
    assert 'name="published" value' not in html  # unknown, and nothing guessed


def test_preview_sends_no_text_back_in_a_form(site: Client) -> None:
    html = site.get(ready().get_absolute_url()).content.decode()
    form = html[html.index('<form id="known"') : html.index("</form>", html.index('<form id="known"'))]
    assert "We have looked at every stone" not in form
    assert "<textarea" not in form


def test_preview_escapes_what_the_text_holds(site: Client) -> None:
    text = '<script>alert(1)</script>\n\nInterviewer: "><img src=x onerror=alert(1)>?\n\n<b>Ada</b>: No.\n' * 3
    html = site.get(ready(text).get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_preview_of_a_long_text_shows_its_beginning(site: Client) -> None:
    text = "\n\n".join(f"Paragraph {i} says that the wall of harbour {i} will hold." for i in range(500))
    came = ready(text)
    html = site.get(came.get_absolute_url()).content.decode()
    assert "Show 300 more paragraphs" in html
    assert "Paragraph 499" not in html
    assert "Paragraph 499" in site.get(came.get_absolute_url() + "?whole").content.decode()


def test_fill_puts_the_inferred_value_into_its_field(site: Client) -> None:
    came = ready()
    typed = {"kind": "interview", "title": "My own title", "note": "Kept", "use": "outlet 0"}
    address = reverse("intake_fill", args=[came.public_id])
    part = site.post(address, typed, headers=HTMX).content.decode()
    assert part.strip().startswith('<form id="known"')
    for value in ("Oldmere Gazette", "My own title", "Kept"):
        assert f'value="{value}"' in part
    assert "Use “Oldmere Gazette”" not in part
    assert "autofocus" in part[part.index('name="outlet"') :].split(">")[0]
    whole = site.post(address, typed).content.decode()  # without JavaScript: the page, with the same form
    assert without_token(part.strip()) in without_token(whole)


@pytest.mark.parametrize("use", ["", "outlet 9", "outlet -1", "kind 0", "nothing 0", "outlet x"])
def test_fill_ignores_what_it_did_not_offer(site: Client, use: str) -> None:
    answer = site.post(reverse("intake_fill", args=[ready().public_id]), {"kind": "article", "use": use}, headers=HTMX)
    assert answer.status_code == 200


def test_confirm_makes_a_source_and_shows_its_job(site: Client, editor: User) -> None:
    came = ready()
    known = {"kind": "interview", "outlet": "Oldmere Gazette", "published": "2026-03-14", "language": "en"}
    answer = site.post(reverse("intake_confirm", args=[came.public_id]), known)
    source = Source.objects.get()
    assert answer.headers["Location"] == reverse("source_job", args=[source.public_id])
    assert (source.structure_confirmed_by, source.published) == (editor, "2026-03-14")


def test_confirm_keeps_what_was_typed_when_a_date_is_wrong(site: Client) -> None:
    came = ready()
    known = {"kind": "article", "title": "My own title", "published": "14.3.26", "free": "on"}
    html = site.post(reverse("intake_confirm", args=[came.public_id]), known).content.decode()
    assert "“14.3.26” is not a date this archive reads." in html
    assert 'value="My own title"' in html
    assert 'value="14.3.26"' in html
    assert not Source.objects.exists()


def test_confirm_names_the_source_that_has_the_text(site: Client) -> None:
    source = confirmed(typed={"outlet": "Oldmere Gazette"})
    came = ready()
    assert source.get_absolute_url() in site.get(came.get_absolute_url()).content.decode()
    address = reverse("intake_confirm", args=[came.public_id])
    same = site.post(address, {"kind": "interview", "outlet": "Oldmere Gazette", "copy": "on"})
    assert "is in the archive already" in same.content.decode().split('id="id_outlet_error"')[1]
    unsaid = site.post(address, {"kind": "interview", "outlet": "The Lighthouse"})
    assert "tick this" in unsaid.content.decode().split('id="id_copy_error"')[1]
    assert site.post(address, {"kind": "interview", "outlet": "The Lighthouse", "copy": "on"}).status_code == 302
    assert Source.objects.count() == 2


def test_confirm_twice_is_one_source(site: Client) -> None:
    came = ready()
    address = reverse("intake_confirm", args=[came.public_id])
    first, second = (site.post(address, {"kind": "interview"}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Source.objects.count() == 1


def test_confirm_of_what_failed_shows_why(site: Client) -> None:
    came = received(" ")
    intake.read(came.pk)
    answer = site.post(reverse("intake_confirm", args=[came.public_id]), {"kind": "article"}, follow=True)
    assert "There is no text in this file." in answer.content.decode()


def test_retry_asks_the_worker_again(site: Client, asked: list[int]) -> None:
    came = received(" ")
    intake.read(came.pk)
    site.post(reverse("intake_retry", args=[came.public_id]))
    came.refresh_from_db()
    assert (came.state, asked) == (Intake.State.RECEIVED, [came.pk])
    site.post(reverse("intake_retry", args=[came.public_id]))  # a second click
    assert asked == [came.pk]


def test_discard_lays_it_aside(site: Client) -> None:
    came = ready()
    html = site.post(reverse("intake_discard", args=[came.public_id]), follow=True).content.decode()
    assert "was discarded" in html
    assert came.get_absolute_url() not in html


def test_preview_of_another_language_says_that_it_is_not_read(site: Client) -> None:
    text = "Der Minister sagte am Montag, dass die Mauer nicht hält und das Geld nicht reicht für die Häfen. " * 5
    came = ready(text)
    html = site.get(came.get_absolute_url()).content.decode()
    assert "does not look English" in html
    answer = site.post(reverse("intake_confirm", args=[came.public_id]), {"kind": "article", "language": "de"})
    assert answer.headers["Location"] == Source.objects.get().get_absolute_url()


# --- Lists, and what is known about a source --------------------------------------------------------------------------


def test_intakes_list_asks_a_fixed_number_of_queries(
    site: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for i in range(60):
        received(f"Text {i}.", file_name=f"{i}.txt")
    with django_assert_max_num_queries(8):
        html = site.get("/intakes/").content.decode()
    assert html.count("<tr>") == 51
    assert 'hx-trigger="every 2s"' in html


def test_intakes_list_swap_equals_a_reload_and_stops_asking(site: Client) -> None:
    ready()
    swapped = site.get("/intakes/", headers=HTMX).content.decode().strip()
    assert "hx-trigger" not in swapped
    assert swapped in site.get("/intakes/").content.decode()


def test_intakes_list_without_any_says_what_will_be_here(site: Client) -> None:
    assert "Nothing waits" in site.get("/intakes/").content.decode()


def test_preview_asks_a_fixed_number_of_queries(
    site: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for i in range(4):
        confirmed(INTERVIEW + f"\nMore {i}.\n")
    came = ready()
    with django_assert_max_num_queries(12):
        site.get(came.get_absolute_url())
