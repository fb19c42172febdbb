"""Everything that strangers send us and people write for us, as samples, and what of ours reads it.

A reader may raise the house's own errors (`sources.errors`, `DeliveryError`) and nothing else; what it gives back must hold to
what it promises.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from alerts import receivers, recorded, rulebook
from alerts.receipts import DeliveryError
from alerts.send import _Answer, _answer_of, _Heard
from alerts.services import SERVICES, UNKNOWN
from bench.corpus import TEST_PAGES, paragraphs
from bench.hostile_samples import (
    FEED,
    YEAR_TABLE,
    inline,
    pdf,
    proxy_page,
    records,
    search,
    shell,
    unit,
    word,
    workbook,
)
from bench.mutations import Kind
from sources import catalogue
from sources.answers import inflater, pause, refusal, worth_a_retry
from sources.documents import read_document
from sources.errors import ConfigError, FetchError, SourceError, Unreachable
from sources.firewall import challenge_in
from sources.lists import list_page
from sources.pages import read_page
from sources.reading.numbers import find_numbers
from sources.reading.paragraphs import document_from_text
from sources.reading.release import read
from sources.reading.text import Document
from sources.reading.vocabulary import Vocabulary
from sources.releases import Listing, ListKind, Snapshot
from sources.robots import RobotsNote
from sources.rows import Site

OWN_ERRORS = (SourceError, ConfigError, DeliveryError)
NOW = datetime(2026, 6, 30, tzinfo=UTC)
HOST = "tjj.example.gov"
COLUMN = f"https://{HOST}/col/col12/index.html"
SECRET = "s3cr3t-of-the-campaign"

_HTML = tuple(
    token.encode()
    for token in (
        "<table>", "</table>", "<tr>", "<td colspan=999999>", "<td rowspan=0>", '<td rowspan="99999">', "</td>", "<th>", "<div id=zoom>", "<div>", "</div>", "<p>", "<br>", "<sup>", "<script>", "<!--",
        "-->", "<![CDATA[", "]]>", "&#x110000;", "&nbsp;", "&#0;", "&lt;", "<meta charset=utf-16>", '<meta name="pubdate" content="2026-13-45">', "<svg>", "<template>", "<select>", "<plaintext>",
        "<a href='https://[bad/art_1_2.html'>", '<a href="//x@y:z/附件.xlsx">', "<iframe src=x.pdf>", "8.8%，", "同比增长", "0.3个百分点", "亿元", "（", "）", "《", "1—4月", "其中，", "第4位", "公司", "、",
    )
)  # fmt: skip
_HTML_NESTS = (
    *((f"<{tag}>".encode(), f"</{tag}>".encode()) for tag in ("div", "b", "sup", "ul><li", "font")),
    (b"<table><tr><td>", b"</td></tr></table>"),
)
_XML = (b"<record>", b"<record><![CDATA[", b"]]></record>", b"<totalrecord>", b"</totalrecord>", b"<datastore>", b'<!DOCTYPE x [<!ENTITY a "b">]>', b"&a;", b"<?xml version='1.0' encoding='ebcdic-cp-us'?>", b"<channel>", b"<item>", b"</item>", b"<link>", b"<div id='5000001'><script>")  # fmt: skip
_JSON = (b"null", b"true", b"[]", b"{}", b'""', b"1e400", b'"\\ud800"', b'"data":', b'"html":', b'"success":false', b",", b":", b'{"data":{"searchResult":', b'"dataResults":[', b'"result":[', b'"total":"\xc2\xb2"', b'"errcode":', b'"code":"--1"')  # fmt: skip
_JSON_NESTS = ((b"[", b"]"), (b'{"data":', b"}"), (b'{"list":', b"}"))
_YAML = (b"&a ", b"*a", b"!!python/object/apply:os.system [x]", b"!!binary x", b"!!timestamp 2026-13-01", b"<<: ", b"? ", b"- ", b": ", b"|\n", b"~", b"yes", b"0x7f", b"1_000", b"12:30:45", b"{", b"}", b"[", b"]", b"---\n", b"%YAML 9.9\n", b"\t", b"#", b"'", b'"\\x', b"${A}", b"://", b"{area.__class__}", b"{cadence}", b"*")  # fmt: skip
_YAML_NESTS = ((b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b""))
_OFFICE = (b'<c r="XFD1048576"><v>1</v></c>', b'<mergeCell ref="A1:XFD1048576"/>', b'<w:gridSpan w:val="99999999"/>', b"<w:tbl>", b"<w:tr>", b"<w:tc>", b'<w:vMerge w:val="continue"/>', b'<!DOCTYPE x [<!ENTITY a "b">]>', b"<v>1e999</v>", b'formatCode="0.' + b"0" * 300 + b'"', b't="s"', b't="e"', b'r:id="r9"', b's="99999"', b'Target="../../../x"', b"<is><t>", b"<f>HYPERLINK(1)</f>", b'xml:space="preserve"', b'encoding="utf-16"')  # fmt: skip
_OFFICE_NESTS = ((b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"), (b"<w:p>", b"</w:p>"), (b"<x>", b"</x>"))
_PDF = (b"/Kids[2 0 R]", b"/Count -1", b"/Length 999999999", b"/Filter/FlateDecode", b"/Filter[/ASCIIHexDecode/LZWDecode]", b"stream\n", b"endstream", b"obj", b"1 0 R", b"<<", b">>", b"[", b"]", b"Tj", b"BT", b"ET", b"q", b"cm", b"/MediaBox[0 0 1e30 1e30]", b"/Rotate 45", b"<FFFF>", b"((((", b"0 0 600 800 re S", b"/Encrypt 1 0 R", b"/Parent 3 0 R")  # fmt: skip
_PDF_NESTS = ((b"[", b"]"), (b"<<", b">>"), (b"q ", b"Q "), (b"(", b")"))


@dataclass(frozen=True)
class Reader:
    """`share`: how many of a million inputs. `act` raises for what the house does not promise."""

    name: str
    share: int
    kind: Kind
    act: Callable[[bytes, int], None]


def readers() -> tuple[Reader, ...]:
    html, small = 100_000, 60_000
    page_samples = [path.read_bytes() for path in sorted(TEST_PAGES.rglob("*.html"))]
    lists = [unit(3), unit(24, 60), shell("右侧内容", "页脚"), search(3)]
    stores = [inline(3), records(3), proxy_page(), inline(20, 99)]
    prose = ["\n".join(paragraphs()[at : at + 8]).encode() for at in range(0, 120, 4)]
    return (
        Reader("release pages", 15_000, Kind(page_samples, _HTML, _HTML_NESTS, largest=html), _page),
        Reader("prose", 10_000, Kind(prose, _HTML, (("（".encode(), "）".encode()),), largest=small), _prose),
        Reader("answers of unit APIs", 50_000, Kind(lists, _JSON + _HTML, _JSON_NESTS, largest=html), _list(ListKind.UNIT_API)),
        Reader("search services (JSON)", 150_000, Kind([search(3), search(9), b'{"result":["<div></div>"],"total":"9"}', b'{"data":{"list":[{"title":"a","url":"https://tjj.example.gov/x/y.html","pubDate":"2026-05-01"}]}}'], _JSON, _JSON_NESTS, largest=html), _list(ListKind.SEARCH_API)),
        Reader("XML datastores", 40_000, Kind(stores, _XML + _HTML, _HTML_NESTS, largest=html), _list(ListKind.JPAGE_INLINE)),
        Reader("RSS feeds", 40_000, Kind([FEED], _XML, _HTML_NESTS, largest=html), _list(ListKind.RSS)),
        Reader("year tables and static lists", 30_000, Kind([YEAR_TABLE, *page_samples[:3]], _HTML, _HTML_NESTS, largest=html), _list(ListKind.YEAR_TABLE)),
        Reader("xlsx", 20_000, Kind([workbook()], _OFFICE, _OFFICE_NESTS, True, html), _file("xlsx")),
        Reader("docx", 3_000, Kind([word()], _OFFICE, _OFFICE_NESTS, True, html), _file("docx")),
        Reader("pdf", 10_000, Kind([pdf("GDP grew 4.9%.", "Exports 8.8"), pdf("1", "2", "3")], _PDF, _PDF_NESTS, largest=html), _file("pdf")),
        Reader("robots.txt", 100_000, Kind([b"User-agent: *\nDisallow: /a/*.html$\nCrawl-delay: 5\n\nUser-agent: ningbo-monitor\nAllow: /\n", b"<html></html>"], (b"*", b"$", b"Disallow:", b"Crawl-delay: ", b"User-agent:", b"Request-rate: 1/0", b"Sitemap:"), largest=html), _robots),
        Reader("packed bodies and refusals", 234_000, Kind([gzip.compress("宁波".encode() * 300), b"<html>reason:UrlACL</html>", b"Wed, 20 May 2026 02:00:30 GMT", b"120"], (b"\x1f\x8b", b"<title>", b"$_ts=window", b"GMT"), largest=html), _packed),
        Reader("answers of channels", 260_000, Kind([b'{"errcode":0,"errmsg":"ok"}', b'{"code":19024,"msg":"Key Words Not Found","data":{}}', b'{"StatusCode":0,"StatusMessage":"success"}', b"<html>login</html>", f"no: {SECRET}".encode()], (*_JSON, SECRET.encode()), _JSON_NESTS, largest=html), _channel),
        Reader("catalogue (YAML)", 8_000, Kind(_yaml_samples("catalogue"), _YAML, _YAML_NESTS, largest=small), _catalogue),
        Reader("rules (YAML)", 10_000, Kind(_yaml_samples("rules"), _YAML, _YAML_NESTS, largest=small), _rules),
        Reader("receivers (YAML)", 12_000, Kind(_yaml_samples("receivers"), _YAML, _YAML_NESTS, largest=small), _receivers),
        Reader("baseline (YAML)", 8_000, Kind(_yaml_samples("baseline"), _YAML, _YAML_NESTS, largest=small), _baseline),
    )  # fmt: skip


# -- what strangers send ----------------------------------------------------------------------------------------------


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary(_known_catalogue())


@cache
def _known_catalogue() -> catalogue.Catalogue:
    return catalogue.load()


def _read(document: Document, number: int) -> None:
    area = ("ningbo", "ningbo/cixi", "zhejiang", "china", None)[number % 5]
    found = read(document, area, date(2026, 6, 30), _vocabulary())
    for one in (*found.figures, *found.refusals):
        start, end = one.span
        assert 0 <= start < end <= len(found.text), one
        assert one.quote, one


def _page(content: bytes, number: int) -> None:
    page = read_page(content, ("", "text/html; charset=gbk")[number % 2], url=COLUMN)
    _read(page.document, number)


def _prose(content: bytes, number: int) -> None:
    text = content.decode("utf-8", "surrogateescape")
    find_numbers(text)
    _read(document_from_text(text), number)


def _list(kind: ListKind) -> Callable[[bytes, int], None]:
    site = Site(frozenset({HOST}), ("右侧内容", "当前栏目_list"))

    def act(content: bytes, number: int) -> None:
        listing = Listing("example", "工业", COLUMN, kind, 3, ("", f"{COLUMN}?webId=1")[number % 2])
        url = (COLUMN, f"https://{HOST}/x/page/build/unit?webId=1")[number % 3 == 0]
        found = list_page(listing, Snapshot(url, content, "text/html", NOW), site)
        assert all(ref.url.startswith(("http://", "https://")) and ref.key for ref in found.refs), found
        assert found.total is None or found.total >= 0

    return act


def _file(extension: str) -> Callable[[bytes, int], None]:
    def act(content: bytes, number: int) -> None:
        document = read_document(content, f"附件.{extension}")
        assert document.text.strip()
        _read(document, number)

    return act


def _robots(content: bytes, number: int) -> None:
    note = RobotsNote(HOST, 200, NOW, content.decode("utf-8", "replace"))
    note.allows(COLUMN)
    assert 0 <= note.delay <= 60
    note.in_words()


def _packed(content: bytes, number: int) -> None:
    challenge_in(content)
    text = content.decode("latin-1")[:500]
    refused = refusal((403, 404, 429, 503, 200)[number % 5], {"retry-after": text, "date": text[::-1]}, content)
    assert len(str(refused)) < 300
    worth_a_retry(60)(refused)
    assert not isinstance(refused, Unreachable) or 0 <= pause(refused, 1, 60) <= 60
    room = 1000
    assert len(inflater(("gzip", "deflate", "", "br")[number % 4])(content, room)) <= room


def _channel(content: bytes, number: int) -> None:
    services = [*SERVICES.values(), UNKNOWN]
    status = (200, 200, 200, 400, 429, 500)[number % 6]
    answer = _Answer(status, content[:4096], content[-20:].decode("latin-1"))
    try:
        said = _answer_of(number % 7 > 0, _Heard([answer]), services[number % len(services)], "desk", (SECRET,))
    except DeliveryError as error:
        said, wait = str(error), error.retry_after
        if wait is not None and not wait >= 0:
            raise AssertionError(f"waits {wait} s") from error
    assert SECRET not in said, "a secret is shown"
    assert said.isprintable(), said
    assert len(said) < 400, said


# -- what people write ------------------------------------------------------------------------------------------------

_PLACES = {
    "catalogue": [catalogue.FOLDER / name for name in ("indicators.yaml", "areas.yaml", "series.yaml", "publishers.yaml", "lists.yaml")],
    "rules": [rulebook.FILE],
    "baseline": [recorded.FILE],
    "receivers": [rulebook.FILE.with_name("receivers.example.yaml")],
}  # fmt: skip


def _yaml_samples(name: str) -> list[bytes]:
    """A head and a few entries of each file: small, so that a bad one is near the surface."""
    found = []
    for path in _PLACES[name]:
        head, *entries = path.read_text(encoding="utf-8").split("\n  - ")
        head = "\n".join(line for line in head.splitlines() if not line.startswith("#"))
        for at in range(0, min(len(entries), 60), 3):
            found.append("\n  - ".join([head, *entries[at : at + 2]]).encode() + b"\n")
    return found


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="hostile-"))


def _written(content: bytes, name: str) -> Path:
    file = _folder() / name
    file.write_bytes(content)
    return file


def _catalogue(content: bytes, number: int) -> None:
    names = [path.name for path in _PLACES["catalogue"]]
    told = next(
        (at for at, name in enumerate(names) if content.startswith(name.split(".")[0].encode()[:6])), number % 5
    )
    _small_catalogue()
    file = _folder() / names[told]
    kept = file.read_bytes()
    file.write_bytes(content)
    try:
        catalogue.load(_folder())
    finally:
        file.write_bytes(kept)


@cache
def _small_catalogue() -> None:
    """The other files, which are not bent."""
    for path in _PLACES["catalogue"]:
        head, *entries = path.read_text(encoding="utf-8").split("\n  - ")
        _written("\n  - ".join([head, *entries[:2]]).encode() + b"\n", path.name)


def _rules(content: bytes, number: int) -> None:
    rulebook.load(_known_catalogue(), _known_baseline(), _written(content, "rules.yaml"))


def _receivers(content: bytes, number: int) -> None:
    for receiver in receivers.load(_written(content, "receivers.yaml"), _known_catalogue()).named.values():
        assert receiver.limit is None or receiver.limit > 0


@cache
def _known_baseline() -> recorded.Baseline:
    return recorded.load(_known_catalogue())


def _baseline(content: bytes, number: int) -> None:
    recorded.load(_known_catalogue(), _written(content, "baseline.yaml"))


def prepare() -> None:
    """What is loaded once, before anything is timed."""
    _vocabulary(), _known_baseline(), json.dumps({}), isinstance(FetchError(""), Exception)
