"""Whether anybody can look: pages and events cost calls, and `make run` has a server without UI."""

from __future__ import annotations

from prefect.context import FlowRunContext
from prefect.settings import get_current_settings


def anybody_looks() -> bool:
    return FlowRunContext.get() is not None and get_current_settings().server.ui.enabled
