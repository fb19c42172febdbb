"""Every store test runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # databases.py is shared with other rooms

from databases import *  # noqa: F403
