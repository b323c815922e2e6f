"""Today's report, printed and judged: nothing cut, no title left behind, no page nearly empty."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpi.plan.model import Field, Unit
from reports.book.write import write_book, write_books
from reports.workbook.volumes import Volume
from tests.layout.faults import Fault, judged
from tests.layout.printed import print_file, print_files
from tests.reports.case import Case, june, open_case, report_of, small_plan

LONG = " trên địa bàn các xã, phường, đặc khu và các cơ quan, đơn vị trực thuộc"
NAMES = [f"{name}, {book}" for name in ("small", "long names") for book in ("report", "phu-luc")]
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")


def with_long_names(case: Case) -> Case:
    """The same month in a plan whose names are three times as long."""
    plan = case.plan
    units = tuple(replace(unit, name=unit.name + LONG) for unit in plan.units)
    indicators = tuple(replace(i, name=i.name + LONG) for i in plan.indicators)
    fields = tuple(replace(field, name=field.name + LONG) for field in plan.fields)
    long = replace(plan, units=units, indicators=indicators, fields=fields)
    return replace(case, plan=long)


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Fault]]:
    folder: Path = tmp_path_factory.mktemp("report")
    made = {"small": june(), "long names": with_long_names(june())}
    paths: dict[str, Path] = {}
    for name, case in made.items():
        (folder / name).mkdir()
        for path in write_books(folder / name, report_of(case)):
            paths[f"{name}, {path.stem}"] = path.rename(folder / f"{name} {path.name}")
        case.con.close()
    printed = print_files(list(paths.values()), folder / "pdf")
    return {name: judged(path, printed[path]) for name, path in paths.items()}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_overprinted_or_left_behind(
    name: str, faults: dict[str, list[Fault]]
) -> None:
    assert [fault for fault in faults[name] if fault.kind not in {"small", "empty"}] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_page_but_the_only_one_of_a_sheet_is_nearly_empty(
    name: str, faults: dict[str, list[Fault]]
) -> None:
    """Three units in one month say little; a sheet of few lines is its own page all the same."""
    empty = [fault.place for fault in faults[name] if fault.kind == "empty"]
    assert [place for place in empty if not place.endswith(" p1")] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_printed_below_8_points(name: str, faults: dict[str, list[Fault]]) -> None:
    """The summary is one sheet of paper: it shows fewer of those behind rather than small print."""
    assert [fault for fault in faults[name] if fault.kind == "small"] == []


def a_provinces_month() -> Case:
    """As large as a province's: 53 indicators of 12 fields and 19 units, with names as long."""
    usual = small_plan().indicators[0]
    lead = "Phòng Tuyên truyền, Báo chí - Xuất bản"
    fields = tuple(Field(f"F{n}", f"Lĩnh vực công tác thứ {n}") for n in range(12))
    units = tuple(Unit(f"U{n}", f"Ban Tuyên giáo Huyện ủy {n}", "district") for n in range(19))
    name = "Tỷ lệ hội nghị, cuộc họp trực tuyến hoặc kết hợp trực tuyến số"
    indicators = tuple(
        replace(usual, id=f"CH{n:02d}", name=f"{name} {n}", field=f"F{n % 12}", lead="U0",
                reporters=tuple(unit.id for unit in units))
        for n in range(53)
    )  # fmt: skip
    named = (replace(units[0], name=lead), *units[1:])
    made = open_case(small_plan(fields=fields, units=named, indicators=indicators))
    statuses = ("met", "on_track", "at_risk", "behind", "inconclusive", "not_due")
    for n, indicator in enumerate(indicators):
        made.result(
            "ALL", indicator.id, statuses[n % 6], value=78.04, assessed=77.0, target=80.0,
            expected=80.0, achievement=96.25, pace=0.9625, trend="improving", units_reported=18,
            units_expected=19, provisional=n % 2 == 0, previous=75.0, last_year=70.0,
            projection=76.0, projection_low=70.0, projection_high=82.0,
        )  # fmt: skip
        likely = {"likelihood": "open" if n % 2 else "reaches", "required": 0.5}
        made.outlook(indicator.id, **likely)
    for unit in units:
        for field in (*(f.id for f in fields), "ALL"):
            made.score(unit.id, field, 87.5)
    for field in (*(f.id for f in fields), "ALL"):
        made.score("ALL", field, 87.5)
    return made


def test_a_provinces_month_is_at_most_twelve_pages_for_leadership(tmp_path: Path) -> None:
    """PRODUCT 9; every page in print of 8 points and more, but the cover and the summary."""
    made = a_provinces_month()
    path = tmp_path / "report.xlsx"
    write_book(path, report_of(made), Volume.REPORT)
    made.con.close()
    assert len(print_file(path, tmp_path / "pdf").pages) <= 12
