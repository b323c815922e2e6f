"""The cover of a closed period names who closed it and when; no other cover does."""

from __future__ import annotations

import pytest

from reports.book.cover.figures import ask
from reports.decided import closed_text
from tests.reports.case import june, report_of

ACT = "INSERT INTO act VALUES (?, ?, ?, ?, 'Nguyễn Văn An', '', '', '', '', ?, '')"


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ((), ""),
        ((("close", "2024-06-20 02:30", "2024-06"),), "Nguyễn Văn An chốt lúc 9:30 20/6/2024"),
        (
            (("close", "2024-06-20 02:30", "2024-Q2"),),
            "Quý II/2024: Nguyễn Văn An chốt lúc 9:30 20/6/2024",
        ),
        ((("close", "2024-06-20 02:30", "2024-05"),), ""),
        (
            (("close", "2024-06-20 02:30", "2024-06"), ("reopen", "2024-06-20 02:45", "2024-06")),
            "",
        ),
        ((("close", "2034-06-20 02:30", "2024-06"),), ""),
    ],
)
def test_the_cover_says_who_closed_the_period(
    acts: tuple[tuple[str, str, str], ...], told: str
) -> None:
    case = june()
    for number, (kind, at, period) in enumerate(acts):
        case.con.execute(ACT, [f"a{number}", number, kind, at, period])
    report = report_of(case)
    edition = report.edition
    assert closed_text(edition.plan, ask(report), edition.period) == told
