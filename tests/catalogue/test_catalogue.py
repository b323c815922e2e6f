"""The catalogue says of every indicator what the plan says, on the page and in the workbook."""

from __future__ import annotations

import re
from dataclasses import astuple, replace
from datetime import date, datetime
from html import unescape
from pathlib import Path

import openpyxl

from flows.cli import status_of
from kpi.plan.load import read_plan
from kpi.plan.model import Plan, TargetRevision
from reports.catalogue import draw_page, entries_of, write_book
from reports.catalogue.book import whole_plan
from reports.catalogue.entries import COLUMNS
from reports.edition import Edition

ROOT = Path(__file__).parents[2]
DAY = date(2024, 6, 30)
MOMENT = datetime(2024, 6, 30)


def shipped() -> Plan:
    plan = read_plan(ROOT / "indicators.yaml").plan
    assert plan is not None
    return plan


def test_every_indicator_has_an_entry_with_what_the_plan_says_of_it() -> None:
    plan = shipped()
    entries = {e.code: e for e in entries_of(plan, DAY)}
    assert list(entries) == [i.id for f in plan.fields for i in plan.indicators if i.field == f.id]
    ratio = entries["CH02"]
    assert ratio.unit_of_measure == "%"
    assert ratio.baseline == "2020: 45,0"
    assert ratio.targets.split("\n") == [
        "2021: 60,0", "2022: 75,0", "2023: 85,0", "2024: 95,0", "2025: 100,0"
    ]  # fmt: skip
    assert ratio.frequency == "Tháng"
    assert ratio.sources.endswith("dòng CH02.a, CH02.b")
    assert "Số thực hiện: " in ratio.definition
    assert ratio.basis == plan.indicator_by_id["CH02"].basis
    formula = next(i for i in plan.indicators if i.formula)
    assert formula.formula is not None
    assert formula.formula in entries[formula.id].definition
    assert entries[formula.id].sources == "Tính từ " + ", ".join(formula.operands)


def test_a_revision_counts_from_its_day_on_and_is_named() -> None:
    plan = shipped()
    revision = TargetRevision(2024, 97.0, date(2024, 3, 15), "Số 12-QĐ")
    revised = replace(plan.indicator_by_id["CH02"], target_revisions=(revision,))
    changed = replace(
        plan, indicators=tuple(revised if i.id == "CH02" else i for i in plan.indicators)
    )
    told = "2024: 97,0 (điều chỉnh theo Số 12-QĐ ngày 15/3/2024)"
    before, after = (
        next(e for e in entries_of(changed, day) if e.code == "CH02").targets
        for day in (date(2024, 3, 14), date(2024, 3, 15))
    )
    assert told not in before
    assert told in after


def test_page_and_workbook_say_the_same(tmp_path: Path) -> None:
    plan = shipped()
    entries = entries_of(plan, DAY)
    page = draw_page(plan, entries, "Cơ quan X", "Chỉ tiêu là đề xuất")
    body = unescape(re.sub(r"<[^>]+>", "|", page.replace("<br>", "\n")))
    assert "http" not in page.replace("http-equiv", "")  # nothing is loaded
    for entry in entries:
        assert [text for text in astuple(entry) if text not in body] == []
    edition = Edition(plan, whole_plan(plan), MOMENT)
    made = []
    for name in ("one.xlsx", "two.xlsx"):
        write_book(tmp_path / name, edition, entries, "Cơ quan X")
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    sheet = openpyxl.load_workbook(tmp_path / "one.xlsx").worksheets[0]
    rows = {r[0]: r for r in sheet.iter_rows(values_only=True)}
    for entry in entries:
        assert [cell or "" for cell in rows[entry.code]] == [getattr(entry, c) for c in COLUMNS]


def test_the_command_writes_both(tmp_path: Path) -> None:
    text = (ROOT / "indicators.yaml").read_text(encoding="utf-8")
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    assert status_of(["--home", str(tmp_path), "catalogue"]) == 0
    assert {p.name for p in (tmp_path / "data").iterdir()} == {"catalogue.html", "catalogue.xlsx"}
