"""EDTF dates (ISO 8601-2): checking, sorting and writing them out."""

import calendar
import re
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from edtf import EDTFObject, EDTFParseException, parse_edtf

MONTHS = list(calendar.month_name)


def parse(value: str) -> EDTFObject | None:
    """The date as the edtf library reads it; None where it is not EDTF."""
    try:
        parsed: EDTFObject = parse_edtf(value)
    except EDTFParseException:
        return None
    return parsed


def validate_edtf(value: str) -> None:
    """Raises ValidationError with words for an editor."""
    if parse(value) is None:
        raise ValidationError(
            "“%(value)s” is not a date this archive reads. Write 2025-03-14, 2025-03, 2025, 2025-03-27/2025-03-30, "
            "with ? after it where it is not certain.",
            params={"value": value},
        )


def _day(value: object) -> date | None:
    """The library's struct_time as a date; None where it is open (an infinite float) or outside the calendar."""
    parts = tuple(value)[:3] if isinstance(value, tuple) else ()
    try:
        day = date(*parts)
    except (TypeError, ValueError):
        return None
    return day if day.year < date.max.year else None


@lru_cache(maxsize=20_000)  # grouping asks for the same few again and again
def bounds(value: str) -> tuple[date | None, date | None]:
    """The first and the last day that the date may mean; None on a side that is open or unknown."""
    if plain := _plain(value):
        return plain
    parsed = parse(value) if value else None
    return (None, None) if parsed is None else (_day(parsed.lower_strict()), _day(parsed.upper_strict()))


def _plain(value: str) -> tuple[date, date] | None:
    """A certain day, month or year: most dates are one, and reading a date takes the library 20 ms."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        last = day or calendar.monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1), date(year, month or 12, last)
    except ValueError:
        return None


def exact_day(value: str) -> date | None:
    """The day, where the date is one day and certain."""
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        return None


def _write_one(value: str) -> str:
    year, month, day = ([*value.rstrip("?~%").split("-"), "", ""])[:3]
    return " ".join(part for part in (day.lstrip("0"), MONTHS[int(month)] if month.isdecimal() else "", year) if part)


def write_out(value: str) -> str:
    """For a reader: "14 March 2025", "27 March 2025 to 30 March 2025", "probably March 2025"; "" for ""."""
    if not value:
        return ""
    words = " to ".join("open" if part in ("", "..") else _write_one(part) for part in value.split("/"))
    if value.endswith(("?", "%")):
        return f"probably {words}"
    return f"about {words}" if value.endswith("~") else words
