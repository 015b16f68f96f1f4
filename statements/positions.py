"""Whether two wordings of one speaker take different positions on one matter, and which such pairs editors may look at.

A pair is a question. It rests while a link, of whatever kind and state, joins the two statements.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from statements import likeness
from statements.models import Link, PositionQuestion, Quotation
from statements.vocabulary import State

LEAST_ALIKE = 0.5  # of 1: below it two sentences are rarely about one matter
LEAST_SHARED = 3  # concepts
MOST_SENTENCES = 8  # of a long turn that are compared
FIRM = frozenset({"will", "shall", "must"})
OPEN = frozenset({"may", "might", "could"})


@dataclass(frozen=True)
class Difference:
    """How alike two wordings are in the sentences that come nearest, and what differs there."""

    alike: float
    words: str


def difference(one: str, other: str) -> Difference | None:
    """None where they are not on one matter, or say the same of it. The order of the two does not matter."""
    pairs = [(a, b) for a in _sentences(one) for b in _sentences(other)]
    found = [difference for a, b in pairs if (difference := _of_sentences(a, b))]
    return max(found, key=lambda d: (d.alike, d.words), default=None)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in likeness.sentences(text)[:MOST_SENTENCES]]


def _of_sentences(one: str, other: str) -> Difference | None:
    one, other = sorted((one, other))
    alike = likeness.of_texts(one, other)
    if alike.score < LEAST_ALIKE or len(alike.shared) < LEAST_SHARED:
        return None
    # Stems are no words for an editor: the page marks where the "not" stands.
    words = alike.conflict.partition("“not” of ")[0] + "“not”" if "“not” of " in alike.conflict else alike.conflict
    words = words or _modals(one, other)
    return Difference(round(alike.score, 3), words) if words else None


def _modals(one: str, other: str) -> str:
    """ "will" in one and "may" in the other, where neither has both."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    for firm, open_ in ((first, second), (second, first)):
        if firm & FIRM and open_ & OPEN and not firm & OPEN and not open_ & FIRM:
            return f"one says “{min(firm & FIRM)}”, the other “{min(open_ & OPEN)}”"
    return ""


def day_of(quotation: Quotation) -> date | None:
    """When it was said; else when its text appeared, told or inferred."""
    statement, source = quotation.statement, quotation.revision.source
    return (statement.said_earliest if statement else None) or source.published_latest


def waiting() -> QuerySet[PositionQuestion]:
    """What editors have not answered, the most alike first."""
    here = PositionQuestion.objects.all()
    for end in ("earlier", "later"):
        here = here.exclude(**{f"{end}__state": State.REJECTED})
        here = here.filter(**{f"{end}__revision__source__withdrawn_at__isnull": True})
    one_statement = Q(earlier__statement=F("later__statement"), earlier__statement__isnull=False)
    speakers = {end: Coalesce(f"{end}__speaker__merged_into", f"{end}__speaker") for end in ("earlier", "later")}
    here = here.alias(before=speakers["earlier"], after=speakers["later"]).filter(before=F("after"))
    return here.exclude(one_statement).filter(~Exists(_between(OuterRef)))


def _between(ref: type[OuterRef]) -> QuerySet[Link]:
    """Links between the two wordings, or the two statements, in either direction."""
    wordings = Q(response=ref("later"), claim=ref("earlier")) | Q(response=ref("earlier"), claim=ref("later"))
    one, other = ref("earlier__statement"), ref("later__statement")
    statements = Q(response__statement=other, claim__statement=one) | Q(response__statement=one, claim__statement=other)
    return Link.objects.filter(wordings | statements)
