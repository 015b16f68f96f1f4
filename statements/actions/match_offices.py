"""Offices without a name, "the harbour minister": who is meant, and where else in the archive they stand."""

from collections.abc import Collection
from datetime import date, timedelta

from actors import matching
from actors.models import Actor
from actors.names import fold_name
from sources.models import Revision
from statements.models import Quotation
from statements.models.quotations import first_letters, last_word
from statements.vocabulary import SpeakerKind, State


class Held:
    """Whom texts mean by offices; offices and texts are looked up once."""

    def __init__(self) -> None:
        self._offices = matching.Offices()
        self._words: dict[int, frozenset[str]] = {}

    def meant(self, q: Quotation, on: tuple[date | None, date | None]) -> Actor | None:
        """The one person whom a text means by an office on a date; nobody where that is not certain."""
        if q.revision_id not in self._words:
            self._words[q.revision_id] = frozenset(fold_name(q.revision.text).split())
        return self._offices.meant(q.speaker_name, on, self._words[q.revision_id])


def named_like(offices: Collection[str], revision: Revision) -> set[str]:
    """The offices without a name, as texts of about that time call them, that may be any of these."""
    keys = [matching.office_key(office) for office in offices]
    last = {word.upper() for key in keys for word in key}
    if not last:
        return set()
    rows = Quotation.objects.filter(speaker_kind=SpeakerKind.UNNAMED).exclude(state=State.REJECTED)
    rows = rows.alias(last=last_word("speaker_name"), first=first_letters("speaker_name"))
    rows = rows.filter(last__in=last, first="THE")
    published = revision.source.published_latest
    if published is not None:
        around = matching.ATTESTED_AROUND + timedelta(days=31)
        days = (published - around, published + around)
        rows = rows.filter(revision__source__published_latest__range=days)
    names = set(rows.order_by().values_list("speaker_name", flat=True).distinct())
    return {name for name in names if any(matching.office_key(name) <= key for key in keys)}
