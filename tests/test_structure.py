"""The form of a text: turns, title, furniture and metadata, on texts of our own about invented people."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extraction.structure import read_structure
from extraction.types import RosterPerson, Structure

Row = tuple[str, int | None, str | None, str]


def rows(text: str, structure: Structure | None = None, width: int = 24) -> list[Row]:
    """Kind, turn, speaker and first words of each segment."""
    read = structure or read_structure(text)
    return [(s.kind, s.turn, s.speaker, " ".join(text[s.start : s.end].split())[:width]) for s in read.segments]


def spoken(text: str) -> list[tuple[str, int, str | None]]:
    """Kind, turn and speaker of the segments that belong to a turn."""
    return [(s.kind, s.turn, s.speaker) for s in read_structure(text).segments if s.turn is not None]


def kinds(text: str) -> list[str]:
    return [s.kind for s in read_structure(text).segments]


def title_of(text: str) -> str | None:
    span = read_structure(text).title
    return None if span is None else text[span.start : span.end]


def asked_and_answered(text: str) -> list[tuple[str, str]]:
    """Each turn's kind and its whole text, its paragraphs joined by " / "."""
    turns: dict[int, tuple[str, list[str]]] = {}
    for s in read_structure(text).segments:
        if s.turn is not None:
            turns.setdefault(s.turn, (s.kind, []))[1].append(" ".join(text[s.start : s.end].split()))
    return [(kind, " / ".join(parts)) for _, (kind, parts) in sorted(turns.items())]


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
