"""What units write, and what it means: `None` is blank, `? rule` is asked back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.intake.grammar.meaning import read_cell
from kpi.intake.grammar.numbers import Number, habits, parse_number, parse_plain
from kpi.intake.grammar.outcomes import SecretWithNumber
from kpi.intake.grammar.text import clean, fold, key
from kpi.intake.grid import Cell
from kpi.words.formats import shortest
from tests.intake.conftest import AROUND, INDICATORS

NUMBER, PERCENT, MARK = "? ambiguous_number", "? ambiguous_percentage", "? ambiguous_mark"
NOT_READ, ABOUT, STATE = "? unreadable", "? approximate", "? not_a_state_here"
UNIT, DATE, TYPE = "? wrong_unit_of_measure", "? bad_date", "? wrong_type"
NONE, WITHHELD = ("none_occurred", 0.0), "withheld"

TEXTS: list[tuple[str, str, object]] = [
    # numbers in both notations
    ("C1", "15", 15.0), ("C1", " 15 ", 15.0), ("C1", "0", 0.0), ("C1", "05", 5.0),
    ("C1", "1.234", 1234.0), ("C1", "12.345", 12345.0), ("C1", "1.234.567", 1234567.0),
    ("C1", "1,234", NUMBER), ("C1", "1,234,567", 1234567.0), ("C1", "1 234", 1234.0),
    ("C1", "1\u00a0234", 1234.0), ("C1", "1.234,0", 1234.0), ("C1", "12,5", 12.5),
    ("C1", "１５", 15.0), ("C1", "+15", 15.0), ("C1", "15.", 15.0), ("C1", "−15", -15.0),
    ("C1", "1,5E+3", 1500.0), ("C1", "1.5e3", 1500.0), ("C1", "1e99", NOT_READ),
    ("K1", "1.234,5", 1234.5), ("K1", "1,234.5", 1234.5), ("K1", "1 234,5", 1234.5),
    ("K1", "1.234", NUMBER), ("K1", "1,234", 1.234), ("K1", "0.234", 0.234),
    ("K1", "0,234", 0.234), ("K1", "1234.567", 1234.567), ("K1", "12.34", 12.34),
    ("K1", "0.8253", 0.8253), ("K1", "01.234", NOT_READ), ("K1", "1.23.4", NUMBER),
    ("K1", "12.3456,7", NOT_READ), ("K1", "12\u00ad,5", 12.5),
    ("K1", "1 23", NOT_READ), ("K1", ",5", NOT_READ), ("K1", "3,25 km", 3.25),
    ("C1", "12O", NOT_READ), ("C1", "l5", NOT_READ), ("C1", "1 5 2", NOT_READ),
    ("C1", "(15)", NUMBER), ("K1", "(1.234,5)", NUMBER), ("C1", "15?", NOT_READ),
    ("C1", "15*", NOT_READ), ("C1", "15 và 3", UNIT), ("C1", "mười lăm", NOT_READ),
    ("C1", "3/12", NUMBER), ("C1", "3/12/2024", NUMBER), ("C1", "10-15", NUMBER),
    # words of size and units of measure
    ("C1", "15 lớp", 15.0), ("C1", "15 LỚP", 15.0), ("C1", "15lớp", 15.0),
    ("C1", "15 buổi", UNIT), ("C1", "15%", UNIT), ("C1", "15 lớp học", UNIT),
    ("C1", "3 nghìn", 3000.0), ("C1", "3 ngàn lớp", 3000.0), ("C1", "1,5 triệu", 1500000.0),
    ("C1", "1.234 triệu", 1234000000.0), ("C1", "2 tỷ", 2e9), ("C1", "2 tỉ", 2e9),
    ("V1", "3 triệu", 3e6), ("V1", "3 triệu đồng", 3e6), ("V1", "3,5 tỷ đồng", 3.5e9),
    ("V1", "3 triệu USD", UNIT), ("N1", "12", 12.0), ("N1", "12 nghìn", 12.0),
    ("N1", "12 nghìn trang", 12.0), ("N1", "12 trang", UNIT), ("N1", "3 triệu", UNIT),
    ("S1", "85 điểm", 85.0), ("T1", "120 lượt người", 120.0), ("T1", "120 lượt", UNIT),
    ("R1.a", "12 văn bản", 12.0), ("R1.b", "15 văn bản", 15.0), ("R1.a", "12 hồ sơ", UNIT),
    ("R1.b", "15 văn bản không mật", 15.0), ("R1.a", "80%", UNIT), ("R1.a", "1.234", 1234.0),
    ("H1.a", "1.234", NUMBER), ("H1.a", "12,5", 12.5),
    # percentages
    ("P1", "97,55%", 97.55), ("P1", "97.55 %", 97.55), ("P1", "85", 85.0), ("P1", "85,0", 85.0),
    ("P1", "0,85", PERCENT), ("P1", "0.85", PERCENT), ("P1", "1", PERCENT), ("P1", "0", 0.0),
    ("P1", "0,85%", 0.85), ("P1", "1%", 1.0), ("P1", "85 phần trăm", 85.0), ("P1", "85％", 85.0),
    ("P1", "85‰", UNIT), ("P1", "1,01", 1.01), ("S1", "0,85", 0.85), ("S1", "85%", UNIT),
    # a ratio in its own row
    ("R1", "12/15", (12.0, 15.0)), ("R1", "12 / 15", (12.0, 15.0)),
    ("R1", "80% (12/15)", (12.0, 15.0)), ("R1", "80 % ( 12 / 15 )", (12.0, 15.0)),
    ("R1", "100% (12/12)", (12.0, 12.0)), ("R1", "12/15 (80%)", (12.0, 15.0)),
    ("R1", "66,7% (2/3)", (2.0, 3.0)), ("R1", "67% (2/3)", (2.0, 3.0)),
    ("R1", "66% (2/3)", "? parts_disagree"), ("R1", "90% (12/15)", "? parts_disagree"),
    ("R1", "1.200/1.500", (1200.0, 1500.0)), ("R1", "1,200/1,500", NUMBER),
    ("R1", "12/15/2024", NUMBER), ("R1", "a/b", NOT_READ), ("R1", "ước 12/15",
     ("estimate", (12.0, 15.0))), ("H1", "12,5/4", (12.5, 4.0)),
    # none occurred, not applicable, withheld, blank
    ("C1", "KPS", NONE), ("C1", "kps", NONE), ("C1", "K.P.S", NONE),
    ("C1", "không phát sinh", NONE), ("C1", "Không  phát sinh.", NONE),
    ("C1", "KHÔNG PHÁT SINH", NONE), ("R1", "KPS", ("none_occurred", (0.0, 0.0))),
    ("T1", "KPS", STATE), ("S1", "KPS", STATE), ("Y1", "không phát sinh", STATE),
    ("M1", "KPS", STATE), ("C1", "không thuộc phạm vi", "not_applicable"),
    ("Y1", "Không thuộc phạm vi", "not_applicable"), ("M1", "không thuộc phạm vi",
     "not_applicable"), ("C1", "mật", WITHHELD), ("C1", "MẬT", WITHHELD), ("M1", "(mật)", NOT_READ),
    ("C1", "Tuyệt mật", WITHHELD), ("C1", "bảo mật", NOT_READ), ("C1", "khong phat sinh", NOT_READ),
    ("C1", "", None), ("C1", "   ", None), ("C1", "\u200b", None), ("C1", "…", None),
    ("C1", "...", None), ("C1", "………", None), ("C1", "chưa có số liệu", None),
    ("C1", "Chưa có số liệu.", None), ("M1", "…", None), ("Y1", "chưa có số liệu", None),
    # marks and yes or no
    ("C1", "-", MARK), ("C1", "–", MARK), ("C1", "—", MARK), ("Y1", "-", MARK), ("C1", "x", MARK),
    ("C1", "✓", MARK), ("C1", "có", MARK), ("C1", "không", MARK), ("C1", "đạt", MARK),
    ("Y1", "x", 100.0), ("Y1", "X", 100.0), ("Y1", "✓", 100.0), ("Y1", "✔", 100.0),
    ("Y1", "có", 100.0), ("Y1", "Có", 100.0), ("Y1", "CÓ", 100.0), ("Y1", "đạt", 100.0),
    ("Y1", "không", 0.0), ("Y1", "Không", 0.0), ("Y1", "chưa đạt", 0.0),
    ("Y1", "chưa triển khai", 0.0), ("Y1", "Chưa triển khai", 0.0), ("Y1", "chưa", 0.0),
    ("Y1", "100", 100.0), ("Y1", "0", 0.0), ("Y1", "1", 100.0), ("Y1", "50", TYPE),
    ("Y1", "có thể", NOT_READ), ("C1", "chưa triển khai", STATE), ("R1", "chưa triển khai", STATE),
    ("Y1", "ước có", NOT_READ), ("Y1", "co", NOT_READ), ("Y1", "✗", NOT_READ),
    # about, above, estimates
    ("C1", "≥ 80", ABOUT), ("C1", "> 80", ABOUT), ("C1", "khoảng 20", ABOUT),
    ("P1", "trên 90%", ABOUT), ("P1", "khoảng 20%", ABOUT), ("C1", "~15", ABOUT),
    ("C1", "hơn 100", ABOUT), ("C1", "gần 100", ABOUT), ("C1", "120+", ABOUT),
    ("C1", "từ 10 đến 15", ABOUT), ("C1", "ước khoảng 20", ABOUT),
    ("C1", "ước 120", ("estimate", 120.0)), ("C1", "Ước 120", ("estimate", 120.0)),
    ("C1", "ước đạt 120", ("estimate", 120.0)), ("C1", "120 (ước)", ("estimate", 120.0)),
    ("P1", "ước 85%", ("estimate", 85.0)), ("P1", "ước 0,85", PERCENT),
    ("C1", "ước 15 lớp", ("estimate", 15.0)), ("C1", "ước", NOT_READ),
    # days
    ("M1", "30/6/2022", "2022-06-30"), ("M1", "30-06-2022", "2022-06-30"),
    ("M1", "30.6.2022", "2022-06-30"), ("M1", "2022-06-30", "2022-06-30"),
    ("M1", "ngày 30/6/2022", "2022-06-30"), ("M1", "30 tháng 6 năm 2022", "2022-06-30"),
    ("M1", "Ngày 30 tháng 6 năm 2022", "2022-06-30"), ("M1", "hoàn thành ngày 30/6/2022",
     "2022-06-30"), ("M1", "44742", "2022-06-30"), ("M1", "5/6/2022", "2022-06-05"),
    ("M1", "31/6/2022", DATE), ("M1", "6/30/2022", DATE), ("M1", "6/2022", DATE),
    ("M1", "2022", DATE), ("M1", "30/6/22", DATE), ("M1", "31/12/2020", DATE),
    ("M1", "18/6/2024", "2024-06-18"), ("M1", "19/6/2024", DATE), ("M1", "Chưa hoàn thành", 0.0),
    ("M1", "chưa", 0.0), ("M1", "chưa triển khai", 0.0), ("M1", "x", DATE), ("M1", "có", DATE),
    ("M1", "đã hoàn thành", DATE), ("M1", "không", DATE), ("M1", "-", MARK),
]  # fmt: skip


@pytest.mark.parametrize(("code", "written", "meant"), TEXTS)
def test_a_writing_means_this(
    read: Callable[..., object], code: str, written: str, meant: object
) -> None:
    assert read(written, code) == meant
    assert read(unicodedata.normalize("NFD", written), code) == meant


def number(value: float, form: str = "general", formula: bool = False) -> Cell:
    return Cell("number", "", value, form, formula)  # type: ignore[arg-type]


CELLS: list[tuple[str, Cell, object]] = [
    ("C1", number(15), 15.0), ("C1", number(12.5), 12.5), ("K1", number(0.1), 0.1),
    ("K1", number(0.1 + 0.2, formula=True), 0.3), ("C1", number(-3), -3.0),
    ("P1", number(0.85, "percent"), 85.0), ("P1", number(0.07, "percent"), 7.0),
    ("P1", number(1, "percent"), 100.0), ("P1", number(85, "percent"), PERCENT),
    ("P1", number(0.85), PERCENT), ("P1", number(1), PERCENT), ("P1", number(0), 0.0),
    ("P1", number(85), 85.0), ("P1", number(0.85, "percent_sign"), 0.85),
    ("P1", number(85, "percent_sign"), 85.0), ("C1", number(0.15, "percent"), UNIT),
    ("R1.a", number(0.8, "percent"), UNIT), ("R1", number(0.8, "percent"), 80.0),
    ("C1", number(45363, "date"), NUMBER), ("R1", number(45363, "date"), NUMBER),
    ("M1", number(44742, "date"), "2022-06-30"), ("M1", number(44742.5), "2022-06-30"),
    ("M1", number(2022), DATE), ("M1", number(0), DATE), ("M1", number(44197), "2021-01-01"),
    ("M1", number(44196, "date"), DATE), ("Y1", number(1), 100.0), ("Y1", number(0), 0.0),
    ("Y1", number(100), 100.0), ("Y1", number(2), TYPE), ("Y1", number(1, "percent"), 100.0),
    ("Y1", Cell("bool", "", 1.0), 100.0), ("Y1", Cell("bool", "", 0.0), 0.0),
    ("C1", Cell("bool", "", 1.0), TYPE), ("C1", Cell("error", "#N/A"), "? error_cell"),
    ("C1", Cell("no_value", formula=True), "? formula_without_value"),
    ("M1", Cell("error", "#REF!"), "? error_cell"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "cell", "meant"), CELLS)
def test_a_cell_of_a_workbook_means_this(
    read: Callable[..., object], code: str, cell: Cell, meant: object
) -> None:
    assert read(cell, code) == meant


def test_the_table_is_long_enough_to_be_believed() -> None:
    assert len(TEXTS) + len(CELLS) >= 200
    assert len(set(TEXTS)) == len(TEXTS)


@pytest.mark.parametrize("written", ["mật 15", "15 (mật)", "MẬT: 1.234", "mật\u00a015"])
def test_the_word_secret_beside_a_number_is_never_read(written: str) -> None:
    with pytest.raises(SecretWithNumber):
        read_cell(Cell("text", written), INDICATORS["C1"], None, AROUND)


PLAIN: list[tuple[str, str, object]] = [
    ("K1", "1.234", 1.234), ("C1", "1.234", 1.234), ("K1", "1234.5", 1234.5), ("C1", "15", 15.0),
    ("K1", "1e3", 1000.0), ("K1", ".5", 0.5), ("K1", "1,234", NUMBER), ("K1", "12,5", NUMBER),
    ("P1", "85.5%", 85.5), ("P1", "0.85", PERCENT), ("C1", "KPS", NONE), ("Y1", "có", 100.0),
    ("M1", "2022-06-30", "2022-06-30"), ("R1", "12/15", (12.0, 15.0)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "written", "meant"), PLAIN)
def test_under_english_headers_numbers_are_plain(
    read: Callable[..., object], code: str, written: str, meant: object
) -> None:
    assert read(written, code, replace(AROUND, plain=True)) == meant


@pytest.mark.parametrize(
    ("habit", "code", "written", "meant"),
    [
        ("vietnamese", "K1", "1.234", 1234.0),
        ("english", "K1", "1.234", 1.234),
        ("vietnamese", "K1", "1,234", 1.234),
        ("english", "K1", "1,234", NUMBER),
        ("english", "C1", "1.234", 1234.0),
        ("vietnamese", "C1", "1,234", NUMBER),
    ],
)
def test_the_rest_of_the_form_decides_between_two_readings(
    read: Callable[..., object], habit: str, code: str, written: str, meant: object
) -> None:
    assert read(written, code, replace(AROUND, habit=habit)) == meant  # type: ignore[arg-type]


def test_a_form_shows_its_notation_only_where_it_is_beyond_doubt() -> None:
    assert habits("1.234,5") == {"vietnamese"}
    assert habits("97,55% (1.234.567)") == {"vietnamese"}
    assert habits("0.8253") == {"english"}
    assert habits("1,234.5") == {"english"}
    assert habits("1.234") == habits("1,234") == habits("12 lớp") == frozenset()


def test_texts_are_compared_without_case_tone_placement_and_form() -> None:
    assert fold("Hòa") == fold("hoà") == fold(unicodedata.normalize("NFD", "HÒA"))
    assert key("Thành uỷ  Đông-Hà") == key("THÀNH ỦY ĐÔNG HÀ")
    assert fold("quý") == fold("qúy")
    assert fold("ma") != fold("mà") != fold("má")
    assert key("Ð") == key("đ")


@given(st.text(max_size=60))
def test_no_text_whatsoever_stops_the_grammar(text: str) -> None:
    for asked in INDICATORS.values():
        for part in (None, "a") if asked.measure == "ratio" else (None,):
            try:
                read_cell(Cell("text", text), asked, part, AROUND)  # type: ignore[arg-type]
            except SecretWithNumber:
                assert "m" in text.lower()


FLOATS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).filter(
    lambda x: x == 0 or abs(x) > 1e-9
)


@given(FLOATS)
def test_a_plain_number_is_read_back_exactly(value: float) -> None:
    found = parse_plain(repr(value))
    assert found is not None
    assert float(found.value) == value


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=5))
def test_a_number_in_either_notation_is_read_back_exactly_or_asked(value: Decimal) -> None:
    exact = float(value)
    for locale in ("vi", "en"):
        found = parse_number(clean(shortest(exact, locale)))
        assert found is not None
        if isinstance(found, Number):
            # 1,234 in English is the one writing that the Vietnamese reading wins
            assert float(found.value) == exact or (locale == "en" and 1000 <= abs(exact) < 10**6)
        else:
            assert exact in (float(found.with_decimals), float(found.grouped))


@given(st.integers(min_value=0, max_value=10**12))
def test_a_whole_count_in_vietnamese_notation_is_read_back_exactly(value: int) -> None:
    found = parse_number(shortest(float(value), "vi"), whole=True)
    assert isinstance(found, Number)
    assert found.value == value


def test_clean_leaves_what_a_person_sees() -> None:
    assert clean("\u00a0１２\u200b,５ ") == "12,5"
    assert clean("−5 – 3") == "-5 - 3"
