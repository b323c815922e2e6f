"""Widths of columns from what stands in them, and Excel's own unit of width."""

from __future__ import annotations

import pytest

from reports.measure import (
    breadth_of_columns,
    least_room,
    lines_of,
    room_of_columns,
    shared_out,
    text_width,
    width_for,
)

NAMES = ["Tỷ lệ văn bản không mật gửi, nhận trên môi trường mạng", "Số tài liệu được số hóa"]


def test_excels_standard_width_is_64_pixels_of_which_59_hold_text() -> None:
    # 8.43 x 7 = 59 pixels, with 5 free ones 64: Excel's own standard column; with 8 a digit 72
    assert breadth_of_columns([8.43]) == pytest.approx(68.2 * 0.75, abs=0.1)
    assert room_of_columns([8.43]) == pytest.approx(59 * 0.75, abs=0.1)
    assert room_of_columns([8.43, 8.43]) == pytest.approx((64 + 59) * 0.75, abs=0.1)
    with pytest.raises(ValueError, match="no column"):
        room_of_columns([])


def test_a_width_holds_the_points_it_was_made_for() -> None:
    assert room_of_columns([width_for(123.4)]) == pytest.approx(123.4)


def test_the_least_room_holds_the_widest_word_of_all() -> None:
    assert least_room(NAMES, 11) == text_width("trường", 11)
    assert least_room([], 11) == 0.0


def test_the_least_room_for_two_lines_takes_two_and_a_point_less_takes_three() -> None:
    room = least_room(NAMES, 11, lines=2)
    assert max(lines_of(name, room, 11) for name in NAMES) == 2
    assert max(lines_of(name, room - 1, 11) for name in NAMES) == 3


def test_columns_share_the_whole_room_and_break_no_word() -> None:
    columns = [["TT", "1"], ["Chỉ tiêu", *NAMES], ["Đơn vị chủ trì", "Phòng Khoa giáo"]]
    widths = shared_out(columns, 300, 11)
    assert sum(widths) == pytest.approx(300)
    for texts, width in zip(columns, widths, strict=True):
        assert width >= least_room(texts, 11, bold=True) - 0.01
    assert widths[1] > widths[2] > widths[0]


def test_columns_with_room_to_spare_grow_alike_and_too_many_shrink_alike() -> None:
    assert shared_out([["a"], ["a"]], 300, 11) == pytest.approx([150, 150])
    assert shared_out([["trường"], ["trường"]], 20, 11) == pytest.approx([10, 10])


@pytest.mark.parametrize("room", range(60, 600, 45))
def test_the_share_adds_up_at_every_width(room: float) -> None:
    columns = [["TT"], NAMES, [" ".join(NAMES * 5)], ["%"]]
    assert sum(shared_out(columns, room, 11)) == pytest.approx(room)


def test_texts_that_come_again_are_measured_once() -> None:
    from reports.measure import lines

    texts = [f"{name} {n % 50}" for n in range(500) for name in NAMES]
    lines._wrapped.cache_clear()
    for text in texts:
        lines_of(text, 100, 11)
    info = lines._wrapped.cache_info()
    assert (info.misses, info.hits) == (100, 900)
