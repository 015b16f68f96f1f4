"""What is no turn: captions, furniture, titles, bylines; and the type, day and outlet of a text."""

from __future__ import annotations

import pytest

from extraction.structure import read_structure
from extraction.types import RosterPerson
from tests.structuring import asked_and_answered, kinds, rows, spoken, title_of

# ---------------------------------------------------------------- what stands between

WOOD = (
    "The wood and the axe\n\nForester Ida Moss on felling, fungus and the future.\n\nHow sick is the forest?\n\n"
    "Very sick. A third of the spruces are dying, and I fear that we will lose more of them before summer ends.\n\n"
    "{}\n\nWe can fell, and we can wait.\n\nAnd the beetles? Some say that they will come back.\n\n"
    "They will, and I shall be here.\n"
)


@pytest.mark.parametrize(
    ("between", "kind"),
    [
        ("Ida Moss in the forest near Holm. Photo: Jan Brok", "caption"),
        ("Spruces near Holm\nSpruces near Holm Photo: Jan Brok/Holm Images", "caption"),
        ("Jan Brok\nA dead spruce on the northern slope", "caption"),
        ("Ida Moss (left) with her dog in the forest", "caption"),
        ("Ida Moss. Source: Jan Brok/HBC", "caption"),
        ("Ida Moss.\nIda Moss. Author: HBC", "caption"),
        ("AFP\nA man walks past dead spruces near Holm.", "caption"),
        ("Dead spruces near Holm.\nGetty Images", "caption"),
        ("Forester Ida Moss.", "caption"),
        ("The slope. By Jan Brok - Own work, CC BY-SA 4.0", "caption"),
        ("I fear that we will lose more of them before summer ends\n\nIda Moss, forester", "pull_quote"),
        (
            "A third of the spruces are dying, and more will be lost before the summer ends\n\nForester, Ida Moss",
            "pull_quote",
        ),
        ("a third of the spruces are dying, and I fear that we will lose more of them", "pull_quote"),
        ("The forest was counted today. https://t.co/AbCdEf1234\n— Holm Forests (@holmforests) May 3, 2024", "embed"),
        ("View this post on Instagram\nA post shared by Ida Moss (@idamoss)", "embed"),
        ("[The count is of last autumn – ed.]", "editors_note"),
        ("(Editor's note: the ministry counts otherwise.)", "editors_note"),
        ("[laughs]", "editors_note"),
        ("READ MORE: The year of the beetle", "page_furniture"),
        ("Advertisement", "page_furniture"),
        ("Download the Holm News app and never miss an update!", "page_furniture"),
        ("* * *", "page_furniture"),
    ],
)
def test_what_stands_in_an_answer_does_not_end_it(between: str, kind: str) -> None:
    text = WOOD.format(between)
    marked = [row for row in rows(text) if row[0] == kind]
    assert len(marked) == len([line for line in between.split("\n") if line])
    assert all(row[1] is None for row in marked)
    answer = asked_and_answered(text)[1]
    assert answer[0] == "answer"
    assert answer[1].endswith("/ We can fell, and we can wait.")
    assert [k for k, _ in asked_and_answered(text)] == ["question", "answer", "question", "answer"]


def test_page_furniture_at_both_ends() -> None:
    text = (
        "Skip to content\nHome | News | Sport\n\nFerries stop in storm\n\n3 min read\n\nShare\n"
        "Facebook Twitter WhatsApp\n\n"
        "The ferries to Holm stopped on Monday because of the storm, the company said.\n\n"
        "They will run again on Tuesday, it said.\n\n--\n"
        "Follow Harbour Gazette on Facebook and never miss an update!\nEditor: Hanna Reed\n\n"
        "Related Articles\n\nThe year of the beetle\n\nCouncil votes down harbour plan\n\n© 2024 Harbour Gazette\nTop\n"
    )
    assert title_of(text) == "Ferries stop in storm"
    body = [row for row in rows(text) if row[0] in ("lead", "paragraph")]
    assert [row[3] for row in body] == ["The ferries to Holm stop", "They will run again on T"]
    assert ("byline", None, None, "Editor: Hanna Reed") in rows(text)
    assert read_structure(text).outlet[0].value == "Harbour Gazette"


def test_the_title_said_twice_is_furniture() -> None:
    text = (
        "Ferries stop in storm\n\nNobody was hurt\n\nFerries stop in storm\n\nThe ferries to Holm stopped on Monday.\n"
    )
    assert kinds(text) == ["title", "lead", "page_furniture", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "The council on Tuesday voted down the plan for a new harbour, twelve to nine.\n\nIt will return in autumn.\n",
        "\nBy The Harbour Office\nThe minister said that the ferries should run all winter.\n“They must,” she said.\n",
        "The minister resigned.\n\nShe gave no reason, and the government said that it had none to give either.\n",
        "Ferries stop in storm",
        "",
        "\n \u00a0\n",
    ],
)
def test_a_text_without_a_title_has_none(text: str) -> None:
    assert read_structure(text).title is None


def test_a_credit_to_a_building_is_no_byline() -> None:
    text = "\nBy The Harbour Office\nThe minister said that the ferries should run.\n“They must,” she said.\n"
    assert kinds(text) == ["caption", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line", ["By Hanna Reed", "Hanna Reed", "By Hanna Reed and Jan Brok", "Text: Hanna Reed", "By AFP"]
)
def test_bylines(line: str) -> None:
    text = f"Ferries stop in storm\n\n{line}\n\nThe ferries to Holm stopped on Monday because of the storm.\n"
    assert kinds(text) == ["title", "byline", "lead"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "FERRIES AND ICE\n\n"
        "Q: You have been in office for a year now and the harbour is still closed to\n"
        "   large ships. When will it open again?\n\n"
        "A: It will open in spring, when the dredging is finished. We had hoped for an\n"
        "   earlier date, but the winter was hard and two of the dredgers had to go back\n"
        "   to the yard.\n\n"
        "   The pilots have been very patient with us.\n"
    )
    assert asked_and_answered(text) == [
        (
            "question",
            "You have been in office for a year now and the harbour is still closed to large ships. "
            "When will it open again?",
        ),
        (
            "answer",
            "It will open in spring, when the dredging is finished. We had hoped for an earlier date, but the winter "
            "was hard and two of the dredgers had to go back to the yard. / The pilots have been very patient with us.",
        ),
    ]


# ---------------------------------------------------------------- types and metadata


def test_a_speech_is_its_speakers() -> None:
    text = (
        "Remarks by President Ilona Marsh at the opening of the harbour\n\nLadies and gentlemen,\n\n"
        "I am glad to be here today. We have waited for this harbour for a long time.\n\n"
        "My father was a pilot, and I remember how he spoke of it.\n\nWe owe this to the workers. Thank you.\n"
    )
    structure = read_structure(text)
    assert structure.doc_type == "speech"
    assert {s.speaker for s in structure.segments if s.kind == "paragraph"} == {"Ilona Marsh"}


def test_a_post() -> None:
    text = "Rolf Ant\n@rolfant\n\nI never gave that report to anyone. Not to the press.\n\n10:31 AM · May 3, 2024\n"
    structure = read_structure(text)
    assert structure.doc_type == "post"
    assert structure.title is None
    assert [i.value for i in structure.published] == ["2024-05-03?"]


def test_an_article_with_a_post_in_it_stays_an_article() -> None:
    text = (
        "Minister denies harbour leak\n\nHarbour minister Rolf Ant on Friday denied that he leaked the report.\n\n"
        "I never gave it to anyone.\n— Rolf Ant (@rolfant) May 3, 2024\n\nThe opposition called for an inquiry.\n"
    )
    assert read_structure(text).doc_type == "article"
    assert kinds(text) == ["title", "lead", "embed", "embed", "paragraph"]


def test_the_latest_day_of_captions_is_the_best_candidate_and_says_why() -> None:
    text = (
        "Ferries stop\n\nThe ferries stopped.\n\nThe quay on Tuesday, March 5, 2024. Photo: Jan Brok\n\n"
        "They run again.\n\nThe quay on March 8, 2024. Photo: Jan Brok\n"
    )
    first, second = read_structure(text).published
    assert (first.value, second.value) == ("2024-03-08?", "2024-03-05?")
    assert first.start is not None
    assert text[first.start : first.end] == "March 8, 2024"
    assert "caption" in first.reason


def test_a_weekday_alone_dates_nothing() -> None:
    text = "Ferries stop in storm\n\nThe ferries stopped on Monday.\n\nThey will run on Tuesday, the company said.\n"
    assert read_structure(text).published == ()
    assert read_structure(text).outlet == ()


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Sandholm Courier, 12 October 2031", ["The Sandholm Courier"]),
        ("The Ledger | Oct. 12, 2031", ["The Ledger"]),
        ("12 October 2031 · Harbour News", ["Harbour News"]),
        ("Harbour Gazette (Friday, 12 October 2031)", ["Harbour Gazette"]),
        ("Northern News Agency, 2031-10-12 14:30", ["Northern News Agency"]),
        ("Published 2031-10-12 on northstar.news", ["northstar.news"]),
        ("Sandholm, 12 October 2031", []),
        ("Ida Moss, 12 October 2031", []),
    ],
)
def test_the_line_of_publication_gives_outlet_and_day(line: str, outlet: list[str]) -> None:
    text = (
        f"Harbour levy will rise, minister says\n\n{line}\n\nPort fees will go up by a third from January, the"
        " transport minister said on Friday.\n\nThe shipowners were not impressed with that.\n"
    )
    found = read_structure(text)
    assert kinds(text) == ["title", "byline", "lead", "paragraph"]
    assert [i.value for i in found.published] == ["2031-10-12?"]
    assert [i.value for i in found.outlet] == outlet
    assert [text[i.start : i.end] for i in found.outlet if i.start is not None] == outlet


def test_the_outlet_that_asks_is_a_candidate() -> None:
    text = "HARBOUR GAZETTE: Why?\n\nROLF ANT: Because.\n\nHARBOUR GAZETTE: Is that all?\n\nROLF ANT: It is.\n"
    (found,) = read_structure(text).outlet
    assert found.value == "HARBOUR GAZETTE"
    assert text[found.start : found.end] == "HARBOUR GAZETTE"


def test_the_roster_gives_the_full_name_behind_initials() -> None:
    text = "HG: Are you ready?\n\nMT: Yes we are.\n\nHG: Sure?\n\nMT: Quite.\n"
    roster = [RosterPerson("Marko Tiil", aliases=("Tiil",))]
    assert {s.speaker for s in read_structure(text, roster=roster).segments if s.kind == "answer"} == {"Marko Tiil"}


def test_no_name_rather_than_a_wrong_one() -> None:
    text = (
        "Two mayors, one bridge\n\nLotte Brand of Holm and Ben Ode of Varn disagree.\n\nWho owns the bridge?\n\n"
        "We do, and I can prove it.\n\nCan you?\n\nI have the papers in my desk.\n"
    )
    assert {speaker for kind, _, speaker in spoken(text) if kind == "answer"} == {None}


@pytest.mark.parametrize("above", ["", "Northern Radio, 19 June 2031\n\n"])
def test_a_title_that_names_the_guest_is_no_answer(above: str) -> None:
    text = above + (
        "Falk: I should not have promised the fares\n\nInterviewer: Minister, why do the fares go up on Monday?\n\n"
        "Falk: I was wrong to promise it.\n\nInterviewer: And the boats?\n\nFalk: They will come in June.\n"
    )
    assert title_of(text) == "Falk: I should not have promised the fares"
    assert asked_and_answered(text)[0] == ("question", "Minister, why do the fares go up on Monday?")
