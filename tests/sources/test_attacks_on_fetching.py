"""Attacks by whoever answers us: names that lead home, addresses in disguise, answers that never end or burst."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpcore
import pytest
from loopback import Reply, Site, StoppedClock, serving

from sources.errors import FetchError, Forbidden, Unreachable
from sources.fetch import Fetcher, Limits, Manners
from sources.manners import check_address

HOST = "www.example.gov"
URL = f"https://{HOST}/list.html"
PLAIN = f"http://{HOST}/list.html"
LIVE = Manners(hosts=frozenset({HOST}), user_agent="ningbo-monitor tests", limits=Limits(attempts=1))


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    server.asked.clear()
    server.replies.clear()
    return server


def rehearsed(port: int, **limits: float) -> Manners:
    told = Limits(connect_seconds=2, read_seconds=2, attempts=1, **limits)  # type: ignore[arg-type]
    return Manners(hosts=frozenset({HOST}), user_agent="tests", routes={HOST: ("127.0.0.1", port)}, limits=told)


Answer = tuple[str, int]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Lets a test be the name server: each question gets the next answers. Gives the questions."""

    def answering(*answers: list[Answer]) -> list[str]:
        waiting, asked = list(answers), []

        def resolve(host: str, port: int, *more: object, **options: object) -> list[object]:
            asked.append(host)
            given = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            family = {True: socket.AF_INET6, False: socket.AF_INET}
            return [(family[":" in address], socket.SOCK_STREAM, 6, "", (address, at)) for address, at in given]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        return asked

    return answering


# -- server-side request forgery ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "home", ["127.0.0.1", "::1", "10.0.0.8", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]
)
def test_a_listed_name_that_leads_home_is_not_even_connected_to(
    home: str, scheme: str, names: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    connected = connections(monkeypatch)
    names([(home, 80)])
    with Fetcher(LIVE) as fetcher, pytest.raises(Forbidden, match="no public address"):
        fetcher.get(f"{scheme}://{HOST}/list.html")
    assert connected == []


def test_one_address_at_home_among_public_ones_is_enough_to_refuse(
    names: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    connected = connections(monkeypatch)
    names([("8.8.8.8", 443), ("192.168.1.1", 443)])
    with Fetcher(LIVE) as fetcher, pytest.raises(Forbidden):
        fetcher.get(URL)
    assert connected == []


def test_a_name_that_changes_between_check_and_connection_changes_nothing(
    site: Site, names: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: public when it is checked, at home a moment later."""
    connected = connections(monkeypatch)
    asked = names([("8.8.8.8", 80)], [("127.0.0.1", site.port)])
    with Fetcher(LIVE) as fetcher, pytest.raises(Unreachable):
        fetcher.get(PLAIN)
    assert (asked, connected, site.asked) == ([HOST], ["8.8.8.8"], [])


def test_a_second_request_after_a_rebinding_is_refused(
    site: Site, names: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    connections(monkeypatch)
    names([("8.8.8.8", 80)], [("127.0.0.1", site.port)])
    with Fetcher(LIVE) as fetcher:
        with pytest.raises(Unreachable):
            fetcher.get(PLAIN)
        with pytest.raises(Forbidden):
            fetcher.get(PLAIN)
    assert site.asked == []


def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where connections would go; none is made."""
    seen: list[str] = []

    def connect(network: httpcore.SyncBackend, host: str, *more: object, **options: object) -> httpcore.NetworkStream:
        seen.append(host)
        raise httpcore.ConnectError("closed for the test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    return seen


DISGUISED = [
    "http://2130706433/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://１２７.０.０.１/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[fe80::1%25eth0]/",
    f"http://{HOST}./",
    f"http://{HOST}%2eevil.example/",
    f"http://{HOST}%00.evil.example/",
    f"http://{HOST}#@evil.example/../",
    f"http://evil.example#@{HOST}/",
    f"http://evil.example?@{HOST}/",
    f"http://user@{HOST}/",
    f"http://:@{HOST}/",
    f"http://{HOST}:22/",
    f"http://{HOST}:443/",
    f"https://{HOST}:80/",
    f"http://{HOST}:０/",
    "http://ⓛocalhost/",
    "http://www.examp1e.gov/",
    "http://www.exаmple.gov/",  # a Cyrillic а
    f"gopher://{HOST}/",
    f"jar:http://{HOST}/!x",
    f"http:\t//{HOST}/",
    f"http://{HOST}\t.evil.example/",
]


@pytest.mark.parametrize("url", DISGUISED)
def test_an_address_in_disguise_is_never_asked(
    url: str, names: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is refused, or is the listed host by its own name: nothing else is resolved or connected to."""
    connected = connections(monkeypatch)
    asked = names([("8.8.8.8", 80)])
    with Fetcher(LIVE) as fetcher, pytest.raises(FetchError) as refused:
        fetcher.get(url)
    if not isinstance(refused.value, Forbidden):
        assert url == f"http://{HOST}#@evil.example/../"  # a fragment, which is never sent
        assert asked == [HOST]
        return
    assert (asked, connected) == ([], [])


@pytest.mark.parametrize("location", DISGUISED)
def test_a_redirect_to_an_address_in_disguise_is_never_followed(location: str, site: Site) -> None:
    site.says("/list.html", Reply(302, b"", {"Location": location.encode("utf-8").decode("latin-1")}))
    with Fetcher(rehearsed(site.port), clock=StoppedClock()) as fetcher, pytest.raises(FetchError):
        fetcher.get(URL)
    assert {asked.host for asked in site.asked} == {HOST}


@pytest.mark.parametrize(
    "address",
    ["::ffff:0:127.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:c0a8:101::1", "64:ff9b::a00:1", "64:ff9b:1::1", "2001:0:7f00:1::", "fec0::1", "fd12::1", "ff02::1", "198.18.0.1", "240.0.0.1", "255.255.255.255", "2001:db8::1"],
)  # fmt: skip
def test_an_address_that_wraps_or_is_one_of_ours_is_refused(address: str) -> None:
    with pytest.raises(Forbidden):
        check_address(address, HOST)


@pytest.mark.parametrize("address", ["8.8.8.8", "2400:3200::1", "240e:83::1", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses_are_asked_also_through_a_networks_translation(address: str) -> None:
    check_address(address, HOST)


# -- answers without end ------------------------------------------------------------------------------------------------


@contextmanager
def dripping(piece: bytes, seconds: float, opening: bytes = b"") -> Iterator[int]:
    """A server that sends the same piece again and again, slowly, whatever it is asked."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            try:
                connection.sendall(opening)
                while not over.wait(seconds):
                    connection.sendall(piece)
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.close()
        thread.join(5)


@pytest.mark.parametrize(
    ("piece", "opening"),
    [
        (b"x", b""),
        (b"X-More: yes\r\n", b"HTTP/1.1 200 OK\r\n"),
        (b"1\r\nx\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n", b""),
    ],
    ids=["status line", "headers", "body", "early hints"],
)
def test_an_answer_that_drips_is_given_up_at_its_deadline(piece: bytes, opening: bytes) -> None:
    begun = time.monotonic()
    with dripping(piece, 0.02, opening) as port:
        manners = rehearsed(port, overall_seconds=0.4)
        with Fetcher(manners) as fetcher, pytest.raises(Unreachable):
            fetcher.get(URL)
    assert time.monotonic() - begun < 5


def test_headers_without_end_are_cut_off() -> None:
    with (
        dripping(b"X-More: " + b"y" * 60_000 + b"\r\n", 0, b"HTTP/1.1 200 OK\r\n") as port,
        Fetcher(rehearsed(port, overall_seconds=20)) as fetcher,
        pytest.raises(Unreachable),
    ):
        fetcher.get(URL)


# -- bodies that burst --------------------------------------------------------------------------------------------------

ZEROS = b"0" * 3_000_000
MEMBERS = gzip.compress(ZEROS[:1000]) * 1000  # only the first one is read


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(ZEROS)),
        ("deflate", zlib.compress(ZEROS)),
        ("gzip", MEMBERS),
        ("br", b"\x0b\x02\x80"),
        ("zstd", b"\x28\xb5\x2f\xfd"),
        ("compress", b"\x1f\x9d"),
        ("gzip, gzip", gzip.compress(gzip.compress(ZEROS))),
        ("GZIP", gzip.compress(ZEROS)),
    ],
    ids=["gzip", "deflate", "many gzip members", "br", "zstd", "compress", "gzip in gzip", "upper case"],
)
def test_a_packed_body_never_becomes_more_than_the_limit(encoding: str, body: bytes, site: Site) -> None:
    site.says("/list.html", Reply(body=body, headers={"Content-Encoding": encoding}))
    limit = 100_000
    with Fetcher(rehearsed(site.port, max_bytes=limit), clock=StoppedClock()) as fetcher:
        try:
            assert len(fetcher.get(URL).content) <= limit
        except Forbidden:
            return
        assert body == MEMBERS


# -- what an answer says of itself goes into logs ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", ["\x1b[2Jfine", "a\r\nERROR nothing", "\x9b31m", "8\u202e%2", "x" * 5000, "\u2028next"]
)
def test_the_words_of_a_refusal_are_one_short_printable_line(said: str, site: Site) -> None:
    site.says("/list.html", Reply(403, said.encode()))
    with Fetcher(rehearsed(site.port), clock=StoppedClock()) as fetcher, pytest.raises(FetchError) as refused:
        fetcher.get(URL)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 200
