"""Who speaks when: turns by labels, by questions, or by the look of a text; texts of our own, people invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extraction.structure import read_structure
from tests.structuring import asked_and_answered, kinds, rows, spoken, title_of

# ---------------------------------------------------------------- labels

TURNS: Sequence[tuple[str, str]] = (
    ("question", "How full are the reservoirs?"),
    ("answer", "They are at sixty percent. That is low for May. / We expect rain next week."),
    ("question", "You once promised that nobody would have to save water."),
    ("answer", "I did. Was I wrong? Perhaps."),
)


@pytest.mark.parametrize(
    ("asking", "answering", "asker", "answerer"),
    [
        ("Interviewer: ", "Maria Velt: ", "Interviewer", "Maria Velt"),
        ("Q: ", "A: ", "Interviewer", "Maria Velt"),
        ("Q. ", "A. ", "Interviewer", "Maria Velt"),
        ("Q1: ", "A1: ", "Interviewer", "Maria Velt"),
        ("HARBOUR GAZETTE: ", "MARIA VELT: ", "Harbour Gazette", "Maria Velt"),
        ("HG: ", "MV: ", "HG", "Maria Velt"),
        ("Harbour Gazette: ", "Velt: ", "Harbour Gazette", "Maria Velt"),
        ("Tom Arden: ", "Maria Velt: ", "Tom Arden", "Maria Velt"),
        ("Tom Arden – ", "Maria Velt – ", "Tom Arden", "Maria Velt"),
        ("**Interviewer:** ", "**Maria Velt:** ", "Interviewer", "Maria Velt"),
        ("**Interviewer**: ", "**Maria Velt**: ", "Interviewer", "Maria Velt"),
        ("Interviewer\n", "Maria Velt\n", "Interviewer", "Maria Velt"),
        ("INTERVIEWER:\n", "VELT:\n", "Interviewer", "Maria Velt"),
        ("Interviewer\n\n", "Maria Velt\n\n", "Interviewer", "Maria Velt"),
        ("Interviewer:\u00a0", "Maria\u00a0Velt:\u00a0 ", "Interviewer", "Maria Velt"),
        ("Moderator: ", "Maria Velt (head of the water board): ", "Interviewer", "Maria Velt"),
        ("[00:01:10] Tom Arden: ", "[00:01:22] Maria Velt: ", "Tom Arden", "Maria Velt"),
        ("Tom Arden (01:10):\n", "Maria Velt (01:22):\n", "Tom Arden", "Maria Velt"),
        ("Tom Arden, Harbour Gazette: ", "Maria Velt: ", "Tom Arden", "Maria Velt"),
        ("Speaker 1: ", "Speaker 2: ", "Speaker 1", "Speaker 2"),
    ],
)
def test_turns_are_found_by_every_form_of_label(asking: str, answering: str, asker: str, answerer: str) -> None:
    labels = {"question": asking, "answer": answering}
    turns = [labels[kind] + said.replace(" / ", "\n\n") for kind, said in TURNS]
    text = "Water, and what is left of it\n\nMaria Velt speaks to the Harbour Gazette.\n\n" + "\n\n".join(turns) + "\n"
    structure = read_structure(text)
    assert structure.doc_type == "interview"
    assert asked_and_answered(text) == list(TURNS)
    assert [speaker for _, _, speaker in spoken(text)] == [asker, answerer, answerer, asker, answerer]


def test_questions_alone_may_bear_a_label() -> None:
    text = (
        "The wood and the axe\n\nForester Ida Moss on felling and fungus.\n\nHG: How sick is the forest?\n\n"
        "Very sick. I fear that we will lose more.\n\nHG: What can be done?\n\nWe can fell.\n\n"
        "Neither is easy for me.\n"
    )
    assert asked_and_answered(text) == [
        ("question", "How sick is the forest?"),
        ("answer", "Very sick. I fear that we will lose more."),
        ("question", "What can be done?"),
        ("answer", "We can fell. / Neither is easy for me."),
    ]
    assert {speaker for kind, _, speaker in spoken(text) if kind == "answer"} == {"Ida Moss"}


def test_a_panel_keeps_each_speaker_apart() -> None:
    text = (
        "Moderator: Is the town safe?\n\nLena Bright: Safer than ten years ago.\n\nOmar Hale: I disagree.\n\n"
        "Moderator: Mr Hale, what would you do?\n\nOmar Hale: More light.\n\nPaul Stern: And who pays?\n\n"
        "Moderator: Ms Bright?\n\nLena Bright: The town does.\n"
    )
    assert spoken(text) == [
        ("question", 0, "Interviewer"),
        ("answer", 1, "Lena Bright"),
        ("answer", 2, "Omar Hale"),
        ("question", 3, "Interviewer"),
        ("answer", 4, "Omar Hale"),
        ("answer", 5, "Paul Stern"),
        ("question", 6, "Interviewer"),
        ("answer", 7, "Lena Bright"),
    ]


def test_a_full_name_at_the_first_turn_and_the_surname_after_it_are_one_speaker() -> None:
    text = (
        "ANNA KASK: Good evening. Did you take the money?\n\nROLF ANT: No.\n\nKASK: Who did?\n\nANT: Ask my brother.\n"
    )
    assert [speaker for _, _, speaker in spoken(text)] == ["Anna Kask", "Rolf Ant", "Anna Kask", "Rolf Ant"]


def test_a_press_conference_with_letters_and_titles() -> None:
    text = (
        "Press conference by Prime Minister Dora Finn\n\nPRIME MINISTER FINN: Good morning. I will take questions.\n\n"
        "Q    Prime Minister, what changed your mind?\n\nPRIME MINISTER FINN: The numbers changed.\n\n"
        "Q    Which numbers?\n\nTHE PRIME MINISTER: The ones you print.\n"
    )
    assert [(kind, speaker) for kind, _, speaker in spoken(text)] == [
        ("answer", "Dora Finn"),
        ("question", "Interviewer"),
        ("answer", "Dora Finn"),
        ("question", "Interviewer"),
        ("answer", "Dora Finn"),
    ]


def test_a_title_with_the_speakers_name_is_no_turn() -> None:
    text = "Marko Tiil: We are ready\n\nInterviewer: Are you ready?\n\nMarko Tiil: Yes we are.\n"
    assert title_of(text) == "Marko Tiil: We are ready"
    assert asked_and_answered(text) == [("question", "Are you ready?"), ("answer", "Yes we are.")]


def test_a_colon_in_an_answer_starts_no_turn() -> None:
    text = (
        "Interviewer: What is the plan?\n\nLena Bright: There are two parts.\n\nFirst: we dig.\n\n"
        "Note: this is not yet decided.\n\nInterviewer: And then?\n\nLena Bright: Then we fill the hole.\n"
    )
    assert asked_and_answered(text)[1][1].startswith("There are two parts. / First: we dig.")
    assert len(asked_and_answered(text)) == 4


@pytest.mark.parametrize(
    "text",
    [
        "Holm: Council meets again\n\nThe council met on Tuesday.\n\nBudget: the vote was twelve to nine.\n",
        "The count so far\n\nKask: 1,204.\n\nAnt: 988.\n\nKask: 31 percent.\n\nAnt: 22 percent.\n\nIt goes on.\n",
    ],
)
def test_a_colon_alone_makes_no_interview(text: str) -> None:
    assert read_structure(text).doc_type == "article"


# ---------------------------------------------------------------- questions and answers without labels

FERRIES = (
    "Anna Kask: The ferries must run all winter\n"
    "By Peter Lind\n"
    "12 March 2024\n"
    "Transport minister Anna Kask spoke to the Harbour Gazette about ice, fares and patience.\n"
    "Minister, will the ferries run in January?\n"
    "They will. We have two icebreakers ready and a third on order.\n"
    "That is what we told the islands in autumn and I stand by it.\n"
    "The opposition says the money is not there.\n"
    "The opposition has not read the budget. It is on page forty.\n"
    "And the fares?\n"
    "Fares stay where they are until summer. I have promised this. Why would I break my word over two crowns?\n"
    "Some islanders fear that the night service will go.\n"
    "I understand that fear. But no, the night service stays.\n"
)
FERRY_TURNS = [
    ("question", "Minister, will the ferries run in January?"),
    (
        "answer",
        "They will. We have two icebreakers ready and a third on order. / "
        "That is what we told the islands in autumn and I stand by it.",
    ),
    ("question", "The opposition says the money is not there."),
    ("answer", "The opposition has not read the budget. It is on page forty."),
    ("question", "And the fares?"),
    (
        "answer",
        "Fares stay where they are until summer. I have promised this. Why would I break my word over two crowns?",
    ),
    ("question", "Some islanders fear that the night service will go."),
    ("answer", "I understand that fear. But no, the night service stays."),
]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\n \u00a0\n"])
def test_an_unlabelled_interview_is_decoded_as_a_whole(gap: str) -> None:
    text = FERRIES.replace("\n", gap)
    structure = read_structure(text)
    assert structure.doc_type == "interview"
    assert asked_and_answered(text) == FERRY_TURNS
    assert {s.speaker for s in structure.segments if s.kind == "answer"} == {"Anna Kask"}
    assert {s.speaker for s in structure.segments if s.kind == "question"} == {"Interviewer"}


def test_head_of_an_interview() -> None:
    assert kinds(FERRIES)[:4] == ["title", "byline", "byline", "lead"]
    structure = read_structure(FERRIES)
    assert [i.value for i in structure.published] == ["2024-03-12?"]
    assert [i.value for i in structure.outlet] == ["Harbour Gazette"]


def test_an_introduction_in_the_third_person_comes_before_the_turns() -> None:
    text = (
        "'No one asked us': a fisherman on the closed sea\n\nStory and photos by Hanna Reed\nMay 3, 2024\n\n"
        "For three years the sea off Holm has been closed to nets. Karl Dun, 61, has fished there since he was a boy. "
        '"It was ours," he says.\n\n'
        "He received us in his kitchen, where a radio was playing. The conversation has been shortened.\n\n"
        "What did you do on the first day?\n\nI slept. I had not slept past four in forty years.\n\n"
        "Did anyone from the ministry come to talk to you?\n\nNo one. They sent a letter.\n\nYou sound bitter.\n\n"
        "I am not bitter. I am old.\n\nYou once led the union. Would you do so again?\n\n"
        "Would I? I don't know. Ask my wife.\n"
    )
    assert kinds(text)[:5] == ["title", "byline", "byline", "lead", "paragraph"]
    assert asked_and_answered(text) == [
        ("question", "What did you do on the first day?"),
        ("answer", "I slept. I had not slept past four in forty years."),
        ("question", "Did anyone from the ministry come to talk to you?"),
        ("answer", "No one. They sent a letter."),
        ("question", "You sound bitter."),
        ("answer", "I am not bitter. I am old."),
        ("question", "You once led the union. Would you do so again?"),
        ("answer", "Would I? I don't know. Ask my wife."),
    ]
    assert {speaker for kind, _, speaker in spoken(text) if kind == "answer"} == {"Karl Dun"}


def test_a_line_that_announces_the_transcript_ends_the_introduction() -> None:
    text = (
        "Dora Finn on the border\n\nIn an interview with Radio Holm, Dora Finn said the border would open.\n\n"
        '"We are ready," Finn said. Is she?\n\nBelow is the transcript of our interview.\n\n'
        "Prime Minister, why now?\n\nBecause we can.\n\nAre you sure?\n\nI am sure, and I have said so before.\n"
    )
    assert [kind for kind, _ in asked_and_answered(text)] == ["question", "answer", "question", "answer"]
    assert asked_and_answered(text)[0][1] == "Prime Minister, why now?"


def test_questions_in_bold_need_no_question_mark() -> None:
    text = (
        '# "We will not sell the railway"\n\n*Railway chief Tom Arden on strikes and snow*\n\n'
        "**You have said that the railway is not for sale. Is that still true?**\n\nIt is. I see no buyer.\n\n"
        "**There is talk of a Swiss offer.**\n\nI have not seen one. Have you?\n\n**Your predecessor did.**\n\n"
        "Then you must ask her. I can only speak for myself.\n"
    )
    assert title_of(text) == '"We will not sell the railway"'
    assert asked_and_answered(text)[2:5] == [
        ("question", "There is talk of a Swiss offer."),
        ("answer", "I have not seen one. Have you?"),
        ("question", "Your predecessor did."),
    ]


def test_section_headings_belong_to_no_turn() -> None:
    text = (
        "Ten years of the bridge\n\nEngineer Olga Wirth spoke to us on the bridge.\n\nHow is the steel?\n\n"
        "It is tired, like me. We look after it every night.\n\nMoney and rust\n\nWho pays you?\n\n"
        "The town pays us. I sign the bills myself.\n"
    )
    assert ("paragraph", None, None, "Money and rust") in rows(text)
    assert len(asked_and_answered(text)) == 4


@pytest.mark.parametrize(
    "text",
    [
        "Council votes down harbour plan\n\nThe council on Tuesday voted down the plan.\n\n"
        '"Who is going to pay for it?" asked councillor Ben Ode. "Not the islands."\n\n'
        "Will it pass in autumn? Few in the town hall believe it.\n\nMayor Lotte Brand said she would resign.\n",
        "Why I no longer take the ferry\n\nI used to love the ferry. What happened?\n\nFirst the fares rose.\n\n"
        "Then the boats grew old, and nobody came to mend them.\n\nThe town looked away, as towns do.\n\n"
        "Do we deserve better? The minister said so last year.\n\nShe has said nothing since.\n\nNothing at all.\n",
        "What we know about the storm\n\nWhen did it begin?\n\nThe storm began on Monday night.\n\nWhere is it now?\n\n"
        "It has moved east over the islands.\n\nWho is hurt?\n\nThe police know of nobody.\n",
    ],
)
def test_articles_that_ask_questions_stay_articles(text: str) -> None:
    assert read_structure(text).doc_type == "article"
    assert spoken(text) == []
