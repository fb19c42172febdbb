"""Who is told what, and why now; or why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError
from test_lifecycle import evaluation
from worlds import hours, moment

from alerts.lifecycle import State, Transition
from alerts.notifications import Decided, Notification, Reason, decide, remember
from alerts.receivers import Receiver, Receivers, Route
from alerts.rules import About, Evaluation, Evidence, Outcome, Severity
from alerts.silences import Heard, Muted, Mutes, Silence, audible

NOW = moment("2026-06-22T10:00")
EVIDENCE = Evidence("ningbo-stats", "t", "https://tjj.ningbo.gov.cn/a", NOW.date(), "", "", None, "release 1")


def move(
    name: str = "r", after: State = State.FIRING, generation: int = 1, release: str = "release 1", **more: object
) -> Transition:
    fields: dict[str, object] = {"evidence": replace(EVIDENCE, release=release), "area": "ningbo"}
    made: Evaluation = evaluation(Outcome.BREACHED, **(fields | {"publisher": "ningbo-stats"} | more))  # type: ignore[arg-type]
    before = State.INACTIVE if after is State.FIRING else State.FIRING
    return Transition(f"{name}/s/{generation}", name, "s", before, after, NOW, "breached", made)


def receivers(**more: object) -> Receivers:
    made = {"name": "desk", "url": "console://", "routes": (Route(),)} | more
    return Receivers({"desk": Receiver.model_validate(made)})


def told(*moves: Transition, at: datetime = NOW, to: Receivers | None = None) -> list[Notification]:
    return list(decide(Heard(moves), to or receivers(), remember([]), at).notifications)


def reasons(decided: Decided) -> list[Reason]:
    return [n.reason for n in decided.notifications]


def test_one_message_a_release_and_receiver() -> None:
    first, second = told(move("a"), move("b"), move("c", release="release 2"))
    assert [len(n.transitions) for n in (first, second)] == [2, 1]
    assert (first.group, second.group) == ("release 1", "release 2")


def test_the_worst_stands_first_and_what_is_resolved_last() -> None:
    moves = [
        move("note", severity=Severity.NOTE),
        move("over", State.RESOLVED, 2, severity=Severity.CRITICAL),
        move("worst", severity=Severity.CRITICAL),
    ]
    before = told(move("over"))
    (told_now,) = decide(Heard(tuple(moves)), receivers(), remember(before), NOW).notifications
    assert [t.rule for t in told_now.transitions] == ["worst", "note", "over"]


@pytest.mark.parametrize(
    ("sentence", "before", "now", "reason"),
    [
        ("nothing was told before", [], [move("a")], Reason.FIRST),
        ("another of a release that was told", [move("a")], [move("b")], Reason.NEW_ALERT),
        ("another release is another first", [move("a")], [move("b", release="x")], Reason.FIRST),
        ("a revision brought it about", [], [move("a", revision=True)], Reason.REVISED),
        (
            "a revision among others is not the reason",
            [],
            [move("a", revision=True), move("b")],
            Reason.FIRST,
        ),
        ("the only one resolved", [move("a")], [move("a", State.RESOLVED, 2, "x")], Reason.ALL_RESOLVED),
        (
            "one of two resolved",
            [move("a"), move("b")],
            [move("a", State.RESOLVED, 2, "x")],
            Reason.SOME_RESOLVED,
        ),
        (
            "what merely happened does not go on",
            [move("a"), move("b", event=True)],
            [move("a", State.RESOLVED, 2, "x")],
            Reason.ALL_RESOLVED,
        ),
    ],
)
def test_the_reason(sentence: str, before: list[Transition], now: list[Transition], reason: Reason) -> None:
    memory = remember(told(*before))
    assert reasons(decide(Heard(tuple(now)), receivers(), memory, NOW)) == [reason], sentence


@pytest.mark.parametrize(
    ("transition", "more", "why"),
    [
        (move("a", State.PENDING), {}, "nothing is told of pending"),
        (move("a", State.INACTIVE), {}, "nothing is told of inactive"),
        (move("a", State.RESOLVED), {}, "never told that it was firing"),
        (move("a", about=About.WATCHING), {"routes": ({"about": "figures"},)}, "no route"),
        (move("a", severity=Severity.NOTE), {"routes": ({"severity": "warning"},)}, "no route"),
        (move("a", publisher="miit"), {"routes": ({"publishers": ("nbs",)},)}, "no route"),
        (move("a", area="zhejiang"), {"routes": ({"areas": ("ningbo",)},)}, "no route"),
        (move("a", labels=(("topic", "lists"),)), {"routes": ({"labels": {"topic": "growth"}},)}, "no route"),
    ],
)
def test_what_is_not_told_has_its_reason(transition: Transition, more: dict[str, object], why: str) -> None:
    decided = decide(Heard((transition,)), receivers(**more), remember([]), NOW)
    assert decided.notifications == ()
    assert any(why in d.why and not d.told and d.receiver == "desk" for d in decided.decisions)


@pytest.mark.parametrize(
    "route",
    [
        {"about": "figures"},
        {"severity": "warning"},
        {"publishers": ("ningbo-stats", "miit")},
        {"areas": ("ningbo",)},
        {"labels": {"topic": "growth"}},
    ],
)
def test_a_route_that_fits(route: dict[str, object]) -> None:
    fitting = move(labels=(("topic", "growth"), ("x", "y")), area="ningbo/beilun")
    assert len(told(fitting, to=receivers(routes=(route,)))) == 1


def test_several_receivers_may_be_told_the_same() -> None:
    both = Receivers({n: Receiver(name=n, url="console://", routes=(Route(),)) for n in ("desk", "editor")})
    made = told(move(), to=both)
    assert [n.receiver for n in made] == ["desk", "editor"]
    assert len({n.key for n in made}) == 2


def test_deciding_twice_writes_the_same_keys() -> None:
    assert [n.key for n in told(move("a"), move("b"))] == [n.key for n in told(move("b"), move("a"), at=NOW + hours(1))]


def test_what_was_told_is_not_told_again() -> None:
    decided = decide(Heard((move(),), (move(),)), receivers(repeat_hours=1), remember(told(move())), NOW)
    assert decided.notifications == ()


def test_what_a_silence_kept_back_is_told_when_it_ends() -> None:
    silence = Silence("s", "r*", None, NOW - hours(1), NOW + hours(1), "editor", "maintenance")
    heard = audible([move()], [move()], Mutes((silence,)), NOW)
    decided = decide(heard, receivers(), remember([]), NOW)
    assert decided.notifications == ()
    assert "silence s by editor" in decided.decisions[0].why
    later = audible([], [move()], Mutes((silence,)), NOW + hours(1))
    assert reasons(decide(later, receivers(), remember([]), NOW + hours(1))) == [Reason.FIRST]


@pytest.mark.parametrize(
    ("rule", "subject", "starts", "ends", "covered"),
    [
        ("r", "s", -1, 1, True),
        (None, None, -1, 1, True),
        ("r*", None, -1, 1, True),
        ("other", None, -1, 1, False),
        (None, "other", -1, 1, False),
        ("r", "s", 1, 2, False),
        ("r", "s", -2, 0, False),
        ("r", "s", 0, 1, True),
    ],
)
def test_what_a_silence_covers(rule: str | None, subject: str | None, starts: int, ends: int, covered: bool) -> None:
    silence = Silence("s", rule, subject, NOW + hours(starts), NOW + hours(ends), "a", "b")
    heard = audible([move()], [], Mutes((silence,)), NOW)
    assert (heard.transitions == ()) is covered
    assert [type(m) for m in heard.muted] == ([Muted] if covered else [])


def test_an_alert_that_lasts_is_repeated_at_its_interval_and_each_repeat_has_its_key() -> None:
    to, notifications, at = receivers(repeat_hours=24), told(move()), NOW
    keys = {notifications[0].key}
    for day in (1, 2, 3):
        early = decide(Heard((), (move(),)), to, remember(notifications), at + hours(23))
        assert early.notifications == ()
        at = NOW + timedelta(days=day)
        (repeat,) = decide(Heard((), (move(),)), to, remember(notifications), at).notifications
        assert repeat.reason is Reason.REPEAT
        keys.add(repeat.key)
        notifications.append(repeat)
    assert len(keys) == 4


def test_an_acknowledged_alert_is_not_repeated_but_its_end_is_told() -> None:
    memory, later = remember(told(move())), NOW + timedelta(days=9)
    mutes = Mutes(acknowledged=frozenset({move().id}))
    assert decide(audible([], [move()], mutes, later), receivers(repeat_hours=1), memory, later).notifications == ()
    over = move(after=State.RESOLVED, generation=2)
    assert reasons(decide(audible([over], [], mutes, later), receivers(), memory, later)) == [Reason.ALL_RESOLVED]


def test_two_ignored_reminders_are_escalated_once_and_the_end_is_told_there_too() -> None:
    desk = Receiver.model_validate(
        {"name": "desk", "url": "console://", "routes": (Route(),), "repeat_hours": 24, "escalate_to": "head"}
    )
    head = Receiver(name="head", url="console://", routes=(Route(severity=Severity.CRITICAL),))
    both, at = Receivers({"desk": desk, "head": head}), NOW
    notifications = told(move(), to=both)
    for _ in range(4):
        at += timedelta(days=1)
        notifications += decide(Heard((), (move(),)), both, remember(notifications), at).notifications
    assert [n.receiver for n in notifications] == ["desk", "desk", "desk", "desk", "head", "desk"]
    over = move(after=State.RESOLVED, generation=2)
    ended = decide(Heard((over,)), both, remember(notifications), at)
    assert [n.receiver for n in ended.notifications] == ["desk", "head"]


def test_what_happened_is_not_repeated() -> None:
    happened = move(event=True)
    again = decide(Heard((), (happened,)), receivers(repeat_hours=1), remember(told(happened)), NOW + timedelta(days=9))
    assert again.notifications == ()


QUIET = {"quiet_hours": {"begin": "22:00", "end": "07:30"}}


@pytest.mark.parametrize(
    ("at", "severity", "until"),
    [
        ("2026-06-22T21:59", "warning", None),
        ("2026-06-22T22:00", "warning", "2026-06-23T07:30"),
        ("2026-06-23T03:00", "warning", "2026-06-23T07:30"),
        ("2026-06-23T07:30", "warning", None),
        ("2026-06-23T03:00", "critical", None),
    ],
)
def test_in_quiet_hours_a_message_waits_unless_it_is_critical(at: str, severity: str, until: str | None) -> None:
    (made,) = told(move(severity=Severity(severity)), at=moment(at), to=receivers(**QUIET))
    assert made.not_before == (moment(until) if until else None)


def test_a_notification_survives_being_stored() -> None:
    adapter = TypeAdapter(Notification)
    (made,) = told(move(), to=receivers(**QUIET))
    assert adapter.validate_json(adapter.dump_json(made)) == made


def test_every_transition_gets_a_decision() -> None:
    nobody = decide(Heard((move(),)), Receivers({}), remember([]), NOW)
    assert [(d.told, d.receiver) for d in nobody.decisions] == [(False, None)]


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"url": "dingtalk://abcdef/"}, "must be written as"),
        ({"url": "mailtos://me:hunter2@mail.example.org"}, "must be written as"),
        ({"url": "nothing"}, "must be an Apprise address"),
        ({"url": "wecombot://${KEY}/", "format": "markdown"}, "takes text only"),
        ({"url": "schan://${KEY}/"}, "write format: markdown"),
        ({"url": "json://h/", "format": "html", "limit_bytes": 500}, "cannot be split"),
        ({"escalate_to": "head"}, "needs repeat_hours"),
        ({"colour": "red"}, "Extra inputs"),
        ({"quiet_hours": {"begin": "late", "end": "07:30"}}, "Invalid isoformat"),
    ],
)
def test_a_receiver_that_cannot_work_is_refused(broken: dict[str, object], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        Receiver.model_validate({"name": "desk", "url": "console://"} | broken)
