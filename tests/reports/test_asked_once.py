"""A large report stays small: what many pages print is asked once, never all results at once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from report_case import june, may, report_of

from kpi.assessment.assessment import Assessment
from reports.charts.frames.native import native_frames
from reports.report import Report


def test_results_of_the_plan_are_asked_once_and_those_of_units_never(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """3,300 units x 40 indicators x 12 months are 1.6 million rows, which no page needs."""
    asked = Counter[str]()
    ask = Assessment.ask

    def counted(self: Assessment, sql: str, kind: type[Any], **more: object) -> tuple[Any, ...]:
        asked[sql] += 1
        return ask(self, sql, kind, **more)

    monkeypatch.setattr(Assessment, "ask", counted)
    case = june()
    plain = report_of(case)
    report = Report(plain.edition, plain.figures, may(case))
    for _ in range(2):
        report.moves()
        native_frames(report)
    rows = report.figures.of_the_plan()
    case.con.close()
    assert {r.indicator for r in rows} == {"R1", "N1", "L1", "Y1", "W1"}
    assert {(r.unit, r.period) for r in rows} == {("ALL", "2024-06")}
    results = {sql: n for sql, n in asked.items() if "FROM results" in sql}
    assert list(results.values()) == [1]
    assert all("unit = 'ALL'" in sql for sql in results)
