"""Who speaks where the parse has no source, or one that cannot speak: found by what stands around."""

import pytest

from tests.reading import read, speaker_of


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # A second verb of saying behind "and" or "but".
        ("Ida Falk said in Marn it takes time but added, “I strongly support the dam.”", "support", "Ida Falk"),
        # A time between the speaker and the verb.
        ("Peter Orr issued a statement Tuesday saying, “I do not feel guilty at all.”", "guilty", "Peter Orr"),
        (
            "Numerous veterans interviewed at the dam this week, including Mr. Orr, said they had no problem with it.",
            "no problem",
            "Numerous veterans",
        ),
        ("Last month, the Herald, a Marnish newspaper,  revealed that most of it was stone.", "most of it", "Herald"),
        # Somebody else, without a noun.
        ("“It leaks,” wrote one reader. “It will break soon,” wrote another.", "break", "another"),
        # Whole sentences that nothing attributes are of whom the sentence before is about.
        ("Ida Falk also spoke about the old dam. “It is a gift to all of us here.”", "gift", "Ida Falk"),
        ("Ida Falk also spoke about the old dam.\n\n“It is a gift to all of us here.”", "gift", "Ida Falk"),
    ],
)
def test_a_source_is_found_where_the_parse_has_none(text: str, words: str, name: str) -> None:
    assert speaker_of(text, words) == name


def test_a_slogan_in_marks_is_nobodys() -> None:
    assert all(not q.speaker for q in read("Ida Falk stood by the dam. “Save the dam!”\n\nIt rained.").quotations)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("One of the authors of that report, Peter Orr, said the dam will break.", "break", "Peter Orr"),
        ("One of the men, Peter Orr, 70, had served and said the dam would break.", "break", "Peter Orr"),
        ("Many of the local mayors who left Marn said the dam will break.", "break", "Many of the local mayors"),
        ("The Orr campaign on Monday also grew loud, saying the dam will break.", "break", "The Orr campaign"),
        ("The dam will break soon, according to two senators present who asked for silence.", "break", "two senators"),
        # A title tells which of the persons before it is meant, and whom somebody asks answers.
        (
            "Ina Venn spoke with Sen. Ida Falk. Venn asked Falk to come, but the senator insisted the dam will break.",
            "break",
            "Ida Falk",
        ),
        (
            "At the fair, Karl Venn asked Peter Orr to lay out his path.\n\nThe candidate said the dam will break.",
            "break",
            "Peter Orr",
        ),
    ],
)
def test_a_description_means_the_person_beside_it(text: str, words: str, name: str) -> None:
    assert speaker_of(text, words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Twitter admitted that it is hard. “We have sought a balance,” the company said.", "balance", "Twitter"),
        ("“It broke,” said Alan Berg, a doctor from Marn, New Melk, who said he saw the dam.", "saw", "Alan Berg"),
        ("“It broke,” said Florida-based strategist Alan Berg.", "broke", "Alan Berg"),
        ("A clerk for Mr. Berg said it holds. Alan Berg left.", "holds", "A clerk for Mr. Berg"),
        ("Ms. Berg denied that the changes amounted to a defeat and said that the dam holds.", "holds", "Berg"),
        (
            "Former clerks said builders were probably feeling it. Take action now, they said, and you risk much.",
            "Take action now",
            "Former clerks",
        ),
    ],
)
def test_what_cannot_speak_is_no_source(text: str, words: str, name: str) -> None:
    assert speaker_of(text, words) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Clerks have in the past said the bridge will open.", "Clerks"),
        ("Ida Falk and Per Orr met. In May Falk had said the bridge will open.", "Ida Falk"),
    ],
)
def test_a_time_before_the_cue_says_nothing(text: str, name: str) -> None:
    assert speaker_of(text, "bridge will open") == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Tide Fund met on Monday. Overall, the fund predicted that the water will rise.", "rise", "Tide Fund"),
        (
            "The nonpartisan Commission on Tidal Debates says there was a problem with the microphone. "
            "The commission says “there were issues.”",
            "issues",
            "Commission on Tidal Debates",
        ),
        (
            "Growth fell, the International Tide Fund said. The Tide Fund met. Still, the fund warned of a dry year.",
            "dry",
            "International Tide Fund",
        ),
        (
            "Ida Orr spoke after her former husband and Bo's father, Karl Venn, said the dam was old. Bo Orr left.",
            "old",
            "Karl Venn",
        ),
        # Whom somebody brings to say it.
        ("The senator forced John Stumm, who was ill, to admit that the dam leaks.", "leaks", "John Stumm"),
        # One article, one person.
        (
            "Hilda Falk came. The former secretary of state and current nominee said the water rose. "
            "Former Secretary of State Hilda Falk left.",
            "rose",
            "Hilda Falk",
        ),
        (
            "The New Marn state attorney general is confirming that the fund is closed. "
            "But Attorney General Eric Orrson isn’t saying when.",
            "closed",
            "Eric Orrson",
        ),
    ],
)
def test_a_body_or_office_means_the_one_that_the_text_names(text: str, words: str, name: str) -> None:
    assert speaker_of(text, words) == name
