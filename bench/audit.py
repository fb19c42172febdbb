"""Whether a locked dependency has a known hole: pip-audit, in an environment of its own, over requirements.lock.

    make audit

pip-audit asks PyPI, and calls a lock clean where PyPI answers it nothing. Here what could not be looked up is counted and said, and a
machine without the service gets "could not look", never "clean". Exit status 1 only for a hole that is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements.lock"
PROGRAM = Path(__file__).parent.parent / ".venv-audit" / "bin" / "pip-audit"


def main() -> None:
    lines, status = verdict(_asked())
    print("\n".join(f"audit: {line}" for line in lines))
    sys.exit(status)


def _asked() -> list[dict[str, Any]]:
    """What pip-audit says of each dependency; nothing where it cannot be run or ends without an answer."""
    options = ["-r", str(LOCK), "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run([str(PROGRAM), *options], capture_output=True, text=True, timeout=300)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return found


def verdict(found: list[dict[str, Any]]) -> tuple[list[str], int]:
    """What to print, and the exit status."""
    looked = [one for one in found if "skip_reason" not in one]
    if not looked:
        return ["COULD NOT LOOK: no vulnerability service answers from here. Nothing is known of any dependency."], 0
    lines = [
        f"{one['name']} {one.get('version', '')}: {hole.get('id', '?')}, mended in {', '.join(hole.get('fix_versions') or ['no version yet'])}"
        for one in looked
        for hole in one.get("vulns", ())
    ]
    counted = f"{len(looked)} of {len(found)} dependencies looked up, {len(lines)} known holes"
    unknown = sorted(one["name"] for one in found if "skip_reason" in one)
    missed = [f"COULD NOT LOOK UP {len(unknown)}: {', '.join(unknown)}"] if unknown else []
    return [*lines, *missed, counted], 1 if lines else 0


if __name__ == "__main__":
    main()
