"""Where a comment's box lies on the grid of a sheet: Excel places it by columns and rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from reports.feedback.sheet import SheetPart


class Measure:
    """Where boxes lie on the grid of a sheet, in pixels as Excel draws them at 96 dpi."""

    def __init__(self, sheet: SheetPart) -> None:
        ns, root = sheet.ns, sheet.root
        given = sheet.child("sheetFormatPr")
        about = {} if given is None else given.attrib
        self.width = _pixels_wide(about.get("defaultColWidth", "8.43"), 64)
        self.height = _pixels_high(about.get("defaultRowHeight", "15"), 20)
        self.columns = [
            (_whole(c.get("min")), _whole(c.get("max")), _column_pixels(c.attrib, self.width))
            for c in root.iterfind(f"{ns}cols/{ns}col")
        ]
        self.sheet = sheet

    def anchor(self, row: int, column: int, width: int, height: int) -> str:
        """Left column and offset, top row and offset, right ones, bottom ones: from 0."""
        left, top = column, max(row - 2, 0)
        right, across = self._walk(left, width + 15, self._column)
        bottom, down = self._walk(top, height + 10, self._row)
        return f"{left}, 15, {top}, 10, {right}, {across}, {bottom}, {down}"

    def _walk(self, start: int, length: int, size: Callable[[int], int]) -> tuple[int, int]:
        at = start
        while at < start + 400:
            here = size(at)
            if length < here:
                break
            length -= here
            at += 1
        return at, max(0, min(length, 1000))

    def _column(self, number: int) -> int:
        for first, last, pixels in self.columns:
            if first <= number + 1 <= last:
                return pixels
        return self.width

    def _row(self, number: int) -> int:
        row = self.sheet.row(number + 1)
        if row is None:
            return self.height
        if row.get("hidden") in ("1", "true"):
            return 0
        return _pixels_high(row.get("ht", ""), self.height)


def _column_pixels(given: Mapping[str, str], default: int) -> int:
    if given.get("hidden") in ("1", "true"):
        return 0
    return _pixels_wide(given.get("width", ""), default)


def _pixels_wide(characters: str, default: int) -> int:
    width = _number(characters)
    return default if width is None else min(int(width * 7 + 5), 2000)


def _pixels_high(points: str, default: int) -> int:
    height = _number(points)
    return default if height is None else min(int(height * 4 / 3), 600)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,4}(\.\d{1,17})?", text) else None


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else 0
