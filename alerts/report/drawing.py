"""A curve as an SVG that stands in the page. The plotting library is loaded when the first one is drawn.

Only digits are drawn, so no font has to know Chinese and one picture serves both languages; what the lines mean stands
beside it in the page's own words, and every value in a table below it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import groupby
from threading import Lock
from typing import Any

from markupsafe import Markup

from alerts.report.curves import Curve, Dot
from alerts.wording import plain

_SIZE = (5.0, 2.7)  # inches
_LABELS = 5  # periods named below the picture
_VALUES = 8  # up to so many values carry their number
_VALUE, _RECORDED, _LIMIT = "#1f5fa8", "#444444", "#b02a1c"  # each at least 4.5:1 on white
_ONE_AT_A_TIME = Lock()  # the library is not made for threads


def draw(curve: Curve, number: int, told: tuple[str, str]) -> Markup:
    """The picture; `number` keeps its ids apart from the others of the page, `told` is its title and description."""
    with _ONE_AT_A_TIME:
        return _labelled(_svg(curve), f"chart{number}", told)


def _svg(curve: Curve) -> str:
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    style: Any = {"svg.fonttype": "none", "svg.hashsalt": "report", "font.family": "DejaVu Sans", "font.size": 11}
    with rc_context(style):
        figure = Figure(figsize=_SIZE, layout="constrained")
        FigureCanvasSVG(figure)
        _fill(figure.subplots(), curve)
        target = io.StringIO()
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return target.getvalue()


def _fill(axes: Any, curve: Curve) -> None:
    for line in curve.recorded:
        axes.axhline(float(line.value), color=_RECORDED, linestyle="--", linewidth=1.4)
    for line in curve.limits:
        axes.axhline(float(line.value), color=_LIMIT, linestyle=":", linewidth=1.6)
    shown = curve.recent
    for run in _runs(shown, joined=not curve.cumulative):
        axes.plot([dot.day for dot in run], [float(dot.newest.value) for dot in run], "o-", color=_VALUE, markersize=5)
    for dot in shown:
        before = [float(vintage.value) for vintage in dot.earlier]
        axes.plot([dot.day] * len(before), before, "o", color=_VALUE, markerfacecolor="white", markersize=6)
    for dot in shown if len(shown) <= _VALUES else shown[-1:]:
        _say_value(axes, dot)
    named = _some(shown)
    axes.set_xticks([dot.day for dot in named], [f"{dot.day:%Y-%m}" for dot in named])
    axes.margins(x=0.08, y=0.22)
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)


def _say_value(axes: Any, dot: Dot) -> None:
    place, ground = (
        (dot.day, float(dot.newest.value)),
        {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.6},
    )
    axes.annotate(plain(dot.newest.value), place, (0, 8), textcoords="offset points", ha="center", bbox=ground)


def _runs(dots: Sequence[Dot], *, joined: bool) -> list[list[Dot]]:
    """What a line joins: all, or the values of one year where they count from January on."""
    return [list(dots)] if joined else [list(run) for _, run in groupby(dots, key=lambda dot: dot.day.year)]


def _some(dots: Sequence[Dot]) -> list[Dot]:
    """Not more than can be read, the last one among them, and one a month."""
    months = list({f"{dot.day:%Y-%m}": dot for dot in dots}.values())
    step = -(-len(months) // _LABELS)
    return months[::-1][::step][::-1]


def _labelled(svg: str, name: str, told: tuple[str, str]) -> Markup:
    """Without what an XML file has before it, with ids of its own and a name for those who cannot see it."""
    inner = svg[svg.index("<svg") :]
    body = inner[inner.index(">") + 1 :]
    box = re.search(r'viewBox="([0-9. ]+)"', inner)
    assert box is not None
    own = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", body)
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{}" role="img"'
        ' aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>'
    ).format(box[1], name, name, name, told[0], name, told[1])
    return head + Markup(own.strip())  # noqa: S704 - drawn by us from numbers and dates; nothing scraped is in it
