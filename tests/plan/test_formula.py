"""Formulas: binding, order, and figures worked out by hand."""

from __future__ import annotations

import pytest

from kpi.plan.formula import Num, Op, Ref, parse_formula


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A + B * 2", 2 + 3 * 2),
        ("(A + B) * 2", 10),
        ("A - B - 1", -2),
        ("B / A / 3", 0.5),
        ("B / (A - 2)", None),
        ("0.4*A + .6*B", 0.4 * 2 + 0.6 * 3),
        ("1e2*A", 200),
        ("A + C", None),
    ],
)
def test_a_formula_binds_as_in_school(text: str, value: float | None) -> None:
    assert parse_formula(text).evaluate({"A": 2.0, "B": 3.0, "C": None}) == value


def test_the_postfix_form_has_operands_before_their_operator() -> None:
    formula = parse_formula("0.5*(A + B)")
    assert formula.postfix == (Num(0.5), Ref("A"), Ref("B"), Op("+"), Op("*"))


def test_operands_come_once_in_order_of_first_naming() -> None:
    assert parse_formula("B + A * B").operands == ("B", "A")


def test_an_id_that_holds_a_hyphen_goes_before_a_difference() -> None:
    assert parse_formula("A-B", {"A", "B", "A-B"}).operands == ("A-B",)
    assert parse_formula("A - B", {"A", "B", "A-B"}).operands == ("A", "B")
    assert parse_formula("A-BC", {"A", "BC", "A-B"}).operands == ("A", "BC")
