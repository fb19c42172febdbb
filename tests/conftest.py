"""Settings of all tests."""

import pytest
from hypothesis import settings

# The same examples each time, so that a run says something about the change and not about luck; a search for new ones:
# pytest --hypothesis-profile=search
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("same")

pytest_plugins = ["databases"]

LONGEST = "tests/flows/test_served.py"  # minutes of waiting for a served monitor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The file that takes longest begins first: begun last, all other workers would wait for it."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
