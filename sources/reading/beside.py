"""A place that is told only beside another: 我市增长8.3%，全省增长7.1%；… goes on about 我市."""

from __future__ import annotations

from dataclasses import dataclass

from sources.reading.vocabulary import Vocabulary


@dataclass(slots=True)
class Beside:
    """What a sentence has told beside: where, and whom it goes back to."""

    vocabulary: Vocabulary
    main: str | None = None  # whose the values are beside which another place is told
    told: bool = False
    span: tuple[int, int] = (0, 0)  # the stretch that names the place
    returned_at: int = 0  # from where on it is not spoken of any more

    def begin(self, start: int) -> None:
        """A new sentence begins."""
        self.told, self.returned_at = False, start

    def tell(self, slugs: set[str], first: str, in_force: str | None, *, parted: bool) -> bool:
        """Places are told beside the values of `first`: 增长8.3%，全省增长7.1%; whether the text plainly goes back to that.

        So it is where the text spoke of `first` before this sentence, or where this place lies around that one; which of two
        that lie side by side is spoken of after that, nobody can tell, unless a semicolon parts them (`parted`).
        """
        if first == in_force:
            self.main, self.told = None, True
        elif all(self._lies_in(first, slug) for slug in slugs):
            self.main, self.told = first, True
        elif not parted and not any(self._lies_in(slug, first) for slug in slugs):
            self.main, self.told = "", True
            return False
        return self.told

    def _lies_in(self, inner: str, outer: str) -> bool:
        return outer == "china" or self.vocabulary.within(inner, self.vocabulary.kind(outer)) == outer

    def leave(self) -> str | None:
        """The place told beside is spoken of no more; whom the text goes back to."""
        self.told, self.returned_at = False, self.span[1]
        return self.main
