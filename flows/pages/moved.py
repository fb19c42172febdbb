"""The pages of what has just changed, written by the runs that changed it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from alerts.lifecycle import Transition
from flows.pages.alert import show_alert
from flows.pages.onlookers import anybody_looks
from flows.pages.release import show_release
from flows.pages.series import show_series
from flows.wiring import House
from store import alert_states, releases
from store.database import read_only

if TYPE_CHECKING:
    from flows.collect import Collected
    from flows.judge import Watched
    from flows.sending import Delivered

MOST = 20  # pages of a kind in one run; `show` writes any other


def show_what_moved(home: House, watched: Watched) -> None:
    """The alerts that moved, and the series whose new values were compared with a recorded figure."""
    if not anybody_looks():
        return
    _show_alerts(home, watched.transitions)
    for series in list(dict.fromkeys(one.series for one in watched.comparisons))[:MOST]:
        show_series(home, series)


def show_what_was_told(home: House, delivered: Sequence[Delivered]) -> None:
    """The alerts of messages that were sent, or could not be: their pages say what the services answered."""
    if anybody_looks():
        _show_alerts(home, [move for one in delivered for move in one.entry.notification.transitions])


def _show_alerts(home: House, moves: Sequence[Transition]) -> None:
    """Those that the store knows: a message may outlive its alert."""
    keys = list(dict.fromkeys((move.rule, move.subject) for move in moves))[:MOST]
    if not keys:
        return
    with read_only(home.store) as session:
        known = alert_states.load(session, keys)
    for rule, subject in keys:
        if (rule, subject) in known:
            show_alert(home, f"{rule}/{subject}")


def show_what_was_read(home: House, collected: Collected) -> None:
    if not anybody_looks():
        return
    for read in collected.read[:MOST]:
        with read_only(home.store) as session:
            release = releases.find(session, read.ref.publisher, read.ref.key)
        if release is not None and release.snapshot is not None:
            show_release(home, release)
