"""How a unit writes its figures into the form: entries by code, with states, reasons and proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from demo.chance import draw
from demo.world import World
from kpi.periods import Period
from kpi.plan.form_rows import form_indicators
from kpi.plan.model import Indicator
from kpi.plan.targets import yardstick_of
from kpi.words import say
from reports.forms.entries import Entry, Figure

Entries = dict[str, Entry]

# What does not belong to a unit's tasks; it says so every time.
NOT_ITS_TASK: Mapping[str, tuple[str, ...]] = {
    "HU-CC": ("LL04", "VH02"), "DK-CON-CO": ("LL04",), "X-HUONG-LAP": ("LL04",),
    "X-A-DOI": ("LL04",),
}  # fmt: skip
# What a unit may not tell here.
WITHHELD: Mapping[tuple[str, str], str] = {
    ("DU-CA", "2023-Q2"): "CH13",
    ("DU-QS", "2024-Q3"): "CH13",
}
# What those who report it, or most of them, cannot tell yet at one time: links of systems that are
# being counted, scores that wait for their examination, an order of work that is written anew.
NOT_YET: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("CH11", "2024-H1"): ("VP",),
    ("CH14", "2023"): ("TU-DH", "TXU-QT", "HU-GL", "HU-CL", "HU-TP", "HU-HL", "HU-HH",
                       "DU-K", "DU-QS", "DU-CA"),
    ("BV03", "2024-H1"): ("TU-DH", "HU-VL", "HU-GL", "HU-TP", "HU-HL", "HU-CC", "DU-QS", "DU-CA"),
}  # fmt: skip
_NO_FIGURES_YET = 0.006  # share of cells
_MUCH_MORE = 2.0  # times the last figure
_MISS_EXPLAINED = 0.9
_FRACTION_IN_ONE_CELL = 0.01


def fill(world: World, unit: str, period: Period, *, backfill: bool = False) -> Entries:
    """Everything a careful unit writes; each indicator of its form has an entry."""
    entries: Entries = {}
    for indicator in form_indicators(world.plan, unit, period, backfill=backfill):
        entries.update(_written(world, unit, indicator, period))
    return entries


def _written(world: World, unit: str, indicator: Indicator, period: Period) -> Entries:
    if indicator.id in NOT_ITS_TASK.get(unit, ()):
        return _state(indicator, say("demo.cells.not_its_task"))
    if WITHHELD.get((unit, period.label)) == indicator.id:
        return _state(indicator, say("demo.cells.withheld"))
    chance = draw("cell", unit, indicator.id, period.label)
    waits = unit in NOT_YET.get((indicator.id, period.label), ())
    if waits or (indicator.measure in ("count", "ratio") and chance.random() < _NO_FIGURES_YET):
        return _state(indicator, say("demo.cells.no_figures_yet"))
    figure = world.figure(unit, indicator, period)
    entries = _figure(unit, indicator, figure, chance.random())
    if indicator.measure == "milestone" and figure.done_on:
        entries[indicator.id] = replace(entries[indicator.id], evidence=_proof(indicator, unit))
    reason = _reason(world, unit, indicator, period)
    if reason:
        first = entries.get(indicator.id, Entry(None))
        entries[indicator.id] = replace(first, explanation=reason)
    return entries


def _figure(unit: str, indicator: Indicator, figure: Figure, luck: float) -> Entries:
    code = indicator.id
    match indicator.measure:
        case "ratio":
            return _ratio(unit, indicator, figure, luck)
        case "milestone":
            return {code: Entry(figure.done_on or say("demo.cells.not_done"))}
        case "yes_no":
            return {code: Entry(say("demo.cells.yes" if figure.value else "demo.cells.no"))}
        case "count":
            if not figure.value and indicator.over_time == "flow" and writes_words(unit):
                return {code: Entry(say("demo.cells.none_occurred"))}
    return {code: Entry(_whole(figure.value))}


def _ratio(unit: str, indicator: Indicator, figure: Figure, luck: float) -> Entries:
    above, below = _whole(figure.numerator), _whole(figure.denominator)
    code = indicator.id
    if not below and writes_words(unit):
        none = Entry(say("demo.cells.none_occurred"))
        return {f"{code}.a": none, f"{code}.b": none}
    if luck < _FRACTION_IN_ONE_CELL and below:
        return {code: Entry(f"{above}/{below}")}
    return {f"{code}.a": Entry(above), f"{code}.b": Entry(below)}


def estimated(entries: Entries, share: float, chance: Random) -> Entries:
    """About that share of the entries as `ước ...`, the rest as they are; at least one if any can.

    Both parts of a ratio are estimates or neither is.
    """
    groups = sorted({code.split(".")[0] for code in entries if _can_be_estimated(entries, code)})
    if not groups:
        return entries
    chosen = {g for g in groups if chance.random() < share} or {groups[0]}
    return {
        code: replace(entry, value=say("demo.cells.estimate", value=comma(entry.value)))
        if code.split(".")[0] in chosen and isinstance(entry.value, int | float)
        else entry
        for code, entry in entries.items()
    }


def _can_be_estimated(entries: Entries, code: str) -> bool:
    value = entries[code].value
    return isinstance(value, int | float) and value > 0


def _state(indicator: Indicator, word: str) -> Entries:
    """A word in place of the figure; for a ratio in both of its parts."""
    if indicator.measure != "ratio":
        return {indicator.id: Entry(word)}
    return {f"{indicator.id}.{part}": Entry(word) for part in ("a", "b")}


def writes_words(unit: str) -> bool:
    """Whether the unit's habit is `KPS`; others write 0."""
    return draw("habit", unit).random() < 0.7


def _reason(world: World, unit: str, indicator: Indicator, period: Period) -> str:
    """Why a figure grew much or missed its year, where the unit sees that itself."""
    chance = draw("reason", unit, indicator.id, period.label)
    if _misses(world, unit, indicator, period) and chance.random() < _MISS_EXPLAINED:
        return say(f"demo.reasons.less_{chance.randrange(1, 5)}")
    if indicator.measure != "count" or not _grew(world, unit, indicator, period):
        return ""
    if indicator.over_time == "stock":
        return say("demo.reasons.handed_over")
    return say(f"demo.reasons.more_{chance.randrange(1, 5)}")


def _misses(world: World, unit: str, indicator: Indicator, period: Period) -> bool:
    """Whether the year has ended short of the unit's own target, as the checks will see it."""
    plan, one = world.plan, world.plan.unit_by_id[unit]
    if indicator.measure == "milestone":
        done = world.figure(unit, indicator, period).done_on is not None
        due = indicator.due
        return not done and due is not None and plan.calendar.last_day(period) > due
    if period.month_of_year != 12:
        return False
    day = plan.calendar.last_day(period)
    yardstick = yardstick_of(indicator, one, period.year, decided_by=day)
    reached = world.figure(unit, indicator, _so_far(indicator, period)).value
    if yardstick is None or reached is None:
        return False
    return not yardstick.is_met(reached, indicator.decimals)


def _so_far(indicator: Indicator, period: Period) -> Period:
    """The year up to the period's end for what happens over time, else the period."""
    if indicator.over_time != "flow":
        return period
    start = period.year * 12
    return Period(start, period.last_month + 1 - start, period.kind)  # only its months are used


def _grew(world: World, unit: str, indicator: Indicator, period: Period) -> bool:
    before = period.preceding()
    if before.first_month < world.plan.years[0] * 12 or indicator.over_time == "running_total":
        return False
    now = world.figure(unit, indicator, period).value or 0.0
    last = world.figure(unit, indicator, before).value or 0.0
    return last >= 3 and now >= _MUCH_MORE * last


def _proof(indicator: Indicator, unit: str) -> str:
    number = draw("proof", indicator.id, unit).randrange(10, 90)
    return say("demo.cells.proof", number=number)


def _whole(value: float | None) -> int | float:
    """A whole number without its decimal point, as people type it."""
    number = value or 0.0
    return int(number) if number == int(number) else number


def comma(value: float) -> str:
    """A number as typed by hand in Vietnamese."""
    return f"{_whole(value)}".replace(".", ",")
