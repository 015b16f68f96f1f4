"""What speaks for one wording being an answer to another: numbers near 0 to 1, each under a name.

Nothing here decides: pair_weights.py adds the features up, by weights that were fitted. A name that is absent is 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from statements import likeness, stems
from statements.likeness import Bag
from statements.pair_views import PRONOUNS, Named, View

Features = dict[str, float]
_CORRECTING = frozenset({"withdraws", "regrets", "should_not", "never_said", "meant", "slip"})
_ANSWERING = frozenset({"answers", "rejects", "blames", "agrees"})
_POINTING = frozenset({"judges", "opens_he", "yes", "no", "of_one"})
_FIRST = re.compile(r"\b(?:i|my|me|we|our)\b")
_THIRD = re.compile(r"\b(?:he|she|they|his|her|their|him|them)\b")
_KINDS = ("headline", "direct", "indirect", "turn")
_ALIKE = 0.3  # of a claim that an answer takes up: then numbers and "not" that differ tell something
_MUCH = 4.0  # shared weight that is as good as any more
_PEAKS = (
    *("shared", "part", "same number", "other number", "before", "next", "next paragraph", "same paragraph"),
    *("claim recalled", "question", "elsewhere", "elsewhere shared", "elsewhere part", "around"),
)


class Matter:
    """What two wordings share, without the names of who said them."""

    def __init__(self, response: View, claim: View) -> None:
        self.who = claim.who
        names = {stems.stem(word) for one in (response, claim) for word in one.page.names[one.who].words}
        self.shared, self.part, self.part_of_own = _overlap(response.bag, claim.bag, names)
        self.around, _, _ = _overlap(response.context, claim.bag, names)
        self.story, _, _ = _overlap(response.story, claim.story, names)
        alike = likeness.likeness(response.bag, claim.bag)
        both = bool(response.bag.numbers and claim.bag.numbers)
        self.same_number = bool(response.bag.numbers & claim.bag.numbers)
        self.other_number = both and not self.same_number
        self.negated = "“not”" in alike.conflict
        self.score = alike.score


def _overlap(one: Bag, other: Bag, without: set[str]) -> tuple[float, float, float]:
    """The weight that is shared, and what part it is of the other and of the one."""
    mine = {c.stem: c.weight for c in one.concepts if c.stem not in without}
    theirs = sum(c.weight for c in other.concepts if c.stem not in without)
    shared = sum(mine.get(stem, 0.0) for stem in likeness.likeness(one, other).shared)
    return shared, min(1.0, shared / theirs) if theirs else 0.0, min(1.0, shared / (sum(mine.values()) or 1.0))


def of_pair(response: View, claim: View, matter: Matter, rivals: Sequence[Matter]) -> Features:
    """What is seen of the two together. `rivals` are the other pairs of the response with the same, or with another,
    speaker.
    """
    found: Features = {}
    here = response.page is claim.page
    if here:
        _place(found, response, claim)
    else:
        _apart(found, response, claim)
    _naming(found, response, claim)
    prefix = "" if here else "elsewhere "
    found[f"{prefix}shared"] = min(1.0, matter.shared / _MUCH)
    found[f"{prefix}part"] = matter.part
    found[f"{prefix}part of own"] = matter.part_of_own
    found[f"{prefix}around"] = min(1.0, matter.around / _MUCH)
    found[f"{prefix}story"] = min(1.0, matter.story / (2 * _MUCH))
    best = max((rival.shared for rival in rivals), default=0.0)
    found[f"{prefix}most"] = float(0 < matter.shared >= best)
    found[f"{prefix}less"] = min(1.0, max(0.0, best - matter.shared) / 2)
    his = [rival for rival in rivals if rival.who == claim.who]
    found[f"{prefix}most of his"] = float(0 < matter.shared >= max((rival.shared for rival in his), default=0.0))
    found[f"{prefix}alone"] = float(best == 0.0 and matter.shared == 0.0)
    found["nothing shared, last"] = float(best == 0.0 and matter.shared == 0.0 and found.get("last", 0.0) == 1.0)
    around = max((rival.shared + rival.around for rival in rivals), default=0.0)
    found[f"{prefix}most around"] = float(0 < matter.shared + matter.around >= around)
    found["same number"] = float(matter.same_number)
    found["other number"] = float(matter.other_number)
    alike = matter.part > _ALIKE
    found["alike, other number"] = float(alike and matter.other_number)
    found["alike, not"] = float(alike and matter.negated)
    found["claim short"] = float(len(claim.bag.concepts) <= 2)
    found["claim headline"] = float(claim.kind == "headline")
    found["claim corrects"] = float(bool(claim.own_cues & _CORRECTING))
    found["claim answers"] = float(bool(claim.frame_cues & _ANSWERING))
    return found


def of_response(response: View, pairs: Iterable[tuple[bool, Features]], others: Sequence[Named]) -> Features:
    """What is seen of a wording by itself and with all that it may answer: `pairs` with whether it is the speaker's
    own word; `others` are those who may be meant.
    """
    found: Features = {"one": 1.0}
    found |= {f"own {name}": 1.0 for name in response.own_cues}
    found |= {f"frame {name}": 1.0 for name in response.frame_cues}
    found |= {kind: float(response.kind == kind) for kind in _KINDS}
    first = next(v for v in response.page.views if v.turn == response.turn)
    found["opens turn"] = float(response.turn is not None and first is response)
    found["asked"] = float(bool(response.asked))
    found["short"] = float(len(response.bag.concepts) <= 3)
    found["number"] = float(bool(response.bag.numbers))
    found["negated"] = float(response.bag.denies)
    found["i"] = float(bool(_FIRST.search(response.own)))
    found["he"] = float(bool(_THIRD.search(response.own)))
    found["reported"] = float(response.one.reported)
    for place, words in (("own", response.own), ("near", response.near), ("asked", response.asked)):
        found[f"another {place}"] = float(any(n.by_name(words) for n in others))
        found[f"office {place}"] = float(any(n.by_office(words) for n in others))
    for own, features in pairs:
        side = "self" if own else "other"
        found[f"{side} there"] = 1.0
        for name in (*_PEAKS, "alike, other number", "alike, not", "only claim recalled"):
            found[f"{side} {name}"] = max(found.get(f"{side} {name}", 0.0), features.get(name, 0.0))
    return found


def _place(found: Features, response: View, claim: View) -> None:
    gap, apart = response.order - claim.order, response.paragraph - claim.paragraph
    found["here"] = 1.0
    found["before"] = float(gap > 0)
    found["next"] = float(gap == 1)
    found["second"] = float(gap == 2)
    found["just after"] = float(gap == -1)
    found["far"] = min(1.0, max(0, abs(gap) - 2) / 6)
    found["same paragraph"] = float(apart == 0)
    found["next paragraph"] = float(apart == 1)
    found["paragraphs"] = min(1.0, abs(apart) / 8)
    found["question"] = float(response.turn is not None and claim.turn == response.turn - 1)
    found["same turn"] = float(response.turn is not None and claim.turn == response.turn)
    before = response.page.views[: response.order]
    same = [v for v in before if (v.who == response.who) == (claim.who == response.who)]
    found["last"] = float(bool(same) and same[-1] is claim)
    found["only other"] = float(claim.who != response.who and len(response.page.names.called) == 2)
    claim_recalled, recalled = "recalled" in claim.frame_cues, "recalled" in response.frame_cues
    found["only claim recalled"] = float(claim_recalled and not recalled)
    found["only recalled"] = float(recalled and not claim_recalled)
    found["claim recalled"] = float(claim_recalled)
    found["recalled after"] = float(claim_recalled and not recalled and gap < 0)
    found["answer first"] = float(gap < 0 and bool(response.frame_cues & _ANSWERING))
    found["claim leads"] = float(claim.page.leads(claim))
    his = [v for v in before if v.who == claim.who]
    last = found["last"] == 1.0
    found["his last"] = float(bool(his) and his[-1] is claim)
    found["his only"] = float(sum(v.who == claim.who for v in response.page.views) == 1)
    pointing = bool(response.own_cues & _POINTING)
    found["pointing, last"] = float(pointing and last)
    found["pointing, his last"] = float(pointing and found["his last"] == 1.0)
    found["pointing, same paragraph"] = float(pointing and apart == 0)
    found["claim told twice"] = float(sum(v.one.state == claim.one.state for v in claim.page.views) > 1)


def _apart(found: Features, response: View, claim: View) -> None:
    found["elsewhere"] = 1.0
    if not (response.page.day and claim.page.day):
        found["undated"] = 1.0
        return
    days = response.page.day - claim.page.day
    found["later text"] = float(days < -1)
    found["within days"] = float(0 <= days <= 4)
    found["within weeks"] = float(4 < days <= 35)
    found["within months"] = float(35 < days <= 400)
    found["claim there recalled"] = float("recalled" in claim.frame_cues)


def _naming(found: Features, response: View, claim: View) -> None:
    if claim.who == response.who:
        return
    named = [response.page.names[claim.who]] if claim.who in response.page.names else []
    named.append(claim.page.names[claim.who])
    found["named"] = float(any(n.by_name(response.own) for n in named))
    found["office"] = float(any(n.by_office(response.own) for n in named))
    found["named near"] = float(any(n.by_name(response.near) for n in named))
    found["office near"] = float(any(n.by_office(response.near) for n in named))
    found["named asked"] = float(any(n.by_name(response.asked) for n in named))
    found["claim names"] = float(response.page.names[response.who].by_name(f"{claim.own} {claim.frame}"))
    gender = response.page.gender(claim.who) or claim.page.gender(claim.who)
    for place, words in (("own", response.own), ("near", response.near)):
        pronouns = {name for name, pattern in PRONOUNS.items() if pattern.search(words)}
        if gender and len(pronouns) == 1:
            found[f"{place} pronoun fits" if gender in pronouns else f"{place} pronoun of another"] = 1.0
    third = response.page.names.others(claim.who, response.who)
    found["third named"] = float(any(n.by_name(response.own) for n in third))
    found["third near"] = float(any(n.by_name(response.near) for n in third))
