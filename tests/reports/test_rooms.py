"""How much page one says: what is behind is named before other lists are made longer."""

from __future__ import annotations

from collections.abc import Callable

from reports.leading.rooms import ROOMS, Room, roomiest


def sheet_of(lines: int) -> Callable[[Room], bool]:
    """Whether a sheet of so many lines holds a room: quotes and names take lines as well."""
    return lambda r: r.behind * (2 + (r.letters > 34)) + 3 * r.listed + r.names // 12 <= lines


def test_other_lists_give_up_their_room_to_what_is_behind() -> None:
    fits = sheet_of(26)
    found = roomiest(fits)
    assert fits(found)
    assert found.behind == 10
    assert not fits(Room(12, 1, 34, 12, 1, 8))


def test_what_is_left_is_shared_by_the_other_lists() -> None:
    found = roomiest(sheet_of(29))
    assert (found.behind, found.listed) == (12, 1)
    assert found.names > 12
    assert found.quotes == ROOMS[0].quotes


def test_nothing_is_left_out_where_all_fits_and_the_least_is_said_where_nothing_does() -> None:
    assert roomiest(lambda _: True) == ROOMS[0]
    assert roomiest(lambda _: False) == ROOMS[-1]


def test_names_of_what_is_behind_take_the_room_that_their_rows_have_anyway() -> None:
    """Quotes make a row three lines high: a name may fill them, and is told before other lists."""

    def fits(room: Room) -> bool:
        lines = max(2 + (room.letters > 34), -(-room.titles // 40))
        return room.behind * lines + 3 * room.listed + room.names // 12 <= 44

    found = roomiest(fits)
    assert fits(found)
    assert found.titles > found.letters
