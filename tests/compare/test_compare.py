"""A change taken apart: the causes lead from the one row to the other, and add up."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given

from kpi.assessment import Result, assess
from kpi.compare import Change, compare_moments, compare_plans
from kpi.compare.causes import FIGURES, STATUSES
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan, TargetRevision
from tests.oracle.generate import Case, cases, same_cases
from tests.oracle.small import late_and_corrected
from tests.oracle.test_against_sql import warehouse_of

SUBMISSION = """
    INSERT INTO submission VALUES
    ('s', 1, 'r', 'a.xlsx', 'h', NULL, NULL, TIMESTAMP '2022-01-01', false, NULL, 1, 'accepted',
     0, 0, 0, 0, 0)
"""
JUNE = parse_period("2024-06")
MAY, JULY = datetime(2024, 6, 20), datetime(2024, 7, 20)


def exported(con: Any, plan: Plan, period: Period, as_of: datetime) -> dict[Any, Result]:
    with assess(con, plan, [period], as_of=as_of) as assessment:
        return {(r.indicator, r.unit): r for r in assessment.result_rows()}


def wrong_chain(change: Change) -> list[str]:
    """The parts must lead from `before` to `after` without a gap, and their steps add up."""
    said = []
    for name in FIGURES:
        first = getattr(change.before, name) if change.before else None
        last = getattr(change.after, name) if change.after else None
        at = first
        for part in change.parts:
            before, after = part.figures.get(name, (at, at))
            if before != at:
                said.append(f"{name}: {part.cause} starts at {before}, not at {at}")
            at = after
        if at != last:
            said.append(f"{name}: ends at {at}, not at {last}")
        steps = [pair for p in change.parts if (pair := p.figures.get(name))]
        if first is not None and last is not None and all(None not in pair for pair in steps):
            total = math.fsum(after - before for before, after in steps)  # type: ignore[operator]
            if not math.isclose(total, last - first, rel_tol=1e-9, abs_tol=1e-9):
                said.append(f"{name}: parts give {total}, the change is {last - first}")
    for part in change.parts:
        if part.cause in ("silent", "stand_in") and part.figures.keys() - {"completed"}:
            said.append(f"{part.cause} moves {sorted(part.figures)}")
    if change.parts and change.parts[-1].status != (change.after.status if change.after else ""):
        said.append("the last part ends at another status")
    return [f"{change.indicator} {change.unit} {s}" for s in said]


@same_cases(15)
@given(cases())
def test_between_two_moments_the_parts_lead_from_one_report_to_the_other(case: Case) -> None:
    con = warehouse_of(case)
    con.execute(SUBMISSION)
    moments = sorted({f.known_at for f in case.facts}) or [case.as_of]
    early = moments[len(moments) // 2] - timedelta(days=1)
    late = max(*moments, case.as_of)
    for period in case.periods[:2]:
        first = exported(con, case.plan, period, early)
        last = exported(con, case.plan, period, late)
        found = compare_moments(con, period, (case.plan, early), (case.plan, late))
        told = {(c.indicator, c.unit): c for c in found.changes}
        judged = attrgetter(*FIGURES, *STATUSES)
        differ = {k for k in last if judged(first[k]) != judged(last[k])}
        assert set(told) == differ
        assert found.unchanged == len(last) - len(differ)
        wrong = [s for c in found.changes for s in wrong_chain(c)]
        assert not wrong, "\n".join(wrong)
    con.close()


def world() -> tuple[Plan, Any]:
    """May and June of two units; B comes late, A corrects May after the first moment."""
    small, facts = late_and_corrected(datetime(2024, 6, 18))
    con = warehouse_of(Case(small, facts, (JUNE,), JULY))
    con.execute(SUBMISSION)
    return small, con


def test_new_figures_a_correction_and_a_revision_are_told_apart() -> None:
    small, con = world()
    found = compare_moments(con, JUNE, (small, MAY), (small, JULY))
    con.close()
    [whole] = [c for c in found.changes if c.unit == "ALL"]
    new, _, corrected, _, revised = whole.parts
    assert [p.cause for p in whole.parts] == [
        "new_data", "stand_in", "correction", "stand_in", "revision",
    ]  # fmt: skip
    # to date: 80 of 200, with B's 10 of 100 it is 90 of 300, with A's 70 for 30 it is 130 of 300
    assert new.figures["assessed"] == (40.0, 30.0)
    assert corrected.figures["assessed"] == (30.0, 100 * 130 / 300)
    assert revised.figures["target"] == (50.0, 60.0)
    # January to April are missing of both, of B May too. Nothing stood in for B; now each does
    # with the mean of its own reports: A 80 and 4 times 40, B 10 and 5 times 10, 300 of 1,200,
    # which is 25 %. Corrected A has 120 and the same four times 40: 340; the mean is then 60: 420.
    steps = [p.figures.get("completed") for p in whole.parts]
    assert steps == [
        None, (None, 25.0), (25.0, pytest.approx(100 * 340 / 1200)),
        (pytest.approx(100 * 340 / 1200), 35.0), None,
    ]  # fmt: skip
    # 30 of 50 is behind, but of B nothing is known; 25 of 50 as well. 43.3 of 50 is at risk, 28.3
    # and 35 are behind: not concluded. Of 60 both are behind.
    assert [p.status for p in whole.parts] == [
        "inconclusive", "behind", "inconclusive", "inconclusive", "behind",
    ]  # fmt: skip
    assert whole.before is not None
    # 40 of 50 is at risk, but of B nothing is known, and of its kind nothing in January
    assert whole.before.status == "inconclusive"
    assert [(a.unit, a.is_correction, a.old_numerator) for a in found.answers] == [
        ("A", True, 30.0),
        ("B", False, None),
    ]
    assert [r.decided for _, r in found.revisions] == [date(2024, 7, 1)]


def test_another_threshold_changes_the_light_alone() -> None:
    small, con = world()
    eased = replace(small, text="eased", assessment=replace(small.assessment, at_risk=0.5))
    found = compare_plans(con, JUNE, (small, eased), JULY)
    con.close()
    [whole] = [c for c in found.changes if c.unit == "ALL"]
    assert [(p.cause, dict(p.figures), p.status) for p in whole.parts] == [
        ("method", {}, "at_risk")  # 43.3 of 60 is 72 %
    ]


def test_an_edit_of_the_plan_is_told_apart_from_units() -> None:
    small, con = world()
    [level] = small.indicators
    edited = replace(
        small,
        text="edited",
        units=(replace(small.units[0]), replace(small.units[1], valid_to=date(2024, 5, 31))),
        assessment=replace(small.assessment, at_risk=0.5),
        indicators=(replace(level, targets={2024: 90.0}, target_revisions=()),),
    )
    found = compare_plans(con, JUNE, (small, edited), JULY)
    con.close()
    [whole] = [c for c in found.changes if c.unit == "ALL"]
    ended, left, retargeted = whole.parts
    assert [p.cause for p in whole.parts] == ["boundary", "stand_in", "plan"]
    # without B in June: 120 of 200, which is the target, whatever the thresholds
    assert ended.figures["assessed"] == (100 * 130 / 300, 60.0)
    assert retargeted.figures["target"] == (60.0, 90.0)
    # A's 120 and four times 60, B's five times 10; without its June B has no report of its own, and
    # of its kind nobody reported in January: nothing is left to stand in
    assert ended.figures["completed"] == (35.0, pytest.approx(100 * 410 / 1100))
    assert left.figures["completed"] == (pytest.approx(100 * 410 / 1100), None)
    gone = next(c for c in found.changes if c.unit == "B")
    assert gone.after is None
    assert not found.answers


def test_nothing_changes_between_two_moments_without_news() -> None:
    small, con = world()
    found = compare_moments(con, JUNE, (small, JULY), (small, JULY + timedelta(days=3)))
    con.close()
    assert found.changes == ()
    assert found.answers == ()
    assert found.unchanged == 3


def test_a_revision_is_a_date_between_the_days() -> None:
    small, con = world()
    con.close()
    [level] = small.indicators
    assert level.target_revisions == (TargetRevision(2024, 60.0, date(2024, 7, 1), "1"),)
