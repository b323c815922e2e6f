"""A count of which fewer is better: no per cent of completion stands before a reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from report_case import open_case, report_of, small_plan

from kpi.plan.model import Plan
from reports import amounts
from reports.book.write import write_book
from reports.leading import ask
from reports.leading.facts import Facts
from reports.report import Report
from reports.workbook.volumes import Volume

Told = Callable[..., tuple[Report, Facts]]


def plan_of(**changes: str) -> Plan:
    plan = small_plan()
    made = [replace(i, **changes) if i.id == "N1" else i for i in plan.indicators]
    return replace(plan, indicators=tuple(made))


@pytest.fixture
def told() -> Told:
    def told(assessed: float, **changes: str) -> tuple[Report, Facts]:
        case = open_case(plan_of(**{"direction": "down", **changes}))
        case.result("ALL", "N1", "on_track", value=1.0, assessed=assessed, target=4.0,
                    expected=2.0, achievement=400 / assessed, units_reported=3,
                    units_expected=3)  # fmt: skip
        report = report_of(case)
        return report, ask(report)

    return told


@pytest.mark.parametrize(
    ("assessed", "said"), [(2.0, "trong mức kế hoạch"), (4.4, "trong mức kế hoạch"),
                           (4.5, "quá mức kế hoạch")],
)  # fmt: skip
def test_a_limit_is_told_in_words_by_figures_as_printed(
    told: Told, assessed: float, said: str
) -> None:
    report, facts = told(assessed)
    [row] = facts.annex
    assert amounts.completion(report.edition, row) == said
    assert row.achievement is None


@pytest.mark.parametrize("changes", [{"direction": "up"}, {"over_time": "stock"}])
def test_all_else_keeps_its_share(told: Told, changes: dict[str, str]) -> None:
    report, facts = told(5.0, **changes)
    [row] = facts.annex
    assert amounts.completion(report.edition, row) == "80,0"


def test_the_sheet_of_indicators_says_it_too(told: Told, tmp_path: Path) -> None:
    report, _ = told(2.0)
    path = tmp_path / "report.xlsx"
    write_book(path, report, Volume.REPORT)
    sheet = openpyxl.load_workbook(path)["Chỉ tiêu"]
    [row] = [r for r in sheet.iter_rows(values_only=True) if r[0] == "N1"]
    assert row[6] == "trong mức kế hoạch"
