"""Dates in words, to EDTF: `last week`, `on Friday (March 14)`, `earlier this month`, `in December 2024`.

What is relative is counted from the publication date, with no more precision than the words have: a week is an
interval, a month a month. What cannot be known is None. Uncertainty of the publication date ("?") is handed on. EDTF is
the Library of Congress' Extended Date/Time Format, levels 0 and 1; seasons are 21 (spring) to 24 (winter).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from extraction.types import Span

_MONTHS = list(calendar.month_name)[1:]
_SHORT = {
    "Jan": 1,
    "Feb": 2,
    "Mar": 3,
    "Apr": 4,
    "Jun": 6,
    "Jul": 7,
    "Aug": 8,
    "Sept": 9,
    "Sep": 9,
    "Oct": 10,
    "Nov": 11,
    "Dec": 12,
}
_MONTH_NUMBER = {name.casefold(): n for n, name in enumerate(_MONTHS, 1)} | {k.casefold(): n for k, n in _SHORT.items()}
_DAYS = list(calendar.day_name)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

# Months and weekdays are told from words by their capital: "May", not "may".
_FULL = "|".join([*_MONTHS, *(m.upper() for m in _MONTHS)])
_M = rf"(?P<month>{_FULL}|(?:{'|'.join(_SHORT)})\b\.?)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.]\d|\d|%)"
_Y = r"(?P<year>(?:19|20)\d\d)"
_W = rf"(?P<weekday>{'|'.join(_DAYS)}|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?)"
_S = r"[\s,]{1,3}"
_N = r"(?P<number>\d{1,3}|a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PART = (
    r"(?P<part>[Ee]arlier|[Ee]arly|[Mm]id(?:dle of)?|[Ll]ate(?:r)?|(?:[Tt]he )?(?:beginning|start|end|middle) of)"
    r"(?:[\s-]in)?[\s-]"
)

Handler = Callable[[re.Match[str], date], str | None]


def find_dates(text: str, start: int, end: int) -> list[Span]:
    """The dates in words between two offsets, in order, without the preposition before them."""
    words = text[start:end]
    if _NUMBER_OR_MONTH.search(words) is None and not any(sign in words.casefold() for sign in _SIGNS):
        return []
    return [Span(m.start(), m.end()) for m in _ANY.finditer(text, start, end)]


def resolve(expression: str, published: str | None) -> str | None:
    """The EDTF of a date in words, None where it cannot be known.

    `published` is the EDTF date that relative words are counted from. Where it is imprecise, the answer is given only
    if every day it allows gives the same, or with "?" for a day or month whose year had to be inferred.
    """
    words = " ".join(expression.split())
    for pattern, absolute in _ABSOLUTE:
        if m := pattern.search(words):
            return absolute(m)
    bounds = _bounds(published)
    if bounds is None:
        return None
    for pattern, handler in _RELATIVE:
        if m := pattern.search(words):
            return _within(m, handler, bounds, yearless=handler in _YEARLESS)
    return None


def is_day(edtf: str) -> bool:
    """Whether an EDTF value names one day, certain or not."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d[?~%]?", edtf) is not None


def _within(m: re.Match[str], handler: Handler, bounds: tuple[date, date, str], *, yearless: bool) -> str | None:
    low, high, mark = bounds
    try:
        first, last = handler(m, low), handler(m, high)
    except (ValueError, OverflowError):
        return None
    if last is None or first is None:
        return None
    if first == last:
        return _marked(last, mark)
    return _marked(last, "?") if yearless else None


def _marked(value: str, mark: str) -> str:
    if not mark:
        return value
    # EDTF writes "uncertain and approximate" with one sign.
    return "/".join(part[:-1] + "%" if part[-1:] == "~" else part.rstrip("?") + mark for part in value.split("/"))


def _bounds(published: str | None) -> tuple[date, date, str] | None:
    """First and last day that an EDTF date allows, and its mark of uncertainty."""
    parts = (published or "").split("/")
    if len(parts) > 2:
        return None
    days = [_days(part.rstrip("?~%")) for part in parts]
    if any(found is None for found in days):
        return None
    first, last = days[0], days[-1]
    mark = "?" if any(part[-1:] in ("?", "~", "%") for part in parts) else ""
    return (first[0], last[1], mark) if first and last and first[0] <= last[1] else None


def _days(edtf: str) -> tuple[date, date] | None:
    m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?", edtf)
    if not m:
        return None
    year, month, day = (int(g) if g else None for g in m.groups())
    try:
        if year is None or month is None:
            return (date(year, 1, 1), date(year, 12, 31)) if year else None
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


# ---------------------------------------------------------------- absolute


def _month(m: re.Match[str]) -> int:
    return _MONTH_NUMBER[m["month"].rstrip(".").casefold()]


def _full_day(m: re.Match[str]) -> str | None:
    try:
        return date(int(m["year"]), _month(m), int(m["day"])).isoformat()
    except ValueError:
        return None


def _iso_day(m: re.Match[str]) -> str | None:
    try:
        return date.fromisoformat(m[0]).isoformat()
    except ValueError:
        return None


def _month_of_year(m: re.Match[str]) -> str:
    return f"{m['year']}-{_month(m):02d}"


def _part_of_known_month(m: re.Match[str]) -> str:
    return _third(m["part"], int(m["year"]), _month(m))


def _year_alone(m: re.Match[str]) -> str:
    return m["year"]


def _season_of_year(m: re.Match[str]) -> str:
    return f"{m['year']}-{_SEASONS[m['season'].casefold()]}"


# ---------------------------------------------------------------- relative


def _month_day(m: re.Match[str], base: date) -> str | None:
    """`March 14` without a year: the last one that is not after publication, or up to a week ahead of it."""
    month, day = _month(m), int(m["day"])
    for year in (base.year + 1, base.year, base.year - 1, base.year - 4):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= base + timedelta(days=7):
            return found.isoformat()
    return None


def _month_alone(m: re.Match[str], base: date) -> str:
    """`in February`: the last one that has begun."""
    month = _month(m)
    return f"{_iso_year(base.year if month <= base.month else base.year - 1)}-{month:02d}"


def _part_of_month(m: re.Match[str], base: date) -> str:
    year, month = _month_alone(m, base).split("-")
    return _third(m["part"], int(year), int(month))


def _third(part: str, year: int, month: int) -> str:
    """Early, mid and late are thirds of a month, about."""
    last = calendar.monthrange(year, month)[1]
    low = part.casefold()
    bounds = (11, 20) if "mid" in low else (1, 10) if "ear" in low or "beg" in low or "start" in low else (21, last)
    return f"{date(year, month, bounds[0])}~/{date(year, month, bounds[1])}~"


def _weekday(m: re.Match[str], base: date) -> str:
    """A bare weekday is the last one, publication day included; `last Friday` is before it; `next` comes after."""
    wanted = next(i for i, name in enumerate(_DAYS) if name.startswith(m["weekday"].rstrip(".")[:3]))
    back = (base.weekday() - wanted) % 7
    which = (m["which"] or "").casefold()
    if which == "next":
        return (base + timedelta(days=7 - back)).isoformat()
    if which in ("last", "past", "previous") and back == 0:
        back = 7
    return (base - timedelta(days=back)).isoformat()


def _day_word(m: re.Match[str], base: date) -> str:
    word = m[0].casefold()
    days = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}
    return (base + timedelta(days=days.get(word.split("'")[0].split("’")[0], 0))).isoformat()


def _ago(m: re.Match[str], base: date) -> str | None:
    """`two days ago` is a day, `two weeks ago` about one, months and years ago about a month or a year."""
    n = int(m["number"]) if m["number"].isdigit() else _NUMBERS[m["number"].casefold()]
    unit = m["unit"].casefold()
    if unit.startswith("hour"):
        return None if n > 3 else base.isoformat()
    if unit.startswith("day"):
        return (base - timedelta(days=n)).isoformat()
    if unit.startswith("week"):
        return f"{base - timedelta(weeks=n)}~"
    if unit.startswith("month"):
        return _iso_month(base, -n) + "~"
    return _iso_year(base.year - n) + "~"


def _iso_year(year: int) -> str:
    """Raises ValueError where there is no such year in a calendar of four digits."""
    return f"{date(year, 1, 1).year:04d}"


def _iso_month(base: date, shift: int) -> str:
    months = base.year * 12 + base.month - 1 + shift
    return f"{_iso_year(months // 12)}-{months % 12 + 1:02d}"


def _week(base: date, shift: int) -> tuple[date, date]:
    monday = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def _unit(m: re.Match[str], base: date) -> str:
    """`last week`, `this month`, `next year`; weeks run from Monday to Sunday."""
    which, unit = m["which"].casefold(), m["unit"].casefold()
    shift = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "week":
        first, last = _week(base, shift)
        return f"{first}/{last}"
    if unit == "year":
        return _iso_year(base.year + shift)
    return _iso_month(base, shift)


def _part_of_unit(m: re.Match[str], base: date) -> str | None:
    """`earlier this month` ends on the day of publication; `late last month` is a third of it."""
    which, unit, part = m["which"].casefold(), m["unit"].casefold(), m["part"].casefold()
    shift = {"last": -1, "previous": -1, "past": -1}.get(which, 0)
    if unit == "week":
        first, last = _week(base, shift)
    elif unit == "month":
        year, month = (int(n) for n in _iso_month(base, shift).split("-"))
        if part != "earlier":
            return _third(part, year, month)
        first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    else:
        first, last = date(base.year + shift, 1, 1), date(base.year + shift, 12, 31)
        if part != "earlier":
            return f"{first.year:04d}~"
    return f"{first}/{min(last, base)}"


def _weekend(m: re.Match[str], base: date) -> str:
    """The last one that has begun; `next weekend` the one to come."""
    back = (base.weekday() - 5) % 7
    if (m["which"] or "").casefold() in ("last", "past") and back <= 1:
        back += 7
    shift = 7 if (m["which"] or "").casefold() in ("next", "coming") else 0
    saturday = base - timedelta(days=back - shift)
    return f"{saturday}/{saturday + timedelta(days=1)}"


def _season(m: re.Match[str], base: date) -> str:
    """`last autumn`: the last one that has ended; `this summer`: of this year. Northern seasons, December is winter."""
    code = _SEASONS[m["season"].casefold()]
    if m["which"].casefold() in ("this", "next", "coming"):
        return f"{_iso_year(base.year + (m['which'].casefold() == 'next'))}-{code}"
    ended = {21: 6, 22: 9, 23: 12, 24: 3}[code] <= base.month
    return f"{_iso_year(base.year if ended and code != 24 else base.year - 1)}-{code}"


_TIME = r"(?:[\s,](?:morning|afternoon|evening|night))?"
_BRACKET = r"\s?\(\s?"
_ABSOLUTE: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]] = [
    (re.compile(r"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"), _iso_day),
    (re.compile(rf"\b{_D}(?:\sof)?{_S}{_M}{_S}{_Y}\b"), _full_day),
    (re.compile(rf"\b{_M}\s{_D}{_S}{_Y}\b"), _full_day),
    (re.compile(rf"\b{_PART}{_M}{_S}{_Y}\b"), _part_of_known_month),
    (re.compile(rf"\b{_M}{_S}(?:of\s)?{_Y}\b"), _month_of_year),
    (re.compile(rf"\b(?i:(?P<season>spring|summer|autumn|fall|winter)){_S}(?:of\s)?{_Y}\b"), _season_of_year),
    (re.compile(rf"(?:\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Bb]y|[Oo]f)\s|^){_Y}\b"), _year_alone),
]
_WHICH = r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Pp]revious|[Cc]oming)"
_RELATIVE: list[tuple[re.Pattern[str], Handler]] = [
    (re.compile(rf"\b{_D}(?:\sof)?\s{_M}"), _month_day),
    (re.compile(rf"\b{_M}\s{_D}"), _month_day),
    (re.compile(rf"\b{_PART}{_M}"), _part_of_month),
    (re.compile(rf"\b{_PART}{_WHICH}\s(?P<unit>week|month|year)\b"), _part_of_unit),
    (re.compile(rf"\b{_N}\s(?P<unit>hours?|days?|weeks?|months?|years?)\s(?:ago|earlier|before)\b", re.I), _ago),
    (
        re.compile(
            r"\b(?:the day before yesterday|yesterday|today|tonight|tomorrow|last night|"
            r"this (?:morning|afternoon|evening))\b",
            re.I,
        ),
        _day_word,
    ),
    (re.compile(rf"\b(?:{_WHICH}\s|over the |at the |the )(?i:weekend)\b"), _weekend),
    (re.compile(rf"\b{_WHICH}\s(?P<unit>week|month|year)\b"), _unit),
    (re.compile(rf"\b{_WHICH}\s(?P<season>spring|summer|autumn|fall|winter)\b"), _season),
    (re.compile(rf"\b(?:{_WHICH}\s)?{_W}"), _weekday),
    (
        re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Oo]f|[Bb]y|[Dd]uring|[Uu]ntil|^)\s?{_M}\b(?!\s\d)"),
        _month_alone,
    ),
]
_YEARLESS = (_month_day, _month_alone, _part_of_month)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_ANY = re.compile(
    _unnamed(
        rf"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
        # No other begins but at the first letter or digit of a word, which is told once for all of them.
        rf"|\b(?=\w)(?:(?:{_WHICH}\s)?{_W}{_TIME}(?:,|{_BRACKET})?\s?(?:{_M}\s{_D}|{_D}(?:\sof)?\s{_M})(?:{_S}{_Y}\b)?\)?"
        rf"|(?:{_PART})?(?:{_D}(?:\sof)?\s{_M}|{_M}\s{_D})(?:{_S}{_Y}\b)?"
        rf"|(?:{_PART})?{_M}{_S}(?:of\s)?{_Y}\b"
        rf"|{_PART}(?:{_M}|{_WHICH}\s(?:week|month|year)\b)"
        rf"|(?i:{_N}\s(?:hours?|days?|weeks?|months?|years?)\sago)\b"
        r"|(?i:the day before yesterday|yesterday|(?:earlier )?today|tonight|tomorrow|last night|"
        r"(?:earlier )?this (?:morning|afternoon|evening))\b"
        rf"|(?:{_WHICH}\s|[Oo]ver the |[Aa]t the )(?i:weekend)\b"
        rf"|{_WHICH}\s(?:week|month|year|spring|summer|autumn|fall|winter)\b"
        rf"|(?i:spring|summer|autumn|fall|winter){_S}(?:of\s)?{_Y}\b"
        rf"|(?:{_WHICH}\s)?(?:{'|'.join(_DAYS)})\b{_TIME}"
        rf"|(?<=\b[Ii]n\s){_M}\b|(?<=\b[Ss]ince\s){_M}\b|(?<=\b[Ii]n\s){_Y}\b|(?<=\b[Ss]ince\s){_Y}\b)"
    )
)
# Every match holds one of these: a look at them costs little, and most sentences name no date.
_NUMBER_OR_MONTH = re.compile("|".join([r"\d", *(s for m in _MONTHS for s in (m[:3], m[:3].upper()))]))
_SIGNS = (
    *("day", "ago", "week", "month", "year", "tomorrow", "night", "morning", "afternoon", "evening"),
    *_SEASONS,
)
