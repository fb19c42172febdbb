"""The picture that goes with a message, where the receiver wants one and its channel can carry it."""

from __future__ import annotations

from alerts.curves import curve, told_of
from alerts.drawing import draw
from alerts.languages import Language
from alerts.memory import Notification
from alerts.receivers import Receiver
from alerts.send import carries_pictures
from flows.wiring import House
from store import observations
from store.database import read_only


def picture_for(home: House, notification: Notification, receiver: Receiver) -> bytes | None:
    """What `receiver` gets; None where it wants no picture, its channel carries none, or there is nothing to draw."""
    if not receiver.picture or not carries_pictures(receiver.scheme):
        return None
    return drawn(home, notification, receiver.language)


def drawn(home: House, notification: Notification, language: Language) -> bytes | None:
    """A PNG of the first series told, as it stood when the message was promised."""
    told = told_of(notification, home.rulebook)
    if told is None:
        return None
    series, evaluation = told
    with read_only(home.store) as session:
        history = observations.history(session, series)
    shown = curve(evaluation, history, home.rulebook, notification.created_at)
    return draw(shown, language) if shown is not None else None
