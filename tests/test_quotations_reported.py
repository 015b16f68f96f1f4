"""What a reporter's sentence gives as said: where it ends, whether anybody uttered it, and who stands for it."""

import pytest

from tests.reading import quotation, read

INTRO = "Mayor Helena Varga opened the bridge on Monday with the engineer Olof Brandt.\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        'Varga praised her brother\'s "deep and honest" work.',
        "The builders got less praise than clerks say they deserve for the bridge.",
        "The ferry stopped. That threatened to cost the town a lot of guests.",
        "Varga told clerks on a visit to the harbour.",
        "Later that day, Varga called Olof Brandt.",
        "This is not the same as saying the bridge is unsafe.",
        "The clerks balked at Varga's proposal to sell the bridge.",
        'Varga boasted that, thanks to her "Marn Toll Method," she had counted them.',
        'Brandt spoke about his late show "Harbour Tonight."',
        'Another paper showed five old photos telling "the story of how Ida and Olaf met."',
        "Yet as the harbour continues gaining weight, the question is whether it is safe.",
        "Brandt will go on instead of leaving, as the clerks have urged him to do.",
        "It is a toll, which she favors but says would fail.",
        'Varga declined to tell "her whole plan" to the clerks.',
        "As earlier storms have demonstrated, the bridge is weak.",
        "In May, Varga has found that the guests love her lamps.",
        "Varga reminded them of the six years her family had lived in Marn.",
        "Brandt asked for ten crowns to mend the lamps.",
        "The number of deleted Varga emails that Brandt asked the clerks to find is small.",
        "Varga told the clerks about her own boats.",
        "Varga warned of a long quarrel ahead that could split the town if the toll rises.",
    ],
)
def test_what_nobody_uttered_makes_no_statement(sentence: str) -> None:
    text = INTRO + sentence
    said = [text[q.start : q.end] for q in read(text).quotations if q.act == "speech"]
    assert not [words for words in said if not words.endswith("she had counted them")]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Brandt insists that Varga's claim that the lamps were weak is only an excuse.", "the lamps were weak"),
        (
            "Varga vowed to build more ferries than Brandt, opposed his new pier and closed the old lane.",
            "to build more ferries than Brandt",
        ),
        (
            "Varga told Olof Brandt to calm down during a heated debate on the toll.",
            "Olof Brandt to calm down",
        ),
        ("Varga said the fault was the paper's - but she took none of the blame.", "the fault was the paper's"),
        (
            "Varga has said she will not close the bridge, but she has balked at the price of it.",
            "she will not close the bridge",
        ),
        (
            "Varga has cast the engineer as unfit for the work and accused him of theft.",
            "the engineer as unfit for the work",
        ),
        (
            "Varga argued the ferry fleet, which has been the target of many thieves, is old and slow.",
            "the ferry fleet, which has been the target of many thieves, is old and slow",
        ),
        (
            "For example, Varga's claim that guests in Norland swam to the pier parallels tales of the harbour.",
            "guests in Norland swam to the pier",
        ),
        (
            'Varga said the lamps were "wholly unfit" and that the town would buy new ones.',
            'the lamps were "wholly unfit" and that the town would buy new ones',
        ),
        (
            "Varga contends that the ferry is on time, and Ida Falk, the harbour chief, said she was counting them.",
            "the ferry is on time",
        ),
        (
            "Varga vowed to punish firms which leave the town while claiming a fee.",
            "to punish firms which leave the town while claiming a fee",
        ),
        (
            "If the toll conflicts with her orders, Varga said, the guests must ignore it.",
            "If the toll conflicts with her orders",
        ),
        (
            "Varga said the warning was plain and that the clerk did not know what he was talking about, and accused"
            " the builders of lying.",
            "the warning was plain and that the clerk did not know what he was talking about",
        ),
        (
            'Varga scorned the guests, saying her town has no need for "that crowd," in an interview with the Post.',
            'her town has no need for "that crowd,"',
        ),
        (
            "Varga, who came to Marn in May and said she would stay for a week, ultimately did not.",
            "she would stay for a week",
        ),
        ("Varga testified, for example, that she had paid the toll.", "she had paid the toll"),
        ("Varga warned that the toll could rise in May, remarking that it was low.", "the toll could rise in May"),
        (
            'Nothing the clerk said "will end the quarrel," Varga noted.',
            'Nothing the clerk said "will end the quarrel,"',
        ),
        (
            "Varga met Ida Falk, who suggested that the clerk, under fire for his work, would do better to keep quiet.",
            "the clerk, under fire for his work, would do better to keep quiet",
        ),
        ("Giving, according to the campaign, has grown since May.", "has grown since May"),
        ('Varga scorned the lamps, calling them "weak" and "improper" on Monday.', 'them "weak" and "improper"'),
        (
            "Varga framed the storm as a moment when the town must stand together.",
            "the storm as a moment when the town must stand together",
        ),
        ("Varga told host Ida Falk a loss of the bridge is likely.", "a loss of the bridge is likely"),
        ("That, Varga said, will be dear for the town.", "That"),
        ("Varga was asked what she would do with the bridge.", "what she would do with the bridge"),
        (
            "Varga noted that the toll will fall for the first time, reported the Harbour Post.",
            "the toll will fall for the first time",
        ),
        ("Varga now says, however, that the bridge is safe for guests.", "the bridge is safe for guests"),
        (
            "She also called for more help for towns on the coast to build ferries.",
            "more help for towns on the coast to build ferries",
        ),
        ("Most guests - two in three, according to a poll - want a ferry.", "two in three"),
    ],
)
def test_the_reporter_goes_on_behind_what_is_reported(sentence: str, content: str) -> None:
    text = INTRO + sentence
    q = quotation(text, content)
    assert text[q.start : q.end] == content


@pytest.mark.parametrize(
    ("sentence", "words", "name"),
    [
        (
            "Half of the guests came on foot, said Melk University clerk Ida Falk. Then it rained.",
            "guests came on foot",
            "Ida Falk",
        ),
        (
            "A Marn Radio poll of guests has, however, shown the way and revealed that few pay.",
            "few pay",
            "A Marn Radio",
        ),
        ("Brandt is sure he is fit after a nurse from the harbour told him she fears the walk.", "fears", "a nurse"),
        ("Sen. Ida Falk (D-Marn), who has seen the bridge, said the lamps are weak.", "lamps are weak", "Ida Falk"),
        ("About 60 percent of guests said the toll is high.", "toll is high", "60 percent of guests"),
        ("Both women said the toll is high.", "toll is high", "Both women"),
        ("The toll has doubled, according to a Marn Times/Grid Radio poll.", "toll has doubled", "a Marn Times/Grid"),
        (
            "A new ferry captain, Varga said, could set the tone. A second pier, she said, will come.",
            "pier",
            "Helena Varga",
        ),
        ("The Department of Works said the lamps are weak.", "lamps are weak", "Department of Works"),
        ("A young nurse who had been a guest in Marn told Varga she fears the walk.", "she fears", "A young nurse"),
        ('"It is late," said the 46-year-old. Then it rained.', "It is late", "Helena Varga"),
        (
            '"It is late," said Ida Falk, a clerk at Melk University in Marn, and a founder of the "Night Club."',
            "It is late",
            "Ida Falk",
        ),
        (
            "Varga was a careful planner - a former clerk said she counted every lamp - and her bridge was as good.",
            "she counted every lamp",
            "a former clerk",
        ),
        (
            "The toll will fall, according to people familiar with the plans.",
            "toll will fall",
            "people familiar with the plans",
        ),
        ("It was Harbour Recorder Helen Falk. Falk said the lamps are weak.", "lamps are weak", "Helen Falk"),
        (
            'Olof Brandt and Ida Falk will meet next week, Varga said, adding, "They must have a good talk."',
            "have a good talk",
            "Helena Varga",
        ),
        (
            "Varga says the answer was to close the bridge and says she has a plan for it.",
            "she has a plan",
            "Helena Varga",
        ),
        ("It was Supervisor of Elections Helen Falk. Falk said the lamps are weak.", "lamps are weak", "Helen Falk"),
        ("Varga warned that the toll could rise in May, remarking that it was low.", "it was low", "Helena Varga"),
        (
            "Varga and Brandt are in a close race, with the new Marn/Grid Radio survey finding that few like them.",
            "few like them",
            "survey",
        ),
        ('"It is late," an angry Falk retaliated. "Go home."', "It is late", "Falk"),
        ('But, said Falk, "it is all too late for us." Then it rained.', "too late", "Falk"),
        ('Another tweeted, "It is all too late for us."', "too late", "Another"),
        (
            'On Friday, Ida Falk — named by the Post as the best of clerks — told the guests that "it is too late."',
            "too late",
            "Ida Falk",
        ),
        ("It was Assemblywoman Ida Falk. Ida Falk saw it. Falk said the lamps are weak.", "lamps are weak", "Ida Falk"),
        ("It was Harbour Majority Whip Ida Falk. Falk said the lamps are weak.", "lamps are weak", "Ida Falk"),
        ("Ben Falk saw it. Falk said the lamps are weak.", "lamps are weak", "Ben Falk"),
        ("Compare it with Brandt, who said the lamps are weak.", "lamps are weak", "Olof Brandt"),
        ("It was seen by Senators Ida Falk and Olaf Venn. Falk said the lamps are weak.", "lamps are weak", "Ida Falk"),
    ],
)
def test_who_stands_for_it_is_named_whole(sentence: str, words: str, name: str) -> None:
    speaker = quotation(INTRO + sentence, words).speaker
    assert speaker is not None
    assert name in speaker.name


def test_a_subject_before_an_aside_is_a_piece_of_what_is_said() -> None:
    text = INTRO + "Her husband, Varga said, plans to leave the town because of the toll."
    said = [text[q.start : q.end] for q in read(text).quotations if q.act == "speech"]
    assert said == ["Her husband", "plans to leave the town because of the toll"]


@pytest.mark.parametrize(
    "sentence",
    ["In her letter, Falk  claimed that the lamps are weak.", '"The lamps are weak," Falk  said. Then it rained.'],
)
def test_two_spaces_part_no_name_from_its_verb(sentence: str) -> None:
    speaker = quotation("Ida Falk saw the bridge.\n\n" + sentence, "lamps are weak").speaker
    assert speaker is not None
    assert speaker.name == "Ida Falk"


def test_a_verb_that_ends_its_paragraph_has_nothing_behind_it() -> None:
    text = "Keeper sees water rise\n\nLamps good for half of the year, clerks told\n\n“It is high,” said Ida Falk."
    assert [text[q.start : q.end] for q in read(text).quotations if q.kind == "direct"] == ["It is high,"]
