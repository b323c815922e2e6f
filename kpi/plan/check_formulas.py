"""Errors in formulas and rules: syntax, unknown indicators, circles, parts of what has none."""

from __future__ import annotations

from kpi.plan.cycles import cycles
from kpi.plan.findings import Book, Term
from kpi.plan.formula import BadFormula, Formula, parse_formula
from kpi.plan.model import RulePart
from kpi.plan.names import Names, Use, check_reference
from kpi.plan.not_read import NotRead
from kpi.plan.notation import called_function, likely_formula, likely_rule, with_ids
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
            if not _in_other_words(text, indicator, names, book):
                _report_bad(bad, indicator, "formula", book, likely_formula(text, ids))
            continue
        edges[name] = formula.operands
        place = indicator.at("formula")
        if _glued(formula, indicator, book, ids):
            continue
        for operand in formula.operands:
            check_reference(
                book, Use(indicator, "formula", operand, place), "indicator", names.indicators,
                names.indicators,
            )  # fmt: skip
    for circle in cycles(edges):
        place = names.indicators[circle[0]].at("formula")
        book.report("cycle", place, what=Term("things.indicators"), circle=" → ".join(circle))


def _in_other_words(text: str, indicator: Record, names: Names, book: Book) -> bool:
    """Whether it calls indicators by name, or a function of a spreadsheet; then it is told."""
    ids = frozenset(names.indicators)
    if function := called_function(text, ids):
        name, meant = function
        book.report(
            "formula_function", indicator.at("formula"), where=indicator.where, written=name,
            likely=meant,
        )  # fmt: skip
        return True
    called = {r.text("name") or "": i for i, r in names.indicators.items()}
    meant = with_ids(text, called, ids)
    if meant:
        book.report(
            "formula_of_names", indicator.at("formula"), where=indicator.where, repair=meant
        )
    return meant is not None


def _glued(formula: Formula, indicator: Record, book: Book, ids: frozenset[str]) -> bool:
    """Whether a name in it is no id but a number, a sign and an id in one: `0.4xHL01`."""
    unknown = next((name for name in formula.operands if name not in ids), None)
    meant = likely_formula(formula.text, ids) if unknown else None
    if unknown is None or meant is None or unknown in meant:
        return False
    book.report(
        "formula_glued", indicator.at("formula"), where=indicator.where, written=unknown,
        repair=meant,
    )  # fmt: skip
    return True


def check_rules(top: Record, names: Names, book: Book) -> None:
    ids = frozenset(names.indicators)
    measures = {name: record.text("measure") for name, record in names.indicators.items()}
    ratios = frozenset(name for name, measure in measures.items() if measure == "ratio")
    for rule in top.records("rules"):
        text = rule.text("check")
        if text is None:
            continue
        try:
            parsed = parse_rule(text, ids)
        except BadRule as bad:
            if not _parts_by_name(text, rule, book, ids, ratios):
                _report_bad(bad, rule, "check", book)
            continue
        parts = parsed.left + parsed.right
        if all(part.indicator in ids for part in parts) or not _parts_by_name(
            text, rule, book, ids, ratios
        ):
            for part in parts:
                _check_part(part, rule, names, book)


def _parts_by_name(
    text: str, rule: Record, book: Book, ids: frozenset[str], ratios: frozenset[str]
) -> bool:
    """Whether it calls a ratio's parts by name, in place of `.a` and `.b`."""
    meant = likely_rule(text, ids, ratios)
    if meant is None:
        return False
    repair, written = meant
    book.report("part_by_name", rule.at("check"), where=rule.where, written=written, repair=repair)
    return True


def _check_part(part: RulePart, rule: Record, names: Names, book: Book) -> None:
    ratio, dot, _ = part.indicator.rpartition(".")
    record = names.indicators.get(ratio)
    of_ratio = dot and record is not None and record.text("measure") == "ratio"
    if of_ratio and part.indicator not in names.indicators:
        said = {"written": part.indicator, "ratio": ratio}
        book.report("part_unknown", rule.at("check"), where=rule.where, **said)
        return
    use = Use(rule, "check", part.indicator, rule.at("check"))
    known = check_reference(book, use, "indicator", names.indicators, names.indicators)
    measure = names.indicators[part.indicator].text("measure") if known else None
    if part.part and measure not in {"ratio", None}:
        book.report(
            "part_of_no_ratio", rule.at("check"), where=rule.where,
            indicator=part.indicator, part=part.part, measure=measure,
        )  # fmt: skip


def _report_bad(
    bad: NotRead, record: Record, key: str, book: Book, likely: str | None = None
) -> None:
    book.report(
        bad.rule, record.at(key), where=record.where, key=key, written=bad.written,
        position=bad.offset + 1, likely=likely,
    )  # fmt: skip
