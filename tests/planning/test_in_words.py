"""A planner in Excel sees no word of the file: not in prompts, drop-downs, or messages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kpi.plan.document import Written
from kpi.plan.findings import Finding, Term
from kpi.plan.kinds import keys_of
from kpi.planning.in_words import text_in_words
from kpi.planning.layout import SHEETS, Column, columns_of, meaning_of, title_of
from kpi.planning.proposal import propose
from kpi.planning.understanding import from_text
from kpi.words import section
from reports.plan_book.looks import choices, validation_of
from tests.planning.desk import Desk, a_list

COLUMNS = [c for sheet in SHEETS for c in columns_of(sheet, [2026])]
WORDS = {
    word
    for group in section("plan_words", "vi")["choices"].values()
    for word in group
    if word.isascii() and word not in {"vi"}
}
KEYS = {key for model in Written.__subclasses__() for key in keys_of(model)}
ENGLISH = re.compile(
    rf"(?<![\w.])(?:{'|'.join(sorted(WORDS | KEYS))}|true|false)(?!\w)", re.IGNORECASE
)
OFFERED = [c for c in COLUMNS if choices(c, "vi")]


def name_of(column: Column) -> str:
    return f"{column.model}.{'.'.join(map(str, column.path))}"


@pytest.mark.parametrize("column", COLUMNS, ids=name_of)
def test_a_prompt_has_no_word_of_the_file_and_a_title_that_fits(column: Column) -> None:
    title, meaning = title_of(column, "vi"), meaning_of(column, "vi")
    assert len(title) <= 31
    assert len(meaning) <= 255
    assert not ENGLISH.findall(f"{title} | {meaning}")


@pytest.mark.parametrize("column", OFFERED, ids=name_of)
def test_what_a_drop_down_offers_is_vietnamese_and_read_back(column: Column) -> None:
    words = choices(column, "vi")
    assert not ENGLISH.findall(" | ".join(words))
    assert validation_of(column, "", "vi")["source"] == words
    read = [from_text(column.kind, column.key, word) for word in words]
    assert len(set(read)) == len(words)


def test_every_column_of_words_has_a_drop_down() -> None:
    heads = {title_of(c, "vi") for c in OFFERED}
    assert {"Cách đo", "Kỳ báo cáo", "Cộng theo thời gian", "Cách gộp đơn vị", "Chiều"} <= heads
    assert {"Đường kế hoạch", "Minh chứng", "Mức độ", "Mẫu trình bày"} <= heads


@pytest.mark.parametrize("written", ["count", "số đếm", "Số đếm", "đếm số lượng"])
def test_a_measure_is_read_in_the_planners_words_and_in_the_files(written: str) -> None:
    (column,) = (c for c in columns_of("indicators") if c.key == "measure")
    assert from_text(column.kind, "measure", written) == "count"


RULES = section("plan", "vi")["findings"]
FIRST = list(RULES).index("duplicate_id")  # those before are of the file's notation
OF_BOOKS = [r for r in list(RULES)[FIRST:] if not r.startswith(("source", "delivery", "id_no"))]


@pytest.mark.parametrize("rule", OF_BOOKS)
def test_a_finding_told_of_a_workbook_has_no_word_of_the_file(rule: str) -> None:
    named = re.findall(r"(?<!\{)\{(\w+)\}(?!\})", f"{RULES[rule]['what']}{RULES[rule]['mend']}")
    words = {"measure": "count", "key": "targets", "keys": ("numerator",), "path": "flat",
             "frequency": "month", "direction": "up"}  # fmt: skip
    values: dict[str, object] = {name: words.get(name, "7") for name in named}
    told = text_in_words(Finding("error", "", 1, 1, rule, values), "", "vi")
    assert not ENGLISH.findall(told)
    assert "Phần plan" not in told


def test_what_people_wrote_in_a_finding_stays_as_they_wrote_it() -> None:
    values = {"where": "Chỉ tiêu count", "unit": "target", "year": 2026}
    finding = Finding("warning", "", 1, 1, "unit_target_without_report", values)
    assert text_in_words(finding, "", "vi").startswith("Chỉ tiêu count: giao chỉ tiêu cho target")


def test_a_measure_in_a_finding_is_said_without_the_files_word() -> None:
    values = {"where": "X", "key": "limit", "measure": Term("measures.count")}
    told = text_in_words(Finding("warning", "", 1, 1, "no_effect", values), "", "vi")
    assert "“Giới hạn” không có tác dụng với chỉ tiêu loại số đếm." in told


def test_a_word_that_is_none_is_answered_with_the_planners_words(desk: Desk) -> None:
    desk.put("Chỉ tiêu", "CT01", "Kỳ báo cáo", "tuần")
    (problem,) = propose(desk.book, desk.text).problems
    assert problem.text("vi").endswith("Ghi một trong: tháng, quý, 6 tháng, năm.")


def test_the_other_of_two_is_told_by_its_cell(desk: Desk) -> None:
    desk.book = desk.root / "ds.xlsx"
    head = ("Mã", "Chỉ tiêu", "Mã cũ", "ĐVT", "Nhóm", "Đơn vị thực hiện")
    rows = [(f"M{n}", f"Số lượt {n}", "CU1", "lượt", "CM", "đơn vị") for n in (1, 2)]
    a_list(desk.book, head, *rows)
    (problem,) = propose(desk.book, desk.text).problems
    assert problem.spot.cell == "C3"
    assert "đã ghi ở ô C2, trang “Sheet”" in problem.text("vi")


def test_a_setting_is_named_once_and_its_cell_first(desk: Desk) -> None:
    def change(sheet: Any) -> None:
        row = next(r for r in range(7, 50) if "nguy cơ" in str(sheet.cell(r, 2).value))
        sheet.cell(row, 3).value = "98%"

    desk.edit("Cài đặt", change)
    (problem,) = propose(desk.book, desk.text).problems
    assert ": “Ngưỡng có nguy cơ chậm” 0,98 cao hơn “Ngưỡng đúng tiến độ” 0,95" in problem.text(
        "vi"
    )
    assert problem.text("vi").count("Cài đặt") == 1
