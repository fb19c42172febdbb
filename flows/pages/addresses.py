"""Where pages stand in the Prefect UI. Of its second version, which is what its front door opens.

The menu of the UI has no entry for artifacts, so every page has to lead to the others; addresses name no host, so that they hold behind a proxy.
"""

from __future__ import annotations

EVERY_PAGE = "/v2/artifacts"
DEPLOYMENTS = "/v2/deployments?limit=50"


def leading_to(text: str, key: str) -> str:
    """A link to the versions of a page of ours. `text` is escaped already."""
    return f"[{text}]({EVERY_PAGE}/key/{key})"


def deployments_named(name: str) -> str:
    """The list of deployments, of which only those with that name are shown."""
    return f"/v2/deployments?flowOrDeploymentName={name}"
