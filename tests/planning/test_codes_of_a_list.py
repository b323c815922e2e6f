"""Codes that a plain list of indicators leaves out are made: each its own, the same each time."""

from __future__ import annotations

from kpi.planning.from_list import new_id
from tests.planning.desk import Desk, a_list

HEADS = ("Mã", "Chỉ tiêu", "ĐVT", "Nhóm", "Đơn vị thực hiện", "KH 2026")


def row(name: str, code: str | None = None, field: str = "CM") -> tuple[object, ...]:
    return (code, name, "lượt", field, "đơn vị", 100)


def given(desk: Desk, *rows: tuple[object, ...]) -> tuple[int, str]:
    desk.book = desk.root / "danh-sach.xlsx"
    a_list(desk.book, HEADS, *rows)
    status, out, err = desk.bring("--yes")
    return status, out + err


def codes(desk: Desk) -> dict[str, str]:
    return {i.name: i.id for i in desk.plan.indicators[5:]}


def test_rows_without_a_code_get_each_its_own(desk: Desk) -> None:
    status, told = given(desk, row("Tổng số lượt khám bệnh"), row("Tổng số lượt khám BHYT"))
    assert status == 0, told
    assert list(codes(desk).values()) == ["CT06", "CT07"]


def test_a_code_typed_further_down_is_left_to_its_row(desk: Desk) -> None:
    status, told = given(desk, row("Số ca mổ"), row("Số ca đẻ", "ct06"), row("Số ca cấp cứu"))
    assert status == 0, told
    assert list(codes(desk).values()) == ["CT07", "ct06", "CT08"]


def test_a_list_brought_twice_finds_the_codes_it_was_given(desk: Desk) -> None:
    rows = (row("Số ca mổ"), row("Số ca đẻ"), row("Số ca mổ"))  # two fields may have one name
    assert given(desk, *rows)[0] == 0
    first = desk.text
    assert [i.id for i in desk.plan.indicators[5:]] == ["CT06", "CT07", "CT08"]
    status, told = given(desk, *rows)
    assert status == 0, told
    assert desk.text == first


def test_a_row_that_may_be_two_indicators_is_asked_for_its_code(desk: Desk) -> None:
    assert given(desk, row("Số ca mổ"), row("Số ca mổ"))[0] == 0
    before = desk.text
    status, told = given(desk, row("Số ca mổ"))
    assert status == 1
    assert "ô A2" in told
    assert "CT06; CT07" in told
    assert desk.text == before


def test_a_former_code_is_given_to_no_other_indicator(desk: Desk) -> None:
    text = desk.text.replace("- id: CT02\n", "- id: CT02\n    was: [CT06]\n", 1)
    (desk.root / "indicators.yaml").write_text(text, "utf-8")
    status, told = given(desk, row("Số ca mổ"))
    assert status == 0, told
    assert codes(desk) == {"Số ca mổ": "CT07"}


def test_fields_with_the_same_initials_get_each_their_own(desk: Desk) -> None:
    rows = (row("Số ca mổ", field="Y tế dự phòng"), row("Số ca đẻ", field="Y tế dân phòng"))
    status, told = given(desk, *rows)
    assert status == 0, told
    assert [f.id for f in desk.plan.fields[2:]] == ["YTDP", "YTDP01"]


def test_a_new_field_named_on_several_rows_is_one_field(desk: Desk) -> None:
    rows = (row("Số ca mổ", field="Dự phòng"), row("Số ca đẻ", field=" DỰ PHÒNG"))
    status, told = given(desk, *rows)
    assert status == 0, told
    assert [(f.id, f.name) for f in desk.plan.fields[2:]] == [("DP", "Dự phòng")]
    assert [i.field for i in desk.plan.indicators[5:]] == ["DP", "DP"]


def test_a_code_that_differs_in_capitals_alone_is_taken() -> None:
    assert new_id("", {"ct01"}) == "CT02"
    assert new_id("Khám bệnh", {"kb"}) == "KB01"


def test_a_code_that_is_like_one_of_the_plan_is_told_by_the_cell(desk: Desk) -> None:
    status, told = given(desk, row("Số ca mổ", "ct02"))
    assert status == 1
    assert "ô A2" in told
    assert "dòng" not in told
