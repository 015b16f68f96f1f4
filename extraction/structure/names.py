"""Person names by their form: good enough for bylines, labels and captions, where names stand in known places.

The text of a body needs the parser; this module needs none, so that it may run in a web process.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from extraction.structure import wordlists

PARTICLES = frozenset(
    [
        *("van", "von", "der", "den", "de", "del", "della", "da", "di", "do", "dos", "du", "la", "le", "el", "al"),
        *("bin", "ibn", "ben", "ter", "ten", "zu", "af", "y"),
    ]
)
_TITLES = wordlists.words("titles")
_ORGANISATIONS = wordlists.words("organisations")
_NO_NAME = wordlists.words("no_name")
_FIRST_NAMES = wordlists.words("first_names")
_CALENDAR = frozenset(
    [
        *(day.casefold() for day in calendar.day_name),
        *(month.casefold() for month in calendar.month_name if month),
        *("today", "yesterday", "tomorrow"),
    ]
)
# Titles and months that are surnames too: `Theresa May`, `John Major`.
_SURNAMES_TOO = frozenset(
    ["may", "king", "pope", "prince", "bishop", "judge", "church", "west", "north", "major", "marshal", "page", "day"]
)
# What ends a run of capitalised words.
_DATED = _CALENDAR - _SURNAMES_TOO
_ARTICLE = re.compile(r"(?:al|el)-\w")
_TOKEN = re.compile(r"[^\W\d_](?:[\w’'‑-]*[^\W\d_])?\.?$")
_SPLIT = re.compile(r"[,;:()\[\]\"“”«»„|/–—•]+|\s-\s")
_POSSESSIVE = re.compile(r"[’']s?$")


_COURTESY = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|sir|dame|madam|prof|professor|the hon|hon|deputy|rev)\b\.?\s+)+", re.I
)
_CALLING = re.compile(
    r"\w{2,}(?:ologist|ographer|icist|onomist|tician|scientist|activist|novelist|entrepreneur|ambassador)$", re.I
)
# Before a name in full, a word with such an ending is most often a calling: `Forester Ida Moss`.
_MAYBE_CALLING = re.compile(r"[A-Z][a-z]{2,}(?:er|or|ist|ian|man|woman|wright|smith)$")


def is_person(name: str, *, upper: bool = False) -> bool:
    """Whether the words look like a person's full name: two to five of them, none of a title, body, place or date."""
    tokens = name.split()
    if not 2 <= len(tokens) <= 5 or tokens[-1].casefold() in PARTICLES:
        return False
    if tokens[-1].casefold() in _SURNAMES_TOO and tokens[-1][0].isupper():
        tokens = tokens[:-1]
    return all(_is_name_token(token, upper) for token in tokens) and len(tokens[-1].rstrip(".")) > 1


def _is_name_token(token: str, upper: bool) -> bool:
    low = token.casefold().rstrip(".")
    if token in PARTICLES or _is_initial(token):
        return True
    if not _TOKEN.match(token) or _no_part_of_a_name(low):
        return False
    if not token[0].isupper():
        return bool(re.match(r"(?:al|el|d|l|de)[-’']", token))
    return upper or not token.isupper() or len(token.rstrip(".")) == 1 or "." in token


def _is_initial(token: str) -> bool:
    """`A.` within a name, which is no article."""
    return len(token) == 2 and token[0].isupper() and token[1] == "."


def _no_part_of_a_name(low: str) -> bool:
    listed = low in _NO_NAME or low in _TITLES or low in _ORGANISATIONS or low in _CALENDAR
    return listed or bool(_CALLING.match(low))


def is_organisation(word: str) -> bool:
    """Whether a word names a kind of body or outlet: `Gazette`, `TV`."""
    return word.casefold() in _ORGANISATIONS


def without_titles(words: str) -> str:
    """`Foreign Minister Anna Kask` -> `Anna Kask`: what follows the last word of a title or an acronym."""
    tokens = words.split()
    start = 0
    for i, token in enumerate(tokens):
        low = token.casefold().rstrip(".,")
        if low in _SURNAMES_TOO and start < i == len(tokens) - 1:
            break
        acronym = token.isupper() and len(token.rstrip(".")) > 1 and not words.isupper()
        if (_no_part_of_a_name(low) and not (i and _is_initial(token))) or acronym:
            start = i + 1
    return " ".join(tokens[start:])


def without_courtesy(words: str) -> str:
    """`Mr JOHN DOE` -> `JOHN DOE`; alone such a word stays."""
    return _COURTESY.sub("", words) or words


def people(text: str) -> list[str]:
    """The names in a title, lead or caption, in order, titles left off; each as often as it stands there."""
    found = []
    for piece in _SPLIT.split(text[:2000]):
        for run in _capitalised_runs(piece.split()):
            name = _without_calling(without_titles(" ".join(run)))
            if is_person(name):
                found.append(name)
    return found


def _without_calling(name: str) -> str:
    tokens = name.split()
    calling = len(tokens) > 2 and _MAYBE_CALLING.match(tokens[0]) and tokens[0].casefold() not in _FIRST_NAMES
    return " ".join(tokens[1:]) if calling else name


def _capitalised_runs(tokens: Iterable[str]) -> Iterable[list[str]]:
    run: list[str] = []
    for raw in tokens:
        token, ends = _POSSESSIVE.sub("", raw.rstrip("!?")), raw[-1:] in "!?"
        if len(token) > 3 and token.endswith("."):
            token, ends = token[:-1], True
        owner = token != raw.rstrip("!?.")
        if run and token.casefold() in _DATED:
            yield run
            run = []
        if token[:1].isupper() or (run and token in PARTICLES) or _ARTICLE.match(token):
            run.append(token)
            if not (ends or owner):
                continue
        if run:
            yield run
        run = []
    if run:
        yield run


def surname(name: str) -> str:
    """The last word; names are compared by it, whatever their particles."""
    return name.split()[-1].casefold() if name.split() else ""


def initials(name: str) -> str:
    """`Jane van Doe` -> `JD`; with the particle counted too in `initials_all`."""
    return "".join(t[0] for t in name.split() if t not in PARTICLES).upper()


def initials_all(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name) if part).upper()
