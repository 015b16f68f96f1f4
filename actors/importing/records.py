"""What a list says of actors, before anything is compared or written; and what is wrong with it, place by place."""

import re
import unicodedata
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from actors.dates import bounds, parse
from actors.entering import clean_wikidata
from actors.names import fold_name

MAX_BYTES = 10 * 1024 * 1024
MAX_ACTORS = 20_000
MAX_ROWS = 60_000  # of a CSV, or memberships of a Popolo file
MOST_PROBLEMS = 500  # told; a file with more is not what it says it is
LONGEST = 200  # letters of a name or a title

# What a spreadsheet would run as a formula, with as many guards before it: no name begins so.
FORMULA = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")
PLAIN_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Unreadable(Exception):
    """The file as a whole cannot be read; in words for the person who handed it in."""


class Wrong(Exception):
    """One value is wrong; in words that name it."""


@dataclass(frozen=True)
class RoleRecord:
    """A role as the list has it; dates in EDTF."""

    title: str
    organisation: str = ""
    start: str = ""
    end: str = ""


@dataclass
class ActorRecord:
    """An actor as the list has it. `place` tells where: "line 3", "persons[2]"; `key` is the list's own identifier."""

    place: str
    name: str
    kind: str
    wikidata: str = ""
    names: list[str] = field(default_factory=list)
    roles: list[RoleRecord] = field(default_factory=list)
    key: str = ""

    def add_name(self, name: str) -> None:
        """One more name, once."""
        if fold_name(name) not in {fold_name(known) for known in (self.name, *self.names)}:
            self.names.append(name)

    def add_role(self, role: RoleRecord) -> None:
        """One more role, once."""
        if role not in self.roles:
            self.roles.append(role)


@dataclass
class Reading:
    """A list as read: its actors, and what was left out, with the reason, place by place."""

    actors: list[ActorRecord] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def complain(self, place: str, words: str) -> None:
        """Leaves something out. Raises Unreadable where it is too much."""
        self.problems.append((place, words))
        if len(self.problems) >= MOST_PROBLEMS:
            raise Unreadable(
                f"More than {MOST_PROBLEMS} things are wrong with it, the first at {self.problems[0][0]}: "
                f"{self.problems[0][1]} Is it the right file?"
            )


def one_line(value: object, what: str) -> str:
    """A text on one line; "" for nothing. Raises Wrong."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Wrong(f"The {what} is not a text.")
    text = " ".join(value.split())
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in text) or _turns(text):
        raise Wrong(f"The {what} has characters that no text has.")
    if FORMULA.match(text):
        raise Wrong(f"The {what} begins with “{text[0]}”: a spreadsheet would take it for a formula. Take that away.")
    if len(text) > LONGEST:
        raise Wrong(f"The {what} is longer than {LONGEST} letters.")
    return text


def _turns(text: str) -> bool:
    """Whether a character turns the direction of writing: what is read would not be what is stored."""
    return any(letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068" for letter in text)


def name_of(value: object, what: str = "name") -> str:
    """A name. Raises Wrong where there is none."""
    name = one_line(value, what)
    if not fold_name(name):
        raise Wrong(f"The {what} is missing.")
    return name


def identifier(value: object) -> str:
    """Wikidata's. Raises Wrong."""
    try:
        return clean_wikidata(one_line(value, "Wikidata identifier"))
    except ValidationError as wrong:
        raise Wrong(str(wrong.messages[0])) from wrong


def a_date(value: object, what: str) -> str:
    """In EDTF. Raises Wrong. A plain day, month or year is not sent through the library: reading one takes it 20 ms."""
    text = one_line(str(value) if isinstance(value, int) else value, what)
    if text and len(text) <= 40 and PLAIN_DATE.fullmatch(text) and (len(text) < 10 or bounds(text) != (None, None)):
        return text
    if text and (len(text) > 40 or parse(text) is None):
        raise Wrong(f"“{text[:40]}” is not a date that is read here ({what}). Write 2024-10-01, 2024-10 or 2024.")
    return text


def a_role(title: str, organisation: str, start: str, end: str) -> RoleRecord:
    """A role whose days are in order. Raises Wrong."""
    first, last = bounds(start)[0] if start else None, bounds(end)[1] if end else None
    if first and last and last < first:
        raise Wrong(f"The role “{title}” would end before it begins.")
    return RoleRecord(title, organisation, start, end)
