"""Offices that a text gives beside a name: attested in that text, at its date."""

import re
from collections import defaultdict

from actors import matching
from actors.models import Role
from sources.models import Revision
from statements.models import Quotation
from statements.vocabulary import State

REACH = 120  # code points beside the name
# A full stop belongs to a word only within it or in initials: behind another word a sentence ends.
WORD = r"(?:(?:[A-Z]\.){2,}|[A-Z](?:[\w’'&-]|\.(?=\w))*)"
BEFORE = re.compile(rf"((?:(?:{WORD}|of|for|the|and|to|on)\s+){{0,7}}{WORD}\s+)$")
AFTER = re.compile(r"^,\s+(?:(?:the|a|an|our|its)\s+)?([^,.;:()“”\"\n]{3,90}?)(?=[,.;)])")
SMALL = frozenset({"of", "for", "the", "and", "to", "on"})
GONE = frozenset({"former", "ex", "then", "late", "previous"})


def attest(*, revision: Revision) -> set[str]:
    """Stores, for the speakers whom a text names, the offices that it gives them; gives these offices.

    What an earlier pass over the same source found is replaced. An older text attests nothing: a newer one does.
    """
    if revision.superseded:
        return set()
    found: dict[int, set[str]] = defaultdict(set)
    named = Quotation.objects.filter(revision=revision, speaker__isnull=False, mention_start__isnull=False)
    for q in named.exclude(state=State.REJECTED):
        if q.speaker_id is not None and q.mention_start is not None and q.mention_end is not None:
            found[q.speaker_id] |= set(beside(revision.text, q.mention_start, q.mention_end, q.speaker_name))
    source = revision.source
    old = Role.objects.filter(basis=Role.Basis.ATTESTED, attested_in=source.public_id)
    gone = set(old.values_list("title", flat=True))
    old.delete()
    on = source.published or source.published_inferred
    Role.objects.bulk_create(
        Role(actor_id=actor, title=title, basis=Role.Basis.ATTESTED, attested_on=on, attested_in=source.public_id)
        for actor, titles in sorted(found.items())
        for title in sorted(titles)
    )
    return gone | set().union(*found.values())


def beside(text: str, start: int, end: int, name: str) -> list[str]:
    """The offices written before the name and after it with a comma, where the mention holds the name."""
    last = (name.split() or [""])[-1]
    mention = text[start:end]
    if not last or last not in mention:
        return []
    full = text.rfind(name, start, end)
    at = full if full >= 0 else start + mention.index(last)
    before = BEFORE.search(text[max(0, at - REACH) : at])
    after = AFTER.match(text[start + mention.index(last) + len(last) : end + REACH])
    return [title for found in (before, after) if found and (title := _office(found[1]))]


def _office(words: str) -> str:
    """The words if they name an office now held, without small words at either end; else nothing."""
    kept = words.split()
    while kept and kept[0].lower() in SMALL:
        kept = kept[1:]
    while kept and kept[-1].lower() in SMALL:
        kept = kept[:-1]
    title = " ".join(kept)
    plain = matching.office_key(title)
    return title[:200] if plain & matching.OFFICES and not plain & GONE and len(plain) > 0 else ""
