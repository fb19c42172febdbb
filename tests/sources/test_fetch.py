"""Fetching: what each answer becomes, which addresses are never asked, and how patient we are."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from loopback import Reply, Site, StoppedClock, serving

from sources.catalogue import PublisherEntry
from sources.errors import Blocked, FetchError, Forbidden, Moved, Unreachable
from sources.fetch import Fetcher, Limits, Manners, NotModified, Validators, manners_of
from sources.firewall import challenge_in
from sources.manners import Pacer, SystemClock, check_address

URL = "https://www.example.gov/list.html"
HOSTS = frozenset({"www.example.gov", "wap.example.gov"})


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    server.asked.clear()
    server.replies.clear()
    return server


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


def manners(site: Site, **changes: object) -> Manners:
    usual = Manners(
        hosts=HOSTS,
        user_agent="ningbo-monitor tests",
        routes=dict.fromkeys(HOSTS, ("127.0.0.1", site.port)),
        publishers=dict.fromkeys(HOSTS, "example"),
        limits=Limits(connect_seconds=2, read_seconds=2),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def fetched(site: Site, clock: StoppedClock, url: str = URL, **changes: object) -> object:
    with Fetcher(manners(site, **changes), clock=clock) as fetcher:
        return fetcher.get(url)


def test_a_page_becomes_a_snapshot_under_its_canonical_address(site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", Reply(body="宁波".encode(), headers={"ETag": '"1"', "Last-Modified": "yesterday"}))
    with Fetcher(manners(site), clock=clock) as fetcher:
        snapshot = fetcher.get(URL, referer="https://www.example.gov/")
    assert (snapshot.url, snapshot.content.decode(), snapshot.answered_by) == (URL, "宁波", "www.example.gov")
    assert (snapshot.content_type, snapshot.etag, snapshot.last_modified) == (
        "text/html; charset=utf-8",
        '"1"',
        "yesterday",
    )
    assert snapshot.fetched_at == datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
    assert site.asked[0].host == "www.example.gov"
    assert site.asked[0].headers["referer"] == "https://www.example.gov/"
    assert site.asked[0].headers["user-agent"] == "ningbo-monitor tests"


CHALLENGES = {
    "jsl": b"<script>document.cookie=('_')+('_jsl_clearance')+'=1';location.href=location.pathname</script>",
    "wzws": b"<html><body>Please enable JavaScript and refresh the page.</body></html>",
    "ruishu": b"<meta id='x' content='1'><script>$_ts=window['$_ts'];</script>",
    "acl": "<html>拒绝访问 reason:UrlACL Client IP: 203.0.113.5</html>".encode(),
    "interstitial": b"<title>Just a moment</title>",
    "captcha": "<html>请输入验证码</html>".encode(),
    "captcha in gbk": "<html>访问过于频繁</html>".encode("gb18030"),
}


@pytest.mark.parametrize("body", CHALLENGES.values(), ids=CHALLENGES.keys())
def test_a_challenge_that_answers_200_is_blocked_and_asked_once(body: bytes, site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", Reply(body=body))
    with pytest.raises(Blocked) as caught:
        fetched(site, clock)
    assert (caught.value.url, caught.value.publisher, caught.value.status) == (URL, "example", 200)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        ("<html><p>短信验证码服务规范公示</p>" + "正文" * 3000 + "</html>").encode(),
        b"%PDF-1.7 Just a moment __jsl_clearance",
        b'{"success": true, "data": {"html": ""}}',
        "<html><p>短的公告。</p></html>".encode(),
    ],
    ids=["a long page that speaks of captchas", "a file", "an empty unit answer", "a short notice"],
)
def test_what_only_looks_like_a_challenge_is_none(body: bytes) -> None:
    assert challenge_in(body) is None


@pytest.mark.parametrize(
    ("status", "error", "requests"),
    [
        (401, Blocked, 1),
        (403, Blocked, 1),
        (412, Blocked, 1),
        (521, Blocked, 1),
        (404, Moved, 1),
        (410, Moved, 1),
        (429, Unreachable, 3),
        (500, Unreachable, 3),
        (503, Unreachable, 3),
        (400, FetchError, 1),
        (204, FetchError, 1),
        (304, FetchError, 1),
    ],
)
def test_each_status_has_its_error_and_only_some_are_tried_again(
    status: int, error: type[FetchError], requests: int, site: Site, clock: StoppedClock
) -> None:
    site.says("/list.html", Reply(status, b""))
    with pytest.raises(FetchError) as caught:
        fetched(site, clock)
    assert type(caught.value) is error
    assert caught.value.status == status
    assert len(site.asked) == requests


def test_a_passing_failure_is_waited_for_longer_each_time(site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", Reply(500), Reply(502), Reply(body=b"<html>back</html>"))
    fetched(site, clock)
    assert clock.slept == [2.0, 8.0]


@pytest.mark.parametrize(
    ("after", "slept"),
    [
        ("7", 7.0),
        ("Wed, 20 May 2026 02:00:30 GMT", 30.0),
        ("Wed, 20 May 2026 01:00:00 GMT", 0.0),
        ("soon", 2.0),
        (f"Wed, 20 May {'9' * 30} 01:00:00 GMT", 2.0),
    ],
)
def test_retry_after_is_honoured_in_either_form(after: str, slept: float, site: Site, clock: StoppedClock) -> None:
    site.says(
        "/list.html", Reply(503, headers={"Retry-After": after, "Date": "Wed, 20 May 2026 02:00:00 GMT"}), Reply()
    )
    fetched(site, clock)
    assert sum(clock.slept) == slept


def test_a_retry_after_beyond_our_patience_is_not_waited_for(site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", Reply(429, headers={"Retry-After": "3600"}))
    with pytest.raises(Unreachable) as caught:
        fetched(site, clock)
    assert (caught.value.retry_after, clock.slept, len(site.asked)) == (3600.0, [], 1)


@pytest.mark.parametrize(
    "reply",
    [Reply(resets=True), Reply(body=b"<html>half", claims=4000), Reply(hangs=0.6)],
    ids=["reset", "cut off", "no answer in time"],
)
def test_a_connection_that_fails_is_unreachable_and_tried_again(reply: Reply, site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", reply)
    with pytest.raises(Unreachable):
        fetched(site, clock, limits=Limits(connect_seconds=1, read_seconds=0.2, attempts=2))
    assert len(site.asked) == 2


def test_a_body_that_drips_is_given_up(site: Site) -> None:
    site.says("/list.html", Reply(body=b"<html>" + b"x" * 100, drips=0.03))
    with (
        Fetcher(manners(site, limits=Limits(read_seconds=1, overall_seconds=0.15, attempts=1))) as fetcher,
        pytest.raises(Unreachable, match="too slowly"),
    ):
        fetcher.get(URL)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"x" * 3000),
        Reply(body=b"x", claims=3000),
        Reply(body=gzip.compress(b"x" * 2_000_000), headers={"Content-Encoding": "gzip"}),
        Reply(body=b"x", headers={"Content-Encoding": "br"}),
    ],
    ids=["large", "says it is large", "grows when unpacked", "packed in a way not asked for"],
)
def test_a_body_over_the_limit_is_refused_once(reply: Reply, site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", reply)
    with pytest.raises(Forbidden):
        fetched(site, clock, limits=Limits(max_bytes=2500))
    assert len(site.asked) == 1


def test_a_packed_body_is_unpacked_and_a_cut_one_is_unreachable(site: Site, clock: StoppedClock) -> None:
    packed = gzip.compress("浙江".encode() * 500)
    site.says("/list.html", Reply(body=packed, headers={"Content-Encoding": "gzip"}))
    assert fetched(site, clock).content == "浙江".encode() * 500  # type: ignore[attr-defined]
    site.says("/list.html", Reply(body=packed[:-9], headers={"Content-Encoding": "gzip"}))
    with pytest.raises(Unreachable, match="cut off"):
        fetched(site, clock)


NEVER = [
    "https://elsewhere.example/",
    "https://www.example.gov.evil.example/",
    "https://evil-www.example.gov/",
    "https://user:secret@www.example.gov/",
    "https://www.example.gov@evil.example/",
    "https://www.example.gov:8443/",
    "https://www.example.gov:80/",
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://localhost/",
    "file:///etc/passwd",
    "ftp://www.example.gov/",
    "//www.example.gov/",
    "www.example.gov",
    "",
    "https://www.example.gov\\@evil.example/",
    "https://www.example.gov/\r\nHost: evil.example",
    "https://www.example.gov./",
    "https://xn--www-.example.gov/",
]


@pytest.mark.parametrize("url", NEVER)
def test_an_address_off_the_list_is_never_asked(url: str, site: Site, clock: StoppedClock) -> None:
    with pytest.raises(Forbidden):
        fetched(site, clock, url)
    assert site.asked == []


@pytest.mark.parametrize("location", [*NEVER[:13], "//elsewhere.example/x", "https://[bad"])
def test_a_redirect_off_the_list_is_never_followed(location: str, site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", Reply(302, b"", {"Location": location}))
    with pytest.raises(Forbidden):
        fetched(site, clock)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("hops", "error"),
    [
        (["/a", "/b", "/c", "/d", "/e"], None),
        (["/a", "/b", "/c", "/d", "/e", "/f"], Forbidden),
        (["https://wap.example.gov/a"], None),
        (["/x?wzws_cid=1"], Blocked),
    ],
    ids=["five", "six", "another host of the list", "to a cookie challenge"],
)
def test_redirects_are_walked_and_counted(
    hops: list[str], error: type[FetchError] | None, site: Site, clock: StoppedClock
) -> None:
    for place, target in zip(["/list.html", *hops], [*hops, None], strict=True):
        host = "wap.example.gov" if place.startswith("https://wap") else "www.example.gov"
        site.says(
            "/" + place.rpartition("/")[2], Reply(302, b"", {"Location": target}) if target else Reply(), host=host
        )
    if error:
        with pytest.raises(error):
            fetched(site, clock)
    else:
        assert fetched(site, clock).url == URL  # type: ignore[attr-defined]


def test_a_redirect_to_itself_wants_a_cookie_and_is_blocked(site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", Reply(302, b"", {"Location": URL, "Set-Cookie": "pass=1"}))
    with pytest.raises(Blocked):
        fetched(site, clock)
    assert len(site.asked) == 1


def test_with_routes_a_host_without_one_is_refused(site: Site, clock: StoppedClock) -> None:
    with pytest.raises(Forbidden, match="not rehearsed"):
        fetched(site, clock, hosts=HOSTS | {"third.example.gov"}, url="https://third.example.gov/")


@pytest.mark.parametrize(
    ("www", "wap", "answered_by"),
    [
        (Reply(403), Reply(), "wap.example.gov"),
        (Reply(500), Reply(), "wap.example.gov"),
        (Reply(), Reply(403), "www.example.gov"),
        (Reply(403), Reply(404), None),
        (Reply(404), Reply(), None),
    ],
    ids=["blocked", "down", "not needed", "both fail", "a page that is gone is gone"],
)
def test_the_fallback_host_answers_for_one_that_blocks(
    www: Reply, wap: Reply, answered_by: str | None, site: Site, clock: StoppedClock
) -> None:
    site.says("/list.html", www)
    site.says("/list.html", wap, host="wap.example.gov")
    ladder = {"www.example.gov": "wap.example.gov"}
    if answered_by is None:
        with pytest.raises(FetchError) as caught:
            fetched(site, clock, fallback_hosts=ladder)
        assert caught.value.status == www.status
    else:
        snapshot = fetched(site, clock, fallback_hosts=ladder)
        assert (snapshot.url, snapshot.answered_by) == (URL, answered_by)  # type: ignore[attr-defined]


def test_validators_are_sent_back_and_304_is_not_modified(site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", Reply(headers={"ETag": '"7"', "Last-Modified": "Mon"}), Reply(304, b""))
    with Fetcher(manners(site), clock=clock) as fetcher:
        first = fetcher.get(URL)
        assert "if-none-match" not in site.asked[0].headers
        assert fetcher.fetch(URL, validators=Validators.of(first)) == NotModified(URL, "www.example.gov")
    assert site.asked[1].headers["if-none-match"] == '"7"'
    assert site.asked[1].headers["if-modified-since"] == "Mon"


def test_requests_of_a_host_are_kept_apart_with_the_same_jitter_every_run() -> None:
    runs = []
    for _ in range(2):
        clock = StoppedClock()
        pacer = Pacer(clock, {"www.example.gov": 2.0})
        for _ in range(4):
            pacer.wait("www.example.gov")
        runs.append(clock.slept)
    assert runs[0] == runs[1]
    assert len(runs[0]) == 3
    assert all(2.0 <= gap <= 3.0 for gap in runs[0])
    assert len(set(runs[0])) > 1


def test_hosts_do_not_wait_for_one_another() -> None:
    clock = StoppedClock()
    pacer = Pacer(clock, {"a": 5.0, "b": 5.0})
    pacer.wait("a")
    pacer.wait("b")
    assert clock.slept == []


def test_threads_share_the_spacing_of_a_host() -> None:
    pacer = Pacer(SystemClock(), {"a": 0.05})

    def went() -> float:
        pacer.wait("a")
        return time.monotonic()

    with ThreadPoolExecutor(8) as pool:
        moments = sorted(each.result() for each in [pool.submit(went) for _ in range(8)])
    assert moments[-1] - moments[0] >= 7 * 0.05 - 0.01


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "::",
    ],
)
def test_a_name_that_leads_into_our_own_network_is_refused(address: str) -> None:
    with pytest.raises(Forbidden):
        check_address(address, "www.example.gov")


def test_a_public_address_is_fine() -> None:
    check_address("8.8.8.8", "www.example.gov")
    check_address("2001:4860:4860::8888", "www.example.gov")
    check_address("::ffff:8.8.8.8", "www.example.gov")


def test_without_routes_a_name_of_our_own_machine_is_refused_before_anything_is_asked(
    site: Site, clock: StoppedClock
) -> None:
    live = Manners(hosts=frozenset({"localhost"}), user_agent="x")
    with Fetcher(live, clock=clock) as fetcher, pytest.raises(Forbidden, match="no public address"):
        fetcher.get("http://localhost/")
    assert site.asked == []


def test_manners_come_from_the_catalogue() -> None:
    entry = PublisherEntry(
        id="miit",
        name_zh="部",
        name_en="ministry",
        area="china",
        hosts=("www.example.gov",),
        fallback_hosts={"www.example.gov": "wap.example.gov"},
        spacing_seconds=2,
        user_agent="Mozilla/5.0",
        legacy_tls=True,
    )
    told = manners_of([entry], user_agent="ours", pace=0.5)
    assert told.hosts == HOSTS == told.legacy_tls
    assert told.spacing == dict.fromkeys(HOSTS, 1.0)
    assert told.user_agents == dict.fromkeys(HOSTS, "Mozilla/5.0")
    assert told.publishers["wap.example.gov"] == "miit"


def test_a_host_that_needs_another_user_agent_gets_it(site: Site, clock: StoppedClock) -> None:
    site.says("/list.html", Reply())
    fetched(site, clock, user_agents={"www.example.gov": "Mozilla/5.0"})
    assert site.asked[0].headers["user-agent"] == "Mozilla/5.0"


def test_a_query_is_posted_as_a_form_where_the_catalogue_says_so_and_nowhere_else(
    site: Site, clock: StoppedClock
) -> None:
    service = "https://www.example.gov/search.do"
    site.says("/search.do", Reply())
    site.says("/list.html?q=1", Reply())
    forms = frozenset({service})
    snapshot = fetched(site, clock, f"{service}?q=%E5%B7%A5%E4%B8%9A&p=1", forms=forms)
    assert snapshot.url == f"{service}?q=%E5%B7%A5%E4%B8%9A&p=1"  # type: ignore[attr-defined]
    fetched(site, clock, f"{URL}?q=1", forms=forms)
    posted, plain = site.asked
    assert (posted.method, posted.path, posted.form) == ("POST", "/search.do", "q=%E5%B7%A5%E4%B8%9A&p=1")
    assert posted.headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert (plain.method, plain.path) == ("GET", "/list.html?q=1")


def test_a_form_with_nothing_in_it_is_posted_all_the_same(site: Site, clock: StoppedClock) -> None:
    site.says("/search.do", Reply())
    service = "https://www.example.gov/search.do"
    fetched(site, clock, service, forms=frozenset({service}))
    assert [(asked.method, asked.form) for asked in site.asked] == [("POST", "")]
