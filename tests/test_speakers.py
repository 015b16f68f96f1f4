"""Who a mention means."""

import pytest

from extraction.entities import distance, fold
from extraction.types import RosterPerson, RosterRole
from tests.reading import quotation, read


def speaker(text: str, words: str, roster: tuple[RosterPerson, ...] = ()) -> tuple[str, str] | None:
    who = quotation(text, words, roster=roster).speaker
    return (who.name, who.kind) if who else None


INTRO = "Prime Minister Helena Varga met Finance Minister Tomas Brandt in the capital on Monday. "


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('"The bridge will open," Varga said.', ("Helena Varga", "person")),
        ('"The bridge will open," said Brandt.', ("Tomas Brandt", "person")),
        ('"The bridge will open," Mr. Brandt said.', ("Tomas Brandt", "person")),
        ('"The bridge will open," the prime minister said.', ("Helena Varga", "person")),
        ('"The bridge will open," the finance minister told reporters.', ("Tomas Brandt", "person")),
        ('"The bridge will open," she said.', ("Helena Varga", "person")),
        ('"The bridge will open," he said.', ("Tomas Brandt", "person")),
        ('"The bridge will open," a senior official said.', ("a senior official", "unnamed")),
        ('"The bridge will open," his spokesman said.', ("his spokesman", "unnamed")),
        ("Most experts said the bridge will open.", ("Most experts", "group")),
        ("About six in 10 said the bridge will open.", ("six in 10", "unnamed")),
        ("Varga made a point of saying the bridge will open.", ("Helena Varga", "person")),
        ("Brandt fired back a response saying the bridge will open.", ("Tomas Brandt", "person")),
        (
            "“No,” said one clerk familiar with the talks, who added that the bridge will open.",
            ("one clerk", "unnamed"),
        ),
    ],
)
def test_a_mention_means_the_fullest_name(sentence: str, expected: tuple[str, str]) -> None:
    assert speaker(INTRO + sentence, "bridge will open") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Karl Venn won. Peter Orreby, head of the club, hoped to beat him. “When Karl Venn races, we lose,” he said.",
        "“It is mad,” said Peter Orreby, who aimed at Karl Venn, seen as a hope. “Venn will see we lose,” he said.",
    ],
)
def test_who_is_named_in_the_words_does_not_say_them(text: str) -> None:
    assert speaker(text, "we lose") == ("Peter Orreby", "person")


def test_the_mention_at_the_attribution_is_given_a_pronoun_included() -> None:
    text = INTRO + '"The bridge will open," she said.'
    who = quotation(text, "bridge").speaker
    assert who is not None
    assert text[who.start : who.end] == "she"


def test_a_surname_that_two_bear_is_left_open() -> None:
    text = 'Anna Lind and Peter Lind run the mill. "We never sell," Lind said.'
    found = speaker(text, "never sell")
    assert found is None or found[0] == "Lind"


def test_a_title_tells_which_of_two_of_one_surname() -> None:
    text = 'Anna Lind and Peter Lind run the mill. "We never sell," Mrs. Lind said.'
    assert speaker(text, "never sell") == ("Anna Lind", "person")


def test_spellings_of_one_name_are_joined() -> None:
    text = (
        'General Valery Horenko left the army. "I was tired," Valerii Horenko said. '
        "Horenko added that he would write a book."
    )
    assert speaker(text, "tired") == speaker(text, "write a book")


def test_the_roster_gives_the_full_name() -> None:
    roster = (RosterPerson("Helena Maria Varga", ("Helena Varga",), (RosterRole("Prime Minister", "Freedonia"),)),)
    assert speaker(INTRO + '"It opens," Varga said.', "opens", roster) == ("Helena Maria Varga", "person")


def test_nobody_is_guessed_for_an_unknown_pronoun() -> None:
    who = quotation('"It opens tomorrow," she said.', "opens").speaker
    assert who is None


def test_an_institution_is_an_organisation() -> None:
    found = speaker("The Harbour Ministry said the port will close on Friday.", "port will close")
    assert found == ("Harbour Ministry", "organisation")


@pytest.mark.parametrize(("a", "b", "edits"), [("valery", "valerii", 2), ("anna", "anna", 0), ("ab", "abcdef", 3)])
def test_distance_counts_edits_up_to_the_limit(a: str, b: str, edits: int) -> None:
    assert distance(a, b, 2) == edits


def test_fold_forgets_accents_and_case() -> None:
    assert fold("Péter-Szij") == "peterszij"


def test_a_dateline_speaks_for_nobody() -> None:
    text = "HARBOUR CITY (Newswire) - Helena Varga said the bridge is safe."
    assert speaker(text, "bridge is safe") == ("Helena Varga", "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"The quay is full," said University of Melk Ina Falk.', "Ina Falk"),
        ("Minister of Health Mara Orr said the quay is full.", "Mara Orr"),
        ('"The quay is full," said CEO of the Harbour Board Ina Falk.', "Ina Falk"),
        ("CEO of the Harbour Board Ina Falk said the quay is full.", "Ina Falk"),
        ("Museum curator Ina Falk said the quay is full.", "Ina Falk"),
        ("According to curator Ina Falk, the quay is full.", "Ina Falk"),
        ("Harbour Board member Ina Falk said the quay is full.", "Ina Falk"),
        ('"The quay is full," Secretary of State for Trade Ina Falk told the station.', "Ina Falk"),
        ("Billionaire Bo Lind said the quay is full.", "Bo Lind"),
        ("In January, Gov. Bo Lind of West Karelia said the quay is full.", "Bo Lind"),
    ],
)
def test_an_office_or_body_before_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert speaker(text, "quay is full") == (name, "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Professor Venn, chair of the Centre for Tide Studies, says the quay is full.", "Venn"),
        ('"The quay is full," said Tomas Orreby, finance spokesman of the Civic Union.', "Tomas Orreby"),
        ("Clara Thorwall, ambassador to Velmark until 2023, said the quay is full.", "Clara Thorwall"),
        ("A spokesman for the Court of Audit, Viktor Seelan, said the quay is full.", "Viktor Seelan"),
        ('"The quay is full," the prosecutor, Mark Orr, said.', "Mark Orr"),
        ("Her partner at Lenor, Sara Mott, said the quay is full.", "Sara Mott"),
    ],
)
def test_an_apposition_does_not_take_the_speaker(text: str, name: str) -> None:
    assert speaker(text, "quay is full") == (name, "person")


@pytest.mark.parametrize(
    "sentence",
    [
        '"The quay is full," Orreby told reporters outside parliament.',
        "Orreby told reporters outside parliament that the quay is full.",
    ],
)
def test_who_is_told_is_not_who_tells(sentence: str) -> None:
    assert speaker(f"Tomas Orreby came late. {sentence}", "quay is full") == ("Tomas Orreby", "person")


def test_the_spokesman_of_somebody_is_somebody_else() -> None:
    found = speaker("A spokesman for Minister Ina Falk said the quay is full.", "quay is full")
    assert found is not None
    assert found[1] == "unnamed"


def test_an_office_told_in_apposition_means_its_holder_later() -> None:
    text = 'The prosecutor, Mark Orr, arrived. "The quay is full," the prosecutor said.'
    assert speaker(text, "quay is full") == ("Mark Orr", "person")


_CHIEFS = (
    RosterPerson("Old Tarn", (), (RosterRole("Secretary General", "Northern Council", "2010", "2019"),)),
    RosterPerson("Karl Lorne", (), (RosterRole("Secretary General", "Northern Council", "2020"),)),
)


@pytest.mark.parametrize(("published", "name"), [("2015-03-01", "Old Tarn"), ("2024-05-03", "Karl Lorne")])
def test_an_office_with_its_organisation_means_who_held_it_on_the_day(published: str, name: str) -> None:
    text = "The Northern Council Secretary General said the quay is full."
    found = read(text, published=published, roster=_CHIEFS).quotations
    assert [(q.speaker.name, q.speaker.kind) for q in found if q.speaker] == [(name, "person")]


def test_an_office_alone_means_nobody_whom_the_text_does_not_name() -> None:
    found = speaker("The secretary general said the quay is full.", "quay is full", _CHIEFS[1:])
    assert found == ("The secretary general", "unnamed")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('K.L. Orr spoke first. "The quay is full," Orr said.', "K.L. Orr"),
        ('Ida Venn spoke first. "The quay is full," Senator VENN said.', "Ida Venn"),
        ("Wen Sho-ling said the quay is full.", "Wen Sho-ling"),
        ('"The quay is full," said Samir al-Dorn.', "Samir al-Dorn"),
        ("Samir al-Dorn came home. Al-Dorn said the quay is full.", "Samir al-Dorn"),
    ],
)
def test_initials_capitals_and_hyphens_stay_within_a_name(text: str, name: str) -> None:
    assert speaker(text, "quay is full") == (name, "person")


@pytest.mark.parametrize(
    "text",
    [
        "Mark Orr came with his family. Orr and his father said the quay is full.",
        '"The quay is full," Mark Orr and Ida Venn said.',
    ],
)
def test_two_who_speak_together_are_a_group(text: str) -> None:
    found = speaker(text, "quay is full")
    assert found is not None
    assert found[1] == "group"


@pytest.mark.parametrize("source", ["Reports", "News reports"])
def test_reports_are_nobody_in_particular(source: str) -> None:
    assert speaker(f"{source} said the quay is full.", "quay is full") == (source, "unnamed")


def test_she_is_the_woman_interviewed_and_not_the_paper() -> None:
    text = 'Zorvika Halm spoke to the Harbour Gazette. The Gazette asked her. "The quay is full," she said.'
    assert speaker(text, "quay is full") == ("Zorvika Halm", "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"The quay is full," Tamsel Qorvat of the Harbour Union told the station.', "Tamsel Qorvat"),
        ("Tamsel Qorvat, the Harbour Board’s chairman, has said that the quay is full.", "Tamsel Qorvat"),
        ('When Brandt came – he was late – Ida Venn answered: "The quay is full, as you see."', "Ida Venn"),
        ('The film ends with footage of Dan Wick saying, "The quay is full."', "Dan Wick"),
        ("“The quay is full.”― Ida Venn", "Ida Venn"),
    ],
)
def test_the_words_nearest_to_the_cue_name_the_speaker(text: str, name: str) -> None:
    assert speaker(text, "quay is full") == (name, "person")


def test_a_clause_of_time_behind_a_quotation_is_no_attribution() -> None:
    text = 'Dan Wick laughed and said, "The quay is full," when Ida Venn asked him about it.'
    assert speaker(text, "quay is full") == ("Dan Wick", "person")


_INTERVIEW = """Zorvika Halm on the quay

Harbour Gazette: {question}

Zorvika Halm: I never said that. We will see in the autumn what the board decides about the quay and the sheds.

Harbour Gazette: The mayor, Ina Falk, was here too. She says that the sheds were empty. Is it so?

Zorvika Halm: No, they were not empty at all, there were four boats and a crane in them.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("In March you told us that the quay would never close. Why?", "would never close"),
        ("In March you promised to resign. Why did you stay?", "to resign"),
        ('In March you said: "The sheds are sold and nobody can buy them back." Why?', "sheds are sold"),
    ],
)
def test_you_in_a_question_is_the_interviewee(question: str, words: str) -> None:
    assert speaker(_INTERVIEW.format(question=question), words) == ("Zorvika Halm", "person")


def test_she_in_a_question_is_the_woman_named_last() -> None:
    text = _INTERVIEW.format(question="In March you told us that the quay would never close. Why?")
    assert speaker(text, "sheds were empty") == ("Ina Falk", "person")


def test_with_a_name_and_a_participle_before_marks_the_name_speaks() -> None:
    text = (
        "The Gazette met Oskar Velt. It quoted critics like barrister Colin Yeats, with Caitlin Bolt stating: "
        "“People on the quay need this council to make quicker decisions.”"
    )
    assert speaker(text, "quicker decisions") == ("Caitlin Bolt", "person")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Olaf Orr, a New York Democrat, was absent. But many Democrats say that the fee is high.",
            "fee is",
            "many Democrats",
        ),
        ("The Marn attorney general said that the fund is closed.", "fund is", "The Marn attorney general"),
        ("His ex-wife contended that she should not pay.", "not pay", "His ex-wife"),
        ("The host was cruel to guests, according to show insiders.", "cruel", "show insiders"),
        (
            "It cost nine crowns, according to the Marn Budget Office. It will cost ten, the agency said in June.",
            "will cost ten",
            "Marn Budget Office",
        ),
        (
            "With party leaders increasingly worried about a lack of passion for Ida Orr among young voters, President"
            ' Olga Kask is rolling out a new and more personal campaign message: "It is about me."',
            "about me",
            "Olga Kask",
        ),
    ],
)
def test_the_whole_of_a_source_is_named(text: str, words: str, name: str) -> None:
    found = speaker(text, words)
    assert found is not None
    assert found[0] == name
