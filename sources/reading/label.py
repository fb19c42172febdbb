"""What a number is of: the name of what is measured, and what a text has named so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sources.catalogue import Indicator


@dataclass(frozen=True, slots=True)
class Label:
    """`term` is the catalogue's standard term, or the term as printed; `whole` what a rate of coverage is a share of."""

    term: str
    indicator: Indicator | None = None
    scope: str | None = None
    area: str | None = None  # a place that this label alone names
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What the text speaks of so far: the measure word that bare sectors share (增加值), and the total it belongs to."""

    noun: str = ""
    base: Label | None = None
    sector: str = ""  # 看工业——
    last: Label | None = None  # what was named last with a measure word
    named: Label | None = None  # the one subject that was named last in this paragraph
    here: Label | None = None  # the same, where this sentence named it
    several: bool = False  # before `here` this sentence named others: 整机企业2000家、配套企业1万家
    part: bool = False  # this part of a sentence opened with 其中
    industry: bool = False  # this sentence speaks of 规上工业 as a whole


@dataclass(frozen=True, slots=True)
class Named:
    labels: tuple[Label, ...]
    unread: bool = False


def noun_of(label: Label) -> str:
    """The measure word that bare sectors after this label share."""
    if label.term in ("地区生产总值", "服务业增加值"):
        return "增加值"
    return next(
        (
            suffix
            for suffix in ("增加值", "投资", "用电量", "营业收入", "利润总额", "利润", "人均可支配收入")
            if label.term.endswith(suffix)
        ),
        "",
    )


def in_field(label: Label, whole: Label | None) -> tuple[Label, ...]:
    """集群80个，其中新材料领域15个: of the same, in that field; alone a field is nothing that is counted."""
    if not _is_field(label):
        return (label,)
    return (replace(whole, scope=label.term),) if whole is not None and not _is_field(whole) else ()


def _is_field(label: Label) -> bool:
    return label.indicator is None and label.scope is None and label.term.endswith(("领域", "方向", "赛道"))
