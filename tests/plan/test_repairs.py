"""Whoever follows a message literally comes to the plan that was meant; nothing is lost."""

from __future__ import annotations

import pytest

from kpi.plan.findings import Finding, Term
from kpi.plan.load import parse_plan
from kpi.plan.notation import likely_formula, likely_rule

IDS = frozenset({"BA01", "HL01", "A"})
MEANT = """plan:
  id: p
  name: Kế hoạch
  years: [2021, 2025]
  owner:
    name: Sở Y tế
    symbol: SYT
  calendar:
    closes_on: 14
fields:
  - {id: F, name: Khám bệnh}
units:
  - {id: BV, name: "Bệnh viện tỉnh", kind: hospital}
indicators:
  - id: A
    name: Số lượt khám
    field: F
    measure: count
    unit_of_measure: lượt
    frequency: month
    reported_by: [hospital]
    baseline:
      year: 2020
      value: 12
    targets:
      2024: 50000
      2025: 60000
    unit_targets:
      hospital:
        2025: 60000
      BV:
        2024: 50000
        2025: 60000
    checks:
      min: 0
      max_change: 30
    target_revisions:
      - year: 2024
        value: 50001
        decided: 2024-03-01
        decision: Số 1
"""


def outdented(text: str, parent: str, count: int, by: int = 2) -> str:
    """The text with the lines below a key less indented, as a planner may leave them."""
    lines = text.splitlines()
    at = lines.index(parent)
    for n in range(at + 1, at + 1 + count):
        lines[n] = lines[n][by:]
    return "\n".join(lines) + "\n"


def followed(text: str, finding: Finding) -> str:
    """The text with the blanks that the message asks for."""
    lines, by, said = text.splitlines(), finding.values["by"], finding.values["lines"]
    assert isinstance(by, int)
    assert isinstance(said, Term)
    first, last = said.values["first"], said.values["last"]
    assert isinstance(first, int)
    assert isinstance(last, int)
    for n in range(first - 1, last):
        lines[n] = " " * by + lines[n]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("parent", "count"),
    [
        ("plan:", 8),
        ("  owner:", 2),
        ("  calendar:", 1),
        ("    baseline:", 2),
        ("    targets:", 2),
        ("    unit_targets:", 5),
        ("      hospital:", 1),
        ("      BV:", 2),
        ("    checks:", 2),
    ],
)
def test_lines_not_indented_are_told_once_and_indented_they_are_the_plan_meant(
    parent: str, count: int
) -> None:
    text = outdented(MEANT, parent, count)
    (told,) = parse_plan(text).findings
    assert told.rule == "not_indented"
    assert followed(text, told) == MEANT


def test_the_rest_of_an_item_left_of_it_is_told_and_indented_is_the_plan_meant() -> None:
    text = outdented(MEANT, "      - year: 2024", 3, by=4)
    (told,) = parse_plan(text).findings
    assert told.rule == "not_indented"
    assert followed(text, told) == MEANT


def test_a_plan_meant_has_no_findings() -> None:
    assert not parse_plan(MEANT).findings


def test_a_key_of_the_mapping_itself_is_not_moved_under_the_empty_one_above() -> None:
    text = MEANT.replace("    baseline:\n      year: 2020\n      value: 12\n", "    baseline:\n")
    assert [f.rule for f in parse_plan(text).findings] == ["empty_value"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("60%*BA01 + 0.4xHL01", "0.6*BA01 + 0.4*HL01"),
        ("0,6×BA01 + 0,4XHL01", "0.6*BA01 + 0.4*HL01"),
        ("BA01xHL01", "BA01*HL01"),
        ("BA01:HL01", "BA01/HL01"),
        ("BA01 ÷ HL01", "BA01 / HL01"),
        ("12,5% BA01 + 40%HL01", "0.125*BA01 + 0.4*HL01"),
        ("0.4xHL1", "0.4*HL01"),
        ("=A*2", "A*2"),
        ("BA01 : HL01 x 100%", None),
        ("1,500*A", None),
        ("0.4xKHAC", None),
        ("SUM(A)", None),
    ],
)
def test_a_formula_offered_is_whole_and_can_be_read(written: str, meant: str | None) -> None:
    assert likely_formula(written, IDS) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("BA01.tử <= BA01.mẫu", "BA01.a <= BA01.b"),
        ("BA01.tử số ≤ BA01.mẫu số", "BA01.a <= BA01.b"),
        ("BA01.numerator < HL01", "BA01.a < HL01"),
        ("BA01.A >= A", "BA01.a >= A"),
        ("HL01.tử <= BA01.b", None),
        ("BA01-A <= HL01", None),
        ("BA01.c <= HL01", None),
    ],
)
def test_a_ratios_parts_by_name_are_offered_as_letters(written: str, meant: str | None) -> None:
    offered = likely_rule(written, IDS, frozenset({"BA01"}))
    assert (offered and offered[0]) == meant
