"""Reports of a quarter, a year and a plan as large as a province's, and a unit's page, printed and
judged: within their budget of pages, nothing cut, nothing left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kpi.plan.model import Baseline, Field, Indicator, Predecessor, Unit
from reports.book.write import write_book
from reports.excerpts.write import write_unit
from reports.workbook.volumes import Volume
from tests.layout.faults import Fault, judged
from tests.layout.printed import Printed, print_files
from tests.reports.case import Case, open_case, report_of, small_plan

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
AS_OF = datetime(2026, 1, 31, 16, 59, 59)
NAME = "Tỷ lệ hội nghị, cuộc họp trực tuyến hoặc kết hợp trực tuyến số"
LEAD = "Phòng Tuyên truyền, Báo chí - Xuất bản"
LABELS = ("2024-Q2", "2024", "2021-2025")
STATUSES = ("met", "exceeded", "not_met", "inconclusive", "not_met", "not_due")


def _units() -> tuple[Unit, ...]:
    """A lead, eighteen districts of nine areas, and two communes after each."""
    ended, began = date(2025, 6, 30), date(2025, 7, 1)
    districts = [
        Unit(
            f"U{n}",
            f"Ban Tuyên truyền Huyện {n}",
            "district",
            area=f"Địa bàn {n % 9}",
            valid_to=ended,
        )
        for n in range(18)
    ]
    communes = [
        Unit(f"X{n}", f"Ban Xây dựng, xã thứ {n}", "commune", area=f"Địa bàn {n % 9}",
             valid_from=began, succeeds=(Predecessor(f"U{n % 18}", 0.5),))
        for n in range(36)
    ]  # fmt: skip
    return (Unit("A", LEAD, "department"), *districts, *communes)


def a_province(label: str) -> Case:
    """53 indicators of 12 fields and 55 units."""
    usual = small_plan().indicators[0]
    units = _units()
    indicators = tuple(
        replace(usual, id=f"CH{n:02d}", name=f"{NAME} {n}", field=f"F{n % 12}", lead="A",
                baseline=Baseline(2020, 40.0), reporters=tuple(u.id for u in units))
        for n in range(53)
    )  # fmt: skip
    fields = tuple(Field(f"F{n}", f"Lĩnh vực công tác thứ {n}") for n in range(12))
    made = open_case(small_plan(fields=fields, units=units, indicators=indicators), label)
    for n, indicator in enumerate(indicators):
        _results(made, indicator, n)
    for unit in units:
        made.score(unit.id, "ALL", 87.5)
    return made


def _results(made: Case, indicator: Indicator, n: int) -> None:
    figures: dict[str, Any] = {
        "assessed": 77.0, "target": 80.0, "expected": 80.0, "achievement": 96.25, "pace": 0.9625,
        "units_reported": 18, "units_expected": 19, "provisional": n % 2 == 0,
    }  # fmt: skip
    at = {"first_month": made.period.first_month, "last_month": made.period.last_month}
    own = {"value": 78.04, "previous": 75.0, "last_year": 70.0}
    made.result("ALL", indicator.id, STATUSES[n % 6], **figures, **own, **at)
    made.insert("target_line", {"indicator": indicator.id, "scope": "plan", "year": 2025,
                                "value": 90.0, "is_target": True})  # fmt: skip
    if made.period.kind == "years":
        for year in range(2021, 2026):
            months = {"first_month": year * 12, "last_month": year * 12 + 11}
            made.result("ALL", indicator.id, STATUSES[(n + year) % 6], period=str(year), **figures,
                        **months)  # fmt: skip
            for area in range(9):
                made.result(f"area:Địa bàn {area}", indicator.id, STATUSES[(n + area) % 6],
                            period=str(year), **figures, **months)  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Printed]]:
    folder: Path = tmp_path_factory.mktemp("kinds")
    paths: dict[str, Path] = {}
    for label in LABELS:
        case = a_province(label)
        paths[label] = folder / f"{label}.xlsx"
        write_book(paths[label], report_of(case, AS_OF), Volume.REPORT)
        if label == "2024":
            _own_page(case)
            paths["unit"] = write_unit(folder / "units", report_of(case, AS_OF), "U3").files[1]
        case.con.close()
    pages = print_files(list(paths.values()), folder / "pdf")
    return {name: (path, pages[path]) for name, path in paths.items()}


def _own_page(case: Case) -> None:
    """The year's figures as unit U3 has them."""
    case.con.execute(
        "INSERT INTO results SELECT * REPLACE ('U3' AS unit) FROM results WHERE unit = 'ALL'"
    )


@pytest.mark.parametrize(
    ("name", "most"), [("2024-Q2", 16), ("2024", 16), ("2021-2025", 16), ("unit", 2)]
)
def test_a_kind_keeps_to_its_pages(
    name: str, most: int, printed: dict[str, tuple[Path, Printed]]
) -> None:
    """PRODUCT 9 says 16 of a year and a plan and 2 of a unit; a quarter is held to the year's."""
    assert len(printed[name][1].pages) <= most


@pytest.mark.parametrize("name", [*LABELS, "unit"])
def test_nothing_is_cut_overprinted_or_left_behind(
    name: str, printed: dict[str, tuple[Path, Printed]]
) -> None:
    faults: list[Fault] = judged(*printed[name])
    assert [fault for fault in faults if fault.kind not in {"small", "empty"}] == []


@pytest.mark.parametrize("name", LABELS)
def test_pages_of_a_kind_are_printed_in_letters_of_eight_points_and_more(
    name: str, printed: dict[str, tuple[Path, Printed]]
) -> None:
    faults = judged(*printed[name])
    small = {fault.place.rpartition(" ")[0] for fault in faults if fault.kind == "small"}
    assert small <= {"Tổng hợp", "Bìa"}  # the page of the summary is one sheet of paper
