"""Runs of words in patterns, taken in one way only.

`(?:年|均|年均)+` can take 年均年均… in 2ⁿ ways, and tries them all where the run does not end as it should. A text that is made
for that would keep the reading busy for ever, so a run takes the longest word at each place and never goes back.
"""

from __future__ import annotations


def run_of(words: str) -> str:
    """One or more of these alternatives (`a|b(?:c|d)|e`), as a pattern for a run that is never taken apart again."""
    return f"(?:{'|'.join(sorted(_alternatives(words), key=len, reverse=True))})++"


def _alternatives(words: str) -> list[str]:
    found = [""]
    depth = 0
    for before, character in zip(" " + words, words, strict=False):
        literal = before == "\\"
        depth += 0 if literal else (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return found
