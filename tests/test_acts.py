"""What a wording does about words: invented examples of each act, and words that only look like one."""

import pytest

from statements import acts

DONE = [
    ("I withdraw it here, in the same hall", {"retract"}),
    ("she took every word of it back", {"retract"}),
    ("he walked the promise of a ferry back", {"retract"}),
    ("the keeper's contrition over the herring", {"retract"}),
    ("We have changed our mind about the lamps", {"update"}),
    ("The sum was wrong, and I read it out", {"correct"}),
    ("I was speaking only of the eastern pier", {"clarify"}),
    ("he had the smaller boats in mind", {"clarify"}),
    ("I didn’t say that the pier was unsafe", {"deny"}),
    ("The word “thief” never passed her lips", {"deny"}),
    ("nothing of the kind had been promised", {"deny"}),
    ("I stand by what I told the council", {"reaffirm"}),
    ("The harbour master is right", {"agree"}),
    ("They come across the line at night and carry off the lobsters", set()),
    ("The back door of the shed is taken off its hinges", set()),
]


@pytest.mark.parametrize(("words", "done"), DONE)
def test_the_act_of_a_wording_is_seen(words: str, done: set[str]) -> None:
    assert acts.of(words) >= done
    assert bool(acts.of(words)) == bool(done)


def test_curly_and_straight_apostrophes_are_alike() -> None:
    assert acts.of("I didn’t say so") == acts.of("I didn't say so")
