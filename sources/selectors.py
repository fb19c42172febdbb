"""Elements of a page by selector, in time that grows with the page and with nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bs4 import Tag

from sources.elements import text_of


def possible(selectors: Iterable[str], text: str) -> Iterator[str]:
    """Those whose names stand in the page at all: looking through a large page for each of them takes seconds."""
    lowered = text.lower()
    for selector in selectors:
        if all(name.lower() in lowered for name in re.findall(r"[\w-]+", selector)):
            yield selector


def distinct(soup: Tag, selector: str) -> list[Tag]:
    """Outermost matches, those with the same words as an earlier one left out (copies for other screens)."""
    outermost: list[Tag] = []
    texts: set[str] = set()
    within: set[int] = set()
    without: set[int] = set()
    for element in soup.select(selector):
        if is_within(element, within, without):
            continue
        within.add(id(element))
        words = "".join(text_of(element).split())
        if words and words in texts:
            continue
        texts.add(words)
        outermost.append(element)
    return outermost


def is_within(element: Tag, within: set[int], without: set[int]) -> bool:
    """Whether an earlier match holds it. Both sets are filled on the way up, so that no parent is asked twice."""
    path: list[int] = []
    for parent in element.parents:
        if id(parent) in within:
            within.update(path)
            return True
        if id(parent) in without:
            break
        path.append(id(parent))
    without.update(path)
    return False
