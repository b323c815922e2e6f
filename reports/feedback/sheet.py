"""One worksheet of a sender's workbook: cells get another style, all that they hold stays.

A cell that is not there yet is made, with its row, in the look that its row or column has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from lxml import etree

from kpi.workbooks.grid import place
from reports.feedback import order
from reports.feedback.addresses import Area, area, split
from reports.feedback.package import NotUnderstoodError, Package, namespace_of, parsed, serialized


class SheetPart:
    """A worksheet's part, parsed."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        self.root = parsed(package.read(part))
        self.ns = namespace_of(self.root)
        self.changed = False
        if order.local(self.root) != "worksheet":
            raise NotUnderstoodError(f"{part} is no worksheet")
        data = self.root.find(f"{self.ns}sheetData")
        if data is None:
            raise NotUnderstoodError(f"{part} has no cells")
        self.data = data
        self._numbers, self._rows = self._numbered()
        self._merged: list[Area] | None = None

    def shown(self, row: int, column: int) -> tuple[int, int]:
        """The cell itself, or the first of the merged area that covers it."""
        if self._merged is None:
            found = self.root.iterfind(f"{self.ns}mergeCells/{self.ns}mergeCell")
            areas = (area(merge.get("ref", "")) for merge in found)
            self._merged = [a for a in areas if a is not None]
        for merged in self._merged:
            if merged.holds(row, column):
                return merged.top, merged.left
        return row, column

    def row(self, number: int) -> Any:
        """The element of a row; None if there is none."""
        return self._row(number, make=False)

    def cell(self, row: int, column: int, *, make: bool = False) -> Any:
        """The element of a cell; None if there is none and none is to be made."""
        line = self._row(row, make=make)
        if line is None:
            return None
        wanted = place(row, column)
        cells = self._cells(line, row)
        found = next((cell for cell in cells if cell.get("r") == wanted), None)
        if found is not None or not make:
            return found
        return self._new_cell(line, cells, row, column)

    def lines(self, first: int, last: int) -> Iterator[tuple[int, list[tuple[int, Any]]]]:
        """The rows from the first to the last number with their cells by column."""
        for at in range(bisect_left(self._numbers, first), len(self._numbers)):
            number = self._numbers[at]
            if number > last:
                break
            cells = self._cells(self._rows[at], number)
            placed = ((split(cell.get("r", "")), cell) for cell in cells)
            yield number, [(where[1], cell) for where, cell in placed if where is not None]

    def style(self, cell: Any) -> int:
        given = cell.get("s", "0")
        return int(given) if given.isascii() and given.isdigit() else 0

    def set_style(self, cell: Any, style: int) -> None:
        if self.style(cell) != style:
            cell.set("s", str(style))
            self.changed = True

    def put(self, name: str, attributes: dict[str, str]) -> None:
        """A new child of the worksheet at its place in the order."""
        element = etree.Element(f"{self.ns}{name}", attributes)
        order.insert(self.root, element, order.WORKSHEET)
        self.changed = True

    def child(self, name: str) -> Any:
        return self.root.find(f"{self.ns}{name}")

    def drop(self, name: str) -> None:
        found = self.child(name)
        if found is not None:
            self.root.remove(found)
            self.changed = True

    def not_selected(self) -> None:
        """No longer among the selected tabs: two of them would be written into at once."""
        for view in self.root.iterfind(f"{self.ns}sheetViews/{self.ns}sheetView"):
            if view.attrib.pop("tabSelected", None) is not None:
                self.changed = True

    def save(self) -> None:
        if self.changed:
            self.package.put(self.part, serialized(self.root))

    def _numbered(self) -> tuple[list[int], list[Any]]:
        """The rows in their order; where a program left numbers out they are as counted."""
        numbers: list[int] = []
        rows: list[Any] = []
        last = 0
        for row in self.data.iterchildren(f"{self.ns}row"):
            given = row.get("r")
            if given is not None and not (given.isascii() and given.isdigit()):
                raise NotUnderstoodError("an odd row number")
            last = int(given) if given is not None else last + 1
            if numbers and last <= numbers[-1]:
                raise NotUnderstoodError("rows out of order")
            if given is None:
                row.set("r", str(last))
            numbers.append(last)
            rows.append(row)
        return numbers, rows

    def _row(self, number: int, *, make: bool) -> Any:
        at = bisect_left(self._numbers, number)
        if at < len(self._numbers) and self._numbers[at] == number:
            return self._rows[at]
        if not make:
            return None
        row = etree.Element(f"{self.ns}row", {"r": str(number)})
        if at < len(self._rows):
            self._rows[at].addprevious(row)
        else:
            self.data.append(row)
        self._numbers.insert(at, number)
        self._rows.insert(at, row)
        self.changed = True
        return row

    def _cells(self, line: Any, row: int) -> list[Any]:
        cells = list(line.iterchildren(f"{self.ns}c"))
        if any("r" not in cell.attrib for cell in cells):
            column = 0
            for cell in cells:
                where = split(cell.get("r", ""))
                column = where[1] if where is not None else column + 1
                cell.set("r", place(row, column))
        return cells

    def _new_cell(self, line: Any, cells: list[Any], row: int, column: int) -> Any:
        columns = [(split(cell.get("r", "")) or (row, 0))[1] for cell in cells]
        if columns != sorted(columns):
            raise NotUnderstoodError("cells out of order")
        at = bisect_left(columns, column)
        cell = etree.Element(f"{self.ns}c", {"r": place(row, column)})
        style = self._look_of_place(line, column)
        if style:
            cell.set("s", str(style))
        if at < len(cells):
            cells[at].addprevious(cell)
        elif cells:
            cells[-1].addnext(cell)
        else:
            line.insert(0, cell)
        line.attrib.pop("spans", None)  # a hint to Excel that would now be wrong
        self._widen(row, column)
        self.changed = True
        return cell

    def _look_of_place(self, line: Any, column: int) -> int:
        if line.get("customFormat") in ("1", "true"):
            return self.style(line)
        for col in self.root.iterfind(f"{self.ns}cols/{self.ns}col"):
            first, last, style = (col.get(n, "0") for n in ("min", "max", "style"))
            if first.isdigit() and last.isdigit() and int(first) <= column <= int(last):
                return int(style) if style.isdigit() else 0
        return 0

    def _widen(self, row: int, column: int) -> None:
        dimension = self.child("dimension")
        known = area(dimension.get("ref", "")) if dimension is not None else None
        if known is not None and not known.holds(row, column):
            top, left = min(known.top, row), min(known.left, column)
            bottom, right = max(known.bottom, row), max(known.right, column)
            dimension.set("ref", f"{place(top, left)}:{place(bottom, right)}")
