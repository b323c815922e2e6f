"""Warnings: what is odd in a plan without errors, but may be meant.

One rule: no exit status depends on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from kpi.periods import is_holiday
from kpi.plan.findings import Book, Place, Term, plain
from kpi.plan.likely import fold, likely
from kpi.plan.meanings import kind_meaning
from kpi.plan.model import Indicator, Plan, Unit
from kpi.plan.odd_ids import odd_ids
from kpi.plan.odd_measures import odd_measures
from kpi.plan.odd_ranges import odd_ranges
from kpi.plan.odd_targets import odd_revisions, odd_targets
from kpi.plan.records import Record

LIKELY_PERCENT = 2  # a cut above 1 and below may be meant: somewhat more than what is expected


@dataclass(frozen=True, slots=True)
class Sources:
    """The records that the plan's units, fields and indicators were read from."""

    units: dict[str, Record]
    fields: dict[str, Record]
    indicators: dict[str, Record]


def report_oddities(plan: Plan, top: Record, book: Book, now: datetime | None = None) -> None:
    """With `now` (UTC without zone) also what is odd on its day in the plan's time zone."""
    day = now and now.replace(tzinfo=UTC).astimezone(ZoneInfo(plan.timezone)).date()
    sources = Sources(_by_id(top, "units"), _by_id(top, "fields"), _by_id(top, "indicators"))
    _head(plan, top, book)
    for indicator in plan.indicators:
        record = sources.indicators[indicator.id]
        _reporters(plan, indicator, record, book)
        _without_effect(plan, indicator, record, book)
        odd_measures(indicator, record, book)
        odd_targets(plan, indicator, record, book)
        odd_ranges(plan, indicator, record, book)
        odd_revisions(plan, record, book, day)
    odd_ids(plan, sources.units, sources.indicators, book)
    _units(plan, sources, book)
    _weights(plan, sources, book)
    _rules(plan, top, book)


def _by_id(top: Record, section: str) -> dict[str, Record]:
    return {r.text("id") or "": r for r in top.records(section)}


def _head(plan: Plan, top: Record, book: Book) -> None:
    head = top.record("plan")
    if head is None:
        return
    if not plan.owners[0].name:
        book.report("no_owner", head.place)
    if settings := head.record("assessment"):
        _cuts(plan, settings, book)
    if calendar := head.record("calendar"):
        _days(calendar, book)


def _days(calendar: Record, book: Book) -> None:
    """A day off that is one anyway, a worked day that is no day off."""
    for key, without_effect in (("days_off", True), ("working_days", False)):
        for item in calendar.items(key):
            if isinstance(item.value, date) and is_holiday(item.value) is without_effect:
                book.report(f"{key}_without_effect", item.place, day=item.value)


def _cuts(plan: Plan, settings: Record, book: Book) -> None:
    """Cuts are parts of 1: 95 is read as 9500 %."""
    cuts = {"on_track": plan.assessment.on_track, "at_risk": plan.assessment.at_risk}
    for key, cut in cuts.items():
        if cut > 1:
            meant = plain(cut / 100) if LIKELY_PERCENT <= cut <= 100 else ""
            book.report(
                "cut_above_one", settings.at(key), key=key, cut=cut, percent=100 * cut,
                likely=meant,
            )  # fmt: skip
    if cuts["at_risk"] == cuts["on_track"]:
        place = settings.at("at_risk" if settings.has("at_risk") else "on_track")
        book.report("cuts_equal", place, cut=cuts["at_risk"])


def _reporters(plan: Plan, indicator: Indicator, record: Record, book: Book) -> None:
    if indicator.measure == "formula":
        return
    if not indicator.reporters:
        book.report("nobody_reports", record.at("reported_by"), where=record.where)
        return
    first, last = date(plan.years[0] - 1, 12, 1), date(plan.years[1], 12, 31)
    if not any(plan.unit_by_id[u].valid_within(first, last) for u in indicator.reporters):
        book.report(
            "nobody_left_to_report", record.at("reported_by"), where=record.where,
            first=plan.years[0], last=plan.years[1],
        )  # fmt: skip


def _without_effect(plan: Plan, indicator: Indicator, record: Record, book: Book) -> None:
    _profile(indicator, record, book)
    for key in _idle_keys(indicator, record):
        measure = Term(f"measures.{indicator.measure}")
        book.report("no_effect", record.key(key), where=record.where, key=key, measure=measure)
    if indicator.measure == "formula" and record.has("frequency"):
        written = record.text("frequency")
        if written != indicator.frequency:
            book.report(
                "formula_frequency", record.at("frequency"), where=record.where,
                written=written, longest=indicator.frequency,
            )  # fmt: skip
    if indicator.path == "profile" and record.text("profile") and indicator.frequency == "year":
        book.report("learned_once_a_year", record.at("profile"), where=record.where)
    if indicator.weighted_by == indicator.id:
        book.report("weight_is_itself", record.at("across_units"), where=record.where)
    weight = plan.indicator_by_id.get(indicator.weighted_by or "")
    if weight and weight.months > indicator.months:
        book.report(
            "weight_less_frequent", record.at("across_units"), where=record.where,
            weight=weight.id, frequency=Term(f"frequencies.{weight.frequency}"),
        )  # fmt: skip


def _profile(indicator: Indicator, record: Record, book: Book) -> None:
    """A count's shares of the year count on one path only, and a state has none."""
    if indicator.measure != "count" or indicator.path == "profile" or not record.has("profile"):
        return
    rule = "profile_of_stock" if indicator.over_time == "stock" else "profile_of_other_path"
    book.report(rule, record.key("profile"), where=record.where, path=indicator.path or "")


_IDLE = {
    "milestone": ("baseline", "path", "over_time", "direction", "limit", "decimals"),
    "formula": ("reported_by", "across_units", "checks"),
}


def _idle_keys(indicator: Indicator, record: Record) -> Iterator[str]:
    """Keys that are written and that the indicator's measure never looks at."""
    idle = [*_IDLE.get(indicator.measure, ())]
    if indicator.measure != "ratio":
        idle += ["numerator", "denominator"]
    if indicator.measure != "milestone":
        idle.append("due")
    if indicator.measure != "count":
        idle.append("profile")
    for key in idle:
        if record.has(key):
            yield key


def _units(plan: Plan, sources: Sources, book: Book) -> None:
    asked = {u for i in plan.indicators for u in (*i.reporters, i.lead, *i.support)}
    for unit in plan.units:
        record = sources.units[unit.id]
        if unit.id not in asked and not _kind_like_another(plan, unit, record, book):
            book.report("unit_asked_nothing", record.at("id"), where=record.where)
        for number, before in enumerate(unit.succeeds):
            ended = plan.unit_by_id[before.unit].valid_to
            begun = unit.valid_from
            if ended and begun and begun > ended + timedelta(days=1):
                part = list(record.records("succeeds"))[number]
                book.report(
                    "gap_before_successor", part.at("unit"), where=record.where,
                    unit=before.unit, ended=ended, begun=begun,
                )  # fmt: skip
    _same_names(plan, sources, book)
    _similar_areas(plan, sources, book)


def _kind_like_another(plan: Plan, unit: Unit, record: Record, book: Book) -> bool:
    """Whether the unit is the only one of a kind that is spelled much like another's: told then."""
    others = dict.fromkeys(u.kind for u in plan.units if u is not unit)
    near = likely(unit.kind, others) if unit.kind not in others else None
    if near is None:
        return False
    book.report(
        "kind_like_another", record.at("kind"), where=record.where, kind=unit.kind,
        likely_kind=near, meaning=kind_meaning(near),
    )  # fmt: skip
    return True


def _same_names(plan: Plan, sources: Sources, book: Book) -> None:
    """An alias that another unit of the same days goes by as well tells nobody apart."""
    owners: dict[str, list[Unit]] = defaultdict(list)
    for unit in plan.units:
        for name in dict.fromkeys(fold(n) for n in (unit.id, unit.name, *unit.aliases)):
            owners[name].append(unit)
    for unit in plan.units:
        for alias, place in sources.units[unit.id].texts("aliases"):
            for other in owners[fold(alias)]:
                if other is not unit and _meet(unit, other):
                    where = sources.units[unit.id].where
                    book.report(
                        "same_name_of_units", place, where=where, name=alias, other=other.id
                    )


def _meet(one: Unit, other: Unit) -> bool:
    return any(one.valid_within(a or date.min, b or date.max) for a, b in other.times)


def _similar_areas(plan: Plan, sources: Sources, book: Book) -> None:
    spelled: dict[str, Unit] = {}
    kinds: dict[str, str] = {}
    for unit in plan.units:
        other = kinds.setdefault(fold(unit.kind), unit.kind)
        if other != unit.kind:
            record = sources.units[unit.id]
            book.report(
                "similar_kinds", record.at("kind"), where=record.where, kind=unit.kind, other=other
            )
        if unit.area is None:
            continue
        first = spelled.setdefault(fold(unit.area), unit)
        if first.area != unit.area:
            record = sources.units[unit.id]
            book.report(
                "similar_areas", record.at("area"), where=record.where, area=unit.area,
                other=first.area,
            )  # fmt: skip


def _weights(plan: Plan, sources: Sources, book: Book) -> None:
    used = {i.field for i in plan.indicators}
    for field in plan.fields:
        record = sources.fields[field.id]
        weights = [i.weight for i in plan.indicators if i.field == field.id]
        if field.id not in used:
            book.report("field_without_indicators", record.at("id"), where=record.where)
        elif not any(weights):
            book.report("weights_all_zero", record.at("id"), where=record.where)
    if plan.fields and not any(f.weight for f in plan.fields):
        first = sources.fields[plan.fields[0].id]
        book.report("weights_all_zero", first.at("weight"), where=Term("where.plan"))


def _rules(plan: Plan, top: Record, book: Book) -> None:
    for rule, record in zip(plan.rules, top.records("rules"), strict=True):
        for name in dict.fromkeys(p.indicator for p in rule.left + rule.right):
            if plan.indicator_by_id[name].measure == "formula":
                _say_rule("rule_on_formula", record, book, indicator=name)
        if sorted(map(repr, rule.left)) == sorted(map(repr, rule.right)):
            _say_rule("rule_always_same", record, book)


def _say_rule(name: str, record: Record, book: Book, **values: object) -> None:
    place: Place = record.at("check")
    book.report(name, place, where=record.where, **values)
