"""Descriptions and pronouns that mean somebody named before or right behind them."""

import pytest

from tests.reading import quotation, read
from tests.test_speakers import speaker


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Tarvo Lenn kept quiet for a minute. “He gave the match away,” the Belmar coach said of the umpire.",
            "gave the match",
            "Tarvo Lenn",
        ),
        (
            "Nadia Escher spent Monday explaining a poem. The mayor of Belmar said that the wolf was a ship.",
            "the wolf was",
            "Nadia Escher",
        ),
        (
            "Defence Minister Salvo Dorn likes a hangar. “By June all will fly,” the retired general said.",
            "By June",
            "Salvo Dorn",
        ),
        (
            "Sen. Ida Maddox wants four rules changed. The senator said she would bring in a bill.",
            "bring in a bill",
            "Ida Maddox",
        ),
    ],
)
def test_a_description_means_who_was_just_named(text: str, words: str, name: str) -> None:
    assert speaker(text, words) == (name, "person")


def test_who_holds_another_office_is_not_meant() -> None:
    text = "Finance Minister Oskar Velt met the press on Monday. The mayor said that the bridge would stay shut."
    assert speaker(text, "bridge would stay") == ("The mayor", "unnamed")


def test_the_minister_of_another_country_is_not_meant() -> None:
    text = "Prime Minister Oskar Velt met us on Monday. The Belmarian prime minister said the bridge would stay shut."
    found = speaker(text, "bridge would stay")
    assert found is None or found[0] != "Oskar Velt"


def test_a_spokesman_is_somebody_else() -> None:
    text = "Oskar Velt met the press on Monday. The spokesman said that the bridge would stay shut."
    assert speaker(text, "bridge would stay") == ("The spokesman", "unnamed")


def test_an_office_said_first_is_named_in_the_next_sentence() -> None:
    text = (
        "The head of the Belmar power grid said on Monday that the failure had begun abroad.\n\n"
        "“It started in the hills at seven,” Bram Ostler told a news conference."
    )
    assert speaker(text, "failure had begun") == ("Bram Ostler", "person")


def test_who_is_named_in_the_same_sentence_is_somebody_else() -> None:
    text = "The captain of the team said that nobody had run after Bram Ostler had called him lazy."
    assert speaker(text, "nobody had run") == ("The captain of the team", "unnamed")


def test_the_cousin_of_the_mayor_is_not_the_mayor() -> None:
    text = "The mayor's cousin, Ilse Tarn, wants fewer ships. A decree is ready. The mayor said that it would wait."
    found = speaker(text, "it would wait")
    assert found is None or found[0] != "Ilse Tarn"


def test_who_is_named_next_with_an_office_of_his_own_is_somebody_else() -> None:
    text = (
        "The head of the Belmar power grid said on Monday that the failure had begun abroad.\n\n"
        "“That is nonsense,” said Finance Minister Bram Ostler."
    )
    assert speaker(text, "failure had begun") == ("The head of the Belmar power grid", "unnamed")


def test_a_title_that_gives_an_office_only_has_the_speaker_of_the_first_paragraph() -> None:
    text = (
        "Failure began abroad, says grid chief\n\n"
        "Bram Ostler, the chief of the Belmar grid, said on Monday that the lines had fallen beyond the hills.\n\n"
        "The trams stood still for an hour. Nobody was hurt."
    )
    found = read(text).quotations[0]
    assert found.kind == "headline"
    assert found.speaker is not None
    assert found.speaker.name == "Bram Ostler"


def test_the_police_are_not_their_chief() -> None:
    text = "Police Chief Karl Putz met the family on Monday. No recording was made, police said."
    found = speaker(text, "No recording")
    assert found is not None
    assert found[0] == "police"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # The nearest subject, not who spoke in the paragraph before.
        (
            "“I called nobody a cheat,” Tano Brill said.\n\nMr Finsk was reached at work. “I heard him,” he said.",
            "I heard him",
            "Finsk",
        ),
        # A name in apposition to the subject is one.
        (
            "Ralf Monte had promised water. The mayor, Nora Escher, thinks it late. “It is right,” she said.",
            "It is right",
            "Nora Escher",
        ),
        # What a pronoun meant, the next one means.
        (
            "Ralf Monte met Karl Venn at the dam. He looked tired. Then he said that the taps would run.",
            "taps would run",
            "Ralf Monte",
        ),
        # Somebody without a name.
        (
            "The square was empty. A baker in the crowd wept. He said that the flour was gone.",
            "the flour",
            "A baker in the crowd",
        ),
    ],
)
def test_a_pronoun_means_the_subject_before_it(text: str, words: str, name: str) -> None:
    who = quotation(text, words).speaker
    assert who is not None
    assert who.name == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # The group of the same sentence, not the one that spoke before.
        (
            "Several clubs said the pier was safe. Should it fall, fishermen worry that the town pays. "
            "The owner has no money, they say.",
            "The owner has no money",
            "fishermen",
        ),
        # An object is not its verb's subject, and tells a gender.
        (
            "Corentin Bris said Hanne Ostrow had told him the duty was late. "
            "On Tuesday she had told the guild that wine would be taxed.",
            "wine would be taxed",
            "Hanne Ostrow",
        ),
        # The subject of the sentence, not of a clause in it.
        (
            "Crispin Hale, who has worked for Darian Truss since he left office, scolded her on Monday. "
            "“She is a disgrace to the harbour,” he said.",
            "disgrace to the harbour",
            "Crispin Hale",
        ),
        (
            "It was John Benner, a clerk at the court who told the paper that the file was gone.",
            "file was",
            "John Benner",
        ),
    ],
)
def test_who_a_pronoun_or_a_relative_means(text: str, words: str, name: str) -> None:
    who = quotation(text, words).speaker
    assert who is not None
    assert who.name == name


def test_a_short_name_of_a_body_is_its_full_one() -> None:
    text = "The Marn Guild met on Friday. The Guild said that the quay was shut."
    assert speaker(text, "quay was shut") == ("Marn Guild", "organisation")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ola Venn scored twice on Sunday. The striker said the fee was low.", "Ola Venn"),
        ("Ola Venn scored twice on Sunday. The Norwegian said the fee was low.", "Ola Venn"),
        ("Ola Venn scored twice on Sunday. “The fee was low,” the Frenchman said.", "Ola Venn"),
        ("Ola Venn, 34, scored twice on Sunday. The 34-year-old said the fee was low.", "Ola Venn"),
        (
            "Ida Falk was a climber. It rained and the quay was shut. The climber said the fee was low.",
            "Ida Falk",
        ),
        (
            "Ida Falk, who works as a nurse, came. It rained. The quay was shut. The nurse said the fee was low.",
            "Ida Falk",
        ),
        (
            "Ida Falk was elected mayor of Melk in May. It rained. The quay was shut. The mayor said the fee was low.",
            "Ida Falk",
        ),
        (
            "Jorun Haddad, transport minister of Marn, came. It rained a lot. The minister said the fee was low.",
            "Jorun Haddad",
        ),
        (
            "Almarest's premier, Ida Falk, came. It rained a lot. Almarest's premier said the fee was low.",
            "Ida Falk",
        ),
        ("A neighbour named Ola Venn said the fee was low.", "Ola Venn"),
    ],
)
def test_what_the_text_says_of_somebody_describes_him_later(text: str, name: str) -> None:
    assert speaker(text, "fee was low") == (name, "person")


def test_a_partner_is_not_whoever_once_was_one() -> None:
    text = "Ida Falk was a partner in Melk. It rained for weeks. The quay was shut. The partner said the fee was low."
    assert speaker(text, "fee was low") != ("Ida Falk", "person")


def test_a_paper_is_not_one_of_a_people() -> None:
    text = "Ola Venn scored twice on Sunday. The Norwegian Post said the fee was low."
    assert speaker(text, "fee was low") == ("Norwegian Post", "organisation")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ida Falk's lawyer, Per Orr, came. It rained a lot. Falk's lawyer said the fee was low.", "Per Orr"),
        (
            "Per Orr, Falk's deputy, was ill. Ida Falk came. It rained a lot. Her deputy said the fee was low.",
            "Per Orr",
        ),
        ("Per Orr, the board's chairman, came. It rained a lot. The chair said the fee was low.", "Per Orr"),
        ("The president of Almarest, Ida Falk, came. It rained. The head of state said the fee was low.", "Ida Falk"),
        ("Prime Minister Ida Falk came. It rained. The head of government said the fee was low.", "Ida Falk"),
        ("Pope Pius came to Melk. It rained a lot. The quay was shut. The pontiff said the fee was low.", "Pius"),
        ("Ida Falk, founder and CEO of Lenor, came. It rained a lot. The CEO said the fee was low.", "Ida Falk"),
        ("Lenor's founder, Ida Falk, came. It rained. The company's founder said the fee was low.", "Ida Falk"),
        ("Ida Falk wrote the book. Karl Venn drew it. It rained. The author said the fee was low.", "Ida Falk"),
    ],
)
def test_an_office_by_another_word_is_the_same_person(text: str, name: str) -> None:
    assert speaker(text, "fee was low") == (name, "person")


def test_the_lawyer_of_another_is_somebody_else() -> None:
    text = "Ida Falk's lawyer, Per Orr, came. Karl Venn was away. It rained. Venn's lawyer said the fee was low."
    assert speaker(text, "fee was low") == ("Venn's lawyer", "unnamed")
