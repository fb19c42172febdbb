"""What the tests of judging and telling share: the real catalogue, the shipped baseline and rules."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from alerts import recorded, rulebook
from alerts.recorded import Baseline
from alerts.rulebook import Rulebook
from sources import catalogue
from sources.catalogue import Catalogue

sys.path.insert(0, str(Path(__file__).parents[1]))  # fakes.py is shared with other rooms


@pytest.fixture(scope="session")
def known() -> Catalogue:
    return catalogue.load()


@pytest.fixture(scope="session")
def baseline(known: Catalogue) -> Baseline:
    return recorded.load(known)


@pytest.fixture(scope="session")
def shipped(known: Catalogue, baseline: Baseline) -> Rulebook:
    return rulebook.load(known, baseline)
