"""The timeline as a picture: dots in the order of days, and an arc from each answer to what it answers.

Days are set apart by rank and a little by their distance, so that neither a crowded week nor a quiet year makes it
unreadable. All numbers are pixels. Which label stands where is decided here, so that no label covers another.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from actors.dates import bounds, write_out
from actors.models import Role
from statements.models import Link, Quotation, Statement
from statements.tones import TONE_OF
from statements.vocabulary import Attribution, Relation

MOST_ARCS = 40
MARGIN = 70
STEP = 70  # between two days
PER_DAY = 16  # more for a longer gap, times the logarithm of its days
WIDTH = 860  # a picture with few days is stretched towards this
MOST_STRETCHED = 2.2
LEVEL = 34  # between the tops of two arcs whose labels would touch
LETTER = 7.2  # the width of a letter of a label, on the safe side
BAND = 24


@dataclass(frozen=True)
class Dot:
    """A statement. `own`: of the speaker whose timeline it is."""

    x: float
    y: float
    statement: Statement
    own: bool
    words: str


@dataclass(frozen=True)
class Arc:
    link: Link
    path: str
    arrow: str
    x: float
    y: float
    label: str
    words: str

    @property
    def tone(self) -> str:
        return TONE_OF[self.link.relation]


@dataclass(frozen=True)
class Tick:
    x: float
    day: str
    year: str


@dataclass(frozen=True)
class Band:
    """A role, as long as it was held within the picture."""

    x: float
    width: float
    y: float
    words: str
    text: str


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    axis: float
    ticks: list[Tick]
    dots: list[Dot]
    arcs: list[Arc]
    bands: list[Band]
    left_out: int


def day_of(quotation: Quotation) -> date | None:
    """When it was said; else when its text appeared; None where neither is known."""
    statement = quotation.statement
    said = statement.said_earliest if statement else None
    return said or quotation.revision.source.published_latest


def draw(links: Iterable[Link], actors: set[int], roles: Sequence[Role]) -> Picture | None:
    """None where there is no arc to draw. The latest arcs are drawn; `left_out` says how many are not."""
    dated = [link for link in links if link.claim and day_of(link.claim) and day_of(link.response)]
    dated.sort(key=lambda link: (str(day_of(link.response)), link.pk), reverse=True)
    drawn = dated[:MOST_ARCS]
    if not drawn:
        return None
    x_of = _scale(drawn)
    places = _places(drawn, x_of)
    tops = _levels(drawn, places)
    axis = 40 + LEVEL * (max(tops) + 1)
    width = max(max(x_of.values()) + MARGIN, 480.0)
    bands = _bands(roles, x_of, axis + 58, width)
    return Picture(
        width=math.ceil(width),
        height=math.ceil(axis + 62 + BAND * len(bands)),
        axis=axis,
        ticks=[Tick(x, f"{day.day} {day:%b}", str(day.year)) for day, x in x_of.items()],
        dots=_dots(drawn, places, axis, actors),
        arcs=[_arc(link, places, top, axis) for link, top in zip(drawn, tops, strict=True)],
        bands=bands,
        left_out=len(dated) - len(drawn),
    )


def _ends(link: Link) -> tuple[Quotation, Quotation]:
    if link.claim is None:
        raise ValueError("A link without a claim has no place in the picture.")
    return link.claim, link.response


def _scale(links: Sequence[Link]) -> dict[date, float]:
    days = sorted({day for link in links for end in _ends(link) if (day := day_of(end))})
    gaps = [STEP + PER_DAY * math.log1p((later - earlier).days) for earlier, later in itertools.pairwise(days)]
    stretch = min(MOST_STRETCHED, max(1.0, WIDTH / (sum(gaps) or WIDTH)))
    at = itertools.accumulate((gap * stretch for gap in gaps), initial=float(MARGIN))
    return dict(zip(days, at, strict=True))


def _places(links: Sequence[Link], x_of: dict[date, float]) -> dict[int, float]:
    """Where each statement stands; those of one day stand close beside each other."""
    on_day: dict[date, list[int]] = {}
    for end in (end for link in links for end in _ends(link)):
        day = day_of(end)
        if day and end.statement_id and end.statement_id not in on_day.setdefault(day, []):
            on_day[day].append(end.statement_id)
    places: dict[int, float] = {}
    for day, statements in on_day.items():
        apart = min(16.0, (STEP - 20) / len(statements))
        for n, statement in enumerate(statements):
            places[statement] = x_of[day] + apart * (n - (len(statements) - 1) / 2)
    return places


def _label(link: Link) -> str:
    name = link.response.speaker_name if not _is_own(link) else ""
    relation = Relation(link.relation).label
    if link.attribution == Attribution.REPORTED and link.response.reporter_name:
        return f"{relation} (reported by {link.response.reporter_name})"
    return f"{name} {relation}" if name else relation


def _is_own(link: Link) -> bool:
    claim, response = _ends(link)
    return bool(claim.statement and response.statement and claim.statement.actor_id == response.statement.actor_id)


def _levels(links: Sequence[Link], places: dict[int, float]) -> list[int]:
    """How high each arc rises: long ones above short ones, and no label upon another."""
    order = sorted(range(len(links)), key=lambda n: abs(_from_to(links[n], places)[0] - _from_to(links[n], places)[1]))
    taken: dict[int, list[tuple[float, float]]] = {}
    levels = [0] * len(links)
    for n in order:
        one, other = _from_to(links[n], places)
        half = max(LETTER * len(_label(links[n])), abs(one - other)) / 2
        left, right = (one + other) / 2 - half, (one + other) / 2 + half
        level = 0
        while any(left < r and right > a for a, r in taken.get(level, [])):
            level += 1
        taken.setdefault(level, []).append((left, right))
        levels[n] = level
    return levels


def _from_to(link: Link, places: dict[int, float]) -> tuple[float, float]:
    claim, response = _ends(link)
    return places[response.statement_id or 0], places[claim.statement_id or 0]


def _arc(link: Link, places: dict[int, float], level: int, axis: float) -> Arc:
    start, end = _from_to(link, places)
    rise = LEVEL * (level + 1)
    # The top of a cubic curve lies at three quarters of its control points' height.
    control = axis - 8 - rise / 0.75
    path = f"M{start:.1f} {axis - 8:.1f}C{start:.1f} {control:.1f} {end:.1f} {control:.1f} {end:.1f} {axis - 9:.1f}"
    arrow = f"M{end - 4:.1f} {axis - 15:.1f}L{end:.1f} {axis - 8:.1f}L{end + 4:.1f} {axis - 15:.1f}"
    return Arc(link, path, arrow, (start + end) / 2, axis - 8 - rise - 6, _label(link), _in_words(link))


def _in_words(link: Link) -> str:
    claim, response = _ends(link)
    who = response.speaker_name or "Somebody"
    first = " ".join(claim.exact.split()[:12])
    when = day_of(response)
    on = f" on {write_out(when.isoformat())}" if when else ""
    return f"{who} {Relation(link.relation).label}{on} what {claim.speaker_name or 'somebody'} said: {first}"


def _dots(links: Sequence[Link], places: dict[int, float], axis: float, actors: set[int]) -> list[Dot]:
    dots: dict[int, Dot] = {}
    for end in (end for link in links for end in _ends(link)):
        statement = end.statement
        if statement and statement.pk not in dots:
            own = statement.actor_id in actors
            first = " ".join(statement.best.exact.split()[:16])
            dots[statement.pk] = Dot(places[statement.pk], axis, statement, own, f"{end.speaker_name}: {first}")
    return sorted(dots.values(), key=lambda dot: dot.x)


def _bands(roles: Sequence[Role], x_of: dict[date, float], top: float, width: float) -> list[Band]:
    """The roles that reach into the picture, one below the other; one without any date says nothing here."""
    days = list(x_of)
    bands: list[Band] = []
    for role in roles:
        start, _ = bounds(role.start)
        _, end = bounds(role.end)
        if not (role.start or role.end) or (start and start > days[-1]) or (end and end < days[0]):
            continue
        left = _x_at(start, x_of) if start and start > days[0] else 0.0
        right = _x_at(end, x_of) if end and end < days[-1] else width
        since = f"since {write_out(role.start)}" if role.start and not role.end else ""
        span = since or f"{write_out(role.start) or 'unknown'} to {write_out(role.end) or 'unknown'}"
        bands.append(Band(left, max(right - left, 4), top + BAND * len(bands), str(role), span))
    return bands


def _x_at(day: date, x_of: dict[date, float]) -> float:
    """Between the two nearest days of the scale, in proportion."""
    days = list(x_of)
    for earlier, later in itertools.pairwise(days):
        if earlier <= day <= later:
            share = (day - earlier).days / max((later - earlier).days, 1)
            return x_of[earlier] + share * (x_of[later] - x_of[earlier])
    return x_of[days[-1]] if day > days[-1] else x_of[days[0]]
