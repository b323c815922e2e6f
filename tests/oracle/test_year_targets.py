"""A form shows a unit the target that the results judge it by: Python and SQL agree."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from hypothesis import given, settings

from kpi.assessment import assess
from kpi.plan.targets import unit_target

from .generate import Case, cases
from .test_against_sql import ALIKE, EXAMPLES, same, warehouse_of


def differences(case: Case) -> tuple[list[str], int]:
    """Rows of units whose targets differ, and how many targets there were to compare."""
    day = case.as_of.replace(tzinfo=UTC).astimezone(ZoneInfo(case.plan.timezone)).date()
    con = warehouse_of(case)
    with assess(con, case.plan, case.periods, as_of=case.as_of) as assessment:
        rows = assessment.results().to_dicts()
    con.close()
    years = {p.label: p.year for p in case.periods}
    found, compared = [], 0
    for row in rows:
        unit = case.plan.unit_by_id.get(row["unit"])
        if unit is None or row["status"] == "not_due":
            continue
        indicator = case.plan.indicator_by_id[row["indicator"]]
        target = unit_target(indicator, unit, years[row["period"]], decided_by=day)
        compared += target is not None
        if not same(row["target"], target):
            found.append(f"{row['period']} {unit.id} {indicator.id}: {row['target']}, {target}")
    return found, compared


def test_the_form_and_the_results_show_one_target() -> None:
    seen: list[int] = []

    @settings(ALIKE, max_examples=EXAMPLES or 50)
    @given(cases())
    def alike(case: Case) -> None:
        found, compared = differences(case)
        seen.append(compared)
        assert not found, "\n".join(found)

    alike()
    assert sum(seen) > 100  # targets there were to compare
