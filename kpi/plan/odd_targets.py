"""Warnings about numbers: targets against baselines, limits, unit targets and formulas."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from kpi.periods import year_period
from kpi.plan.findings import Book, Place
from kpi.plan.formula import parse_formula
from kpi.plan.model import Indicator, Plan
from kpi.plan.odd_measures import all_like_shares, like_a_share
from kpi.plan.records import Record, yearly
from kpi.plan.targets import written_for

CLOSE = 1e-9  # what adding decimals may lose


def odd_targets(plan: Plan, indicator: Indicator, record: Record, book: Book) -> None:
    _against_baseline(indicator, record, book)
    _step_by_step(indicator, record, book)
    _against_limits(indicator, record, book)
    _unit_targets(plan, indicator, record, book)
    if indicator.formula and (indicator.targets or indicator.baseline):
        _against_parts(plan, indicator, record, book)


def _target_place(record: Record, year: int) -> Place:
    return record.yearly("targets")[year].place


def _worse(indicator: Indicator, value: float, than: float) -> bool:
    return value > than if indicator.direction == "down" else value < than


def _is_share(indicator: Indicator, year: int) -> bool:
    """Whether the target is asked about as a share: then nothing else is odd about it."""
    return all_like_shares(indicator) or like_a_share(indicator, year)


def _against_baseline(indicator: Indicator, record: Record, book: Book) -> None:
    baseline = indicator.baseline
    if baseline is None:
        return
    for year, target in indicator.targets.items():
        if _is_share(indicator, year):
            continue
        if year > baseline.year and _worse(indicator, target, baseline.value):
            book.report(
                "wrong_side_of_baseline", _target_place(record, year), where=record.where,
                year=year, target=target, base_year=baseline.year, baseline=baseline.value,
                direction=indicator.direction,
            )  # fmt: skip
    if indicator.targets and baseline.year > max(indicator.targets):
        book.report(
            "baseline_after_targets", record.at("baseline"), where=record.where,
            base_year=baseline.year, last=max(indicator.targets),
        )  # fmt: skip


def _step_by_step(indicator: Indicator, record: Record, book: Book) -> None:
    years = list(indicator.targets)
    for before, year in pairwise(years):
        target, last = indicator.targets[year], indicator.targets[before]
        shares = _is_share(indicator, year) or _is_share(indicator, before)
        if _worse(indicator, target, last) and not shares:
            book.report(
                "target_goes_back", _target_place(record, year), where=record.where, year=year,
                target=target, before=before, last=last, direction=indicator.direction,
            )  # fmt: skip


def _against_limits(indicator: Indicator, record: Record, book: Book) -> None:
    limit = indicator.limit
    for year, target in indicator.targets.items():
        place = _target_place(record, year)
        said: dict[str, object] = {"where": record.where, "year": year, "target": target}
        if target == 0:
            book.report("zero_target", place, **said)
        if limit is not None and _worse(indicator, limit, target):
            book.report("target_beyond_limit", place, **said, limit=limit)


def odd_revisions(plan: Plan, record: Record, book: Book, today: date | None) -> None:
    """Revisions without a decision, of other years than the plan's, decided before it began or,
    where the day is known, after `today`."""
    first, last = plan.years
    for revision in record.records("target_revisions"):
        year, decided = revision.whole("year"), revision.day("decided")
        said: dict[str, object] = {"where": record.where, "year": year}
        if not revision.has("decision"):
            book.report("revision_without_decision", revision.place, **said)
        if year is not None and not first <= year <= last:
            book.report(
                "revision_outside_plan", revision.at("year"), **said, first=first, last=last
            )
        if decided is None:
            continue
        said["decided"] = decided
        if decided < date(first, 1, 1):
            book.report("revision_before_plan", revision.at("decided"), **said, first=first)
        if today is not None and decided > today:
            book.report("revision_to_come", revision.at("decided"), **said)


def _unit_targets(plan: Plan, indicator: Indicator, record: Record, book: Book) -> None:
    _unasked(plan, indicator, record, book)
    summed = indicator.measure == "count" and indicator.across_units in {"auto", "sum"}
    if not summed or not indicator.unit_targets:
        return
    for year, target in indicator.targets.items():
        reporters = [plan.unit_by_id[u] for u in indicator.reporters]
        expected = [u for u in reporters if u.valid_on(_year_end(plan, year))]
        given = [t for u in expected if (t := written_for(indicator, u).get(year)) is not None]
        total = sum(given)
        tolerance = CLOSE * max(1.0, abs(target))
        place = record.key("unit_targets")
        said: dict[str, object] = {
            "where": record.where, "year": year, "target": target, "total": total,
            "count": len(given), "expected": len(expected),
        }  # fmt: skip
        if given and len(given) == len(expected) and abs(total - target) > tolerance:
            book.report("unit_targets_do_not_add_up", place, **said)
        elif len(given) < len(expected) and total > target + tolerance:
            book.report("unit_targets_exceed_plan", place, **said)


def _year_end(plan: Plan, year: int) -> date:
    return plan.calendar.last_day(year_period(year))


def _unasked(plan: Plan, indicator: Indicator, record: Record, book: Book) -> None:
    if indicator.measure == "formula":
        return
    reporters = {plan.unit_by_id[u] for u in indicator.reporters}
    asked = {u.id for u in reporters} | {u.kind for u in reporters}
    for name, found in record.table("unit_targets").items():
        if name not in asked:
            place = found.key_place or found.place
            book.report("unit_target_without_report", place, where=record.where, unit=name)
        for year, target in yearly(found.value if isinstance(found.value, dict) else {}).items():
            if target.value == 0.0:
                book.report("zero_target", target.place, where=record.where, year=year, target=0.0)


def _against_parts(plan: Plan, indicator: Indicator, record: Record, book: Book) -> None:
    """A formula's own targets and baseline, against the same formula over those of its parts."""
    formula = parse_formula(indicator.formula or "", plan.indicator_by_id)
    parts = [plan.indicator_by_id[o] for o in formula.operands]
    stated = [
        (year, target, {p.id: p.targets.get(year) for p in parts}, _target_place(record, year))
        for year, target in indicator.targets.items()
    ]
    if base := indicator.baseline:
        values = {p.id: _baseline_in(p, base.year) for p in parts}
        stated.append((base.year, base.value, values, record.at("baseline")))
    rounding = 0.5 * 10.0**-indicator.decimals * (1 + 1e-6) + CLOSE
    for year, given, values, place in stated:
        computed = formula.evaluate(values)
        if computed is not None and abs(computed - given) > rounding:
            book.report(
                "formula_disagrees", place, where=record.where, year=year, given=given,
                computed=computed,
            )  # fmt: skip


def _baseline_in(indicator: Indicator, year: int) -> float | None:
    base = indicator.baseline
    return base.value if base and base.year == year else None
