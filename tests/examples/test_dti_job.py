"""The ordinary job, run on the published indices, gives the published composites and their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.direct import collect_now, report_now
from flows.dti import YEARS, Compared, carry_over, compare, run
from kpi.home import Home
from kpi.periods import parse_period

ORDER_2020 = ["DNA", "TTH", "BNI", "QNI", "HCM", "TGI", "CTH", "NBI", "KGI", "QTR"]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Compared, ...]]:
    root = tmp_path_factory.mktemp("dti")
    found = {}
    for example in YEARS:
        home = Home(root / example.period)
        carry_over(home, example)
        assert collect_now(home) == 0
        assert report_now(home, parse_period(example.period), None) == 0
        assert (home.reports(example.period) / "report.xlsx").stat().st_size > 0
        found[example.period] = compare(home, example)
    return found


def test_dti_2020_of_all_ten_provinces_is_the_published_one(
    done: dict[str, tuple[Compared, ...]],
) -> None:
    rows = done["2020"]
    assert len(rows) == 10
    assert all(row.within(0.00005) for row in rows), rows


def test_the_provinces_of_2020_stand_in_the_published_order(
    done: dict[str, tuple[Compared, ...]],
) -> None:
    assert [row.unit for row in done["2020"]] == ORDER_2020
    assert [row.rank for row in done["2020"]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 56]


def test_pdti_2022_of_all_five_provinces_is_the_published_one(
    done: dict[str, tuple[Compared, ...]],
) -> None:
    rows = done["2022"]
    assert [row.unit for row in rows] == ["DNA", "HCM", "QNI", "TTH", "CTH"]
    assert all(row.within(0.0001) for row in rows), rows


def test_the_command_prints_published_beside_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path) == 0
    shown = capsys.readouterr().out
    assert "Quảng Trị" in shown
    assert "0,2493" in shown
    assert "10/10" in shown
    assert "5/5" in shown
