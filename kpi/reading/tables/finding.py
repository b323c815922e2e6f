"""Finds the tables of a sheet by the texts of their heads, wherever they stand.

A head may have several rows: merged headings over the columns below them. What a column is,
is decided by all the texts above it together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from kpi.reading.catalogue import Catalogue
from kpi.reading.tables.furniture import is_total
from kpi.reading.tables.headers import Role, is_english, period_of, role_of, role_of_stack
from kpi.reading.tables.stacks import Areas, Stacks, stacks_at
from kpi.reading.vocabulary.period_words import Short, head_period
from kpi.reading.vocabulary.unit_names import find_unit
from kpi.workbooks.grid import Cell, Sheet
from kpi.workbooks.marks import flat, has_marks, is_struck, without_marks
from kpi.workbooks.text import clean, key

_FAR_OFF = 4  # columns
_NAMES: frozenset[Role | None] = frozenset(("code", "name"))
_FIGURES: frozenset[Role | None] = frozenset(("value", "numerator", "denominator"))


_OWN_PERIOD = frozenset(
    key(t) for t in ("Trong kỳ", "Kỳ này", "Thực hiện trong kỳ", "Trong tháng", "Tháng này",
                     "Thực hiện kỳ này", "Quý này", "Trong quý")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a column of figures says besides its role. `unit` is an id; `asked` the
    text of a head that nobody understands among heads that are understood. `own_of_year` tells
    that `period` is the year in which the table's own period lies: `Năm 2024` over `Trong kỳ`."""

    unit: str = ""
    period: str | Short | None = None
    asked: str = ""
    own_of_year: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table's columns are. `columns` lists the columns of each role from left to right.

    The head stands in the rows `header_row` to `last_header_row`. A `long` table names unit and
    period in every row; `plain` tells that its headers are the English ones, so that its numbers
    have a decimal dot and no grouping. `heads` are the columns of figures whose head names a
    unit or a period, or is not understood; `texts` all heads as written."""

    header_row: int
    columns: Mapping[Role, tuple[int, ...]]
    long: bool
    plain: bool
    last_header_row: int
    heads: Mapping[int, Head] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)

    def first(self, role: Role) -> int | None:
        found = self.columns.get(role)
        return found[0] if found else None

    @property
    def figure_columns(self) -> frozenset[int]:
        roles: tuple[Role, ...] = ("value", "numerator", "denominator")
        return frozenset(c for role in roles for c in self.columns.get(role, ()))

    def roles(self) -> Mapping[int, str]:
        """What each column is taken for; one whose head is not understood is `asked`."""
        told: dict[int, str] = {c: role for role, cs in self.columns.items() for c in cs}
        return told | {c: "asked" for c, head in self.heads.items() if head.asked}

    @property
    def by_unit(self) -> bool:
        return any(h.unit for h in self.heads.values())

    @property
    def by_period(self) -> bool:
        return sum(h.period is not None and not h.own_of_year for h in self.heads.values()) > 1


def find_table(sheet: Sheet, known: Catalogue | None = None) -> Table | None:
    """The first table of answers of a sheet; None if there is none."""
    return next(find_tables(sheet, known), None)


def find_tables(sheet: Sheet, known: Catalogue | None = None) -> Iterator[Table]:
    """Every head of a table of answers, from the top. Heads that name units need `known`."""
    areas = Areas(sheet)

    def names_unit(text: str) -> bool:
        return known is not None and find_unit(text, known) is not None

    below = 0
    for number, row in sheet.rows.items():
        if number <= below or len(row) < 2:
            continue
        if _odd.issuperset(map(_text_in, row.values())):
            continue
        anchors = [c for c, x in row.items() if x.kind == "text" and _names_indicators(x.text)]
        if not anchors:
            continue
        table = _table_of(stacks_at(sheet, number, tuple(anchors), areas, names_unit), known)
        if table is not None:
            below = table.last_header_row
            yield table


_odd: set[str] = {""}
"""Texts that were looked at and head no column of codes or names."""
_text_in = itemgetter(Cell._fields.index("text"))
_MOST_SEEN = 20_000
_LIKE_A_NAME = re.compile(
    "|".join(key(t) for t in ("mã", "hiệu", "indicator", "chỉ", "nội dung", "danh mục"))
)


def _names_indicators(text: str) -> bool:
    """Whether a text heads a column of codes or names; most hold no word of such a head."""
    if text in _odd:
        return False
    if _LIKE_A_NAME.search(key(text)) is not None and role_of(text) in _NAMES:
        return True
    if len(_odd) > _MOST_SEEN:
        _odd.clear()
        _odd.add("")
    _odd.add(text)
    return False


_Head = tuple[tuple[tuple[int, tuple[str, ...]], ...], int, int]
_heads_kept: list[tuple[Catalogue | None, dict[_Head, Table | None]]] = []
"""The tables of heads by their texts and rows, under the plan that is read under."""
_MOST_HEADS = 500


def _table_of(stacks: Stacks, known: Catalogue | None) -> Table | None:
    if not _heads_kept or _heads_kept[0][0] is not known:
        _heads_kept[:] = [(known, {})]
    kept = _heads_kept[0][1]
    head = tuple(stacks.texts.items()), stacks.first, stacks.last
    if head not in kept:
        if len(kept) > _MOST_HEADS:
            kept.clear()
        kept[head] = _understood(stacks, known)
    return kept[head]


def _understood(stacks: Stacks, known: Catalogue | None) -> Table | None:
    columns: dict[Role, list[int]] = {}
    heads: dict[int, Head] = {}
    odd: dict[int, str] = {}
    beside = -_FAR_OFF
    for column, texts in stacks.texts.items():
        role, head = _meaning_of(texts, known)
        if column - beside > _FAR_OFF and (role is None or (head and role == "value")):
            continue  # a remark far beside the table heads nothing
        beside = column
        if role is None:
            odd[column] = clean(" ".join(texts))
            continue
        columns.setdefault(role, []).append(column)
        if head is not None:
            heads[column] = head
    found = {role: tuple(sorted(numbers)) for role, numbers in columns.items()}
    _settle_parts(found)
    if not ("code" in found or "name" in found):
        return None
    if not ("value" in found or ("numerator" in found and "denominator" in found)):
        return None
    if "unit_or_measure" in found and "unit" not in found:
        beside = "period" in found or "unit_of_measure" in found
        found["unit" if beside else "unit_of_measure"] = found.pop("unit_or_measure")
    english = [t for ns in found.values() for n in ns if n not in heads for t in stacks.texts[n]]
    table = Table(
        stacks.first, found, "unit" in found or "period" in found, is_english(english),
        stacks.last, heads, {n: clean(" / ".join(ts)) for n, ts in stacks.texts.items()},
    )  # fmt: skip
    return _with_asked(table, odd) if table.by_unit or table.by_period else table


def _meaning_of(texts: tuple[str, ...], known: Catalogue | None) -> tuple[Role | None, Head | None]:
    """The role of a column, and the unit or period that its head names if it holds figures. None
    for a head that says something else without what is struck out in it. The head of the codes is
    one whatever marks it has: a row is never known by its name alone where a code beside it may be
    struck out too."""
    if not any(map(has_marks, texts)):
        return _said_by(texts, known)
    said = _said_by(tuple(map(flat, texts)), known)
    if said[0] == "code":
        return said
    if any(map(is_struck, texts)):
        left = tuple(t for text in texts if (t := without_marks(text)))
        return said if left and said == _said_by(left, known) else (None, None)
    return _said_by(texts, known)


def _said_by(texts: tuple[str, ...], known: Catalogue | None) -> tuple[Role | None, Head | None]:
    unit, period = "", None
    rest: list[str] = []
    for text in texts:
        found = find_unit(clean(text), known) if known is not None else None
        if found is not None:
            unit = found.id
        elif role_of(text) is None and (said := head_period(text)) is not None:
            period = said
        else:
            rest.append(text)
    if not rest:
        return "value", Head(unit, period)
    role = role_of_stack(tuple(rest))
    if role not in _FIGURES:
        return role, None
    within = isinstance(period, str) and len(period) == 4
    if within and any(key(t) in _OWN_PERIOD for t in rest):
        return role, Head(unit, period, own_of_year=True)
    if period is None:
        period = next((p for t in rest if (p := period_of(t)) is not None), None)
    return role, Head(unit, period) if unit or period is not None else None


def _with_asked(table: Table, odd: Mapping[int, str]) -> Table:
    """Among columns of units or periods a head that nobody understands is asked about."""
    asked = {n: Head(asked=text) for n, text in odd.items() if not is_total(text)}
    if not asked:
        return table
    values = tuple(sorted((*table.columns.get("value", ()), *asked)))
    return Table(
        table.header_row, {**table.columns, "value": values}, table.long, table.plain,
        table.last_header_row, {**table.heads, **asked}, table.texts,
    )  # fmt: skip


def _settle_parts(found: dict[Role, tuple[int, ...]]) -> None:
    """`Số thực hiện` and `Tổng số` are a pair; alone the first is the value, the second none."""
    if "numerator" in found and "denominator" not in found:
        found["value"] = tuple(sorted((*found.get("value", ()), *found.pop("numerator"))))
    elif "denominator" in found and "numerator" not in found:
        del found["denominator"]
