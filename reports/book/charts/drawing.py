"""Native charts, editable in Excel: scores, statuses, what is behind, and the year's paths.

Lines differ by dash and marker, bars by pattern, so that a black-and-white print can be read.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import partial
from typing import Any, TypeAlias

from reports.book.chart_data.blocks import Block, blocks_of
from reports.book.chart_data.drawing import path_title
from reports.book.chart_data.figures import ChartDataPage
from reports.figures.shared.indicators import PathPoint
from reports.looks import STATUS
from reports.workbook.book import FONT, Book, Page, clean

Chart: TypeAlias = Any  # the library has no types

WIDTH, HEIGHT, ROWS = 466, 284, 15  # pixels, and the rows that a chart covers
PATHS_CHARTED = 5  # with the three charts before them two pages of four
PATTERNS = {
    "exceeded": "wide_upward_diagonal", "on_track": "percent_20",
    "at_risk": "wide_downward_diagonal", "behind": "outlined_diamond",
    "not_met": "small_grid", "inconclusive": "light_vertical", "no_target": "dotted_grid",
    "not_due": "light_horizontal",
}  # fmt: skip
PATH_SERIES: tuple[dict[str, Any], ...] = (
    {
        "line": {"color": "#1F4E79", "width": 2.25},
        "marker": {"type": "circle", "size": 6, "fill": {"color": "#1F4E79"},
                   "border": {"color": "#1F4E79"}},
    },
    {
        "line": {"color": "#C55A11", "width": 1.5, "dash_type": "dash"},
        "marker": {"type": "diamond", "size": 5, "fill": {"color": "#FFFFFF"},
                   "border": {"color": "#C55A11"}},
    },
    {
        "line": {"color": "#000000", "width": 1, "dash_type": "round_dot"},
        "marker": {"type": "none"},
    },
)  # fmt: skip


def draw(book: Book, figures: ChartDataPage) -> None:
    page = book.page("charts", (67, 67))
    book.at_end(partial(_write, page, figures))  # when the rows that charts point at are written


def _write(page: Page, figures: ChartDataPage) -> None:
    edition = page.book.edition
    page.heading(edition.say("report.charts.heading", period=edition.title.upper()))
    page.sheet.set_print_scale(100)  # charts keep their size, two by two on a page
    drawn = list(_charts(page.book, figures))
    for number, chart in enumerate(drawn):
        row = page.row + (number // 2) * ROWS
        page.sheet.insert_chart(row, number % 2, chart, {"x_offset": 2, "y_offset": 2})
    pages = range(1, (len(drawn) + 3) // 4)
    page.sheet.set_h_pagebreaks([page.row + 2 * ROWS * number for number in pages])
    if not drawn:
        page.note(edition.say("report.nothing"))


def _charts(book: Book, figures: ChartDataPage) -> Iterator[Chart]:
    blocks = blocks_of(figures)
    if blocks.fields:
        yield _scores(book, blocks.fields)
        yield _statuses(book, blocks.fields, figures.statuses)
    if blocks.behind:
        yield _pace(book, blocks.behind)
    for block, points in list(zip(blocks.paths, figures.paths, strict=True))[:PATHS_CHARTED]:
        yield _path(book, block, points[0])


def _path(book: Book, block: Block, one: PathPoint) -> Chart:
    chart = book.workbook.add_chart({"type": "line"})
    for column, look in enumerate(PATH_SERIES, start=1):
        chart.add_series({**_series(book, block, column), **look})
    chart.show_blanks_as("span")
    _dress(chart, path_title(book.edition, one))
    months = book.edition.say("report.charts.months")
    chart.set_x_axis({**_axis(), "interval_unit": 1, "name": months, "name_font": _font(8)})
    chart.set_y_axis({**_axis(), "num_format": book.number(one.decimals)})
    chart.set_legend({"position": "bottom", "font": _font(9)})
    return chart


def _scores(book: Book, block: Block) -> Chart:
    chart = book.workbook.add_chart({"type": "bar"})
    look = {"fill": {"color": "#9DC3E6"}, "border": {"color": "#1F4E79"}, "gap": 50}
    labels = {"value": True, "num_format": book.number(1), "font": _font(8)}
    chart.add_series({**_series(book, block, 1), **look, "data_labels": labels})
    _dress(chart, book.edition.say("report.charts.score"))
    chart.set_legend({"none": True})
    _lying(book, chart, decimals=0, most=100)
    return chart


def _statuses(book: Book, block: Block, statuses: tuple[str, ...]) -> Chart:
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, status in enumerate(statuses, start=2):
        fill = STATUS[status].fill
        pattern = PATTERNS.get(status)
        look: dict[str, Any] = {"border": {"color": "#404040", "width": 0.75}, "gap": 50}
        if pattern:
            look["pattern"] = {"pattern": pattern, "fg_color": "#595959", "bg_color": fill}
        else:
            look["fill"] = {"color": fill}
        chart.add_series({**_series(book, block, column), **look})
    _dress(chart, book.edition.say("report.charts.statuses"))
    chart.set_legend({"position": "bottom", "font": _font(8)})
    _lying(book, chart, decimals=0)
    return chart


def _pace(book: Book, block: Block) -> Chart:
    chart = book.workbook.add_chart({"type": "bar"})
    look = {"fill": {"color": "#F6A58F"}, "border": {"color": "#7B2C1A"}, "gap": 50}
    labels = {"value": True, "num_format": book.number(1), "font": _font(8)}
    chart.add_series({**_series(book, block, 1), **look, "data_labels": labels})
    _dress(chart, book.edition.say("report.charts.pace"))
    chart.set_legend({"none": True})
    _lying(book, chart, decimals=0, most=100)
    return chart


def _series(book: Book, block: Block, column: int) -> dict[str, Any]:
    sheet = clean(book.edition.sheet("chart_data"))
    return {
        "name": [sheet, block.head, column],
        "categories": [sheet, block.first, 0, block.last, 0],
        "values": [sheet, block.first, column, block.last, column],
    }


def _dress(chart: Chart, title: str) -> None:
    # a name that begins with = would be a reference
    short = textwrap.shorten(clean(title).lstrip("="), 110, placeholder="…")
    chart.set_title({"name": short, "name_font": _font(10, bold=True), "overlay": False})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    chart.set_chartarea({"border": {"color": "#7F7F7F"}})


def _lying(book: Book, chart: Chart, *, decimals: int, most: float | None = None) -> None:
    """Axes of bars that lie: the first row on top."""
    rows = {"reverse": True, "interval_unit": 1, "num_font": _font(8)}
    chart.set_y_axis({**rows, "major_gridlines": {"visible": False}})
    chart.set_x_axis(
        {
            **_axis(),
            "num_format": book.number(decimals),
            "min": 0,
            **({"max": most} if most else {}),
            "crossing": "min",
            "label_position": "high",
        }
    )


def _axis() -> dict[str, Any]:
    return {
        "num_font": _font(8),
        "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF", "width": 0.5}},
    }


def _font(size: float, **more: Any) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": "#000000", **more}
