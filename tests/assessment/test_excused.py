"""An excused unit: as if it had written that nothing applies to it; a report counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from kpi.records.act import Act
from kpi.warehouse.acts import apply_act

Make = Callable[..., Any]
SPRING = ("2024-04", "2024-05", "2024-06")
ASKED = ("2024-05", "2024-06", "2024-Q2", "2024-08")
NOW = datetime(2024, 7, 1)


def excuse(world: Any, unit: str, period: str, name: str = "a1", at: datetime = NOW) -> None:
    act = Act(name, "excuse", at, "an", "Bão", world.plan.sha256, unit=unit, period=period)
    apply_act(world.con, world.plan, act)


def told(world: Make, an: Make) -> Any:
    """Three units with a flow, a running total, a ratio, a score, and a quarter's flow; B is
    silent from May to June."""
    w = world(
        an("F"), an("T", over_time="running_total"), an("R", "ratio"), an("S", "score"),
        an("Q", frequency="quarter"),
    )  # fmt: skip
    for unit, scale in (("A", 1), ("B", 3), ("C", 5)):
        months = ("2024-03", "2024-04", *(SPRING[1:] if unit != "B" else ()), "2024-08")
        for place, month in enumerate(months, start=1):
            w.report(unit, month, "F", scale * place)
            w.report(unit, month, "T", scale * place * 10)
            w.report(unit, month, "R", scale * place, 100)
            w.report(unit, month, "S", scale + place)
    w.report("A", "2024-Q2", "Q", 7)
    return w


def rows(world: Any, as_of: datetime | None = None) -> dict[Any, Any]:
    world.assess(*ASKED, as_of=as_of)
    return dict(world.rows)


def test_excusing_says_what_the_unit_could_have_written_itself(world: Make, an: Make) -> None:
    w = told(world, an)
    before = rows(w, datetime(2024, 6, 30))
    excuse(w, "B", "2024-05")
    excuse(w, "B", "2024-06", "a2")
    excused = rows(w)
    assert rows(w, datetime(2024, 6, 30)) == before
    w.con.execute("DELETE FROM act")
    for month in ("2024-05", "2024-06"):
        for code in ("F", "T", "R", "S"):
            w.report("B", month, code, state="not_applicable")
    written = rows(w)
    assert excused == written
    assert excused != before
    may = excused["2024-05", "F", "ALL"]
    assert (may["units_reported"], may["units_expected"]) == (2, 2)


def test_a_longer_period_excuses_from_all_inside_it_and_a_report_counts(
    world: Make, an: Make
) -> None:
    w = told(world, an)
    excuse(w, "B", "2024-Q2")
    excuse(w, "C", "2024-Q2", "a2")
    found = rows(w)
    quarter = found["2024-Q2", "Q", "ALL"]
    assert (quarter["value"], quarter["units_reported"], quarter["units_expected"]) == (7, 1, 1)
    june = found["2024-06", "F", "ALL"]
    assert (june["units_reported"], june["units_expected"]) == (2, 2)


def test_a_milestone_stands_as_it_was_said_last(world: Make, an: Make) -> None:
    w = world(an("M", "milestone", due=date(2024, 12, 31)))
    w.report("A", "2024-04", "M", date(2024, 4, 9))
    excuse(w, "A", "2024-06")
    w.assess("2024-06", "2024-07")
    assert w.row("2024-06", "M", "A")["value"] == w.row("2024-07", "M", "A")["value"] == 100
