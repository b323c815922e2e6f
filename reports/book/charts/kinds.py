"""How each kind of frame becomes a chart of Excel: what the picture shows, on the same axis."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from kpi.words import formats
from reports.book.chart_data.blocks import Block, ways_of
from reports.book.charts.looks import (
    BRIDGE,
    BULLETS,
    GRID,
    LINES,
    MARKERS_ONLY,
    Look,
    font,
    labelled,
    pattern_of,
)
from reports.charts.frames.frame import Frame, marked
from reports.looks import STATUS
from reports.workbook.book import Book
from reports.workbook.texts import clean

Chart: TypeAlias = Any  # the library has no types

WIDTH, WIDE, HEIGHT = 420, 846, 284  # pixels
LONGEST_TITLE, LONGEST_ALT = 160, 1000
NARROW = 0.045  # of the axis
MANY_BARS = 6
ONE_LINE = 110  # letters of a title above a wide chart
NAMES = 0.26  # of the width: as long as a bar's name may be (`fields.SHORT`), in LibreOffice too


def chart_of(book: Book, frame: Frame, block: Block) -> Chart:
    """The chart of a frame whose rows stand in a block of the sheet of chart data."""
    chart = KINDS[frame.name](book, frame, block)
    # a name that begins with = would be a reference
    title = textwrap.shorten(clean(frame.title).lstrip("="), LONGEST_TITLE, placeholder="…")
    chart.set_title({"name": title, "name_font": font(10, bold=True), "overlay": False})
    chart.set_chartarea({"border": {"color": "#7F7F7F"}})
    return chart


def described(text: str) -> str:
    """The text for who does not see the chart."""
    return textwrap.shorten(clean(text), LONGEST_ALT, placeholder="…")


def _stacked(book: Book, frame: Frame, block: Block) -> Chart:
    """Statuses as parts of bars that lie, each with its symbol and count."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, series in enumerate(frame.series, start=1):
        symbol = STATUS[series.key].symbol
        said = [_count(frame, symbol, value) for value in series.values]
        labels = labelled(said, font(8), position="center")
        look = {**pattern_of(series.key), "gap": 50, "data_labels": labels}
        chart.add_series({**_series(book, block, column), **look})
    names = {"reverse": True, "interval_unit": 1, "num_font": font(8)}
    chart.set_y_axis({**names, "major_gridlines": {"visible": False}})
    _below_bars(book, frame, chart)
    return chart


def _below_bars(book: Book, frame: Frame, chart: Chart) -> None:
    """The axis and the legend; many bars have their room and say the symbols in one line."""
    axis = {**_figures(book, frame), "crossing": "min", "label_position": "high"}
    if len(frame.categories) <= MANY_BARS:
        chart.set_legend({"position": "bottom", "font": font(8)})
    else:
        chart.set_legend({"none": True})
        top = 0.14 if len(frame.title) <= ONE_LINE else 0.2
        area = {"x": NAMES, "y": top, "width": 0.97 - NAMES, "height": 0.87 - top}
        chart.set_plotarea({"layout": area})
        named = "; ".join(series.name for series in frame.series)
        axis |= {"label_position": "none", "name": named, "name_font": font(8, bold=False)}
    chart.set_x_axis(axis)


def _count(frame: Frame, symbol: str, value: float | None) -> Look:
    """A count with its symbol; alone in a part that is too narrow for both."""
    if not value:
        return {"delete": True}
    narrow = value < NARROW * frame.axis.high
    return {"value": f"{value:.0f}" if narrow else f"{symbol} {value:.0f}"}


def _bridge(book: Book, frame: Frame, block: Block) -> Chart:
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for column, series in enumerate(frame.series, start=1):
        look = dict(BRIDGE[series.key])
        if series.key != "base":
            pairs = zip(frame.labels, series.values, strict=True)
            said = [{"value": label} if v else {"delete": True} for label, v in pairs]
            look["data_labels"] = labelled(said, font(9, bold=True))
        chart.add_series({**_series(book, block, column), **look, "gap": 50})
    chart.set_legend({"position": "bottom", "font": font(8), "delete_series": [0]})
    chart.set_x_axis({"num_font": font(8), "interval_unit": 1})
    chart.set_y_axis(_figures(book, frame))
    return chart


def _bullets(book: Book, frame: Frame, block: Block) -> Chart:
    """Columns for what is reached, marks for plan to date, forecast and plan."""
    bars, marks = (book.workbook.add_chart({"type": kind}) for kind in ("column", "line"))
    for column, series in enumerate(frame.series, start=1):
        about = _series(book, block, column)
        if series.key == "actual":
            bars.add_series({**about, **_reached(book, frame)})
        else:
            is_middle = series.key == "likely" and ways_of(frame)
            way = _ways(book, block) if is_middle else {}
            marks.add_series({**about, **BULLETS[series.key], **way})
    bars.combine(marks)
    _bullet_axes(book, frame, bars)
    return bars


def _reached(book: Book, frame: Frame) -> Look:
    """Columns in the colours of their statuses, with symbol and share; the legend's is grey."""
    pairs = zip(frame.of("actual"), frame.statuses, strict=True)
    said = [{"value": _short(book, frame, value, status)} for value, status in pairs]
    labels = labelled(said, font(8, bold=True), position="inside_base")
    look = {"fill": {"color": "#D9D9D9"}, "border": {"color": "#404040", "width": 0.75}}
    fills = [pattern_of(status) for status in frame.statuses]
    return {**look, "points": fills, "gap": 60, "data_labels": labels}


def _bullet_axes(book: Book, frame: Frame, bars: Chart) -> None:
    """The axes, the legend without the ends of the range, what the symbols mean."""
    unseen = [n for n, s in enumerate(frame.series) if s.key in ("low", "high")]
    bars.set_legend({"position": "bottom", "font": font(8), "delete_series": unseen})
    statuses = dict.fromkeys(frame.statuses)
    named = "; ".join(marked(book.edition, s) for s in STATUS if s in statuses)
    axis = {"num_font": font(8), "interval_unit": 1, "label_position": "low"}
    bars.set_x_axis({**axis, "name": f"{named}. {frame.note}", "name_font": font(8, bold=False)})
    bars.set_y_axis({**_figures(book, frame), "num_format": '0"%"'})


def _short(book: Book, frame: Frame, value: float | None, status: str) -> str:
    """`▼ 81%`, with a break mark where it goes beyond the axis; the figures are in the alt text."""
    percent = formats.number(value or 0.0, 0, book.edition.locale)
    mark = frame.axis.mark(value)
    return f"{STATUS[status].symbol} {mark}{' ' if mark else ''}{percent}%"


def _dumbbells(book: Book, frame: Frame, block: Block) -> Chart:
    chart = book.workbook.add_chart({"type": "line"})
    for column, series in enumerate(frame.series, start=1):
        look = dict(LINES[series.key])
        if series.key == "baseline":
            look |= _ways(book, block)
        if series.key == "result":
            look["line"] = {"none": True}
        chart.add_series({**_series(book, block, column), **look})
    chart.set_legend({"position": "bottom", "font": font(8)})
    axis = {"num_font": font(8), "interval_unit": 1, "label_position": "low"}
    chart.set_x_axis({**axis, "name": frame.note, "name_font": font(8, bold=False)})
    chart.set_y_axis({**_figures(book, frame), "num_format": '0"%"'})
    return chart


def _ways(book: Book, block: Block) -> Look:
    """Bars from points towards what lies above and below them, as the sheet of chart data has them
    behind the series."""
    sheet = clean(book.edition.sheet("chart_data")).replace("'", "''")
    ends = []
    for column in (block.series + 1, block.series + 2):
        letter = chr(ord("A") + column)
        ends.append(f"='{sheet}'!${letter}${block.first + 1}:${letter}${block.last + 1}")
    bars = {"type": "custom", "plus_values": ends[0], "minus_values": ends[1], "direction": "both",
            "end_style": 0, "line": {"color": "#1F3864", "width": 1.5}}  # fmt: skip
    return {"y_error_bars": bars}


def _panel(book: Book, frame: Frame, block: Block) -> Chart:
    chart = book.workbook.add_chart({"type": "line"})
    for column, series in enumerate(frame.series, start=1):
        look = MARKERS_ONLY if series.key in MARKERS_ONLY else LINES
        chart.add_series({**_series(book, block, column), **look[series.key]})
    chart.show_blanks_as("span")
    named = "charts.years_axis" if frame.name == "years" else "charts.paths_axis"
    axis = {"interval_unit": 1, "num_font": font(8), "label_position": "low"}
    chart.set_x_axis({**axis, "name": book.edition.say(named), "name_font": font(8, bold=False)})
    chart.set_y_axis({**_figures(book, frame), "num_format": book.number(frame.decimals)})
    chart.set_legend({"position": "bottom", "font": font(8)})
    return chart


KINDS: Mapping[str, Callable[[Book, Frame, Block], Chart]] = {
    "strip": _stacked,
    "status": _stacked,
    "bridge": _bridge,
    "bullets": _bullets,
    "dumbbells": _dumbbells,
    "years": _panel,
    "paths": _panel,
}


def _series(book: Book, block: Block, column: int) -> Look:
    sheet = clean(book.edition.sheet("chart_data"))
    return {
        "name": [sheet, block.head, column],
        "categories": [sheet, block.first, 0, block.last, 0],
        "values": [sheet, block.first, column, block.last, column],
    }


def _figures(book: Book, frame: Frame) -> Look:
    """The frame's axis of figures."""
    axis = frame.axis
    bounds = {"min": axis.low, "max": axis.high, "major_unit": axis.step}
    return {"num_font": font(8), "num_format": book.number(0), **GRID, **bounds}
