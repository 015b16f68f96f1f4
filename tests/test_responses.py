"""Links within a text, on texts about invented people."""

from __future__ import annotations

import pytest

from tests.reading import read
from tests.responding import links

INTERVIEW = """Harbour minister: I was never against the ferry

Interviewer: Last week the transport minister Lena Hartwig said that the harbour would be closed by the summer. \
Has she gone back on it?

Oskar Brandt: {answer}
"""


def test_reported_misunderstanding_clarifies_the_statement_in_the_question() -> None:
    found = links(INTERVIEW.format(answer="Lena Hartwig assured us that she was misunderstood."))
    clarified = [f for f in found if f.relation == "clarifies"]
    assert [(f.attribution, f.speaker) for f in clarified] == [("reported", "Lena Hartwig")]
    assert "harbour would be closed" in (clarified[0].claim or "")


@pytest.mark.parametrize(
    ("answer", "relation"),
    [
        ("No, that is not true. Nobody in the government has said such a thing.", "disputes"),
        ("Her statement was irresponsible. We have worked with the dockers for years.", "critiques"),
        ("I completely agree with her. The harbour has lost money for a decade.", "endorses"),
    ],
)
def test_answer_takes_a_stance_on_the_statement_in_the_question(answer: str, relation: str) -> None:
    found = [f for f in links(INTERVIEW.format(answer=answer)) if f.relation == relation]
    assert found, relation
    assert found[0].speaker == "Oskar Brandt"
    assert "harbour would be closed" in (found[0].claim or "")


ARTICLE = """Minister and the price of the tunnel

Transport Minister Lena Hartwig said last week that the tunnel would cost ninety million crowns.

{response}
"""


@pytest.mark.parametrize(
    ("response", "relation", "attribution"),
    [
        ('"I withdraw that figure," Hartwig said on Monday.', "retracts", "own"),
        (
            '"I should not have said that the tunnel would cost ninety million," Hartwig told the council.',
            "retracts",
            "own",
        ),
        ('"I misspoke about the cost of the tunnel," Hartwig said on Monday.', "corrects", "own"),
        ('"I never said that the tunnel would cost ninety million," Hartwig told reporters.', "denies", "own"),
        ('"I was misunderstood when I spoke about the tunnel," Hartwig said on Monday.', "clarifies", "own"),
        ('"I stand by what I said about the tunnel," Hartwig told the council.', "reaffirms", "own"),
        ("On Monday Hartwig walked back her remarks about the cost of the tunnel.", "retracts", "characterised"),
        ("Mayor Ruben Olsen criticised her remarks about the tunnel.", "critiques", "characterised"),
        ('"That is simply not true," said Ruben Olsen, the mayor.', "disputes", "own"),
        ('"It was unwise of Hartwig to talk about the cost of the tunnel," said Ruben Olsen.', "critiques", "own"),
    ],
)
def test_response_in_an_article_finds_its_statement(response: str, relation: str, attribution: str) -> None:
    found = [f for f in links(ARTICLE.format(response=response)) if f.relation == relation]
    assert [f.attribution for f in found] == [attribution]
    assert "ninety million" in (found[0].claim or "")


@pytest.mark.parametrize(
    "response",
    [
        "The pilot retracted the landing gear over the tunnel.",
        "Hartwig also clarified the role of the harbour in the plan.",
        "Analysts expect a market correction after the summer.",
        "Hartwig did not deny that the tunnel is late.",
        '"The bridge is wrong for heavy lorries," said Ruben Olsen.',
        "The court will issue a clarification on the tunnel next month.",
    ],
)
def test_same_words_of_other_things_are_no_link(response: str) -> None:
    found = links(ARTICLE.format(response=response))
    assert [f for f in found if f.relation in ("retracts", "clarifies", "corrects", "denies", "disputes")] == []


def test_response_without_its_original_waits() -> None:
    found = links('Hartwig speaks\n\n"I was misquoted," Lena Hartwig told reporters on Monday.\n')
    assert [(f.relation, f.claim) for f in found] == [("denies", None)]


def test_outlet_corrects_its_own_report() -> None:
    text = ARTICLE.format(
        response="Correction: An earlier version of this article misquoted Lena Hartwig on the cost of the tunnel."
    )
    found = [f for f in links(text) if f.attribution == "outlet"]
    assert [f.relation for f in found] == ["corrects"]


def test_question_asserts_no_response() -> None:
    text = INTERVIEW.format(answer="You would have to ask her.").replace(
        "Has she gone back on it?", "Now, it seems, she has walked back those remarks?"
    )
    assert [f for f in links(text) if f.relation == "retracts"] == []


POST = """A wrong number, and what I make of it

Lena Hartwig, Transport Minister
Posted on 12 May 2031, 09:15

On 3 May I told the council that the tunnel would cost ninety million crowns. That number was wrong, and I take it back.

The right figure is one hundred and twenty million crowns.

I am sorry that it took me so long to look it up. We shall publish every invoice from now on.
"""


def test_post_takes_back_what_it_recalls() -> None:
    found = read(POST, published="2031-05-12")
    taken_back = next(link for link in found.links if link.relation == "retracts")
    assert taken_back.claim is not None
    claim, response = found.quotations[taken_back.claim], found.quotations[taken_back.response]
    assert found.doc_type == "post"
    assert POST[claim.start : claim.end].endswith("would cost ninety million crowns.")
    assert (claim.said, claim.speaker and claim.speaker.name) == ("2031-05-03", "Lena Hartwig")
    assert "take it back" in POST[response.start : response.end]
    assert {link.relation for link in found.links} >= {"retracts", "corrects"}
