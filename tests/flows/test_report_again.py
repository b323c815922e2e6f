"""A report made again as of an earlier day has the same bytes, whatever has come in since."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]

# openpyxl says that it does not know the 2010 data bars; Excel and LibreOffice do
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")

# Of VB01 the months before are there. To May, of C the mean of its 40s: 590 of 1500, 39 % of 60 is
# behind; to June 845 of 1700, with the mean of C's 895 of 1800: 50 % of 60 is at risk.
BEFORE = "".join(
    f"{unit},2024-0{month},VB01,{value},100,,,\n"
    for month in range(1, 5)
    for unit, value in (("A", 45), ("B", 40), ("C", 40))
)
MAY = (
    HEADER + BEFORE + "A,2024-05,VB01,30,100,,,\nB,2024-05,VB01,20,100,,,\nA,2024-05,SP01,,,30,,\n"
)
JUNE = HEADER + "A,2024-06,VB01,100,100,,,\nB,2024-06,VB01,100,100,,,\nA,2024-06,SP01,,,30,,\n"
LATE_MAY = HEADER + "C,2024-05,VB01,90,100,,,\nA,2024-05,VB01,35,100,,,\n"
AFTERWARDS = HEADER + "A,2024-05,VB01,99,100,,,\nA,2024-06,VB01,99,100,,,\nC,2024-06,SP01,,,50,,\n"


def receive(home: Path, name: str, text: str, when: str) -> None:
    """A CSV file with the time at which a collector received it."""
    path = home / "data" / "inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.with_name(f"{name}.received").write_text(when, encoding="utf-8")
    still = 1_700_000_000
    os.utime(path, (still, still))


def hashes(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def reasons(folder: Path) -> list[tuple[str, ...]]:
    """The lines of the sheet that tells why lights changed."""
    sheet = openpyxl.load_workbook(folder / "phu-luc.xlsx")["Vì sao thay đổi"]
    return [tuple(str(c) for c in row if c) for row in sheet.iter_rows(values_only=True)]


def test_later_corrections_decisions_and_plan_edits_leave_no_trace(kpi: Kpi, home: Path) -> None:
    receive(home, "thang-5.csv", MAY, "2024-06-03T08:00:00+07:00")
    receive(home, "thang-5-sau.csv", LATE_MAY, "2024-06-20T08:00:00+07:00")
    receive(home, "thang-6.csv", JUNE, "2024-07-03T08:00:00+07:00")
    assert kpi("collect").status in (0, 1)
    current = home / "data" / "reports" / "2024-06"
    copy = current / "as-of-2024-07-10"
    assert kpi("report", "2024-06", "--as-of", "2024-07-10").status == 0
    first, told = hashes(copy), reasons(copy)
    text = "\n".join(" ".join(line) for line in told)
    assert "tháng 5/2024 (đến hết ngày 7/6/2024)" in text
    assert "Số liệu kỳ trước đính chính" in text
    assert "30/100 sửa thành 35/100" in text

    receive(home, "sau-nay.csv", AFTERWARDS, "2024-08-01T08:00:00+07:00")
    plan = home / "indicators.yaml"
    edited = plan.read_text("utf-8").replace("{2024: 60, 2025: 80}", "{2024: 70, 2025: 80}")
    edited = edited.replace(
        "    lead: A\n",
        "    lead: A\n    method: cagr\n    target_revisions: [{year: 2024, value: 90, "
        'decided: 2024-08-01, decision: "Số 1-QĐ/BAN"}]\n',
    )
    plan.write_text(edited, "utf-8")
    assert kpi("collect").status in (0, 1)
    assert kpi("report", "2024-06", "--as-of", "2024-07-10").status == 0
    assert hashes(copy) == first
    assert kpi("report", "2024-06").status == 0
    assert hashes(copy) == first
    assert (current / "report.xlsx").read_bytes() != (copy / "report.xlsx").read_bytes()
    later = "\n".join(" ".join(line) for line in reasons(current))
    assert "Số 1-QĐ/BAN" in later


def test_a_report_as_of_a_day_never_stands_in_the_place_of_the_current_one(
    kpi: Kpi, home: Path
) -> None:
    receive(home, "thang-6.csv", JUNE, "2024-07-03T08:00:00+07:00")
    assert kpi("collect").status == 0
    assert kpi("report", "2024-06").status == 0
    current = home / "data" / "reports" / "2024-06"
    before = hashes(current)
    for day in ("2024-07-01", "2199-01-01"):
        ran = kpi("report", "2024-06", "--as-of", day)
        assert ran.status == 0
        assert ("chưa hết" in ran.err) == (
            day == "2199-01-01"
        )  # what is still to come may change it
        assert str(current / f"as-of-{day}" / "report.xlsx") in ran.out
    now = hashes(current)
    assert {name: now[name] for name in before} == before
    assert {name.split("/")[0] for name in set(now) - set(before)} == {
        "as-of-2024-07-01",
        "as-of-2199-01-01",
    }
