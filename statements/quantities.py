"""Quantities and days of the calendar in a wording: "a hundred and twelve", "3.5 million", "the first of May".

Words come lower case, as likeness.words_of gives them.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from statements import lexicon, stems

MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if n} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
ORDINALS = {word: n for n, word in enumerate(_ORDINALS.split(), start=1)} | {
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "thirtieth": 30,
}  # fmt: skip
SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[+-]\d+)?")  # as `numbers` writes one; "1:59.4" and "1.2.3" are words
DENIAL_REACH = 3  # words between "not" and the number that it denies


@dataclass(frozen=True, slots=True)
class Quantities:
    """What a wording says, and what it names only to deny it: "a hundred and twelve and not a hundred and ninety"."""

    said: frozenset[float]
    denied: frozenset[float]
    days: frozenset[tuple[int, int]]  # month and day


def read(words: Sequence[str]) -> Quantities:
    """The quantities of a wording; a day of the calendar is no quantity."""
    days, words = _days(words)
    _, words = numbers(words)
    said: set[float] = set()
    denied: set[float] = set()
    for at, word in enumerate(words):
        if _NUMBER.fullmatch(word):
            (denied if _is_denied(words, at) else said).add(float(word))
    return Quantities(frozenset(said), frozenset(denied - said), days)


def _is_denied(words: Sequence[str], at: int) -> bool:
    """ "not a hundred", "rather than twelve"; a mark between ends it."""
    before = words[max(0, at - DENIAL_REACH) : at]
    marks = [n for n, word in enumerate(before) if not word[0].isalnum()]
    before = before[marks[-1] + 1 :] if marks else before
    return "not" in before or "never" in before or list(before[-2:]) in (["rather", "than"], ["instead", "of"])


def _days(words: Sequence[str]) -> tuple[frozenset[tuple[int, int]], list[str]]:
    """ "1 May", "May 1st", "the first of May"; and the words without them."""
    found: set[tuple[int, int]] = set()
    rest: list[str] = []
    at = 0
    while at < len(words):
        day, length = _day(words, at)
        if day:
            found.add(day)
        else:
            rest.append(words[at])
        at += length
    return frozenset(found), rest


def _day(words: Sequence[str], at: int) -> tuple[tuple[int, int] | None, int]:
    """The day that begins here and how many words it takes."""
    if words[at] in MONTHS:
        end = at + 2 if words[at + 1 : at + 2] == ["."] else at + 1
        number = _day_number(words[end]) if end < len(words) else None
        end = end + 2 if words[end + 1 : end + 2] and words[end + 1] in SUFFIXES else end + 1
        return ((MONTHS[words[at]], number), end - at) if number else (None, 1)
    number, end = _day_number(words[at]), at + 1
    end += bool(words[end : end + 1] and words[end] in SUFFIXES)
    end += words[end : end + 1] == ["of"]
    if number and end < len(words) and words[end] in MONTHS:
        return (MONTHS[words[end]], number), end + 1 - at
    return None, 1


def _day_number(word: str) -> int | None:
    number = int(word) if re.fullmatch(r"\d{1,2}", word) else ORDINALS.get(word, 0)
    return number if 1 <= number <= 31 else None


def numbers(words: Sequence[str]) -> tuple[frozenset[float], list[str]]:
    """The quantities, and the words with each quantity as one number; "one" alone is rarely a quantity."""
    words = _decimals(words)
    rest: list[str] = []
    at = 0
    while at < len(words):
        value, length = _quantity(words, at)
        rest.append(words[at] if value is None else f"{value:.10g}")
        at += length
    return frozenset(float(word) for word in rest if _NUMBER.fullmatch(word)), rest


def _quantity(words: Sequence[str], at: int) -> tuple[float | None, int]:
    """The quantity that begins here and how many words it takes: "a hundred and twelve", "3.5 million", "two thirds".

    Spoken numbers add what is smaller and multiply by scales; a number beside another number is a quantity of its own.
    """
    total, part, end = 0.0, None, at
    if words[at] in ("a", "an") and words[at + 1 : at + 2] and words[at + 1] in lexicon.SCALES:
        part, end = 1.0, at + 1
    while end < len(words):
        word = words[end]
        value = _value(word)
        scale = lexicon.SCALES.get(word) or (lexicon.SHORT_SCALES.get(word) if end > at else None)
        if scale and part is not None:
            part *= scale
            if scale >= 1_000:
                total, part = total + part, 0.0
        elif value is not None and (part is None or (value < 100 and _goes_on(part, value) and not word[0].isdigit())):
            part = (part or 0.0) + value
        elif word == "and" and part is not None and _joins(words, end, part):
            pass
        else:
            break
        end += 1
    if part is None or words[at:end] == ["one"]:
        return None, 1
    return total + part, end - at


def _goes_on(part: float, value: float) -> bool:
    """ "a hundred | twelve", "twenty | four", "two thousand | sixty"; not "twelve | twenty"."""
    return (part % 100 == 0 and part != 0) or part == 0 or (part % 10 == 0 and part % 100 >= 20 and 0 < value < 10)


def _joins(words: Sequence[str], at: int, part: float) -> bool:
    """The "and" of "a hundred and twelve", not that of "two and three"."""
    value = _value(words[at + 1]) if at + 1 < len(words) else None
    return value is not None and value < 100 and part % 100 == 0 and not words[at + 1][0].isdigit()


def counted(words: Sequence[str], numbers: Iterable[float]) -> frozenset[tuple[float, str]]:
    """Each quantity with the stem of the word after it, if that word tells something."""
    written = {f"{number:.10g}": number for number in numbers}
    found = set()
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        if word in written:
            found.add((written[word], stems.stem(after) if after[:1].isalpha() else ""))
    return frozenset(found)


def _value(word: str) -> float | None:
    if word in lexicon.NUMBER_WORDS:
        return float(lexicon.NUMBER_WORDS[word])
    if not word[0].isdecimal():
        return None
    word = word.replace(":", ".")  # half past seven is 7:30 here and 7.30 there
    plain = word.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", word) else word.replace(",", ".")
    return float(plain) if plain.count(".") <= 1 else None


def _decimals(words: Sequence[str]) -> list[str]:
    """ "four point two" as 4.2."""
    out: list[str] = []
    at = 0
    while at < len(words):
        one, other = (_value(word) if word else None for word in (words[at], *words[at + 2 : at + 3], "")[:2])
        if words[at + 1 : at + 2] == ["point"] and one is not None and other is not None and other < 10:
            out.append(f"{one:g}.{other:g}")
            at += 3
        else:
            out.append(words[at])
            at += 1
    return out
