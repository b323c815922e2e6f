"""Which decisions stand behind a period, and who entered a figure and why."""

from __future__ import annotations

from datetime import datetime

import pytest

from kpi.periods import parse_period
from kpi.receiving.sources.by_hand import note_of, parted
from kpi.warehouse.decisions import Decision, about, behind, known_by

AT = datetime(2024, 7, 3, 2)


def of(period: str, kind: str = "withdraw", at: datetime = AT, reason: str = "vì") -> Decision:
    return Decision(kind, at, "an", reason, "", "HU-A", period, "N1", "", 1)


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    ("reason", "who"),
    [("Gọi điện", "an"), ("Gọi điện (lần 2)", "Nguyễn Văn An"), ("Theo a, b (12)", "an ghi")],
)
def test_a_note_tells_who_entered_a_figure_and_why(reason: str, who: str, locale: str) -> None:
    note = note_of(reason, who, "9:00 3/7/2024", locale)
    assert parted(note, locale) == (who, reason)


def test_a_note_in_other_words_is_the_reason_as_a_whole() -> None:
    assert parted("chỉ có lời", "vi") == ("", "chỉ có lời")
    entered = of("2024-06", "enter", reason="Gọi điện (an ghi lúc 9:00 3/7/2024)")
    [told] = known_by([entered], AT, "vi")
    assert (told.who, told.reason) == ("an", "Gọi điện")


def test_what_was_decided_later_is_not_known() -> None:
    assert known_by([of("2024-06")], datetime(2024, 7, 2), "vi") == ()


def test_behind_a_report_stands_its_year_so_far_and_what_lies_around_it() -> None:
    labels = ("2024-01", "2024-Q1", "2024-06", "2024-Q2", "2024", "2024-07", "2023-12", "2024-Q3")
    found = [of(label) for label in labels]
    june = [d.period for d in behind(found, parse_period("2024-06"))]
    assert june == ["2024-01", "2024-Q1", "2024-06", "2024-Q2", "2024"]
    plan = [d.period for d in behind(found, parse_period("2023-2024"))]
    assert plan == list(labels)


def test_about_periods_are_decisions_on_them_or_on_a_longer_one_around() -> None:
    found = [of(label) for label in ("2024-05", "2024-06", "2024-Q2", "2024", "2024-07")]
    asked = {parse_period("2024-06")}
    assert [d.period for d in about(found, asked)] == ["2024-06", "2024-Q2", "2024"]
