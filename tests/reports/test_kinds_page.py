"""The page for phone and screen has what its kind has: figures of `test_kinds.py`, read back."""

from __future__ import annotations

from typing import Any

from reports.web.figures import ask
from reports.web.speaker import Speaker
from reports.web.write import draw
from tests.reports import test_kinds as kinds
from tests.web.test_page import Node, Reader


def section(case: Any) -> Node:
    """The section of the report's kind; each table's rows by what they begin with."""
    report = kinds.report(case)
    page = Reader(draw(Speaker(report.edition), ask(report))).open[0]
    case.con.close()
    [found] = page.all("section", **{"aria-labelledby": "kind"})
    return found


def rows(table: Node) -> dict[str, list[str]]:
    lines = table.all("tbody")[0].all("tr")
    return {r.all("th")[0].text.split(".")[0]: [c.text for c in r.all("td")] for r in lines}


def test_a_years_page_tells_margin_and_what_the_next_year_needs() -> None:
    found = section(kinds.a_year())
    [table] = found.all("table")
    told = rows(table)
    assert told["R1"] == [
        "77,7%", "80,0%", "-2,3 điểm %", "97,1%", "+7,7 điểm %", "× Chưa đạt chỉ tiêu", "90,0%",
        "+12,3 điểm %",
    ]  # fmt: skip
    assert told["N1"][2] == "+12"
    assert told["N1"][6:] == ["150", "+18"]
    assert told["Y1"][7] == "đã đạt mức này"
    assert told["W1"][1:3] == ["30 - 60", ""]
    assert "R1 (77,7% → 90,0%); N1 (132 → 150)." in found.text


def test_a_plans_page_tells_baseline_years_margin_and_what_goes_on() -> None:
    found = section(kinds.a_plan())
    plan, areas = found.all("table")
    told = rows(plan)
    heads = [h.text for h in plan.all("th", scope="col")]
    assert heads[1:7] == ["Hiện trạng ban đầu", "2021", "2022", "2023", "2024", "2025"]
    assert told["R1"] == [
        "40,0%", "× 45,0%", "× 46,0%", "× 47,0%", "× 48,0%", "× 49,0%", "54,0%", "-5,0 điểm %",
        "× Chưa đạt chỉ tiêu", "0/5", "Chuyển tiếp",
    ]  # fmt: skip
    assert told["N1"][9:] == ["2/2", ""]
    assert rows(areas)["X"][:4] == ["1", "2", "0/2", "1/2"]
    assert "Không năm nào đạt chỉ tiêu năm 1: R1." in found.text


def test_a_months_page_has_no_section_of_its_kind() -> None:
    case = kinds.june()
    report = kinds.report(case)
    page = Reader(draw(Speaker(report.edition), ask(report))).open[0]
    case.con.close()
    assert page.all("section", **{"aria-labelledby": "kind"}) == []
