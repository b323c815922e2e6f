"""What Great Expectations imports and is never used here is loaded only when it is asked for."""

from __future__ import annotations

import subprocess
import sys

AFTER_A_CHECK = """
import sys
import polars as pl
from kpi.checks.engine import Expect, failures
frame = pl.DataFrame({"row": [0, 1], "fine": [True, False]})
assert failures("t", frame, [("r", Expect("true", "fine"))]) == [("r", 1)]
assert not any(name.startswith(("altair.", "scipy.stats.")) for name in sys.modules)
assert not any(type(finder).__name__ == "_PutOff" for finder in sys.meta_path)
from scipy import stats
assert stats.norm.cdf(0) == 0.5
import altair
assert altair.Chart.__name__ == "Chart"
"""


def test_a_check_loads_neither_charts_nor_statistics_and_both_still_work_when_asked_for() -> None:
    subprocess.run([sys.executable, "-c", AFTER_A_CHECK], check=True)
