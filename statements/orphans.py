"""Words on which editors decided, and which the newest revision of their source has no longer, or has changed."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr

from statements.models import Anchor
from statements.vocabulary import State
from statements.wordings import Run, differing

MOST_SHOWN = 1_000  # code points of the old words


@dataclass(frozen=True)
class Found:
    """Words before and now, with those marked that are other."""

    anchor: Anchor
    before: str
    runs: list[Run]


def _open() -> QuerySet[Anchor]:
    rows = Anchor.objects.filter(settled_at__isnull=True, newer__superseded=False, newer__withdrawn=False)
    rows = rows.exclude(quotation__state=State.REJECTED)
    related = rows.select_related("quotation__speaker", "quotation__statement__founding", "revision__source", "newer")
    heavy = ("revision__text", "revision__sketch", "newer__text", "newer__sketch", "quotation__search")
    return related.defer(*heavy, "quotation__statement__founding__search").order_by("-newer", "start", "pk")


def gone() -> QuerySet[Anchor]:
    """No longer in the text: an editor says where, or leaves them as said in the older one."""
    return _open().filter(how=Anchor.How.ORPHANED)


def changed() -> QuerySet[Anchor]:
    """Accepted words that stand otherwise now: what was accepted were the old ones."""
    before = Substr("revision__text", F("start") + 1, F("end") - F("start"))
    rows = _open().annotate(before=before).filter(how=Anchor.How.MOVED, quotation__state=State.ACCEPTED)
    return rows.exclude(before=F("quotation__exact")).filter(Q(quotation__revision=F("newer")))


def compared(anchor: Anchor) -> Found:
    """Of a row of `changed`."""
    before: str = anchor.before  # type: ignore[attr-defined]
    return Found(anchor, before[:MOST_SHOWN], differing(before, anchor.quotation.exact))
