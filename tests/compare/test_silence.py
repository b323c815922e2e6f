"""Silence and what stands in for it as causes, each case worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kpi.compare import Change, Comparison, Part, compare_moments
from kpi.periods import parse_period
from kpi.plan.model import Plan
from tests.compare.test_compare import SUBMISSION
from tests.oracle.facts import Fact
from tests.oracle.generate import Case
from tests.oracle.small import fact, indicator, plan, unit
from tests.oracle.test_against_sql import warehouse_of

JUNE = parse_period("2024-06")
FIRST, LATER = (datetime(2024, 7, 2), 1), (datetime(2024, 7, 9), 2)
EARLY, LATE = datetime(2024, 7, 5), datetime(2024, 7, 12)
LEVEL = indicator("I", "ratio", over_time="stock", path="flat", targets={2024: 80.0})
# In May A had 90 of 100 and B 10 of 100; in June A has 90 of 100 again and B says nothing yet:
# 90 % without B is above the target of 80; 100 of 200 with B's last word is 50 %, far behind it.
KNOWN = (
    fact("A", "2024-05", (90.0, 100.0), known=FIRST),
    fact("B", "2024-05", (10.0, 100.0), known=FIRST),
    fact("A", "2024-06", (90.0, 100.0), known=FIRST),
)


def compared(small: Plan, *facts: Fact) -> Comparison:
    con = warehouse_of(Case(small, facts, (JUNE,), LATE))
    con.execute(SUBMISSION)
    found = compare_moments(con, JUNE, (small, EARLY), (small, LATE))
    con.close()
    return found


def whole(found: Comparison, code: str = "I") -> Change:
    [change] = [c for c in found.changes if c.unit == "ALL" and c.indicator == code]
    return change


def told(part: Part) -> tuple[Any, ...]:
    return part.cause, dict(part.figures), part.status, part.completed_status


def test_a_unit_that_breaks_its_silence_moves_what_is_completed_and_the_light() -> None:
    found = compared(plan([unit("A"), unit("B")], [LEVEL]), *KNOWN,
                     fact("B", "2024-06", (70.0, 100.0), known=LATER))  # fmt: skip
    change = whole(found)
    assert change.before is not None
    assert (change.before.status, change.before.completed) == ("inconclusive", 50.0)
    new, silent = change.parts
    # 160 of 200 came: 80 %, which is met; with B still taken for its 10 it is 100 of 200
    assert new.figures["assessed"] == (90.0, 80.0)
    assert "completed" not in new.figures
    assert (new.status, new.reported_status, new.completed_status) == (
        "inconclusive", "met", "behind",
    )  # fmt: skip
    assert told(silent) == ("silent", {"completed": (50.0, 80.0)}, "met", None)
    [b] = found.quiet[silent.place]
    assert (b.unit, b.missing, b.amount, b.base) == ("B", (1, 0), (10.0, None), (100.0, None))


def test_a_corrected_last_word_moves_what_stands_in_and_nothing_else() -> None:
    found = compared(plan([unit("A"), unit("B")], [LEVEL]), *KNOWN,
                     fact("B", "2024-05", (60.0, 100.0), known=LATER))  # fmt: skip
    [part] = whole(found).parts
    # 150 of 200 is 75 %, and 75 of 80 is 0.94: at risk, no more behind; 90 % alone is exceeded
    assert told(part) == ("stand_in", {"completed": (50.0, 75.0)}, "inconclusive", "at_risk")
    [b] = found.quiet[part.place]
    assert (b.cause, b.missing, b.amount) == ("stand_in", (1, 1), (10.0, 60.0))


def test_a_unit_that_withholds_what_it_said_falls_silent() -> None:
    found = compared(plan([unit("A"), unit("B")], [LEVEL]), *KNOWN,
                     fact("B", "2024-06", (70.0, 100.0), known=FIRST),
                     fact("B", "2024-06", "withheld", known=LATER))  # fmt: skip
    change = whole(found)
    assert change.before is not None
    assert (change.before.status, change.before.assessed) == ("met", 80.0)
    withheld, silent = change.parts
    # 90 of 100 is left, above the target; with what B said it is 160 of 200, just reached
    assert withheld.cause == "correction"
    assert withheld.figures["assessed"] == (80.0, 90.0)
    assert (withheld.status, withheld.completed_status) == ("inconclusive", "met")
    # from then on its May stands in: 100 of 200
    assert told(silent) == ("silent", {"completed": (80.0, 50.0)}, "inconclusive", "behind")


def test_both_causes_follow_each_other_and_add_up() -> None:
    # C is silent as well and last said 50 of 100. B sends its June, C corrects its May.
    small = plan([unit("A"), unit("B"), unit("C")], [LEVEL])
    found = compared(small, *KNOWN,
                     fact("C", "2024-05", (50.0, 100.0), known=FIRST),
                     fact("B", "2024-06", (70.0, 100.0), known=LATER),
                     fact("C", "2024-05", (80.0, 100.0), known=LATER))  # fmt: skip
    parts = whole(found).parts
    assert [p.cause for p in parts] == ["new_data", "silent", "stand_in"]
    # 90, 10 and 50 of 300; B's 70 for its 10; C's 80 for its 50
    steps = [p.figures.get("completed") for p in parts]
    assert steps == [None, (50.0, pytest.approx(70.0)), (pytest.approx(70.0), 80.0)]
    assert [p.status for p in parts] == ["inconclusive", "inconclusive", "met"]


def test_of_a_flow_that_sends_one_of_two_months_what_came_and_what_still_stands_in_are_apart() -> (
    None
):
    # January and February of 10 each from A. B sent 4 in December and nothing since: 4 a month.
    months = indicator("I", "count", targets={2024: 240.0})
    facts = (
        fact("A", "2024-01", 10, known=FIRST), fact("A", "2024-02", 10, known=FIRST),
        fact("B", "2023-12", 4, known=FIRST), fact("B", "2024-01", 8, known=LATER),
    )  # fmt: skip
    small = plan([unit("A"), unit("B")], [months])
    february = parse_period("2024-02")
    con = warehouse_of(Case(small, facts, (february,), LATE))
    con.execute(SUBMISSION)
    found = compare_moments(con, february, (small, EARLY), (small, LATE))
    con.close()
    new, silent, stand_in = whole(found).parts
    assert new.figures["assessed"] == (20.0, 28.0)
    # 20 and twice 4; January's 8 for one 4; February's mean of December's 4 and January's 8
    assert silent.figures == {"completed": (28.0, 32.0)}
    assert stand_in.figures == {"completed": (32.0, 34.0)}
    units = [u for place in found.quiet for u in found.quiet[place]]
    assert [(u.cause, u.missing, u.amount) for u in units] == [
        ("silent", (2, 1), (8.0, 6.0)),
        ("stand_in", (1, 1), (4.0, 6.0)),
    ]


def test_a_formula_follows_the_silence_of_its_operands() -> None:
    other = replace(LEVEL, id="J", name="J")
    mean = indicator("F", "formula", targets={2024: 80.0}, path="flat", formula="0.5*I + 0.5*J",
                     operands=("I", "J"))  # fmt: skip
    full = [fact(u, "2024-06", (90.0, 100.0), "J", known=FIRST) for u in "AB"]
    small = plan([unit("A"), unit("B")], [LEVEL, other, mean])
    found = compared(small, *KNOWN, *full, fact("B", "2024-06", (70.0, 100.0), known=LATER))
    new, silent = whole(found, "F").parts
    assert new.figures["assessed"] == (90.0, 85.0)  # half of 90 and half of 80
    assert silent.figures == {"completed": (70.0, 85.0)}  # half of 90 and half of 50
    assert silent.status == "exceeded"


def test_what_is_supposed_leaves_no_trace() -> None:
    facts = (*KNOWN, fact("B", "2024-06", (70.0, 100.0), known=LATER))
    small = plan([unit("A"), unit("B")], [LEVEL])
    found, again = compared(small, *facts), compared(small, *facts)
    assert found == again
    [ended] = [c.after for c in found.changes if c.unit == "ALL"]
    assert ended is not None
    assert (ended.completed, ended.reported_status, ended.completed_status) == (80.0, None, None)
