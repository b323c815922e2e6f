"""Which tables can have rows at all, by what they are made from; and the columns of those.

The one rule: `fed_by.json` and `columns.json` are made from the SQL (`python -m
tests.assessment.fed_by`, `python -m tests.assessment.columns`), and a test holds each against the
SQL. A table of which the first says nothing may always have rows; of the others the second has the
columns, but of `results`, whose columns are written down where they are added and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib.resources import files


def is_fed(name: str, without_rows: Collection[str]) -> bool:
    """Whether a table can have rows where those named have none."""
    ways = _ways().get(name)
    return ways is None or any(way.isdisjoint(without_rows) for way in ways)


def columns_of(name: str) -> Mapping[str, str] | None:
    """SQL types by column, in their order; None for a table of which they are not written down."""
    return _columns().get(name)


@lru_cache(maxsize=1)
def _ways() -> Mapping[str, tuple[frozenset[str], ...]]:
    """By table: sets of others; it can have rows only if of one set none is empty."""
    return {
        name: tuple(frozenset(way.split()) for way in ways)
        for name, ways in json.loads(_text("fed_by")).items()
    }


@lru_cache(maxsize=1)
def _columns() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(_text("columns"))
    return found


def _text(name: str) -> str:
    return files("kpi.assessment").joinpath(f"{name}.json").read_text(encoding="utf-8")
