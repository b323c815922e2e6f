"""Makes cells of numbers and texts under their formats and fonts: one way for every kind of file.

A plain number under a plain format never comes here: readers make its cell themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kpi.workbooks.beside import Beside, in_powers, rounded
from kpi.workbooks.grid import Cell, Format
from kpi.workbooks.marks import Mark, shown
from kpi.workbooks.number_formats import NumberFormat, Section, secret_words
from kpi.workbooks.text import fold

_EXACT = 15  # significant digits that a spreadsheet keeps
_DATES = ("date", "month", "time")


def fifteen_digits(number: float) -> float:
    """A number to the 15 significant digits that a spreadsheet keeps: what lies behind them is the
    noise of an export."""
    return float(f"{number:.15g}")


def number_cell(  # noqa: PLR0913 - what a cell is made of
    number: float, form: Format | NumberFormat, mark: Mark = "", *, formula: bool = False,
    since_1904: bool = False, said: str = "",
) -> Cell:  # fmt: skip
    """The cell of a number. What its format calls a secret, or whose characters have a mark, is
    the text that it shows. `said` is what the file itself says that a date's cell shows."""
    section = Section(form) if isinstance(form, str) else form.of(number)
    cell = Cell("number", "", number, section.kind, formula)
    if section.kind in _DATES:
        cell = _dated(cell, section, since_1904, said)
    words = secret_words(section)
    if words:
        return Cell("text", f"{_as_written(cell, since_1904)} ({words})", formula=formula)
    if section.beside is not None and section.beside.changes(number, section.kind):
        several = not isinstance(form, str) and len(form.sections) > 1
        cell = cell._replace(shown=_with_words(cell, section.beside, signless=several))
    if mark:
        return text_cell([(_as_written(cell, since_1904), mark)], formula=formula) or cell
    return cell


def text_cell(
    pieces: Iterable[tuple[str, Mark]], *, formula: bool = False, beside: str = ""
) -> Cell | None:
    """The cell of a text of pieces with their marks; `beside` is what its format makes of it, an @
    in its place: both are told, so that nobody takes the one for the other. None for one that
    shows nothing."""
    text, marked = shown(pieces)
    if not text.strip():
        return None
    if beside:
        text = f"{text} ({beside.replace('@', text)})"
    return Cell("text", text, formula=formula, shown=text if marked else "")


def _with_words(cell: Cell, beside: Beside, *, signless: bool) -> str:
    """What a cell shows whose format writes more than the number, or none: a blank for nothing."""
    figure = ""
    if beside.pattern:
        figure = _between_digits(cell, beside)
    elif beside.digits:
        figure = _figure(abs(cell.number) if signless else cell.number, cell.format, beside)
    return f"{beside.before}{figure}{beside.behind}".strip() or " "


def _figure(number: float, kind: Format, beside: Beside) -> str:
    """The digits that a format leaves of a number, with the signs of a percentage."""
    if beside.powers:
        return in_powers(number, beside).replace(".", ",")
    signs = "%" * max(1, beside.percents) if kind == "percent" else ""
    scaled = number * 100.0 ** len(signs)
    if beside.leaves_nothing_of(scaled):
        return ("," if beside.decimals else "") + signs
    share = kind in ("percent", "percent_sign") and 0 < abs(scaled) < 1
    if beside.thousands or beside.filled or share:
        scaled = float(rounded(scaled / 1000.0**beside.thousands, beside.decimals))
    return _as_written(Cell("number", "", fifteen_digits(scaled)), False) + signs


def _between_digits(cell: Cell, beside: Beside) -> str:
    """The digits of a number, rounded, with the texts that a format writes between them."""
    factor = 100 if cell.format == "percent" else 1
    scaled, pattern = abs(cell.number) * factor, beside.pattern
    digits = [] if beside.leaves_nothing_of(scaled) else list(str(rounded(scaled, 0)))
    least = pattern.count("0")
    digits = ["0"] * (least - len(digits)) + digits
    said: list[str] = []
    for sign in reversed(pattern):
        if sign not in "0#?":
            said.append(sign)
        elif digits:
            said.append(digits.pop())
    return ("-" if cell.number < 0 else "") + "".join([*digits, *reversed(said)])


def _as_written(cell: Cell, since_1904: bool) -> str:
    from kpi.workbooks.written import as_written

    return as_written(cell, since_1904)


def _dated(cell: Cell, section: Section, since_1904: bool, said: str) -> Cell:
    """A date's or time's cell with what it shows, where that is not the day that its number
    means or may be read as another one, and the month that it names."""
    from kpi.workbooks.serial_days import from_serial
    from kpi.workbooks.shown_dates import in_usual_order, shown_date

    day = from_serial(cell.number, since_1904=since_1904)
    shows_a_day = section.kind == "date" and day is not None and _shows_its_year(section)
    if shows_a_day and (not section.code or in_usual_order(section.code)):
        return cell
    shown = said or shown_date(section.code or "d/m/yyyy", cell.number, since_1904)
    first = day is not None and day.day == 1 and _is_month_and_year(section)
    month = f"{day.year}-{day.month:02}" if day is not None and first else ""
    return cell._replace(shown=shown, text=month)


def _shows_its_year(section: Section) -> bool:
    from kpi.workbooks.shown_dates import parts_of

    return not section.code or any(name == "year" for name, _ in parts_of(section.code))


def _is_month_and_year(section: Section) -> bool:
    """Whether a format shows a month with its year, and no word that makes another period of them
    (`Quý 3/2024`): else what the cell shows counts, not the month behind it."""
    from kpi.workbooks.shown_dates import parts_of

    shown = parts_of(section.code)
    words = "".join(text for name, text in shown if name == "says")
    other = [word for word in re.findall(r"[^\W\d_]+", fold(words)) if word not in _MONTH_WORDS]
    names = sorted(name for name, _ in shown if name != "says")
    return section.kind == "month" and names == ["month", "year"] and not other


_MONTH_WORDS = frozenset((fold("tháng"), fold("năm"), "t", "th"))
