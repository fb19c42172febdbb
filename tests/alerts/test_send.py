"""Delivery to channels on loopback that answer as the real services do, refusals inside a 200 included."""

from __future__ import annotations

import email
import email.policy
import gzip
import hmac
import json
import re
import resource
import socketserver
import subprocess
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from apprise import Apprise
from fakes import HANG, RESET, Answer, FakeChannel
from worlds import moment

from alerts.message import Message
from alerts.receipts import DeliveryError
from alerts.receivers import Format, Receiver, Route
from alerts.send import Aside, send
from alerts.signing import SignedDingTalk, SignedFeishu, SignedLark

NOW = moment("2026-06-22")
TOKEN = "0123456789abcdef0123456789abcdef01234567"
MESSAGE = Message("标题", ("【告警】宁波 8.2%\n",), Format.TEXT)
ROBOTS = {
    "dingtalk": ("dingtalk://${TOKEN}/", "/robot/send?access_token={token}", {"errcode": 0, "errmsg": "ok"}),
    "wecombot": ("wecombot://${TOKEN}/", "/cgi-bin/webhook/send?key={key}", {"errcode": 0, "errmsg": "ok"}),
    "feishu": ("feishu://${TOKEN}/", "/open-apis/bot/v2/hook/{token}/", {"code": 0, "msg": "success"}),
    "lark": ("lark://${TOKEN}/", "/open-apis/bot/v2/hook/", {"StatusCode": 0, "StatusMessage": "success"}),
    "schan": ("schan://${TOKEN}/", "/{token}.send", {"code": 0, "message": ""}),
}


def receiver(url: str, **more: object) -> Receiver:
    format = Format.MARKDOWN if url.startswith("schan") else Format.TEXT
    made = {"name": "there", "url": url, "routes": (Route(),), "format": format, "timeout_seconds": 1} | more
    return Receiver.model_validate(made)


def webhook(channel: FakeChannel) -> Receiver:
    return receiver(f"json://{channel.host}/hook?token=${{TOKEN}}")


@pytest.fixture(params=ROBOTS)
def robot(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[FakeChannel, Receiver]]:
    """A robot's service, moved to loopback; the plugin itself is Apprise's own."""
    url, path, yes = ROBOTS[request.param]
    with FakeChannel(Answer.json(yes)) as channel:
        plugin = Apprise.instantiate(url.replace("${TOKEN}", TOKEN))
        monkeypatch.setattr(type(plugin), "notify_url", f"http://{channel.host}{path}")
        yield channel, receiver(url)


def test_the_console_shows_every_part() -> None:
    shown: list[str] = []
    receipt = send(Message("t", ("one", "two"), Format.TEXT), receiver("console://"), {}, NOW, Aside(shown.append))
    assert (shown, receipt.parts, receipt.receiver) == (["one", "two"], 2, "there")


def test_a_webhook_gets_title_and_text_and_its_answer_is_the_receipt() -> None:
    with FakeChannel(Answer(body=b'{"id": 7}')) as channel:
        receipt = send(MESSAGE, webhook(channel), {"TOKEN": TOKEN}, NOW)
        assert channel.asked[0].json["title"] == "标题"
        assert "8.2%" in channel.asked[0].json["message"]
    assert receipt.answer == 'HTTP 200 {"id": 7}'


def test_every_part_is_its_own_request_in_order() -> None:
    with FakeChannel() as channel:
        receipt = send(Message("t", ("甲", "乙", "丙"), Format.TEXT), webhook(channel), {"TOKEN": TOKEN}, NOW)
        assert [asked.json["message"] for asked in channel.asked] == ["甲", "乙", "丙"]
    assert receipt.parts == 3


@pytest.mark.parametrize(
    ("answer", "permanent", "retry_after"),
    [
        (Answer(429, b"slow down", {"Retry-After": "17"}), False, 17.0),
        (Answer(429, b"slow down", {"Retry-After": "tomorrow"}), False, None),
        (Answer(500), False, None),
        (Answer(503, b"", {"Retry-After": "9999999"}), False, 86400.0),
        (Answer(408), False, None),
        (Answer(400, b"bad"), True, None),
        (Answer(401), True, None),
        (Answer(404), True, None),
        (Answer(302, b"", {"Location": "http://127.0.0.1:1/"}), True, None),
        (RESET, False, None),
        (HANG, False, None),
    ],
    ids=["429", "429 no number", "500", "503", "408", "400", "401", "404", "302", "reset", "hang"],
)
def test_what_a_webhook_refuses_is_told_apart(answer: Answer, permanent: bool, retry_after: float | None) -> None:
    with FakeChannel(answer) as channel, pytest.raises(DeliveryError) as error:
        send(MESSAGE, webhook(channel), {"TOKEN": TOKEN}, NOW)
    assert (error.value.permanent, error.value.retry_after) == (permanent, retry_after)
    assert len(channel.asked) == 1  # retried by the outbox, never here


def test_nobody_there_is_temporary() -> None:
    with FakeChannel() as channel:
        gone = webhook(channel)
    with pytest.raises(DeliveryError) as error:
        send(MESSAGE, gone, {"TOKEN": TOKEN}, NOW)
    assert not error.value.permanent


def test_a_robot_that_says_yes(robot: tuple[FakeChannel, Receiver]) -> None:
    channel, there = robot
    message = Message("标题", MESSAGE.parts, there.format)
    receipt = send(message, there, {"TOKEN": TOKEN}, NOW)
    assert receipt.answer.startswith("HTTP 200 {")
    assert len(channel.asked) == 1


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [(Answer(429), False), (Answer(502), False), (Answer(403), True), (RESET, False), (HANG, False)],
    ids=["429", "502", "403", "reset", "hang"],
)
def test_a_robot_on_a_bad_day_fails_as_any_service(
    robot: tuple[FakeChannel, Receiver], answer: Answer, permanent: bool
) -> None:
    channel, there = robot
    channel.answers = [answer]
    with pytest.raises(DeliveryError) as error:
        send(Message("t", ("x",), there.format), there, {"TOKEN": TOKEN}, NOW)
    assert error.value.permanent is permanent
    assert TOKEN not in str(error.value)


@pytest.mark.parametrize(
    ("scheme", "refusal", "permanent"),
    [
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, True),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, False),
        ("wecombot", {"errcode": 93000, "errmsg": "invalid webhook url"}, True),
        ("wecombot", {"errcode": 45009, "errmsg": "api freq out of limit"}, False),
        ("wecombot", {"errcode": 40058, "errmsg": "text.content exceed max length 2048"}, True),
        ("feishu", {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}, True),
        ("feishu", {"code": 11232, "msg": "frequency limited"}, False),
        ("lark", {"code": 19024, "msg": "Key Words Not Found"}, True),
        ("schan", {"code": 40001, "message": "bad pushtoken"}, True),
        ("dingtalk", {"errcode": "310000", "errmsg": "as text"}, True),
        ("dingtalk", {"result": "fine"}, False),
        ("dingtalk", [0], False),
        ("feishu", {"code": True}, False),
        ("dingtalk", {"errcode": "--1"}, False),
        ("dingtalk", {"errcode": "²"}, False),
        ("dingtalk", {"errcode": "9" * 3000}, False),
    ],
)
def test_a_refusal_inside_a_200_is_a_refusal(
    scheme: str, refusal: object, permanent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, path, _ = ROBOTS[scheme]
    with FakeChannel(Answer.json(refusal)) as channel:
        plugin = Apprise.instantiate(url.replace("${TOKEN}", TOKEN))
        monkeypatch.setattr(type(plugin), "notify_url", f"http://{channel.host}{path}")
        with pytest.raises(DeliveryError) as error:
            send(MESSAGE, receiver(url), {"TOKEN": TOKEN}, NOW)
    assert error.value.permanent is permanent


@pytest.mark.parametrize(
    ("scheme", "path"), [("feishu", "/open-apis/bot/v2/hook/{token}/"), ("lark", "/open-apis/bot/v2/hook/{token}")]
)
@pytest.mark.parametrize("secret", ["kR8+/x=@y", "SEC0"])
def test_feishu_and_lark_are_signed_as_they_ask(
    scheme: str, path: str, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"{scheme}://${{SECRET}}@${{TOKEN}}/"
    with FakeChannel(Answer.json({"code": 0, "msg": "success"})) as channel:
        kind = {"feishu": SignedFeishu, "lark": SignedLark}[scheme]
        assert urlsplit(kind.notify_url).path == path
        monkeypatch.setattr(kind, "notify_url", f"http://{channel.host}{path}")
        before = int(time.time())
        send(MESSAGE, receiver(url), {"TOKEN": TOKEN, "SECRET": secret}, NOW)
    (asked,) = channel.asked
    assert asked.path == path.format(token=TOKEN)
    assert asked.json["msg_type"] == "text"
    assert asked.json["content"] == {"text": MESSAGE.parts[0].rstrip()}
    assert before <= int(asked.json["timestamp"]) <= int(time.time())
    assert asked.json["sign"] == openssl_signature(asked.json["timestamp"], secret)
    assert secret not in asked.body.decode()


def openssl_signature(timestamp: str, secret: str) -> str:
    """What a robot works out for itself, with other means than ours."""
    key = f"{timestamp}\n{secret}".encode().hex()
    asked = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{key}", "-binary"]
    return b64encode(subprocess.run(asked, input=b"", capture_output=True, check=True).stdout).decode()


def test_dingtalk_is_signed_and_the_signature_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeChannel(Answer.json({"errcode": 0, "errmsg": "ok"})) as channel:
        url = f"http://{channel.host}/robot/send?access_token={{token}}"
        monkeypatch.setattr(SignedDingTalk, "notify_url", url)
        there = receiver("dingtalk://${SECRET}@${TOKEN}/")
        send(MESSAGE, there, {"TOKEN": TOKEN, "SECRET": "SEC0123456789"}, NOW)
    asked = parse_qs(urlsplit(channel.asked[0].path).query)
    signed = hmac.digest(b"SEC0123456789", f"{asked['timestamp'][0]}\nSEC0123456789".encode(), "sha256")
    assert asked["sign"] == [b64encode(signed).decode()]
    assert asked["access_token"] == [TOKEN]


def test_a_robot_whose_answer_is_a_login_page_took_nothing(robot: tuple[FakeChannel, Receiver]) -> None:
    channel, there = robot
    channel.answers = [Answer(body="<html>登录</html>".encode())]
    with pytest.raises(DeliveryError, match="holds no code"):
        send(MESSAGE, there, {"TOKEN": TOKEN}, NOW)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(403, f"no such token {TOKEN}".encode()),
        Answer(200, json.dumps({"echo": f"x{TOKEN}x"}).encode()),
        Answer(500, ("y" * 190 + TOKEN).encode()),  # cut in the middle of the secret
        Answer(500, f"{TOKEN[:9]}\u200b{TOKEN[9:]}".encode()),  # whole again once the invisible character is gone
        Answer(500, gzip.compress(f"{TOKEN}".encode()), {"Content-Encoding": "gzip"}),
        RESET,
        HANG,
    ],
    ids=["403", "200", "at the cut", "in two halves", "packed", "reset", "hang"],
)
def test_no_secret_is_in_any_receipt_or_error(answer: Answer) -> None:
    with FakeChannel(answer) as channel:
        try:
            said = send(MESSAGE, webhook(channel), {"TOKEN": TOKEN}, NOW).answer
        except DeliveryError as error:
            said = str(error)
    assert TOKEN[:8] not in said
    assert said


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b'{"errcode": ' + b"[" * 4000),
        Answer(200, b"x" * 20_000_000),
        Answer(200, gzip.compress(b"0" * 100_000_000), {"Content-Encoding": "gzip"}),
    ],
    ids=["deeper than any stack", "twenty megabytes", "a hundred megabytes, packed"],
)
def test_an_answer_made_to_break_us_is_one_short_refusal(answer: Answer, robot: tuple[FakeChannel, Receiver]) -> None:
    channel, there = robot
    channel.answers = [answer]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DeliveryError) as error:
        send(MESSAGE, there, {"TOKEN": TOKEN}, NOW)
    assert len(str(error.value)) < 400
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KB; the fake keeps its answer itself


def test_a_secret_with_odd_characters_is_one_part_of_the_address() -> None:
    secret = "p@ss/w?rd&x=1#z"
    with FakeChannel(Answer(500, secret.encode())) as channel, pytest.raises(DeliveryError) as error:
        send(MESSAGE, receiver(f"json://user:${{TOKEN}}@{channel.host}/hook"), {"TOKEN": secret}, NOW)
    assert channel.asked[0].path == "/hook"
    assert "p@ss" not in str(error.value)


def test_a_plugin_that_breaks_is_a_failed_delivery_without_a_trace_of_the_secret() -> None:
    with FakeChannel() as channel, pytest.raises(DeliveryError, match="Apprise broke with") as error:
        send(MESSAGE, receiver(f"json://user:${{TOKEN}}@{channel.host}/"), {"TOKEN": "不是拉丁字母"}, NOW)
    assert error.value.__suppress_context__
    assert "拉丁" not in str(error.value)


def test_a_missing_secret_is_named_and_nothing_is_sent() -> None:
    with FakeChannel() as channel:
        with pytest.raises(DeliveryError, match="gives TOKEN"):
            send(MESSAGE, webhook(channel), {"OTHER": "x"}, NOW)
        assert channel.asked == []


def test_an_address_nobody_knows_is_permanent() -> None:
    with pytest.raises(DeliveryError, match="not one that Apprise knows") as error:
        send(MESSAGE, receiver("carrierpigeon://loft"), {}, NOW)
    assert error.value.permanent


def test_deliveries_at_once_never_mix_their_answers() -> None:
    with FakeChannel(Answer(body=b"good")) as good, FakeChannel(Answer(500, b"bad")) as bad:

        def deliver(n: int) -> str:
            channel = good if n % 2 else bad
            try:
                return send(MESSAGE, webhook(channel), {"TOKEN": TOKEN}, NOW).answer
            except DeliveryError as error:
                return str(error)

        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(deliver, range(24)))
    assert [("good" in s, "bad" in s) for s in said] == [(n % 2 == 1, n % 2 == 0) for n in range(24)]


class _Mail(socketserver.StreamRequestHandler):
    """As little SMTP as a delivery needs."""

    refuse = b""
    got: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        reading = False
        while line := self.rfile.readline():
            self.got.append(line)
            if reading:
                if line == b".\r\n":
                    reading = False
                    self.wfile.write(b"250 queued as 42\r\n")
                continue
            verb = line[:4].upper()
            reading = verb == b"DATA"
            if verb == b"RCPT" and self.refuse:
                self.wfile.write(self.refuse)
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"354 go\r\n" if reading else b"250 ok\r\n")


def shown_by(heard: list[bytes]) -> str:
    """The HTML of the mail in what a server heard."""
    mail = email.message_from_bytes(
        b"".join(heard[[line.lower() for line in heard].index(b"data\r\n") + 1 :]), policy=email.policy.default
    )
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize("refuse", [b"", b"550 no such user\r\n"], ids=["taken", "refused"])
def test_mail_is_html_and_its_refusal_is_one(refuse: bytes) -> None:
    handler = type("Mail", (_Mail,), {"refuse": refuse, "got": []})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        port = server.server_address[1]
        url = f"mailto://127.0.0.1:{port}?from=a@example.org&to=b@example.org&mode=insecure"
        message = Message('标题 "8.8"', ("<html><body><p>宁波</p></body></html>",), Format.HTML)
        try:
            if refuse:
                with pytest.raises(DeliveryError):
                    send(message, receiver(url, format="html"), {}, NOW)
            else:
                drawn = replace(message, picture=b"\x89PNG not looked at")
                assert send(drawn, receiver(url, format="html"), {}, NOW).answer == "accepted"
                assert any(b"Content-ID: <series.png>" in line for line in handler.got)  # type: ignore[attr-defined]
                (picture,) = re.findall("<img[^>]*>", shown_by(handler.got))  # type: ignore[attr-defined]
                assert 'src="cid:series.png"' in picture
                assert "max-width: 100%" in picture  # of the screen it is read on
                assert 'alt="标题 &quot;8.8&quot;"' in picture
        finally:
            server.shutdown()
            thread.join()
