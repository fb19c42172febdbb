"""Messages that are plainly not news: a marked test, and a sample with invented values to look at."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from alerts.curves import Curve, Point
from alerts.lifecycle import State, Transition
from alerts.memory import Notification, Reason
from alerts.rules import Evaluation, Evidence, Outcome, Severity, Words
from sources.series import ReferencePeriod, Unit

_QUOTE = "（示例，数值为虚构）1—5月，全市规模以上工业增加值同比增长8.2%。"


def marked_test(receiver: str, now: datetime) -> Notification:
    """What `test RECEIVER` sends. Its key holds the moment: each test is a message of its own."""
    return Notification(f"{receiver}/test/{now.isoformat()}", receiver, Reason.TEST, "test", (), now)


def sample(receiver: str, now: datetime) -> Notification:
    """A notification with invented values, to see how messages look."""
    evaluation = Evaluation(
        rule="sample-rule",
        subject="sample",
        outcome=Outcome.BREACHED,
        at=now,
        period=ReferencePeriod.months(2026, 1, 5),
        value=Decimal("8.2"),
        unit=Unit.PCT,
        compared_with="the recorded 8.8% of Jan–Apr 2026",
        baseline_value=Decimal("8.8"),
        difference=Decimal("-0.6"),
        difference_unit=Unit.PP,
        why="invented for this sample",
        evidence=Evidence(
            "sample", "示例公报（虚构）", "https://www.example.org/release", date(2026, 6, 22), "0" * 64, _QUOTE,
            (_QUOTE.index("8.2"), _QUOTE.index("8.2") + 3), "sample",
        ),
        severity=Severity.WARNING,
        publisher_name=Words("示例发布机构", "Sample office"),
        subject_name=Words("示例：规模以上工业增加值同比增速", "Sample: growth of industrial value added"),
        rule_words=Words("比记录值低0.5个百分点或以上", "lower than the recorded figure by 0.5 pp or more"),
        reason_words=Words("数值为虚构，仅作示例", "the values are invented for this sample"),
        purpose=Words("供查看消息样式，数值为虚构", "to see what a message looks like; the values are invented"),
        compared_words=Words("记录的2026年1—4月8.8%", "the recorded 8.8% of Jan–Apr 2026"),
        comparability=Words("同为年初累计，但包含的月份不同", "both count from January, over a different number of months"),
        next_due=date(2026, 7, 21),
    )  # fmt: skip
    move = Transition(
        "sample/sample/1", "sample-rule", "sample", State.INACTIVE, State.FIRING, now, "sample", evaluation
    )
    return Notification(f"{receiver}/sample/{now.isoformat()}", receiver, Reason.TEST, "sample", (move,), now)


def sample_curve() -> Curve:
    """A picture with invented values, to see what pictures look like."""
    values = ("8.6", "9.1", "8.8", "8.2")
    points = tuple(Point(ReferencePeriod.months(2026, 1, n), Decimal(v)) for n, v in enumerate(values, 2))
    name = Words("示例，数值为虚构", "Sample, the values are invented")
    return Curve(name, Unit.PCT, points, points[2], Decimal("8.3"), cumulative=True)
