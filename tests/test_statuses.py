"""The statuses of the results are one list: SQL, words and looks hold to it."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import duckdb
import pytest

from kpi.records.status import BEST_FIRST, GIVEN, Status, shown_status
from reports.looks import STATUS


def _sql(name: str, room: str = "kpi.assessment") -> str:
    return files(room).joinpath(f"{name}.sql").read_text(encoding="utf-8")


def test_the_rule_of_statuses_gives_those_of_the_list() -> None:
    rule = _sql("macros/status").split("CREATE OR REPLACE TEMP MACRO light_of")[0]
    said = set(re.findall(r"(?:THEN|ELSE) '(\w+)'", rule))
    assert said == set(GIVEN)


@pytest.mark.parametrize("ends_year", [False, True])
def test_a_report_has_the_statuses_in_the_order_of_the_list(ends_year: bool) -> None:
    con = duckdb.connect()
    con.execute("CREATE TEMP TABLE report_context AS SELECT ? AS ends_year", [ends_year])
    con.execute(_sql("report_status", "reports.figures"))
    rows = con.execute("SELECT status FROM report_status ORDER BY status_order").fetchall()
    con.close()
    unused = Status.MET_SO_FAR if ends_year else Status.MET
    assert [status for (status,) in rows] == [s for s in Status if s is not unused]


def test_lights_are_those_of_the_models() -> None:
    con = duckdb.connect()
    for macros in ("numbers", "status"):
        con.execute(_sql(f"macros/{macros}"))
    for status in GIVEN:
        ((light,),) = con.execute("SELECT light_of(?)", [str(status)]).fetchall()
        assert light == status.light
    con.close()
    assert Status.MET_SO_FAR.light == Status.MET.light


def test_every_status_has_its_look_and_its_words() -> None:
    assert list(STATUS) == list(Status)
    for locale in ("vi", "en"):
        text = files("kpi.words").joinpath(locale, "status.toml").read_text(encoding="utf-8")
        words = tomllib.loads(text)
        for section in ("result", "meaning", "light"):
            assert set(Status) <= set(words[section])


def test_best_first_ranks_each_status_once() -> None:
    assert sorted(BEST_FIRST) == sorted(GIVEN)


def test_a_target_is_met_so_far_until_the_year_ends() -> None:
    assert shown_status("met", ends_year=False) is Status.MET_SO_FAR
    assert shown_status("met", ends_year=True) is Status.MET
    assert {shown_status(s, ends_year=False) for s in GIVEN} == set(Status) - {Status.MET}
