"""Which watched list a title speaks of, and its batch, year and stage."""

from __future__ import annotations

import re
from functools import cache

from sources.catalogue import ListFamily
from sources.reading.numerals import chinese_value
from sources.reading.plain import fold
from sources.reading.vocabulary import Vocabulary
from sources.releases import ListStage

_MARKS = re.compile(r"[\s()“”‘’\"'《》\-]")
_BATCH = re.compile(r"第([一二三四五六七八九十百\d]{1,4})批|(首批)(?!次)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)")
_ANNOUNCES = re.compile(r"名单|公示|认定|入选|入围|复核|申报|推荐|揭榜|遴选|征集|通过评审|拟公布|拟定")


def announces_list(title: str) -> bool:
    return bool(_ANNOUNCES.search(title))


def family_of(text: str, vocabulary: Vocabulary) -> ListFamily | None:
    """The watched list that a title or clause names."""
    marks_off = _MARKS.sub("", fold(text))
    for family in vocabulary.catalogue.lists.values():
        if any(_without_marks(word) in marks_off for word in family.not_this):
            continue
        if any(all(_without_marks(word) in marks_off for word in words) for words in family.titles):
            return family
    return None


@cache
def _without_marks(word: str) -> str:
    """A word of the catalogue as titles are compared; there are few of them."""
    return _MARKS.sub("", fold(word))


def name_in_title(title: str) -> str | None:
    """What a list that nobody watches calls its members; None where the title does not name it cleanly."""
    text = fold(title)
    if re.search(r"到期|撤销|取消|未通过|复核|申报|推荐|征集|增补|培训", text) or not re.search(r"名单", text):
        return None
    text = re.sub(r"^.*?关于(?:公布|公示|印发|发布|确定|认定|对)?", "", text)
    text = re.sub(r"[(]?(?:第[一二三四五六七八九十百\d]{1,4}批|首批)[)]?|20\d\d年度?", "", text)
    text = re.sub(r"(?:拟?(?:认定|入选|入围|确定|评定|命名)的?)?名单.*$", "", text)
    return text if re.fullmatch(r"[^，。、:\s]{4,30}", text) else None


def batch_of(text: str) -> int | None:
    """The newest batch of a title; 首批 is 1. Batches under review are not the list's own."""
    own = re.sub(r"(?:通过)?复核(?:通过)?的?(?:第[^批]{1,4}批[、和及]?)+", "", text)
    found = _BATCH.search(own) or _BATCH.search(text)
    if found is None:
        return None
    return 1 if found[2] else int(chinese_value(found[1]) or 0) or None


def batch_as_printed(text: str) -> str | None:
    found = _BATCH.search(text)
    return found[0] if found else None


def year_of(text: str) -> int | None:
    found = _YEAR.search(fold(text))
    return int(found[1]) if found else None


def stage_of(text: str) -> ListStage:
    if re.search(r"公示", text):
        return ListStage.NOTICE
    if re.search(r"申报|组织推荐|开展.*推荐|征集|遴选工作|揭榜工作|推荐工作|启动", text) and not re.search(
        r"名单|结果|认定的通知", text
    ):
        return ListStage.CALL
    if "复核" in text and not re.search(r"第[^批]{1,4}批[^复]{2,40}(?:和|及|、)通过复核", text):
        return ListStage.REVIEW
    return ListStage.FINAL
