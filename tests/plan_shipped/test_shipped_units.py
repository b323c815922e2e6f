"""The shipped units follow the reform of 1 July 2025: nothing missing, nothing doubled."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from kpi.plan.load import read_plan
from kpi.plan.model import Plan, Unit

# Old communes of each district and how they were merged (NQ 1680/NQ-UBTVQH15), by area:
# each number is how many old communes went into one new unit.
MERGED = {
    "Đông Hà": [5, 4],
    "Thị xã Quảng Trị": [5],
    "Vĩnh Linh": [3, 4, 4, 3, 4],
    "Gio Linh": [4, 3, 4, 3],
    "Cam Lộ": [4, 4],
    "Triệu Phong": [3, 3, 4, 3, 3],
    "Hải Lăng": [3, 3, 3, 3, 3],
    "Hướng Hóa": [2, 3, 4, 3, 3, 3, 3],
    "Đakrông": [2, 3, 3, 2, 3],
    "Cồn Cỏ": [1],  # the island had no communes and became one special zone
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    read = read_plan(Path(__file__).parents[2] / "indicators.yaml").plan
    assert read is not None
    return read


@pytest.fixture(scope="module")
def communes(plan: Plan) -> list[Unit]:
    return [u for u in plan.units if u.kind == "commune"]


def test_ten_districts_end_on_the_day_before_thirty_seven_communes_begin(
    plan: Plan, communes: list[Unit]
) -> None:
    districts = [u for u in plan.units if u.kind == "district"]
    assert len(districts) == 10
    assert {u.valid_to for u in districts} == {date(2025, 6, 30)}
    assert len(communes) == 37
    assert {u.valid_from for u in communes} == {date(2025, 7, 1)}


def test_every_commune_follows_the_one_district_of_its_area(
    plan: Plan, communes: list[Unit]
) -> None:
    for unit in communes:
        (old,) = unit.succeeds
        assert plan.unit_by_id[old.unit].area == unit.area, unit.id
        assert plan.unit_by_id[old.unit].kind == "district", unit.id


def test_the_shares_of_a_district_add_up_to_one(communes: list[Unit]) -> None:
    totals: dict[str, float] = defaultdict(float)
    for unit in communes:
        totals[unit.succeeds[0].unit] += unit.succeeds[0].share
    assert len(totals) == 10
    assert all(total == pytest.approx(1, abs=1e-9) for total in totals.values())


def test_shares_are_those_of_the_merged_communes(communes: list[Unit]) -> None:
    shares: dict[str, list[float]] = defaultdict(list)
    for unit in communes:
        assert unit.area is not None
        shares[unit.area].append(unit.succeeds[0].share)
    assert {area: len(found) for area, found in shares.items()} == {
        area: len(merged) for area, merged in MERGED.items()
    }
    for area, merged in MERGED.items():
        exact = [part / sum(merged) for part in merged]
        assert shares[area] == pytest.approx(exact, abs=0.0002), area


def test_old_communes_add_up_to_119(plan: Plan) -> None:
    assert sum(sum(m) for area, m in MERGED.items() if area != "Cồn Cỏ") == 119
    assert {u.area for u in plan.units if u.area} == set(MERGED)


def test_no_name_or_alias_means_two_units(plan: Plan) -> None:
    told = Counter(n.casefold() for u in plan.units for n in {u.name, *u.aliases})
    assert [name for name, times in told.items() if times > 1] == []


def test_ids_are_plain_file_names_that_differ_by_more_than_case(plan: Plan) -> None:
    ids = [u.id for u in plan.units]
    assert len({i.casefold() for i in ids}) == len(ids)
    assert all(i.isascii() and i.replace("-", "").isalnum() for i in ids)


def test_the_file_says_that_shares_and_departments_are_assumptions() -> None:
    text = (Path(__file__).parents[2] / "indicators.yaml").read_text(encoding="utf-8")
    assert "Tỷ lệ kế thừa (share) là GIẢ ĐỊNH" in text
    assert "Danh sách phòng là giả định" in text
