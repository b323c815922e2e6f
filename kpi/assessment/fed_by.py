"""Which tables can have rows at all, by what they are made from.

The one rule: `fed_by.json` is made from the SQL (`python -m tests.assessment.fed_by`), and a test
holds it against the SQL. A table of which it says nothing may always have rows.
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


@lru_cache(maxsize=1)
def _ways() -> Mapping[str, tuple[frozenset[str], ...]]:
    """By table: sets of others; it can have rows only if of one set none is empty."""
    said = files("kpi.assessment").joinpath("fed_by.json").read_text(encoding="utf-8")
    return {
        name: tuple(frozenset(way.split()) for way in ways)
        for name, ways in json.loads(said).items()
    }
