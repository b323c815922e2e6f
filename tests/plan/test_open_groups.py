"""Each closing bracket of a sound plan left out by itself: told at its line, with the very line
that was meant, and no sound line is drawn in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.plan.flow_text import body_end
from kpi.plan.load import parse_plan

HERE = Path(__file__).parent
PLANS = [HERE / "good.yaml", HERE / "grouped.yaml"]


def closings(text: str) -> Iterator[tuple[int, int]]:
    """Line and column (from 0) of each closing bracket that is no part of a comment."""
    for n, line in enumerate(text.splitlines()):
        yield from ((n, c) for c, mark in enumerate(line[: body_end(line)]) if mark in "}]")


def without(lines: list[str], line: int, column: int) -> str:
    kept = lines[line]
    changed = [*lines[:line], kept[:column] + kept[column + 1 :], *lines[line + 1 :]]
    return "\n".join(changed) + "\n"


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_a_bracket_that_is_lacking_is_told_where_it_is_lacking(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    sound = {(f.rule, f.values.get("where")) for f in parse_plan(text).findings}
    tried = 0
    for line, column in closings(text):
        found = [
            f
            for f in parse_plan(without(lines, line, column)).findings
            if (f.rule, f.values.get("where")) not in sound
        ]
        kind = "yaml_open_braces" if lines[line][column] == "}" else "yaml_open_list"
        assert [(f.rule, f.line) for f in found] == [(kind, line + 1)], lines[line]
        meant = lines[line][: body_end(lines[line])].strip()
        assert found[0].values["repair"] == meant
        tried += 1
    assert tried > 15


@pytest.mark.parametrize(
    ("slip", "rule"),
    [("{min: 0, max: 500  # theo [QĐ 5]", "yaml_open_braces"),
     ("{min: 0, max: 500  # gồm cả năm 2025", "yaml_open_braces"),
     ("{min: 0, max: 500]", "yaml_wrong_bracket"),
     ("{min: 0, max: 500}}", "yaml_extra_bracket"),
     ("{min: 0 max: 500}", "yaml_comma")],
)  # fmt: skip
def test_other_slips_at_brackets_are_what_they_are(slip: str, rule: str) -> None:
    text = (HERE / "grouped.yaml").read_text(encoding="utf-8")
    changed = text.replace("    checks: {max: 100}", f"    checks: {slip}\n    weight: 2")
    assert changed != text
    assert [f.rule for f in parse_plan(changed).errors] == [rule]


def test_the_group_of_a_comment_that_holds_the_bracket_is_no_open_one() -> None:
    text = (HERE / "grouped.yaml").read_text(encoding="utf-8")
    changed = text.replace("name: Lĩnh vực, weight: 1}", "weight: 1, name: Lĩnh vực #1}")
    assert [f.rule for f in parse_plan(changed).errors] == ["hash_in_braces"]
