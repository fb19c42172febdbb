"""Several waiting notifications of one receiver as one message: in digest mode, and when a storm would break its limits."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from alerts.memory import Notification, Reason
from alerts.notifications import worst_first


def bundle(waiting: Sequence[Notification]) -> Notification:
    """One notification that tells everything that `waiting` (of one receiver, not empty) tells; alone it stays itself."""
    if len(waiting) == 1:
        return waiting[0]
    receiver, at = waiting[0].receiver, max(one.created_at for one in waiting)
    identity = sha256("\n".join(one.key for one in waiting).encode()).hexdigest()[:24]
    told = {move.id: move for one in waiting for move in one.transitions}
    return Notification(
        f"{receiver}/digest/{identity}", receiver, Reason.DIGEST, "digest", worst_first([*told.values()]), at
    )


def messages(
    waiting: Sequence[Notification], at_most: int, *, always_one: bool
) -> tuple[tuple[Notification, ...], ...]:
    """Which of them go out together: each alone, or all in one where they are more than `at_most`."""
    if not waiting:
        return ()
    if always_one or len(waiting) > at_most:
        return (tuple(waiting),)
    return tuple((one,) for one in waiting)
