"""The plan as tables of cells: what its workbook holds, before anybody draws it.

One rule: rows stand in the plan's own order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kpi.plan.document import FieldW, HeadW, IndicatorW, OwnerW, RuleW, UnitW
from kpi.planning.layout import (
    INDICATOR,
    NAME,
    SHEETS,
    UNIT,
    Column,
    SheetKey,
    columns_of,
    heads_of,
    meaning_of,
)  # fmt: skip
from kpi.planning.leaves import OWNERS, REVISIONS, TARGETS, UNIT_TARGETS, Entry, Flat, flat
from kpi.planning.showing import Shown, shown


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Cells by column; `heading` is the field that begins above the row, if one does."""

    cells: tuple[Shown, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One sheet: its columns with head and meaning, and its rows. Of `settings` a row is a column:
    head, value, meaning and key."""

    key: SheetKey
    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    meanings: tuple[str, ...]
    rows: tuple[PlanRow, ...]


def plan_tables(document: Entry, locale: str) -> tuple[PlanTable, ...]:
    """Every sheet of the plan's workbook; `document` is the plan as it is written."""
    return tuple(_table(key, document, locale) for key in SHEETS)


def _table(key: SheetKey, document: Entry, locale: str) -> PlanTable:
    columns = columns_of(key, _years(document, key))
    heads = tuple(heads_of(c, locale)[0] for c in columns)
    meanings = tuple(meaning_of(c, locale) for c in columns)
    rows = tuple(_rows(key, columns, document, locale))
    return PlanTable(key, columns, heads, meanings, rows)


def _years(document: Entry, key: SheetKey) -> set[int]:
    """The years of the plan, and those with targets outside of it."""
    first, last = document.get("plan", {}).get("years", (1, 0))
    path = UNIT_TARGETS if key == "unit_targets" else TARGETS
    within = range(first, min(last, first + MOST_YEARS) + 1)
    return {*within, *(y for i in document.get("indicators", []) for y in _years_of(i, path[0]))}


MOST_YEARS = 60  # columns without a figure


def _years_of(indicator: Entry, key: str) -> list[int]:
    if key == TARGETS[0]:
        return list(indicator.get(key, {}))
    return [year for targets in indicator.get(key, {}).values() for year in targets]


def _rows(
    key: SheetKey, columns: tuple[Column, ...], document: Entry, locale: str
) -> Iterator[PlanRow]:
    names = {f["id"]: f["name"] for f in document.get("fields", [])}
    before = None
    for facts in _facts(key, document):
        field = facts.get(("field",)) if key == "indicators" else None
        heading = str(names.get(field, field)) if field and field != before else ""
        before = field
        yield PlanRow(tuple(_cell(c, facts, locale) for c in columns), heading)


def _cell(column: Column, facts: Flat, locale: str) -> Shown:
    return shown(column.kind, column.key, facts.get(column.path), locale)


def _facts(key: SheetKey, document: Entry) -> Iterator[Flat]:
    match key:
        case "indicators":
            yield from (flat(IndicatorW, i) for i in document.get("indicators", []))
        case "details":
            for i in document.get("indicators", []):
                yield {**flat(IndicatorW, i), INDICATOR: i["id"]}
        case "units":
            yield from (flat(UnitW, u) for u in document.get("units", []))
        case "fields":
            yield from (flat(FieldW, f) for f in document.get("fields", []))
        case "rules":
            yield from (flat(RuleW, r) for r in document.get("rules", []))
        case "settings":
            yield flat(HeadW, document.get("plan", {}))
        case "owners":
            yield from (flat(OwnerW, o) for o in _owners(document))
        case "revisions":
            yield from _revisions(document)
        case "unit_targets":
            yield from _unit_targets(document)


def _owners(document: Entry) -> list[Entry]:
    found = flat(HeadW, document.get("plan", {})).get(OWNERS, [])
    return list(found)


def _revisions(document: Entry) -> Iterator[Flat]:
    for indicator in document.get("indicators", []):
        for revision in indicator.get(REVISIONS[0], []):
            about: dict[tuple[Any, ...], Any] = {(k,): v for k, v in revision.items()}
            yield {**about, INDICATOR: indicator["id"], NAME: indicator["name"]}


def _unit_targets(document: Entry) -> Iterator[Flat]:
    for indicator in document.get("indicators", []):
        for unit, targets in indicator.get(UNIT_TARGETS[0], {}).items():
            yearly: Flat = {(*UNIT_TARGETS, year): value for year, value in targets.items()}
            yield {**yearly, INDICATOR: indicator["id"], NAME: indicator["name"], UNIT: unit}
