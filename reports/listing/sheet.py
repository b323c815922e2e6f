"""What a list in a workbook holds, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Figure:
    """A number shown with so many decimals and its unit of measure behind it."""

    value: float
    decimals: int = 0
    suffix: str = ""


Content: TypeAlias = (
    "str | int | Figure | date | datetime | None"  # moments are local, without zone
)


@dataclass(frozen=True, slots=True)
class Column:
    """A head, and the width in digits."""

    head: str
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: the name of its tab, that of its table (for formulas), what stands above it, and
    what is said where it has no row."""

    tab: str
    table: str
    heading: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The lists of one workbook, and whose they are; `page` is the footer's text of a page's
    number, `locale` the language of its numbers."""

    owner: str
    title: str
    marking: str
    as_of: str
    page: str
    sheets: tuple[Sheet, ...]
    locale: str = "vi"
