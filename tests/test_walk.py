"""A figure's walk in docs/architecture.md: short, never back, of functions that are there."""

from __future__ import annotations

import re
from functools import reduce
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
WALK = PAGE.split("## A figure's walk")[1].split("\n## ")[0]
HOPS = re.findall(r"^\| (\d+) \| `([\w.]+)` \| [^|]+ \| (\d+) [^|]+ \|$", WALK, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`((?:kpi|reports|flows)(?:\.\w+)+)`", PAGE)))


def found(name: str) -> Any:
    """What a dotted name is of: a module, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            module = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[length:], module)
    raise AttributeError(name)


def room_of(name: str) -> str:
    return ".".join(name.split(".")[:2])


@pytest.mark.parametrize("name", NAMED)
def test_everything_that_the_page_names_by_its_module_is_there(name: str) -> None:
    assert found(name) is not None


def test_every_hop_is_a_function() -> None:
    assert [name for _, name, _ in HOPS if not callable(found(name))] == []


def test_from_the_inbox_to_a_cell_there_are_at_most_25_hops_and_10_shapes() -> None:
    assert [int(number) for number, _, _ in HOPS] == list(range(1, len(HOPS) + 1))
    shapes = [int(shape) for _, _, shape in HOPS]
    assert len(HOPS) <= 25
    assert max(shapes) <= 10
    assert shapes == sorted(shapes)  # nothing is turned back into what it was
    assert (HOPS[0][1], HOPS[-1][1]) == (
        "kpi.receiving.sources.inbox.Inbox.listing",
        "reports.workbook.book.Page.figure",
    )


def test_no_room_is_come_back_to_but_reading_which_asks_for_the_grid_of_cells() -> None:
    rooms = [room for room, _ in groupby(room_of(name) for _, name, _ in HOPS)]
    assert [room for room in set(rooms) if rooms.count(room) > 1] == ["kpi.reading"]
    assert rooms.count("kpi.reading") == 2
