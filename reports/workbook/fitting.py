"""How a cell's content fits its columns: the height that a text needs, the share of its size at
which a figure is printed in full.

One rule: what is asked again is remembered; the columns of a page are fixed by then.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.workbook.layout import Cell, Letters, height_needed, shrunk
from reports.workbook.measure import shape_of

_MOST = 65_536  # texts remembered for one column and format


class Fitting:
    """Cells of one format in one column, or over the same merged ones."""

    def __init__(self, letters: Letters, widths: Sequence[float]) -> None:
        self._letters, self._widths = letters, widths
        self._heights: dict[str, float] = {}
        self._shares: dict[tuple[int, bool], float] = {}
        self._shape = shape_of(letters.number)

    def height(self, cell: Cell, text: str) -> float:
        """The points that a text needs; 0 for no more than any row has."""
        found = self._heights.get(text)
        if found is None:
            if len(self._heights) >= _MOST:
                self._heights.clear()
            found = self._heights[text] = height_needed(cell, self._letters, self._widths)
        return found

    def share(self, cell: Cell, value: float) -> float:
        """The share of its size at which a figure fits: 1 for most."""
        if self._shape is None:
            return 1.0
        alike = len(f"{abs(value):.{self._shape.places}f}"), value < 0  # figures of one width
        found = self._shares.get(alike)
        if found is None:
            found = self._shares[alike] = shrunk(cell, self._letters, self._widths)
        return found
