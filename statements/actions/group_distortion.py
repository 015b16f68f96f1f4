"""Wordings that say more than the speaker did: somebody else's paraphrase, beside the speaker's own words."""

from collections.abc import Sequence

from statements import likeness
from statements.actions.group_occasion import Telling, same_venue
from statements.actions.group_units import Unit
from statements.vocabulary import QuotationKind

RENDERED = frozenset({QuotationKind.INDIRECT, QuotationKind.MIXED, QuotationKind.HEADLINE})
SPOKEN = frozenset({QuotationKind.DIRECT, QuotationKind.TURN, QuotationKind.EMBED})


def reason(unit: Unit, group: Sequence[Unit], told: dict[int, Telling]) -> str:
    """Why a wording renders the statement otherwise than it was spoken; "" where it does not.

    Only what another person tells (an interviewer's question, a third party) is judged, and only by the speaker's own
    words in another place. A stronger word of certainty makes it distorted; another venue is told with it.
    """
    own = [other for other in group if other.kind in SPOKEN and not other.whole.reporter_name and other is not unit]
    if unit.kind not in RENDERED or not unit.whole.reporter_name or not own:
        return ""
    sure = likeness.surest(unit.text)
    if not sure or any(likeness.surest(other.text) for other in own):
        return ""
    spoken = min(own, key=lambda other: other.order)
    unsure = likeness.least_sure(spoken.text)
    said = f"“{unsure}”" if unsure else "nothing of the kind"
    parts = [f"{unit.whole.reporter_name} says “{sure}” where the speaker's own words say {said}"]
    venues = [told[id(side)].venue for side in (unit, spoken)]
    if all(venues) and not same_venue(venues[0], venues[1]):
        parts.append(f"and places it at {venues[0]}, not {venues[1]}")
    return ", ".join(parts)[:300]
