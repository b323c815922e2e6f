"""Where pages end: worked out by hand on pages of 100 points, of which 97 are filled."""

from __future__ import annotations

import pytest

from reports.workbook.layout import Printed, breaks_of, pages_of, scale_of, widened

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
    # 7 pixels a digit and 5 free: 75 pixels are 56.25 points a column of 10
    assert scale_of([10.0], 56.25) == 100
    assert scale_of([10.0] * 2, 56.25) == 50


def test_a_nearly_empty_last_page_is_spared_by_smaller_print() -> None:
    # 98 points of rows: 97 of 100 at full size, 97.98 of 101.01 at 99 %, 98.98 of 102.04 at 98 %
    rows = [ROW] * 4 + [Printed(18, announces=False)]
    assert pages_of(rows, [10.0], 56.25, 100, 0) == (98, [])
    assert pages_of([ROW] * 6, [10.0], 56.25, 100, 0) == (100, [4])  # two rows are 40 % of a page


def test_print_never_goes_below_8_points_to_spare_a_page() -> None:
    rows = [Printed(500, announces=False), Printed(10, announces=False)]
    assert pages_of(rows, [10.0], 56.25, 500, 0) == (95, [])
    rows = [Printed(900, announces=False), Printed(10, announces=False)]
    assert pages_of(rows, [10.0], 56.25, 500, 0) == (100, [1])


@pytest.mark.parametrize("count", range(1, 60))
def test_every_row_is_printed_once(count: int) -> None:
    breaks = breaks_of([ROW] * count, 100, 0)
    assert breaks == sorted(set(breaks))
    assert all(0 < row < count for row in breaks)


LINE = Printed(20, announces=False, in_table=True)


def test_a_table_whose_head_is_not_repeated_goes_over_whole() -> None:
    # of 97 points two rows leave 57: too few for title, head and a line
    head = Printed(20, announces=True, in_table=True)
    assert breaks_of([ROW, ROW, TITLE, head, LINE, LINE], 100, 0) == [2]
    assert breaks_of([ROW, ROW, TITLE, head, LINE, LINE], 100, 20) == [2, 5]
    assert breaks_of([LINE] * 6, 100, 0) == [4]  # it fills more than a page


def test_where_nothing_spares_a_nearly_empty_page_the_one_before_gives_rows() -> None:
    # 490 points a page, of which 475 hold nine rows of 48; 98 are asked of the last one, two rows
    # are 96
    rows = [Printed(48, announces=False)] * 11
    assert pages_of(rows, [20.0], 55.5, 250, 0) == (51, [8])


def test_columns_are_widened_to_a_scale_and_never_narrowed() -> None:
    # 56.25 points of paper at 50 % are 112.5 at full size: 150 pixels, of which 10 are edges, so
    # two columns have 140 pixels of 7 a digit
    assert widened([5.0, 5.0], 56.25, 50) == pytest.approx([10.0, 10.0])
    assert widened([20.0, 20.0], 56.25, 50) == [20.0, 20.0]
    assert widened([5.0, 5.0], 56.25, 100) == [5.0, 5.0]


def test_a_table_longer_than_a_page_begins_where_it_stands() -> None:
    """A title and a note stood alone on a page before the table of 56 units."""
    assert breaks_of([ROW, ROW, *[LINE] * 7], 100, 0) == [4, 8]
    assert breaks_of([ROW, ROW, *[LINE] * 4], 100, 0) == [2]
