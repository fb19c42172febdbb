"""The dead man's switch: an address that is asked as long as the watcher does its work; when it falls silent, its owner is told.

It falls silent when this program, its schedule server or its machine is dead, and also when it only seems alive: nothing
looked at the sites for a day, or values that arrived are not judged. `deliver` asks it after it has sent what waits.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from alerts.receipts import DeliveryError
from alerts.send import knock
from flows.clock import in_beijing
from flows.wiring import House
from store import cursors, observations, visits
from store.database import read_only

ADDRESS = "MONITOR_HEARTBEAT_URL"
A_LOOK_WITHIN = timedelta(hours=26)  # the sites are looked at every day
JUDGED_WITHIN = timedelta(hours=1)  # `watch` runs every quarter of an hour


def beat(home: House) -> str:
    """Ask the address; what keeps us from it, or "". The text holds no secret."""
    address = home.secrets([ADDRESS]).get(ADDRESS)
    if not address:
        return ""
    ill = illness(home, home.clock.now())
    if ill:
        return ill
    try:
        knock(address)
    except DeliveryError as error:
        return str(error)
    return ""


def illness(home: House, now: datetime) -> str:
    """Why the watcher does not do its work, or ""."""
    with read_only(home.store) as session:
        looks = [state.last_at for state in visits.states(session)]
        unjudged = observations.since(session, cursors.peek(session, "watch-vintages"), 1)
    if looks and now - max(looks) > A_LOOK_WITHIN:
        return f"no site was looked at since {in_beijing(max(looks))} Beijing: is `collect` running?"
    if unjudged and now - unjudged[0].vintage.seen_at > JUDGED_WITHIN:
        return f"values of {in_beijing(unjudged[0].vintage.seen_at)} Beijing are not judged: is `watch` running?"
    return ""
