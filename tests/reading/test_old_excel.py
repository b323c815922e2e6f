"""What .xls files hold that LibreOffice does not write: Excel 95, code pages, odd results."""

from __future__ import annotations

import struct
import unicodedata
from pathlib import Path

import pytest

from kpi.workbooks.grid import Cell, Refused, Sheet, Workbook
from kpi.workbooks.xls.reader import read_xls
from tests.reading.biff import (
    BIFF5,
    TEXT_TOKENS,
    font,
    formula,
    label,
    number,
    number_format,
    old_book,
    style,
    styled,
)
from tests.reading.old_books import MEANT, TCVN3


def opened(path: Path, content: bytes) -> Workbook:
    path.write_bytes(content)
    return read_xls(path)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    fonts = [font(b"Arial")] * 4 + [font(b".VnTime")]
    head = ((0x0042, struct.pack("<H", 1258)), *fonts, style(0), style(5))
    rows = [
        label(0, 0, _in_1258(MEANT)),
        label(1, 0, TCVN3.encode("latin-1"), style=1),
        number(2, 0),
    ]
    return opened(tmp_path / "a.xls", old_book(*rows, head=head, version=BIFF5)).sheets[0]


def _in_1258(text: str) -> bytes:
    """Windows-1258 keeps most tones as letters of their own behind the vowel."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = [p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        out.append(base + "".join(tones))
    return "".join(out).encode("cp1258")


def test_text_of_excel_95_is_read_in_its_code_page(sheet: Sheet) -> None:
    assert sheet.at(1, 1) == Cell("text", MEANT)
    assert sheet.at(3, 1) == Cell("number", "", 1.0)


def test_an_old_font_counts_before_the_code_page(sheet: Sheet) -> None:
    assert sheet.at(2, 1) == Cell("text", MEANT)


@pytest.mark.parametrize(
    ("result", "flags", "cell"),
    [(struct.pack("<d", 2.0), 0, Cell("number", "", 2.0, formula=True)),
     (b"\x01\x00\x01\x00\x00\x00\xff\xff", 0, Cell("bool", "", 1.0, formula=True)),
     (b"\x02\x00\x2a\x00\x00\x00\xff\xff", 0, Cell("error", "#N/A", formula=True)),
     (b"\x02\x00\x17\x00\x00\x00\xff\xff", 0, Cell("error", "#REF!", formula=True)),
     # a sum gives no empty text: nobody has computed it, though the file does not say so
     (b"\x03\x00\x00\x00\x00\x00\xff\xff", 0, Cell("no_value", formula=True)),
     # written by a program that leaves the computing to Excel
     (b"\x03\x00\x00\x00\x00\x00\xff\xff", 3, Cell("no_value", formula=True))],
)  # fmt: skip
def test_a_formula_is_its_kept_result(
    tmp_path: Path, result: bytes, flags: int, cell: Cell | None
) -> None:
    sheet = opened(tmp_path / "a.xls", old_book(formula(4, 2, result, flags))).sheets[0]
    assert sheet.at(5, 3) == cell
    assert sheet.formulas == {(5, 3): "1+1"}


def test_an_empty_text_may_be_what_a_formula_gives(tmp_path: Path) -> None:
    empty = b"\x03\x00\x00\x00\x00\x00\xff\xff"
    sheet = opened(tmp_path / "a.xls", old_book(formula(4, 2, empty, 0, TEXT_TOKENS))).sheets[0]
    assert sheet.at(5, 3) is None
    assert sheet.formulas == {(5, 3): '""'}


@pytest.mark.parametrize(
    ("code", "kind"),
    [(b"0%", "percent"), (b"d/m/yyyy", "date"), (b"0", "general"), (b'0"%"', "percent_sign"),
     (b"hh:mm:ss.000", "time"), (b'[=0]"-";0%', "percent"), (b"mm/yyyy", "month")],
)  # fmt: skip
@pytest.mark.parametrize("number_of", [2, 9, 14, 37, 165])
def test_a_format_is_the_files_own_record_whatever_its_number(
    tmp_path: Path, number_of: int, code: bytes, kind: str
) -> None:
    head = (font(b"Arial"), number_format(number_of, code), style(0), style(0, number_of))
    book = old_book(styled(0, 0, 1, 45444.0), head=head, version=BIFF5)
    cell = opened(tmp_path / "a.xls", book).sheets[0].at(1, 1)
    assert cell is not None
    assert (cell.number, cell.format) == (45444.0, kind)


@pytest.mark.parametrize(
    ("marked", "text"),
    [(font(b"Arial", struck=True), "[gạch: 12]"), (font(b"Arial", moved=1), "¹²"),
     (font(b"Arial", moved=2), "₁₂")],
)  # fmt: skip
def test_a_number_is_shown_with_the_mark_of_its_font(
    tmp_path: Path, marked: tuple[int, bytes], text: str
) -> None:
    head = (font(b"Arial"), marked, style(0), style(1))
    book = old_book(styled(0, 0, 1, 12.0), styled(0, 1, 0, 12.0), head=head, version=BIFF5)
    sheet = opened(tmp_path / "a.xls", book).sheets[0]
    assert sheet.at(1, 1) == Cell("text", text, shown=text)
    assert sheet.at(1, 2) == Cell("number", "", 12.0)


@pytest.mark.parametrize("value", [56.99999999999999, 0.30000000000000004, 10.000000000000002])
def test_noise_behind_the_fifteenth_digit_is_dropped(tmp_path: Path, value: float) -> None:
    sheet = opened(tmp_path / "a.xls", old_book(styled(0, 0, 0, value))).sheets[0]
    cell = sheet.at(1, 1)
    assert cell is not None
    assert cell.number == float(f"{value:.15g}") != value


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook", "WorkBook", "BOOK", "book"])
def test_names_of_streams_are_the_same_in_any_case(tmp_path: Path, name: str) -> None:
    content = old_book(number(0, 0))
    renamed = content.replace("Workbook".encode("utf-16-le"), name.encode("utf-16-le").ljust(16))
    at = renamed.index(name.encode("utf-16-le"))
    renamed = renamed[: at + 64] + struct.pack("<H", 2 * len(name) + 2) + renamed[at + 66 :]
    assert opened(tmp_path / "a.xls", renamed).sheets[0].at(1, 1) == Cell("number", "", 1.0)


@pytest.mark.parametrize("count", [0, 1, 2, 4, 5, 9, 2000])
def test_a_wrong_count_of_shared_strings_hides_none(tmp_path: Path, count: int) -> None:
    texts = ["a", "Mã", "số liệu"]
    strings = b"".join(struct.pack("<HB", len(t), 1) + t.encode("utf-16-le") for t in texts)
    head = ((0x00FC, struct.pack("<II", 3, count) + strings),)
    cells = [(0x00FD, struct.pack("<HHHI", 0, n, 0, n)) for n in range(3)]
    sheet = opened(tmp_path / "a.xls", old_book(*cells, head=head)).sheets[0]
    assert [sheet.at(1, n + 1) for n in range(3)] == [Cell("text", t) for t in texts]


@pytest.mark.parametrize("mode", [0, 1])
def test_the_first_day_of_its_calendar_is_told(tmp_path: Path, mode: int) -> None:
    head = ((0x0022, struct.pack("<H", mode)),)
    book = opened(tmp_path / "a.xls", old_book(number(0, 0), head=head))
    assert book.since_1904 == bool(mode)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_damage(tmp_path: Path, value: float) -> None:
    bad = (0x0203, struct.pack("<HHHd", 0, 0, 0, value))
    with pytest.raises(Refused):
        opened(tmp_path / "a.xls", old_book(bad))


def test_a_hole_in_the_file_is_damage_and_no_empty_sheet(tmp_path: Path) -> None:
    few = opened(tmp_path / "a.xls", old_book((0, b""), number(0, 0)))
    assert few.sheets[0].at(1, 1) == Cell("number", "", 1.0)
    with pytest.raises(Refused, match="damaged"):
        opened(tmp_path / "b.xls", old_book(*[(0, b"")] * 1_000, number(0, 0)))
