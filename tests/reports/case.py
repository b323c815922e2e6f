"""A small plan and a month of it, made by hand: every figure of these tests is worked out here.

Five indicators in two fields, three units; the results are given, as the assessment would leave
them, so that the report is tested by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from kpi.assessment import RESULT_COLUMNS, Assessment, Result
from kpi.compare import Answer, LastReport
from kpi.periods import Calendar, Period, parse_period
from kpi.plan.model import Field, FormTexts, Indicator, Owner, Plan, TargetRevision, Unit
from kpi.warehouse.store import migrations
from kpi.warehouse.views import load_views
from reports.edition import Edition
from reports.figures.tables import ReportFigures
from reports.report import Report

ROOT = Path(__file__).parents[2]
AS_OF = datetime(2024, 6, 30, 16, 59, 59, 999999)  # the end of 30 June in Viet Nam
RESULTS_TABLE = """period VARCHAR, unit VARCHAR, indicator VARCHAR, value DOUBLE,
    numerator DOUBLE, denominator DOUBLE, assessed DOUBLE, target DOUBLE, expected DOUBLE,
    achievement DOUBLE, pace DOUBLE, status VARCHAR, trend VARCHAR, projection DOUBLE,
    units_reported INTEGER, units_expected INTEGER, provisional BOOLEAN, previous DOUBLE,
    last_year DOUBLE, projection_low DOUBLE, projection_high DOUBLE, change_previous DOUBLE,
    change_last_year DOUBLE, completed DOUBLE, reported_status VARCHAR, completed_status VARCHAR,
    late BOOLEAN, done_on DATE,
    first_month INTEGER, last_month INTEGER, method VARCHAR,
    now_previous DOUBLE, before_previous DOUBLE, now_last_year DOUBLE, before_last_year DOUBLE"""
# What else of the assessment the report reads.
OTHER_TABLES = """
    CREATE TEMP TABLE method_light (
        period VARCHAR, unit VARCHAR, indicator VARCHAR, method VARCHAR, pace DOUBLE,
        status VARCHAR, light VARCHAR);
    CREATE TEMP TABLE excused (unit VARCHAR, first_month INTEGER, last_month INTEGER);
    CREATE TEMP TABLE method_mark (
        period VARCHAR, unit VARCHAR, indicator VARCHAR, depends_on_method BOOLEAN);
    CREATE TEMP TABLE outlook (
        period VARCHAR, unit VARCHAR, indicator VARCHAR, months_left INTEGER, likelihood VARCHAR,
        required DOUBLE, is_at_most BOOLEAN, end_year INTEGER, end_target DOUBLE,
        end_projection DOUBLE);
    CREATE TEMP TABLE scored (
        period VARCHAR, unit VARCHAR, field VARCHAR, indicator VARCHAR, level VARCHAR,
        weight DOUBLE, points DOUBLE);
    CREATE TEMP TABLE profile_in_force (
        indicator VARCHAR, year INTEGER, month_of_year INTEGER, cumulated DOUBLE, years INTEGER[]);
    CREATE TEMP TABLE plan_field (field VARCHAR, field_order INTEGER, weight DOUBLE);
    CREATE TEMP TABLE plan_unit (unit VARCHAR, unit_order INTEGER);
    CREATE TEMP TABLE target_line (
        indicator VARCHAR, scope VARCHAR, year INTEGER, value DOUBLE, is_target BOOLEAN);
    CREATE TEMP TABLE asked_figure (
        period VARCHAR, indicator VARCHAR, first_month INTEGER, last_month INTEGER,
        assessed_first INTEGER, assessed_last INTEGER);
    CREATE TEMP TABLE figure (
        entity VARCHAR, indicator VARCHAR, part VARCHAR, first_month INTEGER, last_month INTEGER,
        numerator DOUBLE, denominator DOUBLE);
    CREATE TEMP TABLE stand_in (
        indicator VARCHAR, unit VARCHAR, part VARCHAR, first_month INTEGER, last_month INTEGER,
        gap INTEGER, rule VARCHAR, taken_first INTEGER, taken_from INTEGER, reports INTEGER);
"""
JUNE = 2024 * 12 + 5


def report_of(case: Case, as_of: datetime = AS_OF) -> Report:
    """The report of a case at a moment, its tables made."""
    edition = Edition(case.plan, case.period, as_of)
    return Report(edition, ReportFigures(case.assessment, case.plan, case.period, as_of))


Row = Mapping[str, Any]


@dataclass
class Case:
    con: duckdb.DuckDBPyConnection
    plan: Plan
    period: Period

    @property
    def assessment(self) -> Assessment:
        """As if an assessment had left the tables."""
        return Assessment(self.con)

    def result(
        self, unit: str, indicator: str, status: str, *, alike: Row | None = None, **figures: Any
    ) -> None:
        """One row of `results`; what is not given is empty. It is compared with its own earlier
        figures, unless `alike` gives others."""
        value, previous, last_year = map(figures.get, ("value", "previous", "last_year"))
        row = {
            "period": self.period.label, "unit": unit, "indicator": indicator, "status": status,
            "provisional": False, "late": False, "first_month": JUNE, "last_month": JUNE,
            "method": "linear",
            "now_previous": None if previous is None else value, "before_previous": previous,
            "now_last_year": None if last_year is None else value,
            "before_last_year": last_year, **figures, **(alike or {}),
        }  # fmt: skip
        self.insert("results", row)

    def score(self, unit: str, field: str, score: float | None, rank: int | None = None) -> None:
        row = {"period": self.period.label, "unit": unit, "field": field, "score": score}
        self.insert("scores", {**row, "rank": rank})

    def methods(self, indicator: str, *said: tuple[str, str, float | None, str]) -> None:
        """What each method says of the plan's row: (method, status, pace, colour)."""
        at = {"period": self.period.label, "unit": "ALL", "indicator": indicator}
        for method, status, pace, light in said:
            row = {"method": method, "status": status, "pace": pace, "light": light}
            self.insert("method_light", {**at, **row})
        colours = {light for *_, light in said}
        self.insert("method_mark", {**at, "depends_on_method": len(colours) > 1})

    def outlook(self, indicator: str, **figures: Any) -> None:
        at = {"period": self.period.label, "unit": "ALL", "indicator": indicator}
        self.insert("outlook", {**at, "months_left": 6, "is_at_most": False, **figures})

    def submission(self, name: str, unit: str | None, received: datetime, **more: Any) -> None:
        count = self.con.execute("SELECT count(*) FROM submission").fetchone()
        row = {
            "submission": name, "sequence": count[0] if count else 0, "run": "r1",
            "file": f"{name}.xlsx", "sha256": name * 4, "unit": unit, "period": "2024-06",
            "received_at": received, "late": False, "plan_version": 1, "outcome": "accepted",
            "cells_in": 1, "loaded": 1, "held": 0, "superseded": 0, "unchanged": 0, **more,
        }  # fmt: skip
        self.insert("submission", row)

    def observation(self, name: str, unit: str, indicator: str, **more: Any) -> None:
        found = self.con.execute(
            "SELECT sequence, received_at, period FROM submission WHERE submission = ?", [name]
        ).fetchone()
        assert found is not None
        row = {
            "submission": name, "sequence": found[0], "unit": unit, "period": found[2],
            "indicator": indicator, "state": "value", "sheet": "Số liệu", "cell": "F12",
            "change": "loaded", "questioned": False, "known_at": found[1], **more,
        }  # fmt: skip
        self.insert("observation", row)

    def problem(self, name: str, **more: Any) -> None:
        row = {
            "submission": name, "ordinal": 0, "file": f"{name}.xlsx", "sheet": "Số liệu",
            "cell": "F12", "period": "2024-06", "rule": "changed_much", "severity": "warning",
            "message": "Ô F12: đề nghị giải trình.", "known_at": AS_OF, **more,
        }  # fmt: skip
        self.insert("problem", row)

    def statement(self, name: str, unit: str, text: str, ordinal: int = 0, **more: Any) -> None:
        row = {
            "submission": name, "unit": unit, "period": "2024-06", "ordinal": ordinal,
            "heading": "1. Kết quả nổi bật", "text": text, "known_at": datetime(2024, 6, 17),
            **more,
        }  # fmt: skip
        self.insert("statement", row)

    def insert(self, table: str, row: dict[str, Any]) -> None:
        marks = ", ".join("?" * len(row))
        names = ", ".join(row)
        query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names are ours
        self.con.execute(query, list(row.values()))


def small_plan(**changes: Any) -> Plan:
    units = (
        Unit("A", "Đơn vị A", "district"),
        Unit("B", "Đơn vị B", "district"),
        Unit("C", "Đơn vị C", "district"),
    )
    everybody: dict[str, Any] = {
        "reported_by": ("district",), "reporters": ("A", "B", "C"), "frequency": "month",
        "lead": "A",
    }  # fmt: skip
    indicators = (
        Indicator("R1", "Tỷ lệ văn bản điện tử", "F1", "ratio", "%", decimals=1, over_time="flow",
                  numerator="Văn bản điện tử", denominator="Tổng số văn bản", path="flat",
                  targets={2024: 80.0}, basis="đề xuất, chờ duyệt", **everybody),
        Indicator("N1", "Số tài liệu", "F1", "count", "tài liệu", decimals=0, over_time="flow",
                  targets={2024: 120.0}, path="profile", **everybody),
        Indicator("L1", "Số lượt người (lũy kế)", "F1", "count", "lượt người", decimals=0,
                  over_time="running_total", targets={2024: 100.0}, path="profile", **everybody),
        Indicator("Y1", "Có phân công đầu mối", "F2", "yes_no", "có/không", decimals=1,
                  over_time="stock", targets={2024: 100.0}, path="flat",
                  **{**everybody, "lead": "B"}),
        Indicator("W1", "Tỷ lệ họp trực tuyến", "F2", "ratio", "%", decimals=1, over_time="flow",
                  direction="within", band=(30.0, 60.0), **everybody),
    )  # fmt: skip
    plan: dict[str, Any] = {
        "id": "nho", "name": "Kế hoạch nhỏ", "owners": (
            Owner("Ban Tuyên giáo", "BTG"),
            Owner("Ban Tuyên giáo và Dân vận", "BTGDV", date(2025, 3, 1)),
        ),
        "years": (2021, 2025), "fields": (Field("F1", "Hành chính"), Field("F2", "Tuyên truyền")),
        "units": units, "indicators": indicators, "reports_to": "Tỉnh ủy",
        "form_texts": FormTexts(heading="ĐẢNG CỘNG SẢN VIỆT NAM"),
        "marking": "Lưu hành nội bộ", "calendar": Calendar(14, due_working_days=2),
        "sha256": "ab" * 32,
    }  # fmt: skip
    return Plan(**{**plan, **changes})


def open_case(plan: Plan, label: str = "2024-06") -> Case:
    """An empty warehouse with empty `results` and `scores`."""
    con = duckdb.connect()
    for step in migrations().values():
        con.execute(step)
    con.execute(f"CREATE TEMP TABLE results ({RESULTS_TABLE})")
    con.execute("CREATE TEMP TABLE scores (period VARCHAR, unit VARCHAR, field VARCHAR,"
                " score DOUBLE, rank INTEGER)")  # fmt: skip
    con.execute(OTHER_TABLES)
    con.execute((ROOT / "kpi/assessment/macros/numbers.sql").read_text(encoding="utf-8"))
    load_views(con)
    return Case(con, plan, parse_period(label))


def june() -> Case:
    """June 2024: five statuses, three units of which one has not sent."""
    made = open_case(small_plan())
    made.result(
        "ALL", "R1", "on_track", value=78.04, assessed=77.0, target=80.0, expected=80.0,
        achievement=96.25, pace=0.9625, trend="improving", units_reported=2, units_expected=3,
        provisional=True, previous=74.96, last_year=80.0, projection=81.0, projection_low=78.5,
        projection_high=82.0,
    )  # fmt: skip
    made.outlook("R1", likelihood="open", end_year=2025, end_target=90.0, end_projection=85.0)
    made.methods("R1", ("linear", "on_track", 0.9625, "green"), ("cagr", "on_track", 1, "green"),
                 ("projection", "on_track", 0.98, "green"))  # fmt: skip
    made.result(
        "ALL", "N1", "behind", value=12.0, assessed=45.0, target=120.0, expected=60.0,
        achievement=37.5, pace=0.75, trend="worsening", units_reported=2, units_expected=3,
        provisional=True, previous=16.0, last_year=0.0, projection=90.0,
    )  # fmt: skip
    made.outlook("N1", required=12.5, end_year=2025, end_target=150.0, end_projection=100.0)
    made.methods("N1", ("linear", "behind", 0.75, "red"), ("cagr", "on_track", 1.2, "green"),
                 ("projection", "behind", 0.4, "red"))  # fmt: skip
    made.result(
        "ALL", "L1", "at_risk", value=45.0, assessed=45.0, target=100.0, expected=50.0,
        achievement=45.0, pace=0.9, trend="steady", units_reported=3, units_expected=3,
        previous=40.0, last_year=30.0,
    )  # fmt: skip
    made.result(
        "ALL", "Y1", "met", value=100.0, assessed=100.0, target=100.0, expected=100.0,
        achievement=100.0, pace=1.0, trend="steady", units_reported=3, units_expected=3,
        previous=100.0, last_year=66.666,
    )  # fmt: skip
    made.result("ALL", "W1", "no_data", units_reported=0, units_expected=3, provisional=True)
    for unit, status in (("A", "met"), ("B", "behind")):
        made.result(unit, "R1", status, value=80.0, assessed=80.0)
    made.result("C", "R1", "no_data")
    for field, score in (("F1", 60.0), ("F2", 50.0), ("ALL", 55.0)):
        made.score("ALL", field, score)
    for unit, score, rank in (("A", 90.0, 1), ("B", 70.0, 2), ("C", None, None)):
        made.score(unit, "F1", score)
        made.score(unit, "ALL", score, rank)
    made.submission("a1", "A", datetime(2024, 6, 17, 3))
    made.submission("b1", "B", datetime(2024, 6, 20, 3), late=True, outcome="accepted_in_part")
    made.submission("c1", "C", datetime(2024, 6, 18, 3), outcome="rejected")
    made.observation("a1", "A", "R1", numerator=40.0, denominator=50.0)
    made.observation("b1", "B", "R1", numerator=38.0, denominator=50.0, state="estimate")
    made.problem("b1", unit="B", indicator="N1", severity="cell", rule="unreadable")
    made.problem("c1", unit="C", severity="file", rule="wrong_plan")
    made.statement("a1", "A", "Đơn vị đã hoàn thành số hóa.")
    return made


def may(case: Case) -> tuple[LastReport, ...]:
    """May's report: R1 at risk then; a late form of C and a correction of B came since, and the
    target of N1 was lowered. R1: 70 of 100 then, 80 of 110 with C, 85 of 110 as B corrected."""

    def row(indicator: str, status: str, **figures: Any) -> Result:
        about = {"period": "2024-05", "unit": "ALL", "provisional": False}
        given = {**about, "indicator": indicator, "status": status, **figures}
        return Result(**{**dict.fromkeys(RESULT_COLUMNS), **given})

    def rows(*given: Result) -> dict[tuple[str, str], Result]:
        return {(r.indicator, "ALL"): r for r in given}

    n1 = {"assessed": 33.0, "expected": 50.0, "pace": 0.66, "units_expected": 2}
    then = rows(
        row("R1", "behind", assessed=70.0, target=80.0, expected=80.0, pace=0.7, units_expected=3),
        row("N1", "behind", target=150.0, **(n1 | {"expected": 62.5, "pace": 0.528})),
        row(
            "Y1",
            "met",
            value=100.0,
            assessed=100.0,
            target=100.0,
            expected=100.0,
            achievement=100.0,
            pace=1.0,
        ),
    )
    arrived = then | rows(row("R1", "at_risk", assessed=72.7, target=80.0, expected=80.0, pace=0.9))
    corrected = arrived | rows(
        row("R1", "at_risk", assessed=77.3, target=80.0, expected=80.0, pace=0.94)
    )
    revised = corrected | rows(row("N1", "behind", target=120.0, **n1))
    about: dict[str, Any] = {
        "period": "2024-05", "indicator": "R1", "done_on": None, "value": None, "old_value": None,
        "old_done_on": None, "sheet": "Số liệu", "cell": "H12", "state": "value",
        "submission": "s", "received_at": datetime(2024, 6, 10),
    }  # fmt: skip
    answers = (
        Answer(**about, unit="C", is_correction=False, numerator=10.0, denominator=10.0,
               old_state=None, old_numerator=None, old_denominator=None, file="c-5.xlsx"),
        Answer(**about, unit="B", is_correction=True, numerator=45.0, denominator=50.0,
               old_state="value", old_numerator=40.0, old_denominator=50.0, file="b-5.xlsx"),
    )  # fmt: skip
    n1_plan = case.plan.indicator_by_id["N1"]
    decided = TargetRevision(2024, 120.0, date(2024, 6, 1), "Số 12-QĐ/BTG")
    last = LastReport(
        codes=frozenset({"R1", "N1", "Y1"}), plan=case.plan, period=parse_period("2024-05"),
        day=date(2024, 5, 16),
        way=[("before", then), ("new_data", arrived), ("correction", corrected),
             ("revision", revised)],
        answers=answers, revisions=((n1_plan, decided),), began=(), ended=(),
    )  # fmt: skip
    return (last,)
