"""Callings that a text writes before a surname like a given name: "Detective Orreby", where it names Ida Orreby."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.naming import Name, fold, given_names, offices
from extraction.types import Span


def without_callings(names: Sequence[Name]) -> list[Name]:
    """The names with a calling before a surname taken off, where somebody is named in full with that surname."""
    whole = {fold(n.parts[-1]) for n in names if len(n.parts) > 1 and n.label not in ("LOC", "ORG") and not _called(n)}
    return [_bare(n) if _called(n) and fold(n.parts[-1]) in whole else n for n in names]


def _called(name: Name) -> bool:
    """Whether a name is a word for what somebody is, and a surname; "Dean" and "Guy" are given names, too."""
    if len(name.parts) != 2:
        return False
    first = fold(name.parts[0])
    return first in offices()["person"] and first not in given_names()


def _bare(name: Name) -> Name:
    surname = name.text.split()[-1]
    span = Span(name.span.end - len(surname), name.span.end)
    return replace(name, text=surname, span=span, titles=(*name.titles, name.text.split()[0].casefold()))
