"""A reform alone changes no light: districts give way to communes, and what is counted stays.

Rule: two worlds with the same counts, one in which the districts go on and one in which their heirs
report by share from a day on; and of the second both views. Units are silent on either side of it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi.periods import Period, periods_between
from kpi.plan.model import Indicator, Plan, Predecessor, Unit

from .facts import Fact
from .reckoners import Row, brightness, is_light, reckoner
from .small import fact, indicator, plan, unit
from .test_properties import alike

EXAMPLES = int(os.environ.get("KPI_ORACLE_EXAMPLES", "0"))
DAY = date(2024, 6, 30)
SPLIT = (0.5, 0.25, 0.25)
FIGURES = ("value", "numerator", "denominator", "assessed", "completed", "target", "expected",
           "achievement", "pace", "previous", "last_year")  # fmt: skip
IN_TIME = ("change_previous", "change_last_year", "trend", "projection", "projection_low",
           "projection_high")  # fmt: skip
LABELS = ("2024-06", "2024-07", "2024-09", "2024-Q3", "2024-H2", "2024")
MEASURED = tuple(
    (measure, over_time)
    for measure in ("count", "ratio")
    for over_time in ("flow", "running_total", "stock")
)


@dataclass(frozen=True)
class Reform:
    """Both worlds: plans and facts without and with the reform, of one indicator."""

    one: Indicator
    before: Plan
    before_facts: tuple[Fact, ...]
    after: Plan
    after_facts: tuple[Fact, ...]


@st.composite
def reforms(draw: st.DrawFn) -> Reform:
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - made-up figures
    measure, over_time = draw(st.sampled_from(MEASURED))
    direction: Any = draw(st.sampled_from(("up", "down")))
    targets = {2023: draw(st.integers(1, 60)), 2024: draw(st.integers(1, 60))}
    scale = 60 if (measure, over_time) == ("count", "flow") else 10
    aims = {y: float(t * (scale if measure == "count" else 1)) for y, t in targets.items()}
    one = indicator("I", measure, over_time=over_time, direction=direction, targets=aims)
    stayed = [unit("S1", area="X"), unit("S2", area="Y")]
    districts = [unit("D1", area="X"), unit("D2", area="Y")]
    ended = [replace(d, valid_to=DAY) for d in districts]
    heirs = [h for d in districts for h in _heirs(d)]
    rounds = _rounds(random, one, [u.id for u in (*stayed, *districts)])
    silent = {("S1", random.choice(list(rounds["S1"]))) for _ in range(random.randint(0, 4))}
    before = plan([*stayed, *districts], [one])
    after = plan([*stayed, *ended, *heirs], [one])
    return Reform(
        one,
        before,
        tuple(_without(_as_they_were(one, rounds), silent)),
        after,
        tuple(_without(_shared_out(one, rounds), silent)),
    )


def _heirs(district: Unit) -> list[Unit]:
    begun = DAY + timedelta(days=1)
    return [
        replace(
            unit(f"{district.id}C{n}", "commune", district.area, (begun, None)),
            succeeds=(Predecessor(district.id, share),),
        )
        for n, share in enumerate(SPLIT)
    ]


Rounds = dict[str, dict[Period, tuple[float, float]]]


def _rounds(random: Random, one: Indicator, names: Sequence[str]) -> Rounds:
    """Of each unit and month two figures that shares divide without rest; the second is the larger.
    Running totals grow in the course of a year."""
    found: Rounds = {}
    for name in names:
        level = random.randint(1, 10)
        series: dict[Period, tuple[float, float]] = {}
        for p in periods_between(2023 * 12, 2024 * 12 + 11, "month"):
            above = 4.0 * random.randint(level, level + 3)
            pair = (above, above + 4.0 * random.randint(0, 9))
            if one.over_time == "running_total" and p.month_of_year > 1:
                last = series[p.preceding()]
                pair = (last[0] + pair[0], last[1] + pair[1])
            series[p] = pair
        found[name] = series
    return found


def _as_they_were(one: Indicator, rounds: Rounds) -> list[Fact]:
    return [_said(one, u, p, pair) for u, said in rounds.items() for p, pair in said.items()]


def _shared_out(one: Indicator, rounds: Rounds) -> list[Fact]:
    """From the day on each heir reports its share; its running total starts at zero."""
    found = []
    for name, said in rounds.items():
        start = said[Period(2024 * 12 + 5, 1, "month")]
        if one.over_time != "running_total":
            start = (0.0, 0.0)
        for p, pair in said.items():
            if not name.startswith("D") or p.last_month <= 2024 * 12 + 5:
                found.append(_said(one, name, p, pair))
                continue
            grown = (pair[0] - start[0], pair[1] - start[1])
            found += [
                _said(one, f"{name}C{n}", p, (share * grown[0], share * grown[1]))
                for n, share in enumerate(SPLIT)
            ]
    return found


def _said(one: Indicator, name: str, period: Period, pair: tuple[float, float]) -> Fact:
    return fact(name, period.label, pair if one.measure == "ratio" else pair[0], one.id)


def _without(facts: Sequence[Fact], silent: set[tuple[str, Period]]) -> list[Fact]:
    labels = {(u, p.label) for u, p in silent}
    return [f for f in facts if (f.unit, f.period) not in labels]


REFORM = settings(
    max_examples=EXAMPLES or 40,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


def _whole(rows: dict[tuple[str, str], Row]) -> dict[str, Row]:
    return {u: r for (u, _), r in rows.items() if u == "ALL" or u.startswith("area:")}


@REFORM
@given(reforms(), st.sampled_from(LABELS))
def test_a_reform_alone_changes_no_figure_and_no_light(reform: Reform, label: str) -> None:
    before = _whole(reckoner()(reform.before, reform.before_facts, label, "as_reported"))
    after = _whole(reckoner()(reform.after, reform.after_facts, label, "as_reported"))
    assert before.keys() == after.keys()
    for key, row in before.items():
        columns = FIGURES + IN_TIME
        assert not [c for c in columns if not alike(row[c], after[key][c])], (key, row, after[key])
        assert _says_so(row, after[key]), (key, row, after[key])


def _says_so(before: Row, after: Row) -> bool:
    """One light, or the new one says that it cannot be told (more units, another coverage)."""
    return before["status"] == after["status"] or "inconclusive" in (
        before["status"],
        after["status"],
    )


@REFORM
@given(reforms(), st.sampled_from(LABELS), st.integers(0, 2**32))
def test_silence_on_either_side_of_a_reform_is_told_or_changes_nothing(
    reform: Reform, label: str, seed: int
) -> None:
    """A silent heir or district whose last word stays the same: constant figures."""
    if reform.one.over_time != "stock":
        return
    flat = [_flat(f) for f in reform.after_facts]
    random = Random(seed)  # noqa: S311 - made-up figures
    quiet = [f for f in flat if f.period in {"2023-01", "2024-07"} or random.random() < 0.7]
    full = _whole(reckoner()(reform.after, flat, label, "as_reported"))
    less = _whole(reckoner()(reform.after, quiet, label, "as_reported"))
    for key, row in full.items():
        lights = (row["status"], less[key]["status"])
        if all(map(is_light, lights)) and not _broken(reform.one, less[key]):
            assert brightness(lights[0]) == brightness(lights[1]), (key, row, less[key])


def _broken(one: Indicator, row: Row) -> bool:
    """A ceiling broken by those who reported takes the light of what was reported."""
    return one.direction == "down" and one.measure == "count" and row["assessed"] > row["target"]


def _flat(one: Fact) -> Fact:
    share = 0.25 if "C" in one.unit else 1.0
    return replace(
        one,
        value=None if one.value is None else 40 * share,
        numerator=None if one.numerator is None else 40 * share,
        denominator=None if one.denominator is None else 80 * share,
    )


@REFORM
@given(reforms(), st.sampled_from(LABELS), st.integers(0, 2**32))
def test_both_views_complete_alike_and_show_one_light(
    reform: Reform, label: str, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - made-up figures
    quiet = [f for f in reform.after_facts if random.random() < 0.8]
    then = _whole(reckoner()(reform.after, quiet, label, "as_reported"))
    today = _whole(reckoner()(reform.after, quiet, label, "current_units"))
    assert then.keys() == today.keys()
    for key, row in then.items():
        assert not [c for c in FIGURES if not alike(row[c], today[key][c])], (key, row, today[key])
        assert _says_so(row, today[key]), (key, row, today[key])
