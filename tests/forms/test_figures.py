"""The query of what is known before a form, on small tables; figures worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import duckdb
import pytest
from forms_plans import HU, PLAN, RATIO, indicator

from kpi.periods import parse_period
from kpi.plan.model import Baseline
from kpi.plan.targets import unit_target
from kpi.warehouse.store import migrations
from kpi.warehouse.views import load_views
from reports.forms.entries import Figure
from reports.forms.figures import figures_reader

Row = tuple[object, ...]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        for step in migrations().values():
            con.execute(step)
        load_views(con)
        yield con


def observe(con: duckdb.DuckDBPyConnection, *rows: Row, unit: str = HU) -> None:
    """Rows (period, indicator, state, numerator, denominator, value, day known)."""
    for n, (period, code, state, above, below, value, known) in enumerate(rows):
        con.execute(
            """INSERT INTO observation (submission, sequence, unit, period, indicator, state,
               numerator, denominator, value, change, questioned, known_at)
               VALUES ('s', ?, ?, ?, ?, ?, ?, ?, ?, 'loaded', false, ?)""",
            [n, unit, period, code, state, above, below, value, known],
        )


def day(n: int) -> datetime:
    return datetime(2024, 7, n)


def known(con: duckdb.DuckDBPyConnection, period: str, **more: object) -> tuple[object, object]:
    reader = figures_reader(con, PLAN, parse_period(period), as_of=day(30), **more)  # type: ignore[arg-type]
    figures = reader(HU)
    return figures.previous, figures.to_date


def test_a_flow_is_summed_over_the_years_earlier_months_and_a_ratio_by_its_parts(
    con: duckdb.DuckDBPyConnection,
) -> None:
    observe(
        con,
        ("2023-12", "TT02", "value", None, None, 90.0, day(1)),
        ("2024-01", "TT02", "value", None, None, 5.0, day(1)),
        ("2024-03", "TT02", "estimate", None, None, 7.0, day(1)),
        ("2024-04", "TT02", "value", None, None, 100.0, day(1)),
        ("2024-01", "VB01", "value", 9.0, 10.0, None, day(1)),
        ("2024-02", "VB01", "value", 30.0, 90.0, None, day(1)),
        ("2024-03", "VB01", "none_occurred", 0.0, 0.0, None, day(1)),
    )
    previous, to_date = known(con, "2024-04")
    assert previous == {"TT02": Figure(7.0), "VB01": Figure(None, 0.0, 0.0)}
    assert to_date == {"TT02": Figure(12.0), "VB01": Figure(39.0, 39.0, 100.0)}


def test_a_running_total_is_the_years_last_and_never_summed(
    con: duckdb.DuckDBPyConnection,
) -> None:
    observe(
        con,
        ("2024-01", "CH09", "value", None, None, 5.0, day(1)),
        ("2024-02", "CH09", "value", None, None, 8.0, day(1)),
    )
    assert known(con, "2024-04") == ({"CH09": Figure(8.0)}, {"CH09": Figure(8.0)})
    assert known(con, "2025-01") == ({"CH09": Figure(8.0)}, {})


def test_a_correction_counts_and_what_became_known_later_does_not(
    con: duckdb.DuckDBPyConnection,
) -> None:
    observe(
        con,
        ("2024-03", "TT02", "value", None, None, 7.0, day(3)),
        ("2024-03", "TT02", "value", None, None, 6.0, day(2)),
        ("2024-03", "TT02", "value", None, None, 1.0, day(31)),
    )
    assert known(con, "2024-04") == ({"TT02": Figure(7.0)}, {"TT02": Figure(7.0)})


def test_a_withheld_figure_is_never_shown_and_an_older_one_stands_for_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    observe(
        con,
        ("2024-02", "TT02", "value", None, None, 4.0, day(1)),
        ("2024-03", "TT02", "withheld", None, None, None, day(2)),
        ("2024-02", "CH09", "not_applicable", None, None, None, day(1)),
    )
    assert known(con, "2024-04") == ({"TT02": Figure(4.0)}, {"TT02": Figure(4.0)})


def test_a_longer_periods_figure_stands_only_where_no_shorter_one_is(
    con: duckdb.DuckDBPyConnection,
) -> None:
    observe(
        con,
        ("2024-Q1", "TT02", "value", None, None, 30.0, day(1)),
        ("2024-Q2", "TT02", "value", None, None, 50.0, day(1)),
        ("2024-05", "TT02", "withheld", None, None, None, day(1)),
        ("2024-06", "TT02", "value", None, None, 9.0, day(1)),
    )
    # the quarter before any month counts; the second, in which months were answered, does not
    assert known(con, "2024-07") == ({"TT02": Figure(9.0)}, {"TT02": Figure(39.0)})


def test_previous_is_of_the_same_kind_of_period(con: duckdb.DuckDBPyConnection) -> None:
    observe(
        con,
        ("2020", "TT02", "value", None, None, 300.0, day(1)),
        ("2020-12", "TT02", "value", None, None, 30.0, day(1)),
    )
    assert known(con, "2021", backfill=True) == ({"TT02": Figure(300.0)}, {})


def test_answers_have_no_total_and_a_done_milestone_keeps_its_day(
    con: duckdb.DuckDBPyConnection,
) -> None:
    observe(
        con,
        ("2024-02", "CH12", "value", None, None, 100.0, day(1)),
        ("2024-02", "CH01", "value", None, None, 100.0, day(1)),
    )
    con.execute("UPDATE observation SET done_on = DATE '2024-02-05' WHERE indicator = 'CH01'")
    previous = {"CH12": Figure(100.0), "CH01": Figure(100.0, done_on=date(2024, 2, 5))}
    assert known(con, "2024-03") == (previous, {})


def test_a_unit_sees_its_own_figures_only(con: duckdb.DuckDBPyConnection) -> None:
    observe(con, ("2024-02", "TT02", "value", None, None, 4.0, day(1)), unit="DU-QS")
    assert known(con, "2024-03") == ({}, {})


def test_targets_come_with_the_figures(con: duckdb.DuckDBPyConnection) -> None:
    figures = figures_reader(con, PLAN, parse_period("2024-06"), as_of=day(30))(HU)
    assert figures.target == {"VB01": 90.0}


def test_a_units_target_is_its_own_then_its_kinds_then_the_plans() -> None:
    district, direct = PLAN.unit_by_id[HU], PLAN.unit_by_id["DU-QS"]

    def target(unit: object, year: int, decided_by: date = date(2024, 1, 1)) -> float | None:
        return unit_target(RATIO, unit, year, decided_by=decided_by)  # type: ignore[arg-type]

    assert [target(district, y) for y in (2022, 2023, 2024)] == [62.0, 65.0, 90.0]
    assert target(direct, 2022, date(2022, 2, 28)) == 60.0  # the revision is not decided yet
    assert target(direct, 2023) == 71.0  # half way from 62 to 80
    assert target(direct, 2021) == 51.0  # half way from the baseline 40 to 62
    assert (target(direct, 2020), target(direct, 2025)) == (None, None)


def test_a_count_has_a_target_only_where_a_unit_was_given_one() -> None:
    unit = PLAN.unit_by_id[HU]
    plain = indicator("N", targets={2024: 480.0}, baseline=Baseline(2020, 4.0))
    given = replace(plain, unit_targets={"district": {2022: 10.0, 2024: 20.0}, HU: {2024: 30.0}})
    decided = date(2024, 1, 1)
    assert unit_target(plain, unit, 2024, decided_by=decided) is None
    assert unit_target(given, unit, 2023, decided_by=decided) == 20.0  # half way from 10 to 30
    assert unit_target(given, unit, 2021, decided_by=decided) is None
