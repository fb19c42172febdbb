"""A series as a picture: values by reference period, what they were before, recorded figures and limits. Pure.

An SVG that needs nothing from outside; in Markdown it stands as a data: address, which the Prefect UI shows.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 560, 340  # as wide as a page of the UI has room for: on a phone it is shown at six tenths
LEFT, RIGHT, TOP, BOTTOM = 52, 34, 38, 32
LABEL = 62  # pixels that a month needs below the picture
LINE = 16  # and the name of a level, from one to the next
INK, NOW, BEFORE, RECORD, LIMIT = "#1f2937", "#1d4ed8", "#b45309", "#15803d", "#b91c1c"  # each over 4.5:1 on white


@dataclass(frozen=True, slots=True)
class Point:
    """One observation. `earlier` are the values that it had before it was revised, oldest first."""

    label: str
    end: date
    value: Decimal
    earlier: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A level across the picture: a recorded figure, or the limit of a rule."""

    label: str
    value: Decimal
    is_limit: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    unit: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...] = ()


def as_image(chart: Chart) -> str:
    """Markdown of the picture; the alternative text says what a person who cannot see it needs."""
    encoded = base64.b64encode(svg(chart).encode()).decode()
    alternative = "".join(c for c in description(chart) if c not in "[]()!\\\n|<>")
    return f"![{alternative}](data:image/svg+xml;base64,{encoded})"


def description(chart: Chart) -> str:
    if not chart.points:
        return f"{chart.title}: no value yet"
    newest = max(chart.points, key=lambda p: p.end)
    revised = sum(bool(p.earlier) for p in chart.points)
    return f"{chart.title}: {len(chart.points)} values, newest {newest.value:f}{chart.unit} for {newest.label}, {revised} revised"


def _titled(chart: Chart) -> str:
    return f"{chart.title} ({chart.unit})" if chart.unit else chart.title


def svg(chart: Chart) -> str:
    points = tuple(sorted(chart.points, key=lambda p: p.end))
    place = _Place.of(points, chart.lines)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" font-family="sans-serif" font-size="14" fill="{INK}">',
        f"<title>{escape(description(chart))}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="8" y="20" font-size="15" font-weight="bold">{escape(_titled(chart))}</text>',
        *_axes(place),
        *_levels(chart.lines, place),
        *_curve(points, place),
        *_names(chart.lines, place),
        *_labels(points, place),
        "</svg>",
    ]
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Place:
    """From values and days to pixels; floats only here, where nothing is published."""

    low: float
    high: float
    first: int
    last: int

    @classmethod
    def of(cls, points: Sequence[Point], lines: Sequence[Line]) -> _Place:
        values = [float(v) for p in points for v in (p.value, *p.earlier)] + [float(line.value) for line in lines]
        low, high = min(values, default=0.0), max(values, default=1.0)
        margin = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
        days = [p.end.toordinal() for p in points] or [0]
        return cls(low - margin, high + margin, min(days), max(days))

    def x(self, day: date) -> float:
        wide = WIDTH - LEFT - RIGHT
        span = self.last - self.first
        return round(LEFT + (wide * (day.toordinal() - self.first) / span if span else wide / 2), 1)

    def y(self, value: Decimal | float) -> float:
        tall = HEIGHT - TOP - BOTTOM
        return round(TOP + tall * (self.high - float(value)) / (self.high - self.low), 1)


def _axes(place: _Place) -> list[str]:
    steps = [place.low + (place.high - place.low) * n / 4 for n in range(5)]
    digits = 0 if place.high - place.low > 20 else 1 if place.high - place.low > 2 else 2
    parts = []
    for value in steps:
        y = place.y(value)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{value:.{digits}f}</text>')
    if place.low < 0 < place.high:
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{place.y(0.0)}" y2="{place.y(0.0)}" stroke="{INK}"/>')
    return parts


def _levels(lines: Sequence[Line], place: _Place) -> list[str]:
    parts = []
    for line in lines:
        y, colour = place.y(line.value), LIMIT if line.is_limit else RECORD
        dashes = ' stroke-dasharray="2 4"' if line.is_limit else ' stroke-dasharray="8 4"'
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="{colour}"{dashes}/>')
    return parts


def _names(lines: Sequence[Line], place: _Place) -> list[str]:
    """What the levels are, at their left end; where two lie close together, the lower one's name goes under its line."""
    parts, taken = [], -float(LINE)
    for line in sorted(lines, key=lambda line: -line.value):
        y = place.y(line.value)
        at = y - 5 if y - 5 - taken >= LINE else max(y + 14, taken + LINE)
        taken = at
        colour = LIMIT if line.is_limit else RECORD
        halo = 'stroke="#ffffff" stroke-width="4" paint-order="stroke"'
        parts.append(f'<text x="{LEFT + 4}" y="{at}" fill="{colour}" {halo}>{escape(line.label[:60])}</text>')
    return parts


def _curve(points: Sequence[Point], place: _Place) -> list[str]:
    path = " ".join(f"{place.x(p.end)},{place.y(p.value)}" for p in points)
    parts = [f'<polyline points="{path}" fill="none" stroke="{NOW}" stroke-width="2"/>']
    for p in points:
        x, y = place.x(p.end), place.y(p.value)
        for value in p.earlier:
            was = place.y(value)
            parts.append(f'<line x1="{x}" x2="{x}" y1="{was}" y2="{y}" stroke="{BEFORE}" stroke-dasharray="3 2"/>')
            parts.append(f'<circle cx="{x}" cy="{was}" r="4" fill="#ffffff" stroke="{BEFORE}" stroke-width="2"/>')
        said = f"{p.label}: {p.value:f}" + "".join(f", before {value:f}" for value in p.earlier)
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{NOW}"><title>{escape(said)}</title></circle>')
    return parts


def _labels(points: Sequence[Point], place: _Place) -> list[str]:
    """The newest month, and of the others those that have room beside it."""
    parts, y, free = [], HEIGHT - BOTTOM + 20, float(WIDTH)
    for p in reversed(points):
        x = place.x(p.end)
        if x + LABEL / 2 <= free:
            parts.append(f'<text x="{x}" y="{y}" text-anchor="middle">{p.end:%Y-%m}</text>')
            free = x - LABEL / 2
    return parts
