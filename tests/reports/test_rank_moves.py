"""How far a rank can move when one weight changes by a quarter: four units, worked out by hand."""

from __future__ import annotations

from typing import Any

from report_case import Case, open_case, report_of, small_plan

from reports.book.units.figures import RankMove

Points = dict[tuple[str, str], float | None]


def moves(
    points: dict[str, Points], ranks: dict[str, int], fields: dict[str, float], shown: str = "all"
) -> dict[str, tuple[int, int, int]]:
    """Unit to (rank, best, worst); `points` by unit and (field, indicator), every weight 1."""
    case: Case = open_case(small_plan(ranks=shown))
    for n, (field, weight) in enumerate(fields.items()):
        case.insert("plan_field", {"field": field, "field_order": n, "weight": weight})
    for n, (unit, given) in enumerate(points.items()):
        case.insert("plan_unit", {"unit": unit, "unit_order": n})
        case.score(unit, "ALL", None, ranks.get(unit))
        for (field, indicator), value in given.items():
            row: dict[str, Any] = {"unit": unit, "field": field, "indicator": indicator}
            more = {"period": "2024-06", "level": "unit", "weight": 1.0, "points": value}
            case.insert("scored", row | more)
    found = report_of(case).rows(RankMove)
    case.con.close()
    return {m.unit: (m.rank, m.best, m.worst) for m in found}


FOUR: dict[str, Points] = {
    "A": {("F", "I1"): 100.0, ("F", "I2"): 0.0},  # 50
    "B": {("F", "I1"): 50.0, ("F", "I2"): 52.0},  # 51
    "C": {("F", "I1"): 60.0, ("F", "I2"): 40.0},  # 50
    "D": {("F", "I1"): 0.0, ("F", "I2"): 0.0},
}
RANKS = {"B": 1, "A": 2, "C": 2, "D": 4}


def test_an_indicators_weight_moves_ranks_and_ties_are_kept() -> None:
    # I1 x 1,25: A 125/2,25 = 55,6; B 114,5/2,25 = 50,9; C 115/2,25 = 51,1: A C B
    # I1 x 0,75: A 75/1,75 = 42,9; B 89,5/1,75 = 51,1; C 85/1,75 = 48,6: B C A
    # I2 x 1,25: A 44,4; B 51,1; C 48,9: B C A.   I2 x 0,75: A 57,1; B 50,9; C 51,4: A C B
    assert moves(FOUR, RANKS, {"F": 1.0}) == {
        "A": (2, 1, 3), "B": (1, 1, 3), "C": (2, 2, 2), "D": (4, 4, 4),
    }  # fmt: skip


def test_a_fields_weight_moves_ranks_too() -> None:
    # F2 x 1,25: A 100/2,25 = 44,4; B (40 + 72,5)/2,25 = 50: they change places
    two: dict[str, Points] = {
        "A": {("F1", "I1"): 100.0, ("F2", "I2"): 0.0},
        "B": {("F1", "I1"): 40.0, ("F2", "I2"): 58.0},
    }
    found = moves(two, {"A": 1, "B": 2}, {"F1": 1.0, "F2": 1.0})
    assert found == {"A": (1, 1, 2), "B": (2, 1, 2)}


def test_equal_units_stay_equal_and_nobody_takes_the_rank_behind_them() -> None:
    same: dict[str, Points] = {
        u: {("F", "I1"): p, ("F", "I2"): p}
        for u, p in (("A", 90.0), ("B", 80.0), ("C", 80.0), ("D", 70.0))
    }
    found = moves(same, {"A": 1, "B": 2, "C": 2, "D": 4}, {"F": 1.0})
    assert found == {"A": (1, 1, 1), "B": (2, 2, 2), "C": (2, 2, 2), "D": (4, 4, 4)}


def test_an_indicator_without_points_weighs_nothing() -> None:
    points = FOUR | {"D": {("F", "I1"): None, ("F", "I2"): 51.0}}
    found = moves(points, {"B": 1, "D": 1, "A": 3, "C": 3}, {"F": 1.0})
    # D stays at 51: I1 x 1,25 A 55,6 C 51,1 D 51,0 B 50,9: third; x 0,75 B 51,1 D 51: second
    assert found["D"] == (1, 1, 3)


def test_nothing_is_reckoned_where_the_plan_shows_no_ranks() -> None:
    assert moves(FOUR, RANKS, {"F": 1.0}, shown="none") == {}
