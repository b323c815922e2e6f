"""The SQL models: derived order, one table per file, small pieces on VALUES tables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from importlib.resources import files

import duckdb
import pytest

from kpi.assessment.models import GROUPS, load_macros, model_texts, models, reads_of

SQL = files("kpi.assessment").joinpath("sql")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    con.execute("CREATE TYPE entity_id AS VARCHAR")
    con.execute("CREATE TYPE indicator_id AS VARCHAR")
    # the formula macro looks for its tables when it is made
    con.execute("CREATE TEMP TABLE formula_token AS SELECT 1 AS formula, 1 AS operand")
    con.execute("CREATE TEMP TABLE wanted_figure AS SELECT 1 AS indicator")
    load_macros(con)
    yield con
    con.close()


def run(con: duckdb.DuckDBPyConnection, model: str, **tables: str) -> list[tuple[object, ...]]:
    for name, values in tables.items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM (VALUES {values}")
    con.execute(model_texts()[model])
    return con.execute("FROM " + model).fetchall()


def test_every_model_comes_after_those_it_reads() -> None:
    known: set[str] = set()
    names = {m.name for m in models()}
    for model in models():
        assert (model.reads & names) - {model.name} <= known
        known.add(model.name)
    assert {"results", "scores", "slope"} <= known


def test_every_file_makes_the_table_it_is_named_after_and_says_what_it_is() -> None:
    assert {group.name for group in SQL.iterdir()} == set(GROUPS)
    for file in (f for group in SQL.iterdir() for f in group.iterdir()):
        text = file.read_text("utf-8")
        assert text.startswith("-- ")
        name = file.name.removesuffix(".sql").removesuffix(".step")
        made = "INSERT INTO" if ".step" in file.name else "CREATE OR REPLACE TEMP (TABLE|VIEW)"
        assert len(re.findall(f"{made} {name} ", text)) == 1
        assert text.count("CREATE") + text.count("INSERT") == 1


def test_reads_are_found_apart_from_comments_and_own_parts() -> None:
    sql = """-- FROM nothing
    WITH own AS (SELECT 1 FROM a) SELECT * FROM own JOIN b USING (x)
    UNION ALL SELECT * FROM formula_values('c', 'd') UNION ALL SELECT * FROM joined_units('e')"""
    assert reads_of(sql) == {"a", "b", "c", "d", "e"}


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [(0.285, 2, 0.29), (2.5, 0, 3), (-2.5, 0, -3), (1.005, 2, 1.01), (0.1 + 0.2, 1, 0.3),
     (28.499999999999996, 0, 29), (2.49, 0, 2), (1e15, 3, 1e15), (1234567.8, 0, 1234568)],
)  # fmt: skip
def test_rounding_is_half_away_from_zero_without_binary_noise(
    con: duckdb.DuckDBPyConnection, value: float, decimals: int, rounded: float
) -> None:
    found = con.execute("SELECT round_half_away(?, ?)", [value, decimals]).fetchall()
    assert found == [(rounded,)]


def test_an_exact_sum_does_not_depend_on_order(con: duckdb.DuckDBPyConnection) -> None:
    tenths = [0.1, 0.2, 0.3, 1e9, 0.7, 1e-9, 123.456] * 5
    found = {
        con.execute("SELECT exact_sum(x) FROM (SELECT unnest(?) AS x)", [order]).fetchall()[0][0]
        for order in (tenths, tenths[::-1], sorted(tenths), [*tenths[7:], *tenths[:7], None])
    }
    assert found == {math.fsum(tenths)}
    empty = con.execute("SELECT exact_sum(x) FROM (SELECT 1.0 AS x) WHERE x > 1").fetchall()
    assert empty == [(None,)]


def test_a_target_line_passes_through_given_years(con: duckdb.DuckDBPyConnection) -> None:
    rows = run(
        con, "target_line",
        plan_target_point="('X', 'plan', 2020, 10.0, false), ('X', 'plan', 2022, 30.0, true),"
        " ('X', 'u', 2024, 5.0, true)) t(indicator, scope, year, value, is_target)",
    )  # fmt: skip
    assert sorted(rows) == [
        ("X", "plan", 2020, 10, False), ("X", "plan", 2021, 20, True),
        ("X", "plan", 2022, 30, True), ("X", "u", 2024, 5, True),
    ]  # fmt: skip


def test_a_longer_report_stands_only_where_no_shorter_one_is_inside(
    con: duckdb.DuckDBPyConnection,
) -> None:
    run(
        con, "replaced_report",
        fact="('A', 'X', 1, 0, 11), ('A', 'X', 1, 3, 3), ('B', 'X', 1, 0, 11),"
        " ('B', 'X', 1, 12, 12), ('C', 'X', 3, 0, 2), ('C', 'X', 3, 0, 5))"
        " t(unit, indicator, months, first_month, last_month)",
    )  # fmt: skip
    rows = run(con, "standing")
    assert sorted((r[0], r[3], r[4]) for r in rows) == [
        ("A", 3, 3), ("B", 0, 11), ("B", 12, 12), ("C", 0, 2),
    ]  # fmt: skip


def test_expected_reports_are_those_on_whose_last_day_a_unit_is_valid(
    con: duckdb.DuckDBPyConnection,
) -> None:
    rows = run(
        con, "expected_reports",
        wanted_figure="('X', 0, 2, 0)) t(indicator, first_month, last_month, year_first)",
        plan_indicator="('X', 1), ('Q', 3)) t(indicator, months)",
        report_label="(0, 2)) t(first_month, last_month)",
        calendar_month="(0, DATE '2024-01-31'), (1, DATE '2024-02-29'), (2, DATE '2024-03-31'))"
        " t(month, last_day)",
        plan_span="(0, NULL, DATE '2024-02-29'), (1, DATE '2024-03-15', NULL))"
        " t(span, valid_from, valid_to)",
    )  # fmt: skip
    assert sorted(rows) == [(0, 1, 0, 2, 2), (1, 1, 0, 2, 1), (1, 3, 0, 2, 1)]


def test_a_figure_that_misses_the_target_by_binary_noise_has_reached_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    columns = (
        "period, indicator, entity, is_completed, sign, goal, goal_year, moment, recent_moment,"
        " latest, recent"
    )
    rows = ", ".join(
        f"('P', 'I', '{entity}', false, 1, 0.3, 2025, 2024, 2023, {latest!r}::DOUBLE,"
        f" {recent!r}::DOUBLE)"
        for entity, latest, recent in (
            ("noise above", 0.1 + 0.2, 0.3),
            ("noise below", 0.3 - 5e-17, 0.3),
            ("fell", 0.3 - 5e-17, 0.5),
            ("short", 0.2, 0.1),
        )
    )
    found = run(con, "carried", growth=f"{rows}) AS t({columns})")
    gaps = {row[2]: round(row[4], 9) for row in found if isinstance(row[4], float)}
    assert gaps == {"noise above": 0.0, "noise below": 0.0, "fell": 1.0, "short": 0.0}
