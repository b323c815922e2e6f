"""A folder of bad plans, each beside exactly the findings that it must get.

Every line of `NAME.findings` is `severity line:column rule: text in Vietnamese`.
"""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from kpi.plan.findings import WARNINGS, Finding
from kpi.plan.load import read_plan

ROOT = Path(__file__).parents[2]
NOW = datetime(2025, 6, 30, 5)
BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def as_line(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column}"
    return f"{finding.severity} {place} {finding.rule}: {finding.text('vi')}"


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_a_bad_plan_gets_exactly_its_findings(path: Path) -> None:
    expected = path.with_suffix(".findings").read_text(encoding="utf-8").splitlines()
    reading = read_plan(path, now=NOW)
    assert [as_line(f) for f in reading.findings] == expected
    assert (reading.plan is None) == bool(reading.errors)


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_every_message_begins_with_its_place_and_has_no_open_placeholder(path: Path) -> None:
    for finding in read_plan(path, now=NOW).findings:
        for locale in ("vi", "en"):
            message = finding.message(locale)
            assert message.startswith(f"{path.name}:{finding.line}:{finding.column}: ")
            assert not re.search(r"\{\w+\}|None|Term\(", message)


def test_the_folder_shows_every_rule_that_a_small_file_can_show() -> None:
    words = tomllib.loads((ROOT / "kpi/words/vi/plan.toml").read_text(encoding="utf-8"))
    shown = {f.rule for path in BAD for f in read_plan(path, now=NOW).findings}
    elsewhere = {"no_file", "unreadable_file", "model_disagrees", "file_too_large"}
    elsewhere.add("yaml_brackets_somewhere")  # test_mending.py
    assert shown == set(words["findings"]) - elsewhere


def test_warnings_have_words_and_the_rest_are_errors() -> None:
    found = [f for path in BAD for f in read_plan(path, now=NOW).findings]
    assert {f.rule for f in found if f.severity == "warning"} == WARNINGS
