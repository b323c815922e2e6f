"""What `in_process` leaves out changes nothing that is found."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kpi.checks.engine import Expect, failures
from kpi.collect import collect
from kpi.warehouse.export import EXPORTS, export_frame
from kpi.warehouse.store import open_warehouse
from tests.collect.conftest import PLAN, put
from tests.collect.in_process import in_this_process
from tests.plans import a_home, read_text

FRAME = pl.DataFrame(
    {
        "row": [30, 40, 50, 60],
        "least": [1.0, None, 3.0, 2.0],
        "most": [2.0, 1.0, 2.5, 2.0],
        "fits": [True, None, False, True],
        "said": ["x", None, "y", "z"],
        "meant": ["x", "q", "z", None],
    }
)
SUITE = (
    ("equal", Expect("equal", "said", "meant")),
    ("order", Expect("at_least", "most", "least")),
    ("fits", Expect("true", "fits")),
    ("there", Expect("present", "said")),
    ("high", Expect("between", "least", low=1.5)),
    ("low", Expect("between", "most", high=2.0)),
    ("within", Expect("between", "least", low=1.0, high=2.0)),
    ("one of", Expect("in_set", "said", among=("x", "y"))),
)


def test_every_kind_of_expectation_finds_the_rows_that_the_library_finds() -> None:
    by_the_library = failures("in process", FRAME, SUITE)
    with in_this_process():
        assert failures("in process", FRAME, SUITE) == by_the_library
    assert {rule for rule, _ in by_the_library} == {rule for rule, _ in SUITE}


@pytest.mark.parametrize("number", ["7", "0,5", "1.234", "700", "…"])
def test_a_run_finds_the_same(tmp_path: Path, number: str) -> None:
    as_ever = told(tmp_path / "như thường", number)
    with in_this_process():
        assert told(tmp_path / "trong một tiến trình", number) == as_ever
    assert as_ever["problems"]


def told(root: Path, number: str) -> dict[str, Any]:
    """What a home tells of two months, the second with a figure in question."""
    home = a_home(root, PLAN)
    put(home, "1.csv", "HU-A,2024-05,N1,,,7,,", "HU-A,2024-05,R1,3,4,,,")
    put(home, "2.csv", f'HU-A,2024-06,N1,,,"{number}",,', "HU-A,2024-06,R1,5,4,,,")
    collect(home, read_text(home.plan.read_text(encoding="utf-8")), datetime(2024, 7, 1, 3))
    with open_warehouse(home) as warehouse:
        return {
            what: export_frame(
                warehouse.con, what, None, datetime(2030, 1, 1), "Asia/Ho_Chi_Minh"
            ).rows()
            for what in EXPORTS
        }
