"""Every text of a report's files as a reader sees it, by file and part of it.

The one rule: names of files and of sheets' cells are kept, so that who looks for a word sees where
it stands. Pictures are read by their SVG twins.
"""

from __future__ import annotations

import html
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pdfplumber

WORKBOOKS = ("report.xlsx", "phu-luc.xlsx")
Texts = Mapping[str, list[str]]


def texts_of(folder: Path) -> Texts:
    """By file (of workbooks by file and sheet), in the order of the page, without empty ones."""
    found: dict[str, list[str]] = {}
    for name in WORKBOOKS:
        found.update(sheets_of(folder / name))
        found[f"{name}/charts"] = list(_chart_texts(folder / name))
    found["report.docx"] = list(_document(folder / "report.docx"))
    found["report.html"] = page_of(folder / "report.html")
    found["tom-tat.pdf"] = paper_of(folder / "tom-tat.pdf")
    found["thu.txt"] = (folder / "thu.txt").read_text(encoding="utf-8").splitlines()
    for picture in sorted((folder / "charts").glob("*.svg")):
        drawn = picture.read_text(encoding="utf-8")
        said = re.findall(r"<!-- (.*?) -->|<text[^>]*>([^<]*)<|<title>([^<]*)<", drawn)
        found[picture.name] = [html.unescape("".join(parts)) for parts in said]
    return {place: [t for t in said if t.strip()] for place, said in found.items()}


def whole(texts: Texts) -> str:
    return "\n".join(t for said in texts.values() for t in said)


def sheets_of(path: Path) -> dict[str, list[str]]:
    """By file and sheet: its name, its cells, what is printed above and below."""
    with warnings.catch_warnings():  # openpyxl says that it does not know the 2010 data bars
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    found = {}
    for ws in book.worksheets:
        head, foot = ws.oddHeader, ws.oddFooter
        around = [part.text or "" for part in (head.left, head.right, foot.left, foot.right)]
        cells = [c.value for row in ws.iter_rows() for c in row if isinstance(c.value, str)]
        found[f"{path.name}/{ws.title}"] = [ws.title, *cells, *around]
    return found


def _chart_texts(path: Path) -> Iterator[str]:
    """Titles and axes of native charts, and what pictures and charts are called."""
    with zipfile.ZipFile(path) as file:
        for name in sorted(n for n in file.namelist() if "chart" in n or "drawing" in n):
            xml = file.read(name).decode("utf-8", errors="replace")
            for words, told in re.findall(r'<a:t>([^<]*)</a:t>|descr="([^"]*)"', xml):
                yield html.unescape(words or told)


def _document(path: Path) -> Iterator[str]:
    """Paragraphs of body, heads and feet."""
    with zipfile.ZipFile(path) as file:
        for name in sorted(n for n in file.namelist() if re.match(r"word/\w+\.xml$", n)):
            for paragraph in file.read(name).decode("utf-8").split("</w:p>"):
                yield html.unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", paragraph)))


def paper_of(path: Path) -> list[str]:
    """Page by page."""
    with pdfplumber.open(path) as file:
        return [page.extract_text() for page in file.pages]


def page_of(path: Path) -> list[str]:
    """What is shown and what a screen reader says, not scripts, styles and packed data."""
    text = re.sub(
        r"<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    shown = re.findall(r">([^<]+)<", text)
    told = re.findall(r'\b(?:title|aria-label|alt|placeholder)="([^"]*)"', text)
    return [html.unescape(t).strip() for t in (*shown, *told)]
