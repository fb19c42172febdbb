"""A page as it is put before operators: under its key, with the way to the other pages below its heading."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact

from flows.pages.addresses import EVERY_PAGE, leading_to

NAMED = ("scoreboard", "status", "visits")


def write_page(key: str, markdown: str, description: str) -> None:
    """`markdown` begins with its heading. The same key over time, so that versions can be compared."""
    heading, _, rest = markdown.partition("\n")
    create_markdown_artifact(key=key, markdown=f"{heading}\n\n{_ways()}\n{rest}", description=description)


def _ways() -> str:
    return " · ".join([*(leading_to(name, name) for name in NAMED), f"[all pages]({EVERY_PAGE})"])
