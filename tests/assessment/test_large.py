"""What keeps the assessment of a country quick and small: no step compares every pair of rows, and
what nothing more is made from goes.

Neither changes a figure; the figures of both ways are held against each other here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb
import pytest

from kpi.assessment import Assessment, assess
from kpi.assessment.course import CourseRow, course
from kpi.assessment.models import Model, models, run_model
from kpi.periods import parse_period
from kpi.plan.model import Indicator

from .conftest import World

ASKED = ("2024-05", "2024-06")


@dataclass(frozen=True, slots=True)
class Level:
    unit: str
    level: str


OUTER = {"LEFT", "RIGHT", "FULL"}


def some_world(world: Callable[..., World], an: Callable[..., Indicator]) -> World:
    """A flow, a stock and a running total; one unit is silent, one figure comes late."""
    made = world(an("N"), an("S", over_time="stock"), an("T", over_time="running_total"))
    for month in range(1, 7):
        for place, unit in enumerate("ABC", start=1):
            if (unit, month) != ("C", 6):
                for indicator in "NST":
                    made.report(unit, f"2024-{month:02d}", indicator, float(place * month))
    made.report("A", "2024-05", "N", 7.0, known="2024-07-01")
    return made


def asked_of(world: World, **given: Any) -> Assessment:
    return assess(world.con, world.plan, [parse_period(p) for p in ASKED], **given)


def test_what_is_made_in_passing_gives_the_same_rows_and_leaves_only_what_was_asked_for(
    world: Callable[..., World], an: Callable[..., Indicator]
) -> None:
    made = some_world(world, an)
    with (
        asked_of(made) as whole,
        asked_of(made, tables=("results", "scores"), passing=True) as passing,
    ):
        assert passing.result_rows() == whole.result_rows()
        assert passing.score_rows() == whole.score_rows()
        assert standing(passing) == {"results", "scores"}
        assert {"fact", "group_figure", "judged"} < standing(whole)


def test_groups_asked_for_alone_have_the_rows_that_they_have_beside_their_units(
    world: Callable[..., World], an: Callable[..., Indicator]
) -> None:
    made = some_world(world, an)
    with asked_of(made) as whole, asked_of(made, groups_only=True) as groups:
        rows = whole.ask("SELECT DISTINCT unit, level FROM results", Level)
        units = {row.unit for row in rows if row.level == "unit"}
        assert units == set("ABC")
        assert groups.result_rows() == tuple(
            row for row in whole.result_rows() if row.unit not in units
        )


def test_the_course_of_a_year_is_what_the_results_say_of_the_plan(
    world: Callable[..., World], an: Callable[..., Indicator]
) -> None:
    made = some_world(world, an)
    made.plan = replace(
        made.plan,
        indicators=(
            *made.plan.indicators,
            replace(an("Q", frequency="quarter"), targets={2024: 90.0}),
            an("R", "formula", formula="100 * N / S", frequency="month"),
        ),
    )
    for label, figure in (("2024-Q1", 7.0), ("2024-Q2", 8.0)):
        made.report("A", label, "Q", figure)
    periods = [parse_period(f"2024-{month:02d}") for month in range(1, 13)]
    now = datetime(2024, 8, 1)
    with assess(made.con, made.plan, periods, as_of=now, all_methods=True) as whole:
        told = [
            CourseRow(r.period, r.indicator, r.assessed, r.target, r.expected)
            for r in whole.result_rows()
            if r.unit == "ALL"
        ]
    assert list(course(made.con, made.plan, periods, as_of=now)) == told
    assert {r.indicator for r in told if r.assessed is not None} == set("NSTQR")


def test_what_is_kept_stands_with_all_that_its_views_look_at(
    world: Callable[..., World], an: Callable[..., Indicator]
) -> None:
    with asked_of(some_world(world, an)) as made:
        figures = made.fetch("SELECT * FROM figure ORDER BY ALL")
        made.keep(("figure", "results"))
        assert made.fetch("SELECT * FROM figure ORDER BY ALL") == figures
        assert {"results", "reported_figure"} < standing(made)
        assert not {"judged", "condition", "stand_in"} & standing(made)


def test_only_what_is_read_as_it_stands_is_written_in_order(
    world: Callable[..., World], an: Callable[..., Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_order: dict[str, bool] = {}

    def run(con: duckdb.DuckDBPyConnection, model: Model, ranks: int) -> bool:
        in_order[model.name] = is_order_kept(con)
        return run_model(con, model, ranks)

    monkeypatch.setattr("kpi.assessment.models.run_model", run)
    made = some_world(world, an)
    with asked_of(made, tables=("results", "scores"), passing=True):
        assert {name for name, kept in in_order.items() if kept} == {"results", "scores"}
    assert is_order_kept(made.con)
    with asked_of(made):
        assert all(in_order.values())


def test_what_is_made_in_passing_makes_no_copy_of_what_it_looks_at_twice(
    world: Callable[..., World], an: Callable[..., Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    left_out: set[str] = set()

    def run(con: duckdb.DuckDBPyConnection, model: Model, ranks: int) -> bool:
        left_out.add(steps_left_out(con))
        return run_model(con, model, ranks)

    monkeypatch.setattr("kpi.assessment.models.run_model", run)
    made = some_world(world, an)
    with asked_of(made, tables=("results", "scores"), passing=True):
        assert left_out == {"common_subplan"}
    assert steps_left_out(made.con) == ""
    left_out.clear()
    with asked_of(made):
        assert left_out == {""}


def steps_left_out(con: duckdb.DuckDBPyConnection) -> str:
    ((names,),) = con.execute("SELECT current_setting('disabled_optimizers')").fetchall()
    return str(names)


def is_order_kept(con: duckdb.DuckDBPyConnection) -> bool:
    ((kept,),) = con.execute("SELECT current_setting('preserve_insertion_order')").fetchall()
    return bool(kept)


def test_what_a_view_is_made_of_stays_with_the_view(
    world: Callable[..., World], an: Callable[..., Indicator]
) -> None:
    made = some_world(world, an)
    with asked_of(made, tables=("unit_coverage",), passing=True) as assessment:
        assert assessment.peek("FROM unit_coverage WHERE missing").height > 0
        assert "fact" not in standing(assessment)


def test_no_step_compares_every_pair_of_rows_for_an_outer_join(
    world: Callable[..., World], an: Callable[..., Indicator]
) -> None:
    with asked_of(some_world(world, an)) as assessment:
        compares = {
            model.name: found
            for model in models()
            if model.text and (found := [*pairs_compared(assessment, model.text)])
        }
    assert compares == {}


def standing(assessment: Assessment) -> set[str]:
    """The tables of models that stand."""
    found = assessment.peek("SELECT table_name FROM duckdb_tables() WHERE temporary")
    return set(found["table_name"]) & {m.name for m in models() if not m.is_view}


def pairs_compared(assessment: Assessment, text: str) -> Iterator[str]:
    """Outer joins of a model that look at every pair of rows, as DuckDB would run it."""
    select = re.split(r" AS\n", text, maxsplit=1)[1].strip().removesuffix(";")
    _, rows = assessment.fetch(f"EXPLAIN (FORMAT JSON) {select}")
    waiting = json.loads(str(rows[0][1]))
    while waiting:
        step = waiting.pop()
        kind = str(step["extra_info"].get("Join Type", ""))
        if "BLOCKWISE" in step["name"] and kind in OUTER:
            yield kind
        waiting.extend(step["children"])
