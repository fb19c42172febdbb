"""`python -m bench.releases_server --releases N`: lists and release pages of one made-up office. Prints its port.

The pages carry composed texts (`bench/corpus.py`) and say that they are invented; they are made when they are asked for.
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import date, timedelta
from functools import cache
from html import escape

from bench.corpus import PAGE, drawn, paragraphs

HOST = "releases.example"
A_LIST = 500  # rows
FIRST_DAY = date(2015, 1, 1)


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=number * 4_000 // 10_000)


def path_of(number: int) -> str:
    day = day_of(number)
    return f"/art/{day.year}/{day.month}/{day.day}/art_{number // A_LIST + 1000}_{number}.html"


def columns(releases: int) -> range:
    return range(-(-releases // A_LIST))


def list_of(column: int, releases: int) -> str:
    rows = "".join(
        f'<record><![CDATA[<li><a title="演练虚构发布{number}" href="{path_of(number)}">演练虚构发布{number}</a>'
        f"<span>{day_of(number)}</span></li>]]></record>"
        for number in reversed(range(column * A_LIST, min(releases, (column + 1) * A_LIST)))
    )
    count = min(releases, (column + 1) * A_LIST) - column * A_LIST
    store = f"<datastore><totalrecord>{count}</totalrecord><recordset>{rows}</recordset></datastore>"
    return _page("", f'<div id="{5_000_000 + column}"><script type="text/xml">{store}</script></div>')


def release(number: int) -> str:
    said = [f"演练虚构发布第{number}号。", *drawn(PAGE, number, _said())]
    head = f'<meta name="ArticleTitle" content="演练虚构发布{number}"><meta name="PubDate" content="{day_of(number)} 10:00">'
    links = "".join(f'<li><a href="/col/col{n}/index.html">虚构栏目{n}</a></li>' for n in range(60))
    text = "".join(f"<p>{escape(line)}</p>" for line in said)
    return _page(head, f'<ul>{links}</ul><h1>演练虚构发布{number}</h1><div id="zoom">{text}</div><ul>{links}</ul>')


@cache
def _said() -> tuple[str, ...]:
    return tuple(paragraphs())


def _page(head: str, body: str) -> str:
    marks = '<meta charset="utf-8"><meta name="SiteIDCode" content="0000000000">'
    return f"<!DOCTYPE html><html><head>{marks}{head}</head><body>{body}</body></html>"


class Releases(asyncio.Protocol):
    """Just enough of HTTP/1.1."""

    def __init__(self, releases: int) -> None:
        self._releases = releases
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head.split(b" ", 2)[1].decode()))

    def _answer(self, path: str) -> bytes:
        if path.startswith("/col/col"):
            body = list_of(int(path[len("/col/col") :].partition("/")[0]), self._releases).encode()
        elif path.startswith("/art/"):
            body = release(int(path.rpartition("_")[2].partition(".")[0])).encode()
        else:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body


async def serve(releases: int) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Releases(releases), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--releases", type=int, required=True)
    asyncio.run(serve(parser.parse_args().releases))
