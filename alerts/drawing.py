"""A curve as a PNG. The only place that draws; the plotting library is loaded when the first picture is drawn."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from itertools import groupby
from threading import Lock
from typing import Any

from alerts.curves import Curve, Point
from alerts.languages import Language
from alerts.rules import Words
from alerts.wording import amount, plain

_SIZE = (7.2, 3.4)  # inches, at _DPI
_DPI = 110
_MARGINS = {"left": 0.1, "right": 0.97, "top": 0.78, "bottom": 0.22}  # fixed: finding the best ones draws it twice
_LABELS = 8  # periods named below the picture
_VALUES = 12  # up to so many points carry their number
_CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC", "SimHei")
_ONE_AT_A_TIME = Lock()  # the library is not made for threads
_PUBLISHED, _RECORDED, _LIMIT = (
    Words("已发布", "published"),
    Words("记录值", "recorded"),
    Words("触发线", "rule's limit"),
)


def draw(curve: Curve, language: Language) -> bytes:
    """The picture; in English where this machine has no font with Chinese characters."""
    with _ONE_AT_A_TIME:
        return _png(curve, language)


def _png(curve: Curve, language: Language) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # one weight of a font is as good as another
    font = _chinese_font() if language is Language.ZH else None
    speaks = language if font or language is Language.EN else Language.EN
    with rc_context({"font.family": [font, "DejaVu Sans"] if font else ["DejaVu Sans"], "axes.unicode_minus": True}):
        figure = Figure(figsize=_SIZE, dpi=_DPI)
        FigureCanvasAgg(figure)
        _fill(figure.subplots(gridspec_kw=_MARGINS), curve, speaks)
        target = io.BytesIO()
        figure.savefig(target, format="png")
    return target.getvalue()


def _fill(axes: Any, curve: Curve, language: Language) -> None:
    for number, run in enumerate(_runs(curve)):
        label = language.of(_PUBLISHED) if number == 0 else None
        axes.plot([p.day for p in run], [float(p.value) for p in run], "o-", color="#1f5fa8", label=label)
    last = curve.points[-1]
    axes.plot([last.day], [float(last.value)], "o", color="#c0392b", markersize=9)
    for point in curve.points if len(curve.points) <= _VALUES else (last,):
        axes.annotate(
            plain(point.value),
            (point.day, float(point.value)),
            xytext=(0, 9),
            textcoords="offset points",
            ha="center",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
        )
    if curve.recorded is not None:
        words = language.of(_RECORDED), language.of(amount(curve.recorded.value, curve.unit))
        axes.axhline(float(curve.recorded.value), color="#555555", linestyle="--", label=" ".join(words))
    if curve.threshold is not None and curve.threshold != (curve.recorded.value if curve.recorded else None):
        words = language.of(_LIMIT), language.of(amount(curve.threshold, curve.unit))
        axes.axhline(float(curve.threshold), color="#c0392b", linestyle=":", label=" ".join(words))
    _name(axes, curve, language)


def _name(axes: Any, curve: Curve, language: Language) -> None:
    axes.set_title(language.of(curve.name), fontsize=11, y=1, pad=26)
    shown = _some(curve.points)
    labels = [p.period.label_zh() if language is Language.ZH else p.period.label_en() for p in shown]
    axes.set_xticks([p.day for p in shown], labels, rotation=25, ha="right", fontsize=8)
    axes.margins(y=0.25)
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, fontsize=8, frameon=False)


def _runs(curve: Curve) -> list[list[Point]]:
    """What is joined by a line: a year of values that count from January, or everything."""
    if not curve.cumulative:
        return [list(curve.points)]
    return [list(run) for _, run in groupby(curve.points, key=lambda point: point.day.year)]


def _some(points: Sequence[Point]) -> list[Point]:
    """Not more than can be read, the last one among them."""
    step = -(-len(points) // _LABELS)
    return list(reversed(list(reversed(points))[::step]))


def _chinese_font() -> str | None:
    from matplotlib import font_manager

    known = set(font_manager.get_font_names())
    return next((name for name in _CHINESE if name in known), None)
