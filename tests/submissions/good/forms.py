"""Our own form, filled, and saved again by LibreOffice in every kind that it offers."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kpi.periods import parse_period
from reports.forms import Entry, write_form
from tests.submissions.case import FULL, Case, Maker, Sub, ok
from tests.submissions.plan import plan

QUARTER: Mapping[str, Any] = {
    "QD": "2024-05-20", "LK": 120, "CO": 100, "DG": 85,
}  # fmt: skip
_MONTH_CELLS = {"LOP": 15, "VB.a": 12, "VB.b": 15, "KM": 3.5}
_QUARTER_CELLS = {"QD": date(2024, 5, 20), "CO": "Có", "LK": 120, "DG": 85}
WAYS = {
    "xlsx": ("xlsx", ""), "xls": ("xls", ""), "ods": ("ods", ""), "xlsm": ("xlsm", ""),
    "csv, comma": ("csv", "44,34,76,1"), "csv, semicolon": ("csv", "59,34,76,1"),
    "csv, tab, UTF-16": ("csv", "9,34,65535,1"),
    "csv, all texts quoted": ("csv", "59,34,76,1,,0,true,true"),
}  # fmt: skip


def filled(period: str, cells: Mapping[str, Any], name: str = "", words: str = "") -> Maker:
    def make(folder: Path) -> Path:
        path = folder / (name or f"{period}_TU-DH.xlsx")
        entries = {code: Entry(value) for code, value in cells.items()}
        write_form(path, plan(), "TU-DH", parse_period(period), entries=entries,
                   words=[words, "", "", ""])  # fmt: skip
        return path

    return make


def _macros(folder: Path) -> Path:
    """The form under the name of a workbook with macros, which has none."""
    path = filled("2024-06", _MONTH_CELLS)(folder)
    return Path(shutil.move(path, folder / "2024-06_TU-DH.xlsm"))


def _quarter() -> Sub:
    return ok(QUARTER, "TU-DH", "2024-Q2")


CASES = [
    Case("form of a month", filled("2024-06", _MONTH_CELLS), [ok()]),
    Case("form of a quarter", filled("2024-Q2", _QUARTER_CELLS), [_quarter()]),
    Case("form with words", filled("2024-06", _MONTH_CELLS, words="Mở lớp đúng hạn"), [ok()]),
    Case("form under a name of its own", filled("2024-06", _MONTH_CELLS, "bieu moi.xlsx"), [ok()]),
    Case(
        "form with marks for none",
        filled("2024-06", {"LOP": "KPS", "VB.a": 0, "VB.b": 0, "KM": "không thuộc phạm vi"}),
        [ok({"LOP": "none_occurred", "VB": (0, 0), "KM": "not_applicable"})],
    ),
    *(
        Case(f"form of a month saved again as {way}", filled("2024-06", _MONTH_CELLS), [ok()],
             resaved=kind)
        for way, kind in WAYS.items()
    ),
    *(
        Case(f"form of a quarter saved again as {way}", filled("2024-Q2", _QUARTER_CELLS),
             [_quarter()], resaved=kind)
        for way, kind in WAYS.items() if kind[0] != "csv"
    ),
]  # fmt: skip
assert FULL
