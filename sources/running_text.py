"""Where the running text of a page is, for templates that nobody has seen: sentences and values outside menus and link lists.

Judged by what the blocks say, never by their names alone. Walks without recursion, every element once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from sources.blocks import is_table
from sources.elements import attribute, is_hidden, string_of, text_of
from sources.reading.lines import is_furniture
from sources.tags import BLOCKS, SKIPPED

_HEADING = 12  # characters of the heading of a block at most
LEAST = 40  # characters of running text below which nobody can say that a page is a release
_SENTENCE = re.compile(r"[。；！？]")
_FIGURE = re.compile(r"\d\s*(?:[%％‰]|个百分点|[万亿]+[元家个户件项吨辆台人]|亿|[元家户件项])")
_NUMBER = re.compile(r"[-+]?\d[\d,.]*%?")
_LOOSE = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "th", "blockquote", "pre", "center", "table")
)
_ASIDE = re.compile(r"^【?(?:相关|推荐|热[点门]|最新|排行|专题|导[航读]|更多|友情链接|延伸阅读|猜你喜欢|图片新闻|要闻)")
_FILE = re.compile(
    r"\.(?:pdf|docx?|wps|et|xlsx?|zip|rar|7z|ofd|ceb|txt|csv|pptx?)\b|download|^#|^javascript|^$", re.IGNORECASE
)


@dataclass(slots=True)
class _Block:
    """What a block itself says, without the blocks inside it; `whole` weighs those too."""

    own: list[str] = field(default_factory=list)
    linked: int = 0  # characters of it that are links
    links: int = 0  # links to other pages, in it and in the blocks inside it
    weight: int = 0
    whole: int = 0
    words: int = 0  # all visible characters of it and of the blocks inside it
    linked_words: int = 0
    opening: str = ""  # its first characters, as many as tell a heading from a sentence


class RunningText:
    """The running text below one element, weighed block by block."""

    def __init__(self, root: Tag) -> None:
        self._root = root
        self._blocks: dict[int, _Block] = {id(root): _Block()}
        order = list(self._gather())
        for element, parent in reversed(order):
            block = self._blocks[id(element)]
            self._weigh(element, block)
            block.opening = f"{''.join(block.own)}{block.opening}"[: _HEADING + 1]
            if parent is None:
                continue
            above = self._blocks[id(parent)]
            above.opening = f"{block.opening}{above.opening}"[: _HEADING + 1]
            above.whole += block.whole
            above.words += block.words
            above.linked_words += block.linked_words
            above.links += block.links
        self._parents = {id(element): parent for element, parent in order}
        self._inside: dict[int, list[Tag]] = {}
        for element, parent in order:
            if parent is not None:
                self._inside.setdefault(id(parent), []).append(element)

    def weight(self, element: Tag) -> int:
        block = self._blocks.get(id(element))
        return block.whole if block else 0

    def asides(self) -> list[Tag]:
        """Blocks beside the release: named 相关阅读 and the like, or with a link for every few words."""
        return [element for element in self._containers(self._root) if self._is_aside(element)]

    def holders(self) -> list[Tag]:
        """The smallest element that holds all running text that belongs together; several where two could be it."""
        here = self._root
        while True:
            inside = [element for element in self._containers_in(here) if self.weight(element)]
            if not inside or self._loose_weight(here, inside):
                return [here]
            if len(inside) == 1:
                here = inside[0]
                continue
            main = max(inside, key=self.weight)
            rest = [element for element in inside if element is not main]
            if self._are_alike(inside):
                return [here]
            if sum(map(self.weight, rest)) * 10 < self.weight(main) and not any(map(self._has_figures, rest)):
                here = main
                continue
            return inside

    def is_list_of_releases(self, element: Tag) -> bool:
        """Blocks of one kind, most of them with a link to a page of their own: titles with their first sentences."""
        rows = [inside for inside in self._inside.get(id(element), []) if self.weight(inside)]
        linked = [row for row in rows if self._blocks[id(row)].links]
        return len(rows) >= 3 and len(linked) * 2 > len(rows)

    # -- gathering ----------------------------------------------------------------------------------------------------

    def _gather(self) -> Iterator[tuple[Tag, Tag | None]]:
        """Every block with the block around it, outer ones first; words go to the block that they stand in."""
        yield self._root, None
        stack: list[tuple[PageElement, Tag, bool]] = [
            (node, self._root, False) for node in reversed(self._root.contents)
        ]
        while stack:
            node, around, in_link = stack.pop()
            if isinstance(node, NavigableString):
                self._say(around, string_of(node), in_link)
                continue
            if not isinstance(node, Tag) or node.name in SKIPPED or is_hidden(node):
                continue
            if node.name == "a":
                in_link = True
                self._blocks[id(around)].links += not _FILE.search(attribute(node, "href").strip())
            inner = around
            if node.name in BLOCKS or node.name == "table":
                self._blocks[id(node)] = _Block()
                yield node, around
                inner = node
            stack.extend((child, inner, in_link) for child in reversed(node.contents))

    def _say(self, around: Tag, text: str, in_link: bool) -> None:
        block, length = self._blocks[id(around)], len(text.strip())
        block.own.append(text.strip())
        block.words += length
        if in_link:
            block.linked += length
            block.linked_words += length

    def _weigh(self, element: Tag, block: _Block) -> None:
        text = "".join(block.own)
        says = _SENTENCE.search(text) or _FIGURE.search(text)
        if says and block.linked * 2 <= len(text) and not is_furniture(text):
            block.weight = len(text) - block.linked
        block.whole += block.weight
        if element.name == "table" and not block.whole and is_table(element) and _has_values(element):
            block.whole = max(LEAST, len(text_of(element)))

    # -- judging ------------------------------------------------------------------------------------------------------

    def _containers(self, root: Tag) -> Iterator[Tag]:
        stack = [root]
        while stack:
            inside = self._containers_in(stack.pop())
            yield from inside
            stack.extend(inside)

    def _containers_in(self, element: Tag) -> list[Tag]:
        """The blocks inside that hold blocks themselves and are no paragraph, row or table of values."""
        return [inside for inside in self._inside.get(id(element), []) if self._is_container(inside)]

    def _is_container(self, element: Tag) -> bool:
        inside = self._inside.get(id(element), [])
        if element.name == "table":
            return not is_table(element)
        if element.name in _LOOSE and element.name not in ("td", "tr"):
            return False
        return bool(inside) and not all(one.name == "table" and is_table(one) for one in inside)

    def _loose_weight(self, element: Tag, containers: list[Tag]) -> int:
        """Running text of the element that stands in no container."""
        return self.weight(element) - sum(map(self.weight, containers))

    def _is_aside(self, element: Tag) -> bool:
        block = self._blocks[id(element)]
        opening = next((self._blocks[id(first)].opening for first in self._inside.get(id(element), [])[:1]), "")
        if _ASIDE.match(opening) and len(opening) <= _HEADING:
            return True
        return self.is_list_of_releases(element) or (block.links >= 3 and block.linked_words * 3 > block.words)

    def _has_figures(self, element: Tag) -> bool:
        return bool(_FIGURE.search(text_of(element)))

    @staticmethod
    def _are_alike(elements: list[Tag]) -> bool:
        """Parts of one text: the same kind of element with a class in common, or with none at all."""
        kinds = {element.name for element in elements}
        classes = [set(re.sub(r"\d+", "", attribute(element, "class")).split()) for element in elements]
        ids = {re.sub(r"\d+", "", attribute(element, "id")) for element in elements}
        return len(kinds) == 1 and len(ids) == 1 and (not any(classes) or bool(set.intersection(*classes)))


def _has_values(table: Tag) -> bool:
    rows = table.find_all("tr")
    return len(rows) > 1 and any(_NUMBER.fullmatch(text_of(cell)) for cell in table.find_all(["td", "th"]))
