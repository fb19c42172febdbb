"""`test-receiver`: a marked test message to one receiver, and what its service answered."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State

from alerts.message import Links, compose
from alerts.recorded import nearest
from alerts.samples import marked_test
from alerts.send import send
from flows import artifacts
from flows.answering import Refused, answered
from flows.deliver import show
from flows.wiring import house


@flow(name="test-receiver", flow_run_name="test-receiver-{receiver}", retries=0)
def test_receiver(receiver: str) -> State[None]:
    """Send a message to one receiver that says it is a test, at once and not through the outbox; nothing is stored.

    Args:
        receiver: Its name in the receivers file.
    """
    return answered(lambda: _send_test(receiver.strip()))


def _send_test(name: str) -> str:
    home = house()
    receiver = home.receivers.named.get(name)
    if receiver is None:
        known = ", ".join(home.receivers.named)
        raise Refused(f"no receiver is called {name}{nearest(name, home.receivers.named)}; there are: {known}")
    now = home.clock.now()
    message = compose(marked_test(name, now), receiver, Links(flow_run=artifacts.link_to_this_run()))
    receipt = send(message, receiver, home.secrets(), now, show)
    return f"{name} took the test in {receipt.parts} part(s): {receipt.answer}"
