"""Where and when a statement was made, as its texts tell it; what they tell differently is kept beside each other."""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actors.dates import bounds, exact_day
from actors.names import fold_name
from sources.models import Revision, Source
from statements.actions.group_units import BEST_KIND, Unit
from statements.models import Occasion
from statements.source_rules import Rules
from statements.vocabulary import QuotationKind

# A full stop belongs to a word only within it or in initials: behind another word a sentence ends.
REST = r"(?:[\w&’'“”\"-]|\.(?=\w)|(?<=\b[A-Z])\.)*"
NAME = rf"(?:the )?[A-Z0-9“\"]{REST}(?:(?: (?:of|for|on|and|the|de|der))? [A-Z0-9]{REST})*"
PERSON = rf"[A-Z]{REST}(?: [A-Z]{REST}){{1,3}}"
INTERVIEW = re.compile(
    rf"\binterview (?:with|by|for|to) (?:(?P<who>{PERSON})(?:,? (?:on|of|for|from|at) (?P<on>{NAME}))?"
    rf"|(?P<with>{NAME}))"
)
AT_EVENT = re.compile(
    rf"\b(?:at|during|addressing|to) (?P<venue>(?:an?|the) (?:[\w-]+ ){{0,3}}?(?:{NAME} )?"
    r"(?:press conference|news conference|summit|forum|conference|rally|hearing|debate|meeting of [A-Z]\w+)"
    rf"|the {NAME} (?:Forum|Summit|Conference|Congress|Assembly|Council|Hall))"
)
IN_PLACE = re.compile(
    r"\b(?:in|at|from|inside) "
    r"(?P<venue>the [A-Z]\w+ (?:Office|House|Palace|Parliament|Senate|Congress|Chamber|Hall|Square))"
)
TOLD = re.compile(rf"\b(?:told|tells|speaking to|spoke to|talking to|informed) (?P<venue>{NAME})")
WROTE = re.compile(
    r"\b(?:wrote|posted|tweeted|said|writes) (?:on|in a post on) "
    r"(?P<venue>X|Twitter|Facebook|Telegram|Instagram|Truth Social|Bluesky|Mastodon|LinkedIn)\b"
)
CALENDAR = frozenset(name.casefold() for name in (*calendar.day_name, *calendar.month_name) if name)
# Words that tell no two broadcasters apart.
GENERAL = frozenset({"the", "a", "an", "tv", "television", "radio", "news", "magazine", "newspaper", "channel", "show"})
AROUND = 240  # code points of its paragraph beside a quotation in which its venue is looked for


@dataclass(frozen=True, slots=True)
class Telling:
    """What one wording's text tells of the occasion; empty where it tells nothing."""

    kind: str
    venue: str
    interviewer: str
    said: str


def told(unit: Unit, text: str, rules: Rules) -> Telling:
    """The occasion as the text around a wording tells it; an interview is its own. An editor's word stands before."""
    telling = _told(unit, text, rules)
    venue = rules.venue(unit.whole.revision.source_id, unit.whole.speaker_name)
    return replace(telling, venue=venue) if venue else telling


def _told(unit: Unit, text: str, rules: Rules) -> Telling:
    source = unit.whole.revision.source
    said = next((q.said for q in unit.pieces if q.said), unit.whole.said)
    ruled = rules.said(source.pk, unit.whole.speaker_name, "")
    if unit.kind == QuotationKind.TURN and said and said != ruled:
        # A turn that bears a date recalls what was said elsewhere: "On 9 March I told Channel Two that …".
        kind, venue, interviewer = _venue(text[unit.start : unit.end])
        return Telling(kind, venue[:200], interviewer[:200], said)
    if unit.kind == QuotationKind.TURN and not unit.whole.reporter_name:
        outlet = source.outlet.name if source.outlet else source.outlet_inferred
        kind = source.kind if source.kind in Occasion.Kind.values else Occasion.Kind.UNKNOWN
        return Telling(kind, outlet, "", said)
    around = _around(unit, text)
    kind, venue, interviewer = _venue(around)
    return Telling(kind, venue[:200], interviewer[:200], said)


def _around(unit: Unit, text: str) -> str:
    """The paragraph beside the wording, without the wording itself: what was said tells no venue."""
    before = text[max(text.rfind("\n", 0, unit.start) + 1, unit.start - AROUND) : unit.start]
    ends = [at for at in (text.find("\n", unit.end), unit.end + AROUND, len(text)) if at >= unit.end]
    return f"{before} … {text[unit.end : min(ends)]}"


def _venue(around: str) -> tuple[str, str, str]:
    """Kind, venue and interviewer; the surest way of telling them first."""
    if found := INTERVIEW.search(around):
        place, who = found["on"] or found["with"] or "", found["who"] or ""
        if place or who:
            return Occasion.Kind.INTERVIEW, _clean(place or who), _clean(who) if place else ""
    for pattern, kind in (
        (WROTE, Occasion.Kind.POST),
        (AT_EVENT, Occasion.Kind.UNKNOWN),
        (TOLD, Occasion.Kind.INTERVIEW),
        (IN_PLACE, Occasion.Kind.UNKNOWN),
    ):
        for found in pattern.finditer(around):
            venue = _clean(found["venue"])
            if _is_place(venue):
                return _kind_of(venue, kind), venue, ""
    return Occasion.Kind.UNKNOWN, "", ""


def _clean(venue: str) -> str:
    """The venue without the day behind it, quotation marks and a possessive s."""
    words = venue.split()
    while len(words) > 1 and words[-1].strip(".,").casefold() in CALENDAR | {"on", "in"}:
        words.pop()
    venue = " ".join(words)
    return venue.strip(' ,.;:“”"').removesuffix("’s").removesuffix("'s").removeprefix("the ")


def _is_place(venue: str) -> bool:
    words = fold_name(venue).split()
    return bool(words) and words[0] not in CALENDAR and words[-1] not in CALENDAR


def _kind_of(venue: str, kind: str) -> str:
    if "press conference" in venue or "news conference" in venue:
        return Occasion.Kind.PRESS_CONFERENCE
    return kind


def venue_key(venue: str) -> str:
    """A venue as two texts name it alike: "Bloomberg TV" is "Bloomberg"."""
    words = [word for word in fold_name(venue).split() if word not in GENERAL]
    return " ".join(words)


def same_venue(one: str, other: str) -> bool:
    """One names the other, or part of it."""
    first, second = set(venue_key(one).split()), set(venue_key(other).split())
    return bool(first) and bool(second) and (first <= second or second <= first)


def when(group: Sequence[Unit]) -> tuple[str, str]:
    """The date of a statement, EDTF, and why where it is inferred: an exact day that a text gives, else what one gives,
    else the days of the first text that printed it.
    """
    given = [
        said
        for unit in _closest_first(group)
        for said in [next((q.said for q in unit.pieces if q.said), unit.whole.said)]
        if said
    ]
    if given:
        return next((said for said in given if exact_day(said)), given[0]), ""
    printed = [
        (published, unit.whole.revision.source)
        for unit in group
        if (published := _published(unit.whole.revision.source))
    ]
    if not printed:
        return "", ""
    published, source = min(printed, key=lambda pair: (str(bounds(pair[0])[0] or "9"), pair[0], pair[1].heading()))
    value = published if published.endswith(("?", "~", "%")) or "/" in published else f"{published}?"
    return value, f"inferred from the day of publication of “{source.heading()}”"[:300]


def _closest_first(group: Sequence[Unit]) -> list[Unit]:
    """The speaker's own words before what others make of them: who quotes them knows where they were said."""
    return sorted(group, key=lambda unit: (bool(unit.whole.reporter_name), BEST_KIND[unit.kind], unit.order))


def _published(source: Source) -> str:
    return source.published or source.published_inferred


def place(group: Sequence[Unit], tellings: dict[int, Telling]) -> str:
    """What tells the occasion of a statement from others of its day: the venue's key, else the text that tells it."""
    key = venue_key(main_telling(group, tellings).venue)
    return f"venue:{key}" if key else f"source:{group[0].whole.revision.source_id}"


def as_told(group: Sequence[Unit], tellings: dict[int, Telling]) -> dict[str, Any]:
    """What the wordings of a statement tell of its occasion, as Statement.told keeps it."""
    main = main_telling(group, tellings)
    own = [(unit.whole.revision.source_id, tellings[id(unit)]) for unit in group]
    by_source = {(source, t.venue, t.said): t.interviewer for source, t in reversed(own) if t.venue or t.said}
    return {
        "kind": main.kind,
        "venue": main.venue,
        "interviewer": main.interviewer,
        "reason": when(group)[1],
        "reports": sorted([*key, interviewer] for key, interviewer in by_source.items()),
    }


def main_telling(group: Sequence[Unit], tellings: dict[int, Telling]) -> Telling:
    """What the best-placed wording tells: the speaker's own words first, and one that names a venue before all."""
    own = [tellings[id(unit)] for unit in _closest_first(group)]
    return next((telling for telling in own if telling.venue), own[0])


def texts(units: Iterable[Unit]) -> dict[int, str]:
    """The texts in which wordings stand, by revision."""
    return dict(Revision.objects.filter(pk__in={unit.revision for unit in units}).values_list("pk", "text"))
