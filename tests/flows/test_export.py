"""`kpi export` as another program and a person with Excel meet it."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from filelock import FileLock

from kpi.collect import access
from kpi.home import Home
from kpi.warehouse import store
from kpi.warehouse.store import WarehouseUnreadable
from reports.tables import TableTooLong, write_table

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

JANUARY = HEADER + "A,2024-01,VB01,30,100,,,\nA,2024-01,SP01,,,không phát sinh,,\n"
NAMES = ("=1+1.csv", "@lệnh.csv", "+84.csv", "-5.csv")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


def test_a_workbook_has_the_cells_of_the_csv_each_with_its_type(
    kpi: Kpi, send: Send, tmp_path: Path
) -> None:
    send("thang-1.csv", JANUARY)
    kpi("collect")
    target = tmp_path / "kết quả.xlsx"
    asked = ("export", "results", "2024-01")
    ran = kpi(*asked, "--format", "xlsx", "--out", str(target))
    assert (ran.status, ran.out, ran.err) == (0, "", f"Đã ghi {target}.\n")
    sheet = sheet_of(target)
    plain = rows(kpi(*asked).out)
    head, *lines = sheet.iter_rows(values_only=True)
    assert sheet.title == "results"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert list(head) == list(plain[0])
    assert len(lines) == len(plain)
    for line, told in zip(lines, plain, strict=True):
        for value, text in zip(line, told.values(), strict=True):
            if isinstance(value, bool):
                assert text == str(value).lower()
            elif isinstance(value, int | float):
                assert float(text) == value
            else:
                assert text == (value or "")
    values = [line[list(head).index("value")] for line in lines]
    assert any(isinstance(v, int | float) for v in values)


def test_figures_among_days_are_figures(kpi: Kpi, send: Send, tmp_path: Path) -> None:
    send("thang-1.csv", JANUARY)
    kpi("collect")
    target = tmp_path / "o.xlsx"
    kpi("export", "observations", "--format", "xlsx", "--out", str(target))
    head, *lines = sheet_of(target).iter_rows(values_only=True)
    assert [line[head.index("value")] for line in lines] == [0, 30]
    path = tmp_path / "days.xlsx"
    frame = pl.DataFrame(
        {"value": ["2024-06-30", "1.5", "0", None], "text": ["1.5", "", "a", "=b"]}
    )
    write_table(path, frame, "t", mixed=("value",))
    assert [c.value for c in sheet_of(path)["A"]] == ["value", datetime(2024, 6, 30), 1.5, 0, None]
    assert [c.value for c in sheet_of(path)["B"]] == ["text", "1.5", None, "a", "=b"]


def test_no_text_of_a_sender_becomes_a_formula(kpi: Kpi, send: Send, tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        send(name, JANUARY.replace("30,", f"3{number},"))
    kpi("collect")
    target = tmp_path / "s.xlsx"
    assert kpi("export", "submissions", "--format", "xlsx", "--out", str(target)).status == 0
    cells = [c for row in sheet_of(target) for c in row if c.value in NAMES]
    assert {c.value for c in cells} == set(NAMES)
    assert {c.data_type for c in cells} == {"s"}


def test_the_same_table_gives_the_same_bytes_and_too_long_a_one_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no-such-folder"))
    texts = ["x" * 40_000, "\x07", "<r>a & b</r>"]
    frame = pl.DataFrame({"a": texts, "b": [1.5, None, 2], "c": [True, False, None]})
    write_table(tmp_path / "1.xlsx", frame, "t")
    write_table(tmp_path / "2.xlsx", frame, "t")
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    assert len(sheet_of(tmp_path / "1.xlsx")["A2"].value) == 32_767
    assert sheet_of(tmp_path / "1.xlsx")["A4"].value == "<r>a & b</r> "
    assert sorted(p.name for p in tmp_path.iterdir()) == ["1.xlsx", "2.xlsx"]
    with pytest.raises(TableTooLong):
        write_table(tmp_path / "3.xlsx", pl.DataFrame({"a": range(1_048_576)}), "t")
    assert not (tmp_path / "3.xlsx").exists()


def test_a_workbook_needs_a_file_to_go_to(kpi: Kpi) -> None:
    ran = kpi("export", "observations", "--format", "xlsx")
    assert ran.status == 2
    assert "xlsx cần --out" in ran.err


def test_it_stands_beside_a_writer(kpi: Kpi, send: Send, home: Path) -> None:
    send("thang-1.csv", JANUARY)
    kpi("collect")
    before = kpi("export", "observations").out
    with FileLock(str(Home(home).lock)):
        assert kpi("export", "observations").out == before
        assert kpi("export", "results", "2024-01").status == 0


@contextmanager
def nothing_can_be_written(*_: object, **__: object) -> Iterator[None]:
    raise WarehouseUnreadable("no_folder", path="x")
    yield


def test_it_works_where_nothing_can_be_written(
    kpi: Kpi, send: Send, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send("thang-1.csv", JANUARY)
    kpi("collect")
    before = kpi("export", "observations").out
    monkeypatch.setattr(store, "locked", nothing_can_be_written)
    assert kpi("export", "observations").out == before
    plan = home / "indicators.yaml"
    plan.write_text(plan.read_text("utf-8").replace("{2024: 60,", "{2024: 61,"), "utf-8")
    told = rows(kpi("export", "results", "2024-01").out)
    assert {r["target"] for r in told if (r["unit"], r["indicator"]) == ("ALL", "VB01")} == {"61.0"}


def test_the_plan_of_an_export_is_remembered(kpi: Kpi, home: Path) -> None:
    kpi("export", "results", "2024-01")
    plan = home / "indicators.yaml"
    plan.write_text(plan.read_text("utf-8").replace("{2024: 60,", "{2024: 61,"), "utf-8")
    kpi("export", "results", "2024-01")
    with access.reading(Home(home), datetime(2199, 1, 1)) as warehouse:
        count = warehouse.con.execute("SELECT count(*) FROM plan_version").fetchall()
    assert count == [(2,)]


def test_forecasts_of_earlier_years_are_exported_of_a_period(kpi: Kpi, send: Send) -> None:
    twelve = "".join(f"{unit},2024-{m:02d},SP01,,,10,,\n" for unit in "ABC" for m in range(1, 13))
    send("nam-2024.csv", HEADER + twelve)
    kpi("collect")
    head = "period,indicator,year,month,projection,projection_low,projection_high,came,held\n"
    ran = kpi("export", "forecasts", "2025-03")
    assert (ran.status, ran.out[: len(head)]) == (0, head)
    [row] = rows(ran.out)
    # 90 in a quarter of the year's equal shares
    assert (row["indicator"], row["year"], row["month"]) == ("SP01", "2024", "3")
    assert [float(row[name]) for name in ("projection", "came")] == [360, 360]
    assert row["held"] == "true"
    assert kpi("export", "forecasts").status == 2
