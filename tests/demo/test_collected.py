"""The demo's files go through the ordinary job: what is right is taken, what is meant is found."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from demo.write import write_demo
from flows.direct import collect_now
from flows.export import export_data
from kpi.home import Home

# 2024-06: the military committee sends May's figures again, and mends them later.
PERIODS = {"2024-05", "2024-06"}


def exported(home: Home, what: str) -> list[dict[str, str]]:
    target = home.root / f"{what}.csv"
    export_data(home, what, None, view="as_reported", as_of=None, form="csv", target=target)
    with target.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("demo") / "home")
    write_demo(made.root, periods=PERIODS, units={"VP", "P4", "HU-VL", "DU-QS"})
    collect_now(made)
    return made


def test_every_file_is_taken_and_the_books_balance(home: Home) -> None:
    rows = exported(home, "submissions")
    assert len(rows) == len(list(home.inbox.rglob("*.xlsx"))) == 9
    assert {row["outcome"] for row in rows} <= {"accepted", "accepted_with_warnings"}
    for row in rows:
        parts = (int(row[c]) for c in ("loaded", "superseded", "unchanged", "held"))
        assert int(row["cells_in"]) == sum(parts) > 0


def test_figures_sent_twice_are_seen_and_then_corrected(home: Home) -> None:
    found = Counter((p["rule"], p["unit"]) for p in exported(home, "problems"))
    assert found["copy_of_last_period", "DU-QS"] == 1
    sent = [r for r in exported(home, "submissions") if r["unit"] == "DU-QS"]
    mended = next(r for r in sent if "gui-lai" in r["file"])
    assert int(mended["superseded"]) > 0
