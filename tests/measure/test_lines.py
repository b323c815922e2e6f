"""Where lines end, worked out by hand in letters of one width: digits, half as wide as high."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.measure import height_of, lines_of, text_width, wrapped

WORDS = st.text(alphabet="aăâbcđeôơ 0123/-–\n.", max_size=60)


def test_words_are_kept_whole_and_blanks_at_an_end_take_no_room() -> None:
    # at 10 points a digit is 5 wide and a blank 2.5: "11 22" is 22.5, "11 22 33" 35
    assert wrapped("11 22 33", 22.5, 10) == ("11 22", "33")
    assert wrapped("11 22 33", 35.0, 10) == ("11 22 33",)
    assert wrapped("11   22", 12.0, 10) == ("11", "22")


def test_lines_end_after_hyphens_and_slashes_between_letters_but_not_between_digits() -> None:
    room = text_width("Khoa-", 11)
    assert wrapped("Khoa-giáo", room, 11) == ("Khoa-", "giáo")
    assert wrapped("KH/TU", text_width("KH/", 11), 11) == ("KH/", "TU")
    assert wrapped("ngày 3/6/2024", text_width("3/6/2024", 11), 11) == ("ngày", "3/6/2024")


def test_a_word_wider_than_the_column_is_broken_between_letters() -> None:
    assert wrapped("12345 6", 10.0, 10) == ("12", "34", "5", "6")
    assert wrapped("99", 1.0, 10) == ("9", "9")


def test_a_line_break_of_the_text_is_kept() -> None:
    assert wrapped("VB01\n%", 100, 11) == ("VB01", "%")
    assert wrapped("", 100, 11) == ("",)
    assert lines_of("a\n\nb", 100, 11) == 3


def test_no_room_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no room"):
        wrapped("a", 0, 11)


@given(WORDS, st.floats(8, 300))
def test_nothing_is_lost_and_no_line_is_wider_than_the_room(text: str, room: float) -> None:
    lines = wrapped(text, room, 11)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) == 1 or text_width(line, 11) <= room + 0.01 for line in lines)


@given(WORDS, st.floats(10, 200), st.floats(1, 100))
def test_a_wider_column_never_takes_more_lines(text: str, room: float, more: float) -> None:
    assert lines_of(text, room + more, 11) <= lines_of(text, room, 11)


def test_a_row_is_as_high_as_its_lines_and_no_higher_than_excel_allows() -> None:
    assert height_of(2, 11) == pytest.approx(2 * 11 * 1.28 + 3)
    assert height_of(0, 11) == height_of(1, 11)
    assert height_of(1000, 11) == 409.0
    assert lines_of("11 22 33", 22.5, 10) == 2
