"""What stands in the package's tables: the export's figures, keys that lead somewhere, and why a
figure is lacking."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import polars as pl

from kpi.home import Home
from kpi.periods import parse_period
from kpi.sharing.star import closed_periods
from kpi.sharing.tables import TABLES
from kpi.warehouse.in_force import InForce
from tests.plans import a_plan

from .conftest import ODD_NAME, ONCE_TOLD, SECRET, kpi, rows

PERIODS = ("2024-01", "2024-02", "2024-03", "2024-Q1")


def table(package: Path, name: str) -> list[dict[str, str]]:
    return rows(package / "csv" / f"{name}.csv")


def test_every_result_is_that_of_the_export(filled: Home, package: Path, tmp_path: Path) -> None:
    shared = table(package, "results")
    assert [r["period"] for r in table(package, "periods")] == list(PERIODS)
    exported = []
    for period in PERIODS:
        target = tmp_path / f"{period}.csv"
        assert kpi(filled, "export", "results", period, "--out", target) == 0
        exported += rows(target)
    assert [{k: v for k, v in r.items() if k != "lack"} for r in shared] == exported
    assert len(shared) == 4 * 4 * 6  # periods, indicators; three units, two areas, the whole


def test_every_observation_is_that_of_the_export(
    filled: Home, package: Path, tmp_path: Path
) -> None:
    assert kpi(filled, "export", "observations", "--out", tmp_path / "o.csv") == 0
    exported = {(r["period"], r["unit"], r["indicator"]): r for r in rows(tmp_path / "o.csv")}
    shared = table(package, "observations")
    assert {(r["period"], r["unit"], r["indicator"]) for r in shared} == exported.keys()
    for row in shared:
        told = exported[row["period"], row["unit"], row["indicator"]]
        assert row["value"] + row["done_on"] in (told["value"], told["value"] + ".0")
        for name in ("numerator", "denominator", "state", "submission"):
            assert row[name] == told[name]
    assert {r["state"] for r in shared} == {
        "value", "estimate", "none_occurred", "not_applicable", "withheld",
    }  # fmt: skip
    [done] = [r for r in shared if r["done_on"]]
    assert (done["unit"], done["done_on"], done["value"]) == ("A", "2024-02-10", "")


def test_csv_and_parquet_hold_the_same(package: Path) -> None:
    for one in TABLES:
        kept = pl.read_parquet(package / "parquet" / f"{one.name}.parquet")
        written = pl.read_csv(package / "csv" / f"{one.name}.csv", schema=kept.schema)
        assert written.equals(kept), one.name


def test_each_kind_of_lack_is_told_apart(package: Path) -> None:
    lacks = {(r["period"], r["unit"], r["indicator"]): r["lack"] for r in table(package, "results")}
    assert {
        cell: lacks[cell]
        for cell in (
            ("2024-01", "A", "SP01"), ("2024-01", "B", "SP01"), ("2024-01", "B", "VB01"),
            ("2024-01", "C", "VB01"), ("2024-01", "C", "SP01"), ("2024-01", "A", "MS01"),
            ("2024-02", "A", "VB01"), ("2024-02", "A", "SP01"), ("2024-02", "B", "SP01"),
            ("2024-03", "B", "SP01"), ("2024-01", "C", "CT01"),
            ("2024-01", "area:Vùng hai", "VB01"),
        )
    } == {
        ("2024-01", "A", "SP01"): "",
        ("2024-01", "B", "SP01"): "",  # none occurred is 0
        ("2024-01", "B", "VB01"): "withheld",
        ("2024-01", "C", "VB01"): "not_applicable",
        ("2024-01", "C", "SP01"): "not_reported",
        ("2024-01", "A", "MS01"): "not_due",
        ("2024-02", "A", "VB01"): "nothing_counted",
        ("2024-02", "A", "SP01"): "",  # an estimate is a figure
        ("2024-02", "B", "SP01"): "withheld",
        ("2024-03", "B", "SP01"): "not_reported",  # its file was refused
        ("2024-01", "C", "CT01"): "not_applicable",  # an operand is
        ("2024-01", "area:Vùng hai", "VB01"): "not_applicable",
    }  # fmt: skip
    for row in table(package, "results"):
        assert (row["value"] == "") == (row["lack"] != ""), row


def test_what_was_withheld_is_in_no_file(filled: Home, package: Path) -> None:
    for path in package.rglob("*"):
        if path.is_file():
            parquet = path.suffix == ".parquet"
            text = str(pl.read_parquet(path).rows()) if parquet else path.read_text("utf-8")
            assert SECRET not in text, path.name
            assert ONCE_TOLD not in text, path.name
            assert str(filled.root) not in text, path.name


def test_targets_are_those_given_as_decided_by_the_day(package: Path) -> None:
    told = {(r["indicator"], r["unit"], r["year"]): r for r in table(package, "targets")}
    assert {key: float(r["target"]) for key, r in told.items()} == {
        ("VB01", "ALL", "2024"): 65, ("VB01", "ALL", "2025"): 80,
        ("VB01", "A", "2024"): 55, ("VB01", "A", "2025"): 70,
        ("VB01", "B", "2024"): 55, ("VB01", "C", "2024"): 55,
        ("SP01", "ALL", "2024"): 120, ("SP01", "ALL", "2025"): 240,
    }  # fmt: skip
    assert told["VB01", "ALL", "2024"]["decision"] == "Số 12"
    assert told["VB01", "ALL", "2024"]["decided"] == "2024-02-15"
    assert told["VB01", "ALL", "2025"]["decision"] == ""


def test_units_are_units_areas_and_the_whole(package: Path) -> None:
    told = table(package, "units")
    assert [r["unit"] for r in told] == ["A", "B", "C", "area:Vùng hai", "area:Vùng một", "ALL"]
    assert [r["level"] for r in told] == ["unit"] * 3 + ["area"] * 2 + ["plan"]
    assert told[1]["name"].split() == ODD_NAME.split()


def labels(day: date, reported: tuple[str, ...], asked: str | None) -> list[str]:
    known = InForce(a_plan(), datetime.combine(day, time.max))
    periods = [parse_period(label) for label in reported]
    chosen = parse_period(asked) if asked else None
    return [p.label for p in closed_periods(known, periods, day, chosen)]


def test_what_closed_since_the_first_report_is_given_or_what_is_inside_the_period_asked() -> None:
    day = date(2024, 5, 15)
    assert labels(day, ("2024-02",), None) == [
        "2024-01", "2024-02", "2024-03", "2024-Q1", "2024-04",
    ]  # fmt: skip
    assert labels(day, (), None) == []
    assert labels(date(2024, 2, 10), (), "2024-Q1") == ["2024-01", "2024-Q1"]
    # whole: 24 months, 8 quarters, 4 half-years, 2 years; none after the plan's last
    assert len(labels(date(2030, 1, 1), ("2021",), None)) == 24 + 8 + 4 + 2


def test_what_came_later_than_the_day_is_not_in_it(filled: Home, tmp_path: Path) -> None:
    assert kpi(filled, "export", "package", tmp_path, "2024-Q1", "--as-of", "2024-04-15") == 0
    assert table(tmp_path, "observations") == []
    lacks = {r["lack"] for r in table(tmp_path, "results")}
    assert lacks == {"not_reported", "not_due", "not_computable"}
