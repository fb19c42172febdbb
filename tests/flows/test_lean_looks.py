"""A look that finds nothing new is what runs most: it loads no library that it does not need."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("docx", "pdfplumber", "python_calamine", "alembic", "holidays", "jinja2", "apprise", "matplotlib", "requests")


def test_collecting_loads_no_library_of_reading_files_migrating_wording_or_sending() -> None:
    asked = f"import sys, flows.collect; print([name for name in {HEAVY} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"
