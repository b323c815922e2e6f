"""`prefect.yaml` on a server of one's own, with pool and worker, as docs/prefect.md says."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from flows.server.child import answers

from .serving import LONG, Door, plan_of_today, wait_for

CHECKOUT = Path(__file__).parents[2]
PASSWORD = "kpi:mat-khau-cua-phep-thu"  # noqa: S105 - of a server that lives as long as the test


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def started(environment: dict[str, str], *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Prefect command that goes on; it ends with the block, with all its children."""
    process = subprocess.Popen(
        [sys.executable, "-m", "prefect", *words],
        env=environment,
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        family = psutil.Process(process.pid).children(recursive=True)
        for one in (*family, process):
            try:
                one.kill()
            except psutil.NoSuchProcess:
                continue
        process.wait()


def test_the_deployments_run_on_a_server_of_ones_own(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (home / "indicators.yaml").write_text(plan_of_today(), encoding="utf-8")
    port = free_port()
    environment = {
        **os.environ,
        "PREFECT_HOME": str(tmp_path_factory.mktemp("prefect")),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_API_AUTH_STRING": PASSWORD,
        "PREFECT_SERVER_API_AUTH_STRING": PASSWORD,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"http://127.0.0.1:{port}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
        "KPI_HOME": str(home),
        "KPI_CHECKOUT": str(CHECKOUT),
    }
    where = ("--host", "127.0.0.1", "--port", str(port))
    with started(environment, "server", "start", "--no-ui", *where) as server:
        wait_for(lambda: answers(port) or server.poll() is not None)
        done(environment, "work-pool", "create", "kpi", "--type", "process")
        done(environment, "--no-prompt", "deploy", "--all")
        other = tmp_path_factory.mktemp("other")
        with started(environment, "worker", "start", "--pool", "kpi", "--limit", "1"):
            done(environment, "deployment", "run", "collect/collect", "--param", f"home={other}")
            done(environment, "deployment", "run", "monthly/monthly")
            wait_for(lambda: list((home / "data" / "reports").glob("*/report.xlsx")))
            door = Door(port, PASSWORD)
            wait_for(lambda: states(door) == {"monthly": "COMPLETED", "collect": "FAILED"})
        assert not list(other.iterdir())


def states(door: Door) -> dict[str, str]:
    """By flow, how its run that is not to come ended so far."""
    flows = {f["id"]: f["name"] for f in door.fetch("/api/flows/filter", {})}
    runs = door.fetch("/api/flow_runs/filter", {})
    return {flows[r["flow_id"]]: r["state_type"] for r in runs if r["state_type"] != "SCHEDULED"}


def done(environment: dict[str, str], *words: str) -> None:
    """A Prefect command that comes to its end."""
    ran = subprocess.run(
        [sys.executable, "-m", "prefect", *words],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=LONG,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
