"""Errors in formulas and rules: syntax, unknown indicators, circles, parts of what has none."""

from __future__ import annotations

import re

from kpi.plan.cycles import cycles
from kpi.plan.findings import Book, Term
from kpi.plan.formula import BadFormula, parse_formula
from kpi.plan.names import Names, Use, check_reference
from kpi.plan.records import Record
from kpi.plan.rules import BadRule, parse_rule


def check_formulas(names: Names, book: Book) -> None:
    edges: dict[str, tuple[str, ...]] = {}
    ids = frozenset(names.indicators)
    for name, indicator in names.indicators.items():
        text = indicator.text("formula")
        if text is None or indicator.text("measure") not in {"formula", None}:
            continue
        try:
            formula = parse_formula(text, ids)
        except BadFormula as bad:
            _report_bad(bad, indicator, "formula", book, _likely_formula(text, ids))
            continue
        edges[name] = formula.operands
        place = indicator.at("formula")
        for operand in formula.operands:
            check_reference(
                book, Use(indicator, "formula", operand, place), "indicator", names.indicators,
                names.indicators,
            )  # fmt: skip
    for circle in cycles(edges):
        place = names.indicators[circle[0]].at("formula")
        book.report("cycle", place, what=Term("things.indicators"), circle=" → ".join(circle))


def check_rules(top: Record, names: Names, book: Book) -> None:
    ids = frozenset(names.indicators)
    for rule in top.records("rules"):
        text = rule.text("check")
        if text is None:
            continue
        try:
            parsed = parse_rule(text, ids)
        except BadRule as bad:
            _report_bad(bad, rule, "check", book)
            continue
        for part in parsed.left + parsed.right:
            known = check_reference(
                book,
                Use(rule, "check", part.indicator, rule.at("check")),
                "indicator",
                names.indicators,
                names.indicators,
            )
            measure = names.indicators[part.indicator].text("measure") if known else None
            if part.part and measure not in {"ratio", None}:
                book.report(
                    "part_of_no_ratio", rule.at("check"), where=rule.where,
                    indicator=part.indicator, part=part.part, measure=measure,
                )  # fmt: skip


def _report_bad(
    bad: BadFormula | BadRule, record: Record, key: str, book: Book, likely: str | None = None
) -> None:
    book.report(
        bad.rule, record.at(key), where=record.where, key=key, written=bad.written,
        position=bad.offset + 1, likely=likely,
    )  # fmt: skip


_SIGNS = str.maketrans({"×": "*", "·": "*", "∙": "*", "÷": "/", "–": "-", "−": "-", "—": "-"})


def _likely_formula(text: str, ids: frozenset[str]) -> str | None:
    """The formula with the signs of this program's notation, if it is one then."""
    plain = text.strip().removeprefix("=").translate(_SIGNS)
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    plain = re.sub(r"(\d+(?:\.\d+)?)\s*%", lambda m: f"{float(m[1]) / 100:g}", plain)
    plain = re.sub(r"(?<=[\w)])\s*\b[xX]\b\s*(?=[\w(])", " * ", plain)
    plain = re.sub(r"(?<=[\w)])\s*:\s*(?=[\w(])", " / ", plain)
    try:
        parse_formula(plain, ids)
    except BadFormula:
        return None
    return plain
