"""The figure of how time and memory grow with a text, as SVG without script or style sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

_WIDTH, _HEIGHT, _LEFT, _TOP, _ACROSS, _DOWN = 720, 400, 70, 30, 570, 310
_TIME, _MEMORY = "#0b5cad", "#a34700"


class Point(NamedTuple):
    """One text: its words, the seconds of processor time, the most memory of the process in MB."""

    words: int
    seconds: float
    megabytes: int


def drawn(points: Sequence[Point]) -> str:
    """Seconds (left) and memory (right) over the number of words, both axes of time logarithmic."""
    most = max(p.megabytes for p in points)
    ceiling = 100 * math.ceil(max(most, 700) / 100)
    time = _line([(_x(p.words, points), _log(p.seconds, [q.seconds for q in points])) for p in points], _TIME)
    memory = _line([(_x(p.words, points), 1 - p.megabytes / ceiling) for p in points], _MEMORY, "6 4")
    labels = "".join(
        _text(_x(p.words, points), 1.07, f"{p.words / 1000:.0f}k", "middle", "#444")
        + _text(
            _x(p.words, points), _log(p.seconds, [q.seconds for q in points]) - 0.03, f"{p.seconds:.3g} s", "end", _TIME
        )
        for p in points
    )
    ends = _text(1.01, 1 - points[-1].megabytes / ceiling, f"{points[-1].megabytes} MB", "start", _MEMORY)
    title = _text(
        0, -0.04, "processor seconds (solid, logarithmic) and most memory (dashed, from 0) by words", "start", "#222"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-label="Time and memory of the extraction by the length of a text" '
        'font-family="sans-serif" font-size="12">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>\n'
        f'<path d="M{_LEFT} {_TOP}V{_TOP + _DOWN}H{_LEFT + _ACROSS}" fill="none" stroke="#888"/>\n'
        f"{title}{memory}{time}{labels}{ends}</svg>\n"
    )


def _x(words: int, points: Sequence[Point]) -> float:
    return (math.log(words) - math.log(points[0].words)) / (math.log(points[-1].words) - math.log(points[0].words))


def _log(value: float, values: Sequence[float]) -> float:
    low, high = math.log(min(values)), math.log(max(values))
    return 1 - (math.log(value) - low) / (high - low)


def _line(places: Sequence[tuple[float, float]], colour: str, dashes: str = "") -> str:
    path = " ".join(f"{_LEFT + x * _ACROSS:.1f},{_TOP + y * _DOWN:.1f}" for x, y in places)
    dots = "".join(
        f'<circle cx="{_LEFT + x * _ACROSS:.1f}" cy="{_TOP + y * _DOWN:.1f}" r="3" fill="{colour}"/>' for x, y in places
    )
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>{dots}\n'


def _text(x: float, y: float, words: str, anchor: str, colour: str) -> str:
    place = f'x="{_LEFT + x * _ACROSS:.1f}" y="{_TOP + y * _DOWN:.1f}"'
    return f'<text {place} text-anchor="{anchor}" fill="{colour}">{words}</text>\n'
