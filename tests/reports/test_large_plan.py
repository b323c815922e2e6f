"""The report of a plan as large as a country's, whose other periods are not assessed with its own:
the same files as of a small one, byte for byte, and nothing that is read is let go of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from report_case import Case, open_case, small_plan

from kpi.assessment.models import models, reads_of
from kpi.periods import parse_period
from kpi.plan.model import Plan
from reports.beyond import READ, assess_for
from reports.excerpts import render_excerpt
from reports.render import render_report

AS_OF = datetime(2024, 9, 20)
REPORTS = Path(__file__).parents[2] / "reports"


def provincial() -> Plan:
    """Units in two areas of which one began in the plan, and beside five monthly indicators one of
    each quarter and one whose shares of the year are learned."""
    plan = small_plan(ranks="all")
    a, b, c = plan.units
    base = plan.indicator_by_id["N1"]
    return replace(
        plan,
        units=(replace(a, area="X"), replace(b, area="X"), replace(c, area="Y")),
        indicators=(
            *plan.indicators,
            replace(base, id="Q1", name="Số lớp tập huấn", frequency="quarter"),
            replace(base, id="Q2", name="Tỷ lệ máy trạm có bảo vệ", measure="yes_no",
                    unit_of_measure="có/không", over_time="stock", frequency="half", path="flat"),
        ),
    )  # fmt: skip


@pytest.fixture
def case(monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    """Two years of months, quarters and halves; C sends every other month."""
    monkeypatch.setattr("reports.charts.draw.draw_charts", lambda *_: [])
    monkeypatch.setattr("reports.charts.beside.is_large", lambda _: False)
    made = open_case(provincial(), "2024-08")
    for table in ("results", "scores"):
        made.con.execute(f"DROP TABLE {table}")
    labels = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 9)]
    for n, label in enumerate([*labels, "2024-Q1", "2024-Q2", "2024-H1", "2024-09"]):
        for place, unit in enumerate("ABC"):
            if unit != "C" or n % 2:
                _send(made, label, unit, 10.0 * place + n)
    yield made
    made.con.close()


def _send(made: Case, label: str, unit: str, figure: float) -> None:
    period, name = parse_period(label), f"{unit}{label}"
    received = datetime(period.year, period.month_of_year, 17, 3)
    made.submission(name, unit, received, period=label)
    for i in made.plan.indicators:
        if i.months == period.months:
            parts = {"numerator": figure, "denominator": figure + 20}
            value = 100.0 if i.measure == "yes_no" else figure
            made.observation(
                name, unit, i.id, **parts if i.measure == "ratio" else {"value": value}
            )


def files(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")
             if p.is_file()}  # fmt: skip
    assert found
    return found


@pytest.mark.parametrize("label", ["2024-08", "2024-Q2", "2024", "2021-2025"])
def test_a_large_plans_report_has_the_same_bytes(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    def written(name: str) -> dict[str, bytes]:
        folder = tmp_path / name
        render_report(case.con, case.plan, parse_period(label), folder, as_of=AS_OF, now=AS_OF)
        return files(folder)

    small = written("small")
    monkeypatch.setattr("kpi.plan.size.LARGE", 0)
    assert written("large") == small


@pytest.mark.parametrize(("part", "of"), [("units", "A"), ("fields", "F1")])
def test_a_page_of_a_large_plans_unit_or_field_has_the_same_bytes(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, of: str
) -> None:
    def written(name: str) -> dict[str, bytes]:
        folder = tmp_path / name
        render_excerpt(case.con, case.plan, case.period, folder, part=part, of=of, as_of=AS_OF)  # type: ignore[arg-type]  # a word of the list above
        return files(folder)

    small = written("small")
    monkeypatch.setattr("kpi.plan.size.LARGE", 0)
    assert written("large") == small


def test_every_model_that_a_report_reads_is_kept_for_it() -> None:
    asked = frozenset[str]().union(
        *(reads_of(file.read_text(encoding="utf-8")) for file in REPORTS.rglob("*.sql"))
    )
    assert asked & {m.name for m in models()} == set(READ)


def test_a_large_plans_report_that_does_not_fit_into_little_memory_takes_what_it_needs(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[str] = []

    def looked_at(*given: Any, **more: Any) -> Any:
        ((limit,),) = case.con.execute("SELECT current_setting('memory_limit')").fetchall()
        limits.append(limit)
        if len(limits) == 1:
            raise duckdb.OutOfMemoryException("failed to offload data block")
        return assess_for(*given, **more)

    monkeypatch.setattr("kpi.plan.size.LARGE", 0)
    monkeypatch.setattr("reports.render.assess_for", looked_at)
    made = render_report(case.con, case.plan, case.period, tmp_path / "r", as_of=AS_OF, now=AS_OF)
    assert limits == ["476.8 MiB", "1.3 GiB"]  # 500 and 1500 million bytes
    assert made.report.exists()
