"""Who a mention means: names, titles, pronouns and nouns, to the fullest name in the text or roster, or to nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from extraction.appositions import (
    is_national,
    is_office,
    name_apposed,
    name_before,
    name_beside,
    name_between,
    name_described,
    name_of_one,
    name_opening,
    name_parted,
    name_shown,
    together,
    who_told,
)
from extraction.bodies import Bodies
from extraction.candidates import Source
from extraction.cues import quotes
from extraction.descriptions import named_next, told_before
from extraction.entities import fold, is_actor, offices
from extraction.kin import KIN, YOUNG, Kin, possessor
from extraction.mentions import joined_to, mention_span, mention_tokens, relative_clause
from extraction.officeholders import Officeholders
from extraction.parsed import SUBJECTS, Paragraph, ParsedDocument
from extraction.phrases import before_and, behind_who, described, owned_by_body, owns, top, words_of
from extraction.pronouns import THIRD, Pronouns
from extraction.salience import Mentions, Place, Referent, gender_of_office
from extraction.types import Span, Speaker, SpeakerKind
from extraction.word_order import TIMES
from extraction.writings import author, is_writing, spoken_of

_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_FIRST = frozenset(["i", "me", "my", "we", "us", "our", "myself", "ourselves", "mine", "ours"])
_YOU = frozenset(["you", "your", "yours", "yourself"])
_MANY = frozenset(["many", "some", "others", "most", "several", "few", "all", "both"])


_NOUNS = ("NOUN", "ADJ")  # "premier" is an adjective to the tagger
_TOP = 2  # paragraphs in which an office is said before the name


@dataclass(slots=True)
class Cast:
    """The entities of a document as a resolver: it remembers who said what."""

    parsed: ParsedDocument
    quoted: list[Span]
    _named_next: dict[int, str] = field(default_factory=dict)
    _mentions: Mentions = field(init=False)
    _at: dict[int, int] = field(init=False)
    _pronouns: Pronouns = field(init=False)
    _holders: Officeholders = field(init=False)
    _kin: Kin = field(init=False)
    _bodies: Bodies = field(init=False)
    _shared: frozenset[str] = frozenset()
    _families: frozenset[str] = frozenset()
    _not_by: str | None = None
    _alone: bool = False

    def __post_init__(self) -> None:
        self._mentions = Mentions(self.parsed, self.quoted)
        self._at = self._mentions.at
        self._shared = self._shared_surnames()
        self._families = frozenset(f"{fold(e.name.split()[-1])}s" for e in self.parsed.entities if e.kind == "person")
        self._bodies = Bodies(self.parsed, self._mentions)
        beside = list(self._office_names())
        self._holders = Officeholders(self.parsed, ((office, name) for _, office, name in beside))
        self._kin = Kin(beside, self._named_before)
        self._introduce()
        self._pronouns = Pronouns(self.parsed, self._mentions)
        for paragraph in self.parsed.paragraphs:
            for head in list(self._mentions.offices(paragraph)):
                self._mentions.add(paragraph, head, self._referent(paragraph, head))
            for head in list(self._mentions.groups(paragraph)):
                words = words_of(paragraph, *mention_tokens(head))
                self._mentions.add(paragraph, head, Referent(words, "group", "n", named=False))

    def _introduce(self) -> None:
        """ "The head of the grid said …" at the top, "Ida Falk told reporters" next, who has no office: hers."""
        below = [p for p in self.parsed.paragraphs if self.parsed.segment_of(p).kind != "title"]
        for paragraph in below[:_TOP]:
            for head in self._mentions.offices(paragraph):
                name = self._introduced(Place(paragraph, head))
                if name is not None:
                    self._named_next[paragraph.start + head.idx] = name
                    self._holders.learn(name, head)

    def _introduced(self, place: Place) -> str | None:
        """Who is named later for an office said first: by the same office, "A judge", or as the next subject."""
        holders = self._holders
        if any(c.lower_ in ("a", "an") for c in place.head.children):
            only = holders.only(place.head.lower_)
            who = self._mentions.by_name.get(only) if only is not None else None
            first = self._mentions.first_of(who) if who is not None else None
            return only if first is not None and first > place.offset else None
        if holders.of(place.head, described=False) or told_before(self._mentions, place, holders.titles):
            return None
        return named_next(self._mentions, place, holders.titles)

    def _referent(self, paragraph: Paragraph, head: Token) -> Referent:
        """Whom an office without a name means: its one holder, else somebody unnamed."""
        name, kind = self._noun(paragraph, head, *mention_tokens(head)) or (head.text, "unnamed")
        known = self._mentions.by_name.get(name)
        definite = not any(c.lower_ in ("a", "an", "one", "another") for c in head.children)
        return known or Referent(name, kind, gender_of_office(head), named=False, definite=definite)

    def _shared_surnames(self) -> frozenset[str]:
        """Surnames of more than one person, which alone do not tell which: the surname stays the name."""
        persons = [e for e in self.parsed.entities if e.kind == "person" and " " in e.name]
        counted = Counter(fold(e.name.split()[-1]) for e in persons)
        alone = {fold(e.name) for e in self.parsed.entities if " " not in e.name}
        return frozenset(s for s, n in counted.items() if n > 1 and s in alone)

    def _office_names(self) -> Iterator[tuple[Paragraph, Token, str]]:
        """Each office in the text with the name beside it."""
        for paragraph in self.parsed.paragraphs:
            persons = self._persons(paragraph)
            for token in paragraph.doc:
                name = name_beside(token, persons) if token.pos_ in _NOUNS and is_office(token) else None
                if name is None and (token.lower_ in KIN or (token.dep_ == "appos" and possessor(token) is not None)):
                    name = name_described(token, persons)
                if name is not None:
                    yield paragraph, token, self.parsed.entities[self._at[paragraph.start + name.idx]].name

    def heard(self, speaker: Speaker, span: Span, *, to_the_letter: Iterable[Span]) -> None:
        """Remembers who said something, for the pronouns behind it and in the words that are the speaker's own."""
        self._pronouns.heard(speaker, span, to_the_letter=to_the_letter)

    def speaker(
        self,
        source: Source,
        *,
        not_by: str | None = None,
        cue: Token | None = None,
        told: Span | None = None,
        own_words: Span | None = None,
        alone: bool = False,
    ) -> Speaker | None:
        """Who the words of a source mean, with the span of the words; None where that would be a guess.

        `not_by` is who tells it: a pronoun of the third person never means the one who talks, nor whom the words
        `told` speak of before it ("The mayor, he said, would go"), nor whom the speaker's `own_words` name. Words right
        before the cue, or before an apposition that ends there, are a surer source than the parser's. `alone` leaves
        out what "and" joins to the words.
        """
        source = self._sure(source, cue)
        both = self._both(source, cue)
        if both is not None:
            return both
        span = mention_span(source)
        self._not_by, self._alone, self._mentions.apart, self._mentions.own_words = not_by, alone, told, own_words
        name = self._who(source.paragraph, source.head, 0)
        self._mentions.apart = self._mentions.own_words = None
        if name is None:
            return None
        return Speaker(name[0], name[1], span.start, span.end)

    def _both(self, source: Source, cue: Token | None) -> Speaker | None:
        """Two who speak before one cue."""
        if cue is None or cue.doc is not source.head.doc or source.head.i > cue.i:
            return None
        found = together(source.head, cue, self._persons(source.paragraph))
        if found is None:
            return None
        first, last = (source.paragraph.doc[i] for i in found)
        start, end = source.paragraph.start + first.idx, source.paragraph.start + last.idx + len(last)
        return Speaker(words_of(source.paragraph, *found), "group", start, end)

    def topic(self, paragraph: Paragraph, offset: int) -> Speaker | None:
        """Whom the sentence before words in marks is about, for words that nothing attributes."""
        found = self._pronouns.topic(paragraph, offset)
        return Speaker(*found) if found is not None else None

    def before(self, paragraph: Paragraph, cue: Token) -> Token | None:
        """The name right before a cue, for which no source was found."""
        return name_before(cue, self._persons(paragraph))

    def _persons(self, paragraph: Paragraph) -> Callable[[Token], bool]:
        def is_named(token: Token) -> bool:
            return self._mentions.is_person(paragraph, token)

        return is_named

    def _sure(self, source: Source, cue: Token | None) -> Source:
        """A source with the head that names a person, where the order of the words tells it."""
        head, persons = who_told(source.head), self._persons(source.paragraph)
        source = Source(source.paragraph, head)
        opening = name_opening(cue, persons) if head.lower_ == "who" and cue is not None else None
        if opening is not None:
            return Source(source.paragraph, top(opening, persons))
        if head.pos_ == "PRON" or (persons(head) and (cue is None or head.i > cue.i)):
            return source
        name = None
        if cue is not None and cue.doc is head.doc:
            early = head.i < cue.i
            name = (
                name_shown(head, cue, persons) or name_parted(head, cue, persons) or name_apposed(head, cue, persons)
                if early
                else name_before(cue, persons)
            )
            name = name or (name_opening(cue, persons) if early else None)
        if name is None and not persons(head):
            name = name_of_one(head, persons) or name_beside(head, persons)
        return Source(source.paragraph, top(name, persons)) if name is not None else source

    def _who(self, paragraph: Paragraph, head: Token, depth: int) -> tuple[str, SpeakerKind] | None:
        low = head.lower_
        if low in _RELATIVE and depth < 2:
            clause = relative_clause(head)
            before = behind_who(head, clause)
            if before is not None:
                return self._who(paragraph, before, depth + 1)
            if clause is not None and low != "who" and is_writing(clause.head):
                return self._nominal(paragraph, clause.head, depth)
            if clause is None or (low == "that" and clause.head.pos_ == "NOUN" and not is_actor(clause.head)):
                return None  # "a remark that said so"
            return self._who(paragraph, who_told(clause.head) if low == "who" else clause.head, depth + 1)
        if low in _FIRST or low in _YOU or low in TIMES:
            return None
        if low == "it" and head.dep_ in SUBJECTS and quotes(head.head):
            number = self.parsed.number_of(paragraph)
            found = spoken_of(self.parsed.paragraphs, number, head, self._mentions.is_quoted)
            if found is not None:
                return self._nominal(*found, depth)
        if low in THIRD:
            return self._pronouns.means(Place(paragraph, head), not_by=self._not_by)
        return self._nominal(paragraph, head, depth)

    def _nominal(self, paragraph: Paragraph, head: Token, depth: int) -> tuple[str, SpeakerKind] | None:
        first, last = mention_tokens(head)
        if self._alone and joined_to(head) is not None:
            last = before_and(head, last)
        elif joined_to(head) is not None or self._several(paragraph, first, last):
            return words_of(paragraph, first, last), "group"
        if head.tag_ == "NNS" and head.lower_.removesuffix("s") in offices()["document"]:  # "Reports said"
            return words_of(paragraph, first, last), "unnamed"
        if is_national(head):
            return self._noun(paragraph, head, first, last)
        own = self._at.get(paragraph.start + head.idx)
        if own is not None and first < last and is_office(head) and self.parsed.entities[own].kind == "organisation":
            return self._noun(paragraph, head, first, last)  # "the Republican said"
        if head.tag_ == "NNPS" and own is None and fold(head.text) in self._families:
            return words_of(paragraph, first, last), "group"  # "the Falks"
        if own is not None and self._is_many(head, own):  # "many Democrats" after "Orr, a New York Democrat"
            return words_of(paragraph, first, last), "group"
        left_open = own is None or " " not in self.parsed.entities[own].name
        if first == last and left_open and fold(head.text) in self._shared:
            return head.text, "person"
        if own is not None and self.parsed.entities[own].kind == "person":
            return self._known(own)
        of = self._at.get(paragraph.start + head.head.idx) if head.dep_ == "appos" else None
        if of is not None and self.parsed.entities[of].kind == "person":  # "Orr, a clerk at the court who told"
            return self._known(of)
        owned = {t.i for t in paragraph.doc[first : last + 1] if owns(t, head)}
        found: int | None = None
        for token in paragraph.doc[first : last + 1]:
            entity = self._at.get(paragraph.start + token.idx)
            if entity is not None and token.i not in owned and self._names_it(entity, token, head):
                found = entity
        if found is not None:
            name, kind = self._known(found)
            plural = head.tag_ in ("NNPS", "NNS") and kind == "organisation" and " " not in name
            return name, "group" if plural else kind
        beside = next(
            (c for c in head.children if c.dep_ in ("appos", "flat") and c.i > head.i and c.pos_ == "PROPN"), None
        )
        if beside is not None and depth < 2 and beside.i <= last + 3:
            named = self._who(paragraph, beside, depth + 1)
            if named is not None and named[1] == "person":
                return named
        apposed = name_between(paragraph.doc[last], self._persons(paragraph)) if head.pos_ == "NOUN" else None
        if apposed is not None:
            return self._known(self._at[paragraph.start + apposed.idx])
        if head.pos_ == "PROPN" and head.text[:1].isupper() and not is_office(head):
            return words_of(paragraph, first, last).removeprefix("The ").removeprefix("the "), "organisation"
        return self._noun(paragraph, head, first, last)

    def _is_many(self, head: Token, entity: int) -> bool:
        """Whether a plural was taken for the person whose last name is its singular."""
        known = self.parsed.entities[entity]
        last = fold(known.name.split()[-1])
        return known.kind == "person" and head.tag_ in ("NNPS", "NNS") and fold(head.text) == f"{last}s"

    def _several(self, paragraph: Paragraph, first: int, last: int) -> bool:
        """Whether a phrase names two persons, joined by "and"."""
        words, persons = paragraph.doc[first : last + 1], self._persons(paragraph)
        named = {self._at[paragraph.start + t.idx] for t in words if persons(t)}
        return len(named) > 1 and any(t.dep_ == "cc" for t in words)

    def _names_it(self, entity: int, token: Token, head: Token) -> bool:
        """Whether a name within the phrase is its own: "minister Kask", not "Kask aides" or "the ministry in Riga"."""
        if token.i == head.i or (token.head.i == head.i and token.dep_ in ("flat", "appos")):
            return True
        if self.parsed.entities[entity].kind == "person" and head.pos_ == "PROPN":
            return token.i >= head.i or head.i - token.i <= 4
        if head.pos_ == "PROPN":
            return True
        return token.i > head.i and token.dep_.startswith("flat")

    def _known(self, entity: int) -> tuple[str, SpeakerKind]:
        e = self.parsed.entities[entity]
        return e.name, e.kind

    def _noun(self, paragraph: Paragraph, head: Token, first: int, last: int) -> tuple[str, SpeakerKind] | None:
        phrase = words_of(paragraph, first, last)
        if head.lower_ in _MANY:
            return phrase, "group"
        low, lists = head.lower_, offices()
        written = self._author(paragraph, head) if is_writing(head) else None
        if written is not None:
            return written
        if paragraph.start + head.idx in self._named_next:
            return self._named_next[paragraph.start + head.idx], "person"
        if low in KIN or low in YOUNG or possessor(head) is not None:
            relative = self._relative(paragraph, head)
            who = self._mentions.by_name.get(relative) if relative is not None else None
            if relative is not None and not (who and {who.gender, gender_of_office(head)} == {"f", "m"}):
                return relative, "person"
        ours = paragraph.doc[first].lower_ in ("our", "your")
        definite = ours or paragraph.doc[first].lower_ in ("the", "this") or first == last or head.pos_ == "PROPN"
        if head.tag_ in ("NNS", "NNPS"):
            return phrase, "group"
        if definite or owned_by_body(head) or self._headlined(paragraph, head):
            holder = self._holders.of(head, described=described(head, ours=ours) and not owned_by_body(head))
            if holder is not None:
                return holder, "person"
        who = told_before(self._mentions, Place(paragraph, head), self._holders.titles)
        if who is not None and not self._holders.denies(who.name, head):
            return who.name, who.kind
        if low in lists["organisation"] or low in lists["body"]:
            return self._bodies.of(Place(paragraph, head), self._pronouns.body) or phrase, "organisation"
        return phrase, "unnamed" if head.pos_ in ("NOUN", "ADJ", "NUM") or low in lists["person"] else "group"

    def _relative(self, paragraph: Paragraph, head: Token) -> str | None:
        """Whom the text names as this relative or lawyer of somebody, or as the child that "the baby" means."""
        known = self._kin.of(paragraph, head, self._owner)
        if known is not None or possessor(head) is not None:
            return known
        if self._headlined(paragraph, head):
            return self._kin.child() if head.lower_ in YOUNG else self._kin.only(head.lower_)
        the = head.lower_ in YOUNG and any(c.lower_ in ("the", "this") for c in head.children)
        return self._kin.child() if the and not described(head, ours=False) else None

    def _named_before(self, paragraph: Paragraph, noun: Token) -> set[str]:
        """Who is named before a noun in its sentence."""
        entities = self.parsed.entities
        return {
            entities[e].name
            for t in noun.doc[noun.sent.start : noun.i]
            if (e := self._at.get(paragraph.start + t.idx)) is not None
        }

    def _author(self, paragraph: Paragraph, head: Token) -> tuple[str, SpeakerKind] | None:
        """Who wrote the statement, letter or post that speaks."""
        found = author(self.parsed.paragraphs, self.parsed.number_of(paragraph), head)
        return self._who(*found, 2) if found is not None and not is_writing(found[1]) else None

    def _headlined(self, paragraph: Paragraph, head: Token) -> bool:
        """ "Marnish woman sues guild": a headline leaves out the article before whom the text names."""
        bare = not any(c.dep_ in ("det", "nmod:poss", "nummod") for c in head.children)
        return bare and self.parsed.segment_of(paragraph).kind == "title"

    def _owner(self, paragraph: Paragraph, whose: Token) -> str | None:
        """Whom a possessive means."""
        if whose.lower_ in _FIRST:
            return self._pronouns.teller(Place(paragraph, whose))
        known = self._who(paragraph, whose, 2)
        return known[0] if known is not None and known[1] == "person" else None
