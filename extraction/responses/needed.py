"""The strings of which a text needs one for a regular expression to match: a cheap look before the dear one."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

# A set of strings tells little where one of them is shorter than this.
_SHORTEST = 3
_MOST = 80
# The empty string stands in every text.
ANY = ("",)
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def needed(pattern: str) -> tuple[str, ...]:
    """Strings one of which each match of a pattern in lower case holds; `ANY` where nothing can be told."""
    return _of_sequence(_parser.parse(pattern))


def _of_sequence(items: Iterable[Any]) -> tuple[str, ...]:
    """The most telling set among those that the items of a sequence need."""
    offered: list[tuple[str, ...]] = []
    run = ""
    for kind, value in items:
        if kind is _constants.LITERAL:
            run += chr(value)
            continue
        offered += [(run,), _of_item(kind, value)]
        run = ""
    best = max([*offered, (run,)], key=_telling)
    return best if _telling(best) else ANY


def _of_item(kind: Any, value: Any) -> tuple[str, ...]:
    if kind is _constants.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind is _constants.BRANCH:
        parts = [_of_sequence(branch) for branch in value[1]]
        return tuple(dict.fromkeys(s for part in parts for s in part)) if all(map(_telling, parts)) else ANY
    if kind in _REPEATS and value[0] > 0:
        return _of_sequence(value[2])
    return ANY


def _telling(strings: tuple[str, ...]) -> int:
    """How much a set tells: the length of its shortest string; nothing for a large or empty one."""
    shortest = min(map(len, strings), default=0)
    return shortest if shortest >= _SHORTEST and len(strings) <= _MOST else 0
