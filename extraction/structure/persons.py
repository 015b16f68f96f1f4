"""Who the interviewee is, and the full names behind the labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from extraction.structure import names
from extraction.structure.captions import Marks
from extraction.structure.labels import ANSWERERS, NAMELESS, QUESTIONERS
from extraction.structure.paragraphs import Paragraph
from extraction.structure.turns import closes
from extraction.types import RosterPerson, SegmentKind

INTERVIEWER = "Interviewer"
_TITLE_NAME = re.compile(r"(?P<name>[^:–—|]{3,80}?)\s?[:–—|]\s")
_WITH = re.compile(
    r"(?:interview(?:s|ed|ing)?|q ?& ?a|conversation|talk(?:s|ed)?|questions|minutes|chat|sits? down|sat down|speaks?|"
    r"spoke)\s(?:exclusively\s)?(?:with|for|to|:)?\s?(?P<rest>.{3,90})",
    re.I,
)
# "Minister Jane Doe in conversation with John Roe": the first is the guest, unless only the second bears a title.
_BETWEEN = re.compile(
    r"(?P<guest>[A-Z][^.!?:\"“”]{3,90}?),? "
    r"(?:in conversation|is interviewed|interviewed|talks|talking|speaks|speaking) (?:with|to|by) "
    r"(?P<host>[^.!?:\"“”]{3,60})"
)
_WORDS_OF = re.compile(
    r"\b(?:remarks|speech|address|statement|keynote|lecture|homily|sermon|eulogy|toast|letter|message|words)\b"
    r"[^.:!?\"“”]{0,40}?\b(?:by|of|from)\s(?P<name>[^.!?\"“”]{3,90})",
    re.I,
)
_DELIVERED = re.compile(
    r"(?P<name>[A-Z][^,;:!?\"“”]{3,90}?)(?:,[^,]{3,80},)? (?:delivered|delivers|gave|gives|made|makes) "
    r"(?:[a-z]+ ){0,3}(?:remarks|speech|address|statement|keynote|lecture|eulogy|sermon)\b"
)
_GUEST = re.compile(
    r"(?:\b(?:guest|interviewee|with us|in the studio)s?\b[^.!?:]{0,20}[:,] |^with )(?P<name>[^.!?\"“”]{3,90})", re.I
)
# One of these stands in each match of the four above: a look at them costs little.
_OCCASIONS = (
    *("interview", "&", "conversation", "talk", "question", "minutes", "chat", "down", "speak", "spoke"),
    *("remarks", "speech", "address", "statement", "keynote", "lecture", "homily", "sermon", "eulogy", "toast"),
    *("letter", "message", "words", "guest", "with us", "in the studio"),
)
_HANDLE = re.compile(r"[^\w@]*(?P<who>[^@(\n]{2,80}?)[\s,]*\(?@\w{2,30}\)?")
_ADDRESSED = re.compile(r"(?:[\"“‘'«]\s?)?(?P<who>(?:[A-Z][\w’'-]+\.? ){0,3}?[A-Z][\w’'-]+), ")
# "… in office, Mr Doe?": spoken to at the end of a question; only a title tells such a name from another thing.
_ADDRESSED_LAST = re.compile(
    r", (?P<who>(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Madam|Prof|Professor|Judge|General)\.? [A-Z][\w’'-]+)[.?!]"
)
# A surname alone, in a title or an introduction: "The bees of Mrs Doe".
_SURNAMED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lady|Lord|Prof|Professor)\.? (?P<name>[A-Z][\w’'-]+)(?! [A-Z])"
)
# An office alone there: "The First Minister at her window".
_OFFICES = (
    "minister|premier|president|chancellor|governor|mayor|bishop|ambassador|commissioner|chair|rector|general|coach"
)
_OFFICE = re.compile(rf"\b[Tt]he (?!(?i:office) of )(?P<office>(?:[A-Z]?[\w-]+ ){{0,2}}?(?i:{_OFFICES}))\b")
# What a programme calls what it prints: `Evening Desk: transcript`.
_PRINTED = re.compile(
    r"(?:the )?(?:transcript|interview|excerpts?|full text|podcast|q ?& ?a|conversation|questions and answers)\b", re.I
)
_RETIRED = re.compile(r"\s\((?:ret|retd|rtd|retired)\.?\)", re.I)
_ASIDE = re.compile(r"\s(?:on|about|over|after|amid|at|in|during|regarding|of)\s")
_SPEAKING = (
    r"(?:told|tells|says|said|talks|talked|speaks|spoke|sat down|explains|explained|answers|answered|discusses|"
    r"reveals|revealed|shares|warns|argues|believes|thinks|insists)"
)
_TOLD = re.compile(rf"(?P<name>[A-Z][^,.;:!?\"“”]{{3,90}}?)(?:,[^,]{{3,80}},)? {_SPEAKING}\b")
_SAYS = re.compile(rf"\b{_SPEAKING} (?P<name>[A-Z][^,.;:!?\"“”]{{3,60}})")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<name>[^,.;:!?\"“”]{3,60})")
_MENTION = {"title": 1.5, "lead": 1.0, None: 0.5, "caption": 0.25, "editors_note": 0.25}
_ENOUGH = 2.5


class People:
    """The names that title, intro, captions and roster give, for looking up labels and for finding the interviewee."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], marks: Marks, body_from: int, roster: Sequence[RosterPerson]
    ) -> None:
        self._roster = {alias.casefold(): p.name for p in roster for alias in (*p.aliases, p.name) if alias.strip()}
        self.bylines: list[str] = []
        self.counts: Counter[str] = Counter()
        self.scores: Counter[str] = Counter()
        self._evident: Counter[str] = Counter()
        self._opening: set[str] = set()
        self._heads: set[str] = set()
        self.addressed: Counter[str] = Counter()
        self._titled: dict[str, set[str]] = defaultdict(set)
        self._surnamed: list[str] = []
        self._offices: list[str] = []
        for i, p in enumerate(paragraphs):
            kind = marks[i]
            told = kind is None and (i < body_from or (i == len(paragraphs) - 1 and closes(p)))
            if told or kind in ("title", "lead", "byline", "caption", "pull_quote", "editors_note"):
                self._read(p, kind)
        self._index = self._indexed()

    def _read(self, p: Paragraph, kind: SegmentKind | None) -> None:
        text = _RETIRED.sub("", p.plain[:1500])
        if kind == "byline":
            bare = re.sub(r"^(?:[A-Za-z ]*\bby[: ]|[A-Z]\w+:)\s*", "", text)
            self.bylines += names.people(bare) or names.people(text)
            return
        found = names.people(text)
        self.counts.update(found)
        for name in found:
            for word in text[: text.index(name)].split()[-3:] if name in text else ():
                self._titled[word.strip(",.").casefold()].add(name)
        if kind == "pull_quote":
            self.scores.update(dict.fromkeys(found if p.words <= 14 else (), 2.0))
            return
        self.scores.update(dict.fromkeys(found, _MENTION.get(kind, 0.25)))
        if kind == "lead" and found and _opens(text, found[0]):
            self._score(found[:1], 1.5)  # "Jane Doe has run the port for ten years.": who is introduced
        if kind in ("title", "lead"):
            self._heads.update(found)
            self._opening.update(name for name in found[:1] if _opens(text, name))
            self._surnamed += [m["name"] for m in _SURNAMED.finditer(text)]
            self._offices += ["the " + m["office"] for m in _OFFICE.finditer(text)]
        self._read_evidence(text, 1.0 if kind == "caption" else 3.0)
        if kind == "title":
            self._read_title(text)

    def _read_evidence(self, text: str, weight: float) -> None:
        """`NAME told …`, `says NAME`, `interview with NAME`: who speaks here."""
        for m in _TOLD.finditer(text):
            self._score(names.people(m["name"])[-1:], weight)
        for m in _ACCORDING.finditer(text):
            self._score(names.people(m["name"])[:1], weight)
        for m in _SAYS.finditer(text):
            self._score(names.people(m["name"])[:1], weight)
        low = text.casefold()
        if any(word in low for word in _OCCASIONS):
            self._read_occasion(text, weight)

    def _read_occasion(self, text: str, weight: float) -> None:
        for m in _WITH.finditer(text):
            self._score(names.people(_ASIDE.split(m["rest"])[0])[:1], weight)
        for m in _BETWEEN.finditer(text):
            self._score(names.people(m["guest"])[-1:], 2 * weight)
            if names.without_titles(m["host"]) == m["host"]:
                self._score(names.people(_ASIDE.split(m["host"])[0])[:1], -2 * weight)
        for pattern in (_WORDS_OF, _GUEST):
            for m in pattern.finditer(text):
                self._score([n for n in names.people(m["name"])[:1] if _entitled(m["name"], n)], 2 * weight)
        for m in _DELIVERED.finditer(text):
            self._score(names.people(m["name"])[-1:], 2 * weight)

    def _score(self, found: Sequence[str], weight: float) -> None:
        self.scores.update(dict.fromkeys(found, weight))
        self._evident.update(dict.fromkeys(found, weight))

    def _read_title(self, text: str) -> None:
        m = _TITLE_NAME.match(text)
        if m is None:
            return
        head, rest = m["name"], text[m.end() :]
        if _PRINTED.match(rest):
            self.scores.pop(head, None)
            return
        if len(rest.split()) <= 8 and (found := names.people(rest)) and rest.rstrip(" .").endswith(found[-1]):
            # `The Noon Hour: the mayor, Jane Doe`: a programme and its guest.
            self.scores[found[-1]] += 8
            return
        person = head if names.is_person(head) else names.without_titles(head)
        if names.is_person(person):
            self.scores[person] += 8
        elif person and len(person.split()) == 1:
            # `Doe: We will win`: the surname only.
            self.scores["~" + names.surname(person)] += 8

    def hear(self, questions: Iterable[str]) -> None:
        """Takes in how the one who answers is spoken to: "Minister, …", "Dr Doe, …"."""
        for text in questions:
            m = _ADDRESSED.match(text[:80])
            if m is None:
                continue
            who = m["who"]
            bare = names.without_titles(names.without_courtesy(who))
            if bare and bare != who:
                self.addressed[bare] += 1
            for name in self._titled.get(who.casefold(), ()):
                self._score([name], 2.0)

    def hear_last(self, questions: Iterable[str]) -> None:
        """Takes in whom unlabelled questions address at their end: "Why are you still here, Mr Doe?"."""
        for text in questions:
            for m in _ADDRESSED_LAST.finditer(text):
                self.addressed[names.without_courtesy(m["who"])] += 1

    def interviewee(self) -> str | None:
        """The best supported person, None where nobody stands out: no name is better than a wrong one."""
        totals: Counter[str] = Counter()
        for name, score in self.scores.items():
            if not name.startswith("~"):
                totals[name] = score + self.scores.get("~" + names.surname(name), 0)
                totals[name] += 2 if name.casefold() in self._roster else 0
                totals[name] -= 6 if name in self.bylines else 0
        if not totals:
            return self._spoken_to()
        (best, score), *others = totals.most_common(2)
        rival = others[0][1] if others and names.surname(others[0][0]) != names.surname(best) else 0
        only = self._heads == {best} and score > 0
        sure = (score >= _ENOUGH or only) and score >= rival + 0.5
        return self.full(best) if sure else self._spoken_to()

    def orator(self) -> str | None:
        """Who gives a speech: nobody whom its title only speaks of, "In support of the Jane Doe Bridge"."""
        name = self.interviewee()
        titled = self._heads and name in self._heads and name not in self._opening
        return None if titled and self._evident[name or ""] < _ENOUGH else name

    def _spoken_to(self) -> str | None:
        """The one person whom the questions call by name, or title and lead by surname or by office."""
        for called in (self.addressed, self._surnamed):
            if len(set(called)) == 1:
                return self.full(next(iter(called)))
        offices = {office.casefold() for office in self._offices}
        return self._offices[0] if len(offices) == 1 and not self._surnamed else None

    def author(self) -> str | None:
        """Whose post it is: the name in the line of the author, else the best supported one."""
        return self.full(self.bylines[0]) if self.bylines else self.interviewee()

    def full(self, name: str) -> str:
        """The fullest known form of a name, a surname or initials; the words themselves where none is known."""
        bare = names.without_titles(name)
        bare = bare if any(c.isalpha() for c in bare) else name
        if bare.casefold() in self._roster:
            return self._roster[bare.casefold()]
        bare = names.without_courtesy(bare)
        letters = bare.replace(".", "").replace(" ", "")
        hits = self._index.get(f"= {bare.casefold()}", set())
        if names.is_person(bare, upper=True):
            return min(hits) if hits else _cased(bare)
        hits = self._index.get(f"initials {letters}", set()) if letters.isupper() and len(letters) <= 4 else set()
        for key in (f"surname {names.surname(bare)}", f"first {bare.casefold()}"):
            hits = hits or self._index.get(key, set())
        return next(iter(hits)) if len(hits) == 1 else self._by_initials(letters) or _cased(bare)

    def _by_initials(self, letters: str) -> str | None:
        """`JD` is the one surname with a D that somebody is spoken to by."""
        if not (letters.isupper() and 2 <= len(letters) <= 3):
            return None
        fits = [name for name in self.addressed if names.initials(name)[-1:] == letters[-1]]
        return self.full(fits[0]) if len(fits) == 1 else None

    def _indexed(self) -> dict[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for name in {*self.counts, *self.bylines, *self._roster.values()}:
            if not name.split():
                continue
            for key in (
                f"= {name.casefold()}",
                f"surname {names.surname(name)}",
                f"first {name.split()[0].casefold()}",
                f"initials {names.initials(name)}",
                f"initials {names.initials_all(name)}",
            ):
                index[key].add(name)
        return index


def _opens(text: str, name: str) -> bool:
    """Whether a text begins with a name, an office before it allowed, and not with two."""
    at = max(0, text.find(name))
    before, behind = text[:at], re.split(r"[.;!?]\s", text[at:])[0]
    two = re.search(r"\b(?:and|with|against) (?:[A-Z][\w’'-]+ ){1,3}[A-Z]", behind + " ")
    return len(before.split()) <= 4 and not re.search(r"[.,;:!?\"“”]", before) and not two


def _entitled(words: str, name: str) -> bool:
    """Whether nothing but titles stands before a name: not "President Doe in a hall of the Ida Falk Bridge"."""
    before = re.sub(r"\([^)]*\)", "", words[: max(0, words.find(name))])
    return not re.search(r"[,;]|\b(?:and|in|at|on|to|from|with|about|as|before|by)\b", before)


def poster(p: Paragraph) -> str | None:
    """Whose post follows, by a line of name and handle: `Jane Doe (@jdoe), Daily Herald`."""
    m = _HANDLE.match(p.plain) if p.words <= 14 else None
    if m is None:
        return None
    who = m["who"].split(",")[0].strip(" -–—·|")
    return (names.people(who) or [who])[0] if any(c.isalpha() for c in who) else None


def _cased(name: str) -> str:
    """`JANE DOE` -> `Jane Doe`; initials and words without a vowel (BBC, JD) stay."""
    if not name.isupper() or len(name.replace(".", "")) <= 3:
        return name
    return " ".join(_cased_word(word) for word in name.split())


def _cased_word(word: str) -> str:
    if not re.search(r"[^\W\d_BCDFGHJKLMNPQRSTVWXZ]", word):
        return word
    return word.lower() if word.lower() in names.PARTICLES else "-".join(p.capitalize() for p in word.split("-"))


def label_speaker(key: str, name: str, asking: bool, people: People) -> str | None:
    """The speaker behind a label: a full name, an outlet as it calls itself, `Interviewer`, or None where unknown."""
    if key in QUESTIONERS:
        return INTERVIEWER
    before = name.split(",")[0]
    if before != name and names.is_person(before, upper=True):
        # `Jane Doe, Daily Herald:`
        return people.full(before)
    if key in NAMELESS:
        return people.interviewee()
    if key in ANSWERERS and not asking:
        return people.interviewee() or _cased(name)
    outlet = asking and any(names.is_organisation(word) for word in key.split())
    return _cased(name) if outlet else people.full(name)
