"""A unit with several spans of validity: `spans` in place of `from` and `to`."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.periods import parse_period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.reading.catalogue import catalogue_of, from_json, to_json
from kpi.reading.vocabulary.unit_names import find_unit

TEXT = """
plan: {id: p, name: Kế hoạch, owner: Ban, years: [2021, 2025]}
fields:
  - {id: F, name: Lĩnh vực}
units:
  - {id: A, name: Phòng A, kind: k, aliases: [Phòng Chung],
     spans: [{to: 2023-12-31}, {from: 2024-03-16, to: 2024-06-30}, {from: 2025-01-01}]}
  - {id: B, name: Phòng B, kind: k, aliases: [Phòng Chung],
     from: 2024-01-01, to: 2024-03-15}
  - {id: C, name: Phòng C, kind: k, spans: [{from: 2024-01-01, to: 2024-12-31}]}
indicators:
  - {id: I, name: I, field: F, measure: count, unit_of_measure: cái, frequency: month,
     reported_by: [k]}
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    reading = parse_plan(TEXT)
    assert reading.plan is not None
    assert not reading.findings  # two of one name who are never there together tell nothing odd
    return reading.plan


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2023, 12, 31), True), (date(2024, 1, 1), False), (date(2024, 3, 15), False),
        (date(2024, 3, 16), True), (date(2024, 6, 30), True), (date(2024, 7, 1), False),
        (date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2030, 1, 1), True),
    ],
)  # fmt: skip
def test_a_unit_is_valid_on_the_days_of_any_of_its_spans(
    plan: Plan, day: date, *, valid: bool
) -> None:
    assert plan.unit_by_id["A"].valid_on(day) is valid


def test_first_and_last_day_are_those_of_all_spans(plan: Plan) -> None:
    a, c = plan.unit_by_id["A"], plan.unit_by_id["C"]
    assert (a.valid_from, a.valid_to) == (None, None)
    assert (c.valid_from, c.valid_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert a.gaps == (
        (date(2024, 1, 1), date(2024, 3, 15)), (date(2024, 7, 1), date(2024, 12, 31)),
    )  # fmt: skip


def test_forms_are_for_units_valid_on_the_last_day_in_any_span(plan: Plan) -> None:
    def asked(label: str) -> list[str]:
        return list(units_that_must_report(plan, parse_period(label)))

    assert asked("2023-12") == ["A"]
    assert asked("2024-02") == ["B", "C"]
    assert asked("2024-03") == ["A", "C"]
    assert asked("2024-08") == ["C"]
    assert asked("2025-01") == ["A"]


def test_a_name_that_two_units_share_means_the_one_not_in_a_break(plan: Plan) -> None:
    known = from_json(to_json(catalogue_of(plan)))

    def meant(label: str) -> str | None:
        found = find_unit("Phòng Chung", known, label)
        return found.id if found else None

    assert [meant(x) for x in ("2023-12", "2024-02", "2024-04")] == ["A", "B", "A"]
    assert meant("2024-03") is None  # both were there
