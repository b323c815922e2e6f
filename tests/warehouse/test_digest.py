"""The digest of a run: the same rows the same digest, another row another one."""

from __future__ import annotations

from kpi.database.frames import execute
from kpi.warehouse.digest import run_digests
from kpi.warehouse.store import Warehouse

SUBMISSION = """
INSERT INTO submission VALUES
    ('s{n}', {n}, 'r{n}', 'a.csv', 'ff', 'A', '2024-06', '2024-07-01', false, NULL, 1,
     'accepted', 2, 2, 0, 0, 0)
"""
OBSERVATION = """
INSERT INTO observation (
    submission, sequence, unit, period, indicator, state, numerator, denominator, value, done_on,
    written, sheet, cell, explanation, note, evidence, change, questioned, known_at
)
VALUES
    ('s{n}', {n}, 'A', '2024-06', '{indicator}', 'value', NULL, NULL, {value}, NULL, '7', '',
     'B2', '', '', '', 'loaded', false, '2024-07-01')
"""


def given(warehouse: Warehouse, n: int, rows: list[tuple[str, float]]) -> str:
    execute(warehouse.con, SUBMISSION.format(n=n))
    for indicator, value in rows:
        execute(warehouse.con, OBSERVATION.format(n=n, indicator=indicator, value=value))
    return run_digests(warehouse.con, [f"r{n}"])[f"r{n}"]


def test_a_changed_figure_changes_the_digest_of_its_run_alone(warehouse: Warehouse) -> None:
    first = given(warehouse, 1, [("N1", 7), ("N2", 8)])
    second = given(warehouse, 2, [("N1", 9)])
    execute(warehouse.con, "UPDATE observation SET value = 9.5 WHERE submission = 's2'")
    found = run_digests(warehouse.con, ["r1", "r2"])
    assert found["r1"] == first
    assert found["r2"] != second


def test_a_row_that_was_taken_out_or_doubled_changes_the_digest(warehouse: Warehouse) -> None:
    before = given(warehouse, 1, [("N1", 7), ("N2", 8)])
    execute(warehouse.con, OBSERVATION.format(n=1, indicator="N2", value=8))
    execute(warehouse.con, OBSERVATION.format(n=1, indicator="N2", value=8))
    doubled = run_digests(warehouse.con, ["r1"])["r1"]
    execute(warehouse.con, "DELETE FROM observation WHERE indicator = 'N2'")
    assert len({before, doubled, run_digests(warehouse.con, ["r1"])["r1"]}) == 3


def test_the_order_in_which_rows_stand_does_not_count(warehouse: Warehouse) -> None:
    before = given(warehouse, 1, [("N1", 7), ("N2", 8)])
    execute(warehouse.con, "DELETE FROM observation WHERE indicator = 'N1'")
    execute(warehouse.con, OBSERVATION.format(n=1, indicator="N1", value=7.0))
    assert run_digests(warehouse.con, ["r1"])["r1"] == before
