"""The console that commands print to: what came from a page is shown on it and never obeyed by it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from sources.visible import printable


class SafeConsole(Console):
    """Rich passes escape sequences on as they are. Its own colours are no text here yet, so they stay."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(printable(segment.text), segment.style)
