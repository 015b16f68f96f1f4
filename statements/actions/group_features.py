"""What speaks for two wordings of one actor being one statement, as numbers; and what they add up to.

The sum is a logistic regression: each feature times its weight. The weights were fitted on invented texts
(`benchmarks/linking/fit_grouping.py`, figures in docs/linking.md) and stand in lexicon/group_weights.json. A feature
that is absent is 0. All are functions of the two wordings and their texts, never of the archive, and the same whichever
of the two comes first.
"""

import json
import math
from datetime import timedelta
from functools import cache, lru_cache

from actors.dates import bounds
from statements import acts, lexicon, likeness, meaning, quantities
from statements.actions.group_units import OWN_WORDS, Unit
from statements.quantities import Quantities
from statements.vocabulary import QuotationKind

WEIGHTS = lexicon.FOLDER / "group_weights.json"
SLACK = timedelta(days=1)  # time zones, and "on Tuesday" for late on Monday
LEAD = 600  # code points from the beginning of a text in which its news stands
CLOSE = 300  # code points from a report in the reporter's words to the speaker's own words that bear it out
FAR = 1000  # code points in one text beyond which distance tells no more
MOST_WEIGHT = 3.0  # of telling words, beyond which more of them tell no more
SMALL = 12  # numbers up to here are shared by chance
LONG_AGO = 6.0  # log of the days between two prints, beyond which it is all the same: a year
UNKNOWN_AGO = 0.6
OWN = OWN_WORDS | {QuotationKind.TURN, QuotationKind.EMBED, QuotationKind.PULL_QUOTE}
HEADLINE, INDIRECT, TURN = QuotationKind.HEADLINE, QuotationKind.INDIRECT, QuotationKind.TURN
Features = dict[str, float]


@cache
def weights() -> tuple[float, dict[str, float]]:
    """The constant and the weight of each feature."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return float(data["constant"]), {name: float(weight) for name, weight in data["weights"].items()}


def log_odds(one: Unit, other: Unit) -> float:
    """For being one statement: 0 where it is as likely as not."""
    constant, known = weights()
    return constant + sum(known.get(name, 0.0) * value for name, value in of_pair(one, other).items())


def of_pair(one: Unit, other: Unit) -> Features:
    """The features of two wordings, by name."""
    first, second = sorted((one, other), key=lambda unit: unit.key)
    found = dict(_of_words(first.text, second.text))
    found |= _here(first, second) if first.revision == second.revision else _elsewhere(first, second)
    return found


@lru_cache(maxsize=100_000)
def _of_words(one: str, other: str) -> tuple[tuple[str, float], ...]:
    """What the words alone tell."""
    alike = likeness.of_texts(one, other)
    near, contained = meaning.nearness(one, other)
    whole = sorted(likeness.bag(text).weight for text in (one, other))
    found = {
        "words": alike.score,
        "shared weight": min(alike.weight, MOST_WEIGHT),
        "near": near,
        "near part": contained,
        "length differs": math.log((1 + whole[1]) / (1 + whole[0])),
        "shorter": min(whole[0], MOST_WEIGHT),
        "not on one side": float("“not”" in alike.conflict),
        "numbers contradict": float("numbers" in alike.conflict),
    }
    found |= _of_acts(acts.of(one), acts.of(other))
    found |= _of_numbers(_quantities(one), _quantities(other))
    return tuple(found.items())


def _of_acts(one: frozenset[str], other: frozenset[str]) -> Features:
    found: Features = {}
    for act in acts.kinds():
        found[f"one does: {act}"] = float((act in one) != (act in other))
        found[f"both do: {act}"] = float(act in one and act in other)
    mine, theirs = one - {acts.AGREES}, other - {acts.AGREES}
    found["one speaks of words"] = float(bool(mine) != bool(theirs))
    found["same act"] = float(bool(mine & theirs))
    found["other act"] = float(bool(mine and theirs and not mine & theirs))
    return found


@lru_cache(maxsize=50_000)
def _quantities(text: str) -> Quantities:
    return quantities.read(likeness.words_of(text))


def _of_numbers(one: Quantities, other: Quantities) -> Features:
    same = one.said & other.said
    return {
        "same number": float(bool(same)),
        "same large number": float(any(number > SMALL or number != int(number) for number in same)),
        "other number": float(bool(one.said and other.said and not same)),
        "number denied": float(bool(one.said & other.denied or one.denied & other.said)),
        "number on one side": float(bool(one.said) != bool(other.said)),
        "same day named": float(bool(one.days & other.days)),
        "other day named": float(bool(one.days and other.days and not one.days & other.days)),
    }


def numbers_differ(one: Unit, other: Unit) -> bool:
    """They give different numbers of one thing."""
    mine, theirs = _quantities(one.text).said, _quantities(other.text).said
    conflict = likeness.of_texts(*sorted((one.text, other.text))).conflict
    return "numbers" in conflict and bool(mine and theirs and not mine & theirs)


def _here(one: Unit, other: Unit) -> Features:
    """Within one text; `one` stands before."""
    kinds = {one.kind, other.kind}
    head = HEADLINE in kinds
    apart = other.start - one.end
    bears_out = one.kind == INDIRECT and other.kind in OWN and other.start < LEAD + CLOSE / 3 and apart < CLOSE
    return {
        "here": 1.0,
        "here near": meaning.nearness(one.text, other.text)[0],
        "here headline": float(head),
        "here headline and lead": float(head and max(one.start, other.start) < LEAD),
        "here headline and report": float(head and INDIRECT in kinds),
        "here both own words": float(kinds <= OWN),
        "here own words after a report": float(bears_out),
        "here an answer": float(TURN in kinds),
        "here apart": min(1.0, apart / FAR),
    }


def _elsewhere(one: Unit, other: Unit) -> Features:
    kinds = {one.kind, other.kind}
    other_days = not days_agree(one, other)
    return {
        "headline": float(HEADLINE in kinds),
        "an answer": float(TURN in kinds),
        "both own words": float(kinds <= OWN),
        "other days": float(other_days),
        "other days, both own words": float(other_days and kinds <= OWN),
        "printed apart": _printed_apart(one, other),
    }


def _printed_apart(one: Unit, other: Unit) -> float:
    """How long lies between the two texts, 0 to 1."""
    days = [
        bounds(source.published or source.published_inferred)[0]
        for source in (one.whole.revision.source, other.whole.revision.source)
    ]
    if days[0] is None or days[1] is None:
        return UNKNOWN_AGO
    return min(math.log1p(abs((days[0] - days[1]).days)), LONG_AGO) / LONG_AGO


def days_agree(one: Unit, other: Unit) -> bool:
    """They may have been spoken on one day; what is unknown agrees with everything."""
    (first, last), (begin, end) = one.days, other.days
    if first and end and first > end + SLACK:
        return False
    return not (begin and last and begin > last + SLACK)
