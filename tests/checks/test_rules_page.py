"""docs/quy-tac-kiem-tra.md names every rule with its severity, and every threshold as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

from kpi.checks.rule import nothing_more
from kpi.checks.rules import CHECK_RULES, SEVERITIES
from kpi.checks.rules_page import renewed
from kpi.records.reader_rules import READER_RULES

PAGE = Path(__file__).parents[2] / "docs" / "quy-tac-kiem-tra.md"


def rows() -> Iterator[tuple[str, list[str]]]:
    """(the severity of the section or its title, cells) of every row of a table."""
    section = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found = re.search(r"`(\w+)`$", line)
            section = found[1] if found else line.removeprefix("## ")
        if line.startswith("| `"):
            yield section, [cell.strip() for cell in line.strip("|").split(" | ")]


def test_every_rule_stands_once_under_its_severity_with_what_it_looks_at_and_its_repair() -> None:
    told = [
        (cells[0].strip("` "), section)
        for section, cells in rows()
        if section in ("file", "cell", "warning") and len(cells) == 3 and all(cells)
    ]
    assert dict(told) == SEVERITIES
    assert len(told) == len(SEVERITIES)


def test_the_rules_stand_in_the_order_of_the_code() -> None:
    told = [(section, cells[0].strip("` ")) for section, cells in rows()]
    own = {rule.name for rule in CHECK_RULES}
    for severity in dict.fromkeys(READER_RULES.values()):
        reader = [n for n, of in READER_RULES.items() if of == severity and n not in own]
        checks = [rule.name for rule in CHECK_RULES if rule.severity == severity]
        assert [name for section, name in told if section == severity] == [*reader, *checks]


def test_the_page_is_what_the_list_of_rules_makes_of_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page


def test_a_rule_that_reader_and_checks_share_is_as_severe_in_both() -> None:
    assert all(READER_RULES.get(rule.name, rule.severity) == rule.severity for rule in CHECK_RULES)


def test_thresholds_are_those_of_the_code() -> None:
    told = {cells[0].strip("` "): cells[1] for section, cells in rows() if section == "Ngưỡng"}
    assert len(told) >= 12
    for name, value in told.items():
        module, _, constant = name.rpartition(".")
        assert float(value) == float(getattr(import_module(module), constant)), name


# what speaks of a formula's own error value, of a decimal mark, of TRUE and FALSE
HARMLESS = re.compile(r"lỗi công thức|sai dấu phẩy|đúng/sai")
HARSH = re.compile(r"không hợp lệ|từ chối|\blỗi\b|\bsai\b|\bphải sửa\b|vi phạm")
NOTHING_TO_DO = {"rule_text", "sidecar_unreadable"}


def test_no_message_to_a_unit_speaks_of_errors_and_all_ask_courteously() -> None:
    folder = Path(__file__).parents[2] / "kpi" / "words" / "vi"
    checks = tomllib.loads((folder / "checks.toml").read_text(encoding="utf-8"))
    read = tomllib.loads((folder / "intake.toml").read_text(encoding="utf-8"))
    for name, text in [*checks["rule"].items(), *read["cell"].items(), *read["file"].items()]:
        assert not HARSH.search(HARMLESS.sub("", text)), name
        said = text.casefold()
        assert name in NOTHING_TO_DO or "đề nghị" in said or "{please}" in said, name


ALWAYS = {"place", "written", "period_title", "receiver", "Receiver"}
OF_AN_ANSWER = ALWAYS | {"unit_name", "unit_of_measure"}
OF_A_SUBMISSION = {"identity", "copies", "blank", "silence", "missing", "delivery"}


def test_a_rule_that_quotes_nothing_of_its_own_asks_only_for_what_every_message_has() -> None:
    """Else the message is told to fail by the first file that breaks the rule."""
    folder = Path(__file__).parents[2] / "kpi" / "words"
    for locale in ("vi", "en"):
        words = tomllib.loads((folder / locale / "checks.toml").read_text(encoding="utf-8"))
        for rule in CHECK_RULES:
            if rule.quote is not nothing_more or rule.name not in words["rule"]:
                continue
            given = ALWAYS if rule.frame in OF_A_SUBMISSION else OF_AN_ANSWER
            asked = {name for _, name, _, _ in Formatter().parse(words["rule"][rule.name]) if name}
            assert asked <= given, (locale, rule.name, asked - given)
