"""Settings of all tests."""

from hypothesis import settings

# The same examples each time, so that a run says something about the change and not about luck; a search for new ones:
# pytest --hypothesis-profile=search
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("same")

pytest_plugins = ["databases"]
