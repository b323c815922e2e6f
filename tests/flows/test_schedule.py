"""The schedule through the real engine: it comes due, survives its server, and ends with its main
process; nobody else may ask it anything."""

from __future__ import annotations

import asyncio
import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
import websockets

from flows.schedule.alive import schedule_state

from .serving import Door, Serving, door_of, plan_of_today, schedule, wait_for

GONE_WITHIN = 20.0  # seconds


@pytest.fixture
def home_today(home: Path) -> Path:
    (home / "indicators.yaml").write_text(plan_of_today(), encoding="utf-8")
    return home


def state(home: Path):  # type: ignore[no-untyped-def]  # a test's shorthand
    from kpi.home import Home

    return schedule_state(Home.locate(home), datetime.now(UTC).replace(tzinfo=None))


def test_the_schedule_comes_due_and_nobody_else_is_let_in(
    home_today: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with schedule(home_today) as serving:
        # what is owed runs at once
        wait_for(lambda: serving.child("prefect.engine"))
        door = door_of(serving)
        refuses_strangers(door)
        wait_for(serving.reports)
        # by its hours: the report is gone, so it is owed again
        shutil.rmtree(serving.reports()[0].parent)
        wait_for(serving.reports)
        wait_for(lambda: fired(door))
        refuses_another_home(door, tmp_path_factory.mktemp("other"))
        wait_for(lambda: next_runs(home_today) == {"monthly", "collect"})
        ends_in_order(serving)
    assert state(home_today) is None
    engine = home_today / "data" / "prefect"
    open_to_others = [p for p in (engine, *engine.rglob("*")) if p.stat().st_mode & 0o077]
    assert not open_to_others


def next_runs(home: Path) -> set[str]:
    """The flows whose next hour a living schedule names: one that has just come due is without
    one until the engine has planned it again."""
    said = state(home)
    return set(said.next_runs) if said and said.alive else set()


def fired(door: Door) -> bool:
    return any(
        run["auto_scheduled"] and run["state_type"] == "COMPLETED"
        for run in flow_runs(door, "monthly")
    )


def flow_runs(door: Door, flow: str, state_type: str = "COMPLETED"):  # type: ignore[no-untyped-def]
    return door.fetch(
        "/api/flow_runs/filter",
        {
            "flows": {"name": {"any_": [flow]}},
            "flow_runs": {"state": {"type": {"any_": [state_type]}}},
        },
    )


def refuses_strangers(door: Door) -> None:
    """While a run is under way: no data without the password, from a foreign page, or by a foreign
    name; with the password there is some."""
    asked = "/api/flow_runs/filter"
    known = door.known()
    status, _, body = door.ask(asked, Authorization=known)
    assert (status, b"monthly" in body or b"at-start" in body) == (200, True)
    assert door.ask(asked)[0] == 401
    assert door.ask(asked, Authorization="Basic a3BpOnNhaQ==")[0] == 401
    foreign = {"Origin": "http://example.com"}
    for headers in (
        foreign,
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{door.port + 1}"},
        {"Host": "example.com"},
        {"Host": f"example.com:{door.port}"},
        {"Sec_Fetch_Site": "cross-site"},
    ):
        status, said, body = door.ask(asked, Authorization=known, **headers)
        assert (status, body) == (403, b""), headers
        assert not [name for name in said if name.startswith("access-control")]
    for path in ("/", "/docs", "/openapi.json", "/api/docs", "/api/health", "/api/admin/version"):
        said = door.ask(path)[1]
        assert not [name for name in said if name.startswith("access-control")]
        assert door.ask(path, **foreign)[0] == 403
    for path in ("/api/docs", "/api/openapi.json", "/api/admin/version", "/api/admin/settings"):
        assert door.ask(path)[0] == 401
    for path in ("/api/events/out", "/api/logs/out"):
        assert not asyncio.run(heard(door, path, origin=None))
        assert not asyncio.run(heard(door, path, origin="http://example.com"))


async def heard(door: Door, path: str, origin: str | None) -> str:
    """What somebody without the password hears over a websocket."""
    try:
        async with websockets.connect(
            f"ws://127.0.0.1:{door.port}{path}",
            subprotocols=[websockets.Subprotocol("prefect")],
            origin=websockets.Origin(origin) if origin else None,
        ) as socket:
            await socket.send('{"type": "auth", "token": "sai"}')
            return str(await socket.recv())
    except websockets.WebSocketException:
        return ""


def refuses_another_home(door: Door, other: Path) -> None:
    """A run that is asked for another home fails and touches nothing there."""
    found = door.fetch("/api/deployments/filter", {})
    collect = next(d["id"] for d in found if d["entrypoint"] == "flows.single.collect")
    made = door.fetch(
        f"/api/deployments/{collect}/create_flow_run", {"parameters": {"home": str(other)}}
    )
    wait_for(lambda: made["id"] in [run["id"] for run in flow_runs(door, "collect", "FAILED")])
    assert not list(other.iterdir())


def ends_in_order(serving: Serving) -> None:
    """Told to stop, the main process ends with 0, and no process of it is left."""
    family = serving.family()
    assert len(family) >= 2
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(60) == 0
    wait_for(lambda: not [one for one in family if lives(one)], GONE_WITHIN)


def lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.usefixtures("begun")
def test_a_dead_server_comes_back_and_all_ends_with_the_main_process(home_today: Path) -> None:
    with schedule(home_today) as serving:
        wait_for(serving.reports)
        before = door_of(serving)
        server = serving.child("flows.server.process")
        assert server is not None
        server.kill()
        again = wait_for(lambda: (s := serving.child("flows.server.process")) and s != server and s)
        assert again.pid != server.pid
        shutil.rmtree(serving.reports()[0].parent)
        wait_for(serving.reports)
        assert door_of(serving) == before
        wait_for(lambda: (said := state(home_today)) and said.last_error == "server_again")
        # killed while a run is under way: everything goes with it
        wait_for(lambda: serving.child("prefect.engine"))
        family = serving.family()
        assert len(family) >= 3
        serving.process.kill()
        serving.process.wait()
        wait_for(lambda: not [one for one in family if lives(one)], GONE_WITHIN)
        assert state(home_today) is not None  # what was killed is told as not alive, in time
