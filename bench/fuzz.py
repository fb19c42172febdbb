"""A coverage-guided fuzzer on the reading: prose, HTML pages and numbers, led by the branches of `sources/`.

    make fuzz-reading                     ten minutes; FUZZ_SECONDS=60 for another time
    .venv-fuzz/bin/python -m bench.fuzz FILE     one input again

It runs in an environment of its own (`make .venv-fuzz/.built`), since Atheris is needed by nothing else. What it finds becomes a row of
`tests/sources/reading/test_hostile_text.py`.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import cache

import atheris

with atheris.instrument_imports(include=["sources.reading", "sources.pages", "sources.elements", "sources.markup"]):
    from sources.errors import SourceError
    from sources.pages import read_page
    from sources.reading.numbers import find_numbers
    from sources.reading.paragraphs import document_from_text
    from sources.reading.release import read
    from sources.reading.text import Document
    from sources.reading.vocabulary import Vocabulary

from sources.catalogue import load
from sources.releases import Reading

# One byte of the input picks one of these, so that what the fuzzer tries looks like a release.
_WORDS = (
    "1—4月，|4月份，|2025年，|今年以来，|去年|截至目前，|一季度|上半年|到2027年|全市|全省|全国|我市|宁波|杭州市|北仑区|浙江省|规上工业增加值|制造业投资|高技术制造业"
    "|出口|进出口|GDP|同比|环比|实际|增长|下降|8.8%|10.1%|-2.3%|１２.３％|高于|低于|快于|2.4个百分点|0.3个百分点|比|加快|回落|分别|、|和|，|。|；|（|）|(|)"
    "|居|第4位|首位|第一|连续8年|领跑|占|比重为|其中|力争|预计|119家|单项冠军企业|高新技术企业|新增|累计|共有|超|近|约|18716亿元|1.87万亿元|万家|突破|均|持平|由|从|提高到|达到"
    "|2.5:43.4:54.1|三次产业结构为|每3部手机就有1部|上年同期|为|的|等|个|家|入选|名单|公示|公布|第七批|《|》|“|”|\n|\n\n| |  |\t|5G|1+1+N+X|〔2025〕527号|七成|三分之一|百分之五|两百"
    "|一点五亿|全覆盖|翻番|两位数|不含|扣除房地产|单位：亿元|指标|本月|累计同比±%|序号|企业名称|宁波舜宇光学科技|有限公司|附件：1.|一、|（一）|1.|—|-|～|:|：|·|…|0|1|9|99999999|,|.|%|万|亿|十|百"
    "|<p>|</p>|<table>|<tr>|<td>|</td>|<td colspan=2>|<td rowspan=3>|</tr>|</table>|<br>|<div>|</div>|<h2>|<b>|&nbsp;|<!--|-->|<script>|</script>|<sup>"
)  # fmt: skip
WORDS = _WORDS.split("|")
AREAS = ("ningbo", "ningbo/cixi", "zhejiang", "china", None)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(load())


def one_input(content: bytes) -> None:
    provider = atheris.FuzzedDataProvider(content)
    kind = provider.ConsumeIntInRange(0, 3)
    area = AREAS[provider.ConsumeIntInRange(0, len(AREAS) - 1)]
    text = _text(provider)
    if kind == 0:
        check_numbers(text)
    elif kind == 1:
        check_page(f'<html><body><h1>标题</h1><div id="zoom">{text}</div></body></html>', area)
    else:
        check_reading(document_from_text(text), area)


def _text(provider: atheris.FuzzedDataProvider) -> str:
    pieces: list[str] = []
    while provider.remaining_bytes():
        pick = provider.ConsumeIntInRange(0, 255)
        pieces.append(WORDS[pick] if pick < len(WORDS) else provider.ConsumeUnicode(pick - len(WORDS)))
    return "".join(pieces)


def check_numbers(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text), (number, text)
        end = number.end


def check_page(html: str, area: str | None) -> None:
    try:
        page = read_page(html.encode("utf-8", "replace"))
    except SourceError:
        return
    check_reading(page.document, area)


def check_reading(document: Document, area: str | None) -> None:
    found: Reading = read(document, area, date(2026, 6, 30), vocabulary())
    for one in (*found.figures, *found.refusals):
        start, end = one.span
        assert 0 <= start < end <= len(found.text), (one, found.text)
        assert one.quote, one


if __name__ == "__main__":
    vocabulary()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
