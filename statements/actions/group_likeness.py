"""Whether two wordings of one actor are renderings of one statement: what forbids it, and how strongly they belong
together.

What forbids it are rules; the rest is weighed (group_features): a headline or an indirect report may shorten and
reword, two direct quotations in one article are two utterances unless they are nearly the same, what takes words back
is no wording of them.
"""

import re
from datetime import date

from statements import acts
from statements.actions import group_features
from statements.actions.group_features import days_agree
from statements.actions.group_units import OWN_WORDS, REPEATING, Unit
from statements.likeness import Likeness, of_texts
from statements.vocabulary import QuotationKind

LEAST = -0.4  # log-odds that join: chosen by cross-validation, as the weights' ridge (fit_grouping.py)
MOST = 4.0  # log-odds beyond which a pair counts no more for or against joining two groups
NEARLY_THE_SAME = 0.8
VERBATIM = 0.9  # so alike that a later day of printing does not part them
SHOWN = frozenset({QuotationKind.PULL_QUOTE, QuotationKind.EMBED})
SURE = 2.0  # log-odds of what is repeated in one text
LEAST_OF_REPEATED = 0.4  # how alike it must be
LEAST_OF_SHOWN = 0.22  # the same of a headline, a pull quote or an embedded post beside an answer
LEAST_WEIGHT = 0.65  # of the shared concepts: about one telling word and a half
LEAST_SHARED = 2
LEAST_OF_RUN = 0.38  # how alike a run, chosen as the best of many, must be
LEAST_WEIGHT_OF_RUN = 1.3
LEAST_SHARED_OF_RUN = 3
BESIDE = 0.33  # the bar for two that stand beside two which are one statement
LEAD = 600  # code points from the beginning of a text in which its lead stands
TURN = QuotationKind.TURN
DENIES_SAYING = re.compile(
    r"\b(?:never|not|n['’]t)(?: \w+ly| ever)? (?:said|say|saying|claim|claimed|promised?)\b", re.IGNORECASE
)
# "Brandt said that", "she told reporters in the yard that": told as news, not recalled.
AS_NEWS = re.compile(
    r"\b(?:said|says|told|tells|added|adds|announced|declared|stated|wrote|insisted|argued|promised|confirmed|explained"
    r"|warned|admitted)\b[^.!?“”\"\n]{0,60}$"
)


def compare(one: Unit, other: Unit) -> Likeness:
    """How alike the words are, in one order whichever way round they are given."""
    first, second = sorted((one, other), key=lambda unit: unit.key)
    return of_texts(first.text, second.text)


def joins(one: Unit, other: Unit) -> float:
    """How strongly the two belong together, above 0 to 1; 0 where they do not."""
    if forbidden(one, other) or not _run_is_told(one, other):
        return 0.0
    odds = weighed(one, other)
    return (odds + MOST) / (2 * MOST) if odds >= LEAST else 0.0


def weighed(one: Unit, other: Unit) -> float:
    """The log-odds for being one statement, -MOST to MOST."""
    odds = group_features.log_odds(one, other)
    if _repeats(one, other):
        odds = max(odds, SURE + compare(one, other).score)
    return max(-MOST, min(MOST, odds))


def _repeats(one: Unit, other: Unit) -> bool:
    """What stands around a transcript in the same text (introduction, pull quote, headline) repeats what is said in it;
    a pull quote or an embedded post repeats what an article quotes.

    A rule, for the texts that the weights were fitted on have too few such pairs.
    """
    kinds = {one.kind, other.kind}
    if one.revision != other.revision or len(kinds) == 1 or not kinds & {TURN, *SHOWN}:
        return False
    alike = compare(one, other)
    least = LEAST_OF_SHOWN if TURN in kinds and kinds & REPEATING else LEAST_OF_REPEATED
    enough = len(alike.shared) >= LEAST_SHARED or bool(kinds & REPEATING)
    return not alike.conflict and enough and alike.score >= least and alike.weight >= LEAST_WEIGHT


def joins_beside(one: Unit, other: Unit) -> float:
    """How strongly two belong together that stand beside two renderings of one statement: two reports of one speech."""
    alike = compare(one, other)
    if forbidden(one, other) or alike.conflict or not days_agree(one, other) or one.revision == other.revision:
        return 0.0
    return alike.score if alike.score >= BESIDE and alike.weight >= 0.9 and len(alike.shared) >= 2 else 0.0


def forbidden(one: Unit, other: Unit) -> bool:
    """Two that can never be one statement: overlapping ones, two turns of one text, two different quotations in it;
    other numbers, other days; one that denies having said what the other says.
    """
    if bool(DENIES_SAYING.search(one.text)) != bool(DENIES_SAYING.search(other.text)):
        return True
    if group_features.numbers_differ(one, other):
        return True
    if one.revision != other.revision:
        return _of_another_day(one, other)
    if one.overlaps(other):
        return True
    if one.kind == other.kind == TURN:
        return True
    both_own = one.kind in OWN_WORDS and other.kind in OWN_WORDS
    return both_own and compare(one, other).score < NEARLY_THE_SAME


def _of_another_day(one: Unit, other: Unit) -> bool:
    """Their days differ, and the later one is told as news, not recalled.

    A report in the reporter's words may look back without saying so. An old quotation may be printed again without its
    day.
    """
    if days_agree(one, other):
        return False
    later = max(one, other, key=lambda unit: (unit.days[0] or unit.days[1] or date.min, unit.key))
    if later.kind == QuotationKind.INDIRECT and not AS_NEWS.search(later.whole.prefix):
        return False
    alike = compare(one, other)
    again = not (one.is_dated and other.is_dated) and alike.score >= VERBATIM and len(alike.shared) >= 5
    return not again or bool(alike.conflict)


def _run_is_told(one: Unit, other: Unit) -> bool:
    """A run was chosen as the best of many of another text: more must be shared."""
    if one.revision == other.revision or (one.head is not None and other.head is not None):
        return True
    alike = compare(one, other)
    if alike.conflict or alike.score < LEAST_OF_RUN or not days_agree(one, other):
        return False
    return len(alike.shared) >= LEAST_SHARED_OF_RUN and alike.weight >= LEAST_WEIGHT_OF_RUN


def leads(one: Unit, other: Unit) -> bool:
    """A report that opens with what somebody said in the reporter's words gives the speaker's own words next.

    `one` is the first wording of its speaker in the text, `other` the next: both are the news of the report, unless the
    second speaks of words that it withdraws or explains and the first does not.
    """
    if one.revision != other.revision or one.start > LEAD or other.start - one.end > LEAD / 2:
        return False
    first = one.kind == QuotationKind.INDIRECT and other.kind == QuotationKind.DIRECT
    about = bool(acts.of(one.text) - {acts.AGREES}) == bool(acts.of(other.text) - {acts.AGREES})
    return first and about and not compare(one, other).conflict and days_agree(one, other)
