"""Who is meant by an office without a name, "the harbour minister", or by initials before a turn, "IFK"; and where
else in the archive they stand.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from actors import matching
from actors.identity import standing_of
from actors.models import Actor, Alias
from actors.names import fold_name
from sources.models import Revision
from statements.models import Quotation
from statements.models.quotations import first_letters, last_word
from statements.vocabulary import SpeakerKind, State


class Held:
    """Whom texts mean by offices of which the roles are known; the words of a text are read once."""

    def __init__(self, holders: matching.Holders) -> None:
        self._holders = holders
        self._words: dict[int, frozenset[str]] = {}

    def initialled(self, name: str, q: Quotation, on: tuple[date | None, date | None]) -> Actor | None:
        """The one person of these initials of whom the text has a name, or an office that he held on that date."""
        words = self._words_of(q)
        fits = [a for a in _of_initials(name) if words & set(fold_name(a.name).split()) or self._holds(a, words, on)]
        return fits[0] if len(fits) == 1 else None

    def _holds(self, actor: Actor, words: Collection[str], on: tuple[date | None, date | None]) -> bool:
        titles = set(actor.roles.values_list("title", flat=True))
        said = {title for title in titles if matching.office_key(title) & matching.OFFICES & set(words)}
        held = matching.holders(said)
        return any(actor in held.all_of(title, on) for title in said)

    def _words_of(self, q: Quotation) -> frozenset[str]:
        if q.revision_id not in self._words:
            self._words[q.revision_id] = frozenset(fold_name(q.revision.text).split())
        return self._words[q.revision_id]

    def meant(self, q: Quotation, on: tuple[date | None, date | None]) -> Actor | None:
        """The one person whom a text means by an office on a date; nobody where that is not certain."""
        return self._holders.meant(q.speaker_name, on, self._words_of(q))


INITIALS = re.compile(r"[A-Z]{3,4}")  # two letters are those of too many


def _of_initials(name: str) -> list[Actor]:
    pattern = "^" + " ".join(rf"{letter.lower()}\w*" for letter in name) + "$"
    people = Alias.objects.filter(folded__regex=pattern, actor__kind=Actor.Kind.PERSON).select_related("actor")
    return sorted(set(standing_of(alias.actor for alias in people).values()), key=lambda actor: actor.pk)


def initials_of(names: Iterable[str]) -> set[str]:
    """The initials by which a transcript may call these."""
    found = {"".join(word[0] for word in fold_name(name).split()).upper() for name in names}
    return {letters for letters in found if INITIALS.fullmatch(letters)}


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
