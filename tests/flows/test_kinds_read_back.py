"""The files of each kind read back: every figure in them is that of `kpi export`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from kpi.words import formats

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
# VB01 by month: A rises by one point a month in 2024 and again from there in 2025, B stays.
SENT = "".join(
    f"{unit},{year}-{month:02d},VB01,{value},100,,,\n{unit},{year}-{month:02d},SP01,,,{month},,\n"
    for year, start in ((2024, 30), (2025, 50))
    for month in range(1, 13)
    for unit, value in (("A", start + month), ("B", start), ("C", 2 * start))
)


@pytest.fixture
def collected(kpi: Kpi, send: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.charts.draw.draw_charts", lambda *_: [])  # no figure of these
    send("hai-nam.csv", HEADER + SENT)
    kpi("collect")


def exported(kpi: Kpi, period: str, unit: str = "ALL") -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(kpi("export", "results", period).out))
    return {r["indicator"]: r for r in rows if r["unit"] == unit}


def number(text: str) -> float | None:
    return float(text) if text else None


def sheet_of(folder: Path, name: str, file: str = "report.xlsx") -> dict[str, tuple[Any, ...]]:
    book = openpyxl.load_workbook(folder / file)
    rows = (book[name] if name else book.worksheets[0]).iter_rows(values_only=True)
    return {str(r[0]): r for r in rows if r[0] is not None}


def close(found: object, wanted: float | None, digits: int = 9) -> bool:
    if wanted is None or not isinstance(found, int | float):
        return found is None and wanted is None
    return found == pytest.approx(wanted, abs=10**-digits)


@pytest.mark.usefixtures("collected")
def test_a_years_figures_equal_the_export(kpi: Kpi, home: Path) -> None:
    kpi("report", "2024")
    now, later = exported(kpi, "2024"), exported(kpi, "2025")
    folder = home / "data" / "reports" / "2024"
    rows = sheet_of(folder, "Chỉ tiêu")
    annex = next(
        t for t in docx.Document(str(folder / "report.docx")).tables if len(t.columns) == 10
    )
    told = {r.cells[0].text.split(".")[0]: [c.text for c in r.cells] for r in annex.rows[1:]}
    for code, decimals in (("VB01", 1), ("SP01", 0)):
        row, said = rows[code], told[code]
        result, target = (number(now[code][n]) for n in ("assessed", "target"))
        following = number(later[code]["target"])
        assert result is not None
        assert target is not None
        assert following is not None
        assert close(row[2], result)
        assert close(row[3], target)
        assert close(row[4], round(result, decimals) - target)
        assert close(row[5], number(now[code]["achievement"]))
        assert close(row[8], following)
        assert close(row[9], following - round(result, decimals))
        assert [said[n].rstrip("%") for n in (1, 2, 7)] == [
            formats.number(v, decimals) for v in (result, target, following)
        ]


@pytest.mark.usefixtures("collected")
def test_a_plans_years_equal_the_exports_of_each(kpi: Kpi, home: Path) -> None:
    kpi("report", "2024-2025")
    rows = sheet_of(home / "data" / "reports" / "2024-2025", "Chỉ tiêu")
    years = [exported(kpi, str(year)) for year in (2024, 2025)]
    whole = exported(kpi, "2024-2025")
    for code in ("VB01", "SP01"):
        row = rows[code]
        assert all(close(row[3 + n], number(y[code]["assessed"])) for n, y in enumerate(years))
        assert close(row[5], number(whole[code]["target"]))
        met = sum(y[code]["status"] in {"met", "exceeded"} for y in years)
        assert row[8] == f"{met}/2"
        assert (row[9] is None) == (whole[code]["status"] != "not_met")


@pytest.mark.usefixtures("collected")
def test_a_quarter_and_a_unit_equal_the_export(kpi: Kpi, home: Path) -> None:
    kpi("report", "2025-Q2")
    now = exported(kpi, "2025-Q2")
    rows = sheet_of(home / "data" / "reports" / "2025-Q2", "So với kế hoạch, cùng kỳ")
    for code, decimals in (("VB01", 1), ("SP01", 0)):
        row, of = rows[code], now[code]
        assert close(row[2], number(of["assessed"]))
        assert close(row[3], number(of["expected"]))
        assert close(row[5], round(number(of["value"]) or 0.0, decimals))
        assert close(row[6], round(number(of["last_year"]) or 0.0, decimals))
        assert close(row[7], number(of["change_last_year"]))
    kpi("report", "2025-Q2", "--unit", "A")
    own = exported(kpi, "2025-Q2", "A")
    folder = home / "data" / "reports" / "2025-Q2" / "units"
    told = {str(r[1]).split(".")[0]: r for r in sheet_of(folder, "", "A.xlsx").values() if r[1]}
    names = ("value", "assessed", "expected", "target", "achievement", "change_previous",
             "change_last_year")  # fmt: skip
    for code in ("VB01", "SP01"):
        assert all(close(told[code][n], number(own[code][name])) for n, name in enumerate(names, 2))
