"""The rows of the rules page that speak of the checks' own rules, made of the list of rules.

One rule: the page's prose and the reader's rules stand in the page; the rest is never edited there.
`python -m kpi.checks.rules_page docs/quy-tac-kiem-tra.md` brings a page up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from kpi.checks.rule import CheckRule
from kpi.checks.rules import CHECK_RULES
from kpi.records.reader_rules import READER_RULES
from kpi.words import say

_ROW = re.compile(r"^\| `(\w+)` \|.*\n", re.MULTILINE)
_SECTION = re.compile(
    r"(^## [^\n]*`(?:file|cell|warning)`$.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)


def page_row(rule: CheckRule, locale: str = "vi") -> str:
    """A rule's line of the table: its name, what it looks at, how it is answered."""
    looks_at = say(f"checks.looks_at.{rule.name}", locale)
    return f"| `{rule.name}` | {looks_at} | {say(f'checks.answer.{rule.name}', locale)} |\n"


def renewed(page: str, rules: Sequence[CheckRule] = CHECK_RULES) -> str:
    """The page with the rows of the rules as the list has them, below those of the reader's."""
    return _SECTION.sub(lambda section: _renewed_section(section[1], rules), page)


def _renewed_section(section: str, rules: Sequence[CheckRule]) -> str:
    severity = section.split("`")[1]
    names = {rule.name for rule in rules}
    kept = [
        row[0] for row in _ROW.finditer(section) if row[1] not in names and row[1] in READER_RULES
    ]
    made = [page_row(rule) for rule in rules if rule.severity == severity]
    first = _ROW.search(section)
    if first is None:
        return section
    rest = _ROW.sub("", section[first.start() :])
    return section[: first.start()] + "".join([*kept, *made]) + rest


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text(encoding="utf-8")), encoding="utf-8")
