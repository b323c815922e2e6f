"""Forms as they come back: moved, copied, renamed, doubled; read, or asked back, never guessed."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from tests.reading.books import HEADER, NAMES, TOP, Book, form, row
from tests.reading.taken import RECEIVED, figures, one, rules


def test_a_form_says_whose_it_is_and_what_stands_in_it(tmp_path: Path, known: Catalogue) -> None:
    path = form(
        tmp_path / "f.xlsx", row("C1", 15, "tăng lớp"), row("R1", None), row("R1.a", 12),
        row("R1.b", 15), row("Y1", "Có"), row("M1", "30/6/2022"), row("K1", None),
    )  # fmt: skip
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert (read.unit, read.period, read.plan, read.version) == ("TU-DH", "2024-06", "thu", "abc")
    assert figures(read) == {"C1": 15.0, "R1": (12.0, 15.0), "Y1": 100.0, "M1": "2022-06-30"}
    first, ratio = read.answers[0], read.answers[1]
    assert (first.sheet, first.cell, first.written) == ("Số liệu", "F4", "15")
    assert first.explanation == "tăng lớp"
    assert (ratio.cell, ratio.written) == ("F6", "12 / 15")
    assert read.problems == ()


def test_a_held_answer_has_a_message_with_place_value_and_repair(
    tmp_path: Path, known: Catalogue
) -> None:
    path = form(tmp_path / "f.xlsx", row("P1", 0.85), row("C1", "khoảng 20"))
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert figures(read) == {"P1": "? ambiguous_percentage", "C1": "? approximate"}
    assert read.problems[0].message == (
        "Ô F4, chỉ tiêu P1: biểu ghi 0,85. Chưa rõ là 0,85% hay 85%. Đề nghị đồng chí ghi 85 nếu "
        'là 85%, ghi cả chữ "0,85 phần trăm" nếu là 0,85%, và gửi lại chính tệp này.'
    )
    problem = read.problems[0]
    assert (problem.file, problem.sheet, problem.cell) == ("f.xlsx", "Số liệu", "F4")
    assert (problem.unit, problem.period, problem.written) == ("TU-DH", "2024-06", "0,85")


def test_a_form_without_names_is_known_by_its_head(tmp_path: Path, known: Catalogue) -> None:
    path = form(tmp_path / "f.xlsx", row("C1", 15), names={})
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert (read.unit, read.period, read.plan) == ("TU-DH", "2024-06", "")
    assert figures(read) == {"C1": 15.0}


@pytest.mark.parametrize(
    "name",
    ["2024-06_TU-DH.xlsx", "2024-06_TU-DH (1).xlsx", "2024-06_tu-dh_can-sua.xlsx",
     "a/b/2024_06 TU DH.xlsx", "TU-DH_2024-06.xlsx", "2024-06_Thành ủy Đông Hà.xlsx"],
)  # fmt: skip
def test_a_bare_table_is_known_by_its_file_name(
    tmp_path: Path, known: Catalogue, name: str
) -> None:
    path = Book(tmp_path / "f.xlsx").sheet("S", (HEADER, row("C1", 15))).done()
    read = one(read_one(path, name, RECEIVED, known))
    assert (read.unit, read.period) == ("TU-DH", "2024-06")


@pytest.mark.parametrize(
    ("line", "period"),
    [("Kỳ báo cáo: Quý II/2024", "2024-Q2"), ("quý 2 năm 2024", "2024-Q2"),
     ("Báo cáo 6 tháng đầu năm 2024", "2024-H1"), ("6 tháng cuối năm 2024", "2024-H2"),
     ("9 tháng năm 2024", "2024-9M"), ("BIỂU SỐ LIỆU THÁNG 06/2024", "2024-06"),
     ("Tháng 6 năm 2024 (số liệu từ ngày 15/5/2024 đến ngày 14/6/2024)", "2024-06"),
     ("Kế hoạch giai đoạn 2021 - 2025, năm 2024", "2024"), ("Kỳ báo cáo: 2024-06", "2024-06"),
     ("Đông Hà, ngày 05 tháng 7 năm 2024", "")],
)  # fmt: skip
def test_a_period_is_read_from_the_head(
    tmp_path: Path, known: Catalogue, line: str, period: str
) -> None:
    path = Book(tmp_path / "f.xlsx").sheet("S", ((line,), HEADER, row("C1", 15))).done()
    read = one(read_one(path, "bieu.xlsx", RECEIVED, known))
    assert read.period == period
    assert ("unknown_period" in rules(read)) == (not period)


@pytest.mark.parametrize(
    "lines",
    [("BAN TUYÊN GIÁO THÀNH UỶ ĐÔNG HÀ",), ("THÀNH ỦY ĐÔNG HÀ", "BAN TUYÊN GIÁO"),
     ("Thành ủy  Đông-Hà",), ("Đơn vị báo cáo: TU-DH",),
     ("Đơn vị nhận: Văn phòng Ban", "Thành ủy Đông Hà")],
)  # fmt: skip
def test_a_unit_is_read_from_the_head(
    tmp_path: Path, known: Catalogue, lines: tuple[str, ...]
) -> None:
    rows = [*((line,) for line in lines), ("Tháng 6/2024",), HEADER, row("C1", 15)]
    path = Book(tmp_path / "f.xlsx").sheet("S", rows).done()
    assert one(read_one(path, "bieu.xlsx", RECEIVED, known)).unit == "TU-DH"


def test_a_near_miss_of_a_unit_is_no_unit(tmp_path: Path, known: Catalogue) -> None:
    rows = [("Thành ủy Đông Hả",), ("Tháng 6/2024",), HEADER, row("C1", 15)]
    path = Book(tmp_path / "f.xlsx").sheet("S", rows).done()
    read = one(read_one(path, "bieu.xlsx", RECEIVED, known))
    assert (read.unit, rules(read)) == ("", ["unknown_unit"])


@pytest.mark.parametrize(
    ("name", "names", "rule"),
    [("2024-06_HU-VL.xlsx", NAMES, "wrong_unit"), ("2024-05_TU-DH.xlsx", NAMES, "wrong_period"),
     ("f.xlsx", {**NAMES, "kpi_unit": "HU-VL"}, "wrong_unit"),
     ("f.xlsx", {**NAMES, "kpi_period": "2024-05"}, "wrong_period"),
     ("f.xlsx", {**NAMES, "kpi_unit": "LA"}, "unknown_unit"),
     ("f.xlsx", {"kpi_plan": "khac", "kpi_unit": "LA", "kpi_period": "2024-06"}, "wrong_plan")],
)  # fmt: skip
def test_where_two_sources_disagree_nothing_is_taken(
    tmp_path: Path, known: Catalogue, name: str, names: dict[str, str], rule: str
) -> None:
    path = form(tmp_path / "f.xlsx", row("C1", 15), names=names)
    read = one(read_one(path, name, RECEIVED, known))
    assert rules(read) == [rule]
    assert "" in (read.unit, read.period)


def test_columns_are_found_wherever_they_stand(tmp_path: Path, known: Catalogue) -> None:
    header = ("Ghi chú", "KẾT QUẢ", "ĐVT", "Mã số", "STT", "Tài liệu kiểm chứng")
    rows = [*TOP[:2], (), header, ("gấp", 15, "lớp", "C1", 1, "Số 12"), (None, 3, "", "K1", 2)]
    path = Book(tmp_path / "f.xlsx").sheet("S", rows).done()
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert figures(read) == {"C1": 15.0, "K1": 3.0}
    assert (read.answers[0].note, read.answers[0].evidence) == ("gấp", "Số 12")
    assert not read.has_explanations


def test_equal_doubles_count_once_and_differing_ones_are_held(
    tmp_path: Path, known: Catalogue
) -> None:
    header = (*HEADER[:5], "Thực hiện", "Kết quả")
    rows = [*TOP[:2], header, (1, "C1", "", "", 1, 15, 15), (1, "K1", "", "", 1, 2, 3),
            (1, "S1", "", "", 1, 80, None), (1, "S1", "", "", 1, None, "80,0")]  # fmt: skip
    path = Book(tmp_path / "f.xlsx").sheet("S", rows).done()
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert figures(read) == {"C1": 15.0, "K1": "? differing_duplicates", "S1": 80.0}
    assert "F5, G5" in read.problems[0].message


def test_a_visible_sheet_goes_before_a_hidden_one_and_a_hidden_row_counts(
    tmp_path: Path, known: Catalogue
) -> None:
    book = Book(tmp_path / "f.xlsx", NAMES)
    book.sheet("Số liệu", (*TOP, row("C1", 15), row("K1", None), row("S1", 80)), hidden_rows=[5])
    book.sheet("Cũ", (*TOP, row("C1", 14), row("K1", 2)), hidden=True)
    read = one(read_one(book.done(), "f.xlsx", RECEIVED, known))
    assert figures(read) == {"C1": 15.0, "S1": 80.0, "K1": 2.0}


def test_a_hidden_leftover_of_another_period_is_passed_over(
    tmp_path: Path, known: Catalogue
) -> None:
    book = Book(tmp_path / "f.xlsx").sheet("T6", (*TOP, row("C1", 15)))
    book.sheet("T5", (TOP[0], ("Kỳ báo cáo: tháng 5/2024",), HEADER, row("C1", 9)), hidden=True)
    read = one(read_one(book.done(), "f.xlsx", RECEIVED, known))
    assert (read.period, figures(read)) == ("2024-06", {"C1": 15.0})


def test_under_english_headers_of_a_workbook_text_is_still_in_question(
    tmp_path: Path, known: Catalogue
) -> None:
    rows = (("unit", "period", "indicator", "value"), ("TU-DH", "2024-06", "K1", "1.234"),
            ("TU-DH", "2024-06", "S1", 1.234))  # fmt: skip
    read = one(read_one(Book(tmp_path / "f.xlsx").sheet("S", rows).done(), "f", RECEIVED, known))
    assert figures(read) == {"K1": "? ambiguous_number", "S1": 1.234}
    assert read.layout == "table"


def test_two_visible_sheets_that_differ_are_held(tmp_path: Path, known: Catalogue) -> None:
    book = Book(tmp_path / "f.xlsx", NAMES)
    book.sheet("Số liệu", (*TOP, row("C1", 15), row("K1", 2)))
    book.sheet("Số liệu (2)", (*TOP, row("C1", 14), row("K1", 2)))
    read = one(read_one(book.done(), "f.xlsx", RECEIVED, known))
    assert figures(read) == {"C1": "? differing_duplicates", "K1": 2.0}


def test_sheets_of_several_units_are_several_submissions(tmp_path: Path, known: Catalogue) -> None:
    other = (("Đơn vị báo cáo: Ban Tuyên giáo Huyện ủy Vĩnh Linh",), *TOP[1:], row("C1", 7))
    book = Book(tmp_path / "f.xlsx").sheet("ĐH", (*TOP, row("C1", 15))).sheet("VL", other)
    read = read_one(book.done(), "f.xlsx", RECEIVED, known)
    assert [(s.unit, figures(s)) for s in read.submissions] == [
        ("TU-DH", {"C1": 15.0}),
        ("HU-VL", {"C1": 7.0}),
    ]


def test_the_words_of_the_second_sheet_are_kept_and_our_own_first_sheet_is_passed_over(
    tmp_path: Path, known: Catalogue
) -> None:
    book = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", (*TOP, row("C1", 15)))
    words = [
        ("THUYẾT MINH",),
        (),
        ("1. Kết quả nổi bật",),
        ("Mở 15 lớp\nđúng hạn",),
        ("2. Tồn tại, hạn chế và nguyên nhân",),
        ("",),
        ("4. Kiến nghị, đề xuất",),
        ("Không",),
    ]
    book.sheet("Thuyết minh", words).sheet("Cần sửa", (*TOP, row("C1", 99)))  # fmt: skip
    read = one(read_one(book.done(), "f.xlsx", RECEIVED, known))
    assert read.words == (
        ("Kết quả nổi bật", "Mở 15 lớp\nđúng hạn"),
        ("Kiến nghị, đề xuất", "Không"),
    )
    assert figures(read) == {"C1": 15.0}


RATIOS: list[tuple[tuple[Any, Any, Any], Any]] = [
    ((None, 12, 15), (12.0, 15.0)), (("12/15", None, None), (12.0, 15.0)),
    (("80% (12/15)", None, None), (12.0, 15.0)), ((80, None, None), "? parts_missing"),
    ((None, 12, None), "? parts_missing"), ((None, None, 15), "? parts_missing"),
    ((80, 12, 15), (12.0, 15.0)), ((0.8, 12, 15), (12.0, 15.0)),
    ((90, 12, 15), "? parts_disagree"), (("12/15", 12, 15), (12.0, 15.0)),
    (("12/15", 12, None), (12.0, 15.0)), (("12/15", 11, 15), "? differing_duplicates"),
    (("KPS", None, None), "none_occurred"), ((None, "KPS", "KPS"), "none_occurred"),
    ((None, "KPS", 15), (0.0, 15.0)), ((None, 12, "KPS"), "? parts_disagree"),
    ((None, "mật", "mật"), "withheld"), (("không thuộc phạm vi", None, None), "not_applicable"),
    (("không thuộc phạm vi", 12, 15), "? parts_disagree"), ((None, 0, 0), (0.0, 0.0)),
    ((None, "ước 12", 15), "estimate"), (("chưa có số liệu", None, None), None),
    ((None, "-", 15), "? ambiguous_mark"), ((None, "…", "…"), None),
    (("", "12,5", 15), (12.5, 15.0)),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "meant"), RATIOS)
def test_the_three_rows_of_a_ratio_make_one_answer(
    tmp_path: Path, known: Catalogue, cells: tuple[Any, Any, Any], meant: Any
) -> None:
    own, above, below = cells
    path = form(tmp_path / "f.xlsx", row("R1", own), row("R1.a", above), row("R1.b", below))
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    found = figures(read).get("R1")
    if meant == "none_occurred":
        assert found == (0.0, 0.0)
        assert read.answers[0].state == "none_occurred"
    elif meant == "estimate":
        assert (found, read.answers[0].state) == ((12.0, 15.0), "estimate")
    else:
        assert found == meant
    assert len(read.answers) <= 1
    assert len(read.problems) == str(meant).count("?")


def test_the_formula_of_a_ratio_is_not_read(tmp_path: Path, known: Catalogue) -> None:
    path = form(tmp_path / "f.xlsx", row("R1", "=F5/F6"), row("R1.a", 12), row("R1.b", 15))
    assert figures(one(read_one(path, "f.xlsx", RECEIVED, known))) == {"R1": (12.0, 15.0)}
    blank = form(tmp_path / "g.xlsx", row("R1", "=F5/F6"), row("R1.a", None), row("C1", 1))
    assert figures(one(read_one(blank, "g.xlsx", RECEIVED, known))) == {"C1": 1.0}


@pytest.mark.parametrize(
    "rows",
    [(row("C1", "mật 15"),), (row("C1", "mật", 15),), (row("C1", 15, "mật"),),
     (row("R1", "mật"), row("R1.a", 12)), (row("R1.a", "mật"), row("R1.b", 15)),
     (row("C1", "mật", "15 lớp"),), (row("C1", "mật", "số thật là 15"),)],
)  # fmt: skip
def test_nothing_is_kept_of_a_file_with_a_secret_beside_a_number(
    tmp_path: Path, known: Catalogue, rows: tuple[tuple[Any, ...], ...]
) -> None:
    path = form(tmp_path / "f.xlsx", *rows, row("K1", 777))
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert rules(read) == ["secret_with_number"]
    assert {a.held_by for a in read.answers} == {"secret_with_number"}
    assert {a.written for a in read.answers} == {""}
    assert "777" not in repr(read)
    assert "15" not in repr(read)


def test_the_word_secret_alone_is_an_answer(tmp_path: Path, known: Catalogue) -> None:
    path = form(tmp_path / "f.xlsx", row("C1", "Mật"), row("K1", 3))
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert figures(read) == {"C1": "withheld", "K1": 3.0}


def test_a_document_s_sign_beside_a_withheld_figure_is_no_number(
    tmp_path: Path, known: Catalogue
) -> None:
    why = "Theo Điều 7 Quyết định số 12-QĐ/TU ngày 30/6/2024, Nghị định 09/2019/NĐ-CP"
    path = form(tmp_path / "f.xlsx", row("C1", "mật", why), row("K1", 3))
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert figures(read) == {"C1": "withheld", "K1": 3.0}
    assert read.answers[0].explanation == why


def test_an_unknown_code_with_a_value_is_held(tmp_path: Path, known: Catalogue) -> None:
    path = form(
        tmp_path / "f.xlsx", row("ZZ9", 15), row("ZZ8", None), row("F1", 80), row("ZZ7.a", 1),
        row("ZZ7.b", 2), row("c1", 4),
    )  # fmt: skip
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    unknown = "? unknown_indicator"
    assert figures(read) == {"ZZ9": unknown, "F1": unknown, "ZZ7": unknown, "C1": 4.0}


def test_formats_decide_between_numbers_percentages_and_days(
    tmp_path: Path, known: Catalogue
) -> None:
    book = Book(tmp_path / "f.xlsx", NAMES)
    rows = (*TOP, row("P1", 0.85), row("C1", 45363), row("M1", 44742), row("S1", 85))
    formats = {"F4": "0.0%", "F5": "dd/mm/yyyy", "F6": "dd/mm/yyyy", "F7": '0" điểm"'}
    path = book.sheet("Số liệu", rows, formats=formats).done()
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert figures(read) == {
        "P1": 85.0, "C1": "? ambiguous_number", "M1": "2022-06-30", "S1": 85.0,
    }  # fmt: skip
    assert read.answers[0].written == "85%"
    assert "12/3/2024" in read.problems[0].message


def test_a_row_that_lost_its_code_is_known_by_its_name_or_asked_about(
    tmp_path: Path, known: Catalogue
) -> None:
    lost = (1, None, "Chỉ tiêu C1", "lớp", 100, 15)
    odd = (2, None, "Chỉ tiêu khác", "lớp", 100, 16)
    path = form(tmp_path / "f.xlsx", lost, odd, row("K1", 3))
    read = one(read_one(path, "f.xlsx", RECEIVED, known))
    assert figures(read) == {"C1": 15.0, "Chỉ tiêu khác": "? unknown_indicator", "K1": 3.0}


def test_a_form_that_nobody_filled_is_a_submission_without_answers(
    tmp_path: Path, known: Catalogue
) -> None:
    read = one(read_one(form(tmp_path / "f.xlsx", row("C1", None)), "f.xlsx", RECEIVED, known))
    assert (read.unit, read.answers, read.problems) == ("TU-DH", (), ())


def test_a_zip_of_forms_is_read_form_by_form(tmp_path: Path, known: Catalogue) -> None:
    path = tmp_path / "bieu.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(form(tmp_path / "f.xlsx", row("C1", 15)), "thang 6/2024-06_TU-DH.xlsx")
        archive.writestr("__MACOSX/._x.xlsx", b"x")
        archive.writestr("2024-06_HU-VL.csv", "indicator,value\nC1,7\n")
    read = read_one(path, "bieu.zip", RECEIVED, known)
    assert [(s.unit, figures(s)) for s in read.submissions] == [
        ("TU-DH", {"C1": 15.0}),
        ("HU-VL", {"C1": 7.0}),
    ]
    assert read.problems == ()


@pytest.mark.parametrize("member", ["../../x.xlsx", "/etc/x.xlsx", "a\\..\\..\\x.csv", "C:x.xlsx"])
def test_a_member_that_leads_out_of_its_archive_is_refused_alone(
    tmp_path: Path, known: Catalogue, member: str
) -> None:
    path = tmp_path / "bieu.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ok.csv", "indicator,value\nC1,7\n")
        archive.writestr(member, "x")
    read = read_one(path, "bieu.zip", RECEIVED, known)
    assert [figures(s) for s in read.submissions] == [{"C1": 7.0}]
    assert [(p.rule, p.file) for p in read.problems] == [("unsafe_file", f"bieu.zip/{member}")]


def test_text_in_an_old_font_is_turned_into_letters(tmp_path: Path, known: Catalogue) -> None:
    book = Book(tmp_path / "f.xlsx", NAMES)
    page = book.sheet("Số liệu", (*TOP, row("C1", None), row("K1", None))).book.worksheets()[0]
    tcvn3 = book.book.add_format({"font_name": ".VnTime"})
    vni = book.book.add_format({"font_name": "VNI-Times"})
    page.write(3, 5, "kh«ng ph¸t sinh", tcvn3)
    page.write(4, 5, "chöa coù soá lieäu", vni)
    page.write(4, 6, "Ñoâng Haø", vni)
    read = one(read_one(book.done(), "f.xlsx", RECEIVED, known))
    assert [(a.indicator, a.state, a.written) for a in read.answers] == [
        ("C1", "none_occurred", "không phát sinh")
    ]


def test_a_nought_with_a_sign_is_a_nought(tmp_path: Path, known: Catalogue) -> None:
    path = form(tmp_path / "f.xlsx", row("K1", "-0"))
    [answer] = one(read_one(path, "f.xlsx", RECEIVED, known)).answers
    assert str(answer.value) == "0.0"


def test_a_second_table_under_the_title_of_another_month_is_not_of_the_first_ones_month(
    tmp_path: Path, known: Catalogue
) -> None:
    may = (("Kết quả thực hiện kế hoạch tháng 5/2024",), HEADER, row("C1", 99))
    rows = (*TOP, row("C1", None), row("K1", 2), (), *may)
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", rows).done()
    first, second = read_one(path, "f.xlsx", RECEIVED, known).submissions
    assert (first.period, figures(first)) == ("2024-06", {"K1": 2.0})
    assert second.period == "2024-05"


@pytest.mark.parametrize(
    "head",
    ["Thực hiện T5", "Thực hiện 6 tháng đầu năm", "Kết quả cả năm", "Thực hiện 9 tháng (lớp)"],
)
def test_a_head_that_names_another_period_in_short_is_asked_back(
    tmp_path: Path, known: Catalogue, head: str
) -> None:
    rows = (*TOP[:2], (*HEADER[:5], head), row("C1", 15)[:6])
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", rows).done()
    assert rules(one(read_one(path, "f.xlsx", RECEIVED, known))) == ["wrong_period"]


def test_a_head_that_names_the_forms_own_period_in_short_is_read(
    tmp_path: Path, known: Catalogue
) -> None:
    rows = (*TOP[:2], (*HEADER[:5], "Thực hiện T6"), row("C1", 15)[:6])
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", rows).done()
    assert figures(one(read_one(path, "f.xlsx", RECEIVED, known))) == {"C1": 15.0}


def test_percentages_of_what_was_done_are_no_column_of_figures(
    tmp_path: Path, known: Catalogue
) -> None:
    rows = (*TOP[:2], (*HEADER[:5], "% thực hiện"), row("C1", 15)[:6])
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", rows).done()
    problem = read_one(path, "f.xlsx", RECEIVED, known).problems[0]
    assert (problem.rule, "% thực hiện" in problem.message) == ("no_table", True)
