"""Facts of an indicator have one home: no other room works them out again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpi.plan.model import Checks, Indicator
from kpi.plan.ranges import REACH, accepted_range, possible_range, readable_range
from kpi.plan.units_of_measure import PER_MILLE, PERCENT, points_of, sign_of

ROOT = Path(__file__).parents[2]
SIGNS = {PERCENT, PER_MILLE}
OF_TEXT = {  # by the names of their files
    "quantities.py": "what stands behind a number in a cell",
    "measure.py": "how wide a sign is drawn",
}


def an(measure: Any = "ratio", unit: str = "%", decimals: int = 1, **given: Any) -> Indicator:
    return Indicator(
        "X", "X", "F", measure, unit, frequency="month", decimals=decimals, over_time="flow",
        **given,
    )  # fmt: skip


def signs_in(node: ast.AST) -> bool:
    """Whether a value is a sign, or a collection with one."""
    if isinstance(node, ast.Tuple | ast.Set | ast.List):
        return any(signs_in(one) for one in node.elts)
    return isinstance(node, ast.Constant) and node.value in SIGNS


def comparisons(path: Path) -> Iterator[int]:
    """Lines that hold something against a sign. A sign looked for inside a text is no such."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare):
            looked_for = isinstance(node.ops[0], ast.In | ast.NotIn)
            sides = node.comparators if looked_for else [node.left, *node.comparators]
            if any(map(signs_in, sides)):
                yield node.lineno
        elif isinstance(node, ast.Dict) and any(key and signs_in(key) for key in node.keys):
            yield node.lineno


def test_only_the_plan_compares_a_unit_of_measure_with_per_cent_signs() -> None:
    python = [p for room in ("kpi", "reports", "flows") for p in (ROOT / room).rglob("*.py")]
    outside = [p for p in python if p.parent != ROOT / "kpi" / "plan" and p.name not in OF_TEXT]
    found = {f"{p.relative_to(ROOT)}:{line}" for p in outside for line in comparisons(p)}
    assert len(outside) > 100
    assert not found


def test_the_search_for_comparisons_sees_them(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text(
        'a == "%"\n"‰" != a\na in ("%", "‰")\n{"%": 1}\n"%" in a\n{"a": "%"}\n', encoding="utf-8"
    )
    assert sorted(comparisons(code)) == [1, 2, 3, 4]


def test_no_sql_compares_a_unit_of_measure_with_per_cent_signs() -> None:
    sql = [p for room in ("kpi", "reports") for p in (ROOT / room).rglob("*.sql")]
    assert len(sql) > 50
    assert not [p for p in sql if any(f"'{sign}'" in p.read_text("utf-8") for sign in SIGNS)]


@pytest.mark.parametrize(
    ("unit", "full", "factor", "sign", "points"),
    [("%", 100.0, 100.0, "%", "points"), (" % ", 100.0, 100.0, "%", "points"),
     ("‰", 1000.0, 1000.0, "‰", "per_mille_points"), ("giờ", None, 1.0, "", None)],
)  # fmt: skip
def test_per_cent_and_per_mille_have_a_whole(
    unit: str, full: float | None, factor: float, sign: str, points: str | None
) -> None:
    indicator = an(unit=unit)
    assert (indicator.full, indicator.factor) == (full, factor)
    assert (sign_of(unit), points_of(unit)) == (sign, points)
    assert indicator.is_percent is (full == 100.0)
    assert indicator.changes_in_points is indicator.has_counted_parts is (full is not None)


def test_a_share_of_units_changes_in_points_whatever_it_is_called() -> None:
    for measure in ("yes_no", "milestone"):
        assert an(measure, "có/không").is_share_of_units
        assert an(measure, "có/không").changes_in_points
    assert not an("score", "điểm").changes_in_points


def test_thousands_of_a_thing_have_fractions() -> None:
    assert an("count", "văn bản", 0).counts_whole
    assert not an("count", "Triệu đồng", 0).counts_whole
    assert not an("count", "km", 1).counts_whole
    assert not an("ratio", "%", 0).counts_whole


def test_each_range_begins_with_what_the_plan_says() -> None:
    ranges = (accepted_range, readable_range, possible_range)
    for measure, unit in (("ratio", "%"), ("count", "việc"), ("score", "điểm")):
        said = an(measure, unit, checks=Checks(min=2.0, max=7.0))
        assert {r(said) for r in ranges} == {(2.0, 7.0)}
    assert {r(an("ratio", "%")) for r in ranges} == {(0.0, 100.0)}
    assert [r(an("count", "việc")) for r in ranges] == [(0.0, REACH), (None, None), (0.0, None)]
    assert [r(an("score", "điểm")) for r in ranges] == [(-REACH, REACH), (None, None), (None, None)]
