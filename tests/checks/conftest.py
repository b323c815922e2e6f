"""A small plan, and a batch of submissions written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kpi.checks.batch import check_batch
from kpi.checks.verdicts import Checked
from kpi.home import Home
from kpi.periods import Calendar
from kpi.plan.model import Checks, Field, Indicator, Owner, Plan, Rule, RulePart, Unit
from kpi.records.answers import Answer, FileRead, SubmissionRead
from kpi.records.arrival import Arrival, Standing
from kpi.records.problems import Problem
from kpi.records.submission import Submission
from kpi.warehouse.load import load_batch
from kpi.warehouse.plans import register_plan
from kpi.warehouse.store import Warehouse, open_warehouse

ON_TIME = datetime(2021, 12, 31, 3)  # before any due day of the periods used


EXTRA = tuple(f"U{number}" for number in range(2, 10))


def indicator(name: str, measure: str = "count", **about: Any) -> Indicator:
    """An indicator that every unit reports by month, unless said otherwise."""
    usual: dict[str, Any] = {
        "name": f"Chỉ tiêu {name}",
        "field": "F",
        "unit_of_measure": {"ratio": "%", "yes_no": "có/không"}.get(measure, "tài liệu"),
        "frequency": "month",
        "decimals": 0 if measure == "count" else 1,
        "over_time": "flow" if measure in ("count", "ratio") else "stock",
        "reporters": ("A", "B", "C", *EXTRA),
        "numerator": "Số đã làm" if measure == "ratio" else None,
        "denominator": "Tổng số" if measure == "ratio" else None,
    }
    return Indicator(id=name, measure=measure, **{**usual, **about})  # type: ignore[arg-type]


INDICATORS = (
    indicator("R1", "ratio"),
    indicator("R2", "ratio", unit_of_measure="giờ/văn bản"),
    indicator("N1"),
    indicator("N2"),
    indicator("S1", over_time="stock"),
    indicator("T1", over_time="running_total", frequency="quarter"),
    indicator("Y1", "yes_no", frequency="quarter"),
    indicator("M1", "milestone", frequency="quarter"),
    indicator("P1", "score", unit_of_measure="%", frequency="quarter"),
    indicator("K1", unit_of_measure="nghìn trang", frequency="quarter"),
    indicator("E1", frequency="half", checks=Checks(evidence="required")),
    indicator("X1", frequency="half", checks=Checks(min=5, max=50)),
    indicator("O1", frequency="half", reporters=("B",)),
    indicator("G1", "score", frequency="half", checks=Checks(max_change=30)),
)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return Plan(
        id="thu",
        name="Kế hoạch thử",
        owners=(Owner("Ban thử"),),
        years=(2022, 2025),
        fields=(Field("F", "Lĩnh vực"),),
        units=(
            Unit("A", "Đơn vị A", "district", senders=()),
            Unit("B", "Đơn vị B", "district", valid_to=date(2024, 6, 30)),
            Unit("C", "Đơn vị C", "district", senders=("vanthu@c.vn", "xa/c")),
            *(Unit(unit, f"Đơn vị {unit}", "commune") for unit in EXTRA),
        ),
        indicators=INDICATORS,
        rules=(
            Rule("N1 <= N2", (RulePart("N1"),), "<=", (RulePart("N2"),), "error"),
            Rule(
                "R1.b <= S1", (RulePart("R1", "b"),), "<=", (RulePart("S1"),), "warning", "Vì sao"
            ),
        ),
        calendar=Calendar(due_working_days=2),
    )


@dataclass
class Batch:
    """Submissions put together, checked, and loaded if wanted."""

    plan: Plan
    warehouse: Warehouse
    arrivals: list[Arrival]
    readings: list[FileRead | None]

    def add(
        self,
        unit: str,
        period: str,
        answers: dict[str, Any] | list[Answer],
        path: str = "",
        sha256: str = "",
        at: datetime = ON_TIME,
        **about: Any,
    ) -> Batch:
        """One file. Answers are `ID: value` or `ID: (numerator, denominator)`, or Answers."""
        given = answers if isinstance(answers, list) else [answer(*a) for a in answers.items()]
        number = len(self.arrivals)
        path = path or f"{number}_{period}_{unit}.xlsx"
        read = SubmissionRead(unit, period, answers=tuple(given), **about)
        return self.add_file(FileRead((read,)), path, sha256 or f"{path}{number}", at)

    def add_file(
        self,
        reading: FileRead | None,
        path: str,
        sha256: str,
        at: datetime = ON_TIME,
        standing: Standing = "new",
    ) -> Batch:
        arrival = Arrival(path, sha256, 10, at, at, Path("khong-co"), standing)
        self.arrivals.append(arrival)
        self.readings.append(reading)
        return self

    def check(self) -> Checked:
        checked = check_batch(self.warehouse.con, self.plan, self.arrivals, self.readings)
        self.arrivals, self.readings = [], []
        return checked

    def last(self) -> Submission:
        """The verdict on the file that was added last."""
        return self.check().submissions[-1]

    def load(self) -> Checked:
        checked = self.check()
        now = datetime(2024, 1, 1)
        version = register_plan(self.warehouse.con, self.plan, now)
        load_batch(self.warehouse.con, checked, version, now)
        return checked


def answer(name: str, figure: Any, **about: Any) -> Answer:
    """An answer as the reader would give it: a pair for a ratio, else a value."""
    if isinstance(figure, tuple):
        numerator, denominator = map(float, figure)
        return Answer(
            name,
            numerator=numerator,
            denominator=denominator,
            **{"written": f"{figure[0]} / {figure[1]}", "sheet": "Số liệu", "cell": "H9", **about},
        )
    return Answer(
        name,
        value=float(figure),
        **{"written": str(figure), "sheet": "Số liệu", "cell": "H9", **about},
    )


@pytest.fixture
def batch(plan: Plan, tmp_path: Path) -> Iterator[Batch]:
    with open_warehouse(Home(tmp_path)) as warehouse:
        yield Batch(plan, warehouse, [], [])


@pytest.fixture(scope="session")
def write() -> Callable[..., Answer]:
    return answer


def rules(submission: Submission, *, but: tuple[str, ...] = ("missing_indicator",)) -> set[str]:
    """The rules that a submission broke, missing rows apart."""
    return {p.rule for p in submission.problems} - set(but)


@pytest.fixture(scope="session")
def broken() -> Callable[..., set[str]]:
    return rules


@pytest.fixture(scope="session")
def told() -> Callable[[Submission, str], Problem]:
    def find(submission: Submission, rule: str) -> Problem:
        return next(p for p in submission.problems if p.rule == rule)

    return find


@pytest.fixture
def other_plan(plan: Plan) -> Plan:
    return replace(plan, id="khac")
