"""Messages as a receiver sees them: what is in them, and what scraped text cannot do in them."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import World, arriving, moment

from alerts import trouble
from alerts.bundling import bundle
from alerts.escaping import clean, for_markdown, for_text, web_address
from alerts.languages import Language
from alerts.lifecycle import Transition
from alerts.message import Links, Message, compose
from alerts.news import News
from alerts.notifications import Notification, Reason
from alerts.receivers import Format, Receiver, Receivers, Route
from alerts.rulebook import Rulebook
from alerts.rules import Words
from alerts.samples import Kind, marked_test, sample
from alerts.splitting import split
from sources.releases import VisitOutcome

QUOTE = "经初步核算，1—5月，全市规模以上工业增加值同比增长8.2%，比1—4月回落0.6个百分点。"
IVA = "ningbo-iva-above-scale-growth-cumulative"


def receiver(format: Format = Format.TEXT, language: Language = Language.ZH, **more: object) -> Receiver:
    url = "console://" if format is Format.TEXT else "json://127.0.0.1/"
    made = {"name": "desk", "url": url, "format": format, "language": language, "routes": (Route(),)} | more
    return Receiver.model_validate(made)


@pytest.fixture(scope="module")
def notification(shipped: Rulebook) -> Notification:
    rules = tuple(b for b in shipped.bounds if b.key == ("slower-than-recorded", "nb-iva-above-scale-yoy"))
    world = World(replace(shipped, bounds=rules), Receivers({"desk": receiver()}))
    before = arriving(IVA, "2026-01..2026-04", "8.8", "2026-05-21")
    now = arriving(IVA, "2026-01..2026-05", "8.2", "2026-06-22", quote=QUOTE)
    world.step(News(vintages=(before,)), moment("2026-05-21"))
    (made,) = world.step(News(vintages=(now,)), moment("2026-06-22"))
    return made


def saying(notification: Notification, **evidence: object) -> Notification:
    """The same notification with other scraped words in it."""
    (move,) = notification.transitions
    assert move.evaluation.evidence is not None
    changed = replace(move.evaluation.evidence, **evidence)  # type: ignore[arg-type]
    return replace(notification, transitions=(replace(move, evaluation=replace(move.evaluation, evidence=changed)),))


def named(move: Transition, n: int) -> Transition:
    """The same alert of another subject, with a sentence of its own."""
    words, evidence = Words(f"系列{n}", f"series {n}"), move.evaluation.evidence
    said = replace(evidence, quote=f"{n}：{evidence.quote}", span_in_quote=None) if evidence else None
    evaluation = replace(move.evaluation, subject_name=words, evidence=said)
    return replace(move, id=f"{move.rule}/s{n}/1", subject=f"s{n}", evaluation=evaluation)


def body(message: Message) -> str:
    return "\n".join(message.parts)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            Language.ZH,
            ["8.2%", "2026年1—5月", "低0.6个百分点", "2026年1—4月8.8%", "比记录值低0.5个百分点或以上", "已有更新", "2026年7月27日", "怎么办"],
        ),
        (
            Language.EN,
            ["8.2%", "Jan–May 2026", "0.6 pp lower", "8.8% of Jan–Apr 2026", "lower than the recorded figure", "superseded", "2026-07-27", "What to do"],
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("format", Format)
def test_a_message_says_what_changed_by_how_much_and_why(
    notification: Notification, format: Format, language: Language, words: list[str]
) -> None:
    text = body(compose(notification, receiver(format, language)))
    assert [word for word in words if word not in text] == []
    assert "ab" * 32 in text  # the snapshot
    assert "https://tjj.ningbo.gov.cn/art/2026/6/22/art_1.html" in text


@pytest.mark.parametrize(
    ("format", "marked"),
    [(Format.TEXT, "增长【8.2】%"), (Format.MARKDOWN, "增长**8.2**%"), (Format.HTML, "增长<mark>8.2</mark>%")],
)
def test_the_number_is_marked_in_the_sentence(notification: Notification, format: Format, marked: str) -> None:
    assert marked in body(compose(notification, receiver(format)))


def test_a_title_is_short_and_holds_the_value(notification: Notification) -> None:
    for language in Language:
        title = compose(notification, receiver(language=language)).title
        assert "8.2%" in title
        assert len(title) <= 80
        assert "\n" not in title


def test_a_flow_run_is_linked_where_there_is_one(notification: Notification) -> None:
    links = Links(flow_run="http://127.0.0.1:4200/runs/flow-run/1")
    assert links.flow_run in body(compose(notification, receiver(), links))


def test_a_test_message_says_that_it_is_one() -> None:
    test = Notification("k", "desk", Reason.TEST, "test", (), moment("2026-06-22"))
    assert "测试" in body(compose(test, receiver()))
    assert "This is a test" in body(compose(test, receiver(language=Language.EN)))


HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("<img src=x onerror=alert(1)>", id="image"),
    pytest.param('"><a href="http://evil.example">here</a>', id="attribute"),
    pytest.param("[here](http://evil.example)", id="markdown link"),
    pytest.param("![x](http://evil.example/p.png)", id="markdown image"),
    pytest.param("http://evil.example/path", id="bare address"),
    pytest.param("www.evil.example", id="bare www"),
    pytest.param("HTTPS://evil.example", id="upper case"),
    pytest.param("javascript:alert(1)", id="javascript"),
    pytest.param("<http://evil.example>", id="autolink"),
    pytest.param("[1]: http://evil.example", id="reference"),
    pytest.param("`code` **bold** # head", id="markdown marks"),
    pytest.param('<at user_id="all">all</at>', id="feishu mention"),
    pytest.param("<@all> <!everyone>", id="mention"),
    pytest.param("{{ 7*7 }} {% raw %}", id="template"),
    pytest.param("\x1b[2J\x1b]0;owned\x07", id="terminal codes"),
    pytest.param("8.2%\u202e%8.2", id="bidi override"),
    pytest.param("8\u200b.\u20602", id="zero width"),
    pytest.param("a\r\nBcc: x@evil.example\r\n\r\nbody", id="header"),
    pytest.param("line\u2028separator\u2029end", id="line separators"),
    pytest.param("\ud800 lone", id="lone surrogate"),
    pytest.param("\U000e0041\U000e0042tag", id="tag characters"),
]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("format", Format)
def test_scraped_text_can_do_nothing(notification: Notification, format: Format, hostile: str) -> None:
    said = saying(notification, title=hostile, quote=hostile, span_in_quote=None, url="https://tjj.ningbo.gov.cn/a")
    message = compose(said, receiver(format))
    text = body(message)
    text.encode("utf-8")
    assert re.findall(r"(?i)https?://(?!tjj\.ningbo\.gov\.cn/a)|www\.|javascript:", text + message.title) == []
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\U000e0000-\U000e007f]", text
    )
    if format is Format.HTML:
        tags = Tags()
        tags.feed(text)
        assert {tag for tag, _ in tags.seen}.isdisjoint({"script", "img", "at"})
        assert [attrs["href"] for tag, attrs in tags.seen if tag == "a"] == ["https://tjj.ningbo.gov.cn/a"]
    else:
        assert "<" not in text
    if format is Format.MARKDOWN:
        assert len(re.findall(r"(?<!\\)\]\(", text)) == 1
        assert not re.search(r"(?<!\\)!\[", text)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://tjj.ningbo.gov.cn/art/2026/6/22/art_1.html?a=1&b=2#c", "https://tjj.ningbo.gov.cn/art/2026/6/22/art_1.html?a=1&b=2#c"),
        ("http://127.0.0.1:4200/runs", "http://127.0.0.1:4200/runs"),
        ("http://[::1]:80/a", "http://[::1]:80/a"),
        ("https://a.cn/公报.html", "https://a.cn/%E5%85%AC%E6%8A%A5.html"),
        ("https://a.cn/x) [evil](y", "https://a.cn/x%29%20%5Bevil%5D%28y"),
        ('https://a.cn/"onclick="x', "https://a.cn/%22onclick=%22x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://user:pass@a.cn/", ""),
        ("https://a.cn\\@evil.cn/", ""),
        ("https:///x", ""),
        ("https://a.cn:99999999/", ""),
        ("https://a.cn/\n\nx", ""),
        ("ftp://a.cn/", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_an_address_is_plain_or_left_out(url: str, kept: str) -> None:
    assert web_address(url) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="[]()!<>`*_#ab \\", min_size=1))
def test_markdown_marks_are_always_escaped(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]`*_]", for_markdown(text))
    assert "<" not in for_text(text)


TEXTS = st.text(alphabet=st.sampled_from("中文数8.2%\n\n aé\u0301\U0001f600"), min_size=1, max_size=3000)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(min_value=60, max_value=2048), st.sampled_from(Language))
def test_parts_fit_the_limit_and_hold_all_of_the_text(text: str, limit: int, language: Language) -> None:
    parts = split(text, limit, language)
    assert all(len(part.encode()) <= limit for part in parts)
    if len(parts) == 1 and len(text.encode()) <= limit:
        assert parts == (text,)
        return
    bodies = [part.split("\n", 1)[1] for part in parts]
    assert "".join(bodies).replace("\n", "") == text.replace("\n", "")
    assert all(str(n) in part.split("\n", 1)[0] for n, part in enumerate(parts, 1))
    assert str(len(parts)) in parts[-1].split("\n", 1)[0]


def test_a_long_chinese_message_fits_a_wecom_robot(notification: Notification) -> None:
    (move,) = notification.transitions
    wecom = Receiver(name="desk", url="wecombot://${KEY}/", routes=(Route(),))
    few, many = (replace(notification, transitions=tuple(named(move, n) for n in range(count))) for count in (8, 40))
    assert len(compose(few, wecom).parts) > 1  # told at length
    parts = compose(many, wecom).parts
    assert all(
        f"{n + 1}. 【告警，重要】系列{n}：2026年1—5月 8.2%，记录的2026年1—4月8.8%，低0.6个百分点" in "\n".join(parts)
        for n in range(40)
    )
    assert max(len(part.encode()) for part in parts) <= 2048
    assert parts[0].startswith(f"（第1条，共{len(parts)}条）")


def test_alerts_that_differ_only_in_their_names_stand_together(notification: Notification) -> None:
    (move,) = notification.transitions
    mute = replace(move.evaluation, evidence=None)
    both = tuple(named(replace(move, evaluation=mute), n) for n in (1, 2))
    text = body(compose(replace(notification, transitions=both), receiver()))
    assert "【告警，重要】系列1、系列2\n" in text
    assert text.count("触发条件：") == 1


def test_a_title_without_a_value_says_what_was_found(notification: Notification) -> None:
    (move,) = notification.transitions
    mute = replace(move, evaluation=replace(move.evaluation, value=None, unit=None))
    title = compose(replace(notification, transitions=(mute,)), receiver()).title
    assert title == "【告警】宁波规模以上工业增加值同比增速：2026年1—5月 8.2%，与记录的2026年1—4月…"


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("language", Language)
def test_a_digest_is_short_and_links_each_release(
    notification: Notification, format: Format, language: Language
) -> None:
    (move,) = notification.transitions
    many = [replace(notification, key=f"k{n}", transitions=(named(move, n),)) for n in range(9)]
    message = compose(bundle(many), receiver(format, language))
    text = body(message)
    assert text.count("https://tjj.ningbo.gov.cn/art/2026/6/22/art_1.html") == 9
    assert len(text.encode()) < 0.5 * sum(len(body(compose(one, receiver(format, language))).encode()) for one in many)
    assert message.key.startswith("desk/digest/")


def test_every_part_holds_the_keyword_and_fits(notification: Notification) -> None:
    (move,) = notification.transitions
    many = replace(notification, transitions=tuple(named(move, n) for n in range(40)))
    for keyword in ("监测", "告警"):
        wecom = Receiver(name="desk", url="wecombot://${KEY}/", routes=(Route(),), keyword=keyword)
        parts = compose(many, wecom).parts
        assert len(parts) > 1
        assert all(keyword in part and len(part.encode()) <= 2048 for part in parts)


def test_a_cut_falls_between_paragraphs_where_it_can() -> None:
    text = "一" * 20 + "\n\n" + "二" * 20
    assert split(text, 110, Language.EN) == ("(1 of 2)\n" + "一" * 20, "(2 of 2)\n" + "二" * 20)


def test_a_limit_without_room_is_an_error_not_a_loop() -> None:
    with pytest.raises(ValueError, match="no room"):
        split("数" * 100, 20, Language.ZH)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("language", Language)
def test_a_sample_is_worded_wholly_in_the_language_of_its_reader(
    shipped: Rulebook, format: Format, language: Language, kind: Kind
) -> None:
    text = body(compose(sample("desk", kind, shipped, moment("2026-06-22")), receiver(format, language)))
    assert {Language.ZH: "虚构", Language.EN: "invented"}[language] in text or kind in (Kind.BLIND, Kind.UNDELIVERED)
    if language is Language.ZH and format is Format.TEXT:
        foreign = re.findall(
            r"[A-Za-z]{2,}",
            re.sub(r"https?://\S+|\[[a-z-]+\]|ningbo-monitor \w+|desk-example|对方原话：[^）…]+", "", text),
        )
        assert set(foreign) <= {"HTTP", "invented"}


STATES = {
    Kind.ALERT: "告警，重要",
    Kind.RESOLVED: "解除，重要",
    Kind.REVISED: "因修订解除，重要",
    Kind.CLAIM: "告警，严重",
    Kind.BLIND: "网站拒绝访问，返回HTTP 412，要求浏览器验证",
    Kind.UNDELIVERED: "对方拒收，返回码310000",
    Kind.DIGEST: "汇总：共",
}


@pytest.mark.parametrize("kind", Kind)
def test_a_sample_shows_what_it_is_a_sample_of(shipped: Rulebook, kind: Kind) -> None:
    assert STATES[kind] in body(compose(sample("desk", kind, shipped, moment("2026-06-22")), receiver()))


@pytest.mark.parametrize(
    ("outcome", "evidence", "zh"),
    [
        ("blocked", "Blocked: status 521: sets a cookie by a script (http://a/)", "网站拒绝访问，返回HTTP 521，要求浏览器验证"),
        ("blocked", "not asked, since a.gov.cn refused other columns a moment ago: status 412", "网站拒绝访问，同一网站刚刚拒绝了其他栏目，未再访问"),
        ("failed", "Unreachable: did not answer in time (http://a/)", "网页打不开，超时未响应"),
        ("failed", "Unreachable: name a.gov.cn cannot be resolved: no such host", "网页打不开，域名无法解析"),
        ("moved", "Moved: status 404: moved or withdrawn", "网页已不在原处，返回HTTP 404"),
        ("layout-changed", "3 rows where there were 20; 3 rows, sha256 ab", "页面结构与以往不同，原有20条，现仅3条"),
        ("failed", "something that nobody has worded yet", "网页打不开"),
    ],
)  # fmt: skip
def test_what_was_seen_of_a_site_is_worded_in_chinese(outcome: str, evidence: str, zh: str) -> None:
    assert trouble.looked(VisitOutcome(outcome), evidence).zh == zh


@pytest.mark.parametrize(
    ("problem", "zh"),
    [
        ("receiver desk: refused with code 93000: invalid webhook url", "对方拒收，返回码93000（对方原话：invalid webhook url）"),
        ("receiver desk: HTTP 503 busy", "对方返回HTTP 503（对方原话：busy）"),
        ("receiver desk: ConnectTimeout", "对方超时未响应"),
        ("receiver desk: ConnectionError", "连接不上对方"),
        ("receiver desk: neither the environment nor a file nor a Secret block gives WECOM_ROBOT_KEY", "缺少密钥WECOM_ROBOT_KEY"),
        ("receiver gone is no longer in the receivers file", "接收者已不在配置文件中"),
        ("every sender stopped before it had an answer", "发送程序每次都中断"),
        ("never heard of", "发送失败"),
    ],
)  # fmt: skip
def test_why_a_message_did_not_arrive_is_worded_in_chinese(problem: str, zh: str) -> None:
    assert trouble.undelivered(problem).zh == zh


def test_what_only_happened_is_a_notice_and_no_alert(notification: Notification) -> None:
    (move,) = notification.transitions
    happened = replace(move, evaluation=replace(move.evaluation, event=True))
    both = [
        body(compose(replace(notification, transitions=moves), receiver())) for moves in ((happened,), (happened, move))
    ]
    assert [("新通知" in text, "新告警" in text) for text in both] == [(True, False), (False, True)]


def test_each_marked_test_is_a_message_of_its_own() -> None:
    keys = {marked_test("desk", moment(day)).key for day in ("2026-06-22", "2026-06-23")}
    assert len(keys) == 2
