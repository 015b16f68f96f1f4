"""How quotations and relations are set: the words as a reader sees them, a relation in one of four tones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from statements.models import Link
from statements.vocabulary import Attribution, Family, Relation, State

TONE_OF: dict[str, str] = {
    **dict.fromkeys(("clarifies", "corrects", "retracts", "denies"), "correction"),
    **dict.fromkeys(("critiques", "disputes"), "against"),
    "endorses": "for",
    **dict.fromkeys(("reaffirms", "updates", "related"), "continuity"),
}

# What a statement is after such an answer: of one, of several.
_AFTERWARDS: dict[str, tuple[str, str]] = {
    "clarifies": ("clarified", "clarified {} times"),
    "corrects": ("corrected", "corrected {} times"),
    "retracts": ("retracted", "retracted {} times"),
    "denies": ("denied", "denied {} times"),
    "critiques": ("1 critique", "{} critiques"),
    "disputes": ("disputed", "disputed {} times"),
    "endorses": ("endorsed", "endorsed {} times"),
    "reaffirms": ("reaffirmed", "reaffirmed {} times"),
    "updates": ("position changed", "position changed {} times"),
    "related": ("1 related", "{} related"),
}

_KNOWN_FROM: dict[str, str] = {
    Attribution.OWN: "",
    Attribution.REPORTED: ", reported",
    Attribution.CHARACTERISED: ", so called by a journalist",
    Attribution.OUTLET: ", by the outlet",
}

FAMILY_ORDER = [Family.CORRECTION, Family.STANCE, Family.CONTINUITY]


@dataclass(frozen=True)
class Glance:
    """One badge of a statement's state: "clarified, reported", "2 critiques"."""

    relation: str
    words: str
    state: str

    @property
    def tone(self) -> str:
        return TONE_OF[self.relation]


def glances(answers: Iterable[Link]) -> list[Glance]:
    """The state of a statement at a glance, from the links in which it is answered; corrections first."""
    by_relation: dict[str, list[Link]] = defaultdict(list)
    for link in answers:
        if link.state != State.REJECTED:
            by_relation[link.relation].append(link)
    return [_glance(relation, by_relation[relation]) for relation in Relation.values if relation in by_relation]


def _glance(relation: str, links: list[Link]) -> Glance:
    one, several = _AFTERWARDS[relation]
    words = one if len(links) == 1 else several.format(len(links))
    attributions = {link.attribution for link in links}
    if links[0].family == Family.CORRECTION and len(attributions) == 1:
        words += _KNOWN_FROM[attributions.pop()]
    accepted = any(link.state == State.ACCEPTED for link in links)
    return Glance(relation=relation, words=words, state=State.ACCEPTED if accepted else State.SUGGESTED)


def as_set(exact: str) -> str:
    """The words for a list: in one line, without the comma that the reporting clause behind them asked for."""
    return " ".join(exact.split()).removesuffix(",")


def in_order(links: Iterable[Link]) -> list[Link]:
    """Corrections, then stances (those against first), then continuity; in each as they were said."""
    return sorted(links, key=lambda link: (_rank(link), _day(link), link.pk))


def _rank(link: Link) -> tuple[int, bool]:
    return FAMILY_ORDER.index(Family(link.family)), link.relation == Relation.ENDORSES


def _day(link: Link) -> str:
    statement = link.response.statement
    day = (statement.said_earliest if statement else None) or link.response.revision.source.published_latest
    return day.isoformat() if day else "9999"
