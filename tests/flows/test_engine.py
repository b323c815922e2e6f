"""The monthly flow once through the real engine, in a process of its own as the clerk runs it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from kpi.words import say

from .conftest import HEADER

Send = Callable[[str, str], Path]

ROWS = "A,2024-01,VB01,30,100,,,\nA,2024-01,SP01,,,10,,\nB,2024-01,SP01,,,20,,\n"


WATCH = """\
import ipaddress, os, socket

def _watched(really):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                with open(os.environ["KPI_TEST_CALLS"], "a") as calls:
                    calls.write(f"{address}\\n")
                raise ConnectionRefusedError(address)
        return really(self, address)
    return connect

socket.socket.connect = _watched(socket.socket.connect)
socket.socket.connect_ex = _watched(socket.socket.connect_ex)
_resolve = socket.getaddrinfo

def _watched_resolve(host, *rest, **more):
    if host not in (None, "localhost", "127.0.0.1", "::1", b"localhost", b"127.0.0.1"):
        with open(os.environ["KPI_TEST_CALLS"], "a") as calls:
            calls.write(f"name {host}\\n")
        raise socket.gaierror(host)
    return _resolve(host, *rest, **more)

socket.getaddrinfo = _watched_resolve
"""


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every process of the test notes whom it calls beyond this computer, and is refused."""
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    noted = tmp_path / "calls.txt"
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("KPI_TEST_CALLS", str(noted))
    return noted


def test_the_watch_sees_a_call(calls: Path) -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ran.returncode == 1
    assert "192.0.2.1" in calls.read_text("utf-8")


def kpi(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=1800,
    )


def test_kpi_run_collects_reports_and_shows_it_in_the_engine(
    home: Path,
    send: Send,
    calls: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nobody listens there
    send("thang-1.csv", HEADER + ROWS)
    send("hong.xlsx", "đây không phải bảng tính")
    home = shutil.copytree(home, tmp_path_factory.mktemp("home") / "a%20b # điện tử")
    ran = kpi(home, "run", "2024-01")
    assert ran.returncode == 1, ran.stderr  # one file could not be taken; the others were
    assert "Traceback" not in ran.stderr
    report = home / "data" / "reports" / "2024-01" / "report.xlsx"
    assert str(report) in ran.stdout
    assert report.stat().st_size > 10_000
    manifest = json.loads(report.with_name("manifest.json").read_text("utf-8"))
    assert manifest["period"] == "2024-01"
    feedback = list((home / "data" / "outbox").rglob("*_can-sua.xlsx"))
    assert len(feedback) >= 1

    with sqlite3.connect(home / "data" / "prefect" / "prefect.db") as engine:
        flows = engine.execute("SELECT state_type FROM flow_run").fetchall()
        tasks = engine.execute("SELECT count(*) FROM task_run").fetchone()[0]
        artifacts = {row[0] for row in engine.execute("SELECT key FROM artifact")}
    assert flows == [("COMPLETED",)]
    assert 5 <= tasks <= 40  # tens of tasks at most, whatever the number of files
    assert {"results-2024-01", "report-2024-01", "books"} <= artifacts

    before = kpi(home, "export", "observations").stdout
    again = kpi(home, "run", "2024-01")
    assert again.returncode == 0, again.stderr
    assert kpi(home, "export", "observations").stdout == before
    assert not calls.exists()  # nothing beyond this computer was asked


ONE_BY_ONE = """\
import sys
from datetime import date
from flows.engine import in_engine
from kpi.home import Home

home = sys.argv[1]
with in_engine(Home.locate(home)):
    from flows.single import collect, remind, report

    print(f"given collect={collect(home)}")
    print(f"given report={report(home, '2024-01').name}")
    print(f"given report as of={report(home, '2024-01', date(2024, 1, 1)).name}")
    print(f"given remind={remind(home, '2024-01').name}")
"""


@pytest.mark.usefixtures("begun")
def test_collect_report_and_remind_are_flows_that_can_be_run_one_by_one(
    home: Path, send: Send, calls: Path
) -> None:
    send("thang-1.csv", HEADER + ROWS)
    ran = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE, str(home)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=1800,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    said = dict(line.split("=", 1) for line in ran.stdout.splitlines() if line[:6] == "given ")
    assert said == {
        "given collect": "0",
        "given report": "report.xlsx",
        "given report as of": "report.xlsx",
        "given remind": "2024-01_nhac-gui.txt",
    }
    with sqlite3.connect(home / "data" / "prefect" / "prefect.db") as engine:
        flows = engine.execute(
            "SELECT f.name, r.state_type FROM flow_run r JOIN flow f ON f.id = r.flow_id "
            "ORDER BY r.start_time"
        ).fetchall()
    assert flows == [(name, "COMPLETED") for name in ("collect", "report", "report", "remind")]
    assert not calls.exists()


def test_an_engine_that_cannot_start_stops_no_report(home: Path, send: Send) -> None:
    send("thang-1.csv", HEADER + ROWS)
    (home / "data" / "prefect").mkdir()
    (home / "data" / "prefect" / "prefect.db").write_text("đây không phải cơ sở dữ liệu")
    ran = kpi(home, "run", "2024-01")
    assert ran.returncode == 0, ran.stderr
    report = home / "data" / "reports" / "2024-01" / "report.xlsx"
    assert str(report) in ran.stdout
    assert report.is_file()
    log = home / "data" / "kpi.log"
    assert ran.stderr.count(say("engine.without", log=log)) == 1
    assert "file is not a database" in log.read_text("utf-8")
    assert "Traceback" not in ran.stderr
    assert "Error" not in ran.stderr


def test_a_folder_of_the_engine_that_cannot_be_made_stops_no_report(home: Path, send: Send) -> None:
    send("thang-1.csv", HEADER + ROWS)
    (home / "data" / "prefect").write_text("một tệp chiếm chỗ của thư mục")
    ran = kpi(home, "run", "2024-01")
    assert ran.returncode == 0, ran.stderr
    assert (home / "data" / "reports" / "2024-01" / "report.xlsx").is_file()
    assert say("engine.without", log=home / "data" / "kpi.log") in ran.stderr


STARTS = """\
import sys, time
from flows.server.child import Server
from kpi.home import Home

server = Server(Home.locate(sys.argv[1]), "run")
server.start()
server.wait()
print("up", flush=True)
time.sleep(600)
"""


@pytest.mark.usefixtures("begun")
def test_the_server_ends_with_the_one_that_started_it(home: Path) -> None:
    words = [sys.executable, "-c", STARTS, str(home)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "up\n"
        (server,) = psutil.Process(parent.pid).children()
        password = server.environ()["PREFECT_SERVER_API_AUTH_STRING"]
        assert not [word for word in server.cmdline() if password in word]
        parent.kill()
    gone, _ = psutil.wait_procs([server], timeout=20)
    assert gone
    left = [p for p in (home / "data").rglob("*") if p.is_file()]
    assert left
    assert not [p for p in left if password.encode() in p.read_bytes()]
