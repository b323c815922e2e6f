"""Charts say which bars should be short, and at the year's end what was met."""

from __future__ import annotations

from dataclasses import replace

from reports.charts.frames import bullets, strip
from tests.reports.case import Case, open_case, report_of, small_plan


def year_end() -> Case:
    """R1 should stay below 8 and is at 10.2; N1 is met."""
    plan = small_plan()
    first = replace(plan.indicators[0], direction="down")
    case = open_case(replace(plan, indicators=(first, *plan.indicators[1:])), "2024")
    months = {"first_month": 2024 * 12, "last_month": 2024 * 12 + 11}
    case.result("ALL", "R1", "not_met", assessed=10.2, target=8.0, expected=8.0, pace=0.8, **months)
    case.result("ALL", "N1", "met", assessed=120.0, target=120.0, expected=120.0, pace=1.0,
                **months)  # fmt: skip
    return case


def test_a_bar_beyond_its_ceiling_is_said_to_be_too_long() -> None:
    case = year_end()
    frame = bullets.frame(report_of(case))
    case.con.close()
    assert frame is not None
    assert "R1: càng thấp càng tốt, quá 100% là quá mức kế hoạch." in frame.note
    assert "N1:" not in frame.note
    assert frame.labels[0] == "10,2 %, kế hoạch không quá 8,0"


def test_at_the_years_end_nothing_is_at_risk_in_a_title() -> None:
    case = year_end()
    report = report_of(case)
    titles = [f.title for f in (strip.frame(report), bullets.frame(report)) if f]
    case.con.close()
    assert titles[0] == "1 trên 2 chỉ tiêu đạt hoặc vượt; 1 chưa đạt"
    assert titles[1].startswith("1 chỉ tiêu chưa đạt; còn xa kế hoạch nhất là R1:")
    assert not any("nguy cơ" in title for title in titles)
