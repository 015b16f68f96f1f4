"""What an actor says again, and what an interviewee contests in the question itself."""

from __future__ import annotations

import pytest

from extraction.responses.alike import content, in_order, stem
from tests.responding import links

INTERVIEW = """The harbour after the flood

Interviewer: How is the town doing?

Oskar Brandt: Better than last year. The market has opened again and the ferry runs. If the state reduces its share, \
the towns on the coast have to pay for the dykes themselves. That is my worry.

Interviewer: And the railway?

Oskar Brandt: The railway is a matter for the ministry. I hear that the bridge is being painted. Nobody has told us \
when the trains come back.

Interviewer: What if the ministry leaves?

Oskar Brandt: {answer}
"""


@pytest.mark.parametrize(
    "answer",
    [
        "As I said, any reduction of what the state pays falls on the towns on the coast.",
        "I can only repeat it: if there is a reduction, the coast towns pay for their dykes.",
        "I have always said that the towns would have to pay for the dykes on the coast.",
        "We have been consistent in warning that a reduction by the state leaves the dykes to the towns.",
    ],
)
def test_words_of_repetition_find_the_passage_that_they_repeat(answer: str) -> None:
    found = [f for f in links(INTERVIEW.format(answer=answer)) if f.relation == "reaffirms"]
    assert [(f.attribution, f.speaker, f.response) for f in found] == [("own", "Oskar Brandt", answer)]
    assert (found[0].claim or "").startswith("If the state reduces its share")
    assert "railway" not in (found[0].claim or "")


@pytest.mark.parametrize(
    "answer",
    [
        "As I said, the weather decides about fishing for herring.",
        "If there is a reduction, we shall look at the figures.",
        "The dykes are old, and the towns on the coast know it.",
    ],
)
def test_what_was_not_said_before_is_not_said_again(answer: str) -> None:
    assert [f for f in links(INTERVIEW.format(answer=answer)) if f.relation == "reaffirms"] == []


def test_a_verb_of_repetition_links_to_the_earlier_words() -> None:
    text = """Council hears the minister

Lena Hartwig said on Monday that the tunnel would be open before the winter. The council listened.

The mayor asked for the plans of the harbour.

On Friday Hartwig repeated that the tunnel would open before winter comes.
"""
    found = [f for f in links(text) if f.relation == "reaffirms"]
    assert [(f.attribution, f.claim) for f in found] == [
        ("characterised", "the tunnel would be open before the winter")
    ]


ARTICLE = """Talks about the dykes go on

"We have to keep asking the ministry for money so that the dykes are ready before the storms," Lena Hartwig said.

The ministry pays for a third of them. Last year it paid for half.

{between}
"{later}" Hartwig told the council of the province.
"""


def test_nearly_the_same_words_later_in_an_article_are_a_repetition() -> None:
    later = "We must keep asking the ministry for more money so that the dykes are high enough before the storms,"
    found = [f for f in links(ARTICLE.format(between="", later=later)) if f.relation == "reaffirms"]
    assert [f.response for f in found] == [later]
    assert "asking the ministry" in (found[0].claim or "")


@pytest.mark.parametrize(
    "later",
    [
        "The ministry has money enough for a second tunnel under the river and the old harbour,",
        "We have to keep asking the ministry for money so that the dykes are ready before the storms,",
        "Do we have to keep asking the ministry for money for the dykes before the storms each year?",
    ],
)
def test_other_words_the_same_words_and_questions_are_no_repetition(later: str) -> None:
    assert [f for f in links(ARTICLE.format(between="", later=later)) if f.relation == "reaffirms"] == []


QUESTION = """The harbour after the flood

Interviewer: {question}

Oskar Brandt: {answer}
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "Could the closing of the fish market have something to do with the new mayor?",
            "No, that is not the reason. The fish went away.",
        ),
        ("So the fish market closed because nobody came any more?", "That is simply not true. It was full each day."),
        ("The fish market was closed because of the smell. People left the town.", "No, that is wrong. They stayed."),
        ("Isn't the fish market a burden for the town?", "That's nonsense. It feeds the town."),
    ],
)
def test_an_answer_contests_what_the_question_puts_as_true(question: str, answer: str) -> None:
    found = [f for f in links(QUESTION.format(question=question, answer=answer)) if f.relation == "disputes"]
    assert [(f.attribution, f.speaker) for f in found] == [("own", "Oskar Brandt")]
    assert (found[0].claim or "") in question
    assert found[0].response == answer.partition(". ")[0] + "."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where is the fish market of the town now?", "No, that is not the question you should ask."),
        ("Is the fish market open on Sundays in winter?", "No, it is not. Only in summer."),
        ("The fish market was closed because of the smell.", "Yes, and that is a pity. People liked it."),
        (
            "The fish market was closed because of the smell.",
            "The harbour is doing well. The story is not true to life.",
        ),
    ],
)
def test_a_plain_answer_contests_nothing(question: str, answer: str) -> None:
    assert [f for f in links(QUESTION.format(question=question, answer=answer)) if f.relation == "disputes"] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("reduction", "reduce"), ("normalise", "normalization"), ("decisions", "decide"), ("towns", "town")],
)
def test_words_of_one_family_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_content_leaves_out_the_words_of_the_grammar_and_of_speaking() -> None:
    assert content("We have said that the harbour is not theirs") == (stem("harbour"),)


def test_in_order_counts_the_longest_common_run_with_gaps() -> None:
    assert in_order(("a", "b", "c", "d"), ("b", "x", "d", "a")) == 2
