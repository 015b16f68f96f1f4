"""The line that says who printed a text and when: `The Harbour Gazette, 12 October 2031`."""

from __future__ import annotations

import re
from typing import NamedTuple

from extraction.structure import wordlists

MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? )?"
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_NAME = r"(?P<name>(?:[A-Z0-9]|\w+\.(?=[a-z]{2,4}$))[\w.’'&-]*(?: (?:of|the|and|for|&|[A-Z0-9][\w.’'&-]*)){0,7})"
_BETWEEN = r"(?:\s?[,|·•/:–—-]\s?|\s\(|\son\s)"
_CLOCK = r"(?:\)|,? ?(?:at )?\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?)?"
_FORMS = (
    re.compile(rf"{_NAME}{_BETWEEN}(?:(?i:published|posted|updated)\s)?(?i:{WEEKDAY}{DAY}){_CLOCK}$"),
    re.compile(rf"(?:(?i:published|posted|updated)\s(?:on\s)?)?(?i:{WEEKDAY}{DAY}){_CLOCK}{_BETWEEN}{_NAME}$"),
)
_PRINTERS = wordlists.words("printers")
_SITE = re.compile(r"[\w-]+\.(?:com|org|net|news|info|co\.uk|[a-z]{2})$", re.I)
_LONGEST = 120


class Imprint(NamedTuple):
    """Code points into the line, end exclusive."""

    outlet: str
    start: int
    end: int


def is_imprint(line: str) -> bool:
    """Whether the whole line is a name, of an outlet or a place, with a day."""
    return _form(line) is not None


def imprint(line: str) -> Imprint | None:
    """The outlet or office in such a line; None where it names a mere place or person."""
    found = _form(line)
    if found is None or not _prints(found["name"]):
        return None
    return Imprint(found["name"], found.start("name"), found.end("name"))


def _form(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST:
        return None
    return next((found for form in _FORMS if (found := form.match(line))), None)


def _prints(name: str) -> bool:
    words = name.split()
    named = any(word.casefold() in _PRINTERS for word in words)
    return named or (len(words) >= 3 and words[0] == "The") or bool(_SITE.match(words[-1]))
