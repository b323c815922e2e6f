"""What codes of number formats make of numbers, and what cells of dates and times show."""

from __future__ import annotations

import pytest

from kpi.reading.cells.meaning import read_cell
from kpi.reading.cells.outcomes import Question, Reading
from kpi.workbooks.formatted import number_cell, text_cell
from kpi.workbooks.grid import Cell
from kpi.workbooks.number_formats import NumberFormat, format_of
from kpi.workbooks.shown_dates import shown_date
from tests.reading.conftest import AROUND, INDICATORS
from tests.reading.conftest import shown as shown_meaning

OWN = 164


@pytest.mark.parametrize(
    ("code", "number", "kind"),
    [("0", 5, "general"), ("#,##0.00", 5, "general"), ("0%", 0.5, "percent"),
     ('[=0]"-";0%', 0, "general"), ('[=0]"-";0%', 0.85, "percent"),
     ("[<1]0%;0", 0.85, "percent"), ("[<1]0%;0", 85, "general"),
     ("0;-0%", -0.5, "percent"), ("0;-0%;0", 0, "general"), ("0%;-0%;0", 0, "general"),
     ("[>100]0%;[<0]0;0.0", 50, "general"), ("[>100]0%;[<0]0;0.0", 200, "percent"),
     ("[>100]0%;0;0.0%", -5, "general"), ("[>100]0%;0;0.0%", 5, "percent"),
     ("[=5]0%", 7, "general"), ('0"%"', 85, "percent_sign"), (r"0\%", 85, "percent_sign"),
     ("d/m/yyyy", 45458, "date"), ("d/m/yyyy;@", 45458, "date"), ("[$-42A]d mmmm", 45458, "date"),
     ("0;d/m/yyyy", -1, "date"), ("0;d/m/yyyy", 1, "general"),
     ("mm/yyyy", 45444, "month"), ("mmm-yy", 45444, "month"), ("yyyy", 45444, "month"),
     ('"Tháng "m/yyyy', 45444, "month"), ("h:mm", 5, "time"), ("mm:ss.0", 5, "time"),
     ("hh:mm:ss.000", 5, "time"), ("[h]:mm:ss.00", 5, "time"), ("h:mm AM/PM", 5, "time"),
     ("dd/mm/yyyy hh:mm:ss.000", 45458, "date"), ('#,##0 "đ"', 5, "general"),
     ("[Red].00", 5, "general"), ("0.00E+00", 5, "general"), ("General", 5, "general"),
     ("0_);(0)", -5, "general"), ('_(* #,##0_);_(* "-"??_);_(@_)', 0, "general")],
)  # fmt: skip
def test_the_section_that_a_number_falls_in_counts(code: str, number: float, kind: str) -> None:
    form = format_of(OWN, code)
    assert (form if isinstance(form, str) else form.of(number).kind) == kind


@pytest.mark.parametrize("number", [9, 14, 17, 20, 45])
def test_an_own_code_counts_before_the_built_in_one(number: int) -> None:
    assert format_of(number) != "general"
    assert format_of(number, "0") == "general"


@pytest.mark.parametrize(
    ("code", "serial", "text"),
    [("d/m/yyyy", 45458, "15/6/2024"), ("dd/mm/yy", 45458, "15/06/24"), ("h:mm", 5, "0:00"),
     ("[h]:mm", 5, "120:00"), ("h:mm AM/PM", 0.75, "6:00 PM"), ("hh:mm:ss.000", 0.5,
                                                                    "12:00:00.000"),
     ("mm:ss", 0.5, "00:00"), ("d/m/yyyy", 5, "5/1/1900"), ("d/m/yyyy", 60, "29/2/1900"),
     ("d/m/yyyy", 0, "0/1/1900"), ("mmm-yy", 45444, "Jun-24"), ('"Tháng "m/yyyy', 45444,
                                                               "Tháng 6/2024"),
     ("ddd d/m", 45458, "Sat 15/6"), ("d/m/yyyy", -1, "########")],
)  # fmt: skip
def test_what_a_cell_shows_of_a_date_or_time(code: str, serial: float, text: str) -> None:
    assert shown_date(code, serial) == text


@pytest.mark.parametrize("code", ['0" (mật)"', '"mật"', r"0 \m\ậ\t", "0 mật", "[$ mật -42A]0",
                                  '[>4]0" tối mật";0'])  # fmt: skip
def test_a_format_may_say_that_a_figure_is_secret(code: str) -> None:
    cell = number_cell(5.0, format_of(OWN, code))
    assert (cell.kind, "mật" in cell.text, "5" in cell.text) == ("text", True, True)


@pytest.mark.parametrize("code", ['0" bảo mật"', '0" không mật"', '0" lớp"', '[>9]0" mật";0'])
def test_other_words_beside_a_figure_say_nothing_of_a_secret(code: str) -> None:
    assert number_cell(5.0, format_of(OWN, code)).number == 5


def test_the_month_of_a_date_without_its_day_is_told_under_either_calendar() -> None:
    form = format_of(OWN, "mm/yyyy")
    assert number_cell(45444, form).text == "2024-06"
    assert number_cell(45444 - 1462, form, since_1904=True).text == "2024-06"
    assert number_cell(45458, form) == Cell("number", "", 45458, "month", shown="06/2024")


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [("0", 15, ""), ("#,##0", 15, ""), ('_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', -15, ""),
     ('_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', 0, ""), ("#,##0;[Red]-#,##0", -15, ""),
     ("# ?/?", 12.5, ""), ("@", 15, ""), ("[Red]", 15, ""), ("", 15, ""), ('0.00" "', 15, ""),
     ('_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-', 15, ""), ("00000", 15, ""),
     ('"ước "0', 15, "ước 15"), ('"không phát sinh"', 15, "không phát sinh"), (";;;", 15, " "),
     ("0;-0;", 0, " "), ("0;-0;", 5, ""), ('0" nghìn"', 15, "15 nghìn"), ('0".000"', 15, "15.000"),
     ("#,##0,", 1234, "1"), ("0.0,", 1234, "1,2"), ('0.0,,"triệu"', 1234567, "1,2triệu"),
     ("[$$-409]#,##0.00", 500, "$500"), ("#,##0 [$₫-42A]", 500, "500 ₫"), ('0"/15"', 12, "12/15"),
     ('0%" đạt"', 0.85, "85% đạt"), ('[<100]"dưới 100";0', 15, "dưới 100"),
     ('[<100]"dưới 100";0', 150, ""), ("0;0", -12, "12"), ('0;-0;"KPS"', 0, "KPS"),
     (r"\-0", 15, "-15"), ("(0)", 15, "(15)"), ('0.0" tấn"', 12.345, "12,345 tấn")],
)  # fmt: skip
def test_what_a_format_writes_beside_a_number_is_kept(code: str, number: float, shown: str) -> None:
    assert number_cell(float(number), format_of(OWN, code)).shown == shown


@pytest.mark.parametrize(
    ("asked", "code", "number", "expected"),
    [("C1", '"ước "0', 15, ("estimate", 15.0)), ("C1", '"không phát sinh"', 15, "ambiguous_number"),
     ("C1", '0;-0;"KPS"', 0, ("none_occurred", 0.0)), ("C1", '"khoảng "0', 15, "ambiguous_number"),
     ("C1", '0" lớp"', 15, 15.0), ("C1", '0"đ"', 15, "wrong_unit_of_measure"),
     ("C1", ";;;", 15, "ambiguous_number"), ("C1", '0" nghìn"', 15, "ambiguous_number"),
     ("C1", '0".000"', 15, "ambiguous_number"), ("C1", "#,##0,", 1234, "ambiguous_number"),
     ("C1", '0"*"', 15, "ambiguous_number"), ("K1", '0.0" km"', 12.345, 12.345),
     ("K1", '0.0" kg"', 12.5, "wrong_unit_of_measure"), ("V1", '#,##0"đ"', 500000, 500000.0),
     ("V1", "#,##0 [$₫-42A]", 500000, 500000.0), ("V1", '#,##0" VND"', 500000, 500000.0),
     ("V1", "[$$-409]#,##0.00", 500000, "ambiguous_number"),
     ("V1", '0" triệu"', 500, "ambiguous_number"), ("V1", '0.0,,"triệu"', 1500000, 1500000.0),
     ("Y1", '"Có";;"Không"', 1, 100.0), ("Y1", '"Có";;"Không"', 0, 0.0),
     ("Y1", '"Không"', 1, "ambiguous_number"), ("Y1", '"x"', 0, "ambiguous_number"),
     ("P1", '0"%"', 85, 85.0), ("P1", '"đạt "0%', 0.85, 85.0), ("P1", '0.0"/1"', 85,
                                                             "ambiguous_number"),
     ("P1", '0"‰"', 85, "wrong_unit_of_measure")],
)  # fmt: skip
def test_a_number_that_does_not_mean_what_its_cell_shows_is_asked_back(
    asked: str, code: str, number: float, expected: object
) -> None:
    cell = number_cell(float(number), format_of(OWN, code))
    meaning = read_cell(cell, INDICATORS[asked], None, AROUND)
    wanted = f"? {expected}" if isinstance(expected, str) else expected
    if isinstance(wanted, tuple):
        assert isinstance(meaning, Reading)
        assert (meaning.state, float(meaning.value or 0)) == wanted
    else:
        assert shown_meaning(meaning) == wanted


@pytest.mark.parametrize(
    ("code", "shown"),
    [('@" nghìn"', "5 (5 nghìn)"), ('@"00"', "5 (500)"), ('"1"@', "5 (15)"),
     ('0;-0;0;@"0"', "5 (50)"), ("@", "5"), ("0;-0;0;@", "5"),
     ('_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "5")],
)  # fmt: skip
def test_a_text_is_told_with_what_its_format_makes_of_it(code: str, shown: str) -> None:
    form = format_of(164, code)
    beside = form.beside_text if isinstance(form, NumberFormat) else ""
    cell = text_cell([("5", "")], beside=beside)
    assert cell is not None
    assert cell.text == shown


@pytest.mark.parametrize(
    ("code", "number", "shows"),
    [
        ('0"."00', 1234.0, "12.34"), ("0\\.000", 5.0, "0.005"), ("#\\.##", 1234.0, "12.34"),
        ("0\\,0", 25.0, "2,5"), ("0\\.0", 1500.0, "150.0"), ('0","0', -25.0, "-2,5"),
        ('#" phẩy "0', 125.0, "12 phẩy 5"),
    ],
)  # fmt: skip
def test_texts_that_a_format_writes_between_digits_are_shown_and_asked_about(
    code: str, number: float, shows: str
) -> None:
    cell = number_cell(number, format_of(200, code))
    assert cell.shown == shows
    assert not isinstance(read_cell(cell, INDICATORS["C1"], None, AROUND), Reading)


@pytest.mark.parametrize("code", ["#\\.##0", '#" "##0', "#,##0", "0\\ 000"])
def test_thousands_kept_apart_by_a_format_are_the_number(code: str) -> None:
    said = read_cell(number_cell(1234.0, format_of(200, code)), INDICATORS["C1"], None, AROUND)
    assert isinstance(said, Reading)
    assert said.value == 1234


@pytest.mark.parametrize("code", ["dd/mm", "d-mmm", "yyyy", '"ngày "d', "ddd"])
def test_a_day_of_which_the_year_or_the_day_is_not_shown_is_asked_back(code: str) -> None:
    cell = number_cell(45366.0, format_of(200, code))  # 15/3/2024
    assert not isinstance(read_cell(cell, INDICATORS["M1"], None, AROUND), Reading)


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "d-mmm-yy", '"ngày "d" tháng "m" năm "yyyy'])
def test_a_day_shown_with_its_year_is_taken(code: str) -> None:
    cell = number_cell(45366.0, format_of(200, code))
    assert isinstance(read_cell(cell, INDICATORS["M1"], None, AROUND), Reading)


@pytest.mark.parametrize(
    ("code", "number", "shows"),
    [
        ("#", 0, " "), ("#,###", 0, " "), ("[=0];General", 0, " "),
        ("?", 0, " "), ("#;-#", 0, " "), ("[Red]#", 0, " "),
        ("0;-0;#", 0, " "), ("#.##", 0, ","), ("#", 0.4, " "), ("#%", 0, "%"), ("*0#", 0, " "),
        ('#" lớp"', 0, "lớp"), ("0%%", 0.85, "8500%%"), ("0E+0", 1234, "1E+3"),
        ("0.00E+00", 123456, "1,23E+5"), ("##0.0E+0", 123456, "123,5E+3"), ("0*0", 15, "15000"),
        ("#,##0*5", 15, "15555"), ("*-0", 15, "---15"), ("*10", 5, "1115"), ("0*x", 15, "15xxx"),
        ("#-#", 15, "1-5"), ("0:00", 1234, "12:34"), ("050", 12, "152"), ("0%", 0.0085, "1%"),
        ('0"%"', 0.85, "1%"), ("#%;-#%", 0.004, "%"),
    ],
)  # fmt: skip
def test_a_number_whose_cell_shows_nothing_or_other_digits_is_asked_back(
    code: str, number: float, shows: str
) -> None:
    cell = number_cell(float(number), format_of(OWN, code))
    assert cell.shown == shows
    asked = INDICATORS["P1" if "%" in code else "K1"]
    assert not isinstance(read_cell(cell, asked, None, AROUND), Reading)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("#", 15), ("#,###", 1234), ("#.##", 0.85), ("#.0", 0), ("0", 0.85), ("0", 0.4), ("0", 0),
        ("0.0", 0.04), ("0.00E+00", 1200), ("0E+0", 0), ("# ?/?", 0), ("# ?/?", 12.3), ("*00", 15),
        ("**0", 15), ("* #,##0", 15), ("0*-", 15), ("0.0*0", 1.5), ("0*.", 15), ("General", 0),
        ("@", 0), ("0000", 0), ("#,##0;[Red]#,##0", 0),
    ],
)  # fmt: skip
def test_a_number_that_is_rounded_or_filled_up_as_usual_is_taken(code: str, number: float) -> None:
    meaning = read_cell(
        number_cell(float(number), format_of(OWN, code)), INDICATORS["K1"], None, AROUND
    )
    assert isinstance(meaning, Reading)
    assert float(meaning.value or 0) == number


@pytest.mark.parametrize(
    ("code", "number", "meant"),
    [("0%", 0.85, 85.0), ("0%", 0.005, None), ("0.0%", 0.005, 0.5), ("0.0%", 0.00666, 0.666),
     ("0%", 0.855, 85.5), ("0%", 0, 0.0), ("0.00%", 0.0085, 0.85), ("0.0\"%\"", 0.85, 0.85),
     ("0%;[Red]0%", 0.5, 50.0)],
)  # fmt: skip
def test_a_share_below_one_per_cent_shown_without_decimals_is_asked_back(
    code: str, number: float, meant: float | None
) -> None:
    meaning = read_cell(
        number_cell(float(number), format_of(OWN, code)), INDICATORS["P1"], None, AROUND
    )
    if meant is None:
        assert not isinstance(meaning, Reading)
    else:
        assert shown_meaning(meaning) == meant


@pytest.mark.parametrize(
    ("code", "serial", "meant"),
    [("mm/dd/yyyy", 45323, None), ("m/d/yy", 45323, None), ("yyyy/dd/mm", 45323, None),
     ("mm-dd-yyyy hh:mm", 45323, None),
     ("mm/dd/yyyy", 45337, "2024-02-15"), ("mm/dd/yyyy", 45324, "2024-02-02"),
     ("dd/mm/yyyy", 45323, "2024-02-01"), ("yyyy-mm-dd", 45323, "2024-02-01"),
     ("mmm d, yyyy", 45323, "2024-02-01"), ("dddd dd/mm/yyyy", 45323, "2024-02-01"),
     ("d/m/yy h:mm", 45323, "2024-02-01")],
)  # fmt: skip
def test_a_day_shown_with_its_month_first_is_asked_back_where_it_may_be_another(
    code: str, serial: float, meant: str | None
) -> None:
    cell = number_cell(serial, format_of(OWN, code))
    meaning = read_cell(cell, INDICATORS["M1"], None, AROUND)
    if meant is None:
        assert isinstance(meaning, Question)
        assert (meaning.reason, meaning.values["other"]) == ("shown_month_first", "2/1/2024")
    else:
        assert shown_meaning(meaning) == meant


def test_a_count_turned_into_a_day_is_told_as_its_cell_shows_it() -> None:
    cell = number_cell(45323, format_of(OWN, "mm/dd/yyyy"))
    meaning = read_cell(cell, INDICATORS["C1"], None, AROUND)
    assert isinstance(meaning, Question)
    assert meaning.values["day"] == "02/01/2024"
