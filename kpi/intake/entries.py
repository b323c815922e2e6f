"""From a table to entries: each filled input cell with the indicator and part it belongs to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from kpi.intake.catalogue import Asked, Catalogue
from kpi.intake.furniture import is_numbering, is_section, is_signature, is_total
from kpi.intake.grammar.states import speaks_of_a_secret, word_of
from kpi.intake.grammar.text import clean, key
from kpi.intake.grid import Cell, Row, Sheet
from kpi.intake.headers import is_header_again
from kpi.intake.measures import in_brackets, is_another, line_of
from kpi.intake.tables import Table
from kpi.intake.written import text_of

Slot = Literal["own", "a", "b"]
Meant = tuple[Asked | None, Slot, str]
_new = tuple.__new__  # the quick way to a NamedTuple of all its parts
_PART = re.compile(r"^(.+?)(\s*[.\-_ ]?\s*)([ab])$", re.IGNORECASE)
_LIKE_A_CODE = re.compile(r"[^\W\d_]{1,6}[.\-_]?\d{1,4}(?:\.[abAB])?")
_LONGEST_CODE = 40
NAMELESS = "?"  # the code of a row that has none
WITHHELD = "mật"
_WORDS: tuple[Literal["explanation", "note", "evidence"], ...] = (
    "explanation",
    "note",
    "evidence",
)


class Entry(NamedTuple):
    """One filled input cell. `code` is the indicator's id, or the text as written if the plan
    has none such (`asked` is then None). `measure` is the unit of measure that the form states
    for it, if it is not the plan's, `name` what its row is called, if that is another
    indicator's name."""

    code: str
    asked: Asked | None
    slot: Slot
    cell: Cell
    sheet: str
    hidden: bool
    row: int
    column: int
    measure: str = ""
    name: str = ""


@dataclass(slots=True)
class RowWords:
    """What the rows of an indicator say in words, each text once."""

    explanation: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """All entries of one unit and period, with the words beside them by code, and `loose`: words
    and cells that no header explains, by code (looked at only beside the word `mật`)."""

    cells: list[Entry] = field(default_factory=list)
    words: dict[str, RowWords] = field(default_factory=dict)
    loose: dict[str, list[Cell]] = field(default_factory=dict)
    plain: bool = False
    has_explanations: bool = False
    part_heads: tuple[str, str] | None = None  # columns for a ratio's numbers; None: two rows


class RowMeaning(NamedTuple):
    """What the printed cells of a row say: its indicator and part, its code, `name` and `measure`
    of its entries, and whether its name was given the word `mật`. `inputs` are the columns of its
    figures from the left: (column, part, whether a formula there is only the quotient, measure).
    """

    asked: Asked | None
    code: str
    name: str
    secret: bool
    inputs: tuple[tuple[int, Slot, bool, str], ...]


_RowKey = tuple[Cell | None, Cell | None, Cell | None]


class TableRows:
    """The rows of one table; each is added to the entries of whomever it belongs to.

    `until` is the row in which the sheet's next table begins, if it has one. `used` collects the
    rows that were understood: what stands elsewhere may be a note. What a row with a code says is
    kept by its printed cells, for the forms of one plan repeat them."""

    def __init__(
        self, sheet: Sheet, table: Table, known: Catalogue, until: int | None = None
    ) -> None:
        self.sheet, self.table, self.known = sheet, table, known
        self.code, self.name = table.first("code"), table.first("name")
        self.slots: dict[int, Slot | None] = dict.fromkeys(table.columns.get("value", ()))
        self.slots |= dict.fromkeys(table.columns.get("numerator", ()), "a")
        self.slots |= dict.fromkeys(table.columns.get("denominator", ()), "b")
        self.inputs = sorted(self.slots)
        self.words = [(role, table.columns.get(role, ())) for role in _WORDS]
        self.beside = frozenset(c for _, columns in self.words for c in columns)
        self.explained = {c for columns in table.columns.values() for c in columns}
        self.measure = table.first("unit_of_measure")
        heads = {c: in_brackets(table.texts.get(c, "")) for c in self.inputs}
        line = line_of(sheet, table.header_row)
        self.stated = {c: text for c in self.inputs if (text := heads[c] or line)}
        self.ratio: Asked | None = None  # the ratio whose rows may follow
        self.first = table.last_header_row + 1
        self.rows = {
            number: row
            for number, row in sheet.rows.items()
            if number >= self.first and (until is None or number < until)
        }
        self.coded: dict[int, RowMeaning] = {}
        self.end = self._end()
        self.used: set[int] = set()

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """(row number, row) below the header; repeated headers and rows that only count the
        columns are left out."""
        heading = self.code if self.code is not None else self.name
        for number, row in self.rows.items():
            if number in self.coded:
                yield number, row
                continue
            cell = row.get(heading) if heading is not None else None
            if (cell is not None and is_header_again(cell)) or (
                number == self.first and is_numbering(row.values())
            ):
                self.used.add(number)
            else:
                yield number, row

    def add(
        self, into: Entries, number: int, row: Row, only: Collection[int] | None = None
    ) -> None:
        """Adds one row's filled input cells and words; of the columns in `only`, if given."""
        said = self.coded.get(number)
        if said is None:
            meant = self._meaning_of(number, row)
            if meant is None:
                return
            said = self._said(meant, row)
        self.used.add(number)
        asked, code, name, secret, inputs = said
        if asked is not None and asked.measure == "ratio":
            self.ratio = asked
        if secret:
            into.loose.setdefault(code, []).append(Cell("text", WITHHELD))
        if not self.beside.isdisjoint(row):
            self._add_words(into, row, code)
        if not self.explained.issuperset(row):
            odd = (cell for column, cell in row.items() if column not in self.explained)
            into.loose.setdefault(code, []).extend(odd)
        if asked is None:  # where a code belongs, anything may stand, a word about secrecy too
            heads = (row.get(c) for c in (self.code, self.name) if c is not None)
            into.loose.setdefault(code, []).extend(cell for cell in heads if cell is not None)
        for column, slot, quotient, measure in inputs:
            cell = row.get(column)
            if cell is not None and (only is None or column in only):
                if cell.formula and not quotient:
                    cell = self._checked(cell, number, column)
                into.cells.append(
                    _new(Entry, (
                        code, asked, slot, cell, self.sheet.name, self.sheet.hidden, number,
                        column, measure, name,
                    ))
                )  # fmt: skip

    def _said(self, meant: Meant, row: Row) -> RowMeaning:
        """What the printed cells of a row of this indicator say."""
        asked, row_slot, code = meant
        name, secret = "", False
        if asked is not None and self.name is not None:
            called = text_of(row.get(self.name))
            if called not in ("", asked.name, asked.numerator, asked.denominator):
                name = self._other_name(called, asked)
                secret = _calls_it_secret(called, asked)
        inputs = []
        for column in self.inputs:
            slot = self.slots[column] or row_slot
            quotient = slot == "own" and asked is not None and asked.measure == "ratio"
            measure = self._other_measure(row, asked, slot, column) if asked else ""
            inputs.append((column, slot, quotient, measure))
        return RowMeaning(asked, code, name, secret, tuple(inputs))

    def _other_name(self, called: str, asked: Asked) -> str:
        """The name of a row that is word for word another indicator's, or part of another one's."""
        folded = key(called)
        if not folded or folded == key(asked.name):
            return ""
        named = self.known.by_name.get(folded)
        part = self.known.by_part.get(folded)
        another = named or (part[0] if part else None)
        return called if another is not None and another.id != asked.id else ""

    def _other_measure(self, row: Row, asked: Asked, slot: Slot, column: int) -> str:
        """The unit of measure stated for a cell, if it is not the plan's."""
        part = None if slot == "own" else slot
        said = "" if self.measure is None else text_of(row.get(self.measure))
        if said:
            if said == asked.unit_of_measure and part is None:
                return ""
            return said if is_another(said, asked, part) else ""
        stated = self.stated.get(column, "")
        return stated if stated and is_another(stated, asked, part) else ""

    def _checked(self, cell: Cell, number: int, column: int) -> Cell:
        """A formula's cell, marked if the number it shows is not the one that it gives."""
        from kpi.intake.stale import is_stale

        return cell._replace(kind="stale") if is_stale(self.sheet, number, column) else cell

    def _end(self) -> int:
        """The last row of the table: that of the last indicator, and what follows without a gap."""
        kept = self._kept()
        code, name, measure = self.code or 0, self.name or 0, self.measure or 0
        end = self.first - 1
        for number, row in self.rows.items():
            printed = (row.get(code), row.get(name), row.get(measure))
            said = kept.get(printed) or self._learnt(printed, row, kept)
            if number == self.first and is_numbering(row.values()):
                said = None
            if said is not None:
                self.coded[number] = said
                end = number
            elif self._names_one(row) or (number == end + 1 and not self._signs(row)):
                end = number
        return end

    def _kept(self) -> dict[_RowKey, RowMeaning]:
        """What rows with codes say in tables of these columns, under this plan."""
        if not _layouts or _layouts[0][0] is not self.known:
            _layouts[:] = [(self.known, {})]
        tables = _layouts[0][1]
        if len(tables) > _MOST_LAYOUTS:
            tables.clear()
        columns = (
            self.code, self.name, self.measure, *self.slots.items(), *self.stated.items(),
        )  # fmt: skip
        return tables.setdefault(columns, {})

    def _learnt(
        self, printed: _RowKey, row: Row, kept: dict[_RowKey, RowMeaning]
    ) -> RowMeaning | None:
        """What a row says that has the code of an indicator; None for all others."""
        written = text_of(printed[0])
        if not written or (printed[0] is not None and is_header_again(printed[0])):
            return None
        meant = find_indicator(written, self.known)
        if meant[0] is None:
            return None
        said = self._said(meant, row)
        if len(kept) > _MOST_KEPT:
            kept.clear()
        kept[printed] = said
        return said

    @cached_property
    def last_known(self) -> int:
        """The last row that names an indicator."""
        named = (n for n, row in self.rows.items() if n in self.coded or self._names_one(row))
        return max(named, default=0)

    def _names_one(self, row: Row) -> bool:
        written = "" if self.code is None else text_of(row.get(self.code))
        if written:
            return find_indicator(written, self.known)[0] is not None
        name = "" if self.name is None else text_of(row.get(self.name))
        return bool(name) and (
            self.known.by_name.get(key(name)) is not None
            or (self.code is None and find_indicator(name, self.known)[0] is not None)
        )

    @staticmethod
    def _signs(row: Row) -> bool:
        return any(c.kind == "text" and is_signature(c.text) for c in row.values())

    def _meaning_of(self, number: int, row: Row) -> Meant | None:
        written = "" if self.code is None else text_of(row.get(self.code))
        if written:
            meant = find_indicator(written, self.known)
            if meant[0] is not None:
                return meant
        name = "" if self.name is None else text_of(row.get(self.name))
        if written:
            # a signature or a remark below the table is no code
            odd = len(written) > _LONGEST_CODE or self._is_furniture(number, row, written, name)
            return None if odd else meant
        if not name:
            # a figure between the rows that are known belongs to one that lost its name
            lost = (self.table.long or number < self.last_known) and self._has_figure(row)
            return (None, "own", NAMELESS) if lost else None
        found = self._named(name)
        if found is not None:
            return found
        if self.code is None:
            meant = find_indicator(name, self.known)
            if meant[0] is not None:
                return meant
        # a row that lost its code must not lose its figure in silence
        lost = self._has_figure(row) and not self._is_furniture(number, row, "", name)
        return (None, "own", name[:_LONGEST_CODE]) if lost else None

    def _is_furniture(self, number: int, row: Row, written: str, name: str) -> bool:
        """Whether a row that names no indicator is none: a total, a section, the foot."""
        if is_total(written or name) or (name and is_total(name)):
            return True
        if is_section(written) and (
            not self._has_figure(row) or key(name) in self.known.field_keys
        ):
            return True
        if not written and key(name) in self.known.field_keys:
            return True
        if number <= self.end:
            return False
        if is_signature(written) or is_signature(name) or not self._has_figure(row):
            return True
        return _LIKE_A_CODE.fullmatch(written) is None

    def _named(self, name: str) -> Meant | None:
        """A row without a code: the part of the ratio above, or the one indicator of the name."""
        folded = key(name)
        ratio = self.ratio
        if ratio is not None and folded == key(ratio.numerator or " "):
            return ratio, "a", ratio.id
        if ratio is not None and folded == key(ratio.denominator or " "):
            return ratio, "b", ratio.id
        asked = self.known.by_name.get(folded)
        if asked is not None:
            return asked, "own", asked.id
        part = self.known.by_part.get(folded)
        return None if part is None else (part[0], part[1], part[0].id)

    def _has_figure(self, row: Row) -> bool:
        return any(
            says_a_figure(row[column])
            for column in self.slots
            if column in row and not row[column].formula
        )

    def _add_words(self, into: Entries, row: Row, code: str) -> None:
        words = into.words.setdefault(code, RowWords())
        for role, columns in self.words:
            for column in columns:
                cell = row.get(column)
                if cell is None:
                    continue
                text = text_of(cell)
                texts: list[str] = getattr(words, role)
                if text and text not in texts:
                    texts.append(text)
                into.loose.setdefault(code, []).append(cell)


def _calls_it_secret(called: str, asked: Asked) -> bool:
    """Whether a row's name was given the word `mật`, which the plan's name does not have."""
    return speaks_of_a_secret(clean(called)) and not speaks_of_a_secret(clean(asked.name))


def says_a_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, digits, or a word that stands for a figure."""
    if cell.kind != "text":
        return True
    if any(c.isdigit() for c in cell.text):
        return True
    return len(cell.text) <= _LONGEST_CODE and word_of(clean(cell.text)) not in (None, "blank")


def find_indicator(written: str, known: Catalogue) -> Meant:
    """(indicator, slot, code) of a code as written: `VB01`, `VB01.a`; None if there is none."""
    if not _latest or _latest[0][0] is not known:
        _latest[:] = [(known, {})]
    kept = _latest[0][1]
    meant = kept.get(written)
    if meant is None:
        if len(kept) > _MOST_KEPT:
            kept.clear()
        meant = kept[written] = _find_indicator(written, known)
    return meant


_MOST_KEPT = 20_000
_MOST_LAYOUTS = 200
_layouts: list[tuple[Catalogue, dict[object, dict[_RowKey, RowMeaning]]]] = []
_latest: list[tuple[Catalogue, dict[str, Meant]]] = []  # of the plan that is read under


def _find_indicator(written: str, known: Catalogue) -> Meant:
    exact = known.by_code.get(written)
    if exact is not None:
        return exact, "own", exact.id
    part = _split_part(written)
    if part is not None:
        base = known.by_code.get(part[0]) or known.by_folded_code.get(key(part[0]))
        if base is not None and base.measure == "ratio":
            return base, part[1], base.id
    folded = known.by_folded_code.get(key(written))
    if folded is not None:
        return folded, "own", folded.id
    if part is not None and part[2]:
        return None, part[1], part[0]
    return None, "own", written


@lru_cache(maxsize=10_000)
def _split_part(written: str) -> tuple[str, Slot, bool] | None:
    """`VB01.a` as (VB01, a, whether something stands between)."""
    found = _PART.match(written)
    if found is None:
        return None
    slot: Slot = "a" if found[3] in "aA" else "b"
    return found[1], slot, bool(found[2])
