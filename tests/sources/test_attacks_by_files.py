"""Attacks by files and lists: XML entities, archives that burst or climb, slow markup, names that mean something to a terminal."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import docx
import pytest

from sources.archives import check_archive
from sources.documents import read_document
from sources.errors import NotARelease, SourceError
from sources.lists import list_page
from sources.pages import read_page
from sources.releases import Listing, ListKind, ListPage, Snapshot
from sources.rows import Site

HOST = "tjj.example.gov"
COLUMN = f"https://{HOST}/col/col12/index.html"
ARTICLE = f"/col/col12/art/2026/art_{7:032x}.html"

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + '<!ENTITY home SYSTEM "file:///etc/passwd"><!ENTITY % more SYSTEM "http://127.0.0.1/x.dtd"> %more;]>'
)


def seen(body: bytes | str, kind: ListKind = ListKind.UNIT_API) -> ListPage:
    content = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    listing = Listing("example", "工业", COLUMN, kind)
    return list_page(listing, Snapshot(COLUMN, content, "", datetime(2026, 5, 20, tzinfo=UTC)), Site(frozenset({HOST})))


# -- XML entities -------------------------------------------------------------------------------------------------------


def test_a_feed_cannot_unfold_entities_or_read_our_files() -> None:
    link = f"<link>https://{HOST}{ARTICLE}</link>"
    feed = f"{LAUGHS}<rss version='2.0'><channel><item><title>甲&a9;&home;</title>{link}</item></channel></rss>"
    begun = time.process_time()
    try:
        titles = [ref.title for ref in seen(feed, ListKind.RSS).refs]
    except SourceError:
        titles = []
    assert time.process_time() - begun < 2
    assert not [title for title in titles if "root:" in title or len(title) > 1000]


def test_a_datastore_is_never_parsed_as_xml_with_entities() -> None:
    row = f'<li><a href="{ARTICLE}" title="甲&a9;&home;">甲</a></li>'
    store = (
        f"<?xml version='1.0'?>{LAUGHS}<datastore><recordset><record><![CDATA[{row}]]></record></recordset></datastore>"
    )
    (ref,) = seen(store, ListKind.DATAPROXY).refs
    assert ref.title == "甲&a9;&home;"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/styles.xml"]
)
def test_no_part_of_a_file_may_declare_entities_in_any_encoding(part: str, encoding: str) -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    content = with_part(stream.getvalue(), part, (LAUGHS + "<x>&a9;</x>").encode(encoding))
    with pytest.raises(NotARelease, match="entities"):
        read_document(content, "表.docx")


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for other in old.namelist():
            new.writestr(other, part if other == name else old.read(other))
    return stream.getvalue()


# -- archives -----------------------------------------------------------------------------------------------------------


def archive(*entries: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in entries:
            file.writestr(name, content)
    return stream.getvalue()


BOMBS = {
    "one entry that bursts": lambda: archive(("xl/workbook.xml", b"0" * 50_000_000)),
    "many that burst together": lambda: archive(*((f"xl/{n}.xml", b"0123456789" * 90_000) for n in range(130))),
    "too many entries": lambda: archive(*((f"x/{n}", b"") for n in range(6_000))),
    "an archive in an archive": lambda: archive(("xl/a.xlsx", archive(("xl/b.xlsx", b"0" * 50_000_000))), ("xl/c", b"0" * 50_000_000)),
}  # fmt: skip


@pytest.mark.parametrize("made", BOMBS.values(), ids=BOMBS.keys())
def test_an_archive_that_would_burst_is_not_opened(made: Callable[[], bytes]) -> None:
    content = made()
    begun = time.process_time()
    with pytest.raises(NotARelease):
        check_archive(content, "表.xlsx")
    assert time.process_time() - begun < 5


def test_an_archive_whose_entries_share_their_bytes_is_counted_whole() -> None:
    """The bomb that does not recurse: a directory that names the same packed bytes again and again."""
    packed = archive(("a", b"0" * 900_000))
    directory = packed[packed.index(b"PK\x01\x02") : packed.index(b"PK\x05\x06")]
    count = 400
    end = bytearray(packed[packed.index(b"PK\x05\x06") :])
    end[8:12] = count.to_bytes(2, "little") * 2
    end[12:16] = (len(directory) * count).to_bytes(4, "little")
    content = packed[: packed.index(b"PK\x01\x02")] + directory * count + bytes(end)
    with pytest.raises(NotARelease):
        check_archive(content, "表.xlsx")


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x.xlsx",
        "/etc/passwd.xlsx",
        "..\\..\\x.xlsx",
        "a\x00b.xlsx",
        "\x1b[2J.xlsx",
        "\u202exslx.exe.xlsx",
    ],
)
def test_an_attachment_whose_name_climbs_or_commands_is_only_a_name(name: str) -> None:
    """It is kept under its hash in the store (see `test_only_these_modules_write_files`), and shown without its tricks."""
    page = read_page(
        f'<html><body><h1>标题</h1><div id="zoom"><p>见附件。</p><a href="/x/f.xlsx">{name}</a></div></body></html>'.encode()
    )
    (attachment,) = page.attachments
    assert attachment.url.endswith("/x/f.xlsx")
    assert attachment.name.isprintable()


# -- markup made to keep us busy: each took seconds to minutes before it was mended ------------------------------------

SLOW = {
    "records that never end": "<datastore><recordset>" + "<record><![CDATA[" * 20_000,
    "divs that never end": "<datastore>" + '<div id="5000001"' * 20_000,
    "rows in rows": "<datastore><record><![CDATA["
    + "<ul><li>" * 3_000
    + f'<a href="{ARTICLE}">甲</a>'
    + "]]></record>",
    "year tables in year tables": '<table class="TJNw016"><tr><td><a href="/x/1.html">1月</a>' * 1_500,
    "links in links of a row": "<datastore><record><![CDATA[<ul><li>"
    + f'<a href="{ARTICLE}">甲<b>' * 800
    + "]]></record>",
    "links in links of a year table": '<table class="TJNw016"><tr><th>2026年</th></tr><tr><td>'
    + '<ul><li><a href="./202605/t">' * 2_000,
    "items in items": "<rss><channel>" + f"<item><title>甲</title><link>https://{HOST}{ARTICLE}</link>" * 2_000,
    "a count of five thousand digits": "<datastore><totalrecord>" + "9" * 5_000 + "</totalrecord><record>x</record>",
}


@pytest.mark.parametrize("body", SLOW.values(), ids=SLOW.keys())
def test_a_list_made_to_keep_us_busy_is_read_or_refused_in_a_moment(body: str) -> None:
    assert seconds_of(lambda: seen(body)) < 3


PAGES = {
    "bodies in bodies": "<div id=zoom>" * 6_000,
    "tables in tables": '<div id="zoom">' + "<table><tr><td>" * 3_000,
    "containers that nobody knows": "<div>" * 3_000,
    "tags of every kind": '<div id="zoom">' + "<b>8.8%</b>" * 6_000,
}


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES.keys())
def test_a_page_made_to_keep_us_busy_is_read_or_refused_in_a_moment(body: str) -> None:
    page = f"<html><body><h1>标题</h1>{body}<p>全市增长8.8%。</p></body></html>".encode()
    assert seconds_of(lambda: read_page(page)) < 5


def seconds_of(act: Callable[[], object]) -> float:
    begun = time.process_time()
    with suppress(SourceError):
        act()
    return time.process_time() - begun


# -- links and numbers that broke the reader of lists -------------------------------------------------------------------


@pytest.mark.parametrize(
    "href",
    [
        "//x@y:z/art_1_2.html",
        f"https://{HOST}:30:00/art_1_2.html",
        f"https://{HOST}:99999/a",
        "/a\x1b[2J.html",
        "/a\u202e.html",
    ],
)
def test_one_link_that_is_no_address_takes_no_other_with_it(href: str) -> None:
    rows = f'<li><a href="{href}">坏</a></li><li><a href="{ARTICLE}">好</a></li>'
    page = seen(f"<datastore><record><![CDATA[{rows}]]></record></datastore>", ListKind.DATAPROXY)
    assert [ref.title for ref in page.refs] == ["好"]


@pytest.mark.parametrize(
    "bad", ['{"title": true, "url": "%s"}', '{"title": "坏", "url": false}', '{"title": "坏"}', "{}"]
)
def test_one_search_result_without_a_title_or_an_address_takes_no_other_with_it(bad: str) -> None:
    good = f'{{"title": "好", "url": "https://{HOST}{ARTICLE}"}}'
    bad = bad.replace("%s", f"https://{HOST}{ARTICLE}")
    body = f'{{"data": {{"searchResult": {{"dataResults": [{{"data": {bad}}}, {{"data": {good}}}]}}}}}}'
    assert [ref.title for ref in seen(body, ListKind.SEARCH_API).refs] == ["好"]


@pytest.mark.parametrize("total", ['"²"', '"٣"', "-1", '"' + "9" * 5000 + '"', "true", "1e9"])
def test_a_count_that_is_no_number_is_no_count(total: str) -> None:
    entry = f'{{"title": "甲", "url": "https://{HOST}{ARTICLE}"}}'
    body = f'{{"data": {{"searchResult": {{"total": {total}, "dataResults": [{{"data": {entry}}}]}}}}}}'
    page = seen(body, ListKind.SEARCH_API)
    assert [(ref.title, page.total) for ref in page.refs] == [("甲", None)]


def test_what_a_list_says_holds_no_command_for_a_terminal() -> None:
    row = f'<li><a href="{ARTICLE}" title="标题\x1b]0;owned\x07\x9b2J\u202e\u2066\U000e0041">甲</a></li>'
    (ref,) = seen(f"<datastore><record><![CDATA[{row}]]></record></datastore>", ListKind.DATAPROXY).refs
    assert ref.title.isprintable()
    assert ref.title.startswith("标题")
