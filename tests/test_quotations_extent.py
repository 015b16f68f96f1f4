"""Where a reported clause begins and ends, and which words of saying tell of words that were uttered."""

import pytest

from tests.reading import quotation, read

INTRO = "Mayor Helena Varga opened the bridge on Monday with the engineer Olof Brandt.\n\n"


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Varga said she was not afraid and accused the builders of lying.", "she was not afraid"),
        ("Varga says the bridge is closed, though she notes that ferries run.", "the bridge is closed"),
        ("Varga said the bridge is closed, but offered no proof.", "the bridge is closed"),
        ("Varga said the bridge is closed, citing a report of the builders.", "the bridge is closed"),
        ("Varga said the bridge is closed, a claim that nobody believes.", "the bridge is closed"),
        ("Varga said the bridge is closed without giving a date.", "the bridge is closed"),
        ("While Varga says the bridge is closed, Brandt has opened it again.", "the bridge is closed"),
        ("Varga said the bridge is closed, reflecting the town's fears.", "the bridge is closed"),
        ("Varga has said that the bridge is closed, even as she has crossed it daily.", "the bridge is closed"),
        ("Varga said the bridge is closed - though it is unclear for how long.", "the bridge is closed"),
        ("Varga promises the bridge is closed - and she makes sure to name the day.", "the bridge is closed"),
        ("Varga said the bridge is closed, and she railed against the builders.", "the bridge is closed"),
        ("Varga claims that the bridge is closed, and asserts that it is old.", "the bridge is closed"),
        ("Varga said the bridge is closed on Wednesday's broadcast of the Morning Hour.", "the bridge is closed"),
        ("According to letters from Ida Orr, a friend who died young, the bridge is closed.", "the bridge is closed"),
    ],
)
def test_a_clause_ends_where_the_reporter_or_another_verb_of_saying_takes_over(sentence: str, content: str) -> None:
    text = INTRO + sentence
    q = quotation(text, content)
    assert text[q.start : q.end] == content


@pytest.mark.parametrize(
    "sentence",
    [
        "Varga said the builders had lied to her and left the town.",
        "Varga said she would close the bridge, including the old lane.",
        "Varga said the toll was gone, but not the queues.",
        "Varga said the toll was not planned; they only learned of it on Friday.",
        "Varga said one lane may hold more than one car, so the count does not tell how many came.",
    ],
)
def test_a_clause_goes_on_over_verbs_that_report_nothing(sentence: str) -> None:
    text = INTRO + sentence
    content = sentence.removeprefix("Varga said ").removesuffix(".")
    q = quotation(text, content)
    assert text[q.start : q.end] == content


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Varga said that if the toll falls, she would resign.", "if the toll falls, she would resign"),
        ("Varga said that would cost the town a lot.", "that would cost the town a lot"),
        (
            "The Varga team has said single people and families - young, old, foster - would pay less.",
            "single people and families - young, old, foster - would pay less",
        ),
        ("Varga told Harbour Post reporter Olof Brandt she would close the bridge.", "she would close the bridge"),
    ],
)
def test_a_clause_begins_with_its_subject_or_its_condition(sentence: str, content: str) -> None:
    text = INTRO + sentence
    q = quotation(text, content)
    assert text[q.start : q.end] == content


@pytest.mark.parametrize(
    ("sentence", "opening", "rest"),
    [
        (
            "Though the toll is low, Varga said, the town would pay more.",
            "Though the toll is low",
            "the town would pay",
        ),
        ("All of which, Varga said, would help the town.", "All of which", "would help the town"),
    ],
)
def test_what_opens_a_sentence_before_an_aside_is_part_of_it(sentence: str, opening: str, rest: str) -> None:
    text = INTRO + sentence
    found = read(text).quotations
    second = next(q for q in found if rest in text[q.start : q.end])
    assert second.continues is not None
    first = found[second.continues]
    assert text[first.start : first.end] == opening


@pytest.mark.parametrize(
    "sentence",
    [
        '"We need the bridge," said Olof Brandt, an engineer whom Varga hired last year.',
        '"We need the bridge," Varga said, half joking.',
        '"We need the bridge," Varga said as she and others walked over it.',
    ],
)
def test_beside_quoted_words_a_verb_reports_nothing_else(sentence: str) -> None:
    text = INTRO + sentence
    assert [text[q.start : q.end] for q in read(text).quotations if q.act == "speech"] == ["We need the bridge,"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The builders could say that the bridge is unsafe.",
        "If Varga says that the bridge is unsafe, nobody will use it.",
        "Varga plans to say that the bridge is unsafe.",
        "The builders ignored the fact that the bridge is unsafe.",
        "Anyone who says that the bridge is unsafe is a fool.",
        "A bridge which Varga said was unsafe is closed.",
        "Varga agreed to close the unsafe bridge.",
        "Varga agreed with the unsafe plan.",
        "Varga encouraged the builders to close the unsafe bridge.",
        "Varga asked the builders to see that the bridge is unsafe.",
        "Brandt complained when the bridge became unsafe.",
        "Varga announced a plan for the unsafe bridge.",
    ],
)
def test_what_is_supposed_planned_or_done_makes_no_statement(sentence: str) -> None:
    text = INTRO + sentence
    said = [q for q in read(text).quotations if q.act == "speech" and "unsafe" in text[q.start : q.end]]
    assert not said


@pytest.mark.parametrize(
    "sentence",
    [
        "Varga went on to say that the bridge is unsafe.",
        "Varga took the floor to warn that the bridge is unsafe.",
        "Varga had to admit that the bridge is unsafe.",
        "Varga said in an answer on Monday that the bridge is unsafe.",
    ],
)
def test_what_came_about_does(sentence: str) -> None:
    text = INTRO + sentence
    assert quotation(text, "the bridge is unsafe").act == "speech"


@pytest.mark.parametrize(
    ("sentence", "kind", "content"),
    [
        ('Varga called the bridge "a gift" to the town.', "mixed", 'the bridge "a gift" to the town'),
        ('Varga said that trust "breaks down the walls."', "mixed", 'trust "breaks down the walls."'),
        ('Varga said, "It breaks down the walls."', "direct", "It breaks down the walls."),
        ("Varga was told to close the bridge, the Harbour Post reported on Monday.", None, None),
        ("According to a poll, nine in ten would pay the toll.", "indirect", "nine in ten would pay the toll"),
        ("Varga said Tuesday the toll would fall.", "indirect", "the toll would fall"),
        ("Varga told a meeting on Tuesday that the toll would fall.", "indirect", "the toll would fall"),
        ("Varga says going to the bank has made her poor.", "indirect", "going to the bank has made her poor"),
        ("Brandt, who said that the toll would fall, was mistaken.", "indirect", "the toll would fall"),
        (
            "Where Brandt says that the toll will fall, on Monday she said it would not.",
            "indirect",
            "the toll will fall",
        ),
        ('Varga said the toll is "a gift," the Harbour Post reported.', "mixed", 'the toll is "a gift,"'),
        ('Although Varga admits that the toll is "a gift," Brandt will pay it.', "mixed", 'the toll is "a gift,"'),
        ("Varga says the toll fell, compared with Brandt, who says it rose.", "indirect", "the toll fell"),
        ("Varga spoke on Monday, saying the toll fell and suggesting it may rise.", "indirect", "the toll fell"),
        ("Varga said Monday that the toll fell.", "indirect", "the toll fell"),
        ("Varga said repeatedly the toll fell.", "indirect", "the toll fell"),
        ("Varga observed how the toll had fallen.", "indirect", "how the toll had fallen"),
        ("Varga has called for towns to lower the toll.", "indirect", "towns to lower the toll"),
        ("Varga said the toll has doubled, which is odd because it is low.", "indirect", "the toll has doubled"),
        ("In explaining why the toll fell, Varga described the plan.", "indirect", "why the toll fell"),
        ("Varga said that the toll fell, in an interview with Harbour TV.", "indirect", "the toll fell"),
        ("Varga said that the toll fell, which she called a gift.", "indirect", "the toll fell"),
        ("Varga said that the toll fell, as Brandt put it later.", "indirect", "the toll fell"),
        ("Though the town heard Varga's claim that the toll fell, they said it rose.", "indirect", "the toll fell"),
        ("Varga said that towns own the quay, a plan that failed.", "indirect", "towns own the quay"),
        ("Varga said Sunday on Harbour TV that the toll fell.", "indirect", "the toll fell"),
        ("Varga said that the toll fell, according to her spokesman.", "indirect", "the toll fell"),
        ("Varga gave credit, saying the toll fell, but she suggested it may rise.", "indirect", "the toll fell"),
        (
            "Varga said in a statement that ''nobody pays'' or ''ever paid a toll.'' A spokesman declined to comment.",
            "mixed",
            "''nobody pays'' or ''ever paid a toll.''",
        ),
        ("Varga said the toll fell, remarks that were widely read.", "indirect", "the toll fell"),
        ("Varga said that, according to Brandt, the toll would fall.", "indirect", "the toll would fall"),
    ],
)
def test_the_whole_clause_and_no_more(sentence: str, kind: str | None, content: str | None) -> None:
    text = INTRO + sentence
    found = [(q.kind, text[q.start : q.end]) for q in read(text).quotations if q.act == "speech"]
    if content is None:
        assert not any(words.endswith("reported on Monday") for _, words in found)
    else:
        assert (kind, content) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Praising the “many small gifts,” Varga said that the toll would fall.",
        "Varga, citing “the many small gifts,” said the toll would fall.",
        "The “many small gifts,” which Brandt likes, are why Varga said the toll would fall.",
    ],
)
def test_marks_before_the_report_of_a_sentence_are_not_its_words(sentence: str) -> None:
    text = INTRO + sentence
    found = [(q.kind, text[q.start : q.end]) for q in read(text).quotations if q.act == "speech"]
    assert ("indirect", "the toll would fall") in found
    assert not any("Varga" in words for _, words in found)


def test_hearsay_put_in_a_question_is_kept_without_a_speaker() -> None:
    text = (
        "Interviewer: It's been said that the quay would close. Will it?\n\n"
        "Helena Varga: No. We walk over it every day.\n\n"
        "Interviewer: Thank you.\n\nHelena Varga: Thank you.\n"
    )
    q = quotation(text, "the quay would close")
    assert (q.kind, q.speaker, q.reporter) == ("indirect", None, "Interviewer")


def test_a_programme_in_marks_within_a_sentence_is_not_said() -> None:
    text = INTRO + "Speaking on “Face the Harbour,” Varga said that the toll would fall."
    found = [(q.kind, text[q.start : q.end]) for q in read(text).quotations if q.act == "speech"]
    assert found == [("indirect", "the toll would fall")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The aide, who asked not to be named, left the bridge.",
        "The aide insisted on not being publicly identified.",
    ],
)
def test_whoever_asks_for_anonymity_is_not_quoted_with_it(sentence: str) -> None:
    assert read(INTRO + sentence).quotations == ()


def test_to_be_named_to_an_office_is_asked_for() -> None:
    text = INTRO + "Brandt asked to be named harbour master."
    assert "to be named" in text[(q := quotation(text, "to be named")).start : q.end]


def test_a_clause_of_consequence_is_not_what_a_verb_of_saying_reports() -> None:
    text = INTRO + "Varga asserted that Brandt tells so many lies that the town could lose its way."
    q = quotation(text, "the town could lose its way")
    assert text[q.start : q.end] == "Brandt tells so many lies that the town could lose its way"


def test_what_somebody_is_asked_about_ends_before_the_main_clause() -> None:
    text = INTRO + "Asked about Brandt's declaration that it had been an accident, Varga said the bridge is closed."
    q = quotation(text, "it had been an accident")
    assert text[q.start : q.end] == "it had been an accident"


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Varga urged the builders to stay calm when they came to her office.", "the builders to stay calm"),
        ('Varga called the builders to the harbour, singing "It is our time."', "the builders to the harbour"),
        (
            "The bridge, where walkers meet, is near the harbour, which, Varga said, is usually full of boats.",
            "is usually full of boats",
        ),
        (
            "The builders insist voters must heed the law and make her the mayor again.",
            "voters must heed the law and make her the mayor again",
        ),
    ],
)
def test_a_clause_leaves_out_what_the_reporter_or_the_next_act_adds(sentence: str, content: str) -> None:
    text = INTRO + sentence
    q = quotation(text, content)
    assert text[q.start : q.end] == content


def test_when_of_what_is_to_come_stays_in_an_order() -> None:
    text = INTRO + "Varga urged the builders to stay calm when it rains."
    q = quotation(text, "to stay calm")
    assert text[q.start : q.end].endswith("when it rains")


def test_a_few_words_of_the_clause_before_its_attribution_are_a_piece_of_it() -> None:
    text = INTRO + "Too often, Varga said, the debate over the bridge is shaped by fear."
    before, after = read(text).quotations
    assert text[before.start : before.end] == "Too often"
    assert text[after.start : after.end] == "the debate over the bridge is shaped by fear"
    assert after.continues == 0


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Varga said that the bridge had been sold, though she did not say who paid.", "the bridge had been sold"),
        (
            "Varga said the lock has kept the town dry before claiming that Brandt had built it.",
            "the lock has kept the town dry",
        ),
        ("Varga said Brandt wanted a post -- something he denied on Friday.", "Brandt wanted a post"),
        (
            "Varga said Brandt has the skill -- having suggested in May that he has none -- but doubted his plans.",
            "Brandt has the skill",
        ),
        (
            "Walkers fear her plan for the lock, her statement that many builders are thieves, and her refusal to go.",
            "many builders are thieves",
        ),
        (
            "While some friends say Brandt would look better with a hat - an old one - others say he is well.",
            "Brandt would look better with a hat - an old one",
        ),
        (
            "Builders from the coast would be paid first, Varga said, a rule that could help them.",
            "Builders from the coast would be paid first",
        ),
    ],
)
def test_a_clause_ends_where_the_reporter_sets_something_beside_it(sentence: str, content: str) -> None:
    text = INTRO + sentence
    q = quotation(text, content)
    assert text[q.start : q.end] == content


def test_a_phrase_and_its_clause_around_according_to_are_pieces_of_one_report() -> None:
    text = INTRO + "For Brandt, according to the builder Ida Falk, the bridge represents a test of his skill."
    before, after = read(text).quotations
    assert text[before.start : before.end] == "For Brandt"
    assert text[after.start : after.end] == "the bridge represents a test of his skill"
    assert after.continues == 0


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        (
            "One Liberal mayoral hopeful, Ida Falk, says despite being a walker, she plans to ride.",
            "despite being a walker, she plans to ride",
        ),
        ("Varga says the bridge must be sold, but she has yet to name a buyer.", "the bridge must be sold"),
        ("Varga said the bridge had been sold but left open who would pay.", "the bridge had been sold"),
        (
            'Falk had warned him not to shout in the hall, to act "mayoral," but Varga said he laughed.',
            'him not to shout in the hall, to act "mayoral,"',
        ),
    ],
)
def test_a_report_is_whole_and_no_more(sentence: str, content: str) -> None:
    text = INTRO + sentence
    q = quotation(text, content)
    assert text[q.start : q.end] == content


@pytest.mark.parametrize(
    "sentence",
    [
        "Varga made remarks that critics have likened to the oath of a king.",
        "Varga asked them to rise and pledge their faith, creating scenes that critics have likened to a mass.",
    ],
)
def test_a_relative_clause_of_a_noun_is_nobodys_words(sentence: str) -> None:
    assert quotation(INTRO + sentence, "critics have likened").act == "thought"


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        (
            'The suit faults her boat, saying any cargo sent to her was "lost" and ultimately helped the thieves.',
            'any cargo sent to her was "lost" and ultimately helped the thieves',
        ),
        (
            "Some builders are questioning whether the bridge could fall, or whether they could be charged.",
            "whether the bridge could fall, or whether they could be charged",
        ),
    ],
)
def test_a_report_keeps_its_second_half(sentence: str, content: str) -> None:
    assert content in {(INTRO + sentence)[q.start : q.end] for q in read(INTRO + sentence).quotations}
