"""`kpi plan from-excel`: what is told, what is written, what is asked back by its cell."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from kpi.planning import taking
from kpi.planning.proposal import plan_said, propose
from tests.planning.desk import HEAD, Desk, a_list, cell, head_of


def test_what_changes_is_told_in_words_and_nothing_is_written_before_the_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.text
    desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2027", 95)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "k")
    status, out, _ = desk.bring()
    assert status == 0
    assert "CT02: kế hoạch 2027 từ 92 thành 95" in out
    assert "--yes" in out
    assert desk.text == before


def test_a_yes_writes_that_line_alone_and_keeps_the_former_plan(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.text
    desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2027", 95)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "Có")
    assert desk.bring()[0] == 0
    assert desk.text == before.replace("2027: 92", "2027: 95")
    (kept,) = (desk.root / "data" / "plans").iterdir()
    assert kept.read_text("utf-8") == before
    line = json.loads((desk.root / "data" / "journal.jsonl").read_text("utf-8").splitlines()[-1])
    assert (line["what"], line["details"]["changes"]) == ("plan", 1)
    assert desk.kpi("verify")[0] == 0


def test_two_changes_of_one_day_keep_two_former_plans(desk: Desk) -> None:
    for value in (95, 96):
        desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2027", value)
        desk.bring("--yes")
    assert len(list((desk.root / "data" / "plans").iterdir())) == 2


def test_rows_added_and_deleted_are_indicators_and_units_added_and_deleted(desk: Desk) -> None:
    def add(sheet: Any) -> None:
        heads = {c.value: c.column for c in sheet[HEAD]}
        sheet.insert_rows(HEAD + 3)
        new = {
            "Mã": "CT06", "Chỉ tiêu": "Số trạm y tế đạt chuẩn", "Lĩnh vực": "CM",
            "Cách đo": "đếm số lượng", "Đơn vị tính": "trạm", "Kỳ báo cáo": "quý",
            "Kế hoạch 2026": 12, "Đơn vị báo cáo": "Văn phòng; đơn vị", "Chủ trì": "văn phòng",
        }  # fmt: skip
        for head, value in new.items():
            sheet.cell(HEAD + 3, heads[head]).value = value
        sheet.delete_rows(cell(sheet, "CT05", "Mã").row)

    before = desk.text
    desk.edit("Chỉ tiêu", add)
    status, out, err = desk.bring("--yes")
    assert status == 0, out + err
    assert "Thêm chỉ tiêu CT06" in out
    assert "Bỏ chỉ tiêu CT05" in out
    assert [i.id for i in desk.plan.indicators] == ["CT01", "CT06", "CT02", "CT03", "CT04"]
    added = desk.plan.indicator_by_id["CT06"]
    assert (added.reported_by, added.lead, added.targets) == (("VP", "đơn vị"), "VP", {2026: 12.0})
    assert desk.text.count("#") == before.count("#")  # no comment went away


WRONG = [
    ("Chỉ tiêu", "CT02", "Kế hoạch 2027", "chín lăm", "không phải số"),
    ("Chỉ tiêu", "CT01", "Kế hoạch 2027", "12.000", "12000"),
    ("Chỉ tiêu", "CT01", "Cách đo", "đo bằng mắt", "số đếm, tỷ lệ, có/không"),
    ("Chỉ tiêu", "CT04", "Hạn hoàn thành", "cuối năm 2030", "30/06/2026"),
    ("Chỉ tiêu", "CT01", "Lĩnh vực", "Không có", "Không có"),
    ("Chỉ tiêu", "CT01", "Đơn vị báo cáo", "đơn vi", "đơn vị"),
    ("Chỉ tiêu", "CT01", "Mã", None, "chưa có mã"),
    ("Chi tiết chỉ tiêu", "CT05", "Nhỏ nhất", "=1/0", "Gõ thẳng giá trị"),
    ("Chi tiết chỉ tiêu", "CT05", "Không được giảm", "có lẽ", "Có hoặc Không"),
    ("Đơn vị", "DV01", "Từ ngày", "31/02/2026", "ngày"),
    ("Đơn vị", "DV01", "Tên đơn vị", None, "“Tên đơn vị” còn trống"),
    ("Chỉ tiêu", "CT02", "Đơn vị tính", None, "“Đơn vị tính” còn trống"),
    ("Chỉ tiêu", "CT02", "Mã", "ct01", "đã có ở ô B8"),
    ("Đơn vị", "DV02", "Mã", "DV01", "đã có ở ô B8"),
    ("Chi tiết chỉ tiêu", "CT02", "Mã", "CT01", "đã có ở ô B7"),
    ("Chỉ tiêu", "CT02", "Kế hoạch 2027", date(2027, 6, 30), "Đây là ngày, không phải số"),
    ("Chỉ tiêu", "CT04", "Hạn hoàn thành", 2029, "31/12/2029"),
    ("Lĩnh vực", "CM", "Hệ số", -1, "từ 0 trở lên"),
]


@pytest.mark.parametrize(("sheet", "code", "head", "value", "said"), WRONG)
def test_a_wrong_cell_is_told_by_sheet_cell_value_and_repair(
    desk: Desk, sheet: str, code: str, head: str, value: object, said: str
) -> None:
    before = desk.text
    place = cell(load_workbook(desk.book)[sheet], code, head).coordinate
    desk.put(sheet, code, head, value)
    status, out, err = desk.bring("--yes")
    assert status == 1
    assert f"Trang “{sheet}”, ô " in out
    assert (place in out) or value is None
    assert said.casefold() in out.casefold()
    assert "chưa ghi gì" in err
    assert desk.text == before


POINTED = [  # what is typed where, and the cell that is told
    ("Chỉ tiêu", "CT01", "Lĩnh vực", "Không có", "D8"),
    ("Chỉ tiêu", "CT01", "Đơn vị báo cáo", "VP; KHONG", "R8"),
    ("Chỉ tiêu", "CT01", "Năm gốc", 2027, "M8"),  # the target of that year is one too many
    ("Chỉ tiêu", "CT04", "Hạn hoàn thành", None, "Q12"),
    ("Chi tiết chỉ tiêu", "CT05", "Nhỏ nhất", 500, "S11"),
    ("Chi tiết chỉ tiêu", "CT01", "Đường kế hoạch", "tuyến tính", "M7"),
    ("Đơn vị", "DV01", "Mã", None, "B8"),
    ("Lĩnh vực", "CM", "Mã", None, "B7"),
    ("Lĩnh vực", "CM", "Hệ số", -1, "D7"),
]


@pytest.mark.parametrize(("sheet", "code", "head", "value", "place"), POINTED)
def test_a_problem_points_at_the_cell_that_is_wrong(
    desk: Desk, sheet: str, code: str, head: str, value: object, place: str
) -> None:
    desk.put(sheet, code, head, value)
    found = propose(desk.book, desk.text).problems
    whose = "Chỉ tiêu" if place == "M8" else sheet
    assert [(p.spot.sheet, p.spot.cell) for p in found] == [(whose, place)]


def test_a_warning_of_what_is_not_written_points_at_the_blank_cell(desk: Desk) -> None:
    desk.put("Chi tiết chỉ tiêu", "CT02", "Tử số", None)
    [warning] = propose(desk.book, desk.text).remarks.warnings
    assert (warning.spot.sheet, warning.spot.cell) == ("Chi tiết chỉ tiêu", "G8")


def test_all_that_can_be_known_is_told_in_one_go(desk: Desk) -> None:
    """A head, values, blank cells and what the plan's reader says, and nothing that follows."""
    book = load_workbook(desk.book)
    head_of("Kế hoạch 2030", "Kế hoạch 2029")(book)
    book.save(desk.book)
    desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2027", "chín lăm")
    desk.put("Chỉ tiêu", "CT01", "Lĩnh vực", "Không có")
    desk.put("Chỉ tiêu", "CT03", "Kỳ báo cáo", "mỗi tuần")
    desk.put("Chi tiết chỉ tiêu", "CT05", "Nhỏ nhất", 500)
    desk.put("Đơn vị", "DV01", "Tên đơn vị", None)
    found = propose(desk.book, desk.text)
    assert found.plan is None
    assert sorted((p.rule, p.spot.sheet, p.spot.cell) for p in found.problems) == [
        ("blank_cell", "Đơn vị", "C8"),
        ("head_twice", "Chỉ tiêu", "P6"),
        ("limits_order", "Chi tiết chỉ tiêu", "S11"),
        ("not_a_number", "Chỉ tiêu", "M9"),
        ("unknown_reference", "Chỉ tiêu", "D8"),
        ("unknown_word", "Chỉ tiêu", "I11"),
    ]


def test_what_only_follows_from_a_lost_code_is_not_told(desk: Desk) -> None:
    """Whoever is reported by a unit without its code is not told that there is no such unit."""
    desk.put("Đơn vị", "VP", "Mã", None)
    assert [p.rule for p in propose(desk.book, desk.text).problems] == ["no_code"]


def test_a_field_named_anew_keeps_the_headings_above_its_indicators(desk: Desk) -> None:
    """Its name stands on its own sheet and above the rows; only the first has to be changed."""
    desk.put("Lĩnh vực", "CM", "Lĩnh vực", "Khám bệnh, chữa bệnh")
    status, out, err = desk.bring("--yes")
    assert status == 0, out + err
    assert desk.plan.fields[0].name == "Khám bệnh, chữa bệnh"
    assert "không khác kế hoạch đang có" in desk.bring("--yes")[1]


@pytest.mark.parametrize("below", [2, 3, 5])  # under a heading, among indicators, under the next
def test_a_row_with_a_name_alone_is_told_as_a_heading_or_an_indicator(
    desk: Desk, below: int
) -> None:
    def add(sheet: Any) -> None:
        sheet.insert_rows(HEAD + below)
        sheet.cell(HEAD + below, 3).value = "Số trạm y tế đạt chuẩn"

    desk.edit("Chỉ tiêu", add)
    status, out, _ = desk.bring("--yes")
    assert status == 1
    told = f"ô C{HEAD + below} (“Số trạm y tế đạt chuẩn”): Dòng này chỉ có tên. Nếu là tên lĩnh vực"
    assert told in out


def test_a_plain_list_adds_and_changes_and_says_what_it_assumed(desk: Desk) -> None:
    path = desk.root / "danh-sach.xlsx"
    a_list(
        path,
        ("SỞ Y TẾ",),
        ("TT", "Mã số", "Nội dung", "ĐVT", "Chỉ tiêu năm 2026", "Kế hoạch 2027",
         "Đơn vị thực hiện", "Ghi chú"),
        ("I", None, "Công tác chuyên môn"),
        (1, "CT02", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", 91, 93, "đơn vị", "giữ"),
        ("II", None, "Dân số"),
        (2, "DS1", "Số điểm tư vấn", "điểm tư vấn", 5, 7.5, "Văn phòng", None),
        (3, "DS2", "Tỷ lệ tiêm chủng", "phần trăm", "90,5", 95, "DV01, DV02", None),
    )  # fmt: skip
    status, out, err = desk.kpi("plan", "from-excel", str(path), "--yes")
    assert status == 0, out + err
    assert "Ghi chú" in err
    assert "DS2: cách đo Tỷ lệ" in out
    plan = desk.plan
    assert [f.name for f in plan.fields][-1] == "Dân số"
    assert plan.indicator_by_id["CT02"].targets == {
        2026: 91, 2027: 93, 2028: 94, 2029: 96, 2030: 98,
    }  # fmt: skip
    assert len(plan.indicators) == 7
    assert plan.indicator_by_id["DS2"].reporters == ("DV01", "DV02")
    assert plan.indicator_by_id["DS2"].targets == {2026: 90.5, 2027: 95}


def test_files_that_are_no_workbook_are_refused_in_words(desk: Desk) -> None:
    for name, content in (("a.xlsx", b"PK\x03\x04 torn"), ("b.pdf", b"%PDF-1.4"), ("c.xlsx", b"")):
        path = desk.root / name
        path.write_bytes(content)
        status, _, err = desk.kpi("plan", "from-excel", str(path))
        assert status == 1
        assert name in err
    assert desk.kpi("plan", "from-excel", str(desk.root / "none.xlsx"))[0] == 1
    assert not (desk.root / "data" / "kpi.log").exists()


def test_a_workbook_about_something_else_is_told_so(desk: Desk) -> None:
    path = desk.root / "khac.xlsx"
    a_list(path, ("Họ tên", "Số điện thoại"), ("A", 1))
    status, out, _ = desk.kpi("plan", "from-excel", str(path))
    assert status == 1
    assert "to-excel" in out


def test_a_plan_changed_elsewhere_meanwhile_is_not_written_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2027", 95)
    plan = desk.root / "indicators.yaml"

    def meanwhile(*_: object, **__: object) -> str:
        plan.write_text(desk.text + "# thêm\n", "utf-8")
        return "c"

    monkeypatch.setattr("click.prompt", meanwhile)
    assert desk.bring()[0] == 1
    assert desk.text.endswith("# thêm\n")


def test_what_it_does_to_figures_is_told_as_diff_tells_it(desk: Desk) -> None:
    rows = "unit,period,indicator,numerator,denominator,value,note,evidence\n"
    rows += "".join(f"DV0{n},2026-01,CT02,89,100,,,\nDV0{n},2026-01,CT01,,,9,,\n" for n in (1, 2))
    inbox = desk.root / "data" / "inbox" / "a.csv"
    inbox.write_text(rows, "utf-8")
    os.utime(inbox, (1_700_000_000, 1_700_000_000))
    desk.kpi("collect")
    desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2026", 88)
    _, out, _ = desk.bring("--yes", "--period", "2026-01")
    assert "CT02: kế hoạch 2026 từ 90 thành 88" in out
    assert "Vượt" in out or "Đang đạt" in out
    assert desk.plan.indicator_by_id["CT02"].targets[2026] == 88


def test_the_settings_and_the_calendar_are_changed_too(desk: Desk) -> None:
    def change(sheet: Any) -> None:
        for row in sheet.iter_rows(min_row=HEAD + 1):
            if row[1].value == "Lịch: ngày chốt":
                row[2].value = "mặc định: 25; 12: 31"
            if row[1].value == "Phê duyệt: số quyết định":
                row[2].value = "Số 15/QĐ-SYT"
            if row[1].value == "Phê duyệt: ngày":
                row[2].value = "15/01/2026"

    desk.edit("Cài đặt", change)
    status, out, err = desk.bring("--yes")
    assert status == 0, out + err
    approved = desk.plan.approved
    assert approved is not None
    assert (approved.decision, approved.date) == ("Số 15/QĐ-SYT", date(2026, 1, 15))
    assert desk.plan.calendar.closes_on == 25


def test_a_workbook_of_a_former_plan_is_told_so_and_written_anew(desk: Desk) -> None:
    """A list was brought in meanwhile; the workbook holds nobody's edits, only the plan before."""
    a_list(desk.root / "ds.xlsx", ("Mã", "Chỉ tiêu", "KH 2026"), ("CT02", "Tỷ lệ mới", 91))
    assert desk.kpi("plan", "from-excel", str(desk.root / "ds.xlsx"), "--yes")[0] == 0
    _, out, err = desk.bring()  # nobody answers: nothing is written
    assert "tên từ" in out or "chỉ tiêu từ Tỷ lệ mới" in out
    assert "giống hệt một bản kế hoạch trước đây (data/plans/indicators-" in err
    assert desk.kpi("plan", "to-excel", str(desk.book))[0] == 0
    assert "không khác kế hoạch đang có" in desk.bring("--yes")[1]


def test_a_workbook_with_a_sheet_of_the_planners_own_is_never_written_over(desk: Desk) -> None:
    book = load_workbook(desk.book)
    book.create_sheet("Ghi chú của tôi")["A1"] = "Hỏi lại phòng Kế hoạch"
    book.save(desk.book)
    status, _, err = desk.kpi("plan", "to-excel", str(desk.book))
    assert status == 1
    assert "chọn tên khác" in err


def test_edits_that_were_not_brought_back_are_never_written_over(desk: Desk) -> None:
    assert desk.kpi("plan", "to-excel", str(desk.book))[0] == 0  # nothing was edited
    desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2027", 95)
    edited = desk.book.read_bytes()
    status, _, err = desk.kpi("plan", "to-excel", str(desk.book))
    assert status == 1
    assert "from-excel" in err
    assert desk.book.read_bytes() == edited


@pytest.mark.parametrize("name", ["ke-hoach.xls", "ke-hoach", "ke-hoach.pdf"])
def test_a_workbook_is_written_as_xlsx_alone(desk: Desk, name: str) -> None:
    assert desk.kpi("plan", "to-excel", str(desk.root / name))[0] == 1
    assert not (desk.root / name).exists()


def test_a_workbook_is_held_against_former_plans_without_writing_any(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten of a large plan would keep a planner waiting as often as one that is brought back."""
    edited = []
    monkeypatch.setattr("kpi.planning.proposal.edited", lambda *given: edited.append(given))
    opened = []
    real = taking.opened
    monkeypatch.setattr("kpi.planning.proposal.opened", lambda p: opened.append(p) or real(p))
    texts = [desk.text.replace("Sở Y tế", f"Sở số {number}") for number in range(9)]
    assert plan_said(desk.book, [*texts, desk.text], alone=True) == len(texts)
    assert edited == []
    assert len(opened) == 1
