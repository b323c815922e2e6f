"""The table of a form: its ten columns, its rows, what is already known and where to write.

No merged cells and one kind of formula: a ratio's own row, computed from the two rows below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi.periods import Period
from kpi.plan.model import Indicator, Plan
from kpi.words import formats, say
from reports.forms import hints
from reports.forms.entries import Entry, Figure
from reports.forms.figures import FormFigures
from reports.forms.rows import Heading, Row
from reports.forms.sheet import TALLEST_ROW, Sheet, lines_needed

COLUMNS = (
    "number",
    "code",
    "name",
    "unit_of_measure",
    "target",
    "previous",
    "to_date",
    "value",
    "explanation",
    "evidence",
)
WIDTHS = (5, 9, 54, 11, 10.5, 10.5, 11.5, 13.5, 20, 15)
AT = {key: index for index, key in enumerate(COLUMNS)}
LAST = len(COLUMNS) - 1
VALUE = AT["value"]
HEADING_POINTS = 17.0
LINE_POINTS = 14.5
ROW_PADDING = 4.0
_EMPTY = Entry(None)


@dataclass(frozen=True)
class Table:
    """What one form's table is made of. `top` is the sheet's row (from 0) of the header."""

    plan: Plan
    period: Period
    lines: tuple[Heading | Row, ...]
    figures: FormFigures
    entries: Mapping[str, Entry]
    top: int

    @property
    def bottom(self) -> int:
        return self.top + len(self.lines)

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The height of every line in points."""
        return tuple(
            HEADING_POINTS if isinstance(line, Heading) else row_height(self, line)
            for line in self.lines
        )

    @cached_property
    def inputs(self) -> tuple[int, ...]:
        """The sheet's rows (from 0) whose value is for the unit to write."""
        lines = enumerate(self.lines, start=self.top + 1)
        return tuple(row for row, line in lines if isinstance(line, Row) and not line.is_ratio)

    @property
    def locale(self) -> str:
        return self.plan.locale


def write_table(sheet: Sheet, table: Table) -> None:
    """Header and rows at their places; a ratio's two parts always follow its own row."""
    for column, key in enumerate(COLUMNS):
        sheet.text(table.top, column, say(f"forms.columns.{key}", table.locale), "header")
    sheet.page.set_row(table.top, header_height(table.locale))
    lines = zip(table.lines, table.heights, strict=True)
    for row, (line, height) in enumerate(lines, start=table.top + 1):
        sheet.page.set_row(row, height)
        if isinstance(line, Heading):
            _heading(sheet, row, line)
        else:
            _row(sheet, table, row, line)
    _show_thousands(sheet, table)
    for key in ("explanation", "evidence"):
        rule = hints.for_words(key, table.locale)
        sheet.hint((table.top + 1, table.bottom), AT[key], rule)


def _show_thousands(sheet: Sheet, table: Table) -> None:
    """Large numbers of input cells get their separators, the cells keep their own format. A typed
    date or percentage has one of its own, and is shown by it."""
    first, cell = table.top + 1, f"$H{table.top + 2}"
    # programs call the general format by different letters: a cell that nobody writes in has it
    general = f'CELL("format",{cell})=CELL("format",$K$1)'
    large = f"ISNUMBER({cell}),ABS({cell})>=1000,{general}"
    for whole, decimals in (("=", ""), ("<>", ".0##")):
        rule = f"=AND({large},{cell}{whole}INT({cell}))"
        look = {"type": "formula", "criteria": rule, "format": sheet.styles.thousands(decimals)}
        sheet.page.conditional_format(first, VALUE, table.bottom, VALUE, look)


def header_height(locale: str) -> float:
    """Room for the longest header."""
    texts = [say(f"forms.columns.{key}", locale) for key in COLUMNS]
    lines = (lines_needed(t, [w], bold=True) for t, w in zip(texts, WIDTHS, strict=True))
    return 2 * ROW_PADDING + LINE_POINTS * max(2, *lines)


def row_height(table: Table, line: Row) -> float:
    """Room for the row's longest text. LibreOffice and Excel's print do not find it themselves."""
    entry = table.entries.get(line.code, _EMPTY)
    name = line.name if line.part else f"{line.name}\n{_coverage_hint(table, line.indicator)}"
    texts = {
        "name": name.rstrip(),
        "unit_of_measure": "" if line.part else line.indicator.unit_of_measure,
        "code": line.code,
        "value": entry.value if isinstance(entry.value, str) else "",
        "explanation": entry.explanation,
        "evidence": entry.evidence,
    }
    lines = max(lines_needed(text, [WIDTHS[AT[key]]]) for key, text in texts.items())
    return min(TALLEST_ROW, ROW_PADDING + LINE_POINTS * lines)


def _heading(sheet: Sheet, row: int, line: Heading) -> None:
    sheet.text(row, AT["number"], line.number, "heading_number")
    sheet.text(row, AT["code"], "", "heading_rest")
    sheet.text(row, AT["name"], line.name, "heading")
    for column in range(AT["name"] + 1, LAST):
        sheet.text(row, column, "", "heading_rest")
    sheet.text(row, LAST, "", "heading_last")


def _row(sheet: Sheet, table: Table, row: int, line: Row) -> None:
    indicator = line.indicator
    measure = "" if line.part else indicator.unit_of_measure
    sheet.text(row, AT["number"], line.number, "centre")
    sheet.text(row, AT["code"], line.code, "part_code" if line.part else "centre")
    _name(sheet, table, row, line)
    sheet.text(row, AT["unit_of_measure"], measure, "centre")
    _target(sheet, table, row, line)
    for key, known in (("previous", table.figures.previous), ("to_date", table.figures.to_date)):
        _known(sheet, (row, AT[key]), line, known.get(indicator.id), table.locale)
    entry = table.entries.get(line.code, _EMPTY)
    if line.is_ratio and entry.value is None:
        _ratio(sheet, table, row, line)
    else:
        _input(sheet, row, line, entry)
        sheet.hint((row, row), VALUE, hints.for_value(line, table.locale))
    _explanation(sheet, row, line, entry)


def _name(sheet: Sheet, table: Table, row: int, line: Row) -> None:
    """The name; below it, where a figure is not simply the period's, what it has to cover."""
    hint = "" if line.part else _coverage_hint(table, line.indicator)
    if hint and line.name:
        runs = (("plain", line.name), ("hint", f"\n{hint}"))
        sheet.rich(row, AT["name"], runs, "text")
    else:
        sheet.text(row, AT["name"], line.name, "part_name" if line.part else "text")


def _coverage_hint(table: Table, indicator: Indicator) -> str:
    if indicator.over_time == "running_total":
        return say("forms.running_total", table.locale)
    if indicator.over_time == "stock" and indicator.measure in ("count", "ratio"):
        last = table.plan.calendar.last_day(table.period)
        return say("forms.stock", table.locale, day=formats.day(last, table.locale))
    return ""


def _target(sheet: Sheet, table: Table, row: int, line: Row) -> None:
    indicator, column = line.indicator, AT["target"]
    value = table.figures.target.get(indicator.id)
    if line.part:
        sheet.text(row, column, "", "known")
    elif value is None or indicator.due or indicator.band or indicator.measure == "yes_no":
        sheet.text(row, column, _target_in_words(indicator, value, table.locale), "known")
    else:
        sheet.number(row, column, value, "known", indicator.decimals)


def _target_in_words(indicator: Indicator, value: float | None, locale: str) -> str:
    """A due day, a band, or for yes_no the answer wanted (below 100 the share of units)."""
    if indicator.due:
        return say("forms.due_by", locale, day=formats.day(indicator.due, locale))
    if indicator.band:
        low, high = (formats.shortest(bound, locale) for bound in indicator.band)
        return say("forms.between", locale, low=low, high=high)
    if value is None:
        return ""
    return say("forms.yes", locale) if value == 100 else f"{formats.shortest(value, locale)}%"


def _known(
    sheet: Sheet, at: tuple[int, int], line: Row, figure: Figure | None, locale: str
) -> None:
    value, indicator = _shown(line, figure), line.indicator
    if isinstance(value, date):
        sheet.day(*at, value, "known")
    elif value is None or indicator.measure in ("yes_no", "milestone"):
        sheet.text(*at, _known_in_words(indicator, value, locale), "known")
    else:
        whole = line.part is not None and value == int(value)
        sheet.number(*at, value, "known", 0 if whole else indicator.decimals)


def _known_in_words(indicator: Indicator, value: float | None, locale: str) -> str:
    if value is None:
        return ""
    if indicator.measure == "milestone":
        return say("forms.not_done", locale)
    return say(f"forms.{'yes' if value else 'no'}", locale)


def _shown(line: Row, figure: Figure | None) -> float | date | None:
    if figure is None:
        return None
    if line.part == "a":
        return figure.numerator
    if line.part == "b":
        return figure.denominator
    return figure.done_on or figure.value


def _ratio(sheet: Sheet, table: Table, row: int, line: Row) -> None:
    """The formula of the two rows below, with the value that a program would compute."""
    above, below = f"H{row + 2}", f"H{row + 3}"
    factor = line.indicator.factor
    times = f"*{factor:g}" if factor != 1 else ""
    formula = f'=IF(COUNT({above}:{below})<2,"",IF({below}=0,"",{above}/{below}{times}))'
    parts = [table.entries.get(f"{line.code}.{part}", _EMPTY).value for part in ("a", "b")]
    a, b = (p if isinstance(p, int | float) else None for p in parts)
    value = a / b * factor if a is not None and b else ""
    look = sheet.styles.number("ratio", line.indicator.decimals)
    sheet.page.write_formula(row, VALUE, formula, look, value)


def _input(sheet: Sheet, row: int, line: Row, entry: Entry) -> None:
    value = entry.value
    if isinstance(value, date):
        sheet.day(row, VALUE, value, "input")
    elif isinstance(value, int | float):
        sheet.number(row, VALUE, value, "input_percent" if entry.percent_format else "input")
    else:
        blank = "input_date" if line.indicator.measure == "milestone" else "input"
        sheet.text(row, VALUE, value or "", blank)


def _explanation(sheet: Sheet, row: int, line: Row, entry: Entry) -> None:
    """Words belong to the indicator: a ratio's stand in its own row."""
    for key, text in (("explanation", entry.explanation), ("evidence", entry.evidence)):
        open_cell = line.part is None or bool(text)
        sheet.text(row, AT[key], text, "input_words" if open_cell else "text")
