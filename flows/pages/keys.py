"""Keys of artifacts: small letters, digits and dashes, one for each subject, the same every time."""

from __future__ import annotations

import re
from hashlib import sha256

LONGEST = 100


def key_of(kind: str, name: str) -> str:
    """Readable as far as it can be; what is left out of a name is told apart by its hash."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[: LONGEST - len(kind) - 10].strip("-")
    exact = plain == name
    tail = "" if exact else "-" + sha256(name.encode()).hexdigest()[:8]
    return f"{kind}-{plain}{tail}".replace("--", "-")
