"""Who speaks where the form of a text must tell it: called by name, introduced, posting, signing below a quotation."""

import pytest

from extraction.structure import read_structure
from tests.reading import everything

TALK = """{title}

{intro}You have had a hard spring{called}.

I have had work to do, and I did it.

Why are you still at the harbour?

Because somebody has to mend the pier, and I said I would.

And what do you say to those who want you gone?

I tell them that they may have my boots.
"""


@pytest.mark.parametrize(
    ("title", "intro", "called", "speaker"),
    [
        ("The minister in the studio", "", ", Ms Falk", "Falk"),
        ("A talk on the pier", "Ida Falk sits for the Green Shore in Norhaven.\n\n", "", "Ida Falk"),
        ("A talk on the pier", "Harbour Minister Ida Falk has a new desk.\n\n", "", "Ida Falk"),
        ("A talk on the pier", "", "", None),
    ],
)
def test_who_is_called_by_name_or_introduced_answers(title: str, intro: str, called: str, speaker: str | None) -> None:
    structure = read_structure(TALK.format(title=title, intro=intro, called=called))
    assert {s.speaker for s in structure.segments if s.kind == "answer"} == {speaker}


def test_a_retired_officer_gives_the_speech_of_the_title() -> None:
    text = """Remarks by General (ret.) Bo Renn on leaving the coast guard, Norhaven, 4 May 2031

Friends,

I shall be short. I leave behind nine boats, and I know each of them by its cough.

I thank you, and I thank the harbour.
"""
    assert {s.speaker for s in read_structure(text).segments if s.kind == "paragraph"} == {"Bo Renn"}


POSTS = """What people posted about the pier

Ida Falk (@falk_harbour): The pier closes in May. I have told you so for years.

Bo Renn (@renn_nets): And who pays for my nets?

pier fan (@planks): Has anybody a plank to sell?
"""


def test_each_who_posts_speaks_for_himself() -> None:
    found = [(s.kind, s.speaker) for s in read_structure(POSTS).segments if s.kind != "title"]
    assert found == [("answer", "Ida Falk"), ("answer", "Bo Renn"), ("answer", "pier fan")]


GATHERED = """The year in other people\u2019s words

January. \u201cThe pier will stand for a hundred years.\u201d Ida Falk, on her birthday.

May. \u201cI shall weep.\u201d Bo Renn at the fish market. \u201cNobody asked the gulls.\u201d Captain Una Sorn.

Ida Falk, the harbour minister, has left since.
"""


def test_a_name_behind_gathered_words_signs_them() -> None:
    assert [(speaker, words) for kind, speaker, words in everything(GATHERED) if kind == "direct"] == [
        ("Ida Falk", "The pier will stand for a hundred years."),
        ("Bo Renn", "I shall weep."),
        ("Una Sorn", "Nobody asked the gulls."),
    ]


def test_a_sentence_behind_words_signs_nothing() -> None:
    text = """The pier

Ida Falk opened the pier. Bo Renn sells nets there.

"The pier will stand for a hundred years," Falk said. "I shall see to it." Bo Renn on Monday sold his boat.
"""
    assert [speaker for kind, speaker, _words in everything(text) if kind == "direct"] == ["Ida Falk", "Ida Falk"]


SPOKEN = """{title}

{lead}

Friends,

I shall be short. I leave behind nine boats, and I know each of them by its cough.

I thank you, and I thank the harbour.
"""


@pytest.mark.parametrize(
    ("title", "lead", "orator"),
    [
        (
            "Falk Floor Speech in Support of the Karl Venn Bridge Act",
            "Premier Ida Falk delivered these remarks.",
            "Ida Falk",
        ),
        ("Floor speech in support of the Karl Venn Bridge Act", "MELK, 4 May 2031", None),
        ("Remarks by Premier Falk and Minister Orr in a hall of the Karl Venn Bridge", "MELK, 4 May 2031", None),
        ("Ida Falk on leaving the coast guard", "MELK, 4 May 2031", "Ida Falk"),
        ("Address to the nation on leaving the office of president", "MELK, 4 May 2031", None),
    ],
)
def test_whom_a_speech_is_about_does_not_give_it(title: str, lead: str, orator: str | None) -> None:
    structure = read_structure(SPOKEN.format(title=title, lead=lead))
    assert structure.doc_type == "speech"
    assert {s.speaker for s in structure.segments if s.kind == "paragraph"} == {orator}


HEARD = """Evening Desk: the harbour

Presenter: Minister, is the dam safe?

Haddad: It is safe, and it will be safe in ten years. We have looked at each stone of it, and we have paid for each.

Presenter: And the fee?

Haddad: The fee stays as it is.

{last}
"""


def test_the_line_that_tells_who_was_heard_is_no_answer() -> None:
    structure = read_structure(HEARD.format(last="In the studio was the transport minister, Jorun Haddad."))
    assert structure.segments[-1].kind == "paragraph"
    assert {s.speaker for s in structure.segments if s.kind == "answer"} == {"Jorun Haddad"}


def test_an_answer_may_end_with_who_was_there() -> None:
    structure = read_structure(HEARD.format(last="In the harbour was my brother, and he saw it."))
    assert structure.segments[-1].kind == "answer"
