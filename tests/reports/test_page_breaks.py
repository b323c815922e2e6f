"""Where pages end: worked out by hand on pages of 100 points, of which 97 are filled."""

from __future__ import annotations

from reports.workbook.layout import Printed, breaks_of, scale_of

ROW, TITLE = Printed(20, announces=False), Printed(20, announces=True)


def test_a_page_takes_what_it_holds() -> None:
    assert breaks_of([ROW] * 9, 100, 0) == [4, 8]
    assert breaks_of([ROW] * 4, 100, 0) == []


def test_heads_on_later_pages_take_their_room() -> None:
    assert breaks_of([ROW] * 9, 100, 20) == [4, 7]


def test_titles_go_to_the_next_page_with_what_they_announce() -> None:
    assert breaks_of([ROW, ROW, TITLE, TITLE, ROW, ROW], 100, 0) == [2]
    assert breaks_of([ROW, ROW, ROW, TITLE, ROW], 100, 0) == [3]


def test_a_row_higher_than_a_page_stands_alone() -> None:
    assert breaks_of([ROW, Printed(300, announces=False), ROW], 100, 0) == [1, 2]


def test_columns_that_fit_keep_their_size_and_wide_ones_shrink() -> None:
    # 8 pixels a digit and 5 free: 85 pixels are 63.75 points a column of 10
    assert scale_of([10.0], 63.75) == 100
    assert scale_of([10.0] * 2, 63.75) == 50
