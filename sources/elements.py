"""The HTML parser behind `pages.py`: what an element says and whether it is furniture. `blocks.py` makes drafts of one.

Elements leave neither the modules that read a page nor `links.py`. Walks without recursion: pages nest as deep as they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PreformattedString

from sources.reading.text import tidy_cell
from sources.tags import BLOCKS, FURNITURE_TAGS, SKIPPED

_FURNITURE_NAME = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumb|crumbs?|footer|foot|sidebar|share|related|recommend|copyright|pager|pagination|comments?|ads?|toolbar|topbar)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HTML_BLANKS = re.compile(r"[ \t\n\r\f]+")
_CHINESE = "\u3001-\u303f\u3400-\u9fff\uff01-\uff60\u2018-\u201d"
_BETWEEN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])\n+(?=[{_CHINESE}])")
_OF_UNIT = re.compile(r"(?:[a-zA-Z\u7c73]|10)$")  # m², 10⁴: a superscript that is no note
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A cell that lists several units, one a line, keeps them apart.
_UNIT_NAME_END = re.compile(r"(?:公司|[院所学厂会站部室司局]|集团|中心|平台|[）)])\n+(?=[\u4e00-\u9fff])")

_LIST_DAY = re.compile(r"\[?(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}\]?")


def parse(text: str) -> BeautifulSoup:
    return BeautifulSoup(text.replace("\x00", ""), "lxml")


def other_file_type(content: bytes) -> str:
    """What the bytes are when they are no text."""
    for magic, what in (
        (b"PK\x03\x04", "a ZIP, XLSX or DOCX file"),
        (b"%PDF", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "an old Office file"),
    ):
        if content.startswith(magic):
            return what
    for magic, what in (
        (b"Rar!", "a RAR file"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
    ):
        if content.startswith(magic):
            return what
    return ""


def meta_of(soup: BeautifulSoup) -> Mapping[str, str]:
    """Name (lower case) to content; the first one that says something wins."""
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = attribute(element, "name").lower()
        content = attribute(element, "content").strip()
        if name and content and name not in found:
            found[name] = content
    return found


def has_content(element: Tag) -> bool:
    """Words, images or links; a body with nothing but a file is a body."""
    return bool(text_of(element)) or has_images(element) or element.find(["a", "iframe"]) is not None


def has_images(element: Tag) -> bool:
    return element.find("img") is not None


def text_of(element: Tag) -> str:
    """All visible words, on one line."""
    return tidy_cell("".join(_pieces(element)))


def visible_text(soup: BeautifulSoup) -> str:
    return text_of(soup.body or soup)


def between_markers(soup: BeautifulSoup) -> Tag | None:
    """What stands between `ContentStart` and `ContentEnd`, where a template brackets the body with those meta tags."""
    start = soup.find("meta", attrs={"name": re.compile("^ContentStart$", re.IGNORECASE)})
    if not isinstance(start, Tag):
        return None
    holder = soup.new_tag("div")
    siblings = list(start.next_siblings)
    ends = [at for at, node in enumerate(siblings) if _is_end_marker(node)]
    if not ends:
        return None
    for node in siblings[: ends[0]]:
        holder.append(node.extract())
    return holder if has_content(holder) else None


def _is_end_marker(node: object) -> bool:
    if not isinstance(node, Tag):
        return False
    return node.name == "meta" and attribute(node, "name").lower() == "contentend"


def drop_furniture(soup: BeautifulSoup) -> None:
    for element in [element for element in soup.find_all(True) if _is_furniture_element(element)]:
        element.extract()


def _is_furniture_element(element: Tag) -> bool:
    if element.name in ("html", "body"):
        return False
    if element.name in FURNITURE_TAGS:
        return element.find("h1") is None  # some templates put the title into <header>
    return bool(_FURNITURE_NAME.search(f"{attribute(element, 'class')} {attribute(element, 'id')}"))


def is_link_list(body: Tag) -> bool:
    """Most of the words are links: an index, no release."""
    words = len(_LIST_DAY.sub("", text_of(body)))
    links = sum(len(text_of(link)) for link in body.find_all("a"))
    return words > 0 and len(body.find_all("a")) >= 5 and links * 2 > words and body.find("table") is None


def is_hidden(element: Tag) -> bool:
    return bool(_HIDDEN.search(attribute(element, "style"))) or element.has_attr("hidden")


def string_of(node: NavigableString) -> str:
    """A text node; a line break of the markup between Chinese characters is nothing, elsewhere a space."""
    if isinstance(node, (Comment, PreformattedString)):
        return ""
    return _HTML_BLANKS.sub(lambda found: "\n" if "\n" in found[0] else " ", str(node))


def unbroken(text: str) -> str:
    """Without the line breaks between Chinese characters."""
    return _BETWEEN_CHINESE.sub("", text)


def superscript(element: Tag, before: list[str]) -> str:
    """A note mark gets brackets, so that its digits do not join the number before it; a power stays a power."""
    mark = element.get_text() if element.find(element.name) else text_of(element)  # no recursion on a stack of them
    if mark.isdigit():
        if _OF_UNIT.search("".join(before[-3:]).rstrip()):
            return mark.translate(_SUPERSCRIPTS)
        return f"[{mark}]"
    return mark


def _pieces(element: Tag) -> Iterator[str]:
    """The visible strings of an element, with a space where blocks end."""
    pieces: list[str] = []
    stack: list[Tag | NavigableString] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, NavigableString):
            pieces.append(string_of(node))
        elif (node.name in SKIPPED and node is not element) or is_hidden(node):
            continue
        elif node.name == "sup" and node is not element:
            pieces.append(superscript(node, pieces))
        else:
            if node.name == "br" or node.name in BLOCKS:
                pieces.append("\n")
                if node.contents:
                    stack.append(NavigableString("\n"))
            stack.extend(reversed(node.contents))  # type: ignore[arg-type]
    text = _UNIT_NAME_END.sub(lambda found: found[0].rstrip("\n") + " ", "".join(pieces).replace(" \n", "\n"))
    yield unbroken(text)


def attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)
