"""Whom "he", "she", "they" and "it" mean in a document, asked in any order: what was understood stands for the next."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extraction.antecedents import antecedent
from extraction.centers import center, reported, topic
from extraction.cues import quotes
from extraction.naming import fold, offices
from extraction.parsed import SUBJECTS, Gender, Paragraph, ParsedDocument
from extraction.salience import OBJECTS, Mentions, Place, Referent, sentence_of
from extraction.types import Span, Speaker, SpeakerKind

HE: dict[str, Gender] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_STANDING = {"he": SUBJECTS, "she": SUBJECTS, "him": OBJECTS, "her": OBJECTS}
_IT = frozenset(["it", "its", "itself"])
THIRD = frozenset(HE) | _THEY | _IT
_BODIES: tuple[SpeakerKind, ...] = ("group", "organisation")


@dataclass(slots=True, order=True)
class _Told:
    """What somebody said, by where it begins; words of somebody's own end where the mark or the turn does."""

    start: int
    end: int = field(compare=False)
    speaker: Speaker = field(compare=False)


class Pronouns:
    """The pronouns of one document; `heard` tells who said what."""

    def __init__(self, parsed: ParsedDocument, mentions: Mentions) -> None:
        self._parsed, self._mentions = parsed, mentions
        self._told: list[_Told] = []
        self._own: list[_Told] = []
        self._bodies: list[_Told] = []
        self._conversation = len({s.speaker for s in parsed.structure.segments if s.speaker}) > 1
        self._waiting = deque(self._reported())

    def heard(self, speaker: Speaker, span: Span, *, to_the_letter: Iterable[Span]) -> None:
        """Takes in who said something, and which of the words are the speaker's own."""
        told = _Told(span.start, span.end, speaker)
        insort(self._told, told)
        if speaker.kind in _BODIES:
            insort(self._bodies, told)
        for own in to_the_letter:
            insort(self._own, _Told(own.start, own.end, speaker))

    def means(self, place: Place, *, not_by: str | None) -> tuple[str, SpeakerKind] | None:
        """Whom a pronoun of the third person means; never `not_by`, and never who says it in a quotation."""
        low = place.head.lower_
        if low in _THEY:
            return self._they(place)
        gender = HE.get(low, "n")
        if low in HE:
            self._understand(place.offset)
        who = self._antecedent(place, gender, not_by or self.teller(place))
        last = _last(self._told, place.offset)
        if (
            low == "it"
            and last is not None
            and _is_body(last)
            and place.head.dep_ in SUBJECTS
            and quotes(place.head.head)
        ):
            return last.name, last.kind  # "the paper wrote. It added"
        if who is not None:
            return who.name, who.kind
        return (last.name, last.kind) if low in HE and last is not None and _is_somebody(last) else None

    def topic(self, paragraph: Paragraph, offset: int) -> tuple[str, SpeakerKind] | None:
        """Who goes on speaking in marks that nothing attributes: whom the sentence before them is about."""
        self._understand(offset)
        who = topic(self._mentions, paragraph, offset)
        return (who.name, who.kind) if who is not None else None

    def body(self, offset: int) -> str | None:
        """The group or body that spoke last before an offset."""
        last = _last(self._bodies, offset)
        return last.name if last is not None else None

    def teller(self, place: Place) -> str | None:
        """Whose words a pronoun stands in: a quotation's, or a turn's of a conversation."""
        for number in range(bisect_left(self._own, place.offset + 1, key=lambda t: t.start) - 1, -1, -1):
            own = self._own[number]
            if place.offset < own.end:
                return own.speaker.name
            if place.offset - own.start > _FAR:
                break
        return self._parsed.segment_of(place.paragraph).speaker if self._conversation else None

    def _reported(self) -> Iterator[Place]:
        """The reporter's own "he", "she", "him" and "her", which are as good as a name to the next one."""
        for paragraph in self._parsed.paragraphs:
            for token in paragraph.doc:
                wanted = _STANDING.get(token.lower_)
                if wanted and token.dep_ in wanted and not self._mentions.is_quoted(paragraph.start + token.idx):
                    yield Place(paragraph, token)

    def _understand(self, offset: int) -> None:
        """Takes in the pronouns before an offset, in order."""
        while self._waiting and self._waiting[0].offset < offset:
            place = self._waiting.popleft()
            gender = HE[place.head.lower_]
            who = self._antecedent(place, gender, self.teller(place))
            if who is not None:
                who.gender = who.gender or gender
                self._mentions.add(place.paragraph, place.head, who)

    def _antecedent(self, place: Place, gender: Gender, teller: str | None) -> Referent | None:
        kinds = ("organisation",) if gender == "n" else ("person", "unnamed")

        own = fold(teller) if teller is not None else None

        def fits(who: Referent) -> bool:
            return who.kind in kinds and (own is None or fold(who.name) != own)

        about = center(self._mentions, place, gender, fits) if gender != "n" else None
        if about is not None:
            return about
        last = _last(self._told, place.offset)
        name = last.name if last is not None else None
        return antecedent(self._mentions, place, gender, last=name, fits=fits, subjects_only=gender == "n")

    def _they(self, place: Place) -> tuple[str, SpeakerKind] | None:
        """The group or body that is the nearest subject, here or a sentence before; else the last that spoke."""
        here, quoted = sentence_of(place.paragraph, place.head), self._mentions.is_quoted(place.offset)
        sentences = [here]
        for seen in self._mentions.before(place.offset):
            if seen.sentence not in sentences:
                sentences.append(seen.sentence)
            if len(sentences) > 2:
                break
            told = reported(seen.root) and quotes(place.head.head)
            if seen.is_subject and seen.quoted == quoted and seen.who.kind in _BODIES and not told:
                return seen.who.name, seen.who.kind
        last = _last(self._bodies, place.offset)
        return (last.name, last.kind) if last is not None else None


def _is_body(speaker: Speaker) -> bool:
    """Whether "it" may go on with what spoke last: a paper, a poll."""
    return speaker.kind == "organisation" or (speaker.kind == "unnamed" and not _is_somebody(speaker))


def _is_somebody(speaker: Speaker) -> bool:
    """Whether what has no name is somebody: "a baker in the crowd", not "recent reports"."""
    return speaker.kind == "unnamed" and not offices()["document"].intersection(speaker.name.casefold().split())


def _last(told: list[_Told], offset: int) -> Speaker | None:
    """Who spoke last before an offset."""
    before = bisect_left(told, offset, key=lambda t: t.start)
    return told[before - 1].speaker if before else None


_FAR = 3000  # characters: a quotation that began farther back is seldom still the one
