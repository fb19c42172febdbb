"""The picture that goes with a message, where the receiver wants one and its channel can carry it."""

from __future__ import annotations

from alerts.curves import curve, drawn_of
from alerts.drawing import draw
from alerts.memory import Notification
from alerts.receivers import Receiver
from alerts.send import carries_pictures
from flows.wiring import House
from store import observations
from store.database import read_only


def picture_for(home: House, notification: Notification, receiver: Receiver) -> bytes | None:
    """A PNG of the first series told, as it stood when the message was promised."""
    if not receiver.picture or not carries_pictures(receiver.scheme):
        return None
    drawn = drawn_of(notification, home.rulebook)
    if drawn is None:
        return None
    series, evaluation = drawn
    with read_only(home.store) as session:
        history = observations.history(session, series)
    shown = curve(evaluation, history, home.rulebook, notification.created_at)
    return draw(shown, receiver.language) if shown is not None else None
