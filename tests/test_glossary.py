"""docs/glossary.md says what users read, by the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpi.words import section

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"
ROW = re.compile(r'^\| "(?P<said>[^"]+)" \|(?: (?P<light>[^|]+) \|)? `(?P<word>\w+)`', re.MULTILINE)


def told(*, lights: bool) -> list[re.Match[str]]:
    rows = ROW.finditer(PAGE.read_text(encoding="utf-8"))
    return [row for row in rows if (row["light"] is not None) is lights]


def test_outcomes_are_told_as_units_read_them() -> None:
    assert {r["word"]: r["said"] for r in told(lights=False)} == section("cli", "vi")["outcome"]


@pytest.mark.parametrize(("column", "key"), [("said", "result"), ("light", "light")])
def test_statuses_and_lights_are_told_as_the_report_prints_them(column: str, key: str) -> None:
    assert {r["word"]: r[column] for r in told(lights=True)} == section("status", "vi")[key]
