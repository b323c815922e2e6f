"""A workbook as text: cells with their number formats, print set-up, rules and charts.

Small golden files are made of it, one a sheet; KPI_REWRITE_GOLDEN=1 rewrites them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl


def sheets(path: Path) -> dict[str, str]:
    """Each sheet by name: how it prints, its cells, its conditional formats."""
    book = openpyxl.load_workbook(path)
    return {ws.title: "\n".join(_sheet(ws)) + "\n" for ws in book.worksheets}


def _sheet(ws: openpyxl.worksheet.worksheet.Worksheet) -> Iterator[str]:
    setup = ws.page_setup
    yield f"paper {setup.paperSize} {setup.orientation}, repeat {ws.print_title_rows}"
    yield f"fit {ws.sheet_properties.pageSetUpPr} {setup.fitToWidth} {setup.fitToHeight}".replace(
        "\n", " "
    )
    yield f"header {ws.oddHeader.left.text} | {ws.oddHeader.right.text}"
    yield f"footer {ws.oddFooter.left.text} | {ws.oddFooter.right.text}"
    for row in ws.iter_rows():
        for cell in row:
            if cell.value is not None:
                style = "" if cell.number_format == "General" else f"  [{cell.number_format}]"
                yield f"{cell.coordinate} {cell.data_type} {cell.value!s}{style}"
    for place in ws.conditional_formatting:
        rules = ", ".join(f"{r.type} {' '.join(r.formula)}".strip() for r in place.rules)
        yield f"rule {place.sqref}: {rules}"


def charts(path: Path) -> dict[str, str]:
    """Each native chart: its kind, title and where its series stand."""
    found = {}
    with zipfile.ZipFile(path) as file:
        for name in sorted(n for n in file.namelist() if re.search(r"charts/chart\d+\.xml$", n)):
            xml = file.read(name).decode()
            kind = re.findall(r"<c:(\w+Chart)>", xml)
            places = re.findall(r"<c:f>(.*?)</c:f>", xml)
            title = re.findall(r"<a:t>(.*?)</a:t>", xml)
            found[Path(name).stem] = "\n".join([*kind, *title, *places]) + "\n"
    return found
