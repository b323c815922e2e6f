"""`profile: learned` as a planner meets it: explained, tried out before it is saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import HEADER, PLAN, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

GIVEN = PLAN.replace("years: [2024, 2025]", "years: [2023, 2025]").replace(
    "    lead: B\n", "    lead: B\n    profile: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
)
LEARNED = GIVEN.replace("profile: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "profile: learned")


def rows(unit: str, year: int, values: dict[int, int]) -> str:
    return "".join(f"{unit},{year}-{m:02d},SP01,,,{v},,\n" for m, v in values.items())


# a tenth of 2023 in January, the rest in December: 30 in all
YEAR = dict.fromkeys(range(1, 13), 0) | {1: 1, 12: 9}
LAST = HEADER + "".join(rows(unit, 2023, YEAR) for unit in "ABC")
JANUARY = HEADER + rows("A", 2024, {1: 4}) + rows("B", 2024, {1: 4}) + rows("C", 2024, {1: 3})


@pytest.fixture
def learned(home: Path, kpi: Kpi, send: Send) -> Kpi:
    (home / "indicators.yaml").write_text(LEARNED, encoding="utf-8")
    send("nam-2023.csv", LAST)
    send("thang-1.csv", JANUARY)
    kpi("collect")
    return kpi


def test_an_explanation_names_the_years_and_shares_that_it_rests_on(learned: Kpi) -> None:
    said = learned("explain", "SP01", "2024-01").out
    assert "120 × 0,1 = 12 sản phẩm (theo tỷ trọng các tháng đã qua)" in said
    assert (
        "Tỷ trọng trong năm: học từ 1 năm trước có đủ số liệu (2023): hết tháng 1 là 10,0%" in said
    )
    assert "hết tháng 11 là 10,0%; hết tháng 12 là 100,0%" in said
    assert "11 / 12 = 91,7%" in said
    found = json.loads(learned("explain", "SP01", "2024-01", "--format", "json").out)
    assert (found["profile"]["learned"], found["profile"]["years"]) == (True, [2023])
    shares = {s["month_of_year"]: s["share"] for s in found["profile"]["shares"]}
    assert shares == {m: pytest.approx({1: 0.1, 12: 0.9}.get(m, 0)) for m in range(1, 13)}


def test_without_a_complete_year_it_says_so_and_goes_by_equal_shares(learned: Kpi) -> None:
    said = learned("explain", "SP01", "2023-01").out
    assert "chưa năm trước nào có đủ số liệu để học (0 năm) nên chia đều các tháng" in said
    found = json.loads(learned("explain", "SP01", "2023-01", "--format", "json").out)
    assert (found["profile"]["learned"], found["profile"]["years"]) == (True, [])
    other = json.loads(learned("explain", "VB01", "2024-01", "--format", "json").out)
    assert other["profile"] is None


def test_a_profile_that_the_plan_gives_is_shown_as_given(home: Path, kpi: Kpi, send: Send) -> None:
    (home / "indicators.yaml").write_text(GIVEN, encoding="utf-8")
    send("thang-1.csv", JANUARY)
    kpi("collect")
    assert "Tỷ trọng trong năm" not in kpi("explain", "SP01", "2024-01").out
    found = json.loads(kpi("explain", "SP01", "2024-01", "--format", "json").out)
    assert (found["profile"]["learned"], len(found["profile"]["shares"])) == (False, 12)


def test_a_difference_shows_which_lights_learned_shares_would_change(
    home: Path, tmp_path: Path, learned: Kpi
) -> None:
    (home / "indicators.yaml").write_text(GIVEN, encoding="utf-8")
    other = tmp_path / "ban-sua.yaml"
    other.write_text(LEARNED, encoding="utf-8")
    found = json.loads(learned("diff", str(other), "2024-01", "--format", "json").out)
    [whole] = [c for c in found["changes"] if c["unit"] == "ALL"]
    assert (whole["before"]["status"], whole["after"]["status"]) == ("on_track", "at_risk")
    assert (whole["before"]["expected"], whole["after"]["expected"]) == (10, 12)
    said = learned("diff", str(other), "2024-01").out
    assert "SP01" in said
    assert "Kế hoạch đến kỳ" in said


def test_an_earlier_day_knows_only_the_years_complete_by_then(
    home: Path, kpi: Kpi, send: Send
) -> None:
    (home / "indicators.yaml").write_text(LEARNED, encoding="utf-8")
    missing = "C,2023-12,SP01,,,9,,\n"
    send("nam-2023.csv", LAST.replace(missing, ""))
    send("nam-2023.csv.received", "2024-01-10T09:00")
    send("thang-12.csv", HEADER + missing)
    send("thang-12.csv.received", "2024-03-10T09:00")
    kpi("collect")
    for day, expected in (("2024-02-01", 10), ("2024-04-01", 12)):
        out = kpi("explain", "SP01", "2024-01", "--as-of", day, "--format", "json").out
        assert json.loads(out)["result"]["expected"] == pytest.approx(expected), day
