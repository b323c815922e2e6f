"""Assessments of one connection live beside each other; none disturbs what another says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kpi.assessment import Assessment, Result, assess
from kpi.compare import compare_moments, last_reports
from kpi.explain import explain
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.records.schema import SchemaMismatch
from kpi.warehouse.views import load_views
from reports.book import PAGES
from reports.edition import Edition
from reports.figures.tables import ReportFigures
from reports.report import Report
from reports.scope import periods_of_report
from tests.oracle.generate import Case
from tests.oracle.small import NOW, late_and_corrected
from tests.oracle.test_against_sql import warehouse_of

MAY, JUNE = parse_period("2024-05"), parse_period("2024-06")
EARLY, LATE = datetime(2024, 6, 18), datetime(2024, 7, 20)
TEMPORARY = "SELECT count(*) FROM duckdb_tables() WHERE temporary"
SUBMISSION = """
    INSERT INTO submission VALUES
    ('s', 1, 'r', 'a.xlsx', 'h', 'A', '2024-06', TIMESTAMP '2024-06-18', false, NULL, 1,
     'accepted', 2, 2, 0, 0, 0)
"""


def world() -> tuple[Plan, Any]:
    small, facts = late_and_corrected(datetime(2024, 6, 17))
    con = warehouse_of(Case(small, facts, (JUNE,), LATE))
    con.execute(SUBMISSION)
    load_views(con)
    return small, con


def figures(assessment: Assessment, small: Plan) -> tuple[object, ...]:
    """What every page of the report prints."""
    report = Report(Edition(small, JUNE, LATE), ReportFigures(assessment, small, JUNE, LATE))
    return tuple(page.ask(report) for page in PAGES)


def test_a_report_says_the_same_before_and_after_an_explanation_and_a_comparison() -> None:
    small, con = world()
    eased = replace(small, assessment=replace(small.assessment, at_risk=0.1))
    with assess(con, small, periods_of_report(JUNE), as_of=LATE, all_methods=True) as assessment:
        before = figures(assessment, small), assessment.result_rows(), assessment.score_rows()
        stands = assessment.fetch("SELECT * FROM report_row ORDER BY ALL")
        explain(con, eased, "I", MAY, "A", EARLY)
        compare_moments(con, MAY, (eased, EARLY), (small, LATE))
        last_reports(con, small, JUNE, LATE)
        assert assessment.fetch("SELECT * FROM report_row ORDER BY ALL") == stands
        assert before == (
            figures(assessment, small), assessment.result_rows(), assessment.score_rows(),
        )  # fmt: skip
    con.close()


def test_two_assessments_answer_side_by_side_and_leave_nothing() -> None:
    small, con = world()
    with (
        assess(con, small, [JUNE], as_of=EARLY) as one,
        assess(con, small, [MAY], as_of=LATE) as other,
    ):

        def level(assessment: Assessment) -> dict[str, Result]:
            return {r.unit: r for r in assessment.result_rows()}

        assert (level(one)["ALL"].period, level(one)["ALL"].assessed) == ("2024-06", 40.0)
        assert (level(other)["ALL"].period, level(other)["ALL"].assessed) == ("2024-05", 70.0)
        assert level(one)["ALL"].target == 50.0
        assert level(other)["ALL"].target == 60.0
    assert con.execute(TEMPORARY).fetchall() == [(0,)]
    con.close()


def test_rows_and_frames_are_those_declared() -> None:
    small, con = world()
    with assess(con, small, [JUNE], as_of=NOW) as assessment:
        rows = [Result(*row) for row in assessment.results().rows()]
        assert tuple(rows) == assessment.result_rows()
        with pytest.raises(SchemaMismatch, match="not declared"):
            assessment.ask("SELECT period, unit FROM results", Result)
    con.close()
