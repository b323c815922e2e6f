"""Widths are the fonts' own: Pillow reads the same files by another library and agrees."""

from __future__ import annotations

import unicodedata

import pytest
from PIL import ImageFont

from reports.measure import Family, font_file, text_width, widest_word
from reports.measure.faces import letter_widths

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = [
    unicodedata.normalize("NFC", case(vowel + tone))
    for vowel in VOWELS
    for tone in TONES
    for case in (str.lower, str.upper)
] + list("đĐ▲●►!▼×○?…–↑→↓◐≥≤‰“”")
FACES = [(False, False), (True, False), (False, True), (True, True)]
NAME = "Tỷ lệ văn bản không mật gửi, nhận trên môi trường mạng: 1.234,5 %"


def by_pillow(text: str, *, bold: bool, italic: bool) -> float:
    """The sum of the letters' advances at 2048 pixels, the fonts' own grid."""
    face = ImageFont.truetype(str(font_file(bold=bold, italic=italic)), 2048)
    return sum(face.getlength(letter) for letter in text) / 2048


@pytest.mark.parametrize(("bold", "italic"), FACES)
def test_a_text_is_as_wide_as_pillow_says(bold: bool, italic: bool) -> None:
    wide = text_width(NAME, 11, bold=bold, italic=italic)
    assert wide == pytest.approx(11 * by_pillow(NAME, bold=bold, italic=italic))


@pytest.mark.parametrize(("bold", "italic"), FACES)
def test_every_vietnamese_letter_and_sign_of_ours_is_in_the_serif_faces(
    bold: bool, italic: bool
) -> None:
    held = letter_widths(family=Family.SERIF, bold=bold, italic=italic)
    assert [letter for letter in LETTERS if letter not in held] == []


def test_digits_are_half_as_wide_as_high_in_times() -> None:
    assert text_width("2024", 12) == pytest.approx(4 * 6.0)


def test_a_letter_written_in_parts_is_as_wide_as_in_one() -> None:
    parts = unicodedata.normalize("NFD", NAME)
    assert text_width(parts, 11) == pytest.approx(text_width(NAME, 11))


def test_a_letter_that_no_font_has_is_reckoned_as_wide_as_high() -> None:
    assert text_width("漢", 10) == pytest.approx(10.0)
    assert text_width("\u200b", 10) == 0.0


def test_bold_letters_need_more_room() -> None:
    assert text_width(NAME, 11, bold=True) > text_width(NAME, 11)


def test_the_sans_measures_arial() -> None:
    assert text_width("0", 100, family=Family.SANS) == pytest.approx(55.6, abs=0.1)
    with pytest.raises(FileNotFoundError):
        font_file(Family.SANS, italic=True)


def test_the_widest_word_ends_at_blanks_hyphens_and_slashes_between_letters() -> None:
    assert widest_word("Văn hóa - Văn nghệ", 11) == text_width("nghệ", 11)
    assert widest_word("Kế hoạch/chương trình", 11) == text_width("chương", 11)
    assert widest_word("ngày 13/6/2024", 11) == text_width("13/6/2024", 11)
    assert widest_word("Lịch sử\nĐảng", 11, bold=True) == text_width("Đảng", 11, bold=True)
    assert widest_word("", 11) == 0.0
