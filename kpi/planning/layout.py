"""Which sheets the plan's workbook has, and which column of them holds which fact.

One rule: what is read first and signed stands first; every other fact has a column behind it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from kpi.plan.document import (
    FieldW,
    HeadW,
    IndicatorW,
    Number,
    OwnerW,
    RevisionW,
    RuleW,
    Text,
    UnitW,
    Written,
)  # fmt: skip
from kpi.plan.kinds import keys_of
from kpi.planning.leaves import TARGETS, UNIT_TARGETS, Leaf, Path, leaves
from kpi.planning.showing import key_text
from kpi.words import say, section

SheetKey = Literal[
    "indicators", "details", "units", "fields", "settings", "owners",
    "revisions", "unit_targets", "rules",
]  # fmt: skip
SHEETS: Final[tuple[SheetKey, ...]] = (
    "indicators", "details", "units", "fields", "settings", "owners",
    "revisions", "unit_targets", "rules",
)  # fmt: skip

_FIRST: Final[tuple[Path, ...]] = (
    ("id",), ("name",), ("field",), ("definition",), ("basis",), ("measure",),
    ("unit_of_measure",), ("frequency",), ("baseline", "year"), ("baseline", "value"),
)  # fmt: skip
_LAST: Final[tuple[Path, ...]] = (("due",), ("reported_by",), ("lead",))
INDICATOR: Final = ("indicator",)
UNIT: Final = ("unit",)
NAME: Final = ("name",)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the fact it holds, its type, and the model by whose words it is called.
    `shown_only` is there for the reader of the sheet and is never read back."""

    path: Path
    kind: Any
    model: str
    shown_only: bool = False

    @property
    def key(self) -> str:
        return str(self.path[-1]) if isinstance(self.path[-1], str) else str(self.path[0])


def columns_of(sheet: SheetKey, years: Iterable[int] = ()) -> tuple[Column, ...]:
    """The columns of a sheet in their order; `years` are those with targets."""
    match sheet:
        case "indicators":
            return (*_named(_FIRST), *yearly(TARGETS, years), *_named(_LAST))
        case "details":
            rest = [c for c in map(_column, leaves(IndicatorW)) if c.path not in {*_FIRST, *_LAST}]
            return (*_codes(), *rest)
        case "revisions":
            return (*_codes(), *map(_column, leaves(RevisionW)))
        case "unit_targets":
            unit = Column(UNIT, Text, "UnitTargets")
            return (*_codes(), unit, *yearly(UNIT_TARGETS, years))
        case "settings":
            return tuple(map(_column, leaves(HeadW)))
        case _:
            return tuple(map(_column, leaves(MODELS[sheet])))


MODELS: Final[dict[SheetKey, type[Written]]] = {
    "indicators": IndicatorW, "details": IndicatorW, "units": UnitW, "fields": FieldW,
    "settings": HeadW, "owners": OwnerW, "revisions": RevisionW, "rules": RuleW,
    "unit_targets": IndicatorW,
}  # fmt: skip


def _column(leaf: Leaf) -> Column:
    return Column(leaf.path, leaf.kind, leaf.model.__name__)


def _named(paths: tuple[Path, ...]) -> list[Column]:
    known = {leaf.path: leaf for leaf in leaves(IndicatorW)}
    return [_column(known[path]) for path in paths]


def _codes() -> tuple[Column, Column]:
    """The indicator that a row of another sheet belongs to."""
    return (
        Column(INDICATOR, Text, "IndicatorW"),
        Column(NAME, Text, "IndicatorW", shown_only=True),
    )


def yearly(path: Path, years: Iterable[int]) -> list[Column]:
    """A column a year."""
    return [Column((*path, year), Number, "IndicatorW") for year in sorted(years)]


def heads_of(column: Column, locale: str) -> tuple[str, ...]:
    """What a column may be called, the head that is written first."""
    if column.path[0] in {TARGETS[0], UNIT_TARGETS[0]}:
        return (say("plan_book.year_head", locale, year=column.path[-1]),)
    own = section("plan_book", locale)["heads"]
    name = ".".join(str(key) for key in column.path)
    written = own.get(f"{column.model}.{column.path[-1]}") or own.get(name)
    if written:
        return tuple(part.strip() for part in written.split(";"))
    called = [key_text(str(key), locale) for key in column.path]
    text = ": ".join(called)
    return (text[:1].upper() + text[1:],)


def meaning_of(column: Column, locale: str) -> str:
    """What is written under a head, and how: in words of its own where a cell is written otherwise
    than the file, else in those of the plan's keys."""
    if column.path == UNIT:
        return say("plan_book.unit_meaning", locale)
    key = column.path[0 if column.path[0] in {TARGETS[0], UNIT_TARGETS[0]} else -1]
    name = "IndicatorW.id" if column.path == INDICATOR else f"{column.model}.{key}"
    own = section("plan_book", locale)["meanings"].get(name)
    return str(own) if own else say(f"plan.keys.{name}", locale)


def title_of(column: Column, locale: str) -> str:
    """The head as the title of an input prompt, which holds few letters: its last part."""
    head = heads_of(column, locale)[0].rpartition(": ")[2]
    return head[:1].upper() + head[1:]


def requires(column: Column) -> bool:
    """Whether a row of the sheet must have it."""
    models = {m.__name__: m for m in Written.__subclasses__()}
    keys = keys_of(models[column.model]) if column.model in models else {}
    return len(column.path) == 1 and column.path[0] in keys and keys[column.path[0]].required
