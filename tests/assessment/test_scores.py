"""Scores of units and of the plan, and ranks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kpi.plan.model import Field, Unit

Make = Callable[..., Any]
FIELDS = (Field("F", "F", 1.0), Field("G", "G", 3.0), Field("H", "H", 1.0))
TARGET = {"targets": {2024: 100.0}}


def test_a_field_is_weighted_by_indicator_and_the_whole_by_field(world: Make, an: Make) -> None:
    w = world(an("S", "score", **TARGET), an("T", "score", weight=3.0, **TARGET),
              an("U", "score", field="G", **TARGET), fields=FIELDS)  # fmt: skip
    for name, figure in {"S": 80, "T": 40, "U": 250}.items():
        w.report("A", "2024-01", name, figure)
    w.assess("2024-01")
    assert w.score("A", "F") == (50, 1)  # (80 + 3 * 40) / 4
    assert w.score("A", "G") == (100, 1)  # cut at 100
    assert w.score("A") == (87.5, 1)  # (50 + 3 * 100) / 4
    assert w.score("ALL") == (87.5, None)  # the plan is unranked


@pytest.mark.parametrize(("policy", "score"), [("zero", 40), ("exclude", 80)])
def test_no_data_counts_as_zero_or_is_left_out(
    world: Make, an: Make, policy: str, score: float
) -> None:
    w = world(an("S", "score", **TARGET), an("T", "score", **TARGET), missing_in_score=policy)
    w.report("A", "2024-01", "S", 80)
    w.assess("2024-01")
    assert w.score("A", "F")[0] == score
    assert w.score("B", "F")[0] == (0 if policy == "zero" else None)


def test_no_data_counts_only_where_there_is_a_target_a_band_or_a_due_date(
    world: Make, an: Make
) -> None:
    due = date(2023, 6, 30)
    for given, expected in (
        ({"measure": "score"}, None),
        ({"measure": "score", "band": (1.0, 2.0)}, 0),
        ({"measure": "milestone", "due": due}, 0),
    ):
        w = world(an("S", **given))
        w.assess("2024-01")
        assert w.score("A", "F")[0] == expected


def test_not_due_not_applicable_and_no_target_are_left_out(world: Make, an: Make) -> None:
    w = world(an("S", "score", **TARGET), an("T", "score"), an("Q", "score", frequency="quarter"),
              an("N", "score", **TARGET))  # fmt: skip
    w.report("A", "2024-01", "S", 80)
    w.report("A", "2024-01", "T", 80)
    w.report("A", "2024-01", "N", state="not_applicable")
    w.assess("2024-01")
    assert w.score("A", "F")[0] == 80


def test_a_month_without_data_counts_zero_although_the_year_has_an_achievement(
    world: Make, an: Make
) -> None:
    w = world(an("R", "ratio", **TARGET))
    w.report("A", "2024-01", "R", 5, 10)
    w.assess("2024-02")
    assert w.row("2024-02", "R", "A")["achievement"] == 50
    assert w.score("A", "F")[0] == 0


def test_weights_that_sum_to_zero_leave_a_score_empty_and_unranked(world: Make, an: Make) -> None:
    w = world(an("S", "score", weight=0.0, **TARGET), an("U", "score", field="G", **TARGET),
              fields=FIELDS)  # fmt: skip
    w.report("A", "2024-01", "S", 80)
    w.report("A", "2024-01", "U", 60)
    w.assess("2024-01")
    assert w.score("A", "F") == (None, None)
    assert w.score("A") == (60, 1)


def test_ranks_are_on_one_decimal_and_ties_share_one_and_skip(world: Make, an: Make) -> None:
    units = tuple(Unit(u, u, "kind" + u) for u in "ABCDE")
    w = world(an("S", "score", reporters=tuple("ABCDE"), **TARGET), units=units,
              missing_in_score="exclude")  # fmt: skip
    for unit, figure in {"A": 70.01, "B": 90, "C": 70.04, "D": 60}.items():
        w.report(unit, "2024-01", "S", figure)
    w.assess("2024-01")
    assert [w.score(u)[1] for u in "ABCDE"] == [2, 1, 2, 4, None]


def test_scores_have_rows_for_units_and_the_plan_not_for_areas_and_only_their_fields(
    world: Make, an: Make
) -> None:
    both = an("U", "score", field="G", reporters=("A", "B"), **TARGET)
    w = world(an("S", "score", reporters=("A",), **TARGET), both, fields=FIELDS)
    w.assess("2024-01")
    found = [(r["unit"], r["field"]) for r in w.scores().to_dicts()]
    assert found == [("A", "F"), ("A", "G"), ("A", "ALL"), ("B", "G"), ("B", "ALL"),
                     ("ALL", "F"), ("ALL", "G"), ("ALL", "ALL")]  # fmt: skip


def test_at_the_years_end_achievement_counts_and_a_negative_one_zero(world: Make, an: Make) -> None:
    w = world(an("S", "score", direction="down", baseline=(2020, 10.0), targets={2024: 5.0}))
    w.series("A", "S", {"2024-01": 12, "2024-12": 12})
    w.assess("2024-01")
    # before that its level: from 6.25 to 5, a twelfth of the way gone
    assert w.score("A", "F")[0] == pytest.approx(100 * (6.25 - 1.25 / 12) / 12)
    w.assess("2024-12")
    assert w.row("2024-12", "S", "A")["achievement"] == -40
    assert w.score("A", "F")[0] == 0


def test_before_the_years_end_the_level_counts_not_what_is_done_of_the_year(
    world: Make, an: Make
) -> None:
    goals = {"unit_targets": {"A": {2024: 120.0}, "B": {2024: 120.0}}, "targets": {2024: 240.0}}
    w = world(an("X", reporters=("A", "B"), **goals))
    w.report("A", "2024-01", "X", 12)
    w.report("B", "2024-01", "X", 6)
    w.assess("2024-01")
    assert w.score("A", "F") == (100, 1)  # 120 % of what is expected in January
    assert w.score("B", "F") == (60, 2)
    assert w.score("ALL", "F")[0] == 90  # 18 of 20


def test_on_a_line_the_level_counts_not_the_pace(world: Make, an: Make) -> None:
    w = world(an("S", "score", baseline=(2023, 75.0), targets={2024: 90.0}))
    w.report("A", "2024-06", "S", 66)
    w.assess("2024-06")
    assert w.row("2024-06", "S", "A")["pace"] == pytest.approx(1 - 16.5 / 15)
    assert w.score("A", "F")[0] == 80  # 66 of 82.5


def test_the_plans_score_is_that_of_what_is_completed_also_where_nothing_can_be_concluded(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A", "B"), targets={2024: 240.0}))
    w.series("A", "X", {"2024-01": 10, "2024-02": 10})
    w.report("B", "2024-01", "X", 9)  # February: the mean of its reports, 9
    w.assess("2024-02")
    row = w.row("2024-02", "X")
    # 29 of 40 expected is behind, 38 of 40 on track
    assert (row["reported_status"], row["completed_status"]) == ("behind", "on_track")
    assert row["status"] == "inconclusive"
    assert w.score("ALL", "F")[0] == pytest.approx(95)


def test_the_score_is_the_same_under_every_method(world: Make, an: Make) -> None:
    given = {"baseline": (2023, 75.0), "targets": {2024: 90.0}, "reporters": ("A",)}
    names = {"L": "linear", "C": "cagr", "P": "projection"}
    fields = tuple(Field(n, n) for n in names)
    w = world(*(an(n, "score", field=n, method=m, **given) for n, m in names.items()),
              fields=fields)  # fmt: skip
    for name in names:
        w.report("A", "2024-06", name, 66)
    w.assess("2024-06")
    assert [w.score("A", n)[0] for n in names] == [80, 80, 80]


def test_columns_are_those_promised(world: Make, an: Make) -> None:
    w = world(an("S", "score"))
    w.assess("2024-01")
    assert w.scores().columns == ["period", "unit", "field", "score", "rank"]


def test_a_light_without_an_achievement_counts_for_nothing(world: Make, an: Make) -> None:
    w = world(an("S", "score", method="cagr", frequency="year"))
    w.series("A", "S", {"2023": 10, "2024": 20})
    w.assess("2024")
    assert w.row("2024", "S", "A")["status"] == "on_track"
    assert w.score("A", "F") == (None, None)
