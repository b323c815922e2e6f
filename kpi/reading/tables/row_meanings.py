"""What the printed cells of a row say: its indicator and part, and what contradicts the plan.

Forms of one plan repeat their printed cells, so what a row with a code says is kept by them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kpi.reading.catalogue import Asked, Catalogue
from kpi.reading.tables.headers import is_header_again
from kpi.reading.tables.measures import is_another, of_name
from kpi.reading.vocabulary.codes import Meant, Slot, find_coded, find_indicator
from kpi.workbooks.grid import Cell, Row
from kpi.workbooks.marks import is_struck, without_marks
from kpi.workbooks.secret_words import speaks_of_a_secret
from kpi.workbooks.text import clean, key
from kpi.workbooks.written import text_of

_MOST_ROWS = 20_000
_MOST_LAYOUTS = 200
_LONGEST_NAME = 120


class RowMeaning(NamedTuple):
    """What the printed cells of a row say: its indicator and part, its code, `name` and `measure`
    of its entries, and whether its name was given the word `mật`. `inputs` are the columns of its
    figures from the left: (column, part, whether a formula there is only the quotient, measure),
    `figure` the column where the figure belongs, of a ratio its numerator; 0 if there is none.
    """

    asked: Asked | None
    code: str
    name: str
    secret: bool
    inputs: tuple[tuple[int, Slot, bool, str], ...]
    figure: int

    def figure_in(self, only: Collection[int] | None) -> int:
        """The same, of the columns in `only`, if given."""
        if only is None:
            return self.figure
        own = _own(self.asked)
        return next((c for c, slot, _, _ in self.inputs if slot == own and c in only), 0)


_RowKey = tuple[Cell | None, Cell | None, Cell | None]


class Columns(NamedTuple):
    """Where a table has what tells of its rows. `slots` are the columns of figures from the left,
    each with the part that its head names; `stated` the units of measure that heads and the line
    above the table state;
    `texts` tells that the sheet's numbers are text too."""

    code: int | None
    name: int | None
    measure: int | None
    slots: tuple[tuple[int, Slot | None], ...]
    stated: tuple[tuple[int, tuple[str, ...]], ...]
    texts: bool = False


_layouts: list[tuple[Catalogue, dict[Columns, dict[_RowKey, RowMeaning]]]] = []
"""What rows with codes say, by the columns of their table, under the plan that is read under."""


class RowMeanings:
    """What the rows of a table with these columns say."""

    def __init__(self, columns: Columns, known: Catalogue) -> None:
        self.columns, self.known = columns, known
        self.stated = dict(columns.stated)
        # columns count from 1: where there is none, no cell is found
        self._printed = (columns.code or 0, columns.name or 0, columns.measure or 0)
        if not _layouts or _layouts[0][0] is not known:
            _layouts[:] = [(known, {})]
        layouts = _layouts[0][1]
        if len(layouts) > _MOST_LAYOUTS:
            layouts.clear()
        self._kept = layouts.setdefault(columns, {})

    def of_coded(self, row: Row) -> RowMeaning | None:
        """What a row says that has the code of an indicator; None for all others."""
        code, name, measure = self._printed
        printed = (row.get(code), row.get(name), row.get(measure))
        return self._kept.get(printed) or self._learnt(printed, row)

    def _learnt(self, printed: _RowKey, row: Row) -> RowMeaning | None:
        written = text_of(printed[0])
        if not written or (printed[0] is not None and is_header_again(printed[0])):
            return None
        meant = self.named_by(printed[0], printed[1])
        if meant[0] is None:
            return None
        if len(self._kept) > _MOST_ROWS:
            self._kept.clear()
        said = self._kept[printed] = self.of(meant, row)
        return said

    def named_by(self, code: Cell | None, name: Cell | None) -> Meant:
        """The indicator of a code, where it is certain or the name beside it says the same."""
        meant = find_coded(code, self.known, texts=self.columns.texts)
        if meant[0] is not None:
            return meant
        exact = find_indicator(meant[2], self.known)
        called = key(text_of(name))
        same = exact[0] is not None and called == key(exact[0].name)
        return exact if same and self.known.by_name.get(called) is not None else meant

    def of(self, meant: Meant, row: Row) -> RowMeaning:
        """What the printed cells of a row of this indicator say."""
        asked, row_slot, code = meant
        name, secret = "", False
        if asked is not None and self.columns.name is not None:
            called = text_of(row.get(self.columns.name))
            if called not in ("", asked.name):
                name = self._other_name(called, asked, row_slot)
                secret = _calls_it_secret(called, asked)
        elif self.columns.code is not None and not text_of(row.get(self.columns.code)):
            name = text_of(row.get(self.columns.name or 0))[:_LONGEST_NAME]
        inputs = []
        for column, headed in self.columns.slots:
            slot = headed or row_slot
            quotient = slot == "own" and asked is not None and asked.measure == "ratio"
            measure = self._other_measure(row, asked, slot, column) if asked else ""
            inputs.append((column, slot, quotient, measure))
        figure = next((column for column, slot, _, _ in inputs if slot == _own(asked)), 0)
        return RowMeaning(asked, code, name, secret, tuple(inputs), figure)

    def _other_name(self, called: str, asked: Asked, slot: Slot) -> str:
        """The name of a row that is word for word another indicator's, or another part's, or of
        which something is struck out that is no remark."""
        folded = key(called)
        if not folded or folded == key(asked.name):
            return ""
        if slot != "own" and folded in map(key, parts := (asked.numerator, asked.denominator)):
            return "" if folded == key(parts["ab".index(slot)]) else called
        if is_struck(called):
            own = (asked.name, asked.numerator, asked.denominator)
            return "" if key(without_marks(called)) in map(key, filter(None, own)) else called
        named = self.known.by_name.get(folded)
        part = self.known.by_part.get(folded)
        another = named or (part[0] if part else None)
        return called if another is not None and another.id != asked.id else ""

    def _other_measure(self, row: Row, asked: Asked, slot: Slot, column: int) -> str:
        """The first unit of measure stated for a cell that is not the plan's: in the row, its
        name, the column's head, above the table."""
        part = None if slot == "own" else slot
        said = "" if self.columns.measure is None else text_of(row.get(self.columns.measure))
        if said == asked.unit_of_measure and part is None:
            said = ""
        called = "" if self.columns.name is None else text_of(row.get(self.columns.name))
        named = of_name(called, asked) if called not in ("", asked.name) else ""
        stated = (said, named, *self.stated.get(column, ()))
        return next((text for text in stated if text and is_another(text, asked, part)), "")


def _own(asked: Asked | None) -> Slot:
    return "a" if asked is not None and asked.measure == "ratio" else "own"


def _calls_it_secret(called: str, asked: Asked) -> bool:
    """Whether a row's name was given the word `mật`, which the plan's name does not have."""
    return speaks_of_a_secret(clean(called)) and not speaks_of_a_secret(clean(asked.name))
