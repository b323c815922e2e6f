"""Turns what a sheet's XML says of its cells into cells; a blank one, styled or not, is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from kpi.workbooks import limits
from kpi.workbooks.formatted import fifteen_digits, number_cell, text_cell
from kpi.workbooks.grid import Cell, Format, Refused
from kpi.workbooks.legacy_fonts import OldFonts, converter_for
from kpi.workbooks.number_formats import NumberFormat
from kpi.workbooks.refusals import UNSAFE_FILE
from kpi.workbooks.written import as_written
from kpi.workbooks.xlsx.parts import column_number, namespace_of
from kpi.workbooks.xlsx.plain import NotPlain, Plain, Spot, is_plain_text, spot_of
from kpi.workbooks.xlsx.styles import PLAIN, Run, SharedText, Style, Styles, runs_of

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_new = tuple.__new__

Rows = dict[int, dict[int, Cell]]
_MOST_KEPT = 20_000
_EXACT = 15  # letters of a number that cannot hold noise


_NUMBER, _SHARED, _OTHERWISE, _FAR = range(4)  # the ways of a recipe


class Filled(NamedTuple):
    """The cells of a sheet by row and column, and the texts of their formulas."""

    rows: Rows
    formulas: dict[tuple[int, int], str]


class Recipe(NamedTuple):
    """What to do with the value at a spot, under the styles of its workbook."""

    way: int
    row: int
    column: int
    form: Format
    spot: Spot


_recipes: WeakKeyDictionary[Styles, dict[str, Recipe]] = WeakKeyDictionary()
"""By the piece before a value, for every set of styles that is kept."""


class Texts:
    """The shared strings of a workbook, loaded when one is first needed."""

    def __init__(self, load: Callable[[], list[SharedText]]) -> None:
        self._load = load
        self.old = OldFonts()

    @cached_property
    def strings(self) -> list[SharedText]:
        return self._load()

    @cached_property
    def cells(self) -> list[Cell | None]:
        """The cells of the strings in a font that writes Unicode."""
        return [_shared_cell(s) if isinstance(s, str) else self._of_runs(s) for s in self.strings]

    def _of_runs(self, runs: tuple[Run, ...]) -> Cell | None:
        old, cell = _unicode_cell(runs)
        return _text(runs, PLAIN, self.old) if old else cell


class CellMaker:
    """Makes cells of their kind, value and style; both ways of reading a sheet end here."""

    def __init__(self, styles: Styles, texts: Texts, *, since_1904: bool = False) -> None:
        self.styles, self.texts, self.since_1904 = styles, texts, since_1904
        self.recipes = _recipes.setdefault(styles, {})

    def of_plain(self, sheet: Plain) -> Filled:
        """The cells of a sheet taken apart at its values; raises NotPlain."""
        try:
            return self._filled(sheet)
        except ValueError:  # what is no number of the usual kind is left to the parser
            raise NotPlain from None

    def _filled(self, sheet: Plain) -> Filled:
        rows: Rows = {}
        formulas: dict[tuple[int, int], str] = {}
        columns: dict[int, Cell] = {}
        shared: list[Cell | None] = []
        number = empty = 0
        recipes = self._recipes(sheet.pieces)
        for (way, row, column, form, spot), value in zip(recipes, sheet.values, strict=True):
            if row != number:
                if not spot.row_begun:
                    raise NotPlain
                number = row
                columns = rows.setdefault(row, {})
            if way == _NUMBER and value:
                figure = float(value)
                if figure - figure != 0 or "_" in value:
                    raise NotPlain
                figure = figure if len(value) <= _EXACT else fifteen_digits(figure)
                columns[column] = _new(Cell, ("number", "", figure, form, False, ""))
                continue
            if way == _SHARED and value:
                at = int(value)
                if at < 0:
                    raise NotPlain
                shared = shared or self.texts.cells
                cell = shared[at]
            elif not is_plain_text(value):
                raise NotPlain
            else:
                cell = self.make(spot.kind, value or None, spot.style, spot.formula is not None)
                if spot.formula:
                    formulas[row, column] = spot.formula
                if way == _FAR and cell is not None:
                    raise NotPlain  # the parser says what is wrong first
            empty += cell is None
            if cell is not None:
                columns[column] = cell
        _no_cell_twice(rows, len(recipes) - empty)
        return Filled({n: row for n, row in sorted(rows.items()) if row}, formulas)

    def _recipes(self, pieces: list[str]) -> list[Recipe]:
        """What to do with the value behind each piece; kept but for the first of a sheet."""
        found = list(map(self.recipes.get, pieces))
        for at, piece in enumerate(pieces[:1]):
            found[at] = self._recipe(piece, first=True)
        return [
            recipe or self._recipe(piece, first=False)
            for recipe, piece in zip(found, pieces, strict=True)
        ]

    def _recipe(self, piece: str, *, first: bool) -> Recipe:
        spot = spot_of(piece, first=first)
        style = self.styles.of(spot.style)
        form: Format = "general"
        way = _OTHERWISE
        if spot.column > limits.SHEET_COLUMNS or spot.row > limits.SHEET_ROWS:
            way = _FAR
        elif spot.formula is not None or style.mark:
            pass
        elif spot.kind == "n" and isinstance(style.form, str):
            way, form = _NUMBER, style.form
        elif spot.kind == "s" and style.legacy is None and not _beside(style.form):
            way = _SHARED
        recipe = Recipe(way, spot.row, spot.column, form, spot)
        if not first:
            if len(self.recipes) > _MOST_KEPT:
                self.recipes.clear()
            self.recipes[piece] = recipe
        return recipe

    def of_parsed(self, root: Any) -> Filled:
        """The cells of a sheet as the XML parser gives it."""
        ns = namespace_of(root)
        found = Filled({}, {})
        number = 0
        for row in root.iterfind(f"{ns}sheetData/{ns}row"):
            number = int(row.get("r", number + 1))
            self._add_row(row, number, ns, found)
        # programs write rows in order; a sheet put together by hand may not
        return Filled(dict(sorted(found.rows.items())), found.formulas)

    def _add_row(self, row: Any, number: int, ns: str, into: Filled) -> None:
        """Adds a row's cells. One that lies too far, or claims another row, is refused."""
        column = 0
        for element in row.iterfind(f"{ns}c"):
            reference = element.get("r")
            column, at = (column + 1, number) if reference is None else place_of(reference)
            if len(element) == 0:
                continue
            cell, formula = self._of_element(element, ns)
            if formula:
                into.formulas[number, column] = formula
            if cell is None:
                continue
            if column > limits.SHEET_COLUMNS or number > limits.SHEET_ROWS or at != number:
                raise Refused(UNSAFE_FILE, "far_cell", cell=reference or str(number))
            cells = into.rows.setdefault(number, {})
            cells[column] = self._twice(cells.get(column, cell), cell)

    def _twice(self, first: Cell, cell: Cell) -> Cell:
        """A cell that stands twice in a sheet holds both values, where they differ: programs show
        the one or the other."""
        if first == cell:
            return cell
        both = (as_written(one, self.since_1904) for one in (first, cell))
        return Cell("text", " | ".join(both))

    def _of_element(self, element: Any, ns: str) -> tuple[Cell | None, str]:
        value, formula, inline = (element.find(f"{ns}{tag}") for tag in ("v", "f", "is"))
        kind, style = element.get("t", "n"), element.get("s")
        computed = formula is not None
        text = (formula.text or "") if computed else ""
        if kind == "inlineStr":
            if inline is None:
                return None, text
            return self._text(runs_of(inline, ns), self.styles.of(style), computed), text
        if value is None and computed:
            return Cell("no_value", formula=True), text
        return self.make(kind, None if value is None else value.text, style, computed), text

    def make(self, kind: str, value: str | None, style: str | None, formula: bool) -> Cell | None:
        """The cell of a value; a formula whose value was left empty has none, unless it is ""."""
        look = self.styles.of(style)
        if value is None:
            return Cell("no_value", formula=True) if formula and kind != "str" else None
        if kind == "s":
            if look.legacy is None and not look.mark and not _beside(look.form):
                return self.texts.cells[_index(value)]
            return self._text(self.texts.strings[_index(value)], look)
        if kind == "str":
            return self._text(value, look, formula)
        if kind == "n":
            number = _finite(value)
            return number_cell(
                number, look.form, look.mark, formula=formula, since_1904=self.since_1904
            )
        return _plain_value(kind, value, look, formula)

    def _text(self, text: SharedText, look: Style, formula: bool = False) -> Cell | None:
        return _text(text, look, self.texts.old, formula)


def _no_cell_twice(rows: Rows, filled: int) -> None:
    if sum(map(len, rows.values())) != filled:
        raise NotPlain


def _index(text: str) -> int:
    index = int(text)
    if index < 0:
        raise ValueError(text)
    return index


def _plain_value(kind: str, value: str, look: Style, formula: bool) -> Cell | None:
    match kind:
        case "b":
            truth = value in ("1", "true")
            if look.mark:
                return text_cell([("TRUE" if truth else "FALSE", look.mark)], formula=formula)
            return Cell("bool", "", float(truth), formula=formula)
        case "e":
            return Cell("error", value, formula=formula)
        case "d":  # an ISO day, written by few programs
            return text_cell([(value[:10], look.mark)], formula=formula)
    raise ValueError(kind)


@lru_cache(maxsize=50_000)
def place_of(reference: str) -> tuple[int, int]:
    """(column, row) of a reference such as H12."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    return column_number(found[1].upper()), int(found[2])


@lru_cache(maxsize=20_000)
def _shared_cell(text: str) -> Cell | None:
    return Cell("text", _unescaped(text)) if text.strip() else None


@lru_cache(maxsize=2_000)
def _unicode_cell(runs: tuple[Run, ...]) -> tuple[bool, Cell | None]:
    """The cell of runs, whatever the workbook's other texts are; whether a font of theirs is old,
    so that it depends on these."""
    if any(font is not None and converter_for(font) for _, font, *_ in runs):
        return True, None
    return False, _text(runs, PLAIN, OldFonts())


def _beside(form: Format | NumberFormat) -> str:
    """What a format writes beside a text."""
    return "" if isinstance(form, str) else form.beside_text


def _text(text: SharedText, look: Style, old: OldFonts, formula: bool = False) -> Cell | None:
    """The cell of a text; of several runs one without properties looks as its cell does."""
    runs = [Run(text)] if isinstance(text, str) else [Run(*run) for run in text]
    fonts = [look.legacy if r.font is None else converter_for(r.font) for r in runs]
    written = [r.text for r in runs]
    if any(fonts):
        written = old.converted(list(zip(written, fonts, strict=True)))
    marks = [r.mark if r.own else look.mark for r in runs]
    pieces = [(_unescaped(t), mark) for t, mark in zip(written, marks, strict=True)]
    return text_cell(pieces, formula=formula, beside=_beside(look.form))


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0 or "_" in text:
        raise ValueError(text)
    return fifteen_digits(number) if len(text) > _EXACT else number


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if int(m[1], 16) < 0xD800 else "", text)
