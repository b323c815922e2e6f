"""An explanation says what the results say, and what it shows adds up to it."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from kpi.assessment.run import RESULT_COLUMNS, assess, results_frame
from kpi.explain import Explanation, explain
from tests.oracle.generate import Case, cases
from tests.oracle.test_against_sql import same, warehouse_of

ROWS = 5
SUBMISSION = """
    INSERT INTO submission VALUES
    ('s', 1, 'r', 'a.xlsx', 'h', NULL, NULL, TIMESTAMP '2022-01-01', false, NULL, 1, 'accepted',
     0, 0, 0, 0, 0)
"""


def reckoned(expression: str, values: Mapping[str, float]) -> float:
    """The expression as arithmetic: only names, numbers and operators stand in it."""
    return float(eval(expression, {"__builtins__": {}}, dict(values)))  # noqa: S307 - ours


def wrong_steps(found: Explanation) -> list[str]:
    return [
        f"{s.name} {s.case}: {s.expression} of {dict(s.values)} is not {s.result}"
        for s in found.steps
        if s.expression and s.result is not None
        if not math.isclose(
            reckoned(s.expression, s.values), s.result, rel_tol=1e-9, abs_tol=1e-9
        )
    ]  # fmt: skip


def amounts(reports: list[Mapping[str, Any]]) -> tuple[float, float]:
    """What reports say in total: (numerator or value, denominator); none occurred is 0."""
    own = [r["value"] if r["numerator"] is None else r["numerator"] for r in reports]
    return math.fsum(o or 0.0 for o in own), math.fsum(r["denominator"] or 0.0 for r in reports)


def does_not_add_up(found: Explanation) -> list[str]:
    """Counts that are summed and ratios: the reports shown make up the figures shown."""
    indicator, said = found.indicator, []
    summed = indicator.measure == "count" and indicator.across_units in ("auto", "sum")
    if not (summed and indicator.weighted_by is None) and indicator.measure != "ratio":
        return []
    reports = list(found.leaves[0].reports) if found.leaves else []
    inside = [r for r in reports if r["in_period"]]
    if found.result["value"] is not None:
        above, below = amounts(inside)
        value = indicator.factor * above / below if below else above
        if not same(value, found.result["value"]):
            said.append(f"value {found.result['value']}, reports shown give {value}")
    elif indicator.measure == "count" and any(
        r["state"] in ("value", "estimate", "none_occurred") for r in inside
    ):
        said.append("reports shown, but no value")
    return said


def wrong_profile(found: Explanation) -> list[str]:
    """The shares shown are those that the row was judged by, and make up the year."""
    if found.profile is None:
        return []
    at = found.period.month_of_year
    shares = [r["share"] for r in found.profile.shares if r["month_of_year"] <= at]
    used = found.yardstick["cumulated"]
    whole = math.fsum(r["share"] for r in found.profile.shares)
    same_years = (found.profile.years is not None) == found.indicator.learns_profile
    if same(math.fsum(shares), used) and same(whole, 1.0) and same_years:
        return []
    return [f"shares {shares} of {whole}, judged by {used}"]


@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(cases() | cases(learning=True))
def test_an_explanation_shows_the_row_and_what_it_is_made_of(case: Case) -> None:
    con = warehouse_of(case)
    con.execute(SUBMISSION)
    assess(con, case.plan, case.periods, as_of=case.as_of)
    rows = results_frame(con).to_dicts()
    by_label = {p.label: p for p in case.periods}
    wrong: list[str] = []
    sample = random.Random(len(rows)).sample(rows, min(ROWS, len(rows)))  # noqa: S311 - no secret
    for row in sample:
        at = (row["period"], row["unit"], row["indicator"])
        found = explain(con, case.plan, at[2], by_label[at[0]], at[1], case.as_of)
        wrong += [
            f"{at} {name}: {found.result[name]}, results say {row[name]}"
            for name in RESULT_COLUMNS
            if not same(found.result[name], row[name])
        ]
        wrong += [f"{at} {said}" for said in wrong_steps(found) + does_not_add_up(found)]
        wrong += [f"{at} {said}" for said in wrong_profile(found)]
    con.close()
    assert not wrong, "\n".join(wrong)


def test_the_check_of_steps_sees_a_wrong_one() -> None:
    assert reckoned("numerator / denominator * factor",
                    {"numerator": 3.0, "denominator": 4.0, "factor": 100.0}) == 75.0  # fmt: skip
