"""Serves the timetable: a child of the supervisor that starts a process for each run.

One rule: a run at a time (one writer at a time), and nothing of the past: what was missed is made
good by one run at the start, not by as many runs as hours went by.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flows.homes import home_of
from flows.schedule.timetable import NAME, Entry, from_text
from flows.server.lifeline import end_at_once, end_with_input

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.client.orchestration import PrefectClient
    from prefect.runner import Runner

TIMETABLE = "KPI_TIMETABLE"
TIMEZONE = "KPI_TIMEZONE"
AT_START = "monthly"
UNFINISHED = ("RUNNING", "PENDING", "CANCELLING")


def main() -> None:
    if os.name == "posix":
        os.umask(0o077)
    end_with_input(end_at_once)  # a run that is cut short is made good by the next
    home = home_of()
    entries = from_text(os.environ[TIMETABLE])
    asyncio.run(serve(str(home.root), entries, os.environ[TIMEZONE]))


async def serve(home: str, entries: Sequence[Entry], timezone: str) -> None:
    """Lays down the timetable, orders the run that makes good what was missed, and serves."""
    from prefect.client.orchestration import get_client
    from prefect.runner import Runner

    runner = Runner(name="kpi", limit=1, pause_on_shutdown=False)
    async with get_client() as client:
        for entry in entries:
            await forget(client, entry)
            laid = await lay_down(runner, home, entry, timezone)
            if entry.flow == AT_START:
                await client.create_flow_run_from_deployment(laid, name="at-start")
    await runner.start()


async def lay_down(runner: Runner, home: str, entry: Entry, timezone: str) -> UUID:
    """The entry as a deployment that the runner serves; its id."""
    from prefect.flows import Flow, load_flow_from_entrypoint
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    flow: Flow[..., Any] = load_flow_from_entrypoint(entry.entrypoint)
    deployment = await flow.ato_deployment(
        name=NAME,
        schedule=Cron(entry.cron, timezone=timezone),
        parameters={"home": home, **entry.parameters},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return await runner.aadd_deployment(deployment)


async def forget(client: PrefectClient, entry: Entry) -> None:
    """Takes out the deployment of an earlier start with all runs that it still had before it, and
    writes of those cut short that they were."""
    from prefect.client.schemas.filters import DeploymentFilter, FlowRunFilter
    from prefect.exceptions import ObjectNotFound
    from prefect.states import Crashed

    with suppress(ObjectNotFound):
        old = await client.read_deployment_by_name(f"{entry.flow}/{NAME}")
        cut_short = await client.read_flow_runs(
            deployment_filter=DeploymentFilter.model_validate({"id": {"any_": [old.id]}}),
            flow_run_filter=FlowRunFilter.model_validate({"state": {"type": {"any_": UNFINISHED}}}),
        )
        for run in cut_short:
            await client.set_flow_run_state(run.id, Crashed(message="cut short"), force=True)
        await client.delete_deployment(old.id)


if __name__ == "__main__":
    main()
