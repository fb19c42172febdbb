"""Polling by changedetection.io, in its own environment (`make bench-peers`): the task as JSON in, what it cost out.

Its server runs as its command starts it, without a browser, and is asked over its own interface to check everything again.
`source:` makes it compare the page as it came, which is its cheapest way.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

KEY = "0" * 32
AS_IT_COMES = {
    "settings": {"application": {"api_access_token": KEY}, "requests": {"workers": 10, "jitter_seconds": 0}},
    "app_guid": "00000000-0000-0000-0000-000000000000",
}  # a store of its own without the sample pages that a new one has: nothing but this machine is asked


def ask(port: int, path: str, body: bytes | None = None) -> object:
    headers = {"x-api-key": KEY, "Content-Type": "text/plain"}
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/{path}", data=body, headers=headers)
    with urllib.request.urlopen(asked, timeout=120) as answer:
        return json.loads(answer.read())


def until_checked(port: int, count: int, since: float) -> None:
    for _ in range(6000):
        try:
            watches = ask(port, "watch").values()
        except urllib.error.HTTPError:  # it answers 500 while it takes addresses in
            watches = ()
        if len(watches) == count and all(watch["last_checked"] >= since for watch in watches):
            wrong = [watch["last_error"] for watch in watches if watch["last_error"]]
            assert not wrong, wrong[0]
            return
        time.sleep(0.1)
    raise SystemExit("changedetection.io did not check everything in ten minutes")


def started(port: int) -> None:
    for _ in range(600):
        try:
            ask(port, "watch")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("changedetection.io did not start in a minute")


task = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder, socket.socket() as found:
    found.bind(("127.0.0.1", 0))
    port = found.getsockname()[1]
    found.close()
    (Path(folder) / "changedetection.json").write_text(json.dumps(AS_IT_COMES))
    command = [
        str(Path(sys.executable).with_name("changedetection.io")),
        "-d",
        folder,
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    environment = os.environ | {
        "ALLOW_IANA_RESTRICTED_ADDRESSES": "true",
        "DISABLE_VERSION_CHECK": "true",
        "FETCH_WORKERS": "10",
        "LOGGER_LEVEL": "ERROR",
        "MINIMUM_SECONDS_RECHECK_TIME": "0",
    }
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        started(port)
        own, begin = psutil.Process(server.pid), time.time()
        ask(port, "import", "\n".join(f"source:{url}" for url in task["urls"]).encode())
        until_checked(port, len(task["urls"]), int(begin))
        runs, most = [], 0
        for _ in range(task["runs"]):
            time.sleep(1.1)  # its clock has whole seconds
            begin, before = time.time(), own.cpu_times()
            ask(port, "watch?recheck_all=1")
            until_checked(port, len(task["urls"]), int(begin))
            after = own.cpu_times()
            runs.append((time.time() - begin, after.user + after.system - before.user - before.system))
            most = max(most, own.memory_info().rss // 1024)
    finally:
        server.terminate()
        server.wait(30)
json.dump({"runs": runs, "kilobytes": most}, sys.stdout)
