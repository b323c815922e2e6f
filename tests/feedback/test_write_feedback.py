"""What a sender gets back, and what it finds when it has corrected and sent again."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from forms_plans import HU, PLAN
from openpyxl.comments import Comment

from kpi.periods import parse_period
from kpi.reading.notes import OUR_MARK
from kpi.records.books import Books
from kpi.records.problems import Problem
from reports.feedback import write_feedback
from reports.forms import Entry, write_form
from tests.office import convert

LIST = "Cần sửa"
RECEIVED = datetime(2024, 6, 17, 8, 5)
RED, AMBER, INPUT = "FFFF9999", "FFFFD966", "FFFFF8DC"
BOOKS = Books(cells_in=6, loaded=2, superseded=1, unchanged=2, held=1)


def form(folder: Path) -> Path:
    path = folder / "sent.xlsx"
    entries = {
        "VB01.a": Entry(12, explanation="đủ"),
        "VB01.b": Entry(15),
        "CH09": Entry("khoảng 20"),
        "CH12": Entry("Có"),
        "TT02": Entry(900),
    }
    write_form(path, PLAN, HU, parse_period("2024-06"), entries=entries, words=["Tốt"])
    return path


HELD = Problem("approximate", "Ô H15: ghi số cụ thể.", sheet="Số liệu", cell="H15",
               indicator="CH09", written="khoảng 20")  # fmt: skip
ASKED = Problem("changed_much", "Ô H19: đề nghị giải trình.", sheet="Số liệu", cell="H19",
                indicator="TT02", written="900", severity="warning")  # fmt: skip


def feedback(folder: Path, original: Path | None, *problems: Problem, **more: Any) -> Any:
    given: dict[str, Any] = {
        "unit": HU, "period": "2024-06", "outcome": "accepted_in_part", "counts": BOOKS,
        "received": RECEIVED,
    }  # fmt: skip
    target = folder / "out" / "2024-06_HU-VL_can-sua.xlsx"
    found = write_feedback(target, PLAN, original=original, problems=problems, **{**given, **more})
    assert found == target
    assert [p.name for p in target.parent.iterdir()] == [target.name]
    return openpyxl.load_workbook(target)


def listed(book: Any) -> list[list[Any]]:
    rows = [[c.value for c in row[:6]] for row in book[LIST].iter_rows(min_row=10)]
    return [row for row in rows if row[0]]


def test_the_senders_workbook_comes_back_with_the_bad_cells_painted_by_severity(
    tmp_path: Path,
) -> None:
    book = feedback(tmp_path, form(tmp_path), ASKED, HELD)
    assert book.sheetnames == [LIST, "Số liệu", "Thuyết minh"]
    sheet = book["Số liệu"]
    fills = {a: sheet[a].fill.fgColor.rgb for a in ("H15", "H19", "H13")}
    assert fills == {"H15": RED, "H19": AMBER, "H13": INPUT}
    assert sheet["H15"].comment.text == f"{OUR_MARK}\nChưa ghi nhận ô này: Ô H15: ghi số cụ thể."
    assert sheet["H13"].comment is None


def test_the_list_names_place_indicator_what_was_written_what_to_write_and_links_there(
    tmp_path: Path,
) -> None:
    book = feedback(tmp_path, form(tmp_path), ASKED, HELD)
    assert listed(book) == [
        ["1", "Số liệu: H15", "CH09: Tên CH09", "khoảng 20", "Ô H15: ghi số cụ thể.",
         "Chưa ghi nhận ô này"],
        ["2", "Số liệu: H19", "TT02: +Sản phẩm", "900", "Ô H19: đề nghị giải trình.",
         "Cần giải trình"],
    ]  # fmt: skip
    assert book[LIST]["B10"].hyperlink.location == "'Số liệu'!H15"
    assert book.active.title == LIST


def test_the_heading_says_whose_when_how_received_and_how_to_send_back(tmp_path: Path) -> None:
    sheet = feedback(tmp_path, form(tmp_path), ASKED, HELD)[LIST]
    assert [sheet[f"A{n}"].value for n in (1, 2, 4, 5, 6)] == [
        "DANH MỤC SỐ LIỆU ĐỀ NGHỊ RÀ SOÁT, BỔ SUNG",
        "Kèm theo biểu số liệu tháng 6/2024 của Ban Tuyên giáo Huyện ủy Vĩnh Linh",
        "Nhận lúc 15:05 17/6/2024. Kết quả tiếp nhận: Đã tiếp nhận một phần.",
        "Số ô đã ghi số liệu: 6. Đã ghi nhận: 5 (mới 2, thay số đã gửi trước 1, không đổi 2). "
        "Chưa ghi nhận: 1.",
        "Chưa ghi nhận ô này: 1 nội dung. Cần giải trình: 1 nội dung.",
    ]
    assert "gửi về Ban Tuyên giáo Tỉnh ủy Mẫu trước ngày 18/6/2024" in sheet["A7"].value


def test_after_the_due_day_it_asks_for_the_file_as_soon_as_possible(tmp_path: Path) -> None:
    late = RECEIVED.replace(day=18)
    sheet = feedback(tmp_path, form(tmp_path), HELD, received=late)[LIST]
    assert "trong thời gian sớm nhất" in sheet["A7"].value


def test_everything_else_of_the_workbook_stays_as_it_was(tmp_path: Path) -> None:
    path = form(tmp_path)
    before = openpyxl.load_workbook(path, rich_text=True)
    feedback(tmp_path, path, HELD)
    after = openpyxl.load_workbook(tmp_path / "out" / "2024-06_HU-VL_can-sua.xlsx", rich_text=True)
    for sheet in before:
        other = after[sheet.title]
        for row in sheet:
            for cell in row:
                twin = other[cell.coordinate]
                assert (twin.value, twin.number_format) == (cell.value, cell.number_format)
                assert twin.protection.locked == cell.protection.locked
                if cell.coordinate != "H15":
                    assert twin.fill.fgColor.rgb == cell.fill.fgColor.rgb
        assert other.protection.sheet
        assert str(other.merged_cells) == str(sheet.merged_cells)
        rules = [
            [
                (str(r.sqref), r.type, r.formula1, r.prompt)
                for r in s.data_validations.dataValidation
            ]
            for s in (sheet, other)
        ]
        assert rules[0] == rules[1]
        assert other.print_title_rows == sheet.print_title_rows
        assert other.print_area == sheet.print_area
    names = {n: d.attr_text for n, d in before.defined_names.items()}
    assert {n: d.attr_text for n, d in after.defined_names.items()} == names
    assert {"kpi_plan", "kpi_unit", "kpi_period", "kpi_version", "kpi_data"} <= set(names)


def test_a_finding_without_a_cell_leads_to_the_indicators_input_cell(tmp_path: Path) -> None:
    missing = Problem("missing_indicator", "Chưa có số liệu.", indicator="VB01", severity="warning")
    whole = Problem("late", "Gửi sau hạn.", severity="warning")
    book = feedback(tmp_path, form(tmp_path), whole, missing)
    assert [row[1] for row in listed(book)] == ["Số liệu: H13", "Cả biểu"]
    assert book["Số liệu"]["B13"].value == "VB01.a"
    assert book["Số liệu"]["H13"].fill.fgColor.rgb == AMBER


def test_two_findings_of_a_cell_share_its_comment_and_the_worse_gives_the_colour(
    tmp_path: Path,
) -> None:
    also = replace(ASKED, cell="H15", message="Tăng nhiều.")
    book = feedback(tmp_path, form(tmp_path), also, HELD)
    cell = book["Số liệu"]["H15"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment.text == (
        f"{OUR_MARK}\nChưa ghi nhận ô này: Ô H15: ghi số cụ thể.\n\nCần giải trình: Tăng nhiều."
    )


def test_a_second_round_replaces_the_list_and_takes_paint_off_what_is_mended(
    tmp_path: Path,
) -> None:
    path = form(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Số liệu"]["H19"].comment = Comment("đã kiểm tra", "Chị Hoa")
    book.save(path)
    feedback(tmp_path, path, HELD, ASKED)
    again = tmp_path / "again.xlsx"
    (tmp_path / "out" / "2024-06_HU-VL_can-sua.xlsx").replace(again)
    book = feedback(tmp_path, again, replace(HELD, message="Vẫn chưa rõ."))
    assert book.sheetnames == [LIST, "Số liệu", "Thuyết minh"]
    assert [row[4] for row in listed(book)] == ["Vẫn chưa rõ."]
    sheet = book["Số liệu"]
    assert (sheet["H15"].fill.fgColor.rgb, sheet["H19"].fill.fgColor.rgb) == (RED, INPUT)
    assert sheet["H15"].comment.text.endswith("Vẫn chưa rõ.")
    assert (sheet["H19"].comment.text, sheet["H19"].comment.author) == ("đã kiểm tra", "Chị Hoa")


def test_paint_is_taken_off_even_if_the_sender_removed_the_list(tmp_path: Path) -> None:
    book = feedback(tmp_path, form(tmp_path), HELD, ASKED)
    del book[LIST]
    again = tmp_path / "again.xlsx"
    book.save(again)
    (tmp_path / "out" / "2024-06_HU-VL_can-sua.xlsx").unlink()
    sheet = feedback(tmp_path, again, ASKED)["Số liệu"]
    assert (sheet["H15"].fill.fgColor.rgb, sheet["H15"].comment) == (INPUT, None)


def test_a_forged_record_of_the_last_round_changes_nothing(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form(tmp_path))
    sheet = book.create_sheet(LIST)
    forged = (
        '{"sheet": "Số liệu", "cell": "XFD1048576", "fill": 3}',
        '{"sheet": "Số liệu", "cell": "H13", "fill": {"pattern": "solid", "color": "=1"}}',
        '{"sheet": ["x"], "cell": {}}',
        "[]",
        "{",
    )
    for row, text in enumerate(forged, start=10):
        sheet.cell(row, 26).value = text
    path = tmp_path / "forged.xlsx"
    book.save(path)
    after = feedback(tmp_path, path, HELD)["Số liệu"]
    assert after["H13"].fill.fgColor.rgb == INPUT
    assert after.max_column < 30


def test_an_answered_warning_asks_for_nothing_more(tmp_path: Path) -> None:
    book = feedback(tmp_path, form(tmp_path), replace(ASKED, answered="Tập trung đợt cao điểm"))
    assert listed(book) == []
    assert book[LIST]["A6"].value == "Không có nội dung cần rà soát."
    assert book["Số liệu"]["H19"].fill.fgColor.rgb == INPUT


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_from_outside_never_becomes_a_formula(tmp_path: Path, start: str) -> None:
    bad = start + "cmd|'/c calc'!A1"
    problem = replace(HELD, written=bad, message=bad + "\x07", indicator=bad)
    book = feedback(tmp_path, form(tmp_path), problem)
    texts = [c for row in book[LIST] for c in row if str(c.value).startswith(bad)]
    assert len(texts) == 3
    assert not [c for row in book[LIST] for c in row if c.data_type == "f"]


def test_a_csv_comes_back_as_a_list_with_its_content_at_the_same_places(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,indicator,value\nHU-VL,2024-06,CH09,=1+1\n", encoding="utf-8")
    problem = Problem(
        "unreadable", "D2 chưa đọc được.", cell="D2", indicator="CH09", written="=1+1"
    )
    book = feedback(tmp_path, path, problem)
    assert book.sheetnames == [LIST, "Nội dung đã gửi"]
    cell = book["Nội dung đã gửi"]["D2"]
    assert (cell.value, cell.data_type, cell.fill.fgColor.rgb) == ("=1+1", "s", RED)
    assert book[LIST]["B10"].hyperlink.location == "'Nội dung đã gửi'!D2"
    assert "sửa trên tệp của đơn vị" in book[LIST]["A7"].value


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PK\x03\x04broken"])
def test_what_is_no_workbook_gets_a_list_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    problem = Problem("no_table", "Không thấy bảng số liệu.", file="inbox/a.xlsx")
    book = feedback(tmp_path, path, problem, unit="", period="", outcome="rejected")
    assert book.sheetnames == [LIST]
    assert book[LIST]["A2"].value == "Kèm theo tệp a.xlsx"
    assert listed(book) == [
        ["1", "Cả biểu", None, None, "Không thấy bảng số liệu.", "Chưa tiếp nhận được báo cáo"]
    ]


def test_a_workbook_that_openpyxl_cannot_open_gets_a_list_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<not xml")
    assert feedback(tmp_path, path, HELD).sheetnames == [LIST]


def test_an_unsafe_file_is_not_opened_again(tmp_path: Path) -> None:
    unsafe = Problem("unsafe_file", "Tệp có ô ngoài phạm vi.")
    assert feedback(tmp_path, form(tmp_path), unsafe, outcome="rejected").sheetnames == [LIST]


def test_nothing_of_a_file_with_a_secret_travels_back(tmp_path: Path) -> None:
    secret = Problem("secret_with_number", "Ô H15 có chữ mật và số.", sheet="Số liệu", cell="H15",
                     written="mật 4321")  # fmt: skip
    other = replace(ASKED, written="8765")
    book = feedback(tmp_path, form(tmp_path), secret, other, outcome="rejected")
    assert book.sheetnames == [LIST]
    said = " ".join(str(c.value) for row in book[LIST] for c in row)
    assert "4321" not in said
    assert "8765" not in said
    assert "không được lưu" in said


def test_odd_places_are_listed_without_a_link(tmp_path: Path) -> None:
    odd = [
        replace(HELD, sheet="Không có"),
        replace(HELD, cell="ZZZ9999999"),
        replace(HELD, cell="dòng 3"),
    ]
    book = feedback(tmp_path, form(tmp_path), *odd)
    assert len(listed(book)) == 3
    links = [book[LIST].cell(row, 2).hyperlink for row in (10, 11, 12)]
    # the last has no address, so it leads to the indicator's own cell
    assert [link.location if link else None for link in links].count("'Số liệu'!H15") == 1
    assert book["Số liệu"].max_row < 100


def test_a_merged_cell_is_painted_where_it_shows(tmp_path: Path) -> None:
    book = feedback(tmp_path, form(tmp_path), replace(HELD, cell="C1"))
    assert book["Số liệu"]["A1"].fill.fgColor.rgb == RED


def test_a_table_name_that_points_nowhere_or_too_far_is_left_alone(tmp_path: Path) -> None:
    for reference in ("'Số liệu'!$A$1:$XFD$1048576", "'Khác'!$A$1", "#REF!", "'Số liệu'!$A:$J"):
        book = openpyxl.load_workbook(form(tmp_path))
        book.defined_names["kpi_data"].attr_text = reference
        path = tmp_path / "odd.xlsx"
        book.save(path)
        missing = Problem(
            "missing_indicator", "Chưa có số liệu.", indicator="VB01", severity="warning"
        )
        assert [row[1] for row in listed(feedback(tmp_path, path, missing))] == ["Cả biểu"]


def test_a_refused_file_of_another_kind_comes_back_as_its_own_content(tmp_path: Path) -> None:
    [sent] = convert([form(tmp_path)], "ods", tmp_path / "lo")
    wrong = Problem("wrong_period", "Tên tệp và biểu khác kỳ. Đề nghị ghi lại.", file="sent.ods")
    odd = Problem("approximate", "Ô H15 ghi số cụ thể.", sheet="Số liệu", cell="H15")
    book = feedback(tmp_path, sent, wrong, odd, outcome="rejected")
    assert book.sheetnames == [LIST, "Số liệu", "Thuyết minh"]
    sheet = book["Số liệu"]
    assert (sheet["H15"].value, sheet["H15"].fill.fgColor.rgb) == ("khoảng 20", RED)
    assert (sheet["H13"].value, sheet["H14"].value) == (12, 15)
    how = book[LIST]["A7"].value  # a period is not mended in the cells of figures
    assert "ở phần đầu biểu" in how
    assert "sửa ngay trong" not in how


def test_what_a_finding_asks_for_stands_out(tmp_path: Path) -> None:
    asked = replace(HELD, message="Ô H15: chưa rõ. Đề nghị ghi số.")
    feedback(tmp_path, form(tmp_path), asked)
    path = tmp_path / "out" / "2024-06_HU-VL_can-sua.xlsx"
    rich = openpyxl.load_workbook(path, rich_text=True)[LIST]["E10"].value
    assert [(str(part.text), bool(part.font.b)) for part in rich] == [
        ("Ô H15: chưa rõ. ", False),
        ("Đề nghị ghi số.", True),
    ]


@pytest.mark.parametrize("beside", [{}, {"ký.pdf": b"%PDF"}, {"hỏng.xlsx": b"PK\x03\x04"}])
def test_an_archive_of_one_form_gives_the_form_back_painted(
    tmp_path: Path, beside: dict[str, bytes]
) -> None:
    sent = tmp_path / "sent.zip"
    with zipfile.ZipFile(sent, "w") as archive:
        archive.write(form(tmp_path), "tháng 6/2024-06_HU-VL.xlsx")
        for name, content in beside.items():
            archive.writestr(name, content)
    book = feedback(tmp_path, sent, ASKED, HELD)
    assert book.sheetnames == [LIST, "Số liệu", "Thuyết minh"]
    assert book["Số liệu"]["H15"].fill.fgColor.rgb == RED
    assert book["Số liệu"]["H15"].value == "khoảng 20"


def test_an_archive_of_two_forms_gives_none_of_them_back(tmp_path: Path) -> None:
    sent = tmp_path / "sent.zip"
    with zipfile.ZipFile(sent, "w") as archive:
        archive.write(form(tmp_path), "2024-06_HU-VL.xlsx")
        archive.write(form(tmp_path), "2024-06_DU-QS.xlsx")
    assert feedback(tmp_path, sent, ASKED, HELD).sheetnames == [LIST]
