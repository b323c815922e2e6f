"""Made-up figures agree with each other and with the plan they are made for."""

from __future__ import annotations

import pytest

from demo.world import World
from kpi.periods import MONTHS_IN, Period, parse_period, periods_between, year_period
from kpi.plan.model import Indicator, Plan

FIRST, LAST = 2021 * 12, 2025 * 12 + 11


def own_periods(plan: Plan, unit: str, indicator: Indicator) -> list[Period]:
    """The indicator's reporting periods at whose end the unit is valid."""
    one, calendar = plan.unit_by_id[unit], plan.calendar
    return [
        p
        for p in periods_between(FIRST, LAST, indicator.frequency)
        if one.valid_on(calendar.last_day(p)) and p.first_month >= FIRST
    ]


def test_no_percentage_has_more_done_than_there_is(plan: Plan, world: World) -> None:
    for indicator in (i for i in plan.indicators if i.factor == 100 and i.measure == "ratio"):
        for unit in indicator.reporters:
            for period in own_periods(plan, unit, indicator):
                figure = world.figure(unit, indicator, period)
                assert figure.numerator is not None
                assert figure.denominator is not None
                assert 0 <= figure.numerator <= figure.denominator


def test_running_totals_never_fall_within_a_year(plan: Plan, world: World) -> None:
    for indicator in (i for i in plan.indicators if i.over_time == "running_total"):
        for unit in indicator.reporters:
            for period in own_periods(plan, unit, indicator):
                if period.month_of_year > MONTHS_IN[indicator.frequency]:
                    before = world.figure(unit, indicator, period.preceding()).value or 0
                    assert (world.figure(unit, indicator, period).value or 0) >= before


def test_what_is_in_store_never_shrinks(plan: Plan, world: World) -> None:
    for indicator in (i for i in plan.indicators if i.checks.not_decreasing):
        for unit in indicator.reporters:
            values = [
                world.figure(unit, indicator, p).value or 0
                for p in own_periods(plan, unit, indicator)
            ]
            assert values == sorted(values), (indicator.id, unit)


def test_figures_of_one_unit_keep_the_plans_own_rules(plan: Plan, world: World) -> None:
    out, all_documents = plan.indicator_by_id["CH03"], plan.indicator_by_id["CH02"]
    for unit in out.reporters:
        for period in own_periods(plan, unit, out):
            sent = world.figure(unit, out, period).denominator or 0
            assert sent <= (world.figure(unit, all_documents, period).denominator or 0)
    assigned, staff = plan.indicator_by_id["BV01"], plan.indicator_by_id["CH08"]
    for unit in assigned.reporters:
        for period in own_periods(plan, unit, assigned):
            named = world.figure(unit, assigned, period).denominator or 0
            assert named <= (world.figure(unit, staff, period).denominator or 0)


def test_a_quarter_of_meetings_is_the_meetings_of_its_months(plan: Plan, world: World) -> None:
    quarterly, monthly = plan.indicator_by_id["CH05"], plan.indicator_by_id["CH06"]
    quarter = parse_period("2024-Q2")
    months = [parse_period(f"2024-0{m}") for m in (4, 5, 6)]
    for unit in quarterly.reporters:
        held = sum(world.figure(unit, monthly, m).denominator or 0 for m in months)
        assert world.figure(unit, quarterly, quarter).denominator == held


def test_anonymous_surveys_are_counted_on_the_electronic_ones(plan: Plan, world: World) -> None:
    electronic, anonymous = plan.indicator_by_id["DL01"], plan.indicator_by_id["DL04"]
    for unit in anonymous.reporters:
        for period in own_periods(plan, unit, anonymous):
            inside = world.figure(unit, electronic, period).numerator
            assert world.figure(unit, anonymous, period).denominator == inside


def test_yearly_counts_come_near_their_targets_some_over_some_under(
    plan: Plan, world: World
) -> None:
    reached = {}
    for code in ("TT02", "BCV03", "HC04", "LL02", "CH09"):
        indicator = plan.indicator_by_id[code]
        for year in (2021, 2022, 2023, 2024):
            whole = year_period(year)
            total = sum(world.figure(u, indicator, whole).value or 0 for u in indicator.reporters)
            reached[code, year] = total / indicator.targets[year]
    assert all(0.6 < share < 1.4 for share in reached.values()), reached
    assert min(reached.values()) < 0.95
    assert max(reached.values()) > 1.05


@pytest.mark.parametrize(("code", "low", "high"), [("CH02", 90, 100), ("HC01", 5, 12)])
def test_ratios_of_2024_come_near_their_targets(
    plan: Plan, world: World, code: str, low: float, high: float
) -> None:
    indicator = plan.indicator_by_id[code]
    figures = [
        world.figure(u, indicator, year_period(2024))
        for u in indicator.reporters
        if plan.unit_by_id[u].kind != "commune"
    ]
    above = sum(f.numerator or 0 for f in figures)
    below = sum(f.denominator or 0 for f in figures)
    assert low < 100 * above / below < high


def test_milestones_are_reached_in_time_and_late_but_never_told_beforehand(
    plan: Plan, world: World
) -> None:
    drafted = plan.indicator_by_id["CH01"]
    assert drafted.due is not None
    days = [world.figure(u, drafted, year_period(2023)).done_on for u in drafted.reporters]
    done = [day for day in days if day is not None]
    assert len(done) == 14
    assert any(day > drafted.due for day in done)
    assert sum(day <= drafted.due for day in done) > 7
    for period in own_periods(plan, "HU-VL", drafted):
        day = world.figure("HU-VL", drafted, period).done_on
        assert day is None or day <= plan.calendar.last_day(period)


def test_a_unit_that_ended_within_a_month_did_a_part_of_it(plan: Plan, world: World) -> None:
    # July 2025 runs from 15 June to 14 July: 16 of its 30 days belong to the districts
    documents = plan.indicator_by_id["CH02"]
    districts = [u.id for u in plan.units if u.kind == "district"]
    whole, part = (
        sum(world.figure(u, documents, parse_period(m)).denominator or 0 for u in districts)
        for m in ("2025-06", "2025-07")
    )
    assert 0.35 < part / whole < 0.65
    gone = parse_period("2025-08")
    assert {world.figure(u, documents, gone).denominator for u in districts} == {0}


def test_the_departments_take_over_what_the_districts_had_in_store(
    plan: Plan, world: World
) -> None:
    store = plan.indicator_by_id["DN03"]
    before, after = parse_period("2025-Q2"), parse_period("2025-Q3")
    units = [u for u in store.reporters if u != "P1"]
    handed_on = sum(world.figure(u, store, before).value or 0 for u in units)
    grown = (world.figure("P1", store, after).value or 0) - (
        world.figure("P1", store, before).value or 0
    )
    assert grown > 0.7 * handed_on > 0
