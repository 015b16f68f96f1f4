"""Whose turn, speech or post it is, by the form of the text."""

import pytest

from extraction.structure import paragraphs, read_structure
from extraction.structure.signs import Signs, read_signs


def speakers(text: str, kind: str) -> list[str | None]:
    return [s.speaker for s in read_structure(text).segments if s.kind == kind]


QUESTIONS = """

Q: {address} you have had a bad week. Will you stay?

A: I will stay until the bridge is open, and I have told them so.

Q: And when is that?

A: In the spring, if the river lets us. I cannot say more.
"""


@pytest.mark.parametrize(
    ("title", "address", "guest"),
    [
        ("Money Hour: the governor, Zelda Arnholt", "Governor,", "Zelda Arnholt"),
        ("The Late Hour. Harbour Minister Zelda Arnholt in conversation with Otto Vehn.", "Well,", "Zelda Arnholt"),
        ("Evening Edition. Guest: the Federal Minister of Works, Dr Zelda Arnholt.", "Doctor,", "Zelda Arnholt"),
    ],
)
def test_the_guest_is_who_the_programme_names(title: str, address: str, guest: str) -> None:
    assert set(speakers(title + QUESTIONS.format(address=address), "answer")) == {guest}


def test_initials_are_the_surname_that_somebody_is_spoken_to_by() -> None:
    text = (
        "Valley Hour\n\nRV: Dr Brenk, you said that the ward stays. Ada Quint laughed. Who is right?\n\n"
        "IB: Ms Quint was quite right, and I rang her.\n\nRV: And the beds?\n\nIB: Every bed stays, I said so."
    )
    assert set(speakers(text, "answer")) == {"Brenk"}


def test_labels_of_a_parliament_are_names_without_courtesy() -> None:
    text = (
        "Sitting of Tuesday\n\nMr OTTO VEHN (Country Party): Who is right about the tunnel, the Minister or I?\n\n"
        "Ms ZELDA ARNHOLT (Minister for Works): The member has added correctly.\n\n"
        "Mr VEHN: Will the Minister publish the reports?\n\nMs ARNHOLT: I shall have to ask the builder."
    )
    assert set(speakers(text, "answer")) | set(speakers(text, "question")) == {"Otto Vehn", "Zelda Arnholt"}


def test_remarks_are_by_whom_the_title_says() -> None:
    text = (
        "Remarks by General (ret.) Zelda Arnholt on taking leave of the Ministry of Works, Belmar, 4 October\n\n"
        "Soldiers, guides, friends,\n\nI am told that a farewell should be short. I gave you a date in January.\n\n"
        "I should never have promised Easter. I had no business to, and I say so to you all.\n\nThank you."
    )
    assert set(speakers(text, "paragraph")) == {"Zelda Arnholt"}


def test_each_post_is_its_account_s() -> None:
    text = (
        "Otto Vehn (@otto_vehn), Union of Porters\n\nAbout those lamps. A minister who never carried one should not "
        "talk of them.\n\n↳ Nora Brandt (@nbrandt), porter\n\nI carried two hundred of them last year.\n\n"
        "↳ Harbour Workers Association (@harbour)\n\nOurs were always paid in full."
    )
    said = {s.speaker for s in read_structure(text).segments if text[s.start : s.end].endswith(".")}
    assert said == {"Otto Vehn", "Nora Brandt", "Harbour Workers Association"}


def test_of_two_who_ask_alike_the_one_who_comes_in_last_answers() -> None:
    """Whatever order a set has in this run: the same text is read alike each time."""
    text = "\n\n".join(f"{who}: Who knows, and would you ask {n} times?" for n in range(3) for who in ("Ida", "Falk"))
    kinds = {text[: s.start].split()[-1]: s.kind for s in read_structure(text).segments}
    assert kinds == {"Ida:": "question", "Falk:": "answer"}


def test_what_a_paragraph_shows_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(plain: str, words: int) -> Signs:
        read.append(plain)
        return read_signs(plain, words)

    monkeypatch.setattr(paragraphs, "read_signs", counted)
    structure = read_structure("\n\n".join(f"The mayor opened bridge {n}, and I said so to her." for n in range(30)))
    assert len(read) <= len(structure.segments)
