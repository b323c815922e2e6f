"""Months, years and plans as large as a province's or a country's, by formula: every status, long
names, figures below nought, far beyond the plan, and without any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kpi.assessment import RESULT_COLUMNS, Result
from kpi.compare import LastReport
from kpi.periods import Period, parse_period, year_period
from kpi.plan.model import Baseline, Field, Indicator, TargetRevision, Unit
from reports.scope import periods_of_report
from tests.reports.case import Case, open_case, small_plan

STATUSES = ("exceeded", "met", "on_track", "at_risk", "behind", "inconclusive", "no_target",
            "no_data", "not_due")  # fmt: skip
YEAR_STATUSES = ("exceeded", "met", "met", "not_met", "not_met", "inconclusive", "no_data")
LONG = " trên địa bàn các xã, phường, đặc khu và các cơ quan, đơn vị trực thuộc"
NAME = "Tỷ lệ hội nghị, cuộc họp trực tuyến hoặc kết hợp trực tuyến số"
UNIT = "Ban Tuyên giáo Huyện ủy"
FIELDS = 12


def large(
    indicators: int, units: int, *, label: str = "2024-06", long: bool = False, locale: str = "vi"
) -> Case:
    """A plan of so many indicators and units, and a report's period with every status."""
    more = LONG * long
    fields = (Field(f"F{n}", f"Lĩnh vực công tác thứ {n}{more}") for n in range(FIELDS))
    plan = small_plan(
        locale=locale,
        fields=tuple(fields),
        units=tuple(_unit(n, more) for n in range(units)),
        indicators=tuple(_indicator(n, units, more) for n in range(indicators)),
    )
    made = open_case(plan, label)
    for n, indicator in enumerate(plan.indicators):
        _results(made, n, indicator)
    _unit_rows(made)
    _forms(made)
    for field in (*(f.id for f in plan.fields), "ALL"):
        made.score("ALL", field, 70.0)
    return made


def _unit(n: int, more: str) -> Unit:
    begins = date(2025, 7, 1) if n == 1 else None
    return Unit(f"U{n}", f"{UNIT} {n}{more}", "district", valid_from=begins)


def _indicator(n: int, units: int, more: str) -> Indicator:
    base = small_plan().indicators[0]
    targets = {2021: 40.0, 2022: 50.0, 2023: 60.0, 2024: 80.0, 2025: 90.0}
    revision = TargetRevision(2023, 60.0, date(2023, 4, 1), "Số 7-QĐ/BTG")
    return replace(
        base, id=f"CH{n:02d}", name=f"{NAME} {n}{more}", field=f"F{n % FIELDS}", lead="U0",
        targets=targets, baseline=Baseline(2020, 30.0 + n % 7),
        target_revisions=(revision,) if n % 2 else (),
        reporters=tuple(f"U{m}" for m in range(units)),
    )  # fmt: skip


def _results(made: Case, n: int, indicator: Indicator) -> None:
    """The period's row, and those of the months and years that the report looks back on."""
    period = made.period
    ends = period.month_of_year == 12
    status = (YEAR_STATUSES if ends else STATUSES)[n % (7 if ends else 9)]
    made.result("ALL", indicator.id, status, **_figures(n, status), **_months(period))
    for earlier in (p for p in periods_of_report(period) if p != period):
        _earlier(made, indicator, n, earlier)
    for year in range(2021, period.year + 1) if period.kind in ("year", "years") else ():
        if year_period(year) != period:
            _earlier(made, indicator, n, year_period(year))
    made.outlook(indicator.id, likelihood=("misses", "reaches", "reaches")[n % 3], required=0.5)
    made.methods(indicator.id, ("linear", status, 0.9, "green"), ("cagr", status, 0.9, "green"),
                 ("projection", status, 0.9, "green"))  # fmt: skip


def _months(period: Period) -> dict[str, int]:
    return {"first_month": period.first_month, "last_month": period.last_month}


def _figures(n: int, status: str) -> dict[str, Any]:
    about: dict[str, Any] = {
        "units_reported": n % 5,
        "units_expected": 5,
        "provisional": n % 2 == 0,
    }
    if status in ("no_data", "not_due"):
        return about
    reached = {0: -56.0, 1: 412.5, 4: -300.0}.get(n, 30.0 + 7 * n % 60)
    figures = {
        "value": reached, "assessed": reached, "achievement": 100 * reached / 80,
        "previous": reached - 1.5, "last_year": reached - 4.0, "trend": "improving", **about,
    }  # fmt: skip
    if status == "no_target":
        return figures
    return figures | {
        "target": 80.0, "expected": 70.0, "pace": reached / 70, "projection": reached + 6,
        "projection_low": reached + 2, "projection_high": reached + 12,
    }  # fmt: skip


def _earlier(made: Case, indicator: Indicator, n: int, period: Period) -> None:
    step = (period.last_month - 2021 * 12) / 6
    row = {
        "period": period.label, "unit": "ALL", "indicator": indicator.id, "status": "on_track",
        "assessed": 20.0 + n % 9 + step, "expected": 40.0 + step,
        "target": indicator.targets[period.year], "provisional": False, "late": False,
        "method": "linear", **_months(period),
    }  # fmt: skip
    made.insert("results", row)


def _unit_rows(made: Case) -> None:
    """Each unit's row of the first sixty indicators, standing elsewhere from one to the next."""
    about: dict[str, Any] = {"period": made.period.label, **_months(made.period)}
    made.con.execute(
        """INSERT INTO results BY NAME
        WITH row AS (
            SELECT u.n AS u, i.n AS i, list_element($statuses, CAST((u.n + i.n) % 9 + 1 AS INTEGER))
                AS status
            FROM range($units) AS u (n) CROSS JOIN range($indicators) AS i (n)
        )
        SELECT $period AS period, 'U' || u AS unit, printf('CH%02d', i) AS indicator, status,
            CASE WHEN status NOT IN ('no_data', 'not_due') THEN 40.0 + i END AS assessed,
            false AS provisional, false AS late, 'linear' AS method,
            $first_month AS first_month, $last_month AS last_month
        FROM row""",
        {**about, "statuses": list(STATUSES), "units": len(made.plan.units),
         "indicators": min(60, len(made.plan.indicators))},
    )  # fmt: skip
    for n, unit in enumerate(made.plan.units):
        made.score(unit.id, "ALL", 40.0 + n % 60)


def _forms(made: Case) -> None:
    """Every unit but three has sent every month, some late."""
    about: dict[str, Any] = {"sent": datetime(2024, 6, 17), "last": made.period.last_month}
    months = made.period.months
    made.con.execute(
        """INSERT INTO submission BY NAME
        SELECT u.unit || '-' || m.month AS submission, 0 AS sequence, 'r1' AS run,
            u.unit || '.xlsx' AS file, u.unit AS sha256, u.unit AS unit,
            printf('%d-%02d', m.month // 12, m.month % 12 + 1) AS period,
            $sent AS received_at, u.n % 9 = 8 AS late, 1 AS plan_version, 'accepted' AS outcome,
            1 AS cells_in, 1 AS loaded, 0 AS held, 0 AS superseded, 0 AS unchanged
        FROM (SELECT 'U' || n AS unit, n FROM range($units) AS r (n)) AS u
        CROSS JOIN (SELECT unnest(range($first, $last + 1)) AS month) AS m
        WHERE u.n % 19 <> 7 OR u.n > 57""",
        {**about, "units": len(made.plan.units), "first": about["last"] - months + 1},
    )


def before(case: Case) -> tuple[LastReport, ...]:
    """The report before, of the kind: every third indicator stood otherwise."""
    earlier = case.period.preceding()
    rows = {}
    for n, indicator in enumerate(case.plan.indicators):
        status = STATUSES[(n + (n % 4 == 0)) % 9]
        about = {"period": earlier.label, "unit": "ALL", "provisional": False}
        given = {**about, "indicator": indicator.id, "status": status, "assessed": 50.0,
                 "target": 80.0, "expected": 60.0, "pace": 0.9}  # fmt: skip
        rows[indicator.id, "ALL"] = Result(**{**dict.fromkeys(RESULT_COLUMNS), **given})
    last = LastReport(
        codes=frozenset(i.id for i in case.plan.indicators), plan=case.plan,
        period=parse_period(earlier.label), day=date(2024, 5, 16), way=[("before", rows)],
        answers=(), revisions=(), began=(), ended=(),
    )  # fmt: skip
    return (last,)
