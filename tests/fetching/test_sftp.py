"""An OpenSSH server that the test starts: files come from it, and its key is looked at first."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kpi.home import Home
from kpi.receiving.fetching import look
from kpi.receiving.sources import sftp
from tests.fetching.homes import SECOND, SEVEN, fetched, home_with, in_inbox, lay, outcomes
from tests.fetching.openssh import Ssh, prepared, up
from tests.fetching.servers import free_port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ssh]:
    one = prepared(tmp_path_factory.mktemp("ssh"))
    with up(one):
        yield one


@pytest.fixture
def ssh(server: Ssh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ssh:
    (tmp_path / "may").mkdir()
    monkeypatch.setenv("KPI_SECRET_O_CHUNG", server.secret)
    monkeypatch.setattr(look, "SETTLED_SECONDS", 0.3)
    return Ssh(tmp_path / "may", server.port, server.host_key, server.secret)


@pytest.fixture
def home(ssh: Ssh, tmp_path: Path) -> Home:
    return home_with(tmp_path / "nha", ssh.source())


def why(home: Home) -> str:
    [trouble] = fetched(home).troubles
    assert trouble.key == "source_silent"
    return trouble.path


def test_files_come_with_their_folders_as_senders_and_stay_on_the_server(
    home: Home, ssh: Ssh
) -> None:
    lay(ssh.folder / "huyen-b" / "b.csv", "HU-B,2024-06,N1,,,8,,")
    lay(ssh.folder / "huyen-c" / "b.csv", "HU-B,2024-05,N1,,,9,,")
    assert outcomes(home) == {
        "o-chung/huyen-b/b.csv": "accepted",
        "o-chung/huyen-c/b.csv": "rejected",
    }
    lay(ssh.folder / "huyen-b" / "b.csv", "HU-B,2024-06,N1,,,80,,", at=SECOND)
    assert outcomes(home, SECOND) == {"o-chung/huyen-b/lan-2/b.csv": "accepted"}
    assert outcomes(home, datetime(2024, 7, 3)) == {}
    assert (ssh.folder / "huyen-c" / "b.csv").exists()


def test_a_server_with_another_key_is_told_nothing_and_its_key_is_shown(
    ssh: Ssh, tmp_path: Path
) -> None:
    other = '"SHA256:' + "A" * 43 + '"'
    home = home_with(tmp_path / "khac", ssh.source(host_key=other))
    assert ssh.host_key in why(home)


def test_a_secret_that_is_wrong_or_missing_is_told_without_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_SECRET_O_CHUNG", "sai-mat-khau")
    told = why(home)
    assert "mật khẩu" in told
    monkeypatch.delenv("KPI_SECRET_O_CHUNG")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert "kpi fetch o-chung --set-password" in why(home)
    lying = "".join(p.read_text("utf-8", "replace") for p in home.data.rglob("*") if p.is_file())
    assert "sai-mat-khau" not in told + lying


def test_names_that_are_no_text_and_links_are_left_and_hide_nothing(home: Home, ssh: Ssh) -> None:
    lay(ssh.folder / "a.csv", SEVEN)
    Path(os.fsdecode(os.fsencode(ssh.folder) + b"/b\xff.csv")).write_bytes(b"x")
    (ssh.folder / "c.csv").symlink_to("/etc/hostname")
    [one] = fetched(home).sources
    assert (one.files, [t.key for t in one.troubles]) == (
        ("o-chung/a.csv",), ["source_left_name"],
    )  # fmt: skip


def test_a_file_that_grows_while_it_is_looked_at_is_left_until_it_rests(
    home: Home, ssh: Ssh
) -> None:
    path = lay(ssh.folder / "a.csv", SEVEN)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not stop.wait(0.02):
                file.write(b"\n")
                file.flush()

    growing = threading.Thread(target=grow)
    growing.start()
    try:
        [one] = fetched(home).sources
    finally:
        stop.set()
        growing.join()
    assert (one.files, [t.key for t in one.troubles]) == ((), ["source_left_half_sent"])
    assert outcomes(home, SECOND) == {"o-chung/a.csv": "accepted"}


def test_a_folder_that_is_not_there_is_told(ssh: Ssh, tmp_path: Path) -> None:
    home = home_with(tmp_path / "khac", ssh.source(path="/khong/co"))
    assert "path" in why(home)


def test_a_server_that_is_gone_or_is_no_ssh_server_is_told(
    ssh: Ssh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with(tmp_path / "khac", ssh.source(port=str(free_port())))
    assert "cổng" in why(home)
    with socket.create_server(("127.0.0.1", 0)) as dumb:
        monkeypatch.setattr(sftp, "ANSWER_SECONDS", 0.5)
        port = str(dumb.getsockname()[1])
        home = home_with(tmp_path / "cam", ssh.source(port=port))
        assert "giao thức" in why(home)
    assert in_inbox(home) == []


def test_a_server_that_gives_a_byte_now_and_then_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = "import time\nwhile True: print('x', end='', flush=True); time.sleep(0.05)\n"
    (tmp_path / "drop.py").write_text(drop, encoding="utf-8")
    dripping = prepared(tmp_path, f"{sys.executable} {tmp_path}/drop.py")
    monkeypatch.setenv("KPI_SECRET_O_CHUNG", dripping.secret)
    monkeypatch.setattr(sftp, "CONNECTED_SECONDS", 2.0)
    with up(dripping):
        assert "giao thức" in why(home_with(tmp_path / "nha", dripping.source()))


def test_nothing_is_imported_that_the_plan_does_not_use(tmp_path: Path) -> None:
    lay(tmp_path / "o" / "a.csv", SEVEN)
    home = home_with(tmp_path / "nha", f"- {{id: o, kind: share, path: {tmp_path}/o}}\n")
    code = (
        "import sys; from tests.fetching.homes import fetched; from kpi.home import Home;"
        f"from pathlib import Path; fetched(Home(Path({str(home.root)!r})));"
        "print({'paramiko', 'httpx', 'keyring', 'imaplib'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ran.stdout.strip() == "set()"
