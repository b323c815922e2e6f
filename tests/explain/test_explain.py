"""An explanation says what the results say, and what it shows adds up to it."""

from __future__ import annotations

import math
import os
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from hypothesis import given

from kpi.assessment import RESULT_COLUMNS, Result, assess
from kpi.explain import Explanation, Report, explain
from kpi.plan.model import Plan
from reports.explained.text import lines_of
from tests.oracle.generate import Case, cases, same_cases
from tests.oracle.test_against_sql import same, warehouse_of

ROWS = 6
EXAMPLES = int(os.environ.get("KPI_ORACLE_EXAMPLES", "0"))
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


def amounts(reports: list[Report]) -> tuple[float, float]:
    """What reports say in total: (numerator or value, denominator); none occurred is 0."""
    own = [r.value if r.numerator is None else r.numerator for r in reports]
    return math.fsum(o or 0.0 for o in own), math.fsum(r.denominator or 0.0 for r in reports)


def does_not_add_up(found: Explanation) -> list[str]:
    """Counts that are summed and ratios: the reports shown make up the figures shown."""
    indicator, said = found.indicator, []
    summed = indicator.measure == "count" and indicator.across_units in ("auto", "sum")
    if not (summed and indicator.weighted_by is None) and indicator.measure != "ratio":
        return []
    reports = list(found.leaves[0].reports) if found.leaves else []
    inside = [r for r in reports if r.in_period]
    if found.result.value is not None:
        above, below = amounts(inside)
        value = indicator.factor * above / below if below else above
        if not same(value, found.result.value):
            said.append(f"value {found.result['value']}, reports shown give {value}")
    elif indicator.measure == "count" and any(
        r.state in ("value", "estimate", "none_occurred") for r in inside
    ):
        said.append("reports shown, but no value")
    return said


def wrong_lacks(found: Explanation) -> list[str]:
    """What a figure lacks is named where the results say that it is incomplete, and only there."""
    weighted = any(leaf.indicator.weighted_by for leaf in found.leaves)
    named, provisional = bool(found.lacking), found.result.provisional
    if named == provisional or (weighted and provisional):
        return []
    return [f"provisional {provisional}, lacking {list(found.lacking)}"]


def wrong_cause(found: Explanation) -> list[str]:
    """Every row without a light has a cause, and no other row."""
    status = found.result.status
    if (found.cause is not None) == (status in ("not_due", "not_applicable", "no_data")):
        return []
    return [f"{status}, but the cause is {found.cause}"]


def wrong_text(found: Explanation) -> list[str]:
    """The whole text can be said, with every placeholder filled."""
    text = "\n".join(lines_of(found))
    return [text] if "{" in text or "None" in text or "nan" in text else []


def wrong_done(found: Explanation) -> list[str]:
    """The units of a milestone are each counted once."""
    if found.done is None:
        return []
    told = sum(getattr(found.done, name) for name in ("done", "not_done", "withheld", "silent"))
    right = found.done.expected == told == found.result.units_expected
    return [] if right else [f"{found.done} of {found.result.units_expected} expected"]


def of_every_kind(rows: Sequence[Result], plan: Plan) -> list[Result]:
    """Some rows of each measure and status: formulas and rows without a light are few."""
    by_kind: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for row in rows:
        measure = plan.indicator_by_id[row.indicator].measure
        by_kind[measure if measure == "formula" else "", row.status].append(row)
    chance = random.Random(len(rows))  # noqa: S311 - no secret
    kinds = chance.sample(sorted(by_kind), min(ROWS, len(by_kind)))
    return [chance.choice(by_kind[kind]) for kind in kinds]


def wrong_profile(found: Explanation) -> list[str]:
    """The shares shown are those that the row was judged by, and make up the year."""
    if found.profile is None:
        return []
    at = found.period.month_of_year
    shares = [r.share for r in found.profile.shares if r.month_of_year <= at]
    assert found.yardstick is not None
    used = found.yardstick.cumulated
    whole = math.fsum(r.share for r in found.profile.shares)
    same_years = (found.profile.years is not None) == found.indicator.learns_profile
    if same(math.fsum(shares), used) and same(whole, 1.0) and same_years:
        return []
    return [f"shares {shares} of {whole}, judged by {used}"]


@same_cases(12, EXAMPLES)
@given(cases() | cases(learning=True))
def test_an_explanation_shows_the_row_and_what_it_is_made_of(case: Case) -> None:
    con = warehouse_of(case)
    con.execute(SUBMISSION)
    with assess(con, case.plan, case.periods, as_of=case.as_of) as assessment:
        rows = assessment.result_rows()
    by_label = {p.label: p for p in case.periods}
    wrong: list[str] = []
    for row in of_every_kind(rows, case.plan):
        at = (row.period, row.unit, row.indicator)
        found = explain(con, case.plan, at[2], by_label[at[0]], at[1], case.as_of)
        wrong += [
            f"{at} {name}: {getattr(found.result, name)}, results say {getattr(row, name)}"
            for name in RESULT_COLUMNS
            if not same(getattr(found.result, name), getattr(row, name))
        ]
        wrong += [f"{at} {said}" for said in wrong_steps(found) + does_not_add_up(found)]
        for look in (wrong_profile, wrong_lacks, wrong_cause, wrong_text, wrong_done):
            wrong += [f"{at} {said}" for said in look(found)]
    con.close()
    assert not wrong, "\n".join(wrong)


def test_the_check_of_steps_sees_a_wrong_one() -> None:
    assert reckoned("numerator / denominator * factor",
                    {"numerator": 3.0, "denominator": 4.0, "factor": 100.0}) == 75.0  # fmt: skip
