"""Attributions that the order of the words tells, where taggers and parsers err, in invented texts."""

import pytest

from tests.reading import quotation, read, told

INTRO = "Mayor Helena Varga opened the bridge on Monday with the engineer Olof Brandt.\n\n"


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ('"Go back to the quay," Varga barked.', "Go back", "direct"),
        ('"We are all here for the bridge," Varga shot back with a laugh.', "We are all", "direct"),
        ('"This is a fine bridge!" beamed Helena Varga.', "fine bridge", "direct"),
        ("“They call it a ‘bridge to nowhere,’” Varga, who runs the town, told reporters.", "They call", "direct"),
        ('When Brandt noted that the toll was high, Varga boasted, "It pays for the lamps."', "It pays", "direct"),
        ('Varga has praised the plan of the builders, telling reporters, "It is a start."', "It is a start", "direct"),
        ("Varga told the forum she was “never against” the toll.", "never against", "mixed"),
        ("Varga assured the crowd it would “never” pay a toll again.", "pay a toll", "mixed"),
        ("Varga says the towns are “right to be angry,” but also hungry for bridges.", "hungry for bridges", "mixed"),
        ("Varga, who had waited for an hour, accused the builders of “a breach of faith.”", "a breach", "mixed"),
        ("Mayor Varga called the builders' offer of a second bridge “an insult,” and left.", "an insult", "mixed"),
        ("As Varga noted on Tuesday, the lamps have never worked.", "the lamps have", "indirect"),
        ("Instead, Varga told the Harbour Post, the toll would go to the school.", "the toll would", "indirect"),
        ("Varga, who had met the builders, last week said the toll would go up.", "would go up", "indirect"),
        ("Varga, who had met the builders, on Monday said the toll would go up.", "would go up", "indirect"),
        ("But the toll, Varga said on Tuesday, will go to the school.", "will go", "indirect"),
        ("Varga's answer was that the lamps had never worked.", "the lamps had", "indirect"),
    ],
)
def test_the_name_beside_the_verb_speaks(sentence: str, words: str, expected: str) -> None:
    text = INTRO + sentence
    kind, name, _ = told(text, quotation(text, words))
    assert (kind, name) == (expected, "Helena Varga")


def test_the_office_behind_a_credit_is_not_the_name() -> None:
    text = "The bridge is old and leaks.\n\n“We stay on it.” — Helena Varga, harbour mayor\n\nThe town disagrees."
    assert told(text, quotation(text, "We stay"))[:2] == ("direct", "Helena Varga")


def test_according_to_a_co_founder() -> None:
    text = "According to harbour co-founder Helena Varga, the bridge will close in May."
    found = ("indirect", "Helena Varga", "the bridge will close in May")
    assert told(text, quotation(text, "bridge will close")) == found


def test_a_noun_with_its_clause_as_subject_ends_before_the_verb() -> None:
    text = "Mayor Helena Varga met the builders. Her claim on Monday that the bridge had sunk angered the builders."
    q = quotation(text, "bridge had sunk")
    assert text[q.start : q.end] == "the bridge had sunk"
    assert q.speaker is not None
    assert q.speaker.name == "Helena Varga"


def test_words_within_words_have_their_own_speaker() -> None:
    text = INTRO + "“Brandt told me, ‘Go home and rest,’ and I went,” Varga said."
    found = read(text).quotations
    inner = quotation(text, "Go home and rest,")
    assert told(text, inner)[:2] == ("direct", "Olof Brandt")
    assert inner.reporter == "Helena Varga"
    assert inner.part_of is not None
    outer = found[inner.part_of]
    assert outer.speaker is not None
    assert outer.speaker.name == "Helena Varga"
    assert outer.start < inner.start
    assert inner.end < outer.end


def test_who_speaks_recalls_her_own_words() -> None:
    text = INTRO + "“I said, ‘We cannot pay for that,’ and they laughed,” Varga recalled."
    inner = quotation(text, "We cannot pay for that,")
    assert inner.speaker is not None
    assert inner.speaker.name == "Helena Varga"


def test_a_surname_of_two_names_neither() -> None:
    text = "Helena Varga and Olof Varga run the bridge. Varga said it would close in May."
    speaker = quotation(text, "would close").speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Varga", "person")


def test_a_title_before_a_surname_of_two_tells_which() -> None:
    text = "Helena Varga and Olof Varga run the bridge. Mrs Varga said it would close in May."
    speaker = quotation(text, "would close").speaker
    assert speaker is not None
    assert speaker.name == "Helena Varga"


def test_an_unnamed_source_and_a_spokesman_are_nobody_named() -> None:
    text = INTRO + "A senior official said the toll was gone. Her spokesman said nobody would miss it."
    for words in ("toll was gone", "miss it"):
        speaker = quotation(text, words).speaker
        assert speaker is not None
        assert speaker.kind == "unnamed"


def test_a_book_and_a_wrapped_word_are_no_quotations() -> None:
    text = INTRO + "Varga wrote “The River at Night” in 2003. The “tower” is a shed."
    assert not [q for q in read(text).quotations if q.kind in ("direct", "mixed")]


def test_a_turn_is_mentioned_by_its_label() -> None:
    text = "BRANDT: Who pays for the bridge?\n\nVARGA: The town pays.\n\nBRANDT: And the toll?\n\nVARGA: It is gone."
    turns = [q for q in read(text).quotations if q.kind == "turn"]
    assert turns
    for q in turns:
        assert q.speaker is not None
        assert q.speaker.start is not None
        assert text[q.speaker.start : q.speaker.end] in ("VARGA", "BRANDT")
        assert text[q.speaker.start : q.speaker.end].title() in q.speaker.name.title()
