"""All files of the demo's month against writing the same cells, charts and pictures bare.

The floor writes what the report has just written, without asking, measuring or laying out: every
cell of both workbooks with its format's kind, native charts of as many series, the same figures as
PNG and SVG, the paragraphs of the Word file, the lines of the PDF, the page's text. One run is
thrown away; the median of the pairs counts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measure import paired_ratio, python, run_process
from kpi.home import Home

PERIOD = "2024-06"
MOST = 2.5  # times the floor
RUNS = 5
WORKBOOKS = ("report.xlsx", "phu-luc.xlsx")


@dataclass
class Sheet:
    """A sheet as it was read back: cells (row, column, value), merged ranges, charts, pictures."""

    name: str
    cells: list[tuple[int, int, Any]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    charts: list[int] = field(default_factory=list)
    pictures: int = 0


@dataclass
class Written:
    """What a report's files hold, to be written again bare."""

    books: dict[str, list[Sheet]]
    figures: list[Any]  # of matplotlib
    paragraphs: list[str]
    tables: list[list[list[str]]]
    lines: list[str]
    texts: dict[str, str]


def main(home: str = "") -> bool:
    """Prints the figures; True if the ratio is within its bound. `home` is a collected demo."""
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        folder = Path(name)
        at = Path(home) if home else _collected(folder / "demo")
        pairs = [_pair(Home(at), folder / str(n)) for n in range(RUNS + 1)][1:]
    ratio = paired_ratio(pairs)
    shown = ", ".join(f"{a:.2f}/{b:.2f}" for a, b in pairs)
    print(f"files of {PERIOD} / the same bare: {ratio:.2f} (bound {MOST}); seconds {shown}")
    return ratio <= MOST


def _collected(home: Path) -> Path:
    for arguments in (("demo", str(home)), ("--home", str(home), "collect")):
        run_process(python("-m", "flows.cli", *arguments))
    return home


def _pair(home: Home, folder: Path) -> tuple[float, float]:
    """Seconds of all files of a report, and of the same bare right after them."""
    from reports.charts.canvas import drawing
    from reports.charts.draw import CHARTS
    from reports.render import publish

    folder.mkdir()
    with _assessed(home) as (report, given):
        start = time.perf_counter()
        publish(*given[0], folder / "whole", **given[1])
        whole = time.perf_counter() - start
        written = _read_back(folder / "whole")
        with drawing():
            written.figures = [p.figure for c in CHARTS for p in c.draw(report())]
        start = time.perf_counter()
        with drawing():
            _write_bare(folder / "bare", written)
        return whole, time.perf_counter() - start


@contextmanager
def _assessed(home: Home) -> Iterator[Any]:
    """A report's assessment as `reports.render` has it: (how to make a report, what to publish)."""
    from flows.dates import now_utc
    from kpi.assessment.bounds import full_returns
    from kpi.assessment.run import assess
    from kpi.collect.access import reading
    from kpi.compare import last_reports
    from kpi.forecasts import forecast_record
    from kpi.periods import parse_period
    from kpi.plan.load import read_plan
    from reports.edition import Edition
    from reports.figures.tables import ReportFigures
    from reports.report import Report
    from reports.scope import periods_of_report

    plan = read_plan(home.plan).plan
    if plan is None:
        raise ValueError("the demo's plan has errors")
    period, now = parse_period(PERIOD), now_utc()
    with reading(home, now) as warehouse:
        con = warehouse.con
        last = last_reports(con, plan, period, now)
        record = forecast_record(con, plan, period, as_of=now)
        with assess(con, plan, periods_of_report(period), as_of=now, all_methods=True) as made:
            about = {"as_of": now, "last": last, "record": record,
                     "missing": full_returns(made, plan, period, "ALL")}  # fmt: skip

            def report() -> Report:
                figures = ReportFigures(made, plan, period, now)
                return Report(Edition(plan, period, now), figures, last)

            yield report, ((made, plan, period), about)


def _read_back(folder: Path) -> Written:
    import docx
    import pdfplumber

    document = docx.Document(str(folder / "report.docx"))
    with pdfplumber.open(folder / "tom-tat.pdf") as file:
        lines = [line for page in file.pages for line in page.extract_text().splitlines()]
    texts = ("report.html", "thu.txt", "manifest.json")
    return Written(
        books={name: _sheets(folder / name) for name in WORKBOOKS},
        figures=[],
        paragraphs=[p.text for p in document.paragraphs],
        tables=[[[c.text for c in row.cells] for row in table.rows] for table in document.tables],
        lines=lines,
        texts={name: (folder / name).read_text(encoding="utf-8") for name in texts},
    )


def _sheets(path: Path) -> list[Sheet]:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    made = []
    for ws in book.worksheets:
        cells = [
            (c.row - 1, c.column - 1, c.value)
            for row in ws.iter_rows()
            for c in row
            if hasattr(c, "column") and (c.value is not None or c.has_style)
        ]
        bounds = [r.bounds for r in ws.merged_cells.ranges]
        merged = [(top - 1, left - 1, low - 1, right - 1) for left, top, right, low in bounds]
        charts = [len(chart.series) for chart in ws._charts]  # type: ignore[attr-defined]  # no other way
        made.append(Sheet(ws.title, cells, merged, charts, len(ws._images)))  # type: ignore[attr-defined]
    return made


def _write_bare(folder: Path, written: Written) -> None:
    folder.mkdir()
    pictures = []
    for number, figure in enumerate(written.figures):
        for kind in ("png", "svg"):
            figure.savefig(folder / f"{number}.{kind}", dpi=150)
        pictures.append(folder / f"{number}.png")
    for name, sheets in written.books.items():
        _bare_book(folder / name, sheets, pictures)
    _bare_paper(folder, written)
    for name, text in written.texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _bare_book(path: Path, sheets: list[Sheet], pictures: list[Path]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    plain = book.add_format({"border": 1, "text_wrap": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for place in sheet.merged:
            page.merge_range(*place, "", plain)
        for row, column, value in sheet.cells:
            page.write(row, column, value, plain)
        for number, series in enumerate(sheet.charts):
            chart = book.add_chart({"type": "column"})
            for one in range(series):
                chart.add_series({"values": [sheet.name, 0, one, 9, one]})
            page.insert_chart(15 * number, 0, chart)
        for number, picture in enumerate(pictures[: sheet.pictures]):
            page.insert_image(40 * number, 0, str(picture))
    book.close()


def _bare_paper(folder: Path, written: Written) -> None:
    import docx
    from fpdf import FPDF

    document = docx.Document()
    for text in written.paragraphs:
        document.add_paragraph(text)
    for rows in written.tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(folder / "report.docx"))
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica", size=9)
    for line in written.lines:
        paper.multi_cell(0, 4, line.encode("latin-1", "replace").decode("latin-1"))
        paper.ln()
    paper.output(str(folder / "tom-tat.pdf"))


if __name__ == "__main__":
    raise SystemExit(0 if main(*sys.argv[1:]) else 1)
