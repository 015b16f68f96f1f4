"""Offices that a text gives beside a name: attested in that text, at its date."""

import re
from collections import defaultdict

from actors import matching
from actors.models import Role
from sources.models import Revision
from statements.models import Quotation
from statements.vocabulary import SpeakerKind, State

REACH = 120  # code points beside the name
# A full stop belongs to a word only within it or in initials: behind another word a sentence ends.
WORD = r"(?:(?:[A-Z]\.){2,}|[A-Z](?:[\w’'&-]|\.(?=\w))*)"
BEFORE = re.compile(rf"((?:(?:{WORD}|of|for|the|and|to|on)\s+){{0,7}}{WORD}\s+)$")
AFTER = re.compile(r"^,\s+(?:(?:the|a|an|our|its)\s+)?([^,.;:()“”\"\n]{3,90}?)(?=[,.;)])")
# "Norland's harbour minister, Ida Falk", "the Minister of Tides, Dr Ida Falk", "harbour minister Ida Falk".
OFFICE = rf"(?i:{'|'.join(sorted(matching.OFFICES))})"
PLAIN_BEFORE = re.compile(
    rf"(?:\b[Tt]he\s+|\b[Aa]n?\s+|\bour\s+|(?=\b[A-Z]\w+['’]s\s)|(?=\b[a-z]+\s+{OFFICE}\s$))"
    rf"((?:[\w’'-]+\s+){{0,3}}{OFFICE}(?:\s+(?:of|for|at|to)\s+[\w’' -]{{2,50}}?)?)"
    r",?\s+(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame)\.?\s+)?$"
)
SMALL = frozenset({"of", "for", "the", "and", "to", "on"})
FIELDS = ("pk", "actor", "title", "attested_on")
GONE = frozenset({"former", "ex", "then", "late", "previous"})


def attest(*, revision: Revision) -> set[str]:
    """Stores, for the speakers whom a text names, the offices that it gives them; gives these offices.

    What an earlier pass over the same source found is replaced. An older text attests nothing: a newer one does.
    """
    if revision.superseded:
        return set()
    found: dict[int, set[str]] = defaultdict(set)
    named = Quotation.objects.filter(revision=revision, speaker__isnull=False).exclude(state=State.REJECTED)
    rows = named.exclude(speaker_kind=SpeakerKind.UNNAMED).order_by()
    for actor, name, start, end in rows.values_list("speaker", "speaker_name", "mention_start", "mention_end"):
        if start is not None and end is not None:
            found[actor] |= set(beside(revision.text, start, end, name))
    for actor, name in set(rows.values_list("speaker", "speaker_name")):
        for place in re.finditer(rf"\b{re.escape(name)}\b", revision.text) if " " in name else ():
            found[actor] |= set(beside(revision.text, place.start(), place.end(), name))
    source = revision.source
    on = source.published or source.published_inferred
    wanted = {(actor, title, on) for actor, titles in found.items() for title in titles}
    stored = Role.objects.filter(basis=Role.Basis.ATTESTED, attested_in=source.public_id)
    there = {pk: (actor, title, day) for pk, actor, title, day in stored.values_list(*FIELDS)}
    gone = {title for _, title, _ in there.values()}
    stored.filter(pk__in=[pk for pk, row in there.items() if row not in wanted]).delete()
    Role.objects.bulk_create(
        Role(actor_id=actor, title=title, basis=Role.Basis.ATTESTED, attested_on=on, attested_in=source.public_id)
        for actor, title, on in sorted(wanted - set(there.values()))
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
    above = text[max(0, at - REACH) : at]
    before = BEFORE.search(above) or PLAIN_BEFORE.search(above)
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
