"""`import kpi` as a notebook meets it: light, typed, and of one mind with the commands."""

from __future__ import annotations

import ast
import csv
import io
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

import kpi
from flows.cli import status_of
from kpi.periods import parse_period
from tests.library.homes import NOW, a_home

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> kpi.Home:
    """A home whose inbox was taken in."""
    home = a_home(tmp_path_factory.mktemp("home"))
    kpi.collect(home, NOW)
    return home


def exported(home: kpi.Home, what: str, capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    assert status_of(["--home", str(home.root), "export", what, "2024-06"]) == 0
    return list(csv.reader(io.StringIO(capsys.readouterr().out)))


def test_importing_it_loads_nothing_but_itself() -> None:
    program = "import sys, kpi; print([m for m in sys.modules if m.startswith('kpi.')], end='')"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout.decode() == "[]"


def test_every_public_name_is_there_and_documented() -> None:
    for name in set(kpi.__all__) - {"__version__"}:
        assert getattr(kpi, name).__doc__, name
    assert set(kpi.__all__) <= set(dir(kpi))


def test_what_type_checkers_see_is_what_is_loaded() -> None:
    tree = ast.parse(Path(str(kpi.__file__)).read_text(encoding="utf-8"))
    (seen,) = (n for n in tree.body if isinstance(n, ast.If))
    named = {a.name: n.module for n in seen.body if isinstance(n, ast.ImportFrom) for a in n.names}
    assert named == kpi._HOMES
    assert sorted(kpi.__all__) == sorted({*named, "__version__"})


def test_a_name_that_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'asses'"):
        kpi.asses  # noqa: B018 - asked for


def test_functions_keep_their_names_when_rooms_of_the_same_name_are_loaded() -> None:
    from kpi.collect import steps
    from kpi.explain import NoSuchRow

    assert steps.__name__ == "kpi.collect.steps"
    assert callable(kpi.collect)
    assert callable(kpi.explain)
    assert kpi.NoSuchRow is NoSuchRow


def test_a_sound_plan_is_read_and_a_bad_one_tells_its_faults(taken: kpi.Home) -> None:
    assert kpi.read_plan(taken.plan).plan is not None
    assert kpi.read_plan(taken.root / "khong-co.yaml").errors


def test_a_home_without_a_sound_plan_is_refused_with_the_findings(tmp_path: Path) -> None:
    home = kpi.Home(tmp_path)
    with pytest.raises(kpi.UnsoundPlan) as refused:
        kpi.assess(home, "2024-06")
    assert refused.value.findings
    assert "indicators.yaml" in str(refused.value)


def test_what_lies_in_the_inbox_is_taken_in_and_only_once(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    taken = kpi.collect(home, NOW)
    assert [s.outcome for s in taken.submissions] == ["accepted", "accepted"]
    assert kpi.collect(home).files == 0


def test_results_and_scores_are_those_of_the_export(
    taken: kpi.Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assessed = kpi.assess(taken, "2024-06")
    assert assessed.period == parse_period("2024-06")
    for what, frame in (("results", assessed.results), ("scores", assessed.scores)):
        head, *lines = exported(taken, what, capsys)
        assert head == frame.columns
        assert len(lines) == frame.height
    whole = assessed.results.filter(pl.col("indicator") == "VB01", pl.col("unit") == "ALL")
    assert whole["value"].to_list() == [pytest.approx(100 * (30 + 10) / (100 + 40))]


def test_a_day_before_the_figures_came_knows_nothing_of_them(taken: kpi.Home) -> None:
    before = kpi.assess(taken, "2024-06", as_of=date(2024, 6, 30))
    assert before.results["value"].null_count() == before.results.height
    assert before.as_of < NOW


def test_a_figure_is_explained_down_to_its_cells(taken: kpi.Home) -> None:
    explained = kpi.explain(taken, "VB01", "2024-06", unit="A")
    assert explained.result.value == 30
    (leaf,) = explained.leaves
    assert {(r.numerator, r.denominator) for r in leaf.reports} >= {(30.0, 100.0)}


def test_what_nobody_asked_for_is_an_error_with_a_name(taken: kpi.Home) -> None:
    with pytest.raises(kpi.UnknownPeriod):
        kpi.assess(taken, "tháng 6")
    with pytest.raises(kpi.NoSuchRow):
        kpi.explain(taken, "VB01", "2024-06", unit="khong-co")
    with pytest.raises(KeyError):
        kpi.explain(taken, "khong-co", "2024-06")


def test_a_moment_with_a_zone_is_taken_as_what_it_is(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    taken = kpi.collect(home, datetime.fromisoformat("2024-07-01T10:00:00+07:00"))
    assert {s.received_at for s in taken.submissions} <= {NOW}


def test_the_package_runs_as_the_command_line(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-m", "kpi", "--home", str(home.root), "check"],
        cwd=tmp_path, capture_output=True, check=False, env={**os.environ, "KPI_LOCALE": "vi"},
    )  # fmt: skip
    (next_step,) = ran.stderr.decode().splitlines()
    assert ran.returncode == 0
    assert next_step.startswith("Tiếp theo: lập biểu")
    assert "indicators.yaml" in ran.stdout.decode()


def test_it_says_that_it_is_typed() -> None:
    assert (ROOT / "kpi" / "py.typed").is_file()
