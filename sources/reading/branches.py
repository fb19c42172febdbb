"""What belongs to a branch that a sentence speaks of: its firms, its workers and its output are not those of the place."""

from __future__ import annotations

import re

from sources.reading.label import Label
from sources.reading.label_words import BARE_MEASURES
from sources.reading.nouns import NOUNS

BRANCHES = ("业", "集群", "产业链", "经济", "园区")  # what has a measure of its own
_MEASURES = sorted({*NOUNS, *BARE_MEASURES, "营收"}, key=len, reverse=True)
ABOVE = ("规上产值", "规上总产值", "规上营收", "规模以上产值")
_HELD_BY_A_BRANCH = re.compile(
    r"(?:规上|规模以上)?(?P<what>(?<=上)企业|企业(?=[数总])|从业人员|从业人数|用工人数|就业人数)(?:总数|数量|数)?"
)


def branch_of(label: Label) -> str:
    """汽车零部件产业 of 汽车零部件产业规上产值; "" where the term is the catalogue's or names no branch."""
    if label.indicator is not None:
        return ""
    measure = next((one for one in _MEASURES if label.term.endswith(one)), "")
    branch = re.sub(r"(?:规模以上|规上)(?:工业|企业)?$", "", label.term.removesuffix(measure))
    return branch if branch.endswith(BRANCHES) and not branch.endswith("企业") else ""


def of_branch(here: Label | None, printed: str) -> Label | None:
    """规上企业, 从业人员, 规上产值 of the branch that the sentence speaks of; None for anything else."""
    branch = branch_of(here) if here is not None else ""
    if branch and printed in ABOVE:
        return Label(branch + printed)
    held = _HELD_BY_A_BRANCH.fullmatch(printed) if branch else None
    if held is None:
        return None
    return Label(branch + ("规上" if printed.startswith("规") else "") + held["what"])
