"""A process beside draws the pictures of a large report: the same files, whatever becomes of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from report_case import Case, report_of

from reports.charts import beside
from reports.charts.beside import drawn_beside
from reports.charts.draw import draw_charts


def drawn(case: Case, folder: Path) -> list[tuple[str, bytes, bytes, str]]:
    with drawn_beside(report_of(case), folder) as pictures:
        return [(p.png.name, p.png.read_bytes(), p.svg.read_bytes(), p.alt) for p in pictures()]


@pytest.fixture
def here(case: Case, tmp_path: Path) -> list[tuple[str, bytes, bytes, str]]:
    """The pictures of a small report, drawn in this process."""
    return drawn(case, tmp_path / "here" / "charts")


def drawing_here_is_refused(*_: object) -> None:
    raise AssertionError("the process beside has not drawn it")


def test_a_process_beside_draws_the_same_files(
    case: Case,
    here: list[tuple[str, bytes, bytes, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kpi.plan.size.LARGE", 0)
    monkeypatch.setattr("reports.charts.draw.draw_all", drawing_here_is_refused)
    assert drawn(case, tmp_path / "beside" / "charts") == here


COMMANDS = {
    "not to be had": ["no such program"],
    "ends at once": [sys.executable, "-c", ""],
    "fails after drawing nothing": [sys.executable, "-c", "input(); raise SystemExit(3)"],
    "answers with something else": [sys.executable, "-c", "input(); print('{}')"],
    "names nothing of ours": [sys.executable, "-c", 'input(); print(\'[["a","b",""]]\')'],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_the_process_does_not_draw_is_drawn_here(
    command: list[str],
    case: Case,
    here: list[tuple[str, bytes, bytes, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kpi.plan.size.LARGE", 0)
    monkeypatch.setattr(beside, "_COMMAND", command)
    assert drawn(case, tmp_path / "again" / "charts") == here


def test_a_report_that_is_given_up_leaves_no_process(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpi.plan.size.LARGE", 0)
    started = []
    start = beside._start
    monkeypatch.setattr(beside, "_start", lambda: started.append(start()) or started[-1])
    with pytest.raises(OSError, match="full"), drawn_beside(report_of(case), tmp_path / "charts"):
        raise OSError("the disk is full")
    assert [p.poll() is not None for p in started] == [True]


def test_a_small_report_is_drawn_here(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_start", drawing_here_is_refused)
    with drawn_beside(report_of(case), tmp_path / "charts") as pictures:
        assert pictures()
    assert draw_charts(report_of(case), tmp_path / "charts") == list(pictures())
