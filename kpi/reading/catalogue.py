"""What reading needs to know of the plan, small enough to hand to another process as JSON.

The reader asks only this: what an id or a name means, and what an answer must look like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from kpi.periods import Calendar
from kpi.plan.spreadsheet_ids import twins_by_number
from kpi.plan.units_of_measure import is_percent
from kpi.workbooks.text import key

if TYPE_CHECKING:  # a reading process is handed the catalogue and needs no plan
    from kpi.plan.model import Indicator, Measure, Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator as the reader sees it. `lowest` and `highest` bound its values, if known."""

    id: str
    name: str
    measure: Measure
    unit_of_measure: str
    whole: bool
    running_total: bool
    factor: float
    lowest: float | None
    highest: float | None
    numerator: str
    denominator: str
    was: tuple[str, ...] = ()

    @property
    def is_percent(self) -> bool:
        return is_percent(self.unit_of_measure)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    id: str
    names: tuple[str, ...]
    valid_from: str
    valid_to: str
    gaps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """Units and indicators of one plan; `years` are its first and last report year, `please`
    how messages begin that ask a unit for something."""

    plan: str
    locale: str
    timezone: str
    years: tuple[int, int]
    please: str
    units: tuple[KnownUnit, ...]
    indicators: tuple[Asked, ...]
    fields: tuple[str, ...]
    closes_on: int | None
    closes_by_month: tuple[tuple[int, int], ...]

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.closes_on, self.closes_by_month)

    @cached_property
    def field_keys(self) -> frozenset[str]:
        return frozenset(key(name) for name in self.fields)

    @cached_property
    def by_code(self) -> Mapping[str, Asked]:
        former = {old: i for i in self.indicators for old in i.was}
        return former | {i.id: i for i in self.indicators}

    @cached_property
    def by_folded_code(self) -> Mapping[str, Asked | None]:
        """By code without case and punctuation; None where two codes become one."""
        found: dict[str, Asked | None] = {}
        for indicator in self.indicators:
            for code in (indicator.id, *indicator.was):
                folded = key(code)
                found[folded] = indicator if found.get(folded, indicator) is indicator else None
        return found

    @cached_property
    def by_name(self) -> Mapping[str, Asked | None]:
        """By name; None where two indicators share one."""
        found: dict[str, Asked | None] = {}
        for indicator in self.indicators:
            folded = key(indicator.name)
            found[folded] = None if folded in found else indicator
        return found

    @cached_property
    def by_part(self) -> Mapping[str, tuple[Asked, Literal["a", "b"]] | None]:
        """Ratios by the name of a part; None where two share one, or it is an indicator's name."""
        found: dict[str, tuple[Asked, Literal["a", "b"]] | None] = dict.fromkeys(self.by_name)
        parts: tuple[Literal["a", "b"], ...] = ("a", "b")
        for indicator in self.indicators:
            for part in parts if indicator.measure == "ratio" else ():
                folded = key(indicator.numerator if part == "a" else indicator.denominator)
                if folded:
                    found[folded] = None if folded in found else (indicator, part)
        return found

    @cached_property
    def twins(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of indicators that are one number to a spreadsheet, by that number: `1.1`, `1.10`."""
        return twins_by_number(i.id for i in self.indicators)

    @cached_property
    def unit_twins(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of units that are one number to a spreadsheet, by that number: `1`, `01`."""
        return twins_by_number(u.id for u in self.units)

    @cached_property
    def unit_ids(self) -> Mapping[str, KnownUnit]:
        return {u.id: u for u in self.units}

    @cached_property
    def units_by_key(self) -> Mapping[str, tuple[KnownUnit, ...]]:
        """Units by id, name or alias, compared as names are."""
        found: dict[str, dict[str, KnownUnit]] = defaultdict(dict)
        for unit in self.units:
            for name in (unit.id, *unit.names):
                found[key(name)][unit.id] = unit
        return {k: tuple(v.values()) for k, v in found.items() if k}

    @property
    def first(self) -> date:
        return date(self.years[0], 1, 1)


def catalogue_of(plan: Plan) -> Catalogue:
    return Catalogue(
        plan=plan.id,
        locale=plan.locale,
        timezone=plan.timezone,
        years=plan.years,
        units=tuple(
            KnownUnit(
                u.id,
                (u.name, *u.aliases, *u.was),
                u.valid_from.isoformat() if u.valid_from else "",
                u.valid_to.isoformat() if u.valid_to else "",
                tuple((a.isoformat(), b.isoformat()) for a, b in u.gaps),
            )
            for u in plan.units
        ),
        indicators=tuple(_asked(i) for i in plan.indicators),
        fields=tuple(f.name for f in plan.fields),
        closes_on=plan.calendar.closes_on,
        closes_by_month=plan.calendar.closes_by_month,
        please=plan.please,
    )


def to_json(catalogue: Catalogue) -> dict[str, Any]:
    return asdict(catalogue)


def from_json(data: dict[str, Any]) -> Catalogue:
    return Catalogue(
        plan=data["plan"],
        locale=data["locale"],
        timezone=data["timezone"],
        years=(data["years"][0], data["years"][1]),
        units=tuple(
            KnownUnit(**{**u, "names": tuple(u["names"]), "gaps": tuple(map(tuple, u["gaps"]))})
            for u in data["units"]
        ),
        indicators=tuple(Asked(**{**i, "was": tuple(i["was"])}) for i in data["indicators"]),
        fields=tuple(data["fields"]),
        closes_on=data["closes_on"],
        closes_by_month=tuple((month, day) for month, day in data["closes_by_month"]),
        please=data["please"],
    )


def _asked(indicator: Indicator) -> Asked:
    from kpi.plan.ranges import readable_range

    lowest, highest = readable_range(indicator)
    return Asked(
        id=indicator.id,
        name=indicator.name,
        measure=indicator.measure,
        unit_of_measure=indicator.unit_of_measure,
        whole=indicator.counts_whole or indicator.has_counted_parts,
        running_total=indicator.over_time == "running_total",
        factor=indicator.factor,
        lowest=lowest,
        highest=highest,
        numerator=indicator.numerator or "",
        denominator=indicator.denominator or "",
        was=indicator.was,
    )
