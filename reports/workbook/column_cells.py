"""The cells of one column of a long sheet as they stand in its file, with the heights they need.

One rule: a text or a moment that came before is not looked at again, and of figures in one format
only the widest are measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

from reports.workbook.fitting import Fitting
from reports.workbook.layout import Cell
from reports.workbook.long_sheet import Value, inside
from reports.workbook.texts import clean

if TYPE_CHECKING:
    from reports.workbook.book import Page

Format: TypeAlias = Any  # xlsxwriter has no types
Key: TypeAlias = Value | tuple[str, object]


@dataclass(frozen=True, slots=True)
class Given:
    """Some values of a column, one below the other; one format for all, or one for each."""

    values: Sequence[Value]
    styles: Format | list[Format]


@dataclass(frozen=True, slots=True)
class Cells:
    """What follows each cell's place in the file, and the points that each needs in height; None
    for no more than any row has."""

    written: list[str]
    heights: list[float] | None


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one format, and where they stand; None for everywhere."""

    style: Format
    values: Sequence[Value]
    places: list[int] | None


@dataclass(frozen=True, slots=True)
class Groups:
    """The values of a column by their format."""

    groups: list[Group]
    count: int

    def firsts(self) -> Iterator[tuple[int, Format]]:
        """(where it stands first, format)"""
        for group in self.groups:
            yield (group.places[0] if group.places else 0), group.style


@dataclass(slots=True)
class _Known:
    """What stands in the file for each text or moment of one format, and its height."""

    written: dict[Key, str] = field(default_factory=dict)
    heights: dict[Key, float] = field(default_factory=dict)


class ColumnCells:
    """The cells of one column, some rows at a time."""

    def __init__(self, page: Page, number: int) -> None:
        self._page, self._number = page, number
        self._known: dict[int, _Known] = {}
        self._fittings: dict[int, Fitting] = {}

    def by_format(self, given: Given) -> Groups:
        """The values by the format in which they fit the column."""
        found = [fitted for group in _by_style(given) for fitted in self._fitted(group)]
        return Groups(found, len(given.values))

    def cells(self, groups: Groups) -> Cells:
        if len(groups.groups) == 1:
            return self._cells(groups.groups[0])
        written, heights = [""] * groups.count, [0.0] * groups.count
        some_are_high = False
        for group in groups.groups:
            made = self._cells(group)
            places = group.places or range(groups.count)
            for place, one in zip(places, made.written, strict=True):
                written[place] = one
            if made.heights is not None:
                some_are_high = True
                for place, height in zip(places, made.heights, strict=True):
                    heights[place] = height
        return Cells(written, heights if some_are_high else None)

    def _fitted(self, group: Group) -> Iterator[Group]:
        """The group, or its parts by the format in which each figure fits."""
        style, shares = group.style, self._shares(group)
        if shares is None:
            yield group
            return
        parts: dict[float, list[int]] = {}
        for number, share in enumerate(shares):
            parts.setdefault(share, []).append(number)
        for share, numbers in parts.items():
            places = [group.places[n] for n in numbers] if group.places else numbers
            fit = style if share == 1 else self._page.book.smaller(style, share)
            yield Group(fit, [group.values[n] for n in numbers], places)

    def _shares(self, group: Group) -> list[float] | None:
        """The share of its size at which each value fits; None if all do as they are, which the
        widest tell: the largest, and the least with its sign."""
        figures = [v for v in group.values if isinstance(v, int | float)]
        if not figures:
            return None
        style, fitting = group.style, self._fitting(group.style)

        def share(value: Value) -> float:
            if not isinstance(value, int | float):
                return 1.0
            return fitting.share(self._cell(value, style), value)

        if share(max(figures)) == share(min(figures)) == 1:
            return None
        return [share(value) for value in group.values]

    def _cells(self, group: Group) -> Cells:
        """Figures are written one by one, for few come again."""
        kinds = set(map(type, group.values))
        start = f'" s="{group.style._get_xf_index()}"'
        if kinds <= {float, int, NoneType}:
            blank, sheet = start + inside(None, self._page.sheet), self._page.sheet
            return Cells(
                [blank if v is None else start + inside(v, sheet) for v in group.values], None
            )
        known = self._known.setdefault(id(group.style), _Known())
        keys = group.values if kinds.isdisjoint((float, int)) else list(map(_key, group.values))
        for key, value in dict(zip(keys, group.values, strict=True)).items():
            if key not in known.written:
                self._learn(known, key, value, group.style, start)
        written = list(map(known.written.__getitem__, keys))
        heights = (
            list(map(known.heights.__getitem__, keys)) if any(known.heights.values()) else None
        )
        return Cells(written, heights)

    def _learn(self, known: _Known, key: Key, value: Value, style: Format, start: str) -> None:
        shown = (clean(value) or None) if isinstance(value, str) else value
        known.written[key] = start + inside(shown, self._page.sheet)
        known.heights[key] = 0.0
        if isinstance(shown, str):
            known.heights[key] = self._fitting(style).height(self._cell(shown, style), shown)

    def _cell(self, value: Value, style: Format) -> Cell:
        return Cell(self._page.row, self._number, self._number, value, style)

    def _fitting(self, style: Format) -> Fitting:
        if id(style) not in self._fittings:
            letters = self._page.book.letters[id(style)]
            self._fittings[id(style)] = Fitting(letters, self._page.widths)
        return self._fittings[id(style)]


def _key(value: Value) -> Key:
    """Figures that are equal may be written differently (0 and -0)."""
    return ("figure", repr(value)) if isinstance(value, int | float) else value


def _by_style(given: Given) -> list[Group]:
    styles = given.styles
    if not isinstance(styles, list):
        return [Group(styles, given.values, None)]
    places: dict[int, list[int]] = {}
    for number, key in enumerate(map(id, styles)):
        places.setdefault(key, []).append(number)
    if len(places) == 1:
        return [Group(styles[0], given.values, None)]
    return [
        Group(styles[numbers[0]], [given.values[n] for n in numbers], numbers)
        for numbers in places.values()
    ]
