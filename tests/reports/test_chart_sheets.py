"""Where the sheets of paper with native charts end: between charts, whichever is the last."""

from __future__ import annotations

from reports.book.charts.drawing import ROWS, breaks_of, places_of


def test_a_sheet_ends_between_charts_though_the_last_stands_beside_an_earlier_one() -> None:
    wide, narrow = True, False
    places = places_of([wide, narrow, wide, wide, narrow])
    assert places == [(0, 0), (1, 0), (2, 0), (3, 0), (1, 1)]
    assert breaks_of(places, 1) == [1 + 2 * ROWS]  # two rows of charts a sheet, below the heading


def test_charts_of_one_sheet_need_no_break() -> None:
    assert breaks_of(places_of([True, False, False]), 1) == []
