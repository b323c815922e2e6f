"""How a form is printed: no break leaves a third of a page empty."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.forms.page_breaks import (
    MOST_EMPTY,
    SIDES,
    SIGN_LINES,
    Block,
    Measures,
    capacity,
    page_breaks,
    paper_for,
)

MEASURES = Measures(head=196, header=37, guide=38, sign_line=16, width=877.5)
HEIGHTS = st.lists(st.sampled_from([18, 33, 36, 48, 70, 87]), min_size=1, max_size=90)


def blocks(heights: list[int]) -> list[Block]:
    return [Block(10 + n, float(points)) for n, points in enumerate(heights)]


@given(HEIGHTS)
def test_whatever_the_indicators_no_break_leaves_a_third_of_a_page_empty(
    heights: list[int],
) -> None:
    assert paper_for(blocks(heights), MEASURES).empty <= MOST_EMPTY


def test_the_roomiest_way_is_taken_where_it_is_good() -> None:
    paper = paper_for(blocks([18] * 5), MEASURES)
    assert (paper.side, paper.sign_lines, paper.breaks) == (SIDES[0], SIGN_LINES[0], ())


def test_an_indicator_that_would_leave_the_first_page_half_empty_is_kept_on_it() -> None:
    # 196 + 37 + 48 + 70 = 351 of 559 points: the last block, 70 + 38 + 8 x 16 = 236, would go on
    # to the next page and leave 37 % of the first one empty
    plain = [Block(10, 48.0), Block(11, 70.0), Block(12, 236.0)]
    breaks, empty = page_breaks(plain, MEASURES.head, MEASURES.header, capacity(MEASURES.width))
    assert (breaks, round(empty, 2)) == ([12], 0.37)
    assert paper_for(blocks([48, 70, 70]), MEASURES).breaks == ()


def test_what_fits_one_page_with_less_room_for_signatures_is_not_parted() -> None:
    # 196 + 37 + 70 + 72 = 375 of 559 points: the last block, 30 + 38 + 8 x 16 = 196, would go on to
    # the next page and leave less than a third of the first one; with 7 lines it ends at 555
    plain = [Block(10, 70.0), Block(11, 72.0), Block(12, 196.0)]
    breaks, empty = page_breaks(plain, MEASURES.head, MEASURES.header, capacity(MEASURES.width))
    assert (breaks, round(empty, 2)) == ([12], 0.33)
    paper = paper_for(blocks([70, 72, 30]), MEASURES)
    assert (paper.side, paper.sign_lines, paper.breaks) == (SIDES[0], SIGN_LINES[1], ())


def test_wider_margins_at_the_sides_put_more_on_a_page() -> None:
    rooms = [capacity(877.5, side) for side in SIDES]
    assert rooms == sorted(rooms)
    # 877.5 points on 770 are shown at 88 %, on 770 - 0.7 x 72 = 719.6 at 82 %
    assert round(rooms[-1] / rooms[0], 3) == round(770 / 719.6, 3)
