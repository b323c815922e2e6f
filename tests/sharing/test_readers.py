"""The package opened by other programs, as whoever receives it would."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest

from kpi.sharing.tables import TABLE_BY_NAME, TABLES
from tests import office

from .conftest import rows

# what these libraries import warns of what they will drop
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::PendingDeprecationWarning"
)


def validated(package: Path) -> Any:
    from frictionless import validate

    return validate(str(package / "datapackage.json"))


def test_frictionless_finds_it_valid_with_its_keys_and_hashes(package: Path) -> None:
    report = validated(package)
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert [task.name for task in report.tasks] == [table.name for table in TABLES]


def test_frictionless_would_have_found_a_key_that_leads_nowhere(
    package: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(package, broken)
    units = broken / "csv" / "units.csv"
    units.write_bytes(units.read_bytes().replace(b"\nA,", b"\nX,"))
    kinds = {kind for [kind] in validated(broken).flatten(["type"])}
    assert {"foreign-key", "hash-count"} <= kinds


def test_pandas_reads_columns_numbers_and_letters(package: Path) -> None:
    for table in TABLES:
        written = pd.read_csv(package / "csv" / f"{table.name}.csv")
        kept = pd.read_parquet(package / "parquet" / f"{table.name}.parquet")
        assert list(written.columns) == list(kept.columns)  # no mark before the first
        assert len(written) == len(kept)
    results = pd.read_csv(package / "csv" / "results.csv")
    [row] = results.query("period == '2024-01' and unit == 'A' and indicator == 'VB01'").to_dict(
        "records"
    )
    assert row["value"] == 100 * 30 / 90
    assert row["provisional"] is False


def test_duckdb_joins_each_fact_to_one_row_of_each_dimension(package: Path) -> None:
    con = duckdb.connect()
    for table in TABLES:
        path = package / "csv" / f"{table.name}.csv"
        con.execute(f"CREATE VIEW {table.name} AS FROM read_csv('{path}', header := true)")
    for table in TABLES:
        for column, dimension in table.refers:
            [key] = TABLE_BY_NAME[dimension].key
            asked = f"FROM {table.name} AS f LEFT JOIN {dimension} AS d ON f.{column} = d.{key}"
            [[lost, found]] = con.execute(
                f"SELECT count(*) FILTER (d.{key} IS NULL), count(*) {asked} "
                f"WHERE f.{column} IS NOT NULL"
            ).fetchall()
            [[whole]] = con.execute(f"SELECT count({column}) FROM {table.name}").fetchall()  # noqa: S608
            assert (lost, found) == (0, whole), (table.name, column)


def test_libreoffice_opens_it_with_its_letters_and_figures(package: Path, tmp_path: Path) -> None:
    tables = [package / "csv" / "results.csv", package / "csv" / "units.csv"]
    # comma, quotation mark, UTF-8: what its dialog proposes for such a file
    saved = office.convert(tables, "xlsx", tmp_path, reading="44,34,76")
    for path, table in zip(saved, ("results", "units"), strict=True):
        head, *lines = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        told = rows(package / "csv" / f"{table}.csv")
        assert list(head) == list(told[0])
        assert len(lines) == len(told)
    units = [c.value for c in openpyxl.load_workbook(saved[1]).worksheets[0]["C"]]
    assert "Đơn vị A" in units
    values = [c.value for c in openpyxl.load_workbook(saved[0]).worksheets[0]["D"]][1:]
    written = [r["value"] for r in rows(package / "csv" / "results.csv")]
    assert [v for v in values if v is not None] == pytest.approx([float(w) for w in written if w])


def test_sdmx1_reads_the_structure_and_every_value(package: Path) -> None:
    import sdmx

    with (package / "sdmx" / "structure.xml").open("rb") as file:
        message = sdmx.read_sdmx(file, format="XML")
    flow = message.dataflow["RESULTS"]
    with (package / "sdmx" / "results.csv").open("rb") as file:
        data = sdmx.read_sdmx(file, format="csv", structure=flow)
    [dataset] = data.data
    codes = {c.name.localized_default("vi"): c.id for c in message.codelist["CL_UNIT"]}
    assert {"_T", "AREA_VUNG_MOT", "A"} <= set(codes.values())
    results = [r for r in rows(package / "csv" / "results.csv") if r["lack"] != "not_due"]
    assert len(dataset.obs) == len(results)
    times = {"2024-01", "2024-02", "2024-03", "2024-Q1"}
    units = {r["unit"] for r in results}
    for observation, row in zip(dataset.obs, results_in_order(results), strict=True):
        key = {k: v.value for k, v in observation.dimension.values.items()}
        assert key["TIME_PERIOD"] in times
        assert (key["TIME_PERIOD"], key["INDICATOR"]) == (row["period"], row["indicator"])
        assert observation.value == row["value"]
        said = observation.attached_attribute
        assert said["TARGET"].value == row["target"]
        assert said["STATUS"].value == row["status"]
        assert said["LACK"].value == row["lack"]
    for dimension in flow.structure.dimensions.components[:-1]:
        listed = {code.id for code in dimension.local_representation.enumerated}
        used = {o.dimension.values[dimension.id].value for o in dataset.obs}
        assert used <= listed
    assert len(units) == len({o.dimension.values["UNIT"].value for o in dataset.obs})


def results_in_order(results: list[dict[str, str]]) -> list[dict[str, str]]:
    """As the SDMX file has them: units of an indicator as in the table of units."""
    place = {u: n for n, u in enumerate(("A", "B", "C", "area:Vùng hai", "area:Vùng một", "ALL"))}
    periods = list(dict.fromkeys(r["period"] for r in results))
    indicators = ["VB01", "SP01", "MS01", "CT01"]
    return sorted(
        results,
        key=lambda r: (
            periods.index(r["period"]), indicators.index(r["indicator"]), place[r["unit"]],
        ),
    )  # fmt: skip


def test_a_withheld_value_is_suppressed_in_sdmx(package: Path) -> None:
    told = {
        (r["TIME_PERIOD"], r["UNIT"], r["INDICATOR"]): (r["OBS_VALUE"], r["OBS_STATUS"])
        for r in rows(package / "sdmx" / "results.csv")
    }
    assert told["2024-01", "B", "VB01"] == ("", "Q")
    assert told["2024-01", "C", "SP01"] == ("", "L")
    assert told["2024-02", "A", "VB01"] == ("", "M")
    assert told["2024-01", "B", "SP01"] == ("0.0", "A")
    assert told["2024-02", "A", "SP01"] == ("12.0", "P")
