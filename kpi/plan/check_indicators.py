"""Errors inside one indicator: what its measure requires, allows and forbids."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.plan.context import report_missing
from kpi.plan.findings import Book, Place
from kpi.plan.names import Names, Use, check_reference
from kpi.plan.records import Located, Record, yearly

TARGET_KEYS = ("targets", "unit_targets", "target_revisions")


def check_indicators(top: Record, names: Names, book: Book) -> None:
    for indicator in top.records("indicators"):
        _required(indicator, book)
        _references(indicator, names, top, book)
        _measure(indicator, book)
        _direction(indicator, book)
        _path(indicator, book)
        _targets(indicator, book)
        _limits(indicator, book)


def over_time_of(indicator: Record) -> str | None:
    """The `over_time` written or meant; None if what is written could not be read."""
    if indicator.has("over_time"):
        return indicator.text("over_time")
    return "flow" if indicator.text("measure") in {"count", "ratio"} else "stock"


def takes_profile(indicator: Record) -> bool:
    return indicator.text("measure") == "count" and over_time_of(indicator) in {
        "flow",
        "running_total",
    }


def _required(indicator: Record, book: Book) -> None:
    required = {
        None: (),
        "formula": ("formula",),
        "milestone": ("frequency", "reported_by", "due"),
    }.get(indicator.text("measure"), ("frequency", "reported_by"))
    for key in required:
        if not indicator.has(key) and key not in indicator.meant:
            report_missing(book, indicator, key)


def _references(indicator: Record, names: Names, top: Record, book: Book) -> None:
    reporters = names.units.keys() | names.kinds.keys()

    def check(key: str, name: str, place: Place, thing: str) -> None:
        known = {
            "field": names.fields,
            "unit": names.units,
            "unit_or_kind": reporters,
            "indicator": names.indicators,
        }[thing]
        section = {"field": "fields", "indicator": "indicators"}.get(thing, "units")
        if top.has(section):  # a missing section is said once
            called = {"field": names.fields, "indicator": names.indicators}.get(thing, names.units)
            check_reference(book, Use(indicator, key, name, place), thing, known, called)

    for key, thing in (("field", "field"), ("lead", "unit")):
        if name := indicator.text(key):
            check(key, name, indicator.at(key), thing)
    for key, thing in (("support", "unit"), ("reported_by", "unit_or_kind")):
        for name, place in indicator.texts(key):
            check(key, name, place, thing)
    for unit, found in indicator.table("unit_targets").items():
        check("unit_targets", str(unit), found.key_place or found.place, "unit_or_kind")
    across = indicator.record("across_units")
    if across and (weight := across.text("weighted_by")):
        check("across_units.weighted_by", weight, across.at("weighted_by"), "indicator")


def _measure(indicator: Record, book: Book) -> None:
    measure = indicator.text("measure")
    if measure is None:
        return
    if measure != "formula" and indicator.has("formula"):
        _say(book, "formula_of_other_measure", indicator, "formula", measure=measure)
    if measure in {"score", "yes_no"} and over_time_of(indicator) not in {"stock", None}:
        _say(book, "stock_only", indicator, "over_time", measure=measure)
    across = indicator.entries.get("across_units")
    if measure in {"ratio", "yes_no", "milestone"} and across and across.value != "auto":
        _say(book, "across_units_auto_only", indicator, "across_units", measure=measure)
    if measure == "milestone":
        for key in TARGET_KEYS:
            if indicator.has(key):
                _say(book, "milestone_takes_no_targets", indicator, key, at_key=True)


def _direction(indicator: Record, book: Book) -> None:
    direction = indicator.record("direction")
    if direction is None:
        return
    band = direction.entries.get("within")
    if band and isinstance(band.value, tuple):
        low, high = (item.value for item in band.value if isinstance(item, Located))
        if isinstance(low, float) and isinstance(high, float) and low > high:
            _say(book, "band_order", indicator, "direction", low=low, high=high)
    if indicator.text("measure") != "milestone":
        for key in TARGET_KEYS:
            if indicator.has(key):
                _say(book, "within_takes_no_targets", indicator, key, at_key=True)


def _path(indicator: Record, book: Book) -> None:
    if indicator.text("measure") is None or over_time_of(indicator) is None:
        return
    path = indicator.text("path")
    if path == "profile" and not takes_profile(indicator):
        _say(book, "path_profile_for_counts_only", indicator, "path")
    if path == "linear" and takes_profile(indicator):
        _say(book, "path_linear_not_for_flows", indicator, "path")
    shares = [item.value for item in indicator.items("profile")]
    if shares and not any(shares):
        _say(book, "profile_all_zero", indicator, "profile")


def _targets(indicator: Record, book: Book) -> None:
    baseline = indicator.record("baseline")
    year = baseline.whole("year") if baseline else None
    for target_year, place in _target_years(indicator):
        if target_year == year:
            book.report("target_in_baseline_year", place, where=indicator.where, year=year)
    seen: dict[tuple[object, object], Record] = {}
    for revision in indicator.records("target_revisions"):
        when = (revision.whole("year"), revision.day("decided"))
        if None in when:
            continue
        first = seen.setdefault(when, revision)
        if first is not revision:
            book.report(
                "revision_same_day", revision.at("decided"), where=indicator.where,
                year=when[0], decided=when[1],
                line=first.place.line, column=first.place.column,
            )  # fmt: skip


def _target_years(indicator: Record) -> Iterator[tuple[int, Place]]:
    tables = [indicator.yearly("targets")]
    for found in indicator.table("unit_targets").values():
        if isinstance(found.value, dict):
            tables.append(yearly(found.value))
    for table in tables:
        for year, found in table.items():
            yield year, found.key_place or found.place
    for revision in indicator.records("target_revisions"):
        if (year_revised := revision.whole("year")) is not None:
            yield year_revised, revision.at("year")


def _limits(indicator: Record, book: Book) -> None:
    checks = indicator.record("checks")
    if checks is None:
        return
    low, high = checks.number("min"), checks.number("max")
    if low is not None and high is not None and low > high:
        book.report("limits_order", checks.at("max"), where=indicator.where, low=low, high=high)


def _say(
    book: Book, rule: str, indicator: Record, key: str, *, at_key: bool = False, **values: object
) -> None:
    place = indicator.key(key) if at_key else indicator.at(key)
    book.report(rule, place, where=indicator.where, key=key, **values)
