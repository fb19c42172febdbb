"""The rehearsal keeps its word: its clock, its record, what it says of itself."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import quote, urlencode

import pytest

from sources.configuration import read_text
from sources.documents import read_document
from sources.errors import ConfigError
from sources.pages import read_page
from sources.rehearsal import FaultKind, Rehearsal, invented_keys, release_days, story
from sources.rehearsal.articles import INVENTED, attachment_path
from sources.rehearsal.listmarkup import UNIT_PATH
from sources.rehearsal.places import home_of, place_of, places
from sources.rehearsal.record import Record, Release, record

LAST = date(2026, 12, 31)
MIIT_QUERY = place_of("miit/文件公示").unit_query(frozenset())


@pytest.fixture(scope="module")
def rehearsal() -> Iterator[Rehearsal]:
    with Rehearsal(day=LAST) as served:
        yield served


def ask(
    rehearsal: Rehearsal, host: str, path: str, *, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", rehearsal.port, timeout=5)
    try:
        connection.request(method, path, headers={"Host": host, **(headers or {})})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def where(release: Release) -> tuple[str, str]:
    place = home_of(release)
    return place.host, place.address_of(release)


def test_every_column_of_the_catalogue_is_rehearsed_and_every_release_stands_in_one(rehearsal: Rehearsal) -> None:
    names = {place.name for place in places()}
    assert {name for release in record().releases for name in (release.column, *release.also_in)} <= names
    for place in places():
        if place.listing.kind.value != "search_api":
            assert ask(rehearsal, place.host, place.path)[0] == 200, place.name


def test_a_page_is_edited_under_the_same_address_and_another_is_withdrawn(rehearsal: Rehearsal) -> None:
    edited = next(release for release in record().releases if release.edited)
    withdrawn = next(release for release in record().releases if release.withdrawn)
    assert edited.edited
    assert withdrawn.withdrawn
    try:
        rehearsal.day = edited.edited.day - timedelta(days=1)
        before = ask(rehearsal, *where(edited))[2]
        rehearsal.day = edited.edited.day
        assert ask(rehearsal, *where(edited))[2] != before
        rehearsal.day = withdrawn.withdrawn
        assert ask(rehearsal, *where(withdrawn))[0] == 404
    finally:
        rehearsal.day = LAST


def test_a_release_appears_on_its_day_and_not_before(rehearsal: Rehearsal) -> None:
    for release in record().releases:
        host, path = where(release)
        try:
            rehearsal.day = release.day - timedelta(days=1)
            before = ask(rehearsal, host, path)[0]
            rehearsal.day = release.day
            faults = rehearsal.faults_of(host)
            on_its_day = ask(rehearsal, host, path)[0]
        finally:
            rehearsal.day = LAST
        assert before == 404 or rehearsal.faults_of(host), release.title
        assert on_its_day == 200 or faults, release.title


@pytest.mark.parametrize("release", record().releases, ids=lambda release: release.key)
def test_every_page_is_a_release_page_and_an_invented_one_says_so(rehearsal: Rehearsal, release: Release) -> None:
    host, path = where(release)
    rehearsal.day = release.day if release.withdrawn else LAST
    status, headers, body = ask(rehearsal, host, path)
    rehearsal.day = LAST
    assert status == 200
    page = read_page(body, headers["content-type"], url=f"https://{host}{path}")
    assert page.title == release.title
    assert page.published == release.day
    assert (INVENTED in page.document.text) is release.invented


def test_what_comes_after_march_2026_is_invented_and_what_came_before_is_not() -> None:
    for release in record().releases:
        assert release.invented is (release.day > date(2026, 3, 31)), release.title
    assert invented_keys() == {release.key for release in record().releases if release.invented}


def test_an_attachment_is_a_document_that_says_it_is_invented(rehearsal: Rehearsal) -> None:
    attached = [release for release in record().releases if release.attachment]
    assert attached
    for release in attached:
        status, _, content = ask(rehearsal, where(release)[0], attachment_path(release))
        assert status == 200
        text = read_document(content, release.attachment or "").text
        assert INVENTED in text
        assert all(member in text for member in release.members)


def test_the_walk_goes_forward_and_passes_every_release_and_fault() -> None:
    days = release_days()
    assert days == sorted(set(days)) == [entry.day for entry in story()]
    assert 20 <= len(days) <= 40
    assert all(entry.happens for entry in story())
    last = max(release.day for release in record().releases)
    assert days[-1] >= last
    for fault in record().faults:
        assert {fault.first, fault.last} <= set(days), "a fault that nobody sees proves nothing"


def test_addresses_are_unique() -> None:
    addresses = [where(release) for release in record().releases]
    assert len(set(addresses)) == len(addresses)


def test_the_unit_api_knows_its_own_ids_only(rehearsal: Rehearsal) -> None:
    good = f"{UNIT_PATH}?{urlencode(MIIT_QUERY)}"
    assert json.loads(ask(rehearsal, "www.miit.gov.cn", good)[2])["success"] is True
    for name, wrong in (("webId", "1"), ("tagId", "页头"), ("parseType", "bulidstatic"), ("pageId", "1")):
        answer = ask(rehearsal, "www.miit.gov.cn", f"{UNIT_PATH}?{urlencode(MIIT_QUERY | {name: wrong})}")
        assert json.loads(answer[2])["success"] is False, name
    gbk = urlencode(MIIT_QUERY | {"tagId": ""}) + "&tagId=" + quote("右侧内容".encode("gb18030"))
    assert json.loads(ask(rehearsal, "www.miit.gov.cn", f"{UNIT_PATH}?{gbk}")[2])["success"] is False


def test_the_unit_api_pages_by_paramjson_only(rehearsal: Rehearsal) -> None:
    def first_row(**more: str) -> str:
        body = ask(rehearsal, "www.miit.gov.cn", f"{UNIT_PATH}?{urlencode(MIIT_QUERY | more)}")[2]
        html: str = json.loads(body)["data"]["html"]
        return html.partition("<li")[2][:200]

    one = first_row(paramJson='{"pageNo":1,"pageSize":"1"}')
    assert first_row(paramJson='{"pageNo":2,"pageSize":"1"}') != one
    assert first_row(pageNo="2", pageSize="1")[:150] == one[:150]
    rehearsal.play(FaultKind.PAGE_ONE_AGAIN)
    try:
        assert first_row(paramJson='{"pageNo":2,"pageSize":"1"}')[:150] == one[:150]
    finally:
        rehearsal.stop_faults()


def test_the_unit_api_refuses_post(rehearsal: Rehearsal) -> None:
    assert ask(rehearsal, "www.miit.gov.cn", UNIT_PATH, method="POST")[0] == 501


def test_a_validator_is_honoured_until_something_new_is_there(rehearsal: Rehearsal) -> None:
    host, path = "www.stats.gov.cn", "/sj/zxfb/"
    etag = ask(rehearsal, host, path)[1]["etag"]
    assert ask(rehearsal, host, path, headers={"If-None-Match": etag})[0] == 304
    rehearsal.day = date(2026, 5, 18)
    try:
        assert ask(rehearsal, host, path, headers={"If-None-Match": etag})[0] == 200
    finally:
        rehearsal.day = LAST


@pytest.mark.parametrize(("host", "path"), [("nobody.example", "/"), ("www.stats.gov.cn", "/nothing.html")])
def test_what_is_not_there_is_404(rehearsal: Rehearsal, host: str, path: str) -> None:
    assert ask(rehearsal, host, path)[0] == 404


def test_an_error_page_can_hide_under_the_name_of_a_file(rehearsal: Rehearsal) -> None:
    release = next(release for release in record().releases if release.attachment)
    rehearsal.play(FaultKind.HTML_AS_FILE)
    try:
        content = ask(rehearsal, where(release)[0], attachment_path(release))[2]
    finally:
        rehearsal.stop_faults()
    assert content.startswith(b"<html>")


def test_the_day_may_follow_a_clock() -> None:
    days = iter([date(2026, 5, 18), date(2026, 7, 24)])
    with Rehearsal(today=lambda: next(days)) as served:
        assert (served.day, served.day) == (date(2026, 5, 18), date(2026, 7, 24))


@pytest.mark.parametrize(
    "lines",
    ["invented: true\n    address: http://x/", "text: [甲]"],
    ids=["both invented and with an address", "neither"],
)
def test_a_record_that_does_not_say_where_its_figures_are_from_is_refused(lines: str) -> None:
    text = f'releases:\n  - column: nbs/最新发布\n    key: t20260518_1\n    day: "2026-05-18"\n    title: x\n    {lines}\nfaults: []\nstory: []\n'
    with pytest.raises(ConfigError, match="either invented or says where"):
        read_text(text, Record, name="releases.yaml")
