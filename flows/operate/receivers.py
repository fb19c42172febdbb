"""`test-receiver`: a marked test message to one receiver, and what its service answered."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State

from flows.answering import answered
from flows.message_commands import send_test
from flows.wiring import house


@flow(name="test-receiver", flow_run_name="test-receiver-{receiver}", retries=0)
def test_receiver(receiver: str) -> State[None]:
    """Send a message to one receiver that says it is a test, at once and not through the outbox; nothing is stored.

    Args:
        receiver: Its name in the receivers file.
    """
    name = receiver.strip()
    return answered(lambda: f"{name} took the test: {send_test(house(), name)}")
