"""A blank form on its way: received, told, and the unit still owes."""

from __future__ import annotations

import os
import zipfile
from datetime import datetime, timedelta

import pytest

from flows.collect import line_of
from flows.remind import units_not_sent
from kpi.database.frames import sql_text
from kpi.periods import parse_period
from kpi.plan.load import parse_plan
from kpi.warehouse.store import open_warehouse
from tests.collect.conftest import PLAN

JUNE = parse_period("2024-06")
NOW = datetime(2024, 7, 1, 3)
BLANK = ("HU-A,2024-06,R1,,,,,", "HU-A,2024-06,N1,,,,,")
FILLED = ("HU-A,2024-06,R1,12,15,,,", "HU-A,2024-06,N1,,,33,,")


@pytest.fixture
def owing(home):
    """The units that are still to be reminded, and what the status says of HU-A's forms."""
    plan = parse_plan(PLAN).plan

    def ask(moment: datetime = NOW):
        with open_warehouse(home) as warehouse:
            units = units_not_sent(plan, warehouse, JUNE, moment)
            rows = warehouse.con.execute(
                sql_text("warehouse", "received_for_period"), {"period": "2024-06", "as_of": moment}
            ).fetchall()
        return units, {row[0]: (row[1] is not None, row[-1]) for row in rows}

    return ask


def test_a_blank_form_is_received_and_its_unit_still_owes(run, send, owing) -> None:
    send("2024-06_HU-A.csv", *BLANK)
    [done] = run().submissions
    assert (done.outcome, done.cells_in) == ("accepted_with_warnings", 0)
    assert any("biểu chưa có số liệu" in p.message for p in done.problems)
    units, sent = owing()
    assert "HU-A" in units
    assert sent == {"HU-A": (False, 1)}


def test_figures_after_a_blank_form_are_the_first_delivery_and_may_be_late(
    run, send, owing
) -> None:
    send("2024-06_HU-A.csv", *BLANK)
    run()
    send("lại.csv", *FILLED)
    late = datetime(2024, 7, 20, 3)
    [done] = run(late).submissions
    assert done.late
    units, sent = owing(late)
    assert "HU-A" not in units
    assert sent["HU-A"] == (True, 1)


def test_a_blank_form_after_figures_keeps_them_and_says_so(run, send, owing, exports) -> None:
    send("2024-06_HU-A.csv", *FILLED)
    run()
    before = exports()["observations"]
    send("trống.csv", *BLANK)
    [done] = run(NOW + timedelta(hours=1)).submissions
    told = {p.indicator: p.message for p in done.problems if p.rule == "old_figure_kept"}
    assert "số cũ 33 vẫn được giữ" in told["N1"]
    assert "số cũ 12 / 15 vẫn được giữ" in told["R1"]
    assert exports()["observations"] == before
    assert "HU-A" not in owing(NOW + timedelta(hours=1))[0]


@pytest.mark.parametrize("word", ["…", "chưa có số liệu", "...", "Chưa có số liệu"])
def test_words_that_say_nothing_keep_the_figure_too(run, send, word: str) -> None:
    send("2024-06_HU-A.csv", *FILLED)
    run()
    send("lại.csv", "HU-A,2024-06,R1,13,15,,,", f"HU-A,2024-06,N1,,,{word},,")
    [done] = run(NOW + timedelta(hours=1)).submissions
    assert done.superseded == 1
    [told] = [p for p in done.problems if p.rule == "old_figure_kept"]
    assert (told.indicator, told.cell) == ("N1", "F3")
    assert "số cũ 33 vẫn được giữ" in told.message


def test_a_broken_file_of_an_archive_is_a_row_of_its_own(run, home) -> None:
    path = home.inbox / "a.zip"
    text = "unit,period,indicator,numerator,denominator,value,note,evidence\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2024-06_HU-A.csv", text + "\n".join(FILLED) + "\n")
        archive.writestr("2024-05_HU-A.xlsx", b"PK\x03\x04")
        archive.writestr("nhạc.mp3", b"ID3")
        archive.writestr("desktop.ini", b"x")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    done = run().submissions
    told = [(s.unit, s.outcome, s.cells_in, [p.file for p in s.problems]) for s in done]
    assert told == [
        ("HU-A", "accepted", 2, []),
        ("HU-A", "rejected", 0, ["a.zip/2024-05_HU-A.xlsx"]),
        ("", "rejected", 0, ["a.zip/nhạc.mp3"]),
    ]
    lines = [line_of(parse_plan(PLAN).plan, s, {}) for s in done]
    assert "a.zip/2024-06_HU-A.csv (" in lines[0]
    assert "a.zip/2024-05_HU-A.xlsx" in lines[1]
    assert "a.zip/nhạc.mp3" in lines[2]


def test_the_books_name_the_file_of_an_archive_and_the_archive_where_two_speak_of_one_month(
    run, home, send, exports
) -> None:
    text = "unit,period,indicator,numerator,denominator,value,note,evidence\n"
    with zipfile.ZipFile(home.inbox / "a.zip", "w") as archive:
        archive.writestr("thư mục/2024-06_HU-A.csv", text + "\n".join(FILLED) + "\n")
        archive.writestr("B 1.csv", text + "HU-B,2024-06,N1,,,4,,\n")
        archive.writestr("B 2.csv", text + "HU-B,2024-06,R1,1,2,,,\n")
        archive.writestr("hỏng.xlsx", b"PK\x03\x04")
    os.utime(home.inbox / "a.zip", (1_700_000_000, 1_700_000_000))
    send("2024-05_HU-A.csv", "HU-A,2024-05,N1,,,33,,")
    run()
    assert [(r["unit"], r["period"], r["file"]) for r in exports()["submissions"]] == [
        ("HU-A", "2024-05", "2024-05_HU-A.csv"),
        ("HU-A", "2024-06", "a.zip/thư mục/2024-06_HU-A.csv"),
        ("HU-B", "2024-06", "a.zip"),
        (None, None, "a.zip/hỏng.xlsx"),
    ]
