"""A text that is not English is stored, segmented, found and marked by hand; it says that no machine read it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from sources.actions import confirm, revise
from sources.models import Source
from statements import search
from statements.actions import extract, review
from statements.models import ExtractionRun, Quotation, Statement
from statements.sight import Sight
from tests.revising import finish, hand_in
from tests.test_intake_actions import ready

pytestmark = pytest.mark.django_db

GERMAN = """Der Deich hält, sagt die Hafenmeisterin

„Wir haben jeden Stein geprüft, und der Deich wird auch in diesem Winter halten“, sagte Ada Brandt am Montag.

Sie wurde gefragt, ob die Fähre im Frühjahr wieder fährt. Das sei noch nicht entschieden, und es hänge nicht von ihr ab,
sondern von dem Rat der Stadt, der sich mit der Sache noch nicht befasst hat.
"""
UKRAINIAN = """Дамба витримає, каже начальниця порту

«Ми перевірили кожен камінь, і дамба витримає також цієї зими», сказала Ада Брандт у понеділок.

Її запитали, чи поїде пором навесні. Вона відповіла, що це ще не вирішено і залежить не від неї, а від міської ради,
яка ще не розглядала цю справу. Їй відомо лише, що рішення буде ухвалене до кінця року, і що всі його чекають.
"""
CASES = [
    pytest.param(GERMAN, "de", "Fähre", "der Deich wird auch in diesem Winter halten", id="German"),
    pytest.param(UKRAINIAN, "uk", "пором", "дамба витримає також цієї зими", id="Ukrainian"),
]
SIGNED_IN = Sight(signed_in=True, suggestions=True, editor=False)


def stored(text: str, by: User) -> Source:
    came = ready(text)
    return confirm.confirm(intake=came, by=by, typed={**confirm.known(came), "copy": False})


@pytest.mark.parametrize(("text", "language", "word", "words"), CASES)
def test_it_is_stored_segmented_and_found(text: str, language: str, word: str, words: str, editor: User) -> None:
    source = stored(text, editor)
    revision = source.revisions.get()
    assert (source.language, revision.text) == (language, text)
    kinds = list(revision.segments.values_list("kind", flat=True))
    assert kinds[0] == "title"
    assert len(kinds) == 3
    assert not ExtractionRun.objects.exists()
    assert search.find(word, SIGNED_IN, None).sources == [source]
    nobody = Sight(signed_in=False, suggestions=False, editor=False)
    assert search.find(word, nobody, None).sources == []  # the whole text is not for everybody
    Source.objects.update(free=True)
    assert search.find(word, nobody, None).sources == [source]


@pytest.mark.parametrize(("text", "language", "word", "words"), CASES)
def test_it_says_that_no_machine_read_it_and_is_marked_by_hand(
    text: str, language: str, word: str, words: str, client: Client, editor: User
) -> None:
    came = ready(text)
    client.force_login(editor)
    assert "does not look English" in client.get(came.get_absolute_url()).text
    source = confirm.confirm(intake=came, by=editor, typed={**confirm.known(came), "copy": False})
    assert "not read for quotations by machine" in client.get(source.get_absolute_url()).text
    first, last = words.split()[0], words.split()[-1]
    typed = {"begins": first, "ends": last, "speaker": "Ada Brandt", "new_speaker": "person", "kind": "direct"}
    begins = " ".join(words.split()[:3])
    client.post(reverse("mark", args=[source.public_id]), {**typed, "begins": begins})
    marked = Quotation.objects.get()
    assert (marked.exact, marked.state, marked.speaker_name) == (words, "accepted", "Ada Brandt")


@pytest.mark.parametrize(("text", "language", "word", "words"), CASES)
def test_what_was_marked_is_carried_into_its_newer_revision(
    text: str, language: str, word: str, words: str, editor: User
) -> None:
    source = stored(text, editor)
    revision = source.revisions.get()
    start = text.index(words)
    marked, _ = review.add_quotation(
        revision=revision, by=editor, start=start, end=start + len(words), speaker="Ada Brandt", kind="direct"
    )
    revise.revise(intake=hand_in(source, "01.12.\n\n" + text), by=editor)
    finish()
    marked.refresh_from_db()
    assert (marked.exact, marked.revision.number, marked.state) == (words, 2, "accepted")
    assert Statement.objects.get().founding == marked
    extract.request(revision=revise.newest(source), by=None)
    finish()
    assert Quotation.objects.get() == marked
