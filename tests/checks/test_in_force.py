"""The figures in force are held against the rules again: counted by rule and indicator."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser

from kpi.checks.in_force import RuleResult, check_in_force
from kpi.periods import parse_period
from reports.checks import draw_checks

LATER = datetime(2030, 1, 1)
JUNE = parse_period("2024-06")


def results(batch) -> dict[tuple[str, str], RuleResult]:
    found = check_in_force(batch.warehouse.con, batch.plan, JUNE, LATER)
    return {(r.rule, r.indicator): r for r in found}


def test_every_rule_tells_how_many_figures_it_looked_at_and_which_units_it_asks(batch) -> None:
    for month in range(1, 6):
        batch.add("A", f"2024-0{month}", {"N1": 100 + month, "R1": (8, 10)})
        batch.add("U2", f"2024-0{month}", {"N1": 50})
    batch.add("A", "2024-06", {"N1": 1040, "R1": (8, 10)})
    batch.add("U2", "2024-06", {"N1": 51})
    batch.load()
    found = results(batch)
    assert found["out_of_range", "N1"] == RuleResult("out_of_range", "N1", 2, ())
    assert found["numerator_above_denominator", "R1"].looked_at == 1
    slip = found["slip_of_ten", "N1"]
    assert (slip.looked_at, slip.failed_units) == (2, ("A",))


def test_figures_that_the_plan_does_not_take_any_more_are_found(batch, other_plan) -> None:
    batch.add("A", "2024-06", {"N1": 7})
    batch.load()
    fewer = [i for i in other_plan.indicators if i.id != "N1"]
    plan = replace(other_plan, indicators=tuple(fewer), rules=())
    found = check_in_force(batch.warehouse.con, plan, JUNE, LATER)
    [result] = [r for r in found if r.failed_units]
    assert result == RuleResult("unknown_indicator", "N1", 1, ("A",))


def test_without_figures_nothing_was_looked_at(batch) -> None:
    assert results(batch) == {}


class Links(HTMLParser):
    """Every address that the page names."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [v or "" for k, v in attrs if k in {"href", "src"}]


def test_the_page_needs_nothing_from_outside_and_escapes_what_it_tells(plan) -> None:
    told = (RuleResult("slip_of_ten", "N1", 1200, ("<b>A</b>",)),)
    page = draw_checks(plan, JUNE, LATER, told)
    links = Links()
    links.feed(page)
    assert links.addresses == []
    assert "http" not in page.replace("http-equiv", "")
    assert "&lt;b&gt;A" in page
    assert "<b>A" not in page
    assert "1.200" in page
    assert "1 quy tắc đã xem; 1 số liệu cần xem lại." in page
