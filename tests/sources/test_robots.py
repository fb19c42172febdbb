"""What hosts tell robots: asked once a day, kept with its status, obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from loopback import START, Reply, Site, StoppedClock, serving

from sources.errors import Blocked, Forbidden, SourceError, Unreachable
from sources.fetch import Fetcher, Limits, Manners
from sources.robots import KEPT_FOR, RobotsNote, read_note

HOST = "www.example.gov"
URL = f"https://{HOST}/list.html"
RULES = b"User-agent: *\nDisallow: /search/*.do$\nDisallow: /list\nAllow: /list.html\n\nUser-agent: ningbo-monitor\nDisallow: /closed/\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        served.says("/list.html", Reply())
        yield served


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


def get(site: Site, clock: StoppedClock, folder: Path, *urls: str) -> None:
    """One run: a fetcher that asks for these and is closed."""
    manners = Manners(
        hosts=frozenset({HOST}),
        user_agent="tests",
        routes={HOST: ("127.0.0.1", site.port)},
        robots=folder,
        limits=Limits(attempts=1),
    )
    with Fetcher(manners, clock=clock) as fetcher:
        for url in urls or (URL,):
            fetcher.get(url)


def asked_for_robots(site: Site) -> int:
    return sum(asked.path == "/robots.txt" for asked in site.asked)


def test_a_host_is_asked_once_a_day_by_all_runs_of_a_machine(site: Site, clock: StoppedClock, tmp_path: Path) -> None:
    site.says("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /closed/\n"))
    get(site, clock, tmp_path, URL, URL)
    get(site, clock, tmp_path)
    assert asked_for_robots(site) == 1
    assert site.asked[0].path == "/robots.txt"
    assert read_note(tmp_path, HOST) == RobotsNote(HOST, 200, START, "User-agent: *\nDisallow: /closed/\n")
    clock.passed += KEPT_FOR.total_seconds()
    get(site, clock, tmp_path)
    assert asked_for_robots(site) == 2


def test_a_note_that_cannot_be_kept_is_obeyed_and_asked_for_again(
    site: Site, clock: StoppedClock, tmp_path: Path
) -> None:
    site.says("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /closed/\n"))
    (tmp_path / "full").write_text("a file, where the folder should be: nothing can be written below it")
    with pytest.raises(Forbidden):
        get(site, clock, tmp_path / "full", f"https://{HOST}/closed/")
    get(site, clock, tmp_path / "full")
    assert asked_for_robots(site) == 2


def test_what_is_disallowed_is_not_asked_for(site: Site, clock: StoppedClock, tmp_path: Path) -> None:
    site.says("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /list\n"))
    with pytest.raises(Forbidden, match=r"robots.txt of www.example.gov disallows"):
        get(site, clock, tmp_path)
    assert [asked.path for asked in site.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/closed/a.html", False), ("/search/x.do", True), ("/list2.html", True)],
)
def test_rules_that_name_us_go_before_those_for_everybody(path: str, allowed: bool) -> None:
    assert RobotsNote(HOST, 200, START, RULES.decode()).allows(f"https://{HOST}{path}") is allowed


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/search/x.do", False), ("/search/x.do?a=1", True), ("/list.html", True), ("/list2.html", False)],
)
def test_wildcards_count_and_the_longest_rule_wins(path: str, allowed: bool) -> None:
    for_all = RULES.decode().partition("User-agent: ningbo-monitor")[0]
    assert RobotsNote(HOST, 200, START, for_all).allows(f"https://{HOST}{path}") is allowed


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(403, b"reason:UrlACL"), "403: no rules (RFC 9309)"),
        (Reply(404), "404: no rules (RFC 9309)"),
        (Reply(200, b"<html>a page for everything</html>"), "200: no rules in it"),
        (Reply(200, b""), "200: no rules in it"),
        (Reply(302, b"", {"Location": "https://nobody.example/"}), "led elsewhere: no rules (RFC 9309)"),
        (Reply(200, b"User-agent: *\nDisallow: /a\nAllow: /b # why\n"), "200: 2 rules"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_policy_leaves_everything_allowed_and_is_recorded(
    reply: Reply, words: str, site: Site, clock: StoppedClock, tmp_path: Path
) -> None:
    site.says("/robots.txt", reply)
    get(site, clock, tmp_path)
    note = read_note(tmp_path, HOST)
    assert note is not None
    assert note.in_words() == words


@pytest.mark.parametrize(
    ("reply", "error"),
    [(Reply(503), Unreachable), (Reply(resets=True), Unreachable), (Reply(521, b"__jsl_clearance"), Blocked)],
    ids=["503", "reset", "521"],
)
def test_a_host_that_cannot_say_is_asked_for_nothing_else(
    reply: Reply, error: type[SourceError], site: Site, clock: StoppedClock, tmp_path: Path
) -> None:
    site.says("/robots.txt", reply)
    with pytest.raises(error):
        get(site, clock, tmp_path)
    assert {asked.path for asked in site.asked} == {"/robots.txt"}
    note = read_note(tmp_path, HOST)
    assert note is not None
    assert note.silent_since == START
    assert note.in_words().endswith("since 2026-05-20: nothing is asked (RFC 9309)")


@pytest.mark.parametrize(
    "reply",
    [Reply(503), Reply(521, b"__jsl_clearance"), Reply(body=b"<script>$_ts=window['$_ts'];</script>")],
    ids=["503", "521", "a challenge with status 200"],
)
def test_a_host_that_cannot_say_for_a_month_has_no_rules_and_one_that_can_again_is_obeyed(
    reply: Reply, site: Site, clock: StoppedClock, tmp_path: Path
) -> None:
    site.says("/robots.txt", reply)
    day = timedelta(days=1).total_seconds()
    for _ in range(2):
        with pytest.raises(SourceError):
            get(site, clock, tmp_path)
        clock.passed += 15 * day
    get(site, clock, tmp_path)
    note = read_note(tmp_path, HOST)
    assert note is not None
    assert "since 2026-05-20: no rules" in note.in_words()
    asked = asked_for_robots(site)
    get(site, clock, tmp_path)
    assert asked_for_robots(site) == asked  # for a day
    site.says("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /\n"))
    clock.passed += day
    with pytest.raises(Forbidden):
        get(site, clock, tmp_path)


def test_what_was_said_before_holds_where_a_host_cannot_say(site: Site, clock: StoppedClock, tmp_path: Path) -> None:
    site.says("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /closed/\n"), Reply(503))
    get(site, clock, tmp_path)
    clock.passed += 2 * KEPT_FOR.total_seconds()
    get(site, clock, tmp_path)
    with pytest.raises(Forbidden):
        get(site, clock, tmp_path, f"https://{HOST}/closed/a.html")


def test_a_crawl_delay_goes_before_a_shorter_spacing(site: Site, clock: StoppedClock, tmp_path: Path) -> None:
    site.says("/robots.txt", Reply(body=b"User-agent: *\nCrawl-delay: 10\n"))
    get(site, clock, tmp_path, URL, URL, URL)
    assert len(clock.slept) == 2
    assert all(10 <= seconds <= 15 for seconds in clock.slept)


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"status": "x"}'])
def test_a_note_that_cannot_be_read_is_asked_for_again(
    kept: str, site: Site, clock: StoppedClock, tmp_path: Path
) -> None:
    (tmp_path / f"{HOST}.json").write_text(kept)
    site.says("/robots.txt", Reply(404))
    get(site, clock, tmp_path)
    assert read_note(tmp_path, HOST) == RobotsNote(HOST, 404, START)


def test_a_note_from_the_future_is_asked_for_again(site: Site, clock: StoppedClock, tmp_path: Path) -> None:
    site.says("/robots.txt", Reply(404))
    get(site, clock, tmp_path)
    early = StoppedClock()
    early.passed = -timedelta(days=30).total_seconds()
    get(site, early, tmp_path)
    assert asked_for_robots(site) == 2
