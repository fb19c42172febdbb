"""Strict YAML: a file becomes one validated value, or a ConfigError that names every problem with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from sources.errors import ConfigError, Problem

DEEPEST = 30  # levels of a file; ours have six


class Strict(BaseModel):
    """Base of everything that is read from a file: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Model = TypeVar("Model", bound=BaseModel)


def read_file(path: Path, model: type[Model]) -> Model:
    """Read a YAML file.

    Raises ConfigError with all problems together, each with its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(str(path), [Problem("file", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), [Problem("file", "must be UTF-8 text")]) from error
    return read_text(text, model, name=str(path))


def read_text(text: str, model: type[Model], *, name: str) -> Model:
    """The same from text; `name` stands for the file in messages."""
    try:
        unwanted = list(_unwanted(text))
        if unwanted:
            raise ConfigError(name, unwanted)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        value = yaml.load(text, Loader=_StringDecimals)  # noqa: S506 - a subclass of the safe loader
    except yaml.YAMLError as error:
        raise ConfigError(name, [_syntax_problem(error)]) from error
    except ValueError as error:  # a number of thousands of digits
        raise ConfigError(name, [Problem("number", f"cannot be read: {str(error)[:80]}")]) from error
    duplicates = list(_duplicate_keys(root))
    if duplicates:
        raise ConfigError(name, duplicates)
    try:
        return model.model_validate(value if value is not None else {})
    except ValidationError as error:
        raise ConfigError(name, [_problem(entry, root) for entry in error.errors()]) from error


class _StringDecimals(yaml.CSafeLoader):
    """A number with a point stays text, so that Decimal sees it exactly as written; days stay text too."""


_StringDecimals.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":float", ":timestamp"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _unwanted(text: str) -> Iterator[Problem]:
    """Aliases, by which a few lines unfold into gigabytes or contain themselves; tags, which call for other types; depth.

    Told before anything is built, by a parser that keeps no stack of its own.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            yield Problem(f"*{event.anchor}", "aliases are not used here", _line(event))
        elif tag := getattr(event, "tag", None):
            yield Problem(str(tag), "tags are not used here", _line(event))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            yield Problem("nesting", f"at most {DEEPEST} levels are read", _line(event))
            return


def _line(event: yaml.Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark else None


def _syntax_problem(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "is not valid YAML"
    return Problem("syntax", str(what), line=mark.line + 1 if mark else None)


def _duplicate_keys(node: yaml.Node | None) -> list[Problem]:
    found: list[Problem] = []
    pending = [node] if node is not None else []
    while pending:
        current = pending.pop()
        if isinstance(current, yaml.SequenceNode):
            pending.extend(current.value)
        elif isinstance(current, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in current.value:
                if key.value in seen:
                    found.append(Problem(str(key.value), "stands here twice", line=key.start_mark.line + 1))
                seen.add(key.value)
                pending.append(value)
    return found


def _problem(entry: Any, root: yaml.Node | None) -> Problem:
    location = tuple(entry["loc"])
    message = str(entry["msg"]).removeprefix("Value error, ")
    if entry["type"] == "extra_forbidden":
        message = "unknown key"
    elif entry["type"] == "missing":
        message = "is missing"
    elif isinstance(entry.get("input"), str | int):
        message = f"{message}, not {entry['input']!r}"
    return Problem(".".join(str(part) for part in location) or "file", message, line=_line_of(location, root))


def _line_of(location: tuple[Any, ...], root: yaml.Node | None) -> int | None:
    node, line = root, (root.start_mark.line + 1 if root is not None else None)
    for part in location:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(part)), None)
            if pair is None:
                continue  # a discriminator or a key that is missing: the parent's line serves
            node, line = pair[1], pair[0].start_mark.line + 1
            continue
        else:
            continue
        line = node.start_mark.line + 1
    return line
