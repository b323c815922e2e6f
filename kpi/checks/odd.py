"""Parts of a ratio that can be so, but hardly are: a fraction of a thing, a part of nothing.

They are taken and marked: that parts are whole, or that a rate other than a share has a total, is
no rule of the plan.
"""

from __future__ import annotations

import re

import polars as pl

from kpi.checks.cells import FIGURES
from kpi.plan.model import Indicator, Plan

# `Số văn bản`, `Tổng số lớp` count things; `Số giờ`, `Tổng số km` measure
_COUNTS = re.compile(r"^(?:tổng )?số (?!lượng\b)", re.IGNORECASE)
_MEASURES = re.compile(
    r"^(?:tổng )?số (?:giờ|phút|ngày|tháng|km|mét|m2|m²|ha|tấn|kg|tiền|vốn|kinh phí|đồng|nghìn|ngàn"
    r"|triệu|tỷ|tỉ|điểm)\b",
    re.IGNORECASE,
)


def parts_frame(plan: Plan, accepted: pl.DataFrame) -> pl.DataFrame:
    """row, parts_whole, total_given: whether the parts of each ratio can well be so."""
    counted = pl.DataFrame(
        [(i.id, _counts(i, i.numerator), _counts(i, i.denominator)) for i in plan.indicators],
        schema={"indicator": pl.String, "counts_a": pl.Boolean, "counts_b": pl.Boolean},
        orient="row",
    )
    ratios = accepted.filter((pl.col("measure") == "ratio") & pl.col("state").is_in(FIGURES)).join(
        counted, on="indicator", how="left"
    )
    fraction = (pl.col("counts_a") & _broken("numerator")) | (
        pl.col("counts_b") & _broken("denominator")
    )
    of_nothing = (pl.col("denominator") == 0) & (pl.col("numerator") != 0)
    return ratios.select("row", parts_whole=~fraction, total_given=~of_nothing)


def _counts(indicator: Indicator, part: str | None) -> bool:
    """Whether a part of a share is a number of things, by its name."""
    name = part or ""
    counted = indicator.full is not None
    return counted and bool(_COUNTS.match(name)) and not _MEASURES.match(name)


def _broken(column: str) -> pl.Expr:
    return pl.col(column) != pl.col(column).round()
