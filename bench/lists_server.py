"""`python -m bench.lists_server [--etag]`: list pages that never change, from one local process. Prints its port."""

from __future__ import annotations

import argparse
import asyncio
from functools import cache

ROWS = 24
HOST = "lists.example"


@cache
def page(number: int) -> bytes:
    """A column of invented rows, as the platform's older generation holds them: about 6 kB."""
    rows = "".join(
        f'<record><![CDATA[<li><a title="演练虚构条目{number}之{row}" target="_blank" '
        f'href="/art/2026/5/{row % 28 + 1}/art_{number + 1000}_{row}.html">演练虚构条目{number}之{row}</a>'
        f"<span>2026-05-{row % 28 + 1:02d}</span></li>]]></record>"
        for row in range(ROWS, 0, -1)
    )
    store = f"<datastore><totalrecord>{ROWS}</totalrecord><recordset>{rows}</recordset></datastore>"
    head = '<meta charset="utf-8"><meta name="SiteIDCode" content="0000000000">'
    body = f'<div id="{5_000_000 + number}"><script type="text/xml">{store}</script></div>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


class Lists(asyncio.Protocol):
    """Just enough of HTTP/1.1 that its cost can be left out of sight."""

    def __init__(self, etag: bool) -> None:
        self._etag = etag
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head))
            if b"connection: close" in head.lower():
                self._transport.close()

    def _answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1].decode()
        if not path.startswith("/col/col"):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        number = int(path[len("/col/col") :].partition("/")[0])
        tag = f'ETag: "{number}"\r\n' if self._etag else ""
        if self._etag and f'if-none-match: "{number}"'.encode() in head.lower():
            return f"HTTP/1.1 304 Not Modified\r\n{tag}\r\n".encode()
        body = page(number)
        return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{tag}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def serve(etag: bool) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Lists(etag), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--etag", action="store_true")
    asyncio.run(serve(parser.parse_args().etag))
