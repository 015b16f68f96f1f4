"""Who is meant by an office without a name, "the harbour minister", or by initials before a turn, "IFK"; and where
else in the archive they stand.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from actors import matching
from actors.identity import standing_of
from actors.models import Actor, Alias, Role, initials
from actors.names import fold_name
from sources.models import Revision
from statements.models import Quotation
from statements.models.quotations import first_letters, last_word
from statements.vocabulary import SpeakerKind, State


class Held:
    """Whom texts mean by offices of which the roles are known, and by these initials. The words of a text are read
    once, and so are the people with the initials and what they held.
    """

    def __init__(self, holders: matching.Holders, initials: Collection[str]) -> None:
        self._holders = holders
        self._words: dict[int, frozenset[str]] = {}
        self._people = _of_initials(initials)
        self._titles: dict[int, set[str]] = defaultdict(set)
        roles = Role.objects.filter(actor__in={actor for own in self._people.values() for actor in own}).order_by()
        for actor, title in roles.values_list("actor", "title"):
            self._titles[actor].add(title)
        self._offices = matching.holders(set().union(*self._titles.values()))

    def initialled(self, name: str, q: Quotation, on: tuple[date | None, date | None]) -> Actor | None:
        """The one person of these initials of whom the text has a name, or an office that he held on that date."""
        words = self._words_of(q)
        people = self._people[name]
        fits = [a for a in people if words & set(fold_name(a.name).split()) or self._holds(a, words, on)]
        return fits[0] if len(fits) == 1 else None

    def _holds(self, actor: Actor, words: Collection[str], on: tuple[date | None, date | None]) -> bool:
        titles = self._titles.get(actor.pk, ())
        said = {title for title in titles if matching.office_key(title) & matching.OFFICES & set(words)}
        return any(actor in self._offices.all_of(title, on) for title in said)

    def _words_of(self, q: Quotation) -> frozenset[str]:
        if q.revision_id not in self._words:
            self._words[q.revision_id] = frozenset(fold_name(q.revision.text).split())
        return self._words[q.revision_id]

    def meant(self, q: Quotation, on: tuple[date | None, date | None]) -> Actor | None:
        """The one person whom a text means by an office on a date; nobody where that is not certain."""
        return self._holders.meant(q.speaker_name, on, self._words_of(q))


INITIALS = re.compile(r"[A-Z]{3,4}")  # two letters are those of too many


def has_initials(q: Quotation) -> bool:
    """Whether the text gives the speaker by his initials."""
    return INITIALS.fullmatch(q.speaker_name) is not None


def _of_initials(names: Collection[str]) -> dict[str, list[Actor]]:
    """The people called so, by the initials."""
    called: dict[str, set[Actor]] = {name: set() for name in names}
    people = Alias.objects.filter(actor__kind=Actor.Kind.PERSON).alias(initials=initials("folded"))
    aliases = list(people.filter(initials__in=[name.lower() for name in names]).select_related("actor"))
    stands = standing_of(alias.actor for alias in aliases)
    for alias in aliases:
        called["".join(word[0] for word in alias.folded.split()).upper()].add(stands[alias.actor_id])
    return {name: sorted(people, key=lambda actor: actor.pk) for name, people in called.items()}


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
