"""Whatever stands in the file: a reading comes back, with errors or with a plan."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.plan.formula import BadFormula, parse_formula
from kpi.plan.load import PlanReading, parse_plan
from kpi.plan.rules import BadRule, parse_rule

GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")
LINES = GOOD.splitlines()
PIECES = st.sampled_from(
    [
        "id",
        "2024",
        "'5'",
        "null",
        "[",
        "]",
        "{",
        "}",
        ":",
        "-",
        "&a",
        "*a",
        "<<",
        ".nan",
        "VB01",
        "\t",
    ]
)


def sound(reading: PlanReading) -> None:
    assert (reading.plan is None) == bool(reading.errors)
    for finding in reading.findings:
        assert finding.line >= 1
        assert finding.column >= 1
        assert finding.message("vi")
        assert finding.message("en")


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_bytes_and_any_text(data: bytes | str) -> None:
    sound(parse_plan(data))


@given(st.lists(st.one_of(PIECES, st.sampled_from(["\n", " ", "  "])), max_size=40))
def test_pieces_of_yaml_in_any_order(pieces: list[str]) -> None:
    sound(parse_plan("".join(pieces)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_lines_deleted_doubled_moved_and_rewritten(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["delete", "double", "move", "rename", "replace"])):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "rename":
                lines[at] = lines[at].replace(":", "x:", 1)
            case "replace":
                cut = data.draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + data.draw(PIECES) + lines[at][cut + 1 :]
    sound(parse_plan("\n".join(lines)))


TOKENS = st.sampled_from(
    ["A", "B.b", "A-B", "1", ".5", "+", "-", "*", "/", "(", ")", " ", "<=", "="]
)


@given(st.lists(TOKENS, max_size=20).map("".join))
def test_formulas_and_rules_are_read_or_refused_with_a_rule(text: str) -> None:
    ids = ("A", "B", "A-B")
    offsets = []
    try:
        formula = parse_formula(text, ids)
        formula.evaluate(dict.fromkeys(formula.operands, 2.0))
    except BadFormula as bad:
        offsets.append(bad.offset)
    try:
        parse_rule(text, ids)
    except BadRule as bad_rule:
        offsets.append(bad_rule.offset)
    assert all(0 <= offset <= len(text) for offset in offsets)
    assert offsets  # nothing is a formula and a rule at once
