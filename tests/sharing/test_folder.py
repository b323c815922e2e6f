"""The folder of a package: whole or not at all, and nothing of others' in it is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpi.home import Home
from tests.plans import DISTRICTS, HEADER, a_count, a_home, plan_text, put
from tests.trouble.disks import read_only

from .conftest import kpi, rows

# what frictionless imports warns of what it will drop
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::PendingDeprecationWarning"
)


def contents(place: Path) -> dict[str, bytes]:
    return {
        p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()
    }


def test_the_same_moment_gives_the_same_bytes(filled: Home, tmp_path: Path) -> None:
    asked = ("2024-01", "--as-of", "2199-01-01")
    for name in ("one", "two"):
        assert kpi(filled, "export", "package", tmp_path / name, *asked) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_earlier_package_is_replaced_and_nothing_else_is_left(
    filled: Home, tmp_path: Path
) -> None:
    place = tmp_path / "p"
    place.mkdir()
    for period in ("2024-01", "2024-02"):
        assert kpi(filled, "export", "package", place, period) == 0
        assert {r["period"] for r in rows(place / "csv" / "results.csv")} == {period}
    assert [p.name for p in tmp_path.iterdir()] == ["p"]


@pytest.mark.parametrize("name", ["ghi-chu.txt", "csv/rieng.csv", "datapackage.json.bak"])
def test_a_folder_with_anything_of_others_is_left_alone(
    filled: Home, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "p"
    assert kpi(filled, "export", "package", place, "2024-01") == 0
    (place / name).write_text("của tôi", encoding="utf-8")
    before = contents(place)
    assert kpi(filled, "export", "package", place, "2024-02") == 1
    assert name in capsys.readouterr().err
    assert contents(place) == before


def test_a_home_and_its_own_folders_are_no_place_for_a_package(filled: Home) -> None:
    assert kpi(filled, "export", "package", filled.root, "2024-01") == 1
    for place in (filled.inbox, filled.data / "archive", filled.data / "reports"):
        assert kpi(filled, "export", "package", place / "gói", "2024-01") == 1
        assert not (place / "gói").exists()
    assert filled.plan.is_file()


def test_a_file_in_its_place_stays(
    filled: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "p"
    place.write_text("của tôi", encoding="utf-8")
    assert kpi(filled, "export", "package", place, "2024-01") == 1
    assert place.read_text("utf-8") == "của tôi"
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="rights are the system's own elsewhere")
def test_where_nothing_can_be_written_it_says_so(filled: Home, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    command = [sys.executable, "-m", "flows.cli", "--home", str(filled.root), "export", "package"]
    with read_only(shut) as bound:
        ran = subprocess.run(
            [*command, str(shut / "p"), "2024-01"],
            capture_output=True,
            text=True,
            check=False,
            **bound,
        )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert list(shut.iterdir()) == []


@pytest.mark.parametrize(
    "wrong", [(), ("p", "x"), ("p", "2024-01", "y"), ("p", "--format", "json")]
)
def test_wrong_use_is_said(filled: Home, wrong: tuple[str, ...]) -> None:
    assert kpi(filled, "export", "package", *wrong) == 2


def valid(place: Path) -> bool:
    from frictionless import validate

    return bool(validate(str(place / "datapackage.json")).valid)


def test_an_empty_home_gives_dimensions_and_no_facts(tmp_path: Path) -> None:
    home = a_home(tmp_path / "home")
    assert kpi(home, "export", "package", tmp_path / "p") == 0
    assert valid(tmp_path / "p")
    for name, count in (("results", 0), ("observations", 0), ("periods", 0), ("indicators", 2)):
        assert len(rows(tmp_path / "p" / "csv" / f"{name}.csv")) == count, name


def test_a_plan_without_targets_in_english(tmp_path: Path) -> None:
    home = a_home(tmp_path / "home", plan_text(locale="en", indicators=(a_count(),)))
    put(home, "a.csv", f"{HEADER}A,2024-01,SP01,,,5,,\n")
    assert kpi(home, "collect") == 0
    assert kpi(home, "export", "package", tmp_path / "p", "2024") == 0
    assert valid(tmp_path / "p")
    assert rows(tmp_path / "p" / "csv" / "targets.csv") == []
    assert len(rows(tmp_path / "p" / "csv" / "periods.csv")) == 12 + 4 + 2 + 1
    assert "Target of the year" in (tmp_path / "p" / "datapackage.json").read_text("utf-8")


def test_figures_that_the_plan_has_no_more_keep_a_row_to_refer_to(tmp_path: Path) -> None:
    home = a_home(tmp_path / "home")
    put(home, "a.csv", f"{HEADER}A,2024-01,SP01,,,5,,\nC,2024-01,VB01,1,2,,,\n")
    assert kpi(home, "collect") == 0
    home.plan.write_text(plan_text(units=DISTRICTS[:2], indicators=(a_count(),)), encoding="utf-8")
    assert kpi(home, "export", "package", tmp_path / "p", "2024-01") == 0
    assert valid(tmp_path / "p")
    units = {r["unit"]: r["level"] for r in rows(tmp_path / "p" / "csv" / "units.csv")}
    assert units["C"] == "former"
    indicators = [r["indicator"] for r in rows(tmp_path / "p" / "csv" / "indicators.csv")]
    assert indicators == ["SP01", "VB01"]
