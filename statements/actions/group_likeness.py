"""Whether two wordings of one actor are renderings of one statement: how alike they must be, and what forbids it.

How alike depends on what they are: a headline, a pull quote or an indirect report may shorten and reword; two direct
quotations in one article are two utterances unless they are nearly the same; what was said on other days is another
statement. The bars were set on invented examples (tests/test_group_likeness.py).
"""

import re
from datetime import timedelta

from statements.actions.group_units import OWN_WORDS, REPEATING, Unit
from statements.likeness import Likeness, of_texts
from statements.vocabulary import QuotationKind

SLACK = timedelta(days=1)  # time zones, and "on Tuesday" for late on Monday
NEARLY_THE_SAME = 0.8
VERBATIM = 0.9  # so alike that a later day of printing does not part them
LEAST_WEIGHT = 0.65  # of the shared concepts: about one telling word and a half
LEAST_SHARED = 2
LEAST_WEIGHT_OF_RUN = 1.3
LEAST_SHARED_OF_RUN = 3
BESIDE = 0.33  # the bar for two that stand beside two which are one statement
LEAD = 600  # code points from the beginning of a text in which its lead stands
TURN = QuotationKind.TURN
# "I said that it cost ten, and I stand by it" is a later word about what he said, not a wording of it.
OF_HIMSELF = re.compile(
    r"\bI(?:['’]ve| have| had)?(?: \w+ly| already| never| only)? (?:said|told|stated|repeat|stand by)\b"
)
# Words that speak of words: what they deny, explain or withdraw is another statement.
_SPOKEN = r"(?:said|say|saying|call|called|claim|claimed|promised?|mean|meant|use|used)"
OF_WORDS = re.compile(
    rf"\b(?:(?:never|not|n['’]t)(?: \w+ly| ever)? {_SPOKEN}|withdr(?:aw|ew|awn|aws|awing)"
    r"|(?:take|takes|taking|took|taken) (?:\w+ ){1,3}back|regret\w*|apolog\w+|sorry|(?:was|were|am|been) wrong"
    r"|should (?:not|never) have|shouldn['’]t have|misspoke\w*|miscount\w*|misquot\w+|misunderst\w+"
    r"|(?:had|I) meant|had been aimed|referred to|(?:was|were) (?:speaking|talking) (?:of|about))\b",
    re.IGNORECASE,
)

DENIES_SAYING = re.compile(
    r"\b(?:never|not|n['’]t)(?: \w+ly| ever)? (?:said|say|saying|claim|claimed|promised?)\b", re.IGNORECASE
)


def compare(one: Unit, other: Unit) -> Likeness:
    """How alike the words are, in one order whichever way round they are given."""
    first, second = sorted((one, other), key=lambda unit: unit.key)
    return of_texts(first.text, second.text)


def joins(one: Unit, other: Unit) -> float:
    """How strongly the two belong together, 0 where they do not."""
    if forbidden(one, other):
        return 0.0
    alike = compare(one, other)
    if alike.conflict or alike.score < bar(one, other) or not _telling(one, other, alike):
        return 0.0
    if not days_agree(one, other) and not _same_print(one, other, alike):
        return 0.0
    return alike.score


def joins_beside(one: Unit, other: Unit) -> float:
    """How strongly two belong together that stand beside two renderings of one statement: two reports of one speech."""
    alike = compare(one, other)
    if forbidden(one, other) or alike.conflict or not days_agree(one, other) or one.revision == other.revision:
        return 0.0
    return alike.score if alike.score >= BESIDE and alike.weight >= 0.9 and len(alike.shared) >= 2 else 0.0


def forbidden(one: Unit, other: Unit) -> bool:
    """Two that can never be one statement: overlapping ones, two turns of one text, two different quotations in it;
    one that denies having said what the other says.
    """
    if bool(DENIES_SAYING.search(one.text)) != bool(DENIES_SAYING.search(other.text)):
        return True
    if one.revision != other.revision:
        return bool(OF_HIMSELF.search(one.text)) != bool(OF_HIMSELF.search(other.text))
    if one.overlaps(other):
        return True
    if one.kind == other.kind == TURN:
        return True
    both_own = one.kind in OWN_WORDS and other.kind in OWN_WORDS
    return both_own and compare(one, other).score < NEARLY_THE_SAME


def bar(one: Unit, other: Unit) -> float:
    """The least likeness that joins them."""
    if bool(OF_WORDS.search(one.text)) != bool(OF_WORDS.search(other.text)):
        return 0.55
    kinds = {one.kind, other.kind}
    if one.revision == other.revision:
        if kinds & REPEATING:
            return 0.22
        if kinds <= OWN_WORDS:
            return NEARLY_THE_SAME
        return 0.55 if kinds == {QuotationKind.INDIRECT} else 0.4
    if kinds == {TURN}:
        return 0.6
    if one.head is None or other.head is None:
        return 0.38
    if kinds <= OWN_WORDS:
        return 0.34
    return 0.29 if kinds & REPEATING else 0.31


def leads(one: Unit, other: Unit) -> bool:
    """A report that opens with what somebody said in the reporter's words gives the speaker's own words next.

    `one` is the first wording of its speaker in the text, `other` the next: both are the news of the report, unless the
    second speaks of words that it withdraws or explains and the first does not.
    """
    if one.revision != other.revision or one.start > LEAD or other.start - one.end > LEAD / 2:
        return False
    first = one.kind == QuotationKind.INDIRECT and other.kind == QuotationKind.DIRECT
    about = bool(OF_WORDS.search(one.text)) == bool(OF_WORDS.search(other.text))
    return first and about and not compare(one, other).conflict and days_agree(one, other)


def _telling(one: Unit, other: Unit, alike: Likeness) -> bool:
    """Enough is shared to mean something; in one text a short repetition does, if it is whole.

    A run was chosen as the best of many of another text: more must be shared.
    """
    if one.revision != other.revision and (one.head is None or other.head is None):
        return len(alike.shared) >= LEAST_SHARED_OF_RUN and alike.weight >= LEAST_WEIGHT_OF_RUN
    if one.revision == other.revision and {one.kind, other.kind} & REPEATING:
        return alike.weight >= 0.5
    if len(alike.shared) >= LEAST_SHARED and alike.weight >= LEAST_WEIGHT:
        return True
    return alike.contained >= 0.95 and alike.weight >= 0.5 and one.revision == other.revision


def _same_days(one: Unit, other: Unit) -> bool:
    """Both texts say when, and it is the same."""
    return one.is_dated and other.is_dated and days_agree(one, other)


def days_agree(one: Unit, other: Unit) -> bool:
    """They may have been spoken on one day; what is unknown agrees with everything."""
    (first, last), (begin, end) = one.days, other.days
    if first and end and first > end + SLACK:
        return False
    return not (begin and last and begin > last + SLACK)


def _same_print(one: Unit, other: Unit, alike: Likeness) -> bool:
    """An old quotation printed again without its date."""
    return not (one.is_dated and other.is_dated) and alike.score >= VERBATIM and len(alike.shared) >= 5
