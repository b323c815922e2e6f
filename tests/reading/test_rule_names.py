"""The rules of whoever reads a file are named in one place, and code speaks of no other.

A name is text in the tables, so a wrong one would be found by nobody but the sender.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.checks.rules import CHECK_RULES, SEVERITIES
from kpi.records import reader_rules
from kpi.records.reader_rules import READER_RULES
from kpi.words import LOCALES, section
from kpi.workbooks import refusals
from kpi.workbooks.refusals import REFUSALS

ROOT = Path(__file__).parents[2]
RAISED_BY = {"Question", "about_file", "Refused", "of_reader", "of_file", "_conflict", "Problem"}
# the rules of the checks have their own home, the words of a plan's findings another
HOMES = ("kpi/records/reader_rules.py", "kpi/workbooks/refusals.py", "kpi/checks/rules/")
CODE = sorted(
    p
    for room in ("kpi", "reports", "flows", "demo")
    for p in (ROOT / room).rglob("*.py")
    if not p.relative_to(ROOT).as_posix().startswith((*HOMES, "kpi/plan/", "kpi/planning/"))
)
CONSTANTS = {
    name: value
    for home in (reader_rules, refusals)
    for name, value in vars(home).items()
    if name.isupper() and isinstance(value, str)
}


def literals(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def named_as_rules(tree: ast.AST) -> Iterator[str]:
    """The texts that stand where a rule is raised, compared with or held by."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = called if isinstance(called, str) else getattr(called, "id", "")
            if name in RAISED_BY:
                yield from literals(node.args[0])
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in ("rule", "held_by") and isinstance(keyword.value, ast.Constant):
                    yield from literals(keyword.value)
        if isinstance(node, ast.Compare) and ast.unparse(node.left).endswith((".rule", ".held_by")):
            yield from (text for other in node.comparators for text in literals(other))


def test_every_constant_says_its_own_name_and_has_a_severity() -> None:
    assert {name.lower(): value for name, value in CONSTANTS.items()} == {
        value: value for value in CONSTANTS.values()
    }
    assert set(CONSTANTS.values()) == set(READER_RULES)
    assert set(READER_RULES.values()) == {"file", "cell", "warning"}


def test_a_rule_is_written_in_one_home() -> None:
    homes = (vars(reader_rules).keys(), vars(refusals).keys())
    assert {name for name in CONSTANTS if all(name in home for home in homes)} == set()


def test_workbooks_are_refused_by_names_of_the_list_and_as_a_whole() -> None:
    assert {READER_RULES[rule] for rule in REFUSALS} == {"file"}


@pytest.mark.parametrize("path", CODE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_rule_is_named_by_a_text_of_its_own(path: Path) -> None:
    named = set(named_as_rules(ast.parse(path.read_text(encoding="utf-8"))))
    assert {text for text in named if re.fullmatch(r"[a-z]\w+", text)} == set()


def test_every_constant_is_raised_somewhere() -> None:
    used = {
        node.id
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    assert set(CONSTANTS) <= used


@pytest.mark.parametrize("locale", LOCALES)
def test_every_rule_that_a_problem_may_name_has_words(locale: str) -> None:
    """A rule of the checks has its words under its name; of the reader's, each reason has them."""
    words = section("checks", locale)
    names = {rule.name for rule in CHECK_RULES}
    assert names <= set(words["looks_at"]) & set(words["answer"])
    assert set(SEVERITIES) == set(READER_RULES) | {rule.name for rule in CHECK_RULES}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_that_a_rule_is_raised_with_has_words(locale: str) -> None:
    words = section("intake", locale)
    known = set(words["cell"]) | set(words["file"])
    lacking = {
        (path.name, node.args[1].value)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in RAISED_BY - {"Problem"}
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
        and isinstance(node.args[1].value, str)
        and node.args[1].value not in known
    }
    assert lacking == set()
