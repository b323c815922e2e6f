"""Typical mistakes of people in a hurry, made on purpose: what the checks are there to find.

Each takes the right entries and gives wrong ones, or None where it cannot be made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from flows.demo.chance import draw
from flows.demo.filling import Entries, comma, fill
from flows.demo.world import World
from kpi.periods import Period
from kpi.words import say
from reports.forms.entries import Entry

Mistake = Callable[[World, str, Period, Entries, Random], Entries | None]


def make_mistake(
    world: World, unit: str, period: Period, entries: Entries
) -> tuple[str, Entries] | None:
    """The first mistake that can be made in this form, in an order of its own, and the result."""
    chance = draw("mistake", unit, period.label)
    names = list(MISTAKES)
    chance.shuffle(names)
    for name in names:
        wrong = MISTAKES[name](world, unit, period, dict(entries), chance)
        if wrong is not None:
            return name, wrong
    return None


def _ratios(world: World, entries: Entries, *, lowest: int) -> list[str]:
    """Percentages whose parts stand as numbers, from a denominator on."""
    return [
        i.id
        for i in world.plan.indicators
        if i.factor == 100 and (n := _number(entries, f"{i.id}.b")) is not None and n >= lowest
    ]


def _number(entries: Entries, code: str) -> int | float | None:
    value = entries[code].value if code in entries else None
    return value if isinstance(value, int | float) else None


def _numbers(entries: Entries, lowest: float) -> list[str]:
    return [code for code in entries if (n := _number(entries, code)) is not None and n >= lowest]


def share_as_text(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """`0,85` typed over the computed percentage, its parts left out."""
    return _typed_over(world, entries, chance, lambda share: comma(round(share, 2)))


def about_a_share(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """`khoảng 20%` in place of figures."""
    return _typed_over(
        world, entries, chance, lambda share: say("demo.cells.about", value=round(20 * share) * 5)
    )


def _typed_over(
    world: World, entries: Entries, chance: Random, text: Callable[[float], str]
) -> Entries | None:
    found = _ratios(world, entries, lowest=3)
    if not found:
        return None
    code = chance.choice(found)
    above, below = _number(entries, f"{code}.a") or 0, _number(entries, f"{code}.b") or 1
    for part in ("a", "b"):
        del entries[f"{code}.{part}"]
    return {**entries, code: Entry(text(above / below))}


def letter_for_zero(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """`12O` for 120."""
    found = [c for c in _numbers(entries, 10) if "0" in f"{entries[c].value}"[1:]]
    if not found:
        return None
    code = chance.choice(found)
    text = f"{entries[code].value}"
    return _with(entries, code, text[0] + text[1:].replace("0", "O"))


def more_than_all(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """The two parts of a ratio written the wrong way round."""
    turned = [
        c
        for c in _ratios(world, entries, lowest=5)
        if (_number(entries, f"{c}.a") or 0) < (_number(entries, f"{c}.b") or 0)
    ]
    if not turned:
        return None
    code = chance.choice(turned)
    above, below = entries[f"{code}.a"], entries[f"{code}.b"]
    return {**entries, f"{code}.a": below, f"{code}.b": above}


def only_the_date_changed(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """Last month's figures sent again as this month's."""
    before = period.preceding()
    of_unit = world.plan.unit_by_id[unit]
    if period.kind != "month" or before.first_month < (world.plan.years[0] + 1) * 12:
        return None
    if not of_unit.valid_on(world.plan.calendar.last_day(before)):
        return None
    return fill(world, unit, before)


def ten_times(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """One digit too many in a count."""
    counts = {i.id for i in world.plan.indicators if i.measure == "count"}
    found = [c for c in _numbers(entries, 3) if c in counts]
    if not found:
        return None
    code = chance.choice(found)
    return _with(entries, code, (_number(entries, code) or 0) * 10)


def one_part_left_out(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """A ratio with its total forgotten."""
    found = _ratios(world, entries, lowest=1)
    if not found:
        return None
    del entries[f"{chance.choice(found)}.b"]
    return entries


def no_reason_given(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """A figure that asks for an explanation, without it."""
    told = [code for code, entry in entries.items() if entry.explanation]
    if not told:
        return None
    return {c: replace(e, explanation="") for c, e in entries.items() if e != Entry(None)}


def a_dash(
    world: World, unit: str, period: Period, entries: Entries, chance: Random
) -> Entries | None:
    """`-`, which may mean none, nothing to say or not ours."""
    counts = {i.id for i in world.plan.indicators if i.measure == "count"}
    found = [code for code in entries if code in counts]
    return _with(entries, chance.choice(found), "-") if found else None


def _with(entries: Entries, code: str, value: float | str) -> Entries:
    return {**entries, code: replace(entries[code], value=value)}


MISTAKES: Mapping[str, Mistake] = {
    f.__name__: f
    for f in (
        share_as_text,
        about_a_share,
        letter_for_zero,
        more_than_all,
        only_the_date_changed,
        ten_times,
        one_part_left_out,
        no_reason_given,
        a_dash,
    )
}
