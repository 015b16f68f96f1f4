"""How sure the machine is, and how often it was right: for editors, and for whoever takes its suggestions away."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import exporter
from statements import calibration
from statements.forms import CalibrationForm

SIDE, LEFT, TOP = 320, 46, 12  # pixels of the chart: its square, and the room for the labels


@dataclass(frozen=True)
class Point:
    """A bin in the chart, in pixels: where the share stands, and its interval from `low` to `high`."""

    x: float
    y: float
    low: float
    high: float
    fits: bool


@exporter
@require_GET
def calibration_page(request: HttpRequest) -> HttpResponse:
    """The table, and the same as a chart."""
    form = CalibrationForm(request.GET)
    found = calibration.calibration(form.asked())
    steps = [n / 5 for n in range(6)]
    context = {
        "form": form,
        "found": found,
        "points": [_point(one) for one in found.bins if one.decided],
        "narrowed": any(form.cleaned_data.values()),
        "side": SIDE,
        "left": LEFT,
        "top": TOP,
        "ticks": [(round(step * 100), LEFT + SIDE * step, TOP + SIDE * (1 - step)) for step in steps],
    }
    return render(request, "desk/calibration.html", context)


def _point(one: calibration.Bin) -> Point:
    low, high = one.interval or (0.0, 1.0)
    x = LEFT + SIDE * (one.mean if one.mean is not None else one.least)
    return Point(round(x, 1), _up(one.share or 0.0), _up(low), _up(high), one.fits)


def _up(share: float) -> float:
    return round(TOP + SIDE * (1 - share), 1)
