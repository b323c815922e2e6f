"""A period spelled in words is that period; what says more than is understood is asked back, and
never taken for its year, nor one of two periods for both."""

from __future__ import annotations

import pytest

from kpi.reading.catalogue import Catalogue
from kpi.reading.identity import FileName, Spoken, identify
from kpi.reading.tables.head_lines import lines_between
from kpi.workbooks.formatted import number_cell
from kpi.workbooks.grid import Cell, Sheet
from kpi.workbooks.number_formats import format_of


def _of_lines(known: Catalogue, *lines: str, file: FileName | None = None) -> tuple[str, str]:
    """The period that a head is taken for, and the line that is asked about."""
    who = identify(Spoken({}, lines, "", file or FileName()), known)
    return who.period, who.unknown_period


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("tháng sáu năm 2024", "2024-06"),
        ("tháng Tư năm 2024", "2024-04"),
        ("tháng năm năm 2024", "2024-05"),
        ("tháng mười năm 2024", "2024-10"),
        ("tháng mười một/2024", "2024-11"),
        ("tháng mười hai năm 2024", "2024-12"),
        ("Tháng VI năm 2024", "2024-06"),
        ("T6 năm 2024", "2024-06"),
        ("T.6/2024", "2024-06"),
        ("quý hai năm 2024", "2024-Q2"),
        ("quý bốn/2024", "2024-Q4"),
        ("quý III năm 2024", "2024-Q3"),
        ("sáu tháng đầu năm 2024", "2024-H1"),
        ("sáu tháng cuối năm 2024", "2024-H2"),
        ("nửa đầu năm 2024", "2024-H1"),
        ("chín tháng năm 2024", "2024-9M"),
        ("năm 2024", "2024"),
        ("cả năm 2024", "2024"),
        ("năm 2024 (từ ngày 15/12/2023 đến ngày 14/12/2024)", "2024"),
    ],
)
def test_a_period_in_words_is_that_period(said: str, period: str, known: Catalogue) -> None:
    assert _of_lines(known, f"Kỳ báo cáo: {said}") == (period, "")
    assert _of_lines(known, f"BÁO CÁO {said}") == (period, "")


@pytest.mark.parametrize(
    "said",
    [
        "tháng Giêng năm 2024", "tháng Chạp năm 2024", "tháng năm 2024", "quý năm 2024",
        "tuần 24 năm 2024", "kỳ 6 năm 2024", "đợt 2 năm 2024", "đầu năm 2024", "giữa năm 2024",
        "cuối năm 2024", "ba tháng đầu năm 2024",
    ],
)  # fmt: skip
def test_what_says_more_than_the_year_is_asked_back_with_its_words(
    said: str, known: Catalogue
) -> None:
    for line in (f"Kỳ báo cáo: {said}", f"BÁO CÁO KẾT QUẢ {said}"):
        assert _of_lines(known, line) == ("", line)


@pytest.mark.parametrize("said", ["bán niên năm 2024", "mùa hè năm 2024", "năm 2023 và 2024"])
def test_a_label_with_words_that_nobody_knows_is_asked_back(said: str, known: Catalogue) -> None:
    assert _of_lines(known, f"Kỳ báo cáo: {said}") == ("", f"Kỳ báo cáo: {said}")


@pytest.mark.parametrize(
    "said",
    [
        "Tháng 5 và tháng 6 năm 2024", "quý I và quý II năm 2024", "Tháng 5, 6 năm 2024",
        "từ tháng 1 đến tháng 6 năm 2024", "quý I, II năm 2024", "tháng tư và tháng năm năm 2024",
        "tháng 12/2023 đến tháng 2/2024", "Tháng 6/2024 và quý II năm 2024",
    ],
)  # fmt: skip
def test_two_periods_in_one_text_are_asked_back_whatever_the_file_is_called(
    said: str, known: Catalogue
) -> None:
    line = f"Kỳ báo cáo: {said}"
    assert _of_lines(known, line) == ("", line)
    assert _of_lines(known, line, file=FileName("2024-06")) == ("", line)
    assert _of_lines(known, f"BÁO CÁO {said}") == ("", f"BÁO CÁO {said}")


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Báo cáo tháng 6 năm 2024 (gửi ngày 2 tháng 7 năm 2024)", "2024-06"),
        ("Báo cáo tháng 5 năm 2024, phương hướng nhiệm vụ tháng 6", "2024-05"),
        ("Báo cáo tháng 6/2024 so với tháng 5", "2024-06"),
        ("Số liệu tháng 6/2024, 5 đơn vị", "2024-06"),
        ("Kỳ báo cáo: Tháng 6/2024 (từ ngày 15/5/2024 đến ngày 14/6/2024)", "2024-06"),
        ("Quảng Trị, ngày … tháng … năm 2024", ""),
    ],
)
def test_days_plans_and_comparisons_beside_a_period_are_none(
    line: str, period: str, known: Catalogue
) -> None:
    assert _of_lines(known, line) == (period, "")


def _under(known: Catalogue, code: str, serial: int) -> tuple[str, str]:
    label = Cell("text", "Kỳ báo cáo:", 0.0)
    dated = number_cell(serial, format_of(200, code))
    sheet = Sheet("", {1: {1: label, 2: dated}})
    return _of_lines(known, *lines_between(sheet, 0, 2))


@pytest.mark.parametrize(
    ("code", "serial", "period"),
    [
        ('"Quý "m"/"yyyy', 45352, "2024-Q3"),  # 1/3/2024
        ('"Quý "m/yyyy', 45383, "2024-Q4"),  # 1/4/2024
        ("yyyy", 45292, "2024"),  # 1/1/2024
        ("yyyy", 45444, "2024"),  # 1/6/2024
        ('"Năm "yyyy', 45292, "2024"),
        ("mm/yyyy", 45444, "2024-06"),
        ('"Tháng "m"/"yyyy', 45444, "2024-06"),
        ('"Tháng "mm" năm "yyyy', 45444, "2024-06"),
    ],
)
def test_of_a_date_counts_the_period_that_its_format_shows(
    code: str, serial: int, period: str, known: Catalogue
) -> None:
    assert _under(known, code, serial) == (period, "")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('"Tháng "m', "Tháng 6"), ('"Quý "m"/"yyyy', "Quý 6/2024"), ("mm", "06"),
        ('"Tuần "m"/"yyyy', "Tuần 6/2024"), ("yy", "24"),
    ],
)  # fmt: skip
def test_a_date_that_shows_no_whole_period_is_asked_back_as_shown(
    code: str, shown: str, known: Catalogue
) -> None:
    assert _under(known, code, 45444) == ("", f"Kỳ báo cáo: {shown}")


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Kết quả thực hiện kế hoạch tháng 5/2024", "2024-05"),
        ("Kết quả thực hiện kế hoạch quý I năm 2024", "2024-Q1"),
        ("So với kế hoạch tháng 5/2024", ""),
        ("Kế hoạch tháng 7/2024", ""),
        ("Kết quả thực hiện kế hoạch năm 2024", ""),  # a month's form names its plan's year too
    ],
)
def test_what_was_done_of_a_months_plan_is_that_months(
    title: str, period: str, known: Catalogue
) -> None:
    assert _of_lines(known, title) == (period, "")
