"""What one line of a release is: heading, caption, furniture, or prose, and whether the next line goes on with it.

Line and column breaks of copies cut words and numbers in two; a line that ends in the middle of a sentence is joined
with the next one. Headings and captions end without punctuation too and stay alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sources.reading.text import BlockKind, Draft

_SENTENCE_END = re.compile(r"[。！？!?；;…：:][”’」』）)\]】》]*$|[”」』]$")
_OPEN_END = re.compile(r"[，、,（(“‘《—－-]$")  # nothing ends like this
_INNER = re.compile(r"[，。！？；,;]")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[章节条、])"
)
_ITEM = re.compile(
    r"^(?:\d{1,3}[.、．)）](?!\d)|[（(]\d{1,3}[）)]|[①-⑳]|[•●■◆▪·▶►▸▷➤➢◇□○★☆※√✓✔◎⊙]|附件|附[：:]|注[：:]|表\s*\d|图\s*\d)"
)
_FIGURE_END = re.compile(r"[0-9０-９%％‰]$|[0-9０-９]\s*(?:个百分点|[万亿]*[元家个户件项吨辆台人倍])$")
_FIGURE = re.compile(r"[0-9０-９]\s*(?:[%％‰]|个百分点|[万亿]+[元家个户件项吨辆台人]|亿|[元家户件项])")
_CREDIT = re.compile(
    r"^(?:图片?由.{1,40}提供|[\u4e00-\u9fff]{2,4}(?:[ /、][\u4e00-\u9fff]{2,4})*\s*[/／]?\s*(?:摄|制图|文/图)|[（(]?资料(?:图片?|照片)[)）]?)$"
)
_CAPTION = re.compile(
    r"(?:(?:^|\s)图片?由.{1,40}提供|\s[\u4e00-\u9fff]{2,4}\s*[/／]?\s*(?:摄|制图))[）)]?$|^图为|^（?图："
)
_TABLE_CAPTION = re.compile(r"^(?:[续附]?表\s*[\d一二三四五六七八九十]+|附[：:]|[（(]?(?:计量)?单\s*位\s*[：:])")
_BYLINE = re.compile(r"^(?:记者|通讯员|本报记者|[\u4e00-\u9fff]{2,3})(?: [\u4e00-\u9fff]{2,3}){1,5}$")
_FURNITURE = re.compile(
    r"^(?:【?(?:打印|关闭|收藏|字号|分享|返回|上一[篇页]|下一[篇页])[^。，]{0,40}"
    r"|(?:阅读|浏览|点击|访问)(?:次数|量|数|率)?\s*[：:].{0,20}"
    r"|(?:来源|信息来源|稿源|作者|责任编辑|责编|编辑|发布机构|发布时间|发布日期|浏览字体|字体大小|索引号)\s*[：:][^。]{0,60}"
    r"|(?:扫一扫|分享到|当前位置|您(?:当前|现在)?的?位置)[^。]{0,60}"
    r"|【\d{3,}】)$"
)
_OTHER_ARTICLES = re.compile(
    r"^【?(?:相关(?:阅读|链接|新闻|文章|推荐)|延伸阅读|推荐阅读|热门(?:阅读|文章|推荐)|猜你喜欢|更多(?:新闻|文章))】?[：:]?$"
)
_CUT_NUMBER = re.compile(r"\d\.\n\d|\d\n(?:\.\d|[—–~～-]\d)")
_OPENS_CLAUSE = re.compile(r"^(?:[0-9０-９]|[今去本上]年|[全本我][市省国区县]|截至|目前|其中)")
_LONGEST_HEADING = 40
_LONGEST_CAPTION = 80
_LONGEST_JOINED = 3_000  # no sentence goes on for longer


@dataclass(frozen=True, slots=True)
class Line:
    """A tidied line; `gap` when a blank line stands before it, `kind` where the markup says what it is."""

    text: str
    gap: bool = True
    kind: BlockKind | None = None


def is_furniture(text: str) -> bool:
    """Print buttons, view counters, source and editor lines: on the page, not of the release."""
    return bool(_FURNITURE.match(text))


def starts_other_articles(text: str) -> bool:
    """From here on the page shows other releases."""
    return bool(_OTHER_ARTICLES.match(text))


def is_table_caption(text: str) -> bool:
    return len(text) <= _LONGEST_CAPTION and bool(_TABLE_CAPTION.match(text)) and not _SENTENCE_END.search(text)


def is_numbered_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and bool(_NUMBERED.match(text)) and not re.search(r"[。；！？]", text)


def looks_like_heading(text: str) -> bool:
    """Short, without the punctuation of a sentence and without a figure."""
    if is_numbered_heading(text):
        return True
    return (
        1 < len(text) <= _LONGEST_HEADING
        and not _INNER.search(text)
        and not _SENTENCE_END.search(text)
        and not _OPEN_END.search(text)
        and not _FIGURE.search(text)
        and not _ITEM.match(text)
    )


def kind_of(text: str) -> BlockKind:
    if is_table_caption(text) or _CREDIT.match(text) or _BYLINE.match(text):
        return BlockKind.CAPTION
    if len(text) <= _LONGEST_CAPTION and _CAPTION.search(text):
        return BlockKind.CAPTION
    return BlockKind.HEADING if looks_like_heading(text) else BlockKind.PARAGRAPH


def drafts_of(lines: Iterable[Line]) -> list[Draft]:
    """Lines as blocks: furniture left out, broken lines joined, photo captions told from headings."""
    kept: list[Line] = []
    for line in lines:
        if starts_other_articles(line.text):
            break
        if line.text and not is_furniture(line.text):
            kept.append(line)
    drafts = [Draft(line.kind or kind_of(line.text), line.text) for line in join_broken(kept)]
    return [_captioned(draft, drafts[at + 1 : at + 2]) for at, draft in enumerate(drafts)]


def join_broken(lines: list[Line]) -> list[Line]:
    """Put together what a line or column break cut in two."""
    joined: list[Line] = []
    longest = _longest_by_chunk(lines)
    for at, line in enumerate(lines):
        if joined and _goes_on(joined[-1], lines[at - 1], line, longest[at]):
            joined[-1] = Line(joined[-1].text + _glue(joined[-1].text, line.text) + line.text, joined[-1].gap)
        else:
            joined.append(line)
    return joined


def _longest_by_chunk(lines: list[Line]) -> list[int]:
    """For each line, the longest line of the run without blank lines that it stands in."""
    longest = [0] * len(lines)
    begin = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].gap:
            longest[begin:at] = [max((len(line.text) for line in lines[begin:at]), default=0)] * (at - begin)
            begin = at
    return longest


def _goes_on(sentence: Line, last: Line, following: Line, longest: int) -> bool:
    if sentence.kind is not None or following.kind is not None or len(sentence.text) > _LONGEST_JOINED:
        return False
    text = sentence.text
    if _SENTENCE_END.search(text) or kind_of(text) is BlockKind.CAPTION or _starts_afresh(following.text):
        return False
    if (
        _OPEN_END.search(text)
        or re.match(r"[，、。；！？）)％%”]", following.text)
        or _CUT_NUMBER.search(text + "\n" + following.text)
    ):
        return True
    if _FIGURE_END.search(text) or is_numbered_heading(text) or _ITEM.match(text):
        return False
    if _INNER.search(text):
        return True
    # a hard-wrapped word: no blank line between, and the cut line nearly as long as the others
    if following.gap or last.text != text or _OPENS_CLAUSE.match(following.text):
        return False
    return len(text) * 10 >= longest * 6 and bool(_FIGURE.search(following.text))


def _starts_afresh(text: str) -> bool:
    return bool(_NUMBERED.match(text) or _ITEM.match(text)) or kind_of(text) is BlockKind.CAPTION


def _glue(before: str, after: str) -> str:
    """Words in Latin letters keep a space between them; Chinese and digits do not."""
    return " " if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha() else ""


def _captioned(draft: Draft, following: list[Draft]) -> Draft:
    """What stands right above a bare photo credit is the caption of that photo."""
    if draft.kind is BlockKind.HEADING and following and _CREDIT.match(following[0].text):
        return Draft(BlockKind.CAPTION, draft.text)
    return draft
