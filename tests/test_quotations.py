"""Each form of quotation, in invented texts."""

import pytest

from tests.reading import everything, quotation, read, told

INTRO = "Mayor Helena Varga opened the bridge on Monday. "


@pytest.mark.parametrize(
    "sentence",
    [
        '"The toll is gone," Varga said.',
        '"The toll is gone," said Varga.',
        "“The toll is gone,” Varga told the Harbour Post.",
        "''The toll is gone,'' Varga said.",
        "‘The toll is gone,’ Varga said.",
        "«The toll is gone», Varga said.",
        "„The toll is gone“, Varga said.",
        'Varga said: "The toll is gone."',
        'Varga said, "The toll is gone."',
        'Speaking to reporters, Varga said "the toll is gone."',
        '"The toll is gone!" Varga shouted.',
        '"The toll is gone," Varga, who grew up on the river, told the crowd.',
        '"The toll is gone, Varga said.',
        '"The toll is gone." — Helena Varga',
        '"The toll is gone," as Varga put it.',
    ],
)
def test_words_in_marks_are_attributed_wherever_the_cue_stands(sentence: str) -> None:
    text = INTRO + sentence
    kind, name, words = told(text, quotation(text, "toll is gone"))
    assert (kind, name) == ("direct", "Helena Varga")
    assert words.rstrip(",.!").lower() == "the toll is gone"


def test_an_interrupted_quotation_goes_on() -> None:
    text = INTRO + '"We will," Varga said, "not go back."'
    first, second = (q for q in read(text).quotations if q.kind == "direct")
    assert text[second.start : second.end] == "not go back."
    assert second.continues == read(text).quotations.index(first)
    assert second.speaker == first.speaker


def test_a_sentence_after_the_attribution_has_its_speaker_and_is_a_wording_of_its_own() -> None:
    text = INTRO + '"The toll is gone," Varga said. "Nobody will miss it."'
    q = quotation(text, "Nobody will miss it")
    assert told(text, q) == ("direct", "Helena Varga", "Nobody will miss it.")
    assert q.continues is None


def test_a_paragraph_that_opens_with_a_mark_again_continues_the_one_never_closed() -> None:
    text = INTRO + '"The toll is gone," Varga said. "It was a burden.\n\n"It will not come back."'
    found = read(text).quotations
    last = quotation(text, "not come back")
    assert told(text, last) == ("direct", "Helena Varga", "It will not come back.")
    assert last.continues is not None
    assert "burden" in text[found[last.continues].start : found[last.continues].end]


def test_a_mixed_quotation_is_the_whole_clause() -> None:
    text = INTRO + 'Varga said the toll had been "a burden on every family" for years.'
    assert told(text, quotation(text, "burden")) == (
        "mixed",
        "Helena Varga",
        'the toll had been "a burden on every family" for years',
    )


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Varga said that the toll was a mistake.", "the toll was a mistake"),
        ("Varga said the toll was a mistake.", "the toll was a mistake"),
        ("The toll was a mistake, Varga said.", "The toll was a mistake"),
        ("According to Varga, the toll was a mistake.", "the toll was a mistake"),
        ("The toll was a mistake, according to Varga.", "The toll was a mistake"),
        ("Varga told the Harbour Post that the toll was a mistake.", "the toll was a mistake"),
        ("Varga assured us that the toll was a mistake, which is good to know.", "the toll was a mistake"),
    ],
)
def test_an_indirect_quotation_is_the_clause_without_cue_and_that(sentence: str, content: str) -> None:
    text = INTRO + sentence
    assert told(text, quotation(text, "oll was a mistake")) == ("indirect", "Helena Varga", content)


def test_speech_and_thought_are_told_apart() -> None:
    text = INTRO + "Varga believes the toll was a mistake. Varga said the bridge is safe."
    assert quotation(text, "toll was").act == "thought"
    assert quotation(text, "bridge is safe").act == "speech"


@pytest.mark.parametrize(
    "text",
    [
        'Varga read "The River at Night" to the children.',
        'The so-called "river party" ended at noon.',
        "Varga did not say that the bridge was closed.",
        "No official said that the bridge was closed.",
        "The bridge has 12\" pipes and a 6' rail.",
    ],
)
def test_what_nobody_said_is_no_quotation(text: str) -> None:
    assert not [q for q in read(INTRO + text).quotations if q.act == "speech"], everything(INTRO + text)


def test_a_noun_that_names_a_statement_without_its_content_is_a_mention() -> None:
    text = INTRO + "Her remarks about the toll angered the fishermen."
    q = quotation(text, "the toll")
    assert q.mention
    assert q.speaker is not None
    assert q.speaker.name == "Helena Varga"


def test_a_noun_with_the_content_is_a_quotation() -> None:
    text = INTRO + "The fishermen rejected Varga's claim that the toll was a mistake."
    q = quotation(text, "toll was a mistake")
    assert not q.mention
    assert told(text, q) == ("indirect", "Helena Varga", "the toll was a mistake")


TALK = (
    "Helena Varga: The toll is gone\n\n"
    "In an interview with the Harbour Post, Mayor Helena Varga talks about the bridge.\n\n"
    "Interviewer: Minister Tomas Brandt said last week that the bridge is unsafe. Is it?\n\n"
    "Helena Varga: It is safe. Brandt assured me that he was misunderstood.\n\n"
    "I walk over it every day.\n\n"
    'Interviewer: Your predecessor called it a "bridge to nowhere". Was he wrong?\n\n'
    'Helena Varga: Yes. My father always told us, "Build it well." We did.\n\n'
    "Interviewer: Thank you.\n\n"
    "Helena Varga: Thank you.\n"
)


def test_each_paragraph_of_an_answer_is_a_turn_of_the_interviewee() -> None:
    turns = [q for q in read(TALK).quotations if q.kind == "turn" and q.part_of is None]
    assert [TALK[q.start : q.start + 8] for q in turns] == ["It is sa", "I walk o", "Yes. My ", "Thank yo"]
    assert {q.speaker.name for q in turns if q.speaker} == {"Helena Varga"}


def test_what_a_third_person_said_in_a_question_is_reported_by_the_interviewer() -> None:
    q = quotation(TALK, "bridge is unsafe")
    assert told(TALK, q) == ("indirect", "Tomas Brandt", "the bridge is unsafe")
    assert q.reporter == "Interviewer"


def test_a_denial_told_by_another_is_his_and_she_reports_it() -> None:
    q = quotation(TALK, "he was misunderstood")
    assert told(TALK, q) == ("indirect", "Tomas Brandt", "he was misunderstood")
    assert q.reporter == "Helena Varga"


def test_words_quoted_within_an_answer_are_another_speakers() -> None:
    q = quotation(TALK, "Build it well")
    assert told(TALK, q) == ("direct", "My father", "Build it well.")
    assert q.reporter == "Helena Varga"


def test_a_title_that_reports_speech_is_a_headline() -> None:
    (q,) = (q for q in read(TALK).quotations if q.kind == "headline")
    assert told(TALK, q) == ("headline", "Helena Varga", "The toll is gone")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ida Falk Endorses Olaf Orr: 'I Trust His Maps'", "Ida Falk"),
        ("Ida Falk On Olaf Orr: 'I Trust His Maps'", "Ida Falk"),
    ],
)
def test_who_opens_a_title_says_it_of_the_other(title: str, name: str) -> None:
    text = f"{title}\n\nIda Falk met Olaf Orr in Marn on Monday. She gave him her maps.\n\nOrr went home by ferry.\n"
    found = [q for q in read(text).quotations if q.kind == "headline"]
    assert [q.speaker.name for q in found if q.speaker] == [name]


def test_an_office_alone_in_a_title_is_who_said_so_in_the_text() -> None:
    text = (
        "Engineer: Harbour bridge needs urgent repair\n\n"
        "The council met on Tuesday to talk about the town's roads.\n\n"
        '"The harbour bridge needs urgent repair," Otto Lindqvist told the council.\n\n'
        "The council will vote in May.\n"
    )
    (q,) = (q for q in read(text).quotations if q.kind == "headline")
    assert q.speaker is not None
    assert q.speaker.name == "Otto Lindqvist"


def test_a_date_beside_the_cue_tells_when_it_was_said() -> None:
    text = INTRO + "Varga said on Wednesday that the toll was a mistake."
    (q,) = (q for q in read(text, published="2024-05-10").quotations if "mistake" in text[q.start : q.end])
    assert q.said == "2024-05-08"


def test_a_date_within_the_words_does_not() -> None:
    text = INTRO + "Varga said the toll ended on 3 May 2023."
    (q,) = (q for q in read(text, published="2024-05-10").quotations if "toll" in text[q.start : q.end])
    assert q.said is None


def test_words_in_the_sentence_behind_a_reported_one_are_its_speakers() -> None:
    text = INTRO + 'Varga said she would mend the roads. This means ending "years of needless waiting."'
    assert told(text, quotation(text, "needless")) == ("direct", "Helena Varga", "years of needless waiting.")


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("Varga insisted: taxes will fall.", "taxes", ("indirect", "Helena Varga", "taxes will fall")),
        ("Varga was quoted as saying that taxes will fall.", "taxes", ("indirect", "Helena Varga", "taxes will fall")),
        ("Asked about taxes, Varga replied: “Never.”", "Never", ("direct", "Helena Varga", "Never.")),
        (
            "Taxes will fall, Varga said, and the toll will end.",
            "Taxes will",
            ("indirect", "Helena Varga", "Taxes will fall"),
        ),
    ],
)
def test_rarer_forms_of_report(sentence: str, words: str, expected: tuple[str, str, str]) -> None:
    text = INTRO + sentence
    assert told(text, quotation(text, words)) == expected


def test_in_the_view_of_somebody_is_thought() -> None:
    text = INTRO + "In Varga's view, the toll was a mistake."
    q = quotation(text, "toll was")
    assert (q.act, told(text, q)) == ("thought", ("indirect", "Helena Varga", "the toll was a mistake"))


def test_what_somebody_denies_having_said_is_not_said() -> None:
    assert not [
        q for q in read(INTRO + "Varga denied having said that the bridge is unsafe.").quotations if not q.mention
    ]
