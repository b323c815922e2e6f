"""Native charts, editable in Excel: each draws a frame's rows on the frame's own axis.

Lines differ by dash and marker, bars by pattern, so that a black-and-white print can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reports.book.chart_data.blocks import blocks_of
from reports.book.chart_data.figures import ChartDataPage
from reports.book.charts.kinds import HEIGHT, WIDE, WIDTH, Chart, chart_of, described
from reports.charts.frames.frame import Frame
from reports.workbook.book import Book, Page

COLUMNS = (60, 60)  # a sheet of paper holds them also in a font a sixth wider
ROWS = 15  # that a chart covers
A_PAGE = 2  # rows of charts
WIDE_FRAMES = ("strip", "status", "bullets", "dumbbells")


def draw(book: Book, figures: ChartDataPage) -> None:
    page = book.page("charts", COLUMNS)
    book.at_end(partial(_write, page, figures))  # when the rows that charts point at are written


def _write(page: Page, figures: ChartDataPage) -> None:
    edition = page.book.edition
    page.heading(edition.say("report.charts.heading", period=edition.title.upper()))
    page.sheet.set_print_scale(100)  # charts keep their size, two by two on a page
    if not figures.frames:
        page.note(edition.say("report.nothing"))
        return
    places = places_of([f.name in WIDE_FRAMES for f in figures.frames])
    for frame, block, (row, column) in zip(figures.frames, blocks_of(figures), places, strict=True):
        chart = chart_of(page.book, frame, block)
        chart.set_size({"width": WIDE if frame.name in WIDE_FRAMES else WIDTH, "height": HEIGHT})
        _insert(page, chart, frame, page.row + row * ROWS, column)
    page.sheet.set_h_pagebreaks(breaks_of(places, page.row))


def _insert(page: Page, chart: Chart, frame: Frame, row: int, column: int) -> None:
    about = {"x_offset": 2, "y_offset": 2, "description": described(frame.alt)}
    page.sheet.insert_chart(row, column, chart, about)


def breaks_of(places: Sequence[tuple[int, int]], first: int) -> list[int]:
    """The rows before which a sheet of paper ends, of charts that begin at row `first`: the lowest
    chart is not always the last, which may stand beside an earlier one."""
    rows = max(row for row, _ in places) + 1
    return [first + A_PAGE * ROWS * n for n in range(1, -(-rows // A_PAGE))]


def places_of(wide: Sequence[bool]) -> list[tuple[int, int]]:
    """(row of charts, column) of each: two beside each other, a wide one alone; what is alone in
    its row leaves the other half to the next narrow one."""
    made: list[tuple[int, int]] = []
    free: tuple[int, int] | None = None
    row = 0
    for is_wide in wide:
        if not is_wide and free is not None:
            made.append(free)
            free = None
            continue
        made.append((row, 0))
        free = free if is_wide else (row, 1)
        row += 1
    return made
