"""A flow takes only the home that its process was started for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.console import Stop
from flows.homes import home_of
from flows.monthly import monthly
from flows.single import collect, remind, report

FLOWS: tuple[Callable[..., Any], ...] = (monthly.fn, collect.fn, report.fn, remind.fn)


def test_the_home_of_the_process_is_the_one_it_was_started_for(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_HOME", str(home))
    assert home_of().root == home
    assert home_of(str(home)).root == home
    assert home_of(str(home / "data" / "..")).root == home


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_a_flow_asked_for_another_home_refuses_and_touches_nothing(
    flow: Callable[..., Any],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "indicators.yaml").write_bytes((home / "indicators.yaml").read_bytes())
    monkeypatch.setenv("KPI_HOME", str(home))
    with pytest.raises(Stop) as refused:
        flow(str(other))
    assert str(other) in str(refused.value)
    assert [p.name for p in other.iterdir()] == ["indicators.yaml"]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_a_flow_of_a_process_without_a_home_refuses(
    flow: Callable[..., Any], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KPI_HOME", raising=False)
    with pytest.raises(Stop, match="KPI_HOME"):
        flow(str(home))
    assert not (home / "data" / "kpi.duckdb").exists()
