"""A broad plan for the texts of a report, and the results' rows that its facts are held against."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from report_case import Case, open_case, report_of, small_plan

from reports.leading import Facts, ask

NOT_JUDGED = ("no_data", "not_due", "no_target", "inconclusive", "not_applicable")
JUDGED = ("exceeded", "met", "on_track", "at_risk", "behind")


def many(indicators: int = 40, *, label: str = "2024-06", name: str = "Số tài liệu") -> Case:
    """A plan of so many counts, each standing elsewhere than the one before."""
    plan = small_plan()
    base = plan.indicator_by_id["N1"]
    made = tuple(replace(base, id=f"N{n:03d}", name=f"{name} {n}") for n in range(indicators))
    case = open_case(replace(plan, indicators=made), label)
    for n, indicator in enumerate(made):
        status = (*JUDGED, *NOT_JUDGED)[n % 10]
        figures = {"assessed": 10.4 + n, "expected": 40.0 + 2 * n, "target": 120.0 + n}
        case.result(
            "ALL", indicator.id, status, pace=1.2 - n / 50, units_reported=n % 3 + 1,
            units_expected=3, provisional=n % 3 < 2, projection=100.0,
            last_month=case.period.last_month,
            **({} if status in {"no_data", "not_due"} else figures),
        )  # fmt: skip
        case.outlook(indicator.id, likelihood=("reaches", "open", "misses", None)[n % 4])
    return case


def rows_of(case: Case) -> list[dict[str, Any]]:
    """The plan's rows of the results, as an export has them."""
    asked = case.con.execute("SELECT * FROM results WHERE unit = 'ALL' ORDER BY indicator")
    names = [d[0] for d in asked.description or []]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def facts_of(case: Case) -> Facts:
    return ask(report_of(case))
