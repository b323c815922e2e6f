"""Each unit's own figures, a block for each field: the number with its status' symbol before it.

A cell without a figure shows the symbol alone, so an empty cell is an indicator that the unit does
not have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from reports.book.unit_figures.figures import UnitFiguresPage
from reports.figures.shared.indicators import IndicatorFigures
from reports.figures.shared.units import HeatCell
from reports.looks import STATUS
from reports.workbook.book import Book, Format, Page
from reports.workbook.long_rows import Column, put_columns
from reports.workbook.measure import shape_of, width_of
from reports.workbook.quantity import suffix_of

_Kind: TypeAlias = tuple[int, str, str, bool]

COLUMN = 10.5  # wide; wider figures have fewer columns beside them, so letters keep their size
COLUMNS_OF_BLOCK = 15
FEWEST = 6


def draw(book: Book, figures: UnitFiguresPage) -> None:
    edition = book.edition
    width = max([COLUMN, *_widths(book, figures)])
    at_most = max(FEWEST, int(COLUMNS_OF_BLOCK * COLUMN / width))
    blocks = list(_blocks(figures, at_most))
    widest = max((len(indicators) for _, indicators in blocks), default=1)
    widths = [42.0, *[COLUMN] * widest]
    page = book.headed("unit_figures", widths, "report.unit_figures.heading")
    page.note(edition.say("report.unit_figures.foot", sheet=book.called("indicators")))
    cells = {(cell.unit, cell.indicator): cell for cell in figures.heat}
    for name, indicators in blocks:
        _block(page, figures, cells, name, indicators)
    if not blocks:
        page.note(edition.say("report.nothing"))


def _widths(book: Book, figures: UnitFiguresPage) -> Iterator[float]:
    """What the figures of this page need: of those in one format the largest and the least."""
    alike: dict[_Kind, list[HeatCell]] = {}
    for cell in figures.heat:
        if cell.assessed is not None:
            alike.setdefault(_kind(cell), []).append(cell)
    for cells in alike.values():
        if shape := shape_of(_format(book, cells[0])):
            shown = [cell.assessed for cell in cells if cell.assessed is not None]
            yield max(width_of(value, shape) for value in (max(shown), min(shown)))


def _kind(cell: HeatCell) -> _Kind:
    """What decides on a cell's format."""
    return cell.decimals, cell.measure, cell.status, cell.assessed is None


def _format(book: Book, cell: HeatCell) -> str:
    before = f"{STATUS[cell.status].symbol} "
    return book.number(cell.decimals, suffix_of(cell), before=before)


def _blocks(
    figures: UnitFiguresPage, at_most: int
) -> Iterator[tuple[str, Sequence[IndicatorFigures]]]:
    """The indicators that units have, field by field, in pieces that fit a page's width."""
    had = {cell.indicator for cell in figures.heat}
    shown = [i for i in figures.indicators if i.indicator in had]
    for name, group in groupby(shown, key=lambda i: i.field_name):
        indicators = list(group)
        for start in range(0, len(indicators), at_most):
            yield name, indicators[start : start + at_most]


def _block(
    page: Page,
    figures: UnitFiguresPage,
    cells: Mapping[tuple[str, str], HeatCell],
    name: str,
    indicators: Sequence[IndicatorFigures],
) -> None:
    book = page.book
    page.skip()
    page.section(name)
    page.text(0, book.edition.say("report.units.unit"), book.head())
    for column, i in enumerate(indicators, start=1):
        page.text(column, f"{i.indicator}\n{i.unit_of_measure}", book.head())
    page.end()
    units = [
        unit
        for unit in figures.unit_summaries
        if any((unit.unit, i.indicator) in cells for i in indicators)
    ]
    if not units:
        return
    styled = _styles(book)
    columns = [Column([unit.unit_name for unit in units], book.cell())]
    for i in indicators:
        shown = [_shown(cells.get((unit.unit, i.indicator))) for unit in units]
        columns.append(Column([value for value, _ in shown], [styled(cell) for _, cell in shown]))
    put_columns(page, columns)


def _shown(cell: HeatCell | None) -> tuple[str | float | None, HeatCell | None]:
    """A figure, or its status' symbol alone; nothing where the unit has no such indicator."""
    if cell is None or cell.assessed is not None:
        return cell.assessed if cell else None, cell
    return STATUS[cell.status].symbol, cell


def _styles(book: Book) -> Callable[[HeatCell | None], Format]:
    """What gives a cell's format: few, of very many cells."""
    known: dict[_Kind, Format] = {}
    empty = book.cell()

    def styled(cell: HeatCell | None) -> Format:
        if cell is None:
            return empty
        kind = _kind(cell)
        if kind not in known:
            known[kind] = _style(book, cell)
        return known[kind]

    return styled


def _style(book: Book, cell: HeatCell) -> Format:
    fill = STATUS[cell.status].fill
    if cell.assessed is None:
        return book.cell(align="center", bg_color=fill)
    return book.cell(num_format=_format(book, cell), bg_color=fill)
