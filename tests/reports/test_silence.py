"""Where figures are lacking no page says that all is well; an excerpt begins no page for a line."""

from __future__ import annotations

import pytest

from reports.excerpts.rooms import PAGES, ROOMS, STILL_ROOMY, Room, room_for
from reports.leading import wording
from tests.reports.case import june, report_of


@pytest.mark.parametrize("key", ["leading.behind", "excerpts.behind"])
def test_silence_is_no_good_news(key: str) -> None:
    case = june()
    edition = report_of(case).edition
    case.con.close()
    said = wording.none_behind(edition, [("met", 1), ("no_data", 36), ("inconclusive", 2)], key)
    assert said.startswith("Trong số chỉ tiêu đã đánh giá, không chỉ tiêu nào chậm")
    assert "38 chỉ tiêu chưa đánh giá được" in said
    nothing = wording.none_behind(edition, [("no_data", 38), ("not_due", 7)], key)
    assert nothing.startswith("Chưa đánh giá được chỉ tiêu nào: 38")
    assert wording.none_behind(edition, [("met", 3), ("not_due", 2)], key).startswith("Không có")


def test_what_is_still_roomy_on_one_page_begins_no_second_one() -> None:
    found = room_for(lambda room, pages: pages == PAGES or room.size <= 9)
    assert found == ROOMS[2]
    assert room_for(lambda room, pages: pages == PAGES or room.size < STILL_ROOMY.size) == ROOMS[0]


def test_rows_that_would_be_left_out_fill_what_is_left() -> None:
    found = room_for(lambda room, pages: pages == PAGES and room.rows <= 38 and room.behind <= 5)
    assert (found.rows, found.behind) == (38, 5)
    assert room_for(lambda _, __: False) == ROOMS[-1]


def test_no_room_is_larger_than_the_one_before() -> None:
    assert all(isinstance(room, Room) for room in ROOMS)
    assert [r.rows for r in ROOMS] == sorted((r.rows for r in ROOMS), reverse=True)
