"""A figure for a longer period beside those of the shorter ones inside it, where both exist.

The shorter ones count; a difference is a warning, told at whichever of them came later.
"""

from __future__ import annotations

import polars as pl

from kpi.checks.cells import FIGURES
from kpi.checks.versions import latest

TOLERANCE = 1e-6
_PARTS = ("numerator", "denominator", "value")


def longer_frame(accepted: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """One row per answer and longer period: answer (its row), agrees, longer_first, longer_months,
    from_shorter, from_longer. Of several that an answer disagrees with the shortest is kept.

    The two figures are in the indicator's unit of measure.
    """
    checked = accepted.filter(
        pl.col("measure").is_in(["count", "ratio", "score", "yes_no"])
        & pl.col("state").is_in(FIGURES)
    )
    known = versions.filter(pl.col("state").is_in(FIGURES))
    facts = _compared(_claims(checked, known), known).sort("answer", "longer_months")
    disagreed = (~pl.col("agrees")).cast(pl.Int64).cum_sum().over("answer")
    return facts.filter(pl.col("agrees") | (disagreed == 1))


def _claims(checked: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Each answer with a longer period's figures that it bears on: its own, or one that was
    given earlier for a period around it."""
    base = ("row", "sub", "unit", "indicator", "measure", "over_time", "factor", "own_months")
    itself = checked.filter(pl.col("months") > pl.col("own_months")).select(
        *base,
        longer_first="first_month",
        longer_months="months",
        **{f"longer_{c}": pl.col(c) for c in _PARTS},
    )
    around = known.select(
        "unit",
        "indicator",
        "order",
        longer_first="first_month",
        longer_months="months",
        **{f"longer_{c}": pl.col(c) for c in _PARTS},
    )
    short = checked.filter(pl.col("months") == pl.col("own_months"))
    inside = short.join(around, on=["unit", "indicator"]).filter(
        (pl.col("longer_months") > pl.col("own_months"))
        & (pl.col("longer_first") <= pl.col("first_month"))
        & (
            pl.col("longer_first") + pl.col("longer_months")
            >= pl.col("first_month") + pl.col("months")
        )
        & (pl.col("order") < pl.col("sub"))
    )
    others = latest(inside, ["row", "longer_first", "longer_months"]).select(itself.columns)
    return pl.concat([itself, others])


def _compared(claims: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Claims whose shorter periods are all known, with both figures and whether they agree."""
    key = ["row", "longer_first", "longer_months"]
    each = latest(_inside(claims, known), [*key, "first_month"]).sort(*key, "first_month")
    summed = pl.col("over_time") == "flow"
    together = (
        each.group_by(key, maintain_order=True)
        .agg(
            pl.col("measure", "over_time", "factor", "own_months").first(),
            *(pl.col(f"longer_{c}").first() for c in _PARTS),
            *(
                pl.when(summed.first()).then(pl.col(c).sum()).otherwise(pl.col(c).last()).alias(c)
                for c in _PARTS
            ),
            periods=pl.len(),
            last_end=(pl.col("first_month") + pl.col("own_months")).last(),
        )
        .filter(_complete())
    )
    return together.select(
        answer="row",
        longer_first="longer_first",
        longer_months="longer_months",
        from_shorter=_figure(""),
        from_longer=_figure("longer_"),
        agrees=pl.all_horizontal(_near(c) for c in _PARTS),
    ).with_row_index("row")


def _inside(claims: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Claims with the answers for the indicator's own periods inside them, known by then."""
    shorter = known.select(
        *("unit", "indicator", "order", "first_month"), *_PARTS, own_months="months"
    )
    longer_end = pl.col("longer_first") + pl.col("longer_months")
    return claims.join(shorter, on=["unit", "indicator", "own_months"]).filter(
        (pl.col("first_month") >= pl.col("longer_first"))
        & (pl.col("first_month") + pl.col("own_months") <= longer_end)
        & (pl.col("order") <= pl.col("sub"))
    )


def _figure(part_of: str) -> pl.Expr:
    """The figure of the shorter periods together, or that of the `longer_` one."""
    share = pl.col("factor") * pl.col(f"{part_of}numerator") / pl.col(f"{part_of}denominator")
    ratio = pl.col("measure") == "ratio"
    return pl.when(ratio).then(share).otherwise(pl.col(f"{part_of}value"))


def _complete() -> pl.Expr:
    """A flow needs every part; a stock, and a total within one year, the last one."""
    all_there = pl.col("periods") * pl.col("own_months") == pl.col("longer_months")
    last_there = pl.col("last_end") == pl.col("longer_first") + pl.col("longer_months")
    one_year = (pl.col("over_time") != "running_total") | (pl.col("longer_months") <= 12)
    return pl.when(pl.col("over_time") == "flow").then(all_there).otherwise(last_there & one_year)


def _near(column: str) -> pl.Expr:
    ours, theirs = pl.col(column), pl.col(f"longer_{column}")
    near = (ours - theirs).abs() <= TOLERANCE * pl.max_horizontal(ours.abs(), theirs.abs(), 1.0)
    return near | theirs.is_null()
