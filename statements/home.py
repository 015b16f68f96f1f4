"""The first page: the latest corrections, and what waits for an editor."""

from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from sources.models import Intake, Source
from statements import orphans, positions, queue
from statements.models import Link, Quotation
from statements.outcomes import with_ends
from statements.sight import Sight
from statements.vocabulary import Family

LATEST = 6


def latest_corrections(sight: Sight) -> list[Link]:
    """Accepted ones only, whoever asks: the first page shows what people have decided."""
    decided = Sight(signed_in=sight.signed_in, suggestions=False, editor=sight.editor)
    found = Link.objects.standing().filter(decided.links(), family=Family.CORRECTION)
    day = Coalesce("response__statement__said_latest", "response__revision__source__published_latest")
    return list(with_ends(found).order_by(day.desc(nulls_last=True), F("pk").desc())[:LATEST])


@dataclass(frozen=True)
class Counts:
    """How much the archive holds."""

    texts: int
    quotations: int
    links: int


def counts(sight: Sight) -> Counts:
    return Counts(
        texts=Source.objects.live().count(),
        quotations=Quotation.objects.filter(sight.quotations()).count(),
        links=Link.objects.standing().filter(sight.links()).count(),
    )


@dataclass(frozen=True)
class Waiting:
    """What waits for an editor."""

    links: int
    texts: int
    originals: int
    positions: int
    gone: int

    @property
    def nothing(self) -> bool:
        return not (self.links or self.texts or self.originals or self.positions or self.gone)


def waiting() -> Waiting:
    return Waiting(
        links=queue.links(queue.Wanted()).count(),
        texts=Intake.objects.filter(state=Intake.State.READY).count(),
        originals=Link.objects.waiting().count(),
        positions=positions.waiting().count(),
        gone=orphans.gone().count(),
    )
