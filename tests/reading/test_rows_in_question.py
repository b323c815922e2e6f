"""Rows and columns that could be read in two ways: asked back, never guessed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.records.answers import SubmissionRead
from tests.reading.books import HEADER, NAMES, TOP, Book, form, row
from tests.reading.taken import RECEIVED, figures, one, rules

CSV_HEADER = "unit,period,indicator,numerator,denominator,value,note,evidence"

MEASURED = [
    # (the plan's unit of measure, stated in the row, in the head, above the table, is it asked)
    ("đồng", "triệu đồng", "", "", True),
    ("đồng", "", "Thực hiện trong kỳ (triệu đồng)", "", True),
    ("đồng", "", "", "Đơn vị tính: triệu đồng", True),
    ("đồng", "đồng", "", "(ĐVT: triệu đồng)", True),  # the form says two things
    ("đồng", "đồng", "", "Đơn vị tính: 1.000 đồng", True),
    ("đồng", "đồng", "", "Biểu 1. Đơn vị tính: đồng Việt Nam", False),
    ("đồng", "đồng", "", "Đơn vị tính: người, đồng", False),
    ("đồng", "đồng", "", "Đơn vị tính: theo từng dòng", False),
    ("lượt", "lượt", "Thực hiện trong kỳ (nghìn lượt)", "", True),
    ("lượt", "lượt", "Thực hiện trong kỳ (ĐVT: nghìn lượt)", "", True),
    ("lượt", "lượt", "Thực hiện (%)", "", True),
    ("lượt", "lượt", "Thực hiện %", "", True),
    ("lượt", "lượt", "Thực hiện trong kỳ (tháng 6)", "", False),
    ("lượt", "người", "", "", True),
    ("lượt", "ca", "", "", True),
    ("tấn", "kg", "", "", True),
    ("tấn", "m3", "", "", True),
    ("tấn", "tấn/năm", "", "", True),
    ("tấn", " TẤN. ", "", "", False),
    ("tấn", "...", "", "", False),
    ("đồng", "USD", "", "", True),
    ("đồng", "1000đ", "", "", True),
    ("đồng", "VNĐ", "", "", False),
    ("nghìn đồng", "1.000đ", "", "", False),
    ("nghìn đồng", "Ngàn đồng", "", "", False),
    ("triệu đồng", "tr.đ", "", "", False),
    ("tỷ đồng", "Tỉ đồng", "", "", False),
    ("%", "‰", "", "", True),
    ("%", "điểm", "", "", True),
    ("%", "Tỷ lệ %", "", "", False),
    ("%", "％", "", "", False),
    ("m2", "㎡", "", "", False),
    ("m²", "m2", "", "", False),
    ("điểm (thang 100)", "điểm", "", "", False),
    ("triệu đồng", "đồng", "", "", True),
    ("triệu đồng", "nghìn đồng", "", "", True),
    ("triệu đồng", "Triệu  đồng", "", "Đơn vị tính: Triệu đồng", False),
    ("lớp", "%", "", "", True),
    ("lớp", "lớp học", "", "", True),
    ("lớp", "", "Kết quả (lớp)", "", False),
    ("%", "%", "Kết quả (%)", "", False),
]


@pytest.mark.parametrize(("planned", "in_row", "head", "above", "asked"), MEASURED)
def test_another_unit_of_measure_than_the_plans_is_asked_about(
    tmp_path: Path, known: Catalogue, planned: str, in_row: str, head: str, above: str, asked: bool
) -> None:
    plan = replace(
        known,
        indicators=tuple(
            replace(i, unit_of_measure=planned) if i.id == "C1" else i for i in known.indicators
        ),
    )
    path = tmp_path / "2024-06_TU-DH.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Số liệu")
    sheet.write(0, 4, above)
    for column, text in enumerate(("Mã", "Chỉ tiêu", "ĐVT", head or "Thực hiện trong kỳ")):
        sheet.write(2, column, text)
    for column, value in enumerate(("C1", "Chỉ tiêu C1", in_row, 85)):
        sheet.write(3, column, value)
    book.close()
    read = one(read_one(path, path.name, RECEIVED, plan))
    expected = "? wrong_unit_of_measure" if asked else 85.0
    assert figures(read) == {"C1": expected}
    if asked:
        assert f'đơn vị tính của chỉ tiêu là "{planned}"' in read.problems[0].message


@pytest.mark.parametrize(("planned", "called", "asked"), [
    ("đồng", "Chỉ tiêu C1 (triệu đồng)", True), ("tấn", "Chỉ tiêu C1 (kg)", True),
    ("đồng", "Chỉ tiêu C1, triệu đồng", True), ("tấn", "Chỉ tiêu C1 (tấn)", False),
    ("tấn", "Chỉ tiêu C1 (tháng 6)", False), ("đồng", "Chỉ tiêu C1 (1.000đ)", True),
])  # fmt: skip
def test_a_unit_of_measure_in_the_name_of_a_row_counts(
    tmp_path: Path, known: Catalogue, planned: str, called: str, asked: bool
) -> None:
    c1 = replace(known.by_code["C1"], unit_of_measure=planned)
    plan = replace(known, indicators=(c1,))
    read = rows_of(tmp_path, plan, ("C1", called, 85))
    assert figures(read) == {"C1": "? wrong_unit_of_measure" if asked else 85.0}


def test_a_part_in_thousands_is_asked_for_in_full(tmp_path: Path, known: Catalogue) -> None:
    thousands = (1, "R1.a", "", "nghìn văn bản", None, 12)
    read = one(read_one(form(tmp_path / "f.xlsx", thousands, row("R1.b", 15)), "f.xlsx", RECEIVED,
                        known))  # fmt: skip
    assert figures(read) == {"R1": "? wrong_unit_of_measure"}
    assert "nghìn văn bản" in read.problems[0].message
    assert "đầy đủ" in read.problems[0].message
    assert '"%"' not in read.problems[0].message


def rows_of(tmp_path: Path, known: Catalogue, *lines: tuple[Any, ...]) -> SubmissionRead:
    path = tmp_path / "2024-06_TU-DH.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Số liệu")
    for number, line in enumerate((("Mã", "Chỉ tiêu", "Thực hiện trong kỳ"), *lines)):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(number, column, value)
    book.close()
    return one(read_one(path, path.name, RECEIVED, known))


def test_a_code_beside_another_indicator_s_name_is_asked_about(
    tmp_path: Path, known: Catalogue
) -> None:
    names = {i.id: i.name for i in known.indicators}
    read = rows_of(
        tmp_path, known, ("C1", names["K1"], 12), ("K1", names["C1"], 3), ("S1", "gọi khác", 80)
    )
    unknown = "? unknown_indicator"
    assert figures(read) == {"C1": unknown, "K1": unknown, "S1": 80.0}
    assert f'dòng này ghi tên "{names["K1"]}"' in read.problems[0].message


def test_the_code_of_a_ratio_s_part_beside_the_other_part_s_name_is_asked_about(
    tmp_path: Path, known: Catalogue
) -> None:
    ratio = next(i for i in known.indicators if i.id == "R1")
    swapped = (("R1.a", ratio.denominator, 12), ("R1.b", ratio.numerator, 15))
    read = rows_of(tmp_path, known, *swapped)
    assert figures(read) == {"R1": "? unknown_indicator"}
    message = read.problems[0].message
    assert f'"{ratio.numerator}", nhưng dòng này ghi tên "{ratio.denominator}"' in message


def test_a_figure_in_a_row_without_code_and_name_is_held_and_asked_about(
    tmp_path: Path, known: Catalogue
) -> None:
    read = rows_of(tmp_path, known, ("C1", None, 7), (None, None, 44), ("K1", None, 8))
    assert figures(read) == {"C1": 7.0, "?": "? unknown_indicator", "K1": 8.0}
    assert 'biểu ghi "44" ở dòng không có mã chỉ tiêu' in read.problems[0].message


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_line_of_a_csv_without_a_code_is_held_wherever_it_stands(
    tmp_path: Path, known: Catalogue, place: str
) -> None:
    lines = ["TU-DH,2024-06,C1,,,7,,", "TU-DH,2024-06,K1,,,8,,"]
    lines.insert({"first": 0, "middle": 1, "last": 2}[place], "TU-DH,2024-06,,,,5,,")
    path = tmp_path / "a.csv"
    path.write_text("\n".join([CSV_HEADER, *lines]) + "\n", encoding="utf-8")
    read = one(read_one(path, "a.csv", RECEIVED, known))
    assert figures(read) == {"C1": 7.0, "?": "? unknown_indicator", "K1": 8.0}


def test_the_name_of_a_ratio_s_part_is_enough(tmp_path: Path, known: Catalogue) -> None:
    ratio = next(i for i in known.indicators if i.id == "R1")
    read = rows_of(tmp_path, known, (None, ratio.numerator, 12), (None, ratio.denominator, 15))
    assert figures(read) == {"R1": (12.0, 15.0)}


def test_a_row_that_was_named_secret_withholds_its_number(tmp_path: Path, known: Catalogue) -> None:
    read = rows_of(tmp_path, known, ("C1", "Số lớp (MẬT)", 77731), ("K1", None, 8))
    assert rules(read) == ["secret_with_number"]
    assert "77731" not in repr(read)


def test_one_indicator_named_twice_is_no_head_of_a_table(tmp_path: Path, known: Catalogue) -> None:
    name = next(i.name for i in known.indicators if i.id == "C1")
    path = tmp_path / "2024-06_TU-DH.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Số liệu")
    for column, text in enumerate(("Mã", "Chỉ tiêu", "Cùng kỳ năm trước", "Thực hiện 6 tháng")):
        sheet.write(0, column, text)
    for column, value in enumerate(("C1", name, 13, 12)):
        sheet.write(1, column, value)
    book.close()
    read = read_one(path, path.name, RECEIVED, known)
    assert [p.rule for p in read.problems] == ["no_table"]


def test_a_secret_told_in_the_words_of_a_file_that_withholds_a_figure_refuses_it(
    tmp_path: Path, known: Catalogue
) -> None:
    def told(text: str) -> list[str]:
        book = Book(tmp_path / "f.xlsx", NAMES)
        book.sheet("Số liệu", (*TOP, row("C1", "mật"), row("K1", 3)))
        path = book.sheet("Thuyết minh", (("1. Kết quả nổi bật",), (text,))).done()
        return rules(one(read_one(path, "f.xlsx", RECEIVED, known)))

    assert told("Số lớp mật là 77731") == ["secret_with_number"]
    assert told("Tập huấn bảo vệ bí mật nhà nước: 3 lớp") == []
    assert told("Đã triển khai theo Kế hoạch số 12-KH/TU") == []


MERGES = [
    # (merged area, where the number stands, the indicators that are asked back)
    ("F4:F5", "F4", ["C1", "K1"]), ("F6:F7", "F6", ["R1"]), ("E4:F4", "E4", ["C1"]),
    ("F4:G4", "F4", []), ("F4:F4", "F4", []), ("A9:G9", "A9", []), ("F5:F6", "F5", ["K1", "R1"]),
]  # fmt: skip


@pytest.mark.parametrize(("area", "at", "asked"), MERGES)
def test_a_number_merged_over_several_answers_is_asked_back_for_each(
    tmp_path: Path, known: Catalogue, area: str, at: str, asked: list[str]
) -> None:
    path = tmp_path / "2024-06_TU-DH.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Số liệu")
    lines = (*TOP, row("C1", 1), row("K1", 2), row("R1.a", 3), row("R1.b", 4), row("T1", 5))
    for r, line in enumerate(lines):
        for c, value in enumerate(line):
            sheet.write(r, c, value)
    if area != "F4:F4":
        sheet.merge_range(area, "")
    sheet.write(at, 15)
    book.close()
    read = one(read_one(path, path.name, RECEIVED, known))
    held = [a.indicator for a in read.answers if a.held_by]
    assert held == asked
    assert all(f"bỏ gộp ô (chọn vùng {area}" in p.message for p in read.problems)
    assert len(read.answers) == 4


def test_a_row_below_an_indicator_without_a_code_is_not_asked_for_one(
    tmp_path: Path, known: Catalogue
) -> None:
    within = (None, None, "Trong đó: nữ", "lớp", None, 3)
    path = form(tmp_path / "f.xlsx", row("C1", 15), within, row("K1", 2), within, row("T1", 5))
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    message = next(p.message for p in read.problems)
    assert [p.rule for p in read.problems] == ["unknown_indicator"]
    assert "Ô F5, F7" in message
    assert "Trong đó: nữ" in message
    assert "xóa số ở dòng này" in message
    assert "Giải trình" in message
    assert "ghi lại đúng mã" not in message


def test_a_struck_figure_is_mended_by_clearing_its_format(tmp_path: Path, known: Catalogue) -> None:
    book = Book(tmp_path / "f.xlsx", NAMES)
    page = book.sheet("Số liệu", (*TOP, row("C1", None))).book.worksheets()[0]
    page.write(3, 5, 15, book.book.add_format({"font_strikeout": True}))
    read = one(read_one(book.done(), "f.xlsx", RECEIVED, known))
    message = read.problems[0].message
    assert message.index("gõ lại nội dung đúng") < message.index("Xóa Định dạng")
    assert "Ctrl+5" in message


@pytest.mark.parametrize("script", [1, 2])
def test_a_code_that_is_partly_struck_out_is_asked_back_whatever_its_head_looks_like(
    tmp_path: Path, known: Catalogue, script: int
) -> None:
    """The head of the codes stands above or below the line: it is one all the same."""
    book = Book(tmp_path / "f.xlsx", NAMES)
    page = book.sheet("Số liệu", (*TOP, row("C1", 15))).book.worksheets()[0]
    look = book.book.add_format({"font_script": script})
    page.write(2, HEADER.index("Mã"), "Mã", look)
    struck = book.book.add_format({"font_strikeout": True})
    page.write_rich_string(3, HEADER.index("Mã"), struck, "C", "1")
    read = one(read_one(book.done(), "f.xlsx", RECEIVED, known))
    assert [p.rule for p in read.problems] == ["unknown_indicator"]
    assert not [a for a in read.answers if not a.held_by]


@pytest.mark.parametrize("head", ["Lũy kế thực hiện", "Kết quả 11 tháng năm 2025",
                                  "Ước thực hiện tháng 12", "Số đã làm"])  # fmt: skip
def test_a_head_that_is_not_understood_is_named_with_its_place(
    tmp_path: Path, known: Catalogue, head: str
) -> None:
    header = (*HEADER[:5], head, *HEADER[6:])
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", (*TOP[:2], header, row("C1", 15)))
    read = read_one(path.done(), "f.xlsx", RECEIVED, known)
    assert [(p.rule, p.sheet, p.cell) for p in read.problems] == [("no_table", "Số liệu", "F3")]
    assert f'"{head}" (F3)' in read.problems[0].message
    assert "không xóa dòng tiêu đề" not in read.problems[0].message


@pytest.mark.parametrize(("figure", "told"), [(None, '"Lũy kế từ đầu năm" (E4)'), (7, "")])
def test_numbers_among_the_running_totals_alone_are_noticed(
    tmp_path: Path, known: Catalogue, figure: int | None, told: str
) -> None:
    header = (*HEADER[:4], "Lũy kế từ đầu năm", *HEADER[5:])
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", (*TOP[:2], header, row("C1", figure)))
    assert one(read_one(path.done(), "f.xlsx", RECEIVED, known)).elsewhere == told


@pytest.mark.parametrize(("figure", "words", "at"), [(15, "mật", "G4"), ("15 mật", None, "F4")])
def test_the_place_of_the_word_secret_is_named(
    tmp_path: Path, known: Catalogue, figure: Any, words: str | None, at: str
) -> None:
    path = form(tmp_path / "f.xlsx", row("C1", figure, words), row("K1", 2))
    (problem,) = one(read_one(path, "f.xlsx", RECEIVED, known)).problems
    assert (problem.rule, problem.cell) == ("secret_with_number", at)
    assert f"ô {at} ghi" in problem.message


def test_a_column_of_another_period_is_not_told_as_figures(
    tmp_path: Path, known: Catalogue
) -> None:
    header = (*HEADER[:4], "Tháng 5/2024", "Tháng 6/2024", "Giải trình")
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", (*TOP[:2], header, row("C1", 15)))
    read = one(read_one(path.done(), "f.xlsx", RECEIVED, known))
    assert figures(read) == {"C1": 15.0}
    roles = {c.letters: c.role for c in read.seen[0].columns}
    assert (roles["E"], roles["F"]) == ("", "value")
