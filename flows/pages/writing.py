"""A page as it is put before operators: under its key, with the way to the other pages below its heading.

The menu of the Prefect UI has no entry for artifacts, so every page has to lead to the others. Addresses are of the UI's second
version, which is what its front door opens; they name no host, so that they hold behind a proxy too.
"""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact

EVERY_PAGE = "/v2/artifacts"
NAMED = ("scoreboard", "status", "visits")


def write_page(key: str, markdown: str, description: str) -> None:
    """`markdown` begins with its heading. The same key over time, so that versions can be compared."""
    heading, _, rest = markdown.partition("\n")
    create_markdown_artifact(key=key, markdown=f"{heading}\n\n{_ways()}\n{rest}", description=description)


def leading_to(text: str, key: str) -> str:
    """A link to the versions of a page of ours. `text` is escaped already."""
    return f"[{text}]({EVERY_PAGE}/key/{key})"


def _ways() -> str:
    return " · ".join([*(leading_to(name, name) for name in NAMED), f"[all pages]({EVERY_PAGE})"])
