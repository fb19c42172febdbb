"""kill -9 at random moments, a few of each operation; `python -m bench.crash` does it hundreds of times on both databases."""

from __future__ import annotations

import socket
from collections import Counter

import pytest

from bench.crash import campaign
from bench.crash_work import MIGRATIONS, OPERATIONS
from bench.kills import Tally, compare
from bench.stage import Contents, Hook


def test_kills_of_every_operation_lose_nothing_and_repeat_one_message_at_most() -> None:
    found = campaign("sqlite", [*OPERATIONS, MIGRATIONS], kills=3, seed=7, most_days=1)
    assert {operation: tally.kills for operation, tally in found.items()} == dict.fromkeys([*OPERATIONS, MIGRATIONS], 3)
    assert {operation: vars(tally) for operation, tally in found.items() if not tally.holds} == {}


WHOLE = Contents({"observations": Counter(["a", "b"]), "messages": Counter(["m"])})
SENT = Counter({("desk", "m"): 1})


@pytest.mark.parametrize(
    ("left", "taken", "what"),
    [
        (Contents({"observations": Counter(["a"]), "messages": Counter(["m"])}), SENT, "lost_observations"),
        (WHOLE, Counter[tuple[str, str]](), "lost_messages"),
        (Contents({"observations": Counter(["a", "b"]), "messages": Counter(["m", "n"])}), SENT, "differing"),
        (WHOLE, Counter({("desk", "m"): 3}), "repeats"),
        (WHOLE, Counter({("desk", "m"): 1, ("desk", "n"): 1}), "differing"),
    ],
    ids=["an observation", "a message", "a promise that nobody made", "two repeats", "a message that was never due"],
)
def test_what_must_not_happen_after_a_kill_is_noticed(
    left: Contents, taken: Counter[tuple[str, str]], what: str
) -> None:
    tally = Tally(kills=1)
    compare(tally, (WHOLE, SENT), (left, taken))
    assert not tally.holds
    assert getattr(tally, what)


def test_a_sender_that_dies_between_head_and_body_has_told_nobody() -> None:
    with Hook() as hook:
        for body in (b"half", b"whole mess"):
            with socket.create_connection(("127.0.0.1", hook.port)) as sender:
                sender.sendall(b"POST /desk HTTP/1.1\r\nContent-Length: 10\r\n\r\n" + body)
                sender.shutdown(socket.SHUT_WR)
                answered = sender.recv(100)
            assert bool(answered) is (body == b"whole mess")
        assert hook.taken == {("desk", "whole mess"): 1}


def test_one_repeat_after_a_kill_is_no_loss() -> None:
    tally = Tally(kills=1)
    compare(tally, (WHOLE, SENT), (WHOLE, Counter({("desk", "m"): 2})))
    assert tally.holds
    assert tally.repeats == 1
