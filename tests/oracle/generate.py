"""Random small plans and what units say under them, for comparing two computations.

Rule: only what the plan loader and the intake let through; otherwise as odd as can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from kpi.periods import FREQUENCIES, MONTHS_IN, Calendar, Period, parse_period, periods_between
from kpi.plan.model import (
    AssessmentSettings,
    Baseline,
    Field,
    Indicator,
    Owner,
    Plan,
    Predecessor,
    Span,
    TargetRevision,
    Unit,
)

from .facts import Fact

FIRST, LAST = 2022, 2024
START = datetime(2022, 1, 1)
CALENDARS = (
    Calendar(),
    Calendar(14),
    Calendar(25),
    Calendar(25, ((12, 31),)),
    Calendar(None, ((2, 20),)),
)
DAYS = (date(2023, 3, 10), date(2023, 6, 30), date(2023, 12, 20), date(2024, 2, 29))


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
def units(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Two to six units in up to three areas; some end or begin inside the years, some pause, some
    that end are succeeded."""
    found = []
    for n in range(draw(st.integers(2, 6))):
        begins, ends = None, None
        if draw(st.integers(0, 2)) == 0:
            day = draw(st.sampled_from(DAYS))
            begins, ends = draw(st.sampled_from([(day, None), (None, day), (DAYS[0], DAYS[2])]))
        found.append(
            Unit(
                f"U{n}",
                f"Unit {n}",
                draw(st.sampled_from(("district", "commune"))),
                draw(st.sampled_from(("X", "Y", "Z", None))),
                valid_from=begins,
                valid_to=ends,
                spans=draw(spans()) if begins is ends is None else (),
            )
        )
    return tuple(found) + draw(successors(found))


def spans() -> st.SearchStrategy[tuple[Span, ...]]:
    """Mostly none; else two or three, a day or a season apart."""
    day = timedelta(days=1)
    pauses = (
        ((None, DAYS[0]), (DAYS[1], None)),
        ((None, DAYS[0]), (DAYS[1], DAYS[2]), (DAYS[3], None)),
        ((DAYS[0], DAYS[2]), (DAYS[3], None)),
        ((None, DAYS[1]), (DAYS[1] + day, None)),
        ((None, date(2022, 5, 3)), (date(2022, 9, 9), date(2024, 2, 29))),
    )
    return st.sampled_from([(), (), (), (), *pauses])


@st.composite
def successors(draw: st.DrawFn, old: Sequence[Unit], level: int = 1) -> tuple[Unit, ...]:
    """Units that take over from those that end: splits and merges, at once or after a while, some
    of them succeeded in turn. Shares are thirds, halves and odd ones."""
    ended = [u for u in old if u.valid_to is not None and draw(st.integers(0, 3)) > 0]
    if not ended or level > 2:
        return ()
    begun = max(u.valid_to for u in ended if u.valid_to) + timedelta(
        days=draw(st.sampled_from((1, 1, 1, 40)))
    )
    names = [f"H{level}{n}" for n in range(draw(st.integers(1, 3)))]
    taken: dict[str, list[Predecessor]] = {name: [] for name in names}
    for unit in ended:
        heirs = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        weights = [draw(st.sampled_from((1, 1, 2, 5))) for _ in heirs]
        for name, weight in zip(heirs, weights, strict=True):
            taken[name].append(Predecessor(unit.id, weight / sum(weights)))
    later = [d for d in DAYS if d > begun]
    made = tuple(
        Unit(
            name,
            name,
            draw(st.sampled_from(("district", "commune"))),
            draw(st.sampled_from(("X", "Y", None))),
            valid_from=begun + timedelta(days=draw(st.sampled_from((0, 0, 0, 60)))),
            valid_to=draw(st.sampled_from([None, None, later[-1] + timedelta(60)]))
            if later
            else None,
            succeeds=tuple(parts),
        )
        for name, parts in taken.items()
    )
    return made + draw(successors(made, level + 1))


def target_years(low: int, high: int) -> st.SearchStrategy[dict[int, float]]:
    return st.dictionaries(st.integers(FIRST, LAST + 1), tenths(low, high), max_size=3)


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
        unit_of_measure=draw(st.sampled_from(("%", "‰", "h"))) if measure == "ratio" else "item",
        frequency=draw(st.sampled_from(("month", "month", "quarter", "half", "year"))),
        decimals=draw(st.integers(0, 2)),
        over_time=over_time,
        reported_by=tuple(u.id for u in whole),
        reporters=tuple(u.id for u in whole),
        weight=draw(st.sampled_from((1.0, 1.0, 2.0, 0.5, 0.0))),
    )
    if measure == "milestone":
        return replace(common, due=draw(st.sampled_from(DAYS)))
    return _aimed(draw, common, whole)


def _aimed(draw: st.DrawFn, one: Indicator, whole: Sequence[Unit]) -> Indicator:
    direction: Any = draw(st.sampled_from(("up", "up", "down", "within")))
    one = replace(
        one,
        direction=direction,
        limit=draw(st.sampled_from((None, None, 50.0, 5.0))),
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
    high = 200 if one.measure == "count" else 100
    targets = draw(target_years(0, high))
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
        baseline=draw(st.none() | st.builds(Baseline, st.integers(2020, 2021), tenths(0, high))),
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
        targets=draw(target_years(0, 100)),
        baseline=draw(st.none() | st.builds(Baseline, st.just(2021), tenths(0, 100))),
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
        assessment=AssessmentSettings("linear", 0.95, 0.80),
        missing_in_score=draw(st.sampled_from(("zero", "exclude"))),
    )


def _periods_said(draw: st.DrawFn, one: Indicator) -> list[Period]:
    """Its own reporting periods with gaps, and now and then a longer one's figure."""
    first = draw(st.sampled_from((FIRST, FIRST, FIRST + 1, LAST))) * 12
    own = list(periods_between(first, LAST * 12 + 11, one.frequency))
    keep = draw(st.sampled_from((1.0, 1.0, 0.9, 0.4)))
    said = [p for p in own if keep == 1.0 or draw(st.integers(0, 9)) < keep * 10]
    longer = [f for f in FREQUENCIES if MONTHS_IN[f] > MONTHS_IN[one.frequency]]
    if longer and draw(st.integers(0, 2)) == 0:
        kind = draw(st.sampled_from(longer))
        one_more = draw(st.sampled_from(list(periods_between(FIRST * 12, LAST * 12 + 11, kind))))
        said.append(one_more)
        if draw(st.booleans()):
            said = [p for p in said if p == one_more or not one_more.contains(p)]
    return said


def _answer(
    draw: st.DrawFn, one: Indicator, period: Period, states: Sequence[str]
) -> dict[str, Any]:
    states = list(states)
    if one.over_time != "running_total" and one.measure in {"count", "ratio"}:
        states.append("none_occurred")
    state = draw(st.sampled_from(states))
    answer: dict[str, Any] = {
        "state": state,
        "numerator": None,
        "denominator": None,
        "value": None,
        "done_on": None,
    }
    if state == "none_occurred":
        answer |= (
            {"numerator": 0.0, "denominator": 0.0} if one.measure == "ratio" else {"value": 0.0}
        )
    elif state in {"value", "estimate"}:
        answer |= draw(_figures(one, period))
    return answer


def _figures(one: Indicator, period: Period) -> st.SearchStrategy[dict[str, Any]]:
    """Plain figures of a measure; a milestone's day is the first of the period's last month."""
    if one.measure == "ratio":
        return st.sampled_from((0, 1, 4, 5, 10, 20, 40)).flatmap(
            lambda below: st.integers(0, below).map(
                lambda above: {"numerator": float(above), "denominator": float(below)}
            )
        )
    if one.measure == "milestone":
        done = date(period.last_month // 12, period.last_month % 12 + 1, 1)
        return st.sampled_from(({"value": 0.0}, {"value": 100.0, "done_on": done}))
    figures = {
        "yes_no": st.sampled_from((0.0, 100.0)),
        "score": tenths(0, 100),
        "count": st.integers(0, 30).map(float),
    }
    return figures[one.measure].map(lambda value: {"value": value})


@st.composite
def facts(draw: st.DrawFn, plan: Plan) -> tuple[Fact, ...]:
    """What units said while they were valid: gaps, states, corrections that came later."""
    found: list[Fact] = []
    calendar = plan.calendar
    for one in plan.indicators:
        states = ["value"] * 14 + ["estimate", "not_applicable", "withheld"]
        if one.learns_profile and draw(st.booleans()):
            states = ["value"]  # what shares are learned from
        for name in one.reporters:
            member = plan.unit_by_id[name]
            for period in _periods_said(draw, one):
                first, last = calendar.first_day(period), calendar.last_day(period)
                if not member.valid_within(first, last):
                    continue
                for n in range(2 if draw(st.integers(0, 7)) == 0 else 1):
                    known = START + timedelta(
                        days=(last - START.date()).days + 2 + 200 * n,
                        hours=draw(st.integers(0, 23)),
                    )
                    answer = _answer(draw, one, period, states)
                    found.append(
                        Fact(
                            unit=name,
                            period=period.label,
                            indicator=one.id,
                            known_at=known,
                            sequence=len(found),
                            **answer,
                        )
                    )
    return tuple(found)


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
    said = draw(facts(plan))
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True))
    as_of = draw(st.sampled_from(MOMENTS))
    return Case(plan, said, tuple(parse_period(x) for x in labels), as_of)
