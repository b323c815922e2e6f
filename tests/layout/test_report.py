"""Today's report, printed and judged: nothing cut, no title left behind, no page nearly empty."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.book.write import write_books
from tests.layout.faults import Fault, judged
from tests.layout.printed import print_files
from tests.reports.case import Case, june, report_of

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
def test_nothing_is_printed_below_8_points_but_on_pages_forced_onto_one(
    name: str, faults: dict[str, list[Fault]]
) -> None:
    """The page of the summary is one sheet of paper, however much stands on it."""
    small = {fault.place.rpartition(" ")[0] for fault in faults[name] if fault.kind == "small"}
    assert small <= {"Tổng hợp", "Bìa"}
