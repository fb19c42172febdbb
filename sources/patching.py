"""Corrections as a patch of the catalogue's own text: values are replaced and keys added where they stand, no other
sign of the file changes. Nothing is written here.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from sources.catalogue import PublisherEntry
from sources.findings import Correction, Finding, settled

_PLAIN = re.compile(r"[^\W\d]\w*")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True, slots=True)
class Place:
    """What is corrected: a column of a publisher, or what its columns have in common (`column` is empty)."""

    publisher: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def corrections_of(entry: PublisherEntry, findings: Collection[Finding]) -> dict[Place, tuple[Correction, ...]]:
    """Where each correction belongs: what all columns found alike goes to what they have in common."""
    shared = settled(entry, findings)
    own = {Place(entry.id, f.listing.column): tuple(c for c in f.corrections if c not in shared) for f in findings}
    return {place: wanted for place, wanted in {Place(entry.id): shared, **own}.items() if wanted}


def patched(text: str, corrections: Mapping[Place, Iterable[Correction]]) -> str:
    """The text of publishers.yaml with every correction in it. Raises KeyError for a place that is not there."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    edits = [
        edit
        for place, wanted in corrections.items()
        if (tree := _tree(wanted))
        for edit in _edits(_entry(root, place), tree, text)
    ]
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def unified(before: str, after: str, name: str) -> str:
    """A patch for `git apply` or `patch -p1`; empty where nothing changes."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


Tree = dict[str, "str | Tree"]


def _tree(corrections: Iterable[Correction]) -> Tree:
    """{"kind": …, "unit": {"pageId": …}}"""
    tree: Tree = {}
    for correction in corrections:
        *folders, last = correction.keys
        place = tree
        for folder in folders:
            inner = place.setdefault(folder, {})
            assert isinstance(inner, dict)
            place = inner
        place[last] = correction.found
    return tree


def _entry(root: yaml.MappingNode, place: Place) -> yaml.MappingNode:
    publisher = _named(_value(root, "publishers"), "id", place.publisher)
    return _named(_value(publisher, "columns"), "name", place.column) if place.column else publisher


def _named(entries: yaml.Node | None, key: str, name: str) -> yaml.MappingNode:
    for entry in entries.value if isinstance(entries, yaml.SequenceNode) else ():
        if isinstance(entry, yaml.MappingNode) and (found := _value(entry, key)) is not None and found.value == name:
            return entry
    raise KeyError(name)


def _value(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for name, value in node.value if name.value == key), None)


def _edits(node: yaml.MappingNode, tree: Tree, text: str) -> Iterator[_Edit]:
    new: Tree = {}
    for key, wanted in tree.items():
        standing = _value(node, key)
        if standing is None:
            new[key] = wanted
        elif isinstance(standing, yaml.MappingNode) and isinstance(wanted, dict):
            yield from _edits(standing, wanted, text)
        else:
            yield _Edit(standing.start_mark.index, standing.end_mark.index, _flow(wanted))
    if new:
        yield _insertion(node, new, text)


def _insertion(node: yaml.MappingNode, new: Tree, text: str) -> _Edit:
    """New keys at the end of a flow mapping, after the first line of a block mapping."""
    pairs = [f"{key}: {_flow(value)}" for key, value in new.items()]
    if node.flow_style:
        place = node.value[-1][1].end_mark.index if node.value else node.start_mark.index + 1
        return _Edit(place, place, (", " if node.value else "") + ", ".join(pairs))
    first, value = node.value[0]
    end = text.find("\n", value.end_mark.index)
    place = len(text) if end < 0 else end
    return _Edit(place, place, "".join(f"\n{' ' * first.start_mark.column}{pair}" for pair in pairs))


def _flow(value: str | Tree) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML
    return value if plain else json.dumps(value, ensure_ascii=False)
