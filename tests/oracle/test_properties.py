"""What must hold of every light: silence decides nothing, better is never worse, order is nothing.

Rule: random plans; each property changes the facts (or the plan) in one way and compares rows.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from kpi.periods import Period, parse_period, periods_between
from kpi.plan.model import Indicator, Plan

from .facts import Fact
from .generate import plans
from .generate_facts import facts_of
from .reckoners import Row, brightness, by_oracle, is_light, reckoner
from .small import KNOWN, indicator, unit
from .small import plan as small_plan

EXAMPLES = int(os.environ.get("KPI_ORACLE_EXAMPLES", "0"))
PROPERTY = settings(
    max_examples=EXAMPLES or 60,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
YEAR = 2024
SHORTER = {"month": "2024-{:02d}", "quarter": "2024-Q{}", "half": "2024-H{}", "year": "2024"}


@dataclass(frozen=True)
class World:
    """A plan with what was said under it, an indicator, and one of its reporting periods."""

    plan: Plan
    facts: tuple[Fact, ...]
    indicator: Indicator
    at: Period
    random: Random

    def heard(self, unit: str) -> list[tuple[Period, Fact]]:
        """The unit's own-frequency figures of the indicator, in order; of a milestone "not
        applicable" too, which is a word that carries on."""
        mine = [f for f in self.facts if (f.unit, f.indicator) == (unit, self.indicator.id)]
        figures = [
            (parse_period(f.period), f)
            for f in sorted(mine, key=lambda f: (f.known_at, f.sequence))
            if f.state in {"value", "estimate", "none_occurred"}
            or (f.state == "not_applicable" and self.indicator.measure == "milestone")
        ]
        latest = {p: f for p, f in figures if p.months == self.indicator.months}
        return sorted(latest.items(), key=lambda pair: pair[0].last_month)

    def last_word(self, unit: str) -> Fact | None:
        """What stands in for the unit's report of the period, if it is a report of its own."""
        said = self.heard(unit)
        earlier = [(p, f) for p, f in said if p.last_month < self.at.last_month]
        match self.indicator.over_time:
            case "flow":
                same = [f for p, f in said if p.last_month == self.at.last_month - 12]
            case "running_total":
                same = [f for p, f in earlier if p.year == self.at.year]
            case "stock":
                same = [f for p, f in earlier if p.last_month >= self.at.last_month - 12]
        return same[-1] if same else None

    def without(self, units: Sequence[str]) -> list[Fact]:
        """The facts as if these units had not reported the period."""
        return [
            f
            for f in self.facts
            if not (
                f.unit in units and f.indicator == self.indicator.id and f.period == self.at.label
            )
        ]


@st.composite
def worlds(draw: st.DrawFn, methods: Sequence[str] = ("linear",)) -> World:
    """The indicator and period in which silence could change most: where units have a last word,
    beside others that report."""
    plan = draw(plans(methods))
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - made-up figures
    facts = _own_only(plan, facts_of(plan, random))
    found = [
        World(_only(plan, one), facts, one, at, random)
        for one in plan.indicators
        if one.measure != "formula"
        for at in periods_between(YEAR * 12, YEAR * 12 + 11, one.frequency)
    ]
    random.shuffle(found)
    chosen = max(found[:60], key=_telling)
    assume(_telling(chosen) > 2)
    return _aimed(chosen)


def _aimed(world: World) -> World:
    """With a target of the year near what the whole plan comes to, so that a little can change the
    light."""
    one = world.indicator
    rows = by_oracle(world.plan, world.facts, world.at.label)
    so_far = rows["ALL", one.id]["assessed"] if ("ALL", one.id) in rows else None
    if so_far is None or one.direction == "within" or one.measure == "milestone":
        return world
    months = world.at.month_of_year if one.path == "profile" else 12
    aim = so_far * 12 / months * world.random.choice((0.8, 0.95, 1.0, 1.04, 1.1, 1.3))
    aimed = replace(one, targets={**one.targets, YEAR: round(aim, 1)}, target_revisions=())
    others = tuple(aimed if i.id == one.id else i for i in world.plan.indicators)
    return replace(world, plan=replace(world.plan, indicators=others), indicator=aimed)


def _telling(world: World) -> int:
    one = world.indicator
    there = [u for u in one.reporters if _there(world, u)]
    reported = {f.unit for f in world.facts if _is_of(world, f)}
    return sum((u in reported) + (world.last_word(u) is not None) for u in there)


def _is_of(world: World, fact: Fact) -> bool:
    return (fact.indicator, fact.period) == (world.indicator.id, world.at.label)


def _only(plan: Plan, one: Indicator) -> Plan:
    """With the indicator, its weight and what that is weighted by in turn, and formulas made of
    these alone."""
    ids = {one.id}
    weight = one.weighted_by
    while weight is not None and weight not in ids:
        ids.add(weight)
        weight = plan.indicator_by_id[weight].weighted_by
    for other in plan.indicators:
        if set(other.operands) & ids and set(other.operands) <= ids:
            ids.add(other.id)
    return replace(plan, indicators=tuple(i for i in plan.indicators if i.id in ids))


def test_a_chain_of_weights_is_kept_whole() -> None:
    chain = [indicator(f"I{n}", measure="score", weighted_by=by)
             for n, by in enumerate((None, "I0", "I1"))]  # fmt: skip
    whole = small_plan([unit("U0")], [*chain, indicator("I3")])
    assert [i.id for i in _only(whole, chain[2]).indicators] == ["I0", "I1", "I2"]


def _own_only(plan: Plan, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Without longer periods' figures: taking a report away would let one stand in its place."""
    months = {i.id: i.months for i in plan.indicators}
    return tuple(f for f in facts if parse_period(f.period).months == months[f.indicator])


def _there(world: World, unit: str) -> bool:
    calendar = world.plan.calendar
    return world.plan.unit_by_id[unit].valid_on(calendar.last_day(world.at))


def _all_are_known(world: World) -> bool:
    """Whether every unit has reported the period or has a word of its own: where one has neither,
    the page takes the mean of those of its kind that reported, and that moves with who did."""
    there = [u for u in world.indicator.reporters if _there(world, u)]
    reported = {f.unit for f in world.facts if _is_of(world, f)}
    return all(u in reported or world.last_word(u) is not None for u in there)


def _said_again(world: World, word: Fact) -> Fact:
    again = replace(word, period=world.at.label, known_at=KNOWN, sequence=10**6)
    return again if again.state == "not_applicable" else replace(again, state="value")


# -- silence


@PROPERTY
@given(worlds(("linear", "cagr", "projection")))
def test_silence_never_changes_a_light_without_saying_so(world: World) -> None:
    assume(_all_are_known(world))
    units = [u for u in world.indicator.reporters if _there(world, u) and world.last_word(u)]
    others = {f.unit for f in world.facts if _is_of(world, f)}
    silent = world.random.sample(units, min(len(units), world.random.randint(1, 3)))
    silent = silent if others - set(silent) else silent[1:]
    words = [world.last_word(u) for u in silent]
    quiet = world.without(silent)
    spoken = [*quiet, *(_said_again(world, w) for w in words if w is not None)]
    before = reckoner()(world.plan, spoken, world.at.label, "as_reported")
    after = reckoner()(world.plan, quiet, world.at.label, "as_reported")
    for key, row in after.items():
        whole = key[0] == "ALL" or key[0].startswith("area:")
        if whole and is_light(row["status"]) and is_light(before[key]["status"]):
            assert _same_light(world, before[key], row), (key, before[key], row)


def _same_light(world: World, before: Row, after: Row) -> bool:
    """One light; or a ceiling broken by those who reported alone, where the page takes the light of
    what was reported."""
    indicator = world.plan.indicator_by_id[after["indicator"]]
    if brightness(before["status"]) == brightness(after["status"]):
        return True
    broken = indicator.direction == "down" and indicator.measure == "count"
    return broken and after["assessed"] > after["target"]


# -- better reports


@PROPERTY
@given(worlds())
def test_a_better_report_never_worsens_a_light(world: World) -> None:
    one = world.indicator
    weights = {i.weighted_by for i in world.plan.indicators}
    units = [u for u in one.reporters if _there(world, u) and world.last_word(u)]
    if (
        one.direction == "within"
        or one.across_units == "weighted"
        or one.id in weights
        or not units
    ):
        return
    unit = world.random.choice(units)
    word = world.last_word(unit)
    assert word is not None
    quiet = world.without([unit])
    like = _said_again(world, word)
    better = _better(one, like)
    steps = [[*quiet, like], [*quiet, better]]
    if _all_are_known(world):
        steps = [quiet, *steps]
    rows = [reckoner()(world.plan, said, world.at.label, "as_reported") for said in steps]
    for key in rows[0]:
        if key[1] != one.id:
            continue
        lights = [r[key]["status"] for r in rows if is_light(r[key]["status"])]
        shown = [brightness(x) for x in lights]
        broken = one.direction == "down" and one.measure == "count"
        if broken and len(lights) == 3:
            shown = shown[1:]  # see _same_light
        assert shown == sorted(shown), (key, [r[key] for r in rows])


def _better(one: Indicator, fact: Fact) -> Fact:
    """Better by a step, of a ratio with the same denominator."""
    step = 1.0 if one.direction == "up" else -1.0
    if one.measure == "ratio":
        below = fact.denominator or 0.0
        return replace(fact, numerator=min(max((fact.numerator or 0.0) + step, 0.0), below))
    if one.measure == "milestone":
        return fact
    if one.measure == "yes_no":
        return replace(fact, value=100.0 if step > 0 else 0.0)
    value = (fact.value or 0.0) + 5 * step
    return replace(fact, value=max(value, 0.0) if one.measure == "count" else value)


@PROPERTY
@given(worlds(), st.lists(st.integers(-40, 120).map(float), min_size=2, max_size=4))
def test_pace_is_monotone_in_assessed(world: World, figures: list[float]) -> None:
    first = world.indicator.reporters[:1]
    one = replace(world.indicator, reporters=first, across_units="auto", weighted_by=None)
    if one.measure not in {"score", "count"} or one.direction == "within":
        return
    plan = replace(world.plan, indicators=(one,))
    unit = one.reporters[0]
    rows = [
        reckoner()(plan, [_figure(world, unit, max(y, 0.0) if one.measure == "count" else y)],
                   world.at.label, "as_reported")
        for y in sorted(figures, reverse=one.direction == "down")
    ]  # fmt: skip
    for key in rows[0]:
        paces = [r[key]["pace"] for r in rows if r[key]["pace"] is not None]
        if one.direction == "down":
            paces = [min(p, 1.0) for p in paces]  # nothing at all is 1, a little may be more
        assert paces == sorted(paces), (key, paces)


def _figure(world: World, unit: str, value: float) -> Fact:
    return Fact(
        unit, world.at.label, world.indicator.id, "value", None, None, value, None, KNOWN, 1
    )


# -- order


@PROPERTY
@given(worlds(("linear", "cagr", "projection")))
def test_the_order_of_units_changes_nothing(world: World) -> None:
    shuffled = list(world.plan.units)
    world.random.shuffle(shuffled)
    mixed = [
        replace(i, reporters=tuple(world.random.sample(i.reporters, len(i.reporters))))
        for i in world.plan.indicators
    ]
    facts = list(world.facts)
    world.random.shuffle(facts)
    other = replace(world.plan, units=tuple(shuffled), indicators=tuple(mixed))
    label = world.at.label
    before = reckoner()(world.plan, world.facts, label, "as_reported")
    after = reckoner()(other, facts, label, "as_reported")
    assert before.keys() == after.keys()
    for key, row in before.items():
        assert not [c for c in row if not alike(row[c], after[key][c])], key


def alike(a: object, b: object) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a == b
