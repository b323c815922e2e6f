"""The questions in SQL files, on rows written by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl
import pytest

from kpi.database.frames import execute, lent, query, sql_text, transaction
from kpi.warehouse.export import export_frame
from kpi.warehouse.store import Warehouse

DAY = datetime(2024, 6, 1)


def observe(warehouse: Warehouse, *rows: dict[str, Any]) -> None:
    """Observations with everything that is not said left usual."""
    usual = {
        "submission": "s1", "sequence": 1, "unit": "A", "period": "2024-06", "indicator": "N1",
        "state": "value", "numerator": None, "denominator": None, "value": 1.0, "done_on": None,
        "sheet": "Số liệu", "cell": "H9", "change": "loaded", "questioned": False,
        "known_at": DAY,
    }  # fmt: skip
    for row in rows:
        full = {**usual, **row}
        columns, places = ", ".join(full), ", ".join(f"${name}" for name in full)
        execute(warehouse.con, f"INSERT INTO observation ({columns}) VALUES ({places})", full)  # noqa: S608


def in_force(warehouse: Warehouse, moment: datetime) -> list[Any]:
    frame = query(warehouse.con, "SELECT value FROM in_force($m) ORDER BY value", {"m": moment})
    return frame["value"].to_list()


def test_in_force_is_the_latest_version_known_by_then(warehouse: Warehouse) -> None:
    observe(
        warehouse,
        {"value": 1.0, "sequence": 1, "known_at": datetime(2024, 6, 1)},
        {"value": 2.0, "sequence": 2, "known_at": datetime(2024, 6, 3)},
        {"value": 3.0, "sequence": 3, "known_at": datetime(2024, 6, 2)},
    )
    assert in_force(warehouse, datetime(2024, 5, 31)) == []
    assert in_force(warehouse, datetime(2024, 6, 1)) == [1.0]
    assert in_force(warehouse, datetime(2024, 6, 2)) == [3.0]
    assert in_force(warehouse, datetime(2024, 6, 9)) == [2.0]


def test_of_two_known_at_one_moment_the_later_in_order_is_in_force(warehouse: Warehouse) -> None:
    observe(warehouse, {"value": 2.0, "sequence": 2}, {"value": 1.0, "sequence": 1})
    assert in_force(warehouse, DAY) == [2.0]


def test_units_periods_and_indicators_stand_apart(warehouse: Warehouse) -> None:
    observe(warehouse, {}, {"unit": "B"}, {"period": "2024-07"}, {"indicator": "N2"})
    assert len(in_force(warehouse, DAY)) == 4


ANSWER: dict[str, Any] = {
    "row": 0, "unit": "A", "period": "2024-06", "indicator": "N1", "state": "value",
    "numerator": None, "denominator": None, "value": 5.0, "done_on": None,
    "known_at": DAY, "sequence": 9,
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (None, {}, "loaded"),
        ({"value": 5.0}, {}, "unchanged"),
        ({"value": 4.0}, {}, "superseded"),
        ({"value": 5.0, "state": "estimate"}, {}, "superseded"),
        ({"value": None, "state": "withheld"}, {"value": None, "state": "withheld"}, "unchanged"),
        ({"value": None, "numerator": 1.0, "denominator": 2.0},
         {"value": None, "numerator": 1.0, "denominator": 2.0}, "unchanged"),
        ({"value": None, "numerator": 2.0, "denominator": 4.0},
         {"value": None, "numerator": 1.0, "denominator": 2.0}, "superseded"),
        ({"value": 100.0, "done_on": "2024-01-01"},
         {"value": 100.0, "done_on": "2024-01-02"}, "superseded"),
        ({"unit": "B"}, {}, "loaded"),
        # known later than the answer, although taken in earlier: no version before it
        ({"value": 4.0, "known_at": datetime(2024, 7, 1)}, {}, "loaded"),
    ],
)  # fmt: skip
def test_an_answer_is_loaded_supersedes_or_is_unchanged(
    warehouse: Warehouse, before: dict[str, Any] | None, now: dict[str, Any], change: str
) -> None:
    if before is not None:
        observe(warehouse, before)
    types = {
        **dict.fromkeys(("numerator", "denominator", "value"), pl.Float64),
        "done_on": pl.String,
    }
    frame = pl.DataFrame([{**ANSWER, **now}], schema_overrides=types)
    with lent(warehouse.con, batch_answer=frame):
        assert query(warehouse.con, sql_text("warehouse", "changes")).rows() == [(0, change)]


def test_within_a_batch_the_second_answer_follows_the_first(warehouse: Warehouse) -> None:
    rows = [{**ANSWER, "row": n, "sequence": n, "value": v} for n, v in enumerate([1.0, 1.0, 2.0])]
    types = {"numerator": pl.Float64, "denominator": pl.Float64, "done_on": pl.String}
    with lent(warehouse.con, batch_answer=pl.DataFrame(rows, schema_overrides=types)):
        found = query(warehouse.con, sql_text("warehouse", "changes"))["change"].to_list()
    assert found == ["loaded", "unchanged", "superseded"]


def test_a_transaction_is_all_or_nothing(warehouse: Warehouse) -> None:
    def fails() -> None:
        with transaction(warehouse.con):
            observe(warehouse, {})
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert in_force(warehouse, DAY) == []


# Exports


def exported(warehouse: Warehouse, what: str, period: str | None = None) -> list[dict[str, Any]]:
    frame = export_frame(warehouse.con, what, period, datetime(2024, 6, 30), "Asia/Ho_Chi_Minh")
    return frame.to_dicts()


COLUMNS = {
    "observations": "unit, period, indicator, numerator, denominator, value, state, submission, "
    "sheet, cell",
    "submissions": "submission, file, sha256, unit, period, received_at, outcome, cells_in, "
    "loaded, held, superseded, unchanged",
    "problems": "submission, file, sheet, cell, unit, period, indicator, written, rule, severity, "
    "message",
}


@pytest.mark.parametrize("what", COLUMNS)
def test_the_columns_of_an_export_are_those_of_the_guide(warehouse: Warehouse, what: str) -> None:
    frame = export_frame(warehouse.con, what, None, DAY, "Asia/Ho_Chi_Minh")
    assert frame.columns == COLUMNS[what].split(", ")


def test_nothing_else_is_exported(warehouse: Warehouse) -> None:
    with pytest.raises(ValueError, match="run"):
        export_frame(warehouse.con, "run", None, DAY, "UTC")


def test_values_of_observations_by_state_and_measure(warehouse: Warehouse) -> None:
    observe(
        warehouse,
        {"indicator": "a", "value": 85.0},
        {"indicator": "b", "value": 100.0, "done_on": "2024-05-02"},
        {"indicator": "c", "value": 0.0},
        {"indicator": "d", "value": 7.0, "state": "withheld"},
        {"indicator": "e", "value": None, "numerator": 1.0, "state": "not_applicable"},
        {"indicator": "f", "value": 0.1, "state": "estimate"},
    )
    rows = exported(warehouse, "observations")
    assert [(r["indicator"], r["value"], r["numerator"]) for r in rows] == [
        ("a", "85.0", None),
        ("b", "2024-05-02", None),
        ("c", "0.0", None),
        ("d", None, None),
        ("e", None, None),
        ("f", "0.1", None),
    ]


def test_observations_of_one_period_in_a_fixed_order(warehouse: Warehouse) -> None:
    observe(warehouse, {"unit": "B"}, {"unit": "A", "indicator": "N2"}, {"period": "2024-05"}, {})
    rows = [(r["period"], r["unit"], r["indicator"]) for r in exported(warehouse, "observations")]
    assert rows == sorted(rows)
    assert len(rows) == 4
    assert len(exported(warehouse, "observations", "2024-05")) == 1


def test_submissions_by_moment_with_the_offset_of_the_plan(warehouse: Warehouse) -> None:
    for name, day in (("early", datetime(2024, 6, 20, 3)), ("later", datetime(2024, 7, 1))):
        execute(
            warehouse.con,
            """
            INSERT INTO submission VALUES (
                $name, 1, 'r', 'a.xlsx', 'ff', NULL, NULL, $day, false, NULL, 1,
                'rejected', 2, 0, 2, 0, 0
            )
            """,
            {"name": name, "day": day},
        )
    rows = exported(warehouse, "submissions")
    assert [(r["submission"], r["received_at"]) for r in rows] == [
        ("early", "2024-06-20T10:00:00+07:00")
    ]
    assert (rows[0]["cells_in"], rows[0]["held"], rows[0]["unit"]) == (2, 2, None)
