"""Where secrets come from: the environment, a file that it names, or a Secret block of Prefect. They are never stored."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from flows.settings import Settings


def secrets_of(settings: Settings, names: Iterable[str]) -> dict[str, str]:
    """NAME from the environment, else from the file that NAME_FILE names, else from the block `name` (DINGTALK_TOKEN:
    dingtalk-token). What is nowhere is left out. Raises ConfigError for a file that cannot be read.
    """
    wanted = set(names)
    found = settings.secrets(wanted)
    missing = sorted(wanted - set(found)) if os.environ.get("PREFECT_API_URL") else []
    return found | {name: value for name in missing if (value := _from_block(block_of(name))) is not None}


def block_of(name: str) -> str:
    """Prefect's names of blocks are lower case, with hyphens."""
    return name.lower().replace("_", "-")


def _from_block(name: str) -> str | None:
    from prefect.blocks.system import Secret

    try:
        block: Any = Secret.load(name, _sync=True)  # type: ignore[call-arg]
    except Exception:  # no such block, or nobody there to ask; either way this place does not give it
        return None
    value = block.get()
    return value if isinstance(value, str) and value else None
