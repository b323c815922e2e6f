"""A process that asks no source and sends nothing is handed no password."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.server.child import EngineDown, Server
from kpi.home import Home
from kpi.reading.process import pool


class Started(OSError):
    """Stands for a process that was to be started."""


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, str]]:
    """The environments of the processes that are started, none of which is."""
    monkeypatch.setenv("KPI_SECRET_THU", "bí mật")
    monkeypatch.setenv("KPI_OTHER", "của người dùng")
    found: list[Mapping[str, str]] = []

    def start(*_: Any, env: Mapping[str, str], **__: Any) -> None:
        found.append(env)
        raise Started

    monkeypatch.setattr(subprocess, "Popen", start)
    return found


def test_the_process_that_reads_files_knows_no_password(handed: list[Mapping[str, str]]) -> None:
    with pytest.raises(Started):
        pool._start()
    _only_the_secret_is_missing(handed)


def test_the_engine_s_server_knows_no_password(
    handed: list[Mapping[str, str]], tmp_path: Path
) -> None:
    with pytest.raises(EngineDown):
        Server(Home(tmp_path), "run").start()
    _only_the_secret_is_missing(handed)


def _only_the_secret_is_missing(handed: list[Mapping[str, str]]) -> None:
    (environment,) = handed
    assert environment["KPI_OTHER"] == "của người dùng"
    assert not [name for name in environment if name.startswith("KPI_SECRET_")]
