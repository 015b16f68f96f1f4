"""Whom a pronoun means, and a relative: asked of any word of a text, as a reader would."""

import pytest

from extraction.resolving import Resolver
from extraction.types import Document
from tests.reading import pipeline


def meant(text: str) -> str | None:
    """Who the word in stars is."""
    before, word, behind = text.split("*")
    parsed = pipeline().parse(Document("t", before + word + behind))
    resolver = Resolver(parsed)
    resolver.quotations()
    paragraph = parsed.paragraph_at(len(before))
    token = paragraph.token_at(len(before)) if paragraph is not None else None
    assert paragraph is not None
    assert token is not None
    who = resolver.name(paragraph, token)
    return who.name if who else None


MET = "Mayor Karl Venn met Captain Peter Orreby at the dam. "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # The subject of its own clause is nearer than who tells it.
        ("Karl Venn said Peter Orreby wants to sell *his* boat.", "Peter Orreby"),
        ("Karl Venn said *he* wants to sell the boat.", "Karl Venn"),
        ("Karl Venn said *he* wants a “strong and lasting” dam.", "Karl Venn"),
        # Whom somebody meets is not himself.
        (MET + "Venn thanked *him* for the boat.", "Peter Orreby"),
        ("Peter Orreby left. Karl Venn, *his* brother, stayed.", "Peter Orreby"),
        ("Peter Orreby left with Karl Venn, who followed *him* to the dam.", "Peter Orreby"),
        # Who is named in what somebody does is somebody else.
        (MET + "*He* agreed that Venn may lose the boat.", "Peter Orreby"),
        ("Peter Orreby lost a boat. Karl Venn has mocked him. *He* has asked us to disown Venn.", "Peter Orreby"),
        ("Peter Orreby left. Karl Venn laughed. “No,” *he* said, and Venn went home.", "Karl Venn"),
        # Who speaks calls himself "I".
        (MET + "“The dam is old and *he* will mend it,” Venn said.", "Peter Orreby"),
        # The subject may come behind.
        ("The town was asleep. When *she* had spoken, Ida Falk praised the crew.", "Ida Falk"),
        ("The town was asleep. Karl Venn and *his* crew were not.", "Karl Venn"),
    ],
)
def test_where_a_pronoun_hangs_tells_whom_it_means(text: str, name: str) -> None:
    assert meant(text) == name


def test_who_talks_in_a_conversation_is_no_third_person() -> None:
    text = (
        "Ida Falk: You work with Karl Venn at the dam. How is it?\n\n"
        "Peter Orreby: It is good, and *he* is a friend. We began in May and we will end in June.\n\n"
        "Ida Falk: And then?\n\nPeter Orreby: Then we rest."
    )
    assert meant(text) == "Karl Venn"


HERS = "Ida Falk called her brother, Karl Venn, on the first day of May. "


def test_a_relative_is_whom_the_text_names_for_the_same_person() -> None:
    assert meant(HERS + "Falk said her *brother* had built the dam.") == "Karl Venn"


def test_somebody_elses_brother_is_left_open() -> None:
    text = HERS + "Captain Peter Orreby stayed in town. Orreby said that his *brother* had left."
    assert meant(text) != "Karl Venn"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A name between commas.
        ("Neither the mayor nor the *foreman*, Karl Venn, came to the dam.", "Karl Venn"),
        # A hyphened office.
        ("*Co-founder* of the mill, Karl Venn, met the crew at the dam.", "Karl Venn"),
        # One office within the words of another.
        (
            "Home Secretary Ida Falk met Shadow Home Secretary Mara Orr. The home *secretary* said the dam was safe.",
            "Ida Falk",
        ),
        # Ours.
        ("President Ida Falk left on Monday. I wish our new *president* luck.", "Ida Falk"),
    ],
)
def test_an_office_means_who_is_named_for_it(text: str, name: str) -> None:
    assert meant(text) == name


OFTEN = "Peter Orreby won. Peter Orreby sold the dam. Peter Orreby left Marn. Peter Orreby came back.\n\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # Who is reported, not whom the report speaks of, however often the text names him.
        ("Karl Venn said the dam was odd for a man of Peter Orreby's wealth. “It is old,” *he* said.", "Karl Venn"),
        ("Karl Venn, a clerk in Melk, said he would not vote for Orreby.\n\n“He is weak,” *he* said.", "Karl Venn"),
        ("Karl Venn noted that it would be hard unless Orreby won.\n\n“Yes,” *he* said.", "Karl Venn"),
        ("But Karl Venn painted another picture. “No,” *he* said.", "Karl Venn"),
        # A body that bears his name is not he.
        ("Karl Venn spoke. The Orreby campaign left early. “I stay,” *he* said.", "Karl Venn"),
        # Who is named in full for the first time right before.
        ("Karl Venn spoke. That is what worries Olof Brandt, a clerk.\n\n“It leaks,” *he* said.", "Olof Brandt"),
        # Who spoke goes on through a sentence that says nothing.
        (
            "The clerk Karl Venn told the Post it would hold. However, he could not explain why Orreby had left.\n\n"
            "“We have no plan,” *he* said.",
            "Karl Venn",
        ),
        ("According to Karl Venn, a clerk in Melk, Orreby was a legend. *He* said, “It was the centre.”", "Karl Venn"),
        # Whom somebody asks answers.
        ("Peter Orreby asked Karl Venn about the dam. “It holds,” *he* said.", "Karl Venn"),
    ],
)
def test_the_pronoun_of_an_attribution_goes_on_with_who_spoke(text: str, name: str) -> None:
    assert meant(OFTEN + text) == name


def test_a_given_name_of_many_peoples_tells_who_she_is() -> None:
    text = "Zsofia Arto met Branko Reff at the dam. Arto and Reff looked at the wall. Later *she* signed the plan."
    assert meant(text) == "Zsofia Arto"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("According to Ida Falk, the dam was dear for Anna Orr. *She* said that it would fail.", "Ida Falk"),
        ("Karl Venn fell ill. Placed under the care of Dr. Olaf Orr, *he* was told to rest.", "Karl Venn"),
    ],
)
def test_who_told_it_before_and_whom_a_participle_leaves(text: str, name: str) -> None:
    assert meant(text) == name
