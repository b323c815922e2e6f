"""Conditional formatting that strikes cells out or gives them another number format, where its
condition holds beyond doubt: always, or by comparing the cell itself with a constant.

Any other condition would need a spreadsheet's own computing, and is left out.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from kpi.workbooks.formatted import number_cell, text_cell
from kpi.workbooks.grid import Cell
from kpi.workbooks.written import as_written
from kpi.workbooks.xlsx.parts import place_of_cell
from kpi.workbooks.xlsx.styles import Style

Area = tuple[int, int, int, int]
Rows = Mapping[int, dict[int, Cell]]
Test = tuple[str, float, float]
"""A sign, and the numbers that a cell is compared with."""

_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "lessThan": operator.lt, "lessThanOrEqual": operator.le, "equal": operator.eq,
    "notEqual": operator.ne, "greaterThanOrEqual": operator.ge, "greaterThan": operator.gt,
}  # fmt: skip
_SIGNS = {"<": "lessThan", "<=": "lessThanOrEqual", "=": "equal", "<>": "notEqual",
          ">=": "greaterThanOrEqual", ">": "greaterThan"}  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:E[+-]?\d+)?", re.IGNORECASE)
_ALWAYS = re.compile(r"TRUE(?:\(\))?|1|1=1", re.IGNORECASE)
_OWN = re.compile(rf"(\$?)([A-Z]{{1,3}})(\$?)(\d{{1,7}})(<=|>=|<>|=|<|>)({_NUMBER.pattern})", re.I)


_EVERY: Test = ("every", 0.0, 0.0)  # holds of every filled cell


class Rule(NamedTuple):
    """A rule that holds, for the cells of these areas, where the test says so of their number.
    `look` is the number of its differential style."""

    areas: tuple[Area, ...]
    look: int
    test: Test


def rules_of(root: Any, ns: str, area_of: Callable[[str], Area | None]) -> tuple[Rule, ...]:
    """The rules of a sheet whose conditions are told without computing."""
    found = []
    for group in root.iterfind(f"{ns}conditionalFormatting"):
        areas = tuple(a for ref in group.get("sqref", "").split() if (a := area_of(ref)))
        for rule in group.iterfind(f"{ns}cfRule"):
            look, test = rule.get("dxfId", ""), _test(rule, ns, areas)
            if areas and look.isdecimal() and test is not None:
                found.append(Rule(areas, int(look), test))
    return tuple(found)


def _test(rule: Any, ns: str, areas: tuple[Area, ...]) -> Test | None:
    said = [
        (f.text or "").replace(" ", "").removeprefix("=") for f in rule.iterfind(f"{ns}formula")
    ]
    match rule.get("type"):
        case "notContainsBlanks":
            return _EVERY
        case "cellIs" if said and all(_NUMBER.fullmatch(text) for text in said):
            sign = rule.get("operator", "")
            known = sign in _COMPARED or (sign in ("between", "notBetween") and len(said) == 2)
            return (sign, float(said[0]), float(said[-1])) if known else None
        case "expression" if said:
            if _ALWAYS.fullmatch(said[0]):
                return _EVERY
            own = _OWN.fullmatch(said[0])
            if own and _is_own(own, areas):
                return _SIGNS[own[5]], float(own[6]), float(own[6])
    return None


def _is_own(found: re.Match[str], areas: tuple[Area, ...]) -> bool:
    """Whether a reference means, in every cell of the areas, the cell itself."""
    if not areas or place_of_cell(found[2] + found[4]) != areas[0][:2]:
        return False
    columns = {c for _, left, _, right in areas for c in (left, right)}
    rows = {r for top, _, bottom, _ in areas for r in (top, bottom)}
    return not (found[1] and len(columns) > 1) and not (found[3] and len(rows) > 1)


def holds(test: Test, cell: Cell) -> bool:
    sign, first, last = test
    if test == _EVERY:
        return True
    if cell.kind != "number":
        return False
    if sign in _COMPARED:
        return _COMPARED[sign](cell.number, first)
    inside = min(first, last) <= cell.number <= max(first, last)
    return inside if sign == "between" else not inside


def apply(
    rules: Iterable[Rule], looks: Mapping[int, Style], rows: Rows, *, since_1904: bool
) -> None:
    """Makes the cells again of which a rule that holds makes something else."""
    for rule in rules:
        look = looks.get(rule.look)
        if look is None:
            continue
        for top, left, bottom, right in rule.areas:
            for number in (n for n in rows if top <= n <= bottom):
                row = rows[number]
                for column in [c for c in row if left <= c <= right]:
                    if holds(rule.test, row[column]):
                        row[column] = _made_again(row[column], look, since_1904)


def _made_again(cell: Cell, look: Style, since_1904: bool) -> Cell:
    if cell.kind == "number" and look.form != "general":
        cell = number_cell(cell.number, look.form, formula=cell.formula, since_1904=since_1904)
    if look.mark and cell.kind in ("number", "text", "bool"):
        shown = as_written(cell, since_1904)
        return text_cell([(shown, look.mark)], formula=cell.formula) or cell
    return cell
