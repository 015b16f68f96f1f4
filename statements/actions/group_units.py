"""Wordings as grouping sees them: a quotation with its pieces, or a run of sentences of a longer one."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b

from django.db.models import Q, QuerySet

from actors.dates import bounds
from actors.names import fold_name
from statements import likeness
from statements.likeness import Bag
from statements.models import Quotation
from statements.vocabulary import Act, QuotationKind, State

SHORTLY_BEFORE = timedelta(days=14)  # an undated report of today tells of the last days
AT_ONCE = timedelta(days=4)  # a transcript, a speech or a post is printed soon after it was spoken
UNSURE = timedelta(days=31)  # how far an inferred date ("the text appeared then or later") may be from the day
BEST_KIND = {
    kind: rank for rank, kind in enumerate(["direct", "turn", "embed", "mixed", "indirect", "pull_quote", "headline"])
}
OWN_WORDS = frozenset({QuotationKind.DIRECT, QuotationKind.MIXED})
REPEATING = frozenset({QuotationKind.HEADLINE, QuotationKind.PULL_QUOTE, QuotationKind.EMBED})
# "The minister had told reporters that", "You said that", "he first said", "told them in March that", "a month ago":
# told after it was spoken, at whatever time.
_SAID = r"(?:said|told|promised|assured|announced|vouched|claimed|argued|stated|insisted|pledged|declared|answered|put)"
_MONTH = r"(?:January|February|March|April|June|July|August|September|October|November|December|(?:in|last) May)"
_ONCE = r"(?:ago|earlier|previously|originally|at the time|last (?:week|month|year|spring|summer|autumn|fall|winter))"
_SEASON = r"in the (?:spring|summer|autumn|fall|winter)"
_ADVERB = r"(?: \w+ly| already| just| still| once| never| also)?"
RECALLED = re.compile(
    rf"\b(?:(?:had|['’]d){_ADVERB} {_SAID}|you(?:['’]ve| have)?{_ADVERB} {_SAID}|recall(?:s|ed)? \w+ saying"
    rf"|first {_SAID}|took \w+ to have said|{_MONTH}|{_ONCE}|{_SEASON})\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*\s|\n")
Days = tuple[date | None, date | None]

# Whose wordings are grouped together: an actor's, or those of a name that is local to one revision.
Partition = tuple[str, int, str]


def partition_of(q: Quotation, roots: dict[int, int]) -> Partition:
    """The partition of a quotation; a merged actor's is that of the one it was merged into."""
    if q.speaker_id is not None:
        return ("actor", roots.get(q.speaker_id, q.speaker_id), "")
    return ("local", q.revision_id, fold_name(q.speaker_name))


@dataclass(eq=False)
class Unit:
    """One wording. `head` is its first piece; a run that grouping would cut has none yet, and lies in `whole`."""

    head: Quotation | None
    pieces: list[Quotation]
    whole: Quotation  # the quotation it is (part of)
    start: int
    end: int
    text: str
    sha256: str
    days: Days
    is_dated: bool  # the text says when
    bag: Bag = field(repr=False)

    @property
    def kind(self) -> str:
        return self.whole.kind

    @property
    def revision(self) -> int:
        """The id of the text it stands in."""
        return self.whole.revision_id

    @property
    def key(self) -> tuple[object, ...]:
        """Sorts alike in every archive: by what the text and its place in it are, never by ids."""
        source = self.whole.revision.source
        text = (self.sha256, source.published, source.file_name, source.url)
        return (*text, self.start, -self.end, self.kind, self.whole.speaker_name)

    @property
    def order(self) -> tuple[object, ...]:
        """Earliest, then best kind, then place: the first of a statement's wordings founds it."""
        return (self.days[0] or date.max, BEST_KIND[self.kind], self.key)

    @property
    def place(self) -> int:
        """The key as a number of 63 bits, for an index."""
        return int.from_bytes(blake2b(repr(self.key).encode(), digest_size=8).digest()) >> 1

    @property
    def is_run(self) -> bool:
        return self.head is None or self.head.part_of_id is not None

    def overlaps(self, other: "Unit") -> bool:
        """They share words of one text."""
        return self.revision == other.revision and self.start < other.end and other.start < self.end


def spoken() -> QuerySet[Quotation]:
    """The quotations that may be (pieces of) wordings of a statement."""
    return in_speech().filter(revision__withdrawn=False)


def in_speech() -> QuerySet[Quotation]:
    """The same, whether or not their texts were withdrawn."""
    return Quotation.objects.filter(act=Act.SPEECH, is_mention=False).exclude(state=State.REJECTED)


def of_rows(rows: QuerySet[Quotation]) -> list[Unit]:
    """The wordings that these quotations make, in an order that no arrival changes."""
    return of_loaded(with_texts(rows))


def with_texts(rows: QuerySet[Quotation]) -> list[Quotation]:
    """The quotations with what units are told by of their texts and sources."""
    return list(rows.select_related("revision__source__outlet").defer("revision__text"))


def of_loaded(found: Sequence[Quotation]) -> list[Unit]:
    """The same of quotations that have their texts and sources with them."""
    pieces = chains(found)
    likeness.learn(q.exact for q in found)
    units = [_unit(head, pieces[head.pk]) for head in found if head.pk in pieces]
    return sorted(units, key=lambda unit: unit.key)


def chains(rows: Iterable[Quotation]) -> dict[int, list[Quotation]]:
    """The pieces of each wording, in order, under the id of its first."""
    by_id = {q.pk: q for q in rows}
    chains: dict[int, list[Quotation]] = defaultdict(list)
    for q in sorted(by_id.values(), key=lambda q: q.start):
        first, seen = q, {q.pk}
        while first.continues_id in by_id and first.continues_id not in seen:
            if by_id[first.continues_id].speaker_id != first.speaker_id:
                break
            first = by_id[first.continues_id]
            seen.add(first.pk)
        chains[first.pk].append(q)
    return chains


def _unit(head: Quotation, pieces: list[Quotation]) -> Unit:
    text = " ".join(q.exact for q in pieces)
    said = next((q.said for q in pieces if q.said), "")
    return Unit(
        head=head,
        pieces=pieces,
        whole=head,
        start=head.start,
        end=max(q.end for q in pieces),
        text=text,
        sha256=head.revision.sha256,
        days=days_of(head, said),
        is_dated=bool(said) and not _is_inferred(said),
        bag=likeness.bag(text),
    )


def days_of(q: Quotation, said: str) -> Days:
    """Between which days it was spoken: as the text says, else in the days before the text was published.

    An inferred date stands for the weeks around it. What the text recalls without a date may have been spoken long ago.
    """
    source = q.revision.source
    published = source.published or source.published_inferred
    first, last = bounds(said or published)
    before = timedelta() if said else (SHORTLY_BEFORE if source.kind == "article" else AT_ONCE)
    around = UNSURE if _is_inferred(said or published) else timedelta()
    if not said and is_recalled(q):
        return (None, last + around if last else None)
    return (first - before - around if first else None, last + around if last else None)


def is_recalled(q: Quotation) -> bool:
    """Spoken before what the text tells of: somebody else reports it (in an interview the questioner), or the rest of
    its sentence says so.
    """
    if q.kind == QuotationKind.INDIRECT and (q.reporter_name or q.revision.source.kind == "interview"):
        return True
    before = _SENTENCE_ENDS.split(q.prefix)[-1]
    after = _SENTENCE_ENDS.split(q.suffix)[0]
    return bool(RECALLED.search(before) or RECALLED.search(after))


def _is_inferred(value: str) -> bool:
    return value.endswith(("?", "%", "~"))


def run_of(unit: Unit, start: int, end: int) -> Unit:
    """A run of a unit's words that is no quotation yet; offsets into the whole text."""
    text = unit.text[start - unit.start : end - unit.start]
    return Unit(
        head=None,
        pieces=[],
        whole=unit.whole,
        start=start,
        end=end,
        text=text,
        sha256=unit.sha256,
        days=unit.days,
        is_dated=unit.is_dated,
        bag=likeness.bag(text),
    )


def touching(ids: Collection[int]) -> Q:
    """Rows of a model with `one` and `other` that touch any of the quotations."""
    return Q(one__in=ids) | Q(other__in=ids)
