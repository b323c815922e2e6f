"""What a submission does not say: a form without figures, and rows left empty or filled with words
that say nothing while an earlier figure stays in force.

Silence changes no figure; the sender is told so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kpi.checks.engine import Expect, findings
from kpi.checks.parcels import Parcel
from kpi.checks.whole import Expected
from kpi.plan.model import Plan
from kpi.records.answers import Silent

SUITE = (
    Expect("blank_form", "true", "has_answers"),
    Expect("old_figure_kept", "true", "nothing_kept"),
)

_KEY = ["unit", "period", "indicator"]


def blank_forms(plan: Plan, parcels: Sequence[Parcel], answers: pl.DataFrame) -> list[int]:
    """The submissions that give no answer where some are wanted, and of which no cell is asked
    about."""
    wanted = Expected(plan)
    filled = set(answers["sub"])
    asked = {p.sub for p in parcels if any(q.severity == "cell" for q in p.problems)}
    facts = pl.DataFrame(
        [
            (p.sub, p.sub in filled or p.sub in asked)
            for p in parcels
            if p.sub in filled or wanted.of(p.unit, p.period)
        ],
        schema={"row": pl.Int64, "has_answers": pl.Boolean},
        orient="row",
    )
    return [sub for _, sub in findings("blank", facts, SUITE[:1])]


def kept_figures(
    parcels: Sequence[Parcel], versions: pl.DataFrame
) -> list[tuple[int, Silent, Mapping[str, Any]]]:
    """(sub, the silent row, the version that stays in force) for every silence over a figure."""
    said = [(p, s) for p in parcels for s in p.silent]
    if not said or versions.is_empty():
        return []
    rows = pl.DataFrame(
        [(n, p.sub, p.unit, p.period, s.indicator) for n, (p, s) in enumerate(said)],
        schema={"row": pl.Int64, "sub": pl.Int64, **dict.fromkeys(_KEY, pl.String)},
        orient="row",
    )
    known = (
        rows.join(versions, on=_KEY)
        .filter(pl.col("order") < pl.col("sub"))
        .sort("row", "order")
        .unique(subset="row", keep="last", maintain_order=True)
    )
    facts = rows.select("row", nothing_kept=~pl.col("row").is_in(known["row"].to_list()))
    kept = {version["row"]: version for version in known.to_dicts()}
    told = [row for _, row in findings("silence", facts, SUITE[1:])]
    return [(said[n][0].sub, said[n][1], kept[n]) for n in told]
