"""Reports that their attribution parts, and what of a sentence is not what was said."""

import pytest

from tests.reading import quotation, read

INTRO = "Mayor Helena Varga opened the bridge on Monday with the engineer Olof Brandt.\n\n"


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        (
            '"The bridge must stay open," she said, and "be free for all."',
            ["The bridge must stay open,", "be free for all."],
        ),
        ('It is a gift, Varga said, that "is for all of us here."', ["It is a gift", "is for all of us here."]),
    ],
)
def test_what_one_attribution_parts_is_one_utterance(sentence: str, pieces: list[str]) -> None:
    text = INTRO + "Varga said the town is well. " + sentence
    found = read(text).quotations
    at = [next(i for i, q in enumerate(found) if text[q.start : q.end] == piece) for piece in pieces]
    assert found[at[1]].continues == at[0]


def test_who_reads_something_aloud_does_not_say_the_rest() -> None:
    text = INTRO + "As Varga read her decision, the builders held their heads in silence."
    assert all("silence" not in text[q.start : q.end] for q in read(text).quotations)


def test_an_aside_behind_and_leaves_out_what_the_reporter_says_before_it() -> None:
    text = INTRO + "Brandt left the guild, which pays well and, Varga said, has lost its way."
    q = quotation(text, "lost its way")
    assert text[q.start : q.end] == "has lost its way"


def test_who_reports_is_not_what_is_reported() -> None:
    text = "Several judges handling lawsuits seeking letters about the dam have cited the vote as a reason to hurry."
    assert all(not text[q.start : q.end].startswith("Several") for q in read(text).quotations)


def test_a_promise_ends_before_what_stands_against_it() -> None:
    text = INTRO + "Her promises to mend the bridge notwithstanding, Brandt said the bridge is closed."
    assert all("notwithstanding" not in text[q.start : q.end] for q in read(text).quotations)
