"""A report before and after each act: the same day gives the same bytes, and every paper of a
closed period names who closed it, and what was corrected, by whom, when and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from docx import Document
from openpyxl import load_workbook

from flows import acts, closing, direct, entering, report
from flows.cli import status_of
from kpi.collect import collect, rebuild
from kpi.home import Home
from kpi.plan.model import Plan
from tests.collect.test_withdraw import FIRST, FOURTH, SECOND, THIRD, WHY


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def stands_at(moment: datetime) -> None:
        for room in (acts, closing, direct, entering, report):
            monkeypatch.setattr(room, "now_utc", lambda: moment)

    return stands_at


def as_of(home: Home, day: str) -> dict[str, str]:
    """The hash of each output of a report as of a day, made now."""
    assert status_of(["report", "2024-06", "--as-of", day, "--home", str(home.root)]) == 0
    folder = home.reports("2024-06") / f"as-of-{day}"
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def cover(path: Path) -> str:
    sheet = load_workbook(path).worksheets[0]
    return "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)


def words_of(folder: Path) -> dict[str, str]:
    """The words of each of a report's papers."""
    annex = load_workbook(folder / "phu-luc.xlsx")["Điều chỉnh số liệu"]
    document = Document(str(folder / "report.docx"))
    with pdfplumber.open(folder / "tom-tat.pdf") as pdf:
        page = " ".join(str(p.extract_text()) for p in pdf.pages)
    return {
        "annex": "\n".join(str(c.value) for row in annex.iter_rows() for c in row if c.value),
        "paper": "\n".join(p.text for p in document.paragraphs),
        "web": unescape((folder / "report.html").read_text(encoding="utf-8")),
        "page": " ".join(page.split()),
        "mail": (folder / "thu.txt").read_text(encoding="utf-8"),
    }


def is_told(folder: Path) -> None:
    """The closing on every paper; each correction where there is room, else their count."""
    told = words_of(folder)
    at = "10:00 2/7/2024"
    for name in ("paper", "web", "page", "mail"):
        assert f"Đã chốt số liệu: Nguyễn Văn An chốt lúc {at}" in told[name], name
    for name in ("paper", "web"):
        assert "Đã rút số liệu: Huyện ủy A (HU-A), N1, tháng 6/2024 (" in told[name], name
        assert "Đã nhập theo yêu cầu: Huyện ủy B (HU-B), N1 = 5, tháng 6/2024 (" in told[name]
        assert f"{at}). Lý do: {WHY}" in told[name]
    for word in ("Rút số liệu", "Nhập theo yêu cầu", "Miễn báo cáo", "Chốt số liệu", WHY):
        assert word in told["annex"], word
    counts = "1 lần rút số liệu, 1 số nhập theo yêu cầu, 1 lần miễn báo cáo."
    assert counts in told["page"]
    assert counts in told["mail"]


def test_each_day_is_reproduced_whatever_people_decided_since(
    home: Home, plan: Plan, send: Any, clock: Callable[[datetime], None]
) -> None:
    send("a.csv", "HU-A,2024-06,N1,,,7,,", "HU-A,2024-06,R1,12,15,,,")
    collect(home, plan, FIRST)
    clock(SECOND)
    before = as_of(home, "2024-07-01")
    for words in (
        ("withdraw", "HU-A", "2024-06", "N1", "--reason", WHY),
        ("enter", "HU-B", "2024-06", "N1", "5", "--reason", WHY),
        ("excuse", "HU-A", "2024-06", "--reason", WHY),
        ("close", "2024-06", "--by", "Nguyễn Văn An"),
    ):
        assert status_of([*words, "--home", str(home.root)]) == 0
    clock(THIRD)
    after = as_of(home, "2024-07-02")
    assert as_of(home, "2024-07-01") == before
    made = home.reports("2024-06")
    assert "Nguyễn Văn An chốt lúc" in cover(made / "as-of-2024-07-02" / "report.xlsx")
    assert "chốt lúc" not in cover(made / "as-of-2024-07-01" / "report.xlsx")
    is_told(made / "as-of-2024-07-02")
    clock(FOURTH)
    assert status_of(["reopen", "2024-06", "--reason", WHY, "--home", str(home.root)]) == 0
    rebuild(home, FOURTH)
    assert as_of(home, "2024-07-01") == before
    assert as_of(home, "2024-07-02") == after
