"""Fonts of the years before Unicode: every letter, by the name of the font alone."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.workbooks.grid import Cell, OldText, Sheet
from kpi.workbooks.legacy_fonts import OldFonts, converter_for
from tests.office import convert as convert_file
from tests.reading.books import NAMES, TOP, Book, row
from tests.reading.old_books import MEANT, TCVN3, VNI

# every vowel with every tone, as each encoding keeps it (TCVN 5712:1993, table 3; VNI for Windows)
PLAIN = (
    "à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ đ è é ẻ ẽ ẹ ê ề ế ể ễ ệ ì í ỉ ĩ ị "
    "ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ ù ú ủ ũ ụ ư ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ"
)
IN_TCVN3 = (
    "µ ¸ ¶ · ¹ ¨ » ¾ ¼ ½ Æ © Ç Ê È É Ë ® Ì Ð Î Ï Ñ ª Ò Õ Ó Ô Ö × Ý Ø Ü Þ "
    "ß ã á â ä « å è æ ç é ¬ ê í ë ì î ï ó ñ ò ô \u00ad õ ø ö ÷ ù ú ý û ü þ"
)
IN_VNI = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä "
    "ì í æ ó ò oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï "
    "yø yù yû yõ î"
)


def converted(font: str, text: str) -> str:
    converter = converter_for(font)
    assert converter is not None
    return converter(text)


@pytest.mark.parametrize(
    ("font", "text"),
    [(".VnTime", IN_TCVN3), (".VnArial Narrow", IN_TCVN3), ("VNI-Times", IN_VNI),
     ("VNI-Helve-Condense", IN_VNI)],
)  # fmt: skip
def test_every_letter_of_an_old_font_becomes_the_one_that_was_seen(font: str, text: str) -> None:
    found = converted(font, text).split(" ")
    assert found == PLAIN.split(" ")
    assert all(unicodedata.is_normalized("NFC", letter) for letter in found)


def test_fonts_of_capitals_show_capitals() -> None:
    assert converted(".VnTimeH", IN_TCVN3) == PLAIN.upper()
    assert converted(".VnArialH", "Thµnh ñy §«ng Hµ") == "THÀNH ỦY ĐÔNG HÀ"


def test_capitals_of_vni_are_letters_of_their_own() -> None:
    assert converted("VNI-Times", IN_VNI.upper()) == PLAIN.upper()
    assert converted("vni-times", "ÑAÛNG UÛY; Ñaûng uûy") == "ĐẢNG ỦY; Đảng ủy"


def test_a_sentence_is_read_in_both() -> None:
    assert converted(".VnTime", TCVN3) == converted("VNI-Times", VNI) == MEANT


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "", "Vnroman", "VNTime", "V.nTime"])
def test_other_fonts_are_unicode(font: str) -> None:
    assert converter_for(font) is None


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
def test_what_was_typed_in_unicode_in_an_old_font_stays(font: str) -> None:
    """A cell that kept its old font and was filled with a new keyboard."""
    expected = "Đã mở 15 lớp"
    assert converted(font, expected).casefold() == expected.casefold()


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
@pytest.mark.parametrize("text", ["1.234,5", "97,55%", "12/15", "", "KPS", "x", "30/6/2024", "-"])
def test_figures_are_the_same_in_every_font(font: str, text: str) -> None:
    assert converted(font, text) == text


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [  # all of the workbook in one old font, typed with a new keyboard
        (["Đơn vị báo cáo", "Mã", "Có", "Không"], ["Đơn vị báo cáo", "Mã", "Có", "Không"]),
        (["Chỉ tiêu", "xã", "12"], ["Chỉ tiêu", "xã", "12"]),
        (["Thực hiện trong kỳ", "Hà Tiên"], ["Thực hiện trong kỳ", "Hà Tiên"]),
        # typed with the old one: what could be of either kind is as the rest
        (["§¬n vÞ b¸o c¸o", "M·"], ["Đơn vị báo cáo", "Mã"]),
        (["Tû lÖ", "ã"], ["Tỷ lệ", "ó"]),
        # both: only what cannot be old is certain to be new
        (["Đơn vị", "§¬n vÞ", "ã"], ["Đơn vị", "Đơn vị", "ó"]),
    ],
)
def test_the_texts_of_a_workbook_decide_together(texts: list[str], wanted: list[str]) -> None:
    old = OldFonts()
    convert = converter_for(".VnTime")
    cells = [Cell("text", "".join(old.converted([(t, convert)]))) for t in texts]
    sheet = Sheet("S", {n: {1: cell} for n, cell in enumerate(cells, 1)})
    [settled] = old.settled([sheet])
    assert [row[1].text for row in settled.rows.values()] == wanted


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_form_in_an_old_font_filled_with_a_new_keyboard_is_read(
    tmp_path: Path, known: Catalogue, font: str, kind: str
) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    look = book.add_format({"font_name": font})
    page = book.add_worksheet("S")
    for r, cells in enumerate((*TOP, row("C1", 15), row("Y1", "Có"))):
        for c, value in enumerate(cells):
            page.write(r, c, value, look)
    book.close()
    if kind != "xlsx":
        [path] = convert_file([path], kind, tmp_path / "saved")
    [found] = read_one(path, f"a.{kind}", datetime(2024, 6, 18, 3), known).submissions
    assert (found.unit, found.period) == ("TU-DH", "2024-06")
    assert [(a.indicator, a.value) for a in found.answers] == [("C1", 15.0), ("Y1", 100.0)]


@pytest.mark.parametrize(
    ("texts", "read", "other"),
    [(["Có"], "Cú", "Có"), (["Đơn vị", "Có"], "Có", "Cú"), (["§¬n vÞ", "Cã"], "Có", "Cã")],
)
def test_a_text_that_could_be_of_either_kind_is_known_with_its_font_and_its_other_reading(
    texts: list[str], read: str, other: str
) -> None:
    old = OldFonts()
    for text in texts:
        old.converted([(text, converter_for(".VnTime"))])
    assert old.guessed() == {read: OldText(".VnTime", other)}


def test_texts_that_are_certain_have_no_other_reading() -> None:
    old = OldFonts()
    for text in ("§¬n vÞ", "Đơn vị", "KPS", "12/15"):
        old.converted([(text, converter_for(".VnTime"))])
    assert old.guessed() == {}


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_word_that_its_old_font_makes_unreadable_is_asked_back_with_the_font(
    tmp_path: Path, known: Catalogue, font: str, kind: str
) -> None:
    book = Book(tmp_path / "f.xlsx", NAMES)
    page = book.sheet("Số liệu", (*TOP, row("Y1", None))).book.worksheets()[0]
    page.write(3, 5, "Có", book.book.add_format({"font_name": font}))
    path = book.done()
    if kind != "xlsx":
        [path] = convert_file([path], kind, tmp_path / kind)
    [read] = read_one(path, path.name, datetime(2024, 6, 18, 3), known).submissions
    [problem] = read.problems
    assert (problem.rule, problem.written) == ("unreadable", converted(font, "Có"))
    assert f'phông chữ cũ {font}, nên chữ trong ô cũng có thể là "Có"' in problem.message
