"""Versions of the plan, and what `as of a day` means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kpi.database.frames import query
from kpi.moments import as_of_moment, as_utc, local
from kpi.plan.model import Owner, Plan
from kpi.warehouse.plans import plan_as_of, plan_version_as_of, register_plan
from kpi.warehouse.store import Warehouse

FIRST = Plan("p", "Kế hoạch", (Owner("Ban"),), (2021, 2025), (), (), (), text="một", sha256="1")
SECOND = replace(FIRST, text="hai", sha256="2")


def test_a_plan_is_kept_when_it_differs_from_the_last(warehouse: Warehouse) -> None:
    con = warehouse.con
    assert register_plan(con, FIRST, datetime(2024, 1, 1)) == 1
    assert register_plan(con, FIRST, datetime(2024, 2, 1)) == 1
    assert register_plan(con, SECOND, datetime(2024, 3, 1)) == 2
    assert register_plan(con, FIRST, datetime(2024, 4, 1)) == 3
    assert query(con, "SELECT count(*) AS n FROM plan_version")["n"].to_list() == [3]


def test_the_plan_in_force_is_the_last_one_loaded_by_then_else_the_first(
    warehouse: Warehouse,
) -> None:
    con = warehouse.con
    assert plan_as_of(con, datetime(2024, 1, 1)) is None
    register_plan(con, FIRST, datetime(2024, 1, 10))
    register_plan(con, SECOND, datetime(2024, 2, 10))
    found = {
        day: plan_as_of(con, day)
        for day in (datetime(2023, 1, 1), datetime(2024, 1, 10), datetime(2024, 2, 9, 23))
    }
    assert set(found.values()) == {"một"}
    assert plan_as_of(con, datetime(2024, 2, 10)) == "hai"
    version = plan_version_as_of(con, datetime(2025, 1, 1))
    assert version is not None
    assert (version.plan, version.sha256, version.loaded_at) == ("p", "2", datetime(2024, 2, 10))


def test_a_plan_without_a_hash_is_known_by_its_text(warehouse: Warehouse) -> None:
    bare = replace(FIRST, sha256="")
    assert register_plan(warehouse.con, bare, datetime(2024, 1, 1)) == 1
    assert register_plan(warehouse.con, replace(bare, text="khác"), datetime(2024, 1, 2)) == 2


def test_a_day_ends_at_midnight_in_the_plan_s_time_zone() -> None:
    moment = as_of_moment(date(2024, 6, 20), "Asia/Ho_Chi_Minh")
    assert moment == datetime(2024, 6, 20, 16, 59, 59, 999999)


def test_no_day_is_now() -> None:
    now = datetime(2024, 6, 20, 10, tzinfo=UTC)
    assert as_of_moment(None, "Asia/Ho_Chi_Minh", now) == datetime(2024, 6, 20, 10)


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/New_York", "UTC"])
def test_moments_go_out_and_come_back(zone: str) -> None:
    moment = datetime(2024, 3, 10, 7, 30)
    assert as_utc(local(moment, zone)) == moment
