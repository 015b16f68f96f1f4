"""How often editors accepted what the machine was so sure of: its confidence against their decisions, in ten bins.

The interval is Wilson's (1927) for a share, at 95 per cent: it stays between 0 and 1 and holds for few decisions, too.
"""

import math
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet, Value
from django.db.models.functions import Floor, Least

from statements.models import Link, Quotation
from statements.vocabulary import Act, QuotationKind, State

BINS = 10
NORMAL_95 = 1.959964  # of the standard normal distribution, 95 per cent lie within so many deviations
DECIDED = ~Q(state=State.SUGGESTED)


@dataclass(frozen=True)
class Asked:
    """Which suggestions to count. `kind`: a relation of links, a kind of quotations; empty: all that are comparable."""

    quotations: bool = False
    kind: str = ""
    version: str = ""


@dataclass(frozen=True)
class Bin:
    """Suggestions with a confidence from `least`, and what became of them. `mean`: the confidence of those decided."""

    least: float
    suggested: int
    decided: int
    accepted: int
    mean: float | None

    @property
    def most(self) -> float:
        return self.least + 1 / BINS

    @property
    def share(self) -> float | None:
        """Of those decided, the share that was accepted; None where none was decided."""
        return self.accepted / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares the true one lies, at 95 per cent."""
        return wilson(self.accepted, self.decided) if self.decided else None

    @property
    def fits(self) -> bool:
        """Whether what the machine expected lies within the interval."""
        return not self.interval or self.mean is None or self.interval[0] <= self.mean <= self.interval[1]


@dataclass(frozen=True)
class Calibration:
    """`expected` is how many of the decided the machine thought would be accepted."""

    bins: list[Bin]

    @property
    def decided(self) -> int:
        return sum(one.decided for one in self.bins)

    @property
    def accepted(self) -> int:
        return sum(one.accepted for one in self.bins)

    @property
    def expected(self) -> int:
        return round(sum((one.mean or 0) * one.decided for one in self.bins))

    @property
    def off(self) -> int:
        """In how many bins the machine's confidence lies outside what the decisions allow."""
        return sum(not one.fits for one in self.bins)


def wilson(accepted: int, decided: int) -> tuple[float, float]:
    """The interval in which the true share lies, at 95 per cent. `decided` is at least 1."""
    share, z2 = accepted / decided, NORMAL_95**2
    middle = (share + z2 / (2 * decided)) / (1 + z2 / decided)
    half = NORMAL_95 / (1 + z2 / decided) * math.sqrt(share * (1 - share) / decided + z2 / (4 * decided**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def versions() -> list[str]:
    """The versions of the pipeline whose suggestions are in the archive."""
    of_links = Link.objects.filter(made_by__isnull=True).values_list("detected_by", flat=True)
    of_quotations = Quotation.objects.filter(run__isnull=False).values_list("run__pipeline", flat=True)
    return sorted(set(of_links.distinct().order_by()) | set(of_quotations.distinct().order_by()) - {""}, reverse=True)


def calibration(asked: Asked) -> Calibration:
    """One query, whatever the number of suggestions."""
    counted = (
        _rows(asked)
        .annotate(bin=Least(Floor(F("confidence") * BINS), Value(BINS - 1.0)))
        .values("bin")
        .annotate(
            suggested=Count("pk"),
            decided=Count("pk", filter=DECIDED),
            accepted=Count("pk", filter=Q(state=State.ACCEPTED)),
            mean=Avg("confidence", filter=DECIDED),
        )
        .order_by("bin")
    )
    found = {int(row.pop("bin")): row for row in counted}
    none: dict[str, Any] = {"suggested": 0, "decided": 0, "accepted": 0, "mean": None}
    return Calibration([Bin(least=n / BINS, **found.get(n, none)) for n in range(BINS)])


def _rows(asked: Asked) -> QuerySet[Any]:
    """What the machine suggested with a confidence.

    Answers of an interview are accepted with their text's structure, not one by one: they count only if asked for.
    """
    if not asked.quotations:
        links = Link.objects.filter(made_by__isnull=True, confidence__isnull=False, claim__isnull=False)
        links = links.filter(relation=asked.kind) if asked.kind else links
        return links.filter(detected_by=asked.version) if asked.version else links
    rows = Quotation.objects.filter(run__isnull=False, confidence__isnull=False, act=Act.SPEECH, is_mention=False)
    rows = rows.filter(kind=asked.kind) if asked.kind else rows.exclude(kind=QuotationKind.TURN)
    return rows.filter(run__pipeline=asked.version) if asked.version else rows
