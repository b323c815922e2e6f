"""Every number of the page is the one that another way gives: exports, status, the workbooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from flows.cli import status_of
from kpi.plan.load import read_plan
from kpi.words import say
from tests.desk.conftest import DAY_AFTER, Collected

Export = Callable[..., list[dict[str, str]]]
CELL, WARNING = "Chưa ghi nhận ô này", "Cần giải trình"


def asked_in_workbooks(folder: Path) -> Counter[tuple[str, str]]:
    """What the feedback workbooks ask, by unit's name and kind; lateness asks nothing."""
    found: Counter[tuple[str, str]] = Counter()
    for path in folder.glob("*/*_can-sua.xlsx"):
        rows = list(load_workbook(path)["Cần sửa"].iter_rows(values_only=True))
        unit = re.sub(r"^Kèm theo biểu số liệu .*? của (?=[A-ZĐ])", "", str(rows[1][0]))
        for row in rows:
            texts = [v for v in row if isinstance(v, str)]
            for kind in {CELL, WARNING} & set(texts):
                found[unit, kind] += not any("sau hạn gửi" in t for t in texts)
    return +found


def test_what_came_is_what_the_export_of_submissions_counts(
    demo: Collected, exported: Export
) -> None:
    page = demo.page()
    rows = exported(demo.home, "submissions")
    outcomes = Counter(say(f"status.outcome.{r['outcome']}") for r in rows)
    assert page.tile("came") == len(rows)
    counted = page.sections["came"].rows(0)
    assert {name: int(count) for name, count in counted} == outcomes
    shown = page.sections["came"].rows(1)
    latest = sorted((r["received_at"] for r in rows), reverse=True)
    assert len(shown) == min(20, len(rows))
    files = {r["file"].rsplit("/", 1)[-1] for r in rows if r["received_at"] >= latest[19]}
    assert {row[0] for row in shown} <= files


def test_what_is_held_is_what_the_feedback_workbooks_list(demo: Collected) -> None:
    asked = asked_in_workbooks(demo.home.outbox(""))
    page = demo.page()
    held = page.sections["held"]
    assert page.tile("held") == sum(n for (_, kind), n in asked.items() if kind == CELL) > 0
    shown = {row[0]: (int(row[1]), int(row[2])) for row in held.rows()}
    by_unit = {unit: (asked[unit, CELL], asked[unit, WARNING]) for unit, _ in asked}
    assert len(by_unit) <= 20  # all are shown
    assert shown == by_unit


def test_feedback_files_are_those_of_the_outbox_and_open(demo: Collected) -> None:
    page = demo.page()
    lying = set(demo.home.outbox("").glob("*/*_can-sua.xlsx"))
    assert page.tile("feedback") == len(lying) > 0
    links = [a for a, _ in page.sections["feedback"].links if a != "outbox/"]
    opened = {demo.home.data / unquote(a) for a in links}
    assert len(links) == min(20, len(lying))
    assert opened <= lying
    assert all(a.isascii() and " " not in a for a in links)


def test_who_has_not_sent_is_what_the_status_says(
    demo: Collected, capsys: pytest.CaptureFixture[str]
) -> None:
    page = demo.page(DAY_AFTER)
    titles = {
        "2024-05": "Tháng 5/2024",
        "2024-06": "Tháng 6/2024",
        "2024-07": "Tháng 7/2024",
        "2024-Q2": "Quý II/2024",
        "2024-H1": "6 tháng đầu năm 2024",
    }
    overdue = {row[0]: row for row in page.sections["owed"].rows() if "quá hạn" in row[1]}
    missing = 0
    for label, title in titles.items():
        status_of(["--home", str(demo.home.root), "status", label])
        blocks = capsys.readouterr().out.split("\n\n")
        # of a month that ends a quarter the status tells both, each below its title
        said = next((b for b in blocks if b.startswith(title.upper())), blocks[0])
        found = re.search(r"Đã gửi: (\d+)/(\d+)", said)
        assert found is not None
        sent, expected = map(int, found.groups())
        missing += expected - sent
        names = re.findall(r"^  \S+  (.*): (?:Chưa gửi|Đã gửi, chưa tiếp nhận được)$", said, re.M)
        assert len(names) == expected - sent
        if not names:
            assert title not in overdue
            continue
        assert overdue[title][2] == f"{sent}/{expected}"
        for name in names[:12]:
            assert name in overdue[title][3]
    assert page.tile("owed") == missing > 0


def test_a_period_to_come_says_how_long_it_has(demo: Collected) -> None:
    plan = read_plan(demo.home.plan).plan
    assert plan is not None
    page = demo.page(DAY_AFTER)
    (row,) = [r for r in page.sections["owed"].rows() if r[0] == "Tháng 7/2024"]
    assert row[1] == "16/7/2024, quá hạn 4 ngày"
    (row,) = [r for r in page.sections["owed"].rows() if r[0] == "Tháng 8/2024"]
    assert row[1] == "16/8/2024, còn 27 ngày"
