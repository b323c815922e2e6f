"""What a submission does not say: a form without figures, and rows left empty or filled with words
that say nothing while an earlier figure stays in force.

Silence changes no figure; the sender is told so.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kpi.checks.whole import Expected
from kpi.plan.model import Plan
from kpi.records.submission import Submission

_KEY = ["unit", "period", "indicator"]
_TEXTS = (*_KEY, "sheet", "cell", "written")
_FIGURES = ("numerator", "denominator", "value", "done_on")


def blank_frame(
    plan: Plan, under_check: Sequence[Submission], answers: pl.DataFrame
) -> pl.DataFrame:
    """row (sub), has_answers: whether a submission of which figures are wanted gives an answer, or
    is asked about a cell."""
    wanted = Expected(plan)
    filled = set(answers["sub"])
    asked = {p.sub for p in under_check if any(q.severity == "cell" for q in p.read.problems)}
    return pl.DataFrame(
        [
            (p.sub, p.sub in filled or p.sub in asked)
            for p in under_check
            if p.sub in filled or wanted.of(p.unit, p.period)
        ],
        schema={"row": pl.Int64, "has_answers": pl.Boolean},
        orient="row",
    )


def silence_frame(under_check: Sequence[Submission], versions: pl.DataFrame) -> pl.DataFrame:
    """One row per row that says nothing: where it stands, nothing_kept, and the version that stays
    in force (`kept`), if there is one."""
    rows = pl.DataFrame(
        [
            (n, p.sub, p.unit, p.period, s.indicator, s.sheet, s.cell, s.written)
            for n, (p, s) in enumerate((p, s) for p in under_check for s in p.read.silent)
        ],
        schema={"row": pl.Int64, "sub": pl.Int64, **dict.fromkeys(_TEXTS, pl.String)},
        orient="row",
    )
    kept = (
        rows.join(versions, on=_KEY)
        .filter(pl.col("order") < pl.col("sub"))
        .sort("row", "order")
        .unique(subset="row", keep="last", maintain_order=True)
        .select("row", kept=pl.struct("state", *_FIGURES))
    )
    return rows.join(kept, on="row", how="left").with_columns(
        nothing_kept=~pl.col("row").is_in(kept["row"].to_list()), figure=pl.lit(None)
    )
