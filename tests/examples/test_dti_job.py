"""The ordinary job on the published indices gives the published composites and their order."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.dti import YEARS, Compared, compare, run
from kpi.home import Home

ORDER_2020 = ["DNA", "TTH", "BNI", "QNI", "HCM", "TGI", "CTH", "NBI", "KGI", "QTR"]


@dataclass(frozen=True)
class Done:
    """One run of both years: where, how it ended, what it printed, what it computed."""

    root: Path
    status: int
    shown: str
    rows: dict[str, tuple[Compared, ...]]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    root = tmp_path_factory.mktemp("dti")
    with redirect_stdout(io.StringIO()) as shown:
        status = run(root)
    rows = {e.period: compare(Home(root / e.period), e) for e in YEARS}
    return Done(root, status, shown.getvalue(), rows)


def test_the_job_ends_well_and_leaves_both_reports(done: Done) -> None:
    assert done.status == 0
    for example in YEARS:
        home = Home(done.root / example.period)
        assert (home.reports(example.period) / "report.xlsx").stat().st_size > 0


def test_dti_2020_of_all_ten_provinces_is_the_published_one(done: Done) -> None:
    rows = done.rows["2020"]
    assert len(rows) == 10
    assert all(row.within(0.00005) for row in rows), rows


def test_the_provinces_of_2020_stand_in_the_published_order(done: Done) -> None:
    assert [row.unit for row in done.rows["2020"]] == ORDER_2020
    assert [row.rank for row in done.rows["2020"]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 56]


def test_pdti_2022_of_all_five_provinces_is_the_published_one(done: Done) -> None:
    rows = done.rows["2022"]
    assert [row.unit for row in rows] == ["DNA", "HCM", "QNI", "TTH", "CTH"]
    assert all(row.within(0.0001) for row in rows), rows


def test_published_and_computed_are_printed_beside_each_other(done: Done) -> None:
    (line,) = (line for line in done.shown.splitlines() if "Quảng Trị" in line)
    assert line.split() == ["10", "Quảng", "Trị", "0,2493", "0,249310", "0,000010"]
    assert "Khớp: 10/10" in done.shown
    assert "Khớp: 5/5" in done.shown
