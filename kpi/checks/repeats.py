"""Contents received before: when one is a duplicate, and what a duplicate repeats.

A content that could not be taken for its path or for the plan (its name gave no unit, its folder
was no sender's) may be taken from another place; any other repetition is a duplicate.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING

from kpi.database.frames import lent, query, sql_text
from kpi.records.arrival import Arrival

if TYPE_CHECKING:
    import duckdb


# One unit and period of a content, how many answers it held, and the archive's file that it was.
Repeated = tuple[str, str, int, str]


def duplicates_among(
    arrivals: Sequence[Arrival], rejected: Container[int], unread: Container[int] = ()
) -> dict[int, int | None]:
    """The arrivals that are duplicates, by place, each with the place of the arrival in the same
    batch that it repeats (None: one of an earlier batch).

    `rejected` has the places of the arrivals of which nothing could be taken, `unread` those whose
    reader was stopped: nothing is known of these, so they are no repetitions of what was refused.
    """
    found: dict[int, int | None] = {}
    taken: dict[str, int] = {}
    first: dict[str, int] = {}
    for place, arrival in enumerate(arrivals):
        sha256 = arrival.sha256
        if arrival.standing == "duplicate" or (
            arrival.standing == "again"
            and (sha256 in taken or (place in rejected and place not in unread))
        ):
            found[place] = taken.get(sha256, first.get(sha256))
        elif place not in rejected:
            taken.setdefault(sha256, place)
        if place not in found:
            first.setdefault(sha256, place)
    return found


def earlier_receipts(
    con: duckdb.DuckDBPyConnection, sha256s: Sequence[str]
) -> Mapping[str, tuple[Repeated, ...]]:
    """For each content of an earlier batch its units and periods, as last examined."""
    import polars as pl

    if not sha256s:
        return {}
    wanted = pl.DataFrame({"sha256": sorted(set(sha256s))}, schema={"sha256": pl.String})
    with lent(con, wanted_content=wanted):
        rows = query(con, sql_text("checks", "earlier_receipts")).rows()
    found: dict[str, list[Repeated]] = {}
    for sha256, *part in rows:
        found.setdefault(sha256, []).append(tuple(part))
    return {sha256: tuple(parts) for sha256, parts in found.items()}
