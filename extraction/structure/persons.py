"""Who the interviewee is, and the full names behind the labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from extraction.structure import names
from extraction.structure.furniture import Marks
from extraction.structure.labels import ANSWERERS, QUESTIONERS
from extraction.structure.paragraphs import Paragraph
from extraction.types import RosterPerson

INTERVIEWER = "Interviewer"
_TITLE_NAME = re.compile(r"(?P<name>[^:–—|]{3,80}?)\s?[:–—|]\s")
_WITH = re.compile(
    r"(?:interview(?:s|ed|ing)?|q ?& ?a|conversation|talk|questions?|minutes|chat|sits? down|sat down|speaks?|spoke)\s(?:with|for|to|:)?\s?(?P<rest>.{3,90})",
    re.I,
)
_TOLD = re.compile(
    r"(?P<name>[A-Z][^,.;:!?\"“”]{3,90}?)(?:,[^,]{3,80},)? (?:told|tells|says|said|talks|talked|speaks|spoke|sat down|explains|explained|answers|answered|discusses|reveals|revealed|shares)\b"
)
_OUTLETS = re.compile(
    r"\b(?:news|times|post|daily|radio|tv|bbc|cnn|herald|tribune|gazette|journal|magazine|weekly)\b", re.I
)


class People:
    """The names that title, intro, captions and roster give, for looking up labels and for finding the interviewee."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], marks: Marks, body_from: int, roster: Sequence[RosterPerson]
    ) -> None:
        self.roster = roster
        self.bylines: list[str] = []
        self.counts: Counter[str] = Counter()
        self.scores: Counter[str] = Counter()
        for i, p in enumerate(paragraphs):
            kind = marks[i]
            if kind in ("title", "lead", "byline", "caption", "pull_quote", "editors_note") or (
                kind is None and i < body_from
            ):
                self._read(p, kind)
        self._index = self._indexed()

    def _read(self, p: Paragraph, kind: str | None) -> None:
        text = p.plain[:1500]
        if kind == "byline":
            self.bylines += [
                n for n in names.people(re.sub(r"^[A-Za-z ]*\bby[: ]\s*|^[A-Z]\w+:", "", text)) or names.people(text)
            ]
            return
        found = names.people(text)
        self.counts.update(found)
        weight = {"title": 3.0, "lead": 2.0, "caption": 0.5, "pull_quote": 3.0, None: 1.0}.get(kind, 0.5)
        self.scores.update({name: weight * 0.5 for name in dict.fromkeys(found)})
        if kind == "pull_quote":
            return
        for pattern in (_TOLD, _WITH):
            for m in pattern.finditer(text):
                inner = names.people(m[0])
                if inner:
                    self.scores[inner[0] if pattern is _WITH else inner[-1]] += 3 if kind != "caption" else 1
        m2 = _TITLE_NAME.match(text) if kind == "title" else None
        if m2:
            self._read_title_name(m2["name"])

    def _read_title_name(self, head: str) -> None:
        person = names.without_titles(head) if not names.is_person(head) else head
        if names.is_person(person):
            self.scores[person] += 8
        elif len(head.split()) == 1 or (person and len(person.split()) == 1):
            self.scores["~" + names.surname(head)] += 8

    def interviewee(self) -> str | None:
        """The best supported person, None where nobody stands out."""
        totals: Counter[str] = Counter()
        for name, score in self.scores.items():
            if name.startswith("~"):
                continue
            totals[name] += score + self.scores.get("~" + names.surname(name), 0)
            totals[name] += 2 if self._in_roster(name) else 0
            totals[name] -= 6 if name in self.bylines else 0
        if not totals:
            return None
        (best, score), *others = totals.most_common(2)
        if score < 1.5 or (
            others and others[0][1] > score - 0.5 and names.surname(others[0][0]) != names.surname(best)
        ):
            return None
        return self.full(best)

    def _in_roster(self, name: str) -> bool:
        return any(name.casefold() in {p.name.casefold(), *(a.casefold() for a in p.aliases)} for p in self.roster)

    def full(self, name: str) -> str:
        """The fullest known form of a name, a surname or initials; the words themselves where none is known."""
        bare = names.without_titles(name) or name
        for person in self.roster:
            if bare.casefold() in {person.name.casefold(), *(a.casefold() for a in person.aliases)}:
                return person.name
        letters = bare.replace(".", "").replace(" ", "")
        hits = self._index.get(f"= {bare.casefold()}", set())
        if names.is_person(bare, upper=True):
            return min(hits) if hits else _cased(bare)
        if letters.isupper() and 2 <= len(letters) <= 4:
            hits = self._index.get(f"initials {letters}", set())
        else:
            first = f"first {bare.casefold()}"
            hits = self._index.get(f"surname {names.surname(bare)}", set()) or self._index.get(first, set())
        return next(iter(hits)) if len(hits) == 1 else _cased(bare)

    def _indexed(self) -> dict[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for name in {*self.counts, *self.bylines, *(p.name for p in self.roster)}:
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

    def known(self, name: str) -> bool:
        """Whether title, intro or captions speak of this person (initials and surnames count)."""
        full = self.full(name)
        return full in self.counts or self._in_roster(full)


def _cased(name: str) -> str:
    """`JANE DOE` -> `Jane Doe`; short capitals (BBC, JD) stay."""
    if not name.isupper() or len(name.replace(".", "")) <= 4:
        return name
    return " ".join(w if w in names.PARTICLES else "-".join(p.capitalize() for p in w.split("-")) for w in name.split())


def label_speaker(key: str, name: str, asking: bool, people: People) -> str | None:
    """The speaker behind a label: a full name, an outlet as it calls itself, `Interviewer`, or None where unknown."""
    if key in QUESTIONERS and asking:
        return INTERVIEWER
    if key in {"a", "answer", "interviewee", "respondent", "guest", "the interviewee", "speaker"}:
        return people.interviewee()
    if key in ANSWERERS and not asking:
        return people.interviewee() or _cased(name)
    return people.full(name) if not asking or not _OUTLETS.search(name) else name
