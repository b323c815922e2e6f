"""The tables of docs/cach-doc-so-lieu.md: what units write, and what it is taken for.

The page is the test's table; nothing is written down twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kpi.reading.cells.meaning import read_cell
from kpi.reading.cells.outcomes import Meaning, Question, SecretWithNumber, Surroundings
from kpi.workbooks.grid import Cell
from kpi.workbooks.written import figure
from tests.reading.conftest import AROUND, INDICATORS

PAGE = Path(__file__).parents[2] / "docs" / "cach-doc-so-lieu.md"
TEXTS, CELLS, PLAIN, HABITS, REASONS = (
    "Chữ trong ô và trong tệp CSV",
    "Ô số của bảng tính",
    "Tệp CSV dưới tiêu đề cột tiếng Anh",
    "Khi phần còn lại của biểu quyết định",
    "Các lý do hỏi lại",
)
REFUSED = "không tiếp nhận tệp"
_FORMATS = {
    "số": "general",
    "phần trăm": "percent",
    "chữ % trong định dạng": "percent_sign",
    "ngày tháng": "date",
    "tháng/năm": "month",
    "giờ": "time",
}
_MARKED = "nhỏ hoặc bị gạch"
_LINE = re.compile(r"^\| (.*) \|$")
_CODE = re.compile(r"⟨U\+([0-9A-F]{4})⟩")


def rows_under(title: str) -> Iterator[tuple[str, ...]]:
    """The rows of every table under a second heading, without heads and rules."""
    heading = ""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        found = _LINE.match(line)
        if heading != title or not found or after.startswith("|---"):
            continue
        yield tuple(part.strip() for part in found[1].split(" | "))


def unquoted(text: str) -> str:
    """A writing as it stands in the cell."""
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text.strip("`"))


def reasons() -> Mapping[str, tuple[str, frozenset[str]]]:
    """By its words the reason of a question, and the rules that go with it."""
    return {
        words: (unquoted(reason), frozenset(re.findall(r"`(\w+)`", rules)))
        for words, reason, rules in rows_under(REASONS)
    }


def cell_of(value: str, form: str) -> Cell:
    """A cell of a workbook as the table writes it."""
    if value in ("TRUE", "FALSE"):
        return Cell("bool", "", float(value == "TRUE"))
    if value.startswith("#"):
        return Cell("error", value)
    if form == _MARKED:
        return Cell("text", value, shown=value)
    if form == "-":
        return Cell("no_value", formula=True)
    number, _, formula = value.partition(" (")
    exact = float(number.replace(",", "."))
    return Cell("number", "", exact, _FORMATS[form], bool(formula))  # type: ignore[arg-type]


def meaning_of(
    cell: Cell, code: str, around: Surroundings = AROUND
) -> tuple[str, tuple[str, str] | None]:
    """What a cell in the row `code` is taken for, and the reason and rule of a question."""
    name, _, part = code.partition(".")
    try:
        meaning = read_cell(cell, INDICATORS[name], part or None, around)  # type: ignore[arg-type]
    except SecretWithNumber:
        return REFUSED, None
    if isinstance(meaning, Question):
        return "hỏi lại", (meaning.reason, meaning.rule)
    return shown(meaning, INDICATORS[name].measure), None


def shown(meaning: Meaning, measure: str) -> str:
    """A reading in the words of the page."""
    if meaning is None:
        return "chưa báo cáo"
    assert not isinstance(meaning, Question)
    told = ""
    if meaning.done_on:
        told = f"{meaning.done_on.day}/{meaning.done_on.month}/{meaning.done_on.year}"
    elif meaning.pair:
        told = " trên ".join(figure(n) for n in meaning.pair)
    elif meaning.value is not None:
        words = {"yes_no": "có" if meaning.value else "không", "milestone": "chưa hoàn thành"}
        told = words.get(measure, figure(meaning.value))
    before = {
        "value": "",
        "estimate": "ước ",
        "none_occurred": "không phát sinh: ",
        "not_applicable": "không thuộc phạm vi",
        "withheld": "mật, không in",
    }
    return before[meaning.state] + told


def in_the_habit(words: str) -> Surroundings:
    habit = {"Việt Nam": "vietnamese", "Anh": "english", "chưa rõ": None}[words]
    return replace(AROUND, habit=habit)  # type: ignore[arg-type]
