"""`python -m flows.operate`: declare the automations at the Prefect server that PREFECT_API_URL names, after the deployments."""

from __future__ import annotations

from prefect.client.orchestration import get_client

from flows.operate.automations import declare


def main() -> None:
    with get_client(sync_client=True) as client:
        print(f"{declare(client)} automations declared")


if __name__ == "__main__":
    main()
