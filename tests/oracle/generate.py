"""Random small plans and what units say under them, for comparing two computations.

Rule: only what the plan loader and the intake let through; otherwise as odd as can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from kpi.periods import FREQUENCIES, Calendar, Period, parse_period
from kpi.plan.model import (
    AssessmentSettings,
    Baseline,
    Checks,
    Field,
    Indicator,
    Owner,
    Plan,
    TargetRevision,
    Unit,
)

from .facts import Fact
from .generate_facts import FIRST, LAST, facts_of
from .generate_units import DAYS, units

CALENDARS = (
    Calendar(),
    Calendar(14),
    Calendar(25),
    Calendar(25, ((12, 31),)),
    Calendar(None, ((2, 20),)),
)


MOMENTS = (
    *[datetime(2026, 1, 1)] * 4,
    datetime(2024, 7, 5, 17),
    datetime(2023, 12, 31, 16, 59, 59),
)


@dataclass(frozen=True)
class Case:
    plan: Plan
    facts: tuple[Fact, ...]
    periods: tuple[Period, ...]
    as_of: datetime


def tenths(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 10, high * 10).map(lambda n: n / 10)


@st.composite
def target_years(draw: st.DrawFn, low: int, high: int) -> dict[int, float]:
    """A few years: any figures, or steps of a few hundredths forth and back from the first."""
    years = draw(st.lists(st.integers(FIRST, LAST + 1), unique=True, max_size=3))
    first = draw(tenths(low, high))
    if draw(st.booleans()):
        return {year: draw(tenths(low, high)) for year in years}
    steps = st.sampled_from((-0.3, -0.05, -0.02, 0.0, 0.02, 0.05, 0.06, 0.3))
    return {year: round(first * (1 + draw(steps)), 3) for year in years}


_UNITS_OF_MEASURE = {
    "ratio": ("%", "‰", "h"),
    "score": ("item", "%"),
    "count": ("item",),
    "yes_no": ("%", "item"),
    "milestone": ("item",),
}


def checks() -> st.SearchStrategy[Checks]:
    """Mostly none; they cut estimates and are no rule for what units say here."""
    few = (Checks(), Checks(), Checks(), Checks(min=2.0), Checks(max=60.0), Checks(-5.0, 80.0))
    return st.sampled_from(few)


@st.composite
def indicators(draw: st.DrawFn, name: str, reporters: Sequence[Unit]) -> Indicator:
    """One indicator that units report, of any measure, with the settings its measure allows."""
    measure: Any = draw(
        st.sampled_from(("count", "count", "ratio", "ratio", "yes_no", "score", "milestone"))
    )
    stock_only = measure in {"yes_no", "score", "milestone"}
    over_time: Any = (
        "stock" if stock_only else draw(st.sampled_from(("flow", "running_total", "stock")))
    )
    few = draw(st.sampled_from((1, len(reporters) // 2, len(reporters))))
    whole = draw(st.permutations(reporters))[:few]
    common = Indicator(
        id=name,
        name=name,
        field=draw(st.sampled_from(("F", "G"))),
        measure=measure,
        unit_of_measure=draw(st.sampled_from(_UNITS_OF_MEASURE[measure])),
        frequency=draw(st.sampled_from(("month", "month", "quarter", "half", "year"))),
        decimals=draw(st.integers(0, 2)),
        over_time=over_time,
        reported_by=tuple(u.id for u in whole),
        reporters=tuple(u.id for u in whole),
        weight=draw(st.sampled_from((1.0, 1.0, 2.0, 0.5, 0.0))),
        checks=draw(checks()),
    )
    if measure == "milestone":
        return replace(common, due=draw(st.sampled_from(DAYS)))
    return _aimed(draw, common, whole)


def _aimed(draw: st.DrawFn, one: Indicator, whole: Sequence[Unit]) -> Indicator:
    direction: Any = draw(st.sampled_from(("up", "up", "down", "within")))
    one = replace(
        one,
        direction=direction,
        limit=draw(st.sampled_from((None, None, None, 50.0, 5.0))),
        method=draw(st.sampled_from(("linear", "linear", "cagr", "projection"))),
    )
    flowing_count = one.measure == "count" and one.over_time != "stock"
    paths: tuple[Any, ...] = (None, "flat", "profile" if flowing_count else "linear")
    path = draw(st.sampled_from(paths))
    profile = draw(
        st.sampled_from((None, (0.0, *[1 / 11] * 11), tuple(n / 78 for n in range(1, 13))))
    )
    if flowing_count and path in {None, "profile"}:
        learns = one.frequency != "year" and draw(st.booleans())
        given = None if learns else profile
        one = replace(one, path="profile", profile=given, learns_profile=learns)
    elif path is not None:
        one = replace(one, path=path)
    else:
        one = replace(one, path="linear" if one.over_time == "stock" else "flat")
    if direction == "within":
        low = draw(tenths(1, 30))
        return replace(one, band=(low, low + draw(tenths(0, 30))))
    high = draw(st.sampled_from((40, 200, 1000))) if one.measure == "count" else 100
    low = -50 if one.measure == "score" and draw(st.integers(0, 2)) == 0 else 0
    targets = draw(target_years(low, high))
    kinds = {"district", "commune"} | {u.id for u in whole}
    revised = draw(
        st.lists(
            st.tuples(st.sampled_from((2023, 2024)), tenths(0, high), st.integers(0, 1000)),
            max_size=2,
            unique_by=lambda r: r[2],
        )
        if targets
        else st.just([])
    )
    return replace(
        one,
        targets=targets,
        baseline=draw(st.none() | st.builds(Baseline, st.integers(2020, 2021), tenths(low, high))),
        unit_targets=draw(
            st.dictionaries(st.sampled_from(sorted(kinds)), target_years(0, high // 2), max_size=3)
        ),
        target_revisions=tuple(
            TargetRevision(y, v, date(2022, 1, 1) + timedelta(days=n), f"QĐ {n}")
            for y, v, n in revised
        ),
    )


def _weighted(draw: st.DrawFn, found: list[Indicator]) -> list[Indicator]:
    """Counts and scores may be joined otherwise; weighted only by one before it: no cycles."""
    weights: list[str] = []
    mixed = []
    for one in found:
        ways: list[Any] = ["auto"] * 3
        if one.measure in {"count", "score"}:
            ways += ["mean", "min", "max", "sum"]
            if weights:
                ways += ["weighted"] * 3
        way = draw(st.sampled_from(ways))
        by = draw(st.sampled_from(weights)) if way == "weighted" else None
        mixed.append(replace(one, across_units=way, weighted_by=by))
        if one.measure in {"count", "score"}:
            weights.append(one.id)
    return mixed


@st.composite
def formulas(draw: st.DrawFn, name: str, parts: Sequence[Indicator]) -> Indicator:
    """A formula over one to three of the indicators before it, formulas among them."""
    chosen = draw(
        st.lists(st.sampled_from(parts), min_size=1, max_size=3, unique_by=lambda i: i.id)
    )
    ids = [i.id for i in chosen]
    text = draw(
        st.sampled_from(
            (
                " + ".join(f"0.5*{i}" for i in ids),
                " - ".join(ids),
                f"({' + '.join(ids)}) / {ids[0]}",
                f"100 * {ids[-1]} / ({ids[0]} + 1)",
            )
        )
    )
    operands = tuple(sorted(set(ids) & set(_named(text)), key=text.index))
    longest = max((i.frequency for i in chosen if i.id in operands), key=FREQUENCIES.index)
    over_time: Any = draw(st.sampled_from(("stock", "flow")))
    one = Indicator(
        id=name,
        name=name,
        field="F",
        measure="formula",
        unit_of_measure="%",
        frequency=longest,
        decimals=1,
        over_time=over_time,
        formula=text,
        operands=operands,
        direction=draw(st.sampled_from(("up", "down"))),
        path="linear" if over_time == "stock" else "flat",
        targets=draw(target_years(-20, 100)),
        baseline=draw(st.none() | st.builds(Baseline, st.just(2021), tenths(-20, 100))),
        unit_targets=draw(st.dictionaries(st.just("commune"), target_years(0, 100), max_size=1)),
        method=draw(st.sampled_from(("linear", "linear", "cagr", "projection"))),
    )
    return one


def _named(text: str) -> list[str]:
    from .formula import tokens

    return [t for t in tokens(text) if t[0].isalpha()]


@st.composite
def learners(draw: st.DrawFn, name: str, reporters: Sequence[Unit]) -> Indicator:
    """A count whose profile is learned."""
    one = draw(indicators(name, reporters))
    within = one.direction == "within"
    targets = draw(target_years(0, 200)) | {LAST: 100.0}
    return replace(
        one,
        measure="count",
        unit_of_measure="item",
        frequency=draw(st.sampled_from(("month", "month", "quarter", "half"))),
        over_time=draw(st.sampled_from(("flow", "running_total"))),
        path="profile",
        profile=None,
        learns_profile=True,
        due=None,
        targets={} if within else targets,
    )


@st.composite
def plans(
    draw: st.DrawFn,
    methods: Sequence[str] = ("linear", "cagr", "projection"),
    *,
    learning: bool = False,
) -> Plan:
    members = draw(units())
    made = learners if learning else indicators
    found = [draw(made(f"I{n}", members)) for n in range(draw(st.integers(1, 4)))]
    found = _weighted(draw, found)
    for n in range(draw(st.integers(0, 2))):
        found.append(draw(formulas(f"M{n}", found)))
    kept = [i if i.method in methods else replace(i, method="linear") for i in found]
    return Plan(
        id="plan",
        name="Plan",
        owners=(Owner("Owner"),),
        years=(FIRST, LAST),
        fields=(
            Field("F", "F", draw(st.sampled_from((1.0, 2.0, 0.0)))),
            Field("G", "G", draw(st.sampled_from((1.0, 3.0)))),
        ),
        units=members,
        indicators=tuple(kept),
        calendar=draw(st.sampled_from(CALENDARS)),
        assessment=AssessmentSettings(
            "linear", 0.95, 0.80, draw(st.sampled_from((0.5, 0.5, 0.0, 1 / 3, 0.8, 1.0)))
        ),
        missing_in_score=draw(st.sampled_from(("zero", "exclude"))),
    )


LABELS = (
    *(f"{y}-{m:02d}" for y in (2022, 2023, 2024) for m in (3, 6, 12)),
    *("2022-01", "2023-02", "2024-05", "2024-09"),
    *(f"{y}-{p}" for y in (2023, 2024) for p in ("Q2", "Q4", "H1", "H2", "9M")),
    *("2024-Q1", "2022", "2023", "2024", "2022-2023", "2022-2024", "2023-2024"),
)


@st.composite
def cases(
    draw: st.DrawFn,
    methods: Sequence[str] = ("linear", "cagr", "projection"),
    *,
    learning: bool = False,
) -> Case:
    """`learning`: every reported indicator learns its profile."""
    plan = draw(plans(methods, learning=learning))
    said = facts_of(plan, Random(draw(st.integers(0, 2**32))))  # noqa: S311 - made-up figures
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True))
    as_of = draw(st.sampled_from(MOMENTS))
    return Case(plan, said, tuple(parse_period(x) for x in labels), as_of)


def same_cases(count: int, at_random: int = 0) -> settings:
    """As many cases, the same ones in every run (or so many others if `at_random` asks for them);
    one that fails is shown as it is."""
    return settings(
        max_examples=at_random or count,
        derandomize=not at_random,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
