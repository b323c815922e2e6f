"""Why a figure differs from the last report: the causes lead from the one to the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given

from kpi.compare import Change, last_reports
from kpi.compare.since_last import last_due
from kpi.periods import parse_period
from kpi.plan.model import Predecessor
from kpi.warehouse.views import load_views
from tests.compare.test_compare import SUBMISSION, exported, wrong_chain
from tests.oracle.generate import Case, cases, same_cases
from tests.oracle.small import fact, indicator, plan, unit
from tests.oracle.test_against_sql import warehouse_of

MAY, JUNE, JULY = (parse_period(f"2024-{month:02d}") for month in (5, 6, 7))


def changes(con: Any, small: Any, period: Any, as_of: datetime) -> list[Change]:
    lasts = last_reports(con, small, period, as_of)
    rows = exported(con, small, period, as_of)
    return [c for last in lasts for c in last.changes_to(rows)]


def opened(case: Case) -> Any:
    con = warehouse_of(case)
    con.execute(SUBMISSION)
    load_views(con)
    return con


@same_cases(10)
@given(cases())
def test_the_parts_lead_from_the_last_report_to_this_one(case: Case) -> None:
    con = opened(case)
    for period in case.periods[:2]:
        lasts = last_reports(con, case.plan, period, case.as_of)
        now = exported(con, case.plan, period, case.as_of)
        for last in lasts:
            found = last.changes_to(now)
            assert not [s for c in found for s in wrong_chain(c)]
            for change in found:
                assert change.after == now[change.indicator, "ALL"]
    con.close()


def test_new_figures_a_correction_a_decision_and_the_new_month_are_told_apart() -> None:
    # May is due on 7 June. Known by then: A 30 of 100. Since: B 10 of 100, A corrected to 50; the
    # target of 50 raised to 60. June: 60 of 100 each, so 180 of 400 to date.
    level = indicator(
        "I", "ratio", targets={2024: 50.0}, path="flat",
        target_revisions=((2024, 60.0, date(2024, 6, 15)),),
    )  # fmt: skip
    small = plan([unit("A"), unit("B")], [level])
    early, late, last = ((datetime(2024, 6, 5), 1), (datetime(2024, 6, 20), 2),
                         (datetime(2024, 7, 3), 3))  # fmt: skip
    facts = (
        fact("A", "2024-05", (30.0, 100.0), known=early),
        fact("A", "2024-05", (50.0, 100.0), known=late),
        fact("B", "2024-05", (10.0, 100.0), known=late),
        fact("A", "2024-06", (60.0, 100.0), known=last),
        fact("B", "2024-06", (60.0, 100.0), known=last),
    )
    as_of = datetime(2024, 7, 20)
    con = opened(Case(small, facts, (JUNE,), as_of))
    [report] = last_reports(con, small, JUNE, as_of)
    assert (report.period, report.day) == (MAY, date(2024, 6, 7))
    assert [(a.unit, a.is_correction) for a in report.answers] == [("A", True), ("B", False)]
    assert [r.value for _, r in report.revisions] == [60.0]
    [change] = changes(con, small, JUNE, as_of)
    con.close()
    assert [p.cause for p in change.parts] == ["new_data", "correction", "revision", "period"]
    parts = {p.cause: p.figures for p in change.parts}
    assert parts["new_data"]["assessed"] == (30.0, 20.0)
    assert parts["correction"]["assessed"] == (20.0, 30.0)
    assert parts["revision"]["target"] == (50.0, 60.0)
    assert "assessed" not in parts["revision"]
    assert parts["period"]["assessed"] == (30.0, pytest.approx(45.0))


def test_what_came_after_the_as_of_moment_is_not_told() -> None:
    small = plan([unit("A"), unit("B")], [indicator("I", "ratio", targets={2024: 50.0})])
    facts = [fact("A", "2024-05", (30.0, 100.0), known=(datetime(2024, 6, 5), 1))]
    as_of = datetime(2024, 7, 20)
    before = opened(Case(small, tuple(facts), (JUNE,), as_of))
    first = changes(before, small, JUNE, as_of)
    facts.append(fact("B", "2024-05", (90.0, 100.0), known=(datetime(2024, 8, 1), 2)))
    after = opened(Case(small, tuple(facts), (JUNE,), as_of))
    assert changes(after, small, JUNE, as_of) == first
    before.close()
    after.close()


def test_before_the_plan_began_there_is_no_report() -> None:
    small = plan([unit("A")], [indicator("I", "ratio", targets={2024: 50.0})])
    first = parse_period(f"{small.years[0]}-01")
    con = opened(Case(small, (), (first,), datetime(first.year, 2, 20)))
    assert last_reports(con, small, first, datetime(first.year, 2, 20)) == ()
    february = parse_period(f"{small.years[0]}-02")
    [report] = last_reports(con, small, february, datetime(first.year, 3, 20))
    con.close()
    assert report.period == first


def test_a_reform_never_changes_a_light_without_saying_so() -> None:
    # D had 90 and K 50: 70 of 75 in June, at risk. On July's units D's 90 counts twice: 76,7. July
    # itself brings 60, 60 and 50: 56,7.
    parted = Predecessor("D", 0.5)
    units = [
        unit("D", valid=(None, date(2024, 6, 30))), unit("K"),
        *(replace(unit(n, valid=(date(2024, 7, 1), None)), succeeds=(parted,)) for n in "XY"),
    ]  # fmt: skip
    small = plan(units, [indicator("I", "score", targets={2024: 75.0}, path="flat")])
    june, july = (datetime(2024, 7, 3), 1), (datetime(2024, 8, 3), 2)
    facts = (
        fact("D", "2024-06", 90, known=june), fact("K", "2024-06", 50, known=june),
        fact("X", "2024-07", 60, known=july), fact("Y", "2024-07", 60, known=july),
        fact("K", "2024-07", 50, known=july),
    )  # fmt: skip
    as_of = datetime(2024, 8, 20)
    con = opened(Case(small, facts, (JULY,), as_of))
    [report] = last_reports(con, small, JULY, as_of)
    assert ([u.id for u in report.ended], [u.id for u in report.began]) == (["D"], ["X", "Y"])
    [change] = changes(con, small, JULY, as_of)
    con.close()
    assert [(p.cause, p.status) for p in change.parts] == [
        ("boundary", "exceeded"), ("period", "behind"),
    ]  # fmt: skip
    assert change.parts[0].figures["assessed"] == (70.0, pytest.approx(230 / 3))
    assert change.parts[1].figures["assessed"] == (pytest.approx(230 / 3), pytest.approx(170 / 3))


def test_a_quarters_figure_is_compared_with_the_quarter_before() -> None:
    quarterly = indicator("I", "ratio", frequency="quarter")
    assert last_due(quarterly, JUNE) == parse_period("2024-03")
    assert last_due(quarterly, parse_period("2024-Q2")) == parse_period("2024-Q1")
    assert last_due(indicator("I", "ratio"), JUNE) == MAY
    assert last_due(indicator("I", "ratio", frequency="year"), parse_period("2024-12")) == (
        parse_period("2023-12")
    )
    assert last_due(quarterly, MAY) is None  # this report says nothing of it
