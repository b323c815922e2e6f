"""How the plan's workbook looks: widths of columns, formats of cells, drop-downs.

One rule: nothing here decides what is in a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, get_args, get_origin

from kpi.plan.kinds import members_of, unwrapped
from kpi.planning.layout import Column, title_of
from kpi.planning.showing import Shown, word_text
from kpi.words import say
from reports.formats import Format, Formats

FONT: Final = "Times New Roman"
LANGUAGE: Final = {"vi": "[$-42A]", "en": "[$-409]"}  # asks for the language's own separators
WIDTHS: Final[Mapping[str, float]] = {
    "id": 9, "indicator": 9, "name": 27, "field": 9.5, "definition": 33, "basis": 20, "measure": 10,
    "unit_of_measure": 9.5, "frequency": 8, "year": 6.5, "value": 9, "due": 11.5, "reported_by": 14,
    "lead": 9, "targets": 8.5, "unit_targets": 8.5, "numerator": 20, "denominator": 20,
    "formula": 16, "profile": 14, "aliases": 22, "senders": 18, "succeeds": 18, "spans": 16,
    "recipients": 20,
    "kind": 11, "area": 13, "check": 34, "message": 60, "severity": 18, "decision": 24,
    "decided": 12, "from": 12, "to": 12, "symbol": 16, "over_time": 13, "across_units": 14,
    "direction": 13, "support": 12, "unit": 16, "was": 8, "weight": 8, "decimals": 7,
}  # fmt: skip
_USUAL = 11.0
_LIST = 255  # letters that a drop-down's choices may take together
_TITLE = 31
_MESSAGE = 255


@dataclass(frozen=True, slots=True)
class Paper:
    """`size` as workbooks number it, `wide` how many pages a table takes across."""

    size: int
    wide: int

    def points_down(self, widths: Sequence[float]) -> float:
        """What a page holds below each other, in points of the cells, columns of these widths
        being as wide as `wide` pages."""
        across = _mm(widths) + (self.wide - 1) * _mm(widths[:_REPEATED])
        share = (_SIDES[self.size] - 2 * MARGIN) * self.wide / across
        return (_ENDS[self.size] - 2 * MARGIN_END) * 72 / 25.4 / min(1.0, share)


_A4, _A3 = 9, 8
_SIDES: Final[Mapping[int, float]] = {_A4: 297.0, _A3: 420.0}  # mm across, laid on the long side
_ENDS: Final[Mapping[int, float]] = {_A4: 210.0, _A3: 297.0}  # mm down
MARGIN: Final = 12.0  # mm at each side
MARGIN_END: Final = 15.0  # mm above and below
_READABLE, _SIZE = 8.0, 11.0  # points in print, points of the cells
_REPEATED = 3  # columns that stand on every page: number, code, name


def paper_of(widths: Sequence[float]) -> Paper:
    """The smallest paper on which columns of these widths are printed readably: A4, else A3, else
    several of those, each with the code and the name."""
    for wide in range(1, len(widths) + 1):
        across = _mm(widths) + (wide - 1) * _mm(widths[:_REPEATED])
        for size in (_A4, _A3) if wide == 1 else (_A3,):
            if (_SIDES[size] - 2 * MARGIN) * wide / across >= _READABLE / _SIZE:
                return Paper(size, wide)
    return Paper(_A3, len(widths))


def _mm(widths: Sequence[float]) -> float:
    """Columns' widths in letters as programs draw them: 7 pixels a letter and 5 beside."""
    return sum(width * 7 + 5 for width in widths) / 96 * 25.4


def width_of(column: Column) -> float:
    key = column.key if isinstance(column.path[-1], str) else str(column.path[0])
    return WIDTHS.get(key, _USUAL)


class Looks(Formats):
    """Formats of the plan's workbook; numbers are asked for in the plan's own language."""

    def __init__(self, workbook: Any, locale: str) -> None:
        super().__init__(workbook, FONT, 11)
        self._language = LANGUAGE.get(locale, "")

    def heading(self) -> Format:
        return self.plain(top=1, bottom=1, bold=True, bg_color="#F5F5F5", num_format="@")

    def cell(self, column: Column | None, content: Shown) -> Format:
        """The format of a cell in a table."""
        numeric = isinstance(content, (int, float))
        centred = isinstance(content, date) or (numeric and column is None)
        align = "center" if centred else "right" if numeric else "left"
        pattern = _number_format(column, content)
        if numeric and pattern.startswith("#"):
            pattern = self._language + pattern
        return self.plain(border=1, text_wrap=True, align=align, num_format=pattern)


def _number_format(column: Column | None, content: Shown) -> str:
    if isinstance(content, date) or (content is None and column and _takes(column, date)):
        return "dd/mm/yyyy"
    if isinstance(content, (int, float)):
        year = column is not None and column.path[-1] == "year"
        return "0" if year else "#,##0" + _decimals(content)
    numeric = column is not None and (_takes(column, float) or _takes(column, int))
    return "General" if numeric and content is None else "@"


def _decimals(content: float) -> str:
    """The decimals that a number has, and none of a whole one."""
    exact = Decimal(repr(content)).normalize()
    places = -int(exact.as_tuple().exponent)
    return "." + "0" * places if places > 0 else ""


def _takes(column: Column, kind: type) -> bool:
    return any(unwrapped(member)[0] is kind for member in members_of(column.kind))


def validation_of(column: Column, meaning: str, locale: str) -> dict[str, Any]:
    """What a column's cells say when they are entered, with a drop-down where there are words: of
    words alone others are warned of, beside other types they are only offered."""
    title = title_of(column, locale)[:_TITLE]
    about = {"input_title": title, "input_message": meaning[:_MESSAGE], "ignore_blank": True}
    words = choices(column, locale)
    if not words or len(",".join(words)) > _LIST or any("," in word for word in words):
        return {**about, "validate": "any"}
    alone = len(members_of(column.kind)) == 1
    strictness = {"error_type": "warning"} if alone else {"show_error": False}
    return {**about, "validate": "list", "source": words, **strictness}


def choices(column: Column, locale: str) -> list[str]:
    """The words that a column's cells may hold, as the workbook says them."""
    bases = [unwrapped(member)[0] for member in members_of(column.kind)]
    if bases == [bool]:
        return [say("plan_book.yes", locale), say("plan_book.no", locale)]
    words = next((get_args(base) for base in bases if get_origin(base) is Literal), ())
    return [word_text(column.key, word, locale) for word in words] if len(words) > 1 else []
