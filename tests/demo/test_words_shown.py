"""Which word of an assessment appears in which report of the demo: each can be seen somewhere.

What happens there: a district sends nothing from April to July 2024; two units send weeks late;
eight units cannot tell in June 2024 whether an order of work is in force, ten have no score yet
for 2023; the target of the archives steps back in 2025.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from demo.sendings import LAGGARDS, SILENT, sendings_of
from demo.write import write_demo
from flows.cli import status_of
from flows.direct import collect_now
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.words import say
from tests.rendered import Texts, whole


@pytest.mark.parametrize(
    "word",
    [
        "Vượt chỉ tiêu",
        "Đang đạt mức kế hoạch năm",
        "Đúng tiến độ",
        "Có nguy cơ chậm tiến độ",
        "Chậm tiến độ",
        "Chưa đủ số liệu để kết luận",
        "Chưa có số liệu",
        "Chưa đến hạn",
        "Theo dõi, chưa giao chỉ tiêu",
        "Không thuộc phạm vi",
        "Dự kiến đạt",
        "Chưa thể khẳng định",
        "Khó đạt nếu giữ tốc độ hiện nay",
        "Gửi đúng hạn",
        "Gửi chậm",
        "Chưa gửi",
        "◐ 4/14",  # an order of work: few units can tell
        "Đã hoàn thành (muộn)",  # the plans of the units: all done, some late
        "Dự báo các năm trước",
    ],
)
def test_a_word_stands_in_the_report_of_june_2024(june: Texts, word: str) -> None:
    assert word in whole(june)


@pytest.mark.parametrize("word", ["Vượt chỉ tiêu", "Đạt chỉ tiêu", "Chưa đạt chỉ tiêu"])
def test_a_word_stands_in_the_report_of_the_year_2023(year_2023: Texts, word: str) -> None:
    assert word in whole(year_2023)
    assert "Đang đạt mức kế hoạch năm" not in whole(
        {k: v for k, v in year_2023.items() if k == "tom-tat.pdf"}
    )


def said(home: Home, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert status_of(["--home", str(home.root), "explain", *words]) == 0
    return capsys.readouterr().out


def test_two_words_about_one_figure_are_both_explained(
    eighteen_months: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the lines on classes two units are missing; with what is known of them it is a risk."""
    text = said(eighteen_months, capsys, "LL01", "2024-06")
    assert say("status.result.inconclusive", "vi") in text
    assert "“Đúng tiến độ”" in text
    assert "“Có nguy cơ chậm tiến độ”" in text
    assert "Huyện ủy Đakrông" in text


def test_too_few_units_are_not_enough_whatever_they_say(
    eighteen_months: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for code, period, told in (("BV03", "2024-06", "4/14"), ("CH14", "2023", "8/19")):
        text = said(eighteen_months, capsys, code, period)
        assert say("status.result.inconclusive", "vi") in text
        few = next(line for line in text.splitlines() if "ít hơn mức tối thiểu" in line)
        assert told in few


def test_a_silent_units_last_word_on_a_milestone_carries_on(
    plan: Plan, eighteen_months: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    quarter = parse_period("2024-Q2")
    assert "HU-DK" not in {s.unit for s in sendings_of(plan, quarter)}
    text = said(eighteen_months, capsys, "CH01", "2024-06")
    assert "14/14 đơn vị" in text
    assert "quý I/2024 | Ban Tuyên giáo Huyện ủy Đakrông (HU-DK)" in text


def test_a_target_that_steps_back_is_judged_by_the_level(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """55 % after 60 %: half way 57.5 % is expected, and no part of a way is spoken of."""
    home = Home(tmp_path / "home")
    write_demo(home.root, periods={"2025-H1"}, units={"VP", "HU-VL", "DU-K"})
    collect_now(home)
    text = said(home, capsys, "HC02", "2025-06")
    assert "60 + (55 − 60) × 0,5 = 57,5%" in text
    assert "phần phải tăng" not in text
    assert "đề xuất điều chỉnh, chờ duyệt ngày 18/3/2025" in text


def test_laggards_send_weeks_after_the_due_day_and_the_silent_nothing(plan: Plan) -> None:
    for unit, (first, last) in LAGGARDS.items():
        for label in (first, last):
            period = parse_period(label)
            sent = [s for s in sendings_of(plan, period, units={unit}) if not s.again]
            due = plan.calendar.due(period)
            assert all(s.received.date() >= due + timedelta(weeks=3) for s in sent), (unit, label)
    for unit, spans in SILENT.items():
        assert not any(list(sendings_of(plan, parse_period(p), units={unit})) for p in spans)
