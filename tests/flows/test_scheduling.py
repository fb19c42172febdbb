"""What Prefect promises and every schedule rests on, with the libraries that are really installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PLAN = """
import asyncio, sys
from prefect.server import models, schemas
from prefect.server.database import provide_database_interface

async def plan():
    database = provide_database_interface()
    await database.create_db()
    async with database.session_context(begin_transaction=True) as session:
        flow = await models.flows.create_flow(session=session, flow=schemas.core.Flow(name="collect"))
        every = schemas.schedules.IntervalSchedule(interval=60)
        scheduled = schemas.core.DeploymentSchedule(schedule=every, active=True)
        wanted = schemas.core.Deployment(name="nbs", flow_id=flow.id, schedules=[scheduled])
        deployment = await models.deployments.create_deployment(session=session, deployment=wanted)
    async with database.session_context(begin_transaction=True) as session:
        runs = await models.deployments.schedule_runs(session=session, deployment_id=deployment.id, max_runs=3)
    print("planned", len(runs))

asyncio.run(plan())
"""


def test_prefect_plans_the_runs_of_a_schedule(tmp_path: Path) -> None:
    """Prefect 3.8 on SQLAlchemy 2.1 failed here, and only a server's log would have said so: nothing ever ran."""
    ours = {
        "PREFECT_HOME": str(tmp_path),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{tmp_path}/prefect.db",
    }
    done = subprocess.run(
        [sys.executable, "-c", PLAN],
        env={**os.environ, **ours},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "planned 3" in done.stdout, done.stderr[-1000:]
