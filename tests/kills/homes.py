"""The homes that are attacked: small, with everything in the inbox that can make a run go wrong."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from kpi.home import Home
from tests.plans import COLUMNS, LONG_AGO, a_count, a_ratio, plan_text
from tests.plans import a_home as home_of

SECRETS = ("73195264", "48151623")  # beside the word that says so, in a text and in a workbook
PERIOD = "2024-03"
PLAN = plan_text(
    years=(2023, 2025),
    indicators=(
        a_ratio(baseline={"year": 2023, "value": 40}, targets={2024: 60, 2025: 80}),
        a_count(targets={2024: 120, 2025: 240}),
    ),
)
Row = tuple[object, ...]
UNITS = "ABC"


def make_home(root: Path) -> Home:
    """A home with its plan and an empty inbox."""
    return home_of(root, PLAN)


def send_months(home: Home, *months: int) -> None:
    """Good forms of every unit."""
    for month in months:
        for n, unit in enumerate(UNITS, 1):
            send_rows(home, f"{unit}/thang-{month}.csv", _month(unit, month, n))


def send_first(home: Home) -> None:
    """Two months of every unit; a file that is sent twice; one that is broken."""
    send_months(home, 1, 2)
    send_rows(home, "A/gui-lai.csv", _month("A", 1, 1))
    _put(home, "B/hong.xlsx", "đây không phải bảng tính".encode())


def send_second(home: Home) -> None:
    """A month more, corrections, questions, and numbers beside the word that they are secret."""
    for n, unit in enumerate(UNITS, 1):
        _book(home, f"{unit}/thang-3.xlsx", _month(unit, 3, n))
    send_rows(home, "A/sua-thang-2.csv", [("A", "2024-02", "SP01", "", "", 77, "đã rà soát", "")])
    send_rows(
        home, "B/hoi-lai.csv", [("B", "2024-03", "VB01", 9, 5, "", "", ""), *_month("B", 3, 3)[1:]]
    )
    send_rows(home, "C/mat.csv", [("C", "2024-02", "SP01", "", "", f"mật {SECRETS[0]}", "", "")])
    _book(home, "C/mat.xlsx", [("C", "2024-01", "SP01", "", "", int(SECRETS[1]), "mật", "")])
    _book(home, "B/hai.xlsx", _month("B", 4, 5))


def _month(unit: str, month: int, n: int) -> list[Row]:
    period = f"2024-{month:02}"
    return [
        (unit, period, "VB01", 40 + month + n, 100, "", "", ""),
        (unit, period, "SP01", "", "", 5 * n + month, "", ""),
    ]


def send_rows(home: Home, name: str, rows: Sequence[Row]) -> None:
    """A text with these rows."""
    lines = [",".join(map(str, row)) for row in (COLUMNS, *rows)]
    _put(home, name, ("\n".join(lines) + "\n").encode())


def _book(home: Home, name: str, rows: Sequence[Row]) -> None:
    """A workbook whose parts are stored as they are, so that its bytes show what it holds."""
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (COLUMNS, *rows):
        page.append([None if cell == "" else cell for cell in row])
    book.save(path)
    with zipfile.ZipFile(path) as packed:
        parts = [(n, packed.read(n)) for n in packed.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as plain:
        for part, content in parts:
            plain.writestr(part, content)
    _put(home, name, path.read_bytes())


def _put(home: Home, name: str, content: bytes) -> None:
    """A file at rest; its sidecar says when it came, so that every home tells the same."""
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    beside = path.with_name(path.name + ".received")
    minute = len(list(home.inbox.rglob("*.received")))
    beside.write_text(f"2024-05-06T09:{minute:02}:00+07:00", encoding="utf-8")
    for one in (path, beside):
        os.utime(one, (LONG_AGO, LONG_AGO))
