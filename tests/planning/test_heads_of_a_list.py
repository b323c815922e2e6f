"""Plain lists as offices write them: years in a row of their own, a dated baseline, no accents."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from tests.planning.desk import Desk

ABOVE = ("STT", "Tên chỉ tiêu", "ĐVT", "Lĩnh vực", "Đơn vị báo cáo")
YEARS = (2026, 2027, 2028, 2029, 2030)


def given(desk: Desk, *rows: tuple[object, ...]) -> tuple[int, str]:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    desk.book = desk.root / "danh-sach.xlsx"
    book.save(desk.book)
    status, out, err = desk.bring("--yes")
    return status, out + err


@pytest.mark.parametrize(
    ("heads", "below"),
    [
        (("Hiện trạng 2025", "Kế hoạch"), (None, *YEARS)),
        (("Hiện trạng năm 2025", "Kế hoạch"), (None, *YEARS)),
        (("Hiện trạng", "Kế hoạch"), (2025, *YEARS)),
        (("Hiện trạng 2025", *(f"KH {year}" for year in YEARS)), ()),
    ],
)
def test_years_stand_below_and_beside_the_heads(
    desk: Desk, heads: tuple[str, ...], below: tuple[object, ...]
) -> None:
    rows = [("DANH MỤC CHỈ TIÊU",), (*ABOVE, *heads)]
    rows += [((None,) * len(ABOVE) + below)] if below else []
    rows += [(1, "Số lượt khám bệnh", "lượt", "CM", "đơn vị", 90, 100, 110, 120, 130, 140)]
    status, told = given(desk, *rows)
    assert status == 0, told
    brought = desk.plan.indicators[-1]
    assert brought.baseline is not None
    assert (brought.baseline.year, brought.baseline.value) == (2025, 90)
    assert brought.targets == dict(zip(YEARS, (100, 110, 120, 130, 140), strict=True))


def test_a_row_of_years_alone_is_no_head(desk: Desk) -> None:
    status, told = given(desk, (None, *YEARS), ("Số lượt khám bệnh", 1, 2, 3, 4, 5))
    assert status == 1
    assert "Không thấy bảng chỉ tiêu nào" in told


def test_a_name_without_accents_is_the_one_unit_or_kind_that_it_may_mean(desk: Desk) -> None:
    row = (1, "Số lượt khám bệnh", "lượt", "cong tac chuyen mon", "van phong; don vi", 100)
    status, told = given(desk, (*ABOVE, "KH 2026"), row)
    assert status == 0, told
    brought = desk.plan.indicators[-1]
    assert (brought.field, brought.reported_by) == ("CM", ("VP", "đơn vị"))


def test_a_name_without_accents_that_may_mean_two_is_asked(desk: Desk) -> None:
    desk.put("Đơn vị", "DV01", "Tên đơn vị", "Trạm A")
    desk.put("Đơn vị", "DV02", "Tên đơn vị", "Trầm A")
    assert desk.bring("--yes")[0] == 0
    status, told = given(desk, (*ABOVE, "KH 2026"), (1, "Số ca", "ca", "CM", "tram a", 100))
    assert status == 1
    assert "tram a" in told
