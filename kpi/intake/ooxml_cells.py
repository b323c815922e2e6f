"""Turns the `<c>` elements of a sheet into cells; a blank one, styled or not, is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from kpi.intake import limits
from kpi.intake.grid import Cell, Format, Refused
from kpi.intake.legacy_fonts import Converter, converter_for
from kpi.intake.ooxml_parts import SharedText, Style, column_number, runs_of

_PLAIN: Style = ("general", None)
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class CellReader:
    """Reads the rows of one sheet. `shared` gives the shared strings when one is first needed."""

    def __init__(
        self, ns: str, styles: tuple[Style, ...], shared: Callable[[], list[SharedText]]
    ) -> None:
        self.value, self.formula, self.inline = f"{ns}v", f"{ns}f", f"{ns}is"
        self.ns, self.styles, self.shared = ns, styles, shared
        self.seen_texts: dict[str, Cell | None] = {}  # cells of shared strings in plain styles

    def read_row(self, row: Any, number: int) -> dict[int, Cell]:
        """Cells by column. One that lies too far, or claims another row, is refused."""
        found: dict[int, Cell] = {}
        column = 0
        for element in row:
            reference = element.get("r")
            column, at = (column + 1, number) if reference is None else place_of(reference)
            if len(element) == 0:
                continue
            cell = self._cell(element)
            if cell is None:
                continue
            if column > limits.SHEET_COLUMNS or number > limits.SHEET_ROWS or at != number:
                raise Refused("unsafe_file", "far_cell", cell=reference or str(number))
            found[column] = cell
        return found

    def _cell(self, element: Any) -> Cell | None:
        value: str | None = None
        inline: Any = None
        formula = False
        for child in element:
            tag = child.tag
            if tag == self.value:
                value = child.text
            elif tag == self.formula:
                formula = True
            elif tag == self.inline:
                inline = child
        kind = element.get("t", "n")
        style = element.get("s")
        form, legacy = _PLAIN if style is None else self._style(style)
        if kind == "inlineStr":
            return None if inline is None else _text(_joined(runs_of(inline, self.ns), legacy))
        if value is None:
            uncomputed = formula and kind != "str"
            return Cell("no_value", formula=True) if uncomputed else None
        if kind == "s":
            return self._of_shared(value, legacy)
        if kind == "str":
            return _text(legacy(value) if legacy else value, formula)
        return _plain_value(kind, value, form, formula)

    def _of_shared(self, value: str, legacy: Converter | None) -> Cell | None:
        if legacy is not None:
            return _text(_joined(self._shared_text(int(value)), legacy))
        if value not in self.seen_texts:
            self.seen_texts[value] = _text(_joined(self._shared_text(int(value)), None))
        return self.seen_texts[value]

    def _shared_text(self, index: int) -> SharedText:
        if index < 0:
            raise ValueError(index)
        return self.shared()[index]

    def _style(self, text: str) -> Style:
        index = int(text)
        return self.styles[index] if 0 <= index < len(self.styles) else _PLAIN


def _plain_value(kind: str, value: str, form: Format, formula: bool) -> Cell:
    match kind:
        case "n":
            return Cell("number", "", _finite(value), form, formula)
        case "b":
            return Cell("bool", "", float(value in ("1", "true")), formula=formula)
        case "e":
            return Cell("error", value, formula=formula)
        case "d":  # an ISO day, written by few programs
            return Cell("text", value[:10], formula=formula)
    raise ValueError(kind)


@lru_cache(maxsize=50_000)
def place_of(reference: str) -> tuple[int, int]:
    """(column, row) of a reference such as H12."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    return column_number(found[1]), int(found[2])


def _text(text: str, formula: bool = False) -> Cell | None:
    return Cell("text", _unescaped(text), formula=formula) if text.strip() else None


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0 or "_" in text:
        raise ValueError(text)
    return number


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if int(m[1], 16) < 0xD800 else "", text)


def _joined(text: SharedText, legacy: Converter | None) -> str:
    if isinstance(text, str):
        return legacy(text) if legacy else text
    parts = []
    for run, font in text:
        converter = converter_for(font) if font is not None else legacy
        parts.append(converter(run) if converter else run)
    return "".join(parts)
