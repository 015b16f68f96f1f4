"""The words by which a response is told, each in a text of its own, and the same words used of other things."""

from __future__ import annotations

import pytest

from tests.responding import Found, links

ARTICLE = """Minister and the price of the tunnel

Transport Minister Lena Hartwig said last week that the tunnel would cost ninety million crowns.

The council of the harbour town meets again in May.

{response}
"""
CORRECTION = ("clarifies", "corrects", "retracts", "denies")

OWN = [
    ('"I apologise for what I said about the tunnel," Hartwig told the council.', "retracts"),
    ('"I am sorry for my remarks about the tunnel," Hartwig said on Monday.', "retracts"),
    ('"I deeply regret my words about the tunnel," Hartwig said on Monday.', "retracts"),
    ('"I take back what I said about the tunnel," Hartwig said on Monday.', "retracts"),
    ('"I withdraw my claim about the tunnel," Hartwig said on Monday.', "retracts"),
    ('"I retract the figure I gave for the tunnel," Hartwig said on Monday.', "retracts"),
    ('"I should not have said that about the tunnel," Hartwig said on Monday.', "retracts"),
    ('"I should never have named a price for the tunnel," Hartwig said on Monday.', "retracts"),
    ('"Let me clarify my remark about the tunnel," Hartwig said on Monday.', "clarifies"),
    ('"I was misunderstood about the tunnel," Hartwig said on Monday.', "clarifies"),
    ('"My words about the tunnel were misinterpreted," Hartwig said on Monday.', "clarifies"),
    ('"What I said about the tunnel was taken out of context," Hartwig said on Monday.', "clarifies"),
    ('"My remark about the tunnel has been blown out of proportion," Hartwig said on Monday.', "clarifies"),
    ('"People read too much into my remark about the tunnel," Hartwig said on Monday.', "clarifies"),
    ('"I did not mean the whole tunnel," Hartwig said on Monday.', "clarifies"),
    ('"What I meant was the first part of the tunnel," Hartwig said on Monday.', "clarifies"),
    ('"I was referring to the first part of the tunnel," Hartwig said on Monday.', "clarifies"),
    ('"My words about the tunnel were in jest," Hartwig said on Monday.', "clarifies"),
    ('"I misspoke about the tunnel," Hartwig said on Monday.', "corrects"),
    ('"It was a slip of the tongue when I spoke of the tunnel," Hartwig said on Monday.', "corrects"),
    ('"I have checked the records and found that the tunnel costs more," Hartwig said on Monday.', "corrects"),
    ('"I was misquoted about the tunnel," Hartwig said on Monday.', "denies"),
    ('"I never said that the tunnel would cost that much," Hartwig said on Monday.', "denies"),
    ('"I stand by my words about the tunnel," Hartwig said on Monday.', "reaffirms"),
]

TOLD = [
    ("On Monday Hartwig apologised for her remarks about the tunnel.", "retracts"),
    ("On Monday Hartwig expressed regret over her comments about the tunnel.", "retracts"),
    ("On Monday Hartwig walked back her claim about the tunnel.", "retracts"),
    ("On Monday Hartwig took back her words about the tunnel.", "retracts"),
    ("On Monday Hartwig rowed back on her estimate for the tunnel.", "retracts"),
    ("On Monday Hartwig backpedalled on her comments about the tunnel.", "retracts"),
    ("On Monday Hartwig retracted her statement about the tunnel.", "retracts"),
    ("On Monday Hartwig withdrew her remark about the tunnel.", "retracts"),
    ("On Monday Hartwig clarified her comments about the tunnel.", "clarifies"),
    ("On Monday Hartwig corrected her figure for the tunnel.", "corrects"),
    ("On Monday Hartwig stood by her remarks about the tunnel.", "reaffirms"),
    ("On Monday Hartwig denied having said that the tunnel would cost so much.", "denies"),
]

REPORTED = [
    ("Hartwig said on Monday that she had been misunderstood about the tunnel.", "clarifies"),
    ("Hartwig said on Monday that she had misspoken about the tunnel.", "corrects"),
    ("Hartwig said on Monday that she had been misquoted about the tunnel.", "denies"),
    ("Hartwig said on Monday that her words about the tunnel had been taken out of context.", "clarifies"),
    ("Hartwig said on Monday that she regretted her remarks about the tunnel.", "retracts"),
]

OTHER_THINGS = [
    "The pilot retracted the landing gear over the tunnel.",
    "Traders expect a market correction once the tunnel opens.",
    "The court will issue a clarification on the tunnel next month.",
    "Hartwig also clarified the harbour's role in the tunnel.",
    "Hartwig did not deny that the tunnel is late.",
    "Hartwig withdrew her troops of inspectors from the tunnel.",
    "Hartwig took back the keys of the tunnel.",
    "Hartwig corrected the drawings of the tunnel by hand.",
    "Hartwig walked back to the tunnel after lunch.",
    "Hartwig apologised for the noise of the tunnel.",
    '"I regret the delay of the tunnel," Hartwig said on Monday.',
    '"I stand by the tunnel every morning," Hartwig said on Monday.',
    '"We withdraw the machines from the tunnel," Hartwig said on Monday.',
    '"The rails were in proportion to the tunnel," Hartwig said on Monday.',
    '"I meant to visit the tunnel," Hartwig said on Monday.',
    '"I never said goodbye to the tunnel," Hartwig said on Monday.',
    '"Drivers misunderstood the signs in the tunnel," Hartwig said on Monday.',
    '"We checked the tunnel and found water," Hartwig said on Monday.',
]


def answering(response: str) -> list[Found]:
    return links(ARTICLE.format(response=response))


@pytest.mark.parametrize(("response", "relation"), OWN)
def test_own_words_answer_the_own_statement(response: str, relation: str) -> None:
    found = [f for f in answering(response) if f.speaker == "Lena Hartwig"]
    assert [(f.relation, f.attribution) for f in found] == [(relation, "own")]
    assert "ninety million" in (found[0].claim or "")


@pytest.mark.parametrize(("response", "relation"), TOLD)
def test_the_verb_of_a_journalist_answers_the_statement(response: str, relation: str) -> None:
    found = answering(response)
    assert [(f.relation, f.attribution) for f in found] == [(relation, "characterised")]
    assert "ninety million" in (found[0].claim or "")


@pytest.mark.parametrize(("response", "relation"), REPORTED)
def test_a_reported_response_answers_the_statement(response: str, relation: str) -> None:
    found = answering(response)
    assert [f.relation for f in found] == [relation]
    assert "ninety million" in (found[0].claim or "")


@pytest.mark.parametrize("response", OTHER_THINGS)
def test_the_same_words_of_other_things_answer_nothing(response: str) -> None:
    assert [f for f in answering(response) if f.relation in (*CORRECTION, "reaffirms")] == []


def test_a_title_before_a_name_does_not_end_the_claim_that_is_repeated() -> None:
    found = answering("On Monday Hartwig reiterated her claim that Mrs. Olsen had promised the tunnel to the town.")
    assert [(f.relation, f.claim) for f in found] == [("reaffirms", "Mrs. Olsen had promised the tunnel to the town")]
