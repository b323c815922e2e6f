"""What the catalogue says of each indicator, in the words of the plan's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpi.plan.model import Indicator, Plan
from kpi.plan.targets import targets_in_force
from kpi.planning.showing import word_text
from kpi.words import formats, say

COLUMNS = (
    "code", "name", "definition", "unit_of_measure", "measure", "direction", "frequency",
    "reporters", "lead", "baseline", "targets", "basis", "sources",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator; texts as they are read, empty where the plan says nothing. `targets` are the
    years' values as decided by the day asked, each with its revision behind it."""

    field: str
    code: str
    name: str
    definition: str
    unit_of_measure: str
    measure: str
    direction: str
    frequency: str
    reporters: str
    lead: str
    baseline: str
    targets: str
    basis: str
    sources: str


def entries_of(plan: Plan, day: date) -> tuple[Entry, ...]:
    """Every indicator under its field, in the plan's order, as decided by a day."""
    return tuple(
        _entry(plan, i, f.name, day)
        for f in plan.fields
        for i in plan.indicators
        if i.field == f.id
    )


def _entry(plan: Plan, i: Indicator, field: str, day: date) -> Entry:
    return Entry(
        field=field,
        code=i.id,
        name=i.name,
        definition="\n".join(_definition(plan, i)),
        unit_of_measure=i.unit_of_measure,
        measure=_counted(plan, i),
        direction=_direction(plan, i),
        frequency=word_text("frequency", i.frequency, plan.locale),
        reporters=_reporters(plan, i),
        lead=_named(plan, (i.lead, *i.support)),
        baseline=_baseline(plan, i),
        targets="\n".join(_targets(plan, i, day)),
        basis=i.basis or "",
        sources=_sources(plan, i),
    )


def _definition(plan: Plan, i: Indicator) -> Iterator[str]:
    if i.definition:
        yield i.definition
    named = (("numerator", i.numerator), ("denominator", i.denominator), ("formula", i.formula))
    for key, text in named:
        if text:
            yield say(f"report.method.{key}", plan.locale, text=text)


def _counted(plan: Plan, i: Indicator) -> str:
    """How it is measured, and how it adds up over time where that is a choice."""
    words = [word_text("measure", i.measure, plan.locale)]
    if i.measure in {"count", "ratio"}:
        words.append(word_text("over_time", i.over_time, plan.locale).lower())
    return "; ".join(words)


def _direction(plan: Plan, i: Indicator) -> str:
    if i.band:
        low, high = (formats.number(v, i.decimals, plan.locale) for v in i.band)
        return say("catalogue.within", plan.locale, low=low, high=high)
    return word_text("direction", i.direction, plan.locale)


def _reporters(plan: Plan, i: Indicator) -> str:
    """How many units report it, by name as long as they are few."""
    if i.measure == "formula":
        return say("catalogue.nobody", plan.locale)
    names = [plan.unit_by_id[u].name for u in i.reporters]
    if len(names) <= NAMED:
        return "; ".join(names)
    shown = "; ".join(names[:NAMED])
    return say("catalogue.units", plan.locale, count=len(names), names=shown)


NAMED = 3


def _named(plan: Plan, ids: tuple[str | None, ...]) -> str:
    known = plan.unit_by_id
    return "; ".join(known[i].name if i in known else i for i in ids if i)


def _baseline(plan: Plan, i: Indicator) -> str:
    if i.baseline is None:
        return ""
    value = formats.number(i.baseline.value, i.decimals, plan.locale)
    return say("catalogue.of_year", plan.locale, year=i.baseline.year, value=value)


def _targets(plan: Plan, i: Indicator, day: date) -> Iterator[str]:
    """A line a year; a due day where that stands in their place; given to units below."""
    if i.due:
        yield say("catalogue.due", plan.locale, day=formats.day(i.due, plan.locale))
    revised = {r.year: r for r in sorted(i.target_revisions, key=lambda r: r.decided)
               if r.decided <= day}  # fmt: skip
    for year, value in sorted(targets_in_force(i, day).items()):
        told = {"year": year, "value": formats.number(value, i.decimals, plan.locale)}
        if year in revised:
            told["decision"] = revised[year].decision
            told["day"] = formats.day(revised[year].decided, plan.locale)
        yield say(f"catalogue.{'revised' if year in revised else 'of_year'}", plan.locale, **told)
    if i.unit_targets:
        yield say("catalogue.unit_targets", plan.locale, count=len(i.unit_targets))


def _sources(plan: Plan, i: Indicator) -> str:
    """Where its figures come from: the form of which period, or the indicators it stands on."""
    if i.measure == "formula":
        return say("catalogue.from_indicators", plan.locale, codes=", ".join(i.operands))
    period = word_text("frequency", i.frequency, plan.locale).lower()
    rows = f"{i.id}.a, {i.id}.b" if i.measure == "ratio" else i.id
    return say("catalogue.from_form", plan.locale, period=period, rows=rows)
