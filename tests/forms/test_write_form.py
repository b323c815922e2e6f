"""What a unit finds in its form, and what a reader finds again."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from forms_plans import HU, PLAN

from kpi.periods import parse_period
from kpi.plan.form_rows import form_version
from reports.forms import Entry, Figure, FormFigures, write_form

JUNE = parse_period("2024-06")
HEADERS = [
    "TT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Kỳ trước", "Lũy kế từ đầu năm",
    "Thực hiện trong kỳ", "Giải trình", "Minh chứng",
]  # fmt: skip


def form(folder: Path, unit: str = HU, period: str = "2024-06", **more: Any) -> Any:
    path = folder / "form.xlsx"
    write_form(path, PLAN, unit, parse_period(period), **more)
    return openpyxl.load_workbook(path)


def named(book: Any, name: str) -> tuple[Any, str]:
    [(sheet, cells)] = list(book.defined_names[name].destinations)
    return book[sheet], cells.replace("$", "")


def table(book: Any) -> list[list[Any]]:
    sheet, cells = named(book, "kpi_data")
    return [list(row) for row in sheet[cells]]


def row_of(book: Any, code: str) -> dict[str, Any]:
    for row in table(book)[1:]:
        if row[1].value == code:
            return dict(zip(HEADERS, row, strict=True))
    raise AssertionError(code)


def test_the_table_has_the_ten_columns_and_a_row_for_every_code_in_field_order(
    tmp_path: Path,
) -> None:
    rows = table(form(tmp_path))
    assert [cell.value for cell in rows[0]] == HEADERS
    codes = [row[1].value for row in rows[1:]]
    assert codes == [None, "VB01", "VB01.a", "VB01.b", "CH09", "CH12", "CH01", None, "TT02"]
    assert [row[2].value for row in rows if row[1].value is None] == [
        "Nội dung chung",
        "Tuyên truyền",
    ]


def test_a_form_asks_for_the_indicators_of_exactly_its_kind_of_period(tmp_path: Path) -> None:
    codes = [row[1].value for row in table(form(tmp_path, period="2024-Q2"))[1:]]
    assert codes == [None, "CH14"]


def test_a_backfill_form_asks_for_those_of_shorter_periods_too(tmp_path: Path) -> None:
    book = form(tmp_path, period="2021", backfill=True)
    codes = [row[1].value for row in table(book)[1:]]
    assert codes == [
        None, "VB01", "VB01.a", "VB01.b", "CH09", "CH12", "CH01", "CH14", "HC05", "HC05.a",
        "HC05.b", None, "TT02",
    ]  # fmt: skip
    version, cell = named(book, "kpi_version")
    assert version[cell].value == form_version(PLAN, HU, parse_period("2021"), backfill=True)


def test_the_names_hold_the_ids(tmp_path: Path) -> None:
    book = form(tmp_path)
    found = {}
    for key in ("plan", "unit", "period", "version"):
        sheet, cell = named(book, f"kpi_{key}")
        found[key] = sheet[cell].value
    version = form_version(PLAN, HU, JUNE)
    assert found == {"plan": "ke-hoach", "unit": HU, "period": "2024-06", "version": version}


def test_only_a_ratios_own_row_is_a_formula_and_no_cell_of_the_table_is_merged(
    tmp_path: Path,
) -> None:
    book = form(tmp_path, period="2021", backfill=True)
    sheet, cells = named(book, "kpi_data")
    formulas = [
        (row[1].value, cell.column_letter)
        for row in table(book)
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == [("VB01", "H"), ("HC05", "H")]
    inside = {cell.coordinate for row in sheet[cells] for cell in row}
    merged = {c.coordinate for m in sheet.merged_cells.ranges for r in sheet[m.coord] for c in r}
    assert not inside & merged


def test_the_formula_multiplies_a_percentage_and_nothing_else(tmp_path: Path) -> None:
    book = form(tmp_path, period="2021", backfill=True)
    cell = row_of(book, "VB01")["Thực hiện trong kỳ"]
    n = cell.row
    assert (
        cell.value == f'=IF(COUNT(H{n + 1}:H{n + 2})<2,"",IF(H{n + 2}=0,"",H{n + 1}/H{n + 2}*100))'
    )
    cell = row_of(book, "HC05")["Thực hiện trong kỳ"]
    n = cell.row
    assert cell.value == f'=IF(COUNT(H{n + 1}:H{n + 2})<2,"",IF(H{n + 2}=0,"",H{n + 1}/H{n + 2}))'


@pytest.mark.parametrize(
    ("parts", "cached"),
    [((12, 15), 80.0), ((0, 7), 0.0), ((3, 0), None), (("KPS", "KPS"), None), ((None, 4), None)],
)
def test_the_formula_carries_the_value_that_a_program_would_compute(
    tmp_path: Path, parts: tuple[Any, Any], cached: float | None
) -> None:
    entries = {"VB01.a": Entry(parts[0]), "VB01.b": Entry(parts[1])}
    form(tmp_path, entries=entries)
    book = openpyxl.load_workbook(tmp_path / "form.xlsx", data_only=True)
    assert row_of(book, "VB01")["Thực hiện trong kỳ"].value == cached


def test_input_cells_and_nothing_else_of_the_table_are_unlocked(tmp_path: Path) -> None:
    book = form(tmp_path)
    assert book["Số liệu"].protection.sheet
    assert book["Số liệu"].protection.password is None
    assert not book["Số liệu"].protection.formatColumns  # False: allowed
    unlocked = {
        (row[1].value, HEADERS[n])
        for row in table(book)
        for n, cell in enumerate(row)
        if not cell.protection.locked
    }
    inputs = {"VB01.a", "VB01.b", "CH09", "CH12", "CH01", "TT02"}
    words = {"VB01", "CH09", "CH12", "CH01", "TT02"}
    assert unlocked == {(c, "Thực hiện trong kỳ") for c in inputs} | {
        (c, h) for c in words for h in ("Giải trình", "Minh chứng")
    }


def test_input_cells_have_the_general_format_that_shows_what_was_typed(tmp_path: Path) -> None:
    book = form(tmp_path)
    assert row_of(book, "VB01.a")["Thực hiện trong kỳ"].number_format == "General"
    assert row_of(book, "CH01")["Thực hiện trong kỳ"].number_format == "dd/mm/yyyy"


def test_drop_downs_offer_and_never_refuse(tmp_path: Path) -> None:
    book = form(tmp_path)
    rules = book["Số liệu"].data_validations.dataValidation
    by_cell = {str(rule.sqref): rule for rule in rules}
    yes_no = row_of(book, "CH12")["Thực hiện trong kỳ"].coordinate
    milestone = row_of(book, "CH01")["Thực hiện trong kỳ"].coordinate
    assert by_cell[yes_no].formula1 == '"Có,Không"'
    assert by_cell[milestone].formula1 == '"Chưa hoàn thành"'
    assert not any(rule.showErrorMessage for rule in rules)
    assert not any(rule.type not in (None, "list") for rule in rules)


def test_messages_hold_the_definition_within_the_limits_of_excel(tmp_path: Path) -> None:
    book = form(tmp_path)
    rules = {str(r.sqref): r for r in book["Số liệu"].data_validations.dataValidation}
    rule = rules[row_of(book, "VB01.a")["Thực hiện trong kỳ"].coordinate]
    assert rule.promptTitle == "VB01.a"
    assert rule.prompt.startswith("Văn bản không mật.")
    assert rule.prompt.endswith("Không phát sinh: ghi KPS.")
    assert all(len(r.prompt or "") <= 255 for r in rules.values())
    assert all(len(r.promptTitle or "") <= 32 for r in rules.values())


def test_the_head_is_in_the_units_habit_and_names_period_days_receiver_and_due_day(
    tmp_path: Path,
) -> None:
    sheet = form(tmp_path)["Số liệu"]
    head = [str(c.value) for row in sheet["A1:J9"] for c in row if c.value is not None]
    assert head == [
        "HUYỆN ỦY VĨNH LINH",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "BAN TUYÊN GIÁO",
        "Biểu số 01-CĐS",
        "*",
        "(kèm theo Công văn số ......-CV/BTGTU, ngày ......)",
        "BIỂU SỐ LIỆU",
        "Kết quả thực hiện chuyển đổi số tháng 6/2024",
        "(Số liệu từ ngày 15/5/2024 đến ngày 14/6/2024)",
        "Đơn vị báo cáo: Ban Tuyên giáo Huyện ủy Vĩnh Linh",
        "Kỳ báo cáo: tháng 6/2024",
        "Đơn vị nhận: Ban Tuyên giáo Tỉnh ủy Mẫu",
        "Hạn gửi: ngày 18/6/2024",
        "Không nhập, không gửi qua biểu này thông tin thuộc danh mục bí mật nhà nước. "
        'Nếu số liệu thuộc bí mật nhà nước, ghi chữ "mật" và gửi theo quy định về bảo vệ '
        "bí mật nhà nước.",
        '=IF(H12="",COUNTBLANK(H13:H14),0)+COUNTBLANK(H15:H17)+COUNTBLANK(H19:H19)',
    ]
    assert sheet["A9"].font.color.rgb == "FFC00000"


def test_the_signature_blocks_stand_below_the_table(tmp_path: Path) -> None:
    book = form(tmp_path)
    sheet, cells = named(book, "kpi_data")
    last = sheet[cells][-1][0].row
    below = " ".join(str(c.value) for row in sheet.iter_rows(min_row=last + 1) for c in row)
    for text in ("NGƯỜI LẬP BIỂU", "TRƯỞNG BAN", "(ký, ghi rõ họ tên, đóng dấu)", "Điện thoại"):
        assert text in below


def test_a_page_is_a4_across_one_page_wide_with_its_header_repeated(tmp_path: Path) -> None:
    sheet = form(tmp_path)["Số liệu"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # 1 by default
    assert sheet.print_title_rows == "$10:$10"
    assert sheet.freeze_panes == "D11"
    assert sheet.print_area.startswith("'Số liệu'!$A$1:$J$")
    assert sheet["A1"].font.name == "Times New Roman"


def test_known_figures_and_targets_stand_in_their_columns(tmp_path: Path) -> None:
    figures = FormFigures(
        target={"VB01": 85.0, "CH12": 100.0},
        previous={
            "VB01": Figure(80.0, 12, 15),
            "CH12": Figure(0.0),
            "CH01": Figure(100.0, done_on=date(2022, 5, 4)),
        },
        to_date={"VB01": Figure(75.0, 30, 40), "CH09": Figure(7.0)},
    )
    book = form(tmp_path, figures=figures)
    known = ("Kế hoạch năm", "Kỳ trước", "Lũy kế từ đầu năm")
    found = {c: [row_of(book, c)[k].value for k in known] for c in
             ("VB01", "VB01.a", "VB01.b", "CH09", "CH12", "CH01")}  # fmt: skip
    assert found == {
        "VB01": [85, 80, 75],
        "VB01.a": [None, 12, 30],
        "VB01.b": [None, 15, 40],
        "CH09": [None, None, 7],
        "CH12": ["Có", "Không", None],
        "CH01": ["hạn 30/6/2022", datetime(2022, 5, 4), None],
    }


def test_entries_fill_input_cells_as_a_person_would(tmp_path: Path) -> None:
    entries = {
        "VB01.a": Entry(12),
        "VB01.b": Entry("ước 15"),
        "CH01": Entry(date(2024, 5, 20), evidence="Số 1-KH"),
        "TT02": Entry(0.85, "=cmd()", percent_format=True),
        "CH12": Entry("Có"),
    }
    book = form(tmp_path, entries=entries, words=["Tốt", "", "+Việc", ""])
    value = {c: row_of(book, c)["Thực hiện trong kỳ"] for c in entries}
    assert (value["VB01.a"].value, value["VB01.b"].value) == (12, "ước 15")
    assert value["CH01"].value == datetime(2024, 5, 20)
    assert (value["TT02"].value, value["TT02"].number_format) == (0.85, "0.0%")
    explanation = row_of(book, "TT02")["Giải trình"]
    assert (explanation.value, explanation.data_type) == ("=cmd()", "s")
    words = [c.value for c in book["Thuyết minh"]["A"]]
    assert words[4:12] == [
        "1. Kết quả nổi bật", "Tốt",
        "2. Tồn tại, hạn chế và nguyên nhân", None,
        "3. Nhiệm vụ trọng tâm kỳ tới", "+Việc",
        "4. Kiến nghị, đề xuất", None,
    ]  # fmt: skip


def test_a_value_for_the_ratios_own_row_is_written_over_its_formula(tmp_path: Path) -> None:
    cell = row_of(form(tmp_path, entries={"VB01": Entry("12/15")}), "VB01")["Thực hiện trong kỳ"]
    assert (cell.value, cell.data_type) == ("12/15", "s")


def test_the_second_sheet_has_four_wide_unlocked_cells(tmp_path: Path) -> None:
    sheet = form(tmp_path)["Thuyết minh"]
    unlocked = [c.coordinate for row in sheet for c in row if not c.protection.locked]
    assert unlocked == ["A6", "A8", "A10", "A12"]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].width > 100


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = form(tmp_path, unit="area/x")
    formulas = [c.coordinate for s in book for row in s for c in row if c.data_type == "f"]
    assert formulas == ["H9", "H12"]  # the counter, a ratio
    assert row_of(book, "TT02")["Chỉ tiêu"].value == "+Sản phẩm"
    assert book["Số liệu"]["A1"].value.startswith("=HYPERLINK(1) ")


def test_equal_arguments_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_form(tmp_path / name / "f.xlsx", PLAN, HU, JUNE, entries={"CH09": Entry(3)})
    one, two = ((tmp_path / n / "f.xlsx").read_bytes() for n in ("one", "two"))
    assert one == two
    assert [p.name for p in (tmp_path / "one").iterdir()] == ["f.xlsx"]


def test_the_workbook_holds_no_moment_of_its_making(tmp_path: Path) -> None:
    form(tmp_path)
    with zipfile.ZipFile(tmp_path / "form.xlsx") as book:
        assert {m.date_time[0] for m in book.infolist()} == {1980}
        assert b"2021-01-01T00:00:00Z" in book.read("docProps/core.xml")


def test_a_form_without_rows_and_an_entry_without_a_row_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no indicator is asked"):
        write_form(tmp_path / "a.xlsx", PLAN, "NEW", JUNE)
    with pytest.raises(ValueError, match=r"no such row.*XX01"):
        write_form(tmp_path / "a.xlsx", PLAN, HU, JUNE, entries={"XX01": Entry(1)})
    assert not list(tmp_path.iterdir())
