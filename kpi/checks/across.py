"""Rules across indicators, per unit and period.

An operand is the submission's own answer, else what is in force for that unit and period; a
rule with an operand missing says nothing. Submissions of one unit and period are judged one
after the other, for what an error holds back is not in force for the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from kpi.checks.rule import CheckRule, broken_rules
from kpi.checks.versions import BEFORE_THE_BATCH, VERSION_COLUMNS, latest
from kpi.plan.model import Plan

TOLERANCE = 1e-9

BREACH_SCHEMA = {
    "row": pl.Int64,
    "rule_number": pl.Int64,
    "left": pl.Float64,
    "right": pl.Float64,
}

_OPERAND_SCHEMA = {
    "rule_number": pl.Int64,
    "indicator": pl.String,
    "part": pl.String,
    "left_weight": pl.Int64,
    "right_weight": pl.Int64,
}


def rule_breaches(
    plan: Plan, rules: Sequence[CheckRule], accepted: pl.DataFrame, before: pl.DataFrame
) -> pl.DataFrame:
    """One row (BREACH_SCHEMA) per answer concerned by a rule that does not hold."""
    operands = _operands(plan)
    concerned = operands["indicator"].unique().to_list()
    own = accepted.filter(pl.col("indicator").is_in(concerned))
    in_force = before.filter(pl.col("indicator").is_in(concerned))
    breaches = [pl.DataFrame(schema=BREACH_SCHEMA)]
    for turn in _turns(own):
        broken = _broken(plan, rules, operands, turn, in_force)
        breaches.append(broken)
        held = broken.filter(pl.col("rule_number").is_in(error_rules(plan)))["row"]
        taken = turn.filter(~pl.col("row").is_in(held.to_list()))
        in_force = pl.concat(
            [in_force, taken.with_columns(order=pl.col("sub")).select(VERSION_COLUMNS)]
        )
    return pl.concat(breaches)


def error_rules(plan: Plan) -> list[int]:
    """Numbers of the plan's rules that hold a cell back."""
    return [n for n, rule in enumerate(plan.rules) if rule.severity == "error"]


def _operands(plan: Plan) -> pl.DataFrame:
    rows = [
        (number, part.indicator, part.part or "", *weights)
        for number, rule in enumerate(plan.rules)
        for side, left in ((rule.left, True), (rule.right, False))
        for part in side
        for weights in [(part.sign, 0) if left else (0, part.sign)]
    ]
    return pl.DataFrame(rows, schema=_OPERAND_SCHEMA, orient="row")


def _turns(own: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The answers of the first submission of each unit and period, of the second, and so on."""
    if own.is_empty():
        return
    numbered = own.with_columns(turn=pl.col("sub").rank("dense").over("unit", "period"))
    for _, turn in (
        numbered.sort("turn", "row").partition_by("turn", as_dict=True, maintain_order=True).items()
    ):
        yield turn.drop("turn")


def _broken(
    plan: Plan,
    rules: Sequence[CheckRule],
    operands: pl.DataFrame,
    turn: pl.DataFrame,
    in_force: pl.DataFrame,
) -> pl.DataFrame:
    judged = _judged(plan, operands, pl.concat([_own(turn), _borrowed(turn, in_force)]))
    broken_rows = sorted(broken_rules(rules, "across", plan, judged))
    broken = judged.filter(pl.col("row").is_in(broken_rows)).drop("row")
    concerned = operands.select("rule_number", "indicator").unique()
    return (
        broken.join(concerned, on="rule_number")
        .join(turn.select("sub", "indicator", "row"), on=["sub", "indicator"])
        .select(BREACH_SCHEMA.keys())
        .sort("row", "rule_number")
    )


def _judged(plan: Plan, operands: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Both sides of each rule that a submission says everything of, and whether it holds."""
    operators = pl.DataFrame(
        [(n, rule.operator) for n, rule in enumerate(plan.rules)],
        schema={"rule_number": pl.Int64, "operator": pl.String},
        orient="row",
    )
    is_error = pl.col("rule_number").is_in(error_rules(plan))
    return (
        operands.join(said, on="indicator")
        .with_columns(amount=_amount())
        .group_by("sub", "rule_number")
        .agg(
            left=(pl.col("amount") * pl.col("left_weight")).sum(),
            right=(pl.col("amount") * pl.col("right_weight")).sum(),
            given=pl.col("amount").count(),
        )
        .join(operands.group_by("rule_number").agg(needed=pl.len()), on="rule_number")
        .filter(pl.col("given") == pl.col("needed"))
        .join(operators, on="rule_number")
        .sort("sub", "rule_number")
        .with_columns(
            error_holds=pl.when(is_error).then(_holds()),
            warning_holds=pl.when(~is_error).then(_holds()),
        )
        .with_row_index("row")
    )


def _own(turn: pl.DataFrame) -> pl.DataFrame:
    return turn.select("sub", "indicator", "numerator", "denominator", "figure")


def _borrowed(turn: pl.DataFrame, in_force: pl.DataFrame) -> pl.DataFrame:
    """What is in force for a submission's unit and period and is not said in it again."""
    subs = turn.select("sub", "unit", "period").unique()
    last = latest(in_force, ["unit", "period", "indicator"])
    return (
        subs.join(last, on=["unit", "period"])
        .filter((pl.col("order") == BEFORE_THE_BATCH) | (pl.col("order") < pl.col("sub")))
        .join(turn.select("sub", "indicator"), on=["sub", "indicator"], how="anti")
        .select("sub", "indicator", "numerator", "denominator", "figure")
    )


def _amount() -> pl.Expr:
    return (
        pl.when(pl.col("part") == "a")
        .then(pl.col("numerator"))
        .when(pl.col("part") == "b")
        .then(pl.col("denominator"))
        .otherwise(pl.col("figure"))
    )


def _holds() -> pl.Expr:
    left, right = pl.col("left"), pl.col("right")
    equal = (left - right).abs() <= TOLERANCE * pl.max_horizontal(left.abs(), right.abs(), 1.0)
    by_operator = {
        "<=": (left < right) | equal,
        "<": (left < right) & ~equal,
        ">=": (left > right) | equal,
        ">": (left > right) & ~equal,
        "==": equal,
        "!=": ~equal,
    }
    return pl.coalesce(
        pl.when(pl.col("operator") == operator).then(holds)
        for operator, holds in by_operator.items()
    )
