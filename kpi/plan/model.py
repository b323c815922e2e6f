"""The plan as every other room sees it: resolved, frozen, free of YAML.

The loader fills every default and expands every reference, so that nobody else has to know
what an omitted key means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

from kpi.periods import MONTHS_IN, Calendar, Frequency
from kpi.plan.units_of_measure import full_of, is_percent, is_scaled
from kpi.plan.ways import DeliverySettings, SourceSettings
from kpi.words import say

Measure = Literal["count", "ratio", "yes_no", "milestone", "score", "formula"]
OverTime = Literal["flow", "running_total", "stock"]
AcrossUnits = Literal["auto", "sum", "mean", "min", "max", "weighted"]
Direction = Literal["up", "down", "within"]
Path = Literal["linear", "flat", "profile"]
Method = Literal["linear", "cagr", "projection"]
Ranks = Literal["none", "annex", "all"]
MissingInScore = Literal["zero", "exclude"]
Forms = Literal["several", "one"]  # workbooks that a unit fills at a month's end
Locale = Literal["vi", "en"]
Evidence = Literal["optional", "required"]
RuleSeverity = Literal["error", "warning"]
Across = Literal["parts", "formula", "sum", "mean", "min", "max", "weighted"]
EQUAL_SHARES: Final = (1 / 12,) * 12  # of a year's flow in each month, where nothing tells better
SHARES_OF_UNITS: Final = frozenset(("yes_no", "milestone"))
Span = tuple[date | None, date | None]  # first and last day; None: open


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns the plan from a day on (None: from the beginning)."""

    name: str
    symbol: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    decision: str
    date: date


@dataclass(frozen=True, slots=True)
class AssessmentSettings:
    method: Method = "linear"
    on_track: float = 0.95
    at_risk: float = 0.80
    coverage_floor: float = 0.5


@dataclass(frozen=True, slots=True)
class Field:
    id: str
    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A unit whose place this one took, and the share of its figures that comes along."""

    unit: str
    share: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit, valid from `valid_from` to `valid_to`, both days included; where there are
    several `spans` (in order), only on their days, and those two are the first and last of all.
    `was` are ids that it bore before, under which figures may be stored. `recipients` are the
    addresses that what concerns it is sent to."""

    id: str
    name: str
    kind: str
    area: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    succeeds: tuple[Predecessor, ...] = ()
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    was: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.spans:
            object.__setattr__(self, "valid_from", self.spans[0][0])
            object.__setattr__(self, "valid_to", self.spans[-1][1])

    @property
    def times(self) -> tuple[Span, ...]:
        """Every span of days on which the unit is valid, in order."""
        return self.spans or ((self.valid_from, self.valid_to),)

    @property
    def gaps(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each break between two spans."""
        day = timedelta(days=1)
        return tuple(
            (ended + day, begun - day)
            for (_, ended), (begun, _) in pairwise(self.spans)
            if ended and begun and ended + day < begun
        )

    def valid_on(self, day: date) -> bool:
        return self.valid_within(day, day)

    def valid_within(self, first: date, last: date) -> bool:
        """Whether the unit is valid on some day from `first` to `last`."""
        overall = (self.valid_from is None or self.valid_from <= last) and (
            self.valid_to is None or first <= self.valid_to
        )
        return overall and not any(a <= first and last <= b for a, b in self.gaps)


@dataclass(frozen=True, slots=True)
class Baseline:
    year: int
    value: float


@dataclass(frozen=True, slots=True)
class TargetRevision:
    year: int
    value: float
    decided: date
    decision: str


@dataclass(frozen=True, slots=True)
class Checks:
    """Limits of one indicator's values, in its unit of measure; `max_change` in per cent."""

    min: float | None = None
    max: float | None = None
    max_change: float | None = None
    not_decreasing: bool | None = None
    evidence: Evidence = "optional"


@dataclass(frozen=True)
class Indicator:
    """One indicator with every default filled in.

    `reported_by` is as written (kinds and ids); `reporters` the unit ids it means. `profile` is
    twelve shares that sum to 1; with `learns_profile` they hold only until an earlier complete
    year tells better ones. `band` belongs to direction `within`, `due` to milestones,
    `formula` and `operands` to formulas. `across_units` `auto` is the measure's own way. `was`
    are ids that it bore before, under which figures may be stored.
    """

    id: str
    name: str
    field: str
    measure: Measure
    unit_of_measure: str
    frequency: Frequency
    decimals: int
    over_time: OverTime
    direction: Direction = "up"
    band: tuple[float, float] | None = None
    across_units: AcrossUnits = "auto"
    weighted_by: str | None = None
    definition: str | None = None
    basis: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    reported_by: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    lead: str | None = None
    support: tuple[str, ...] = ()
    baseline: Baseline | None = None
    targets: Mapping[int, float] = default(default_factory=dict)
    unit_targets: Mapping[str, Mapping[int, float]] = default(default_factory=dict)
    target_revisions: tuple[TargetRevision, ...] = ()
    due: date | None = None
    path: Path | None = None
    profile: tuple[float, ...] | None = None
    learns_profile: bool = False
    method: Method = "linear"
    limit: float | None = None
    weight: float = 1.0
    checks: Checks = Checks()
    formula: str | None = None
    operands: tuple[str, ...] = ()
    was: tuple[str, ...] = ()

    @cached_property
    def reporter_set(self) -> frozenset[str]:
        """`reporters` for asking: in a large plan there are thousands."""
        return frozenset(self.reporters)

    @property
    def months(self) -> int:
        """The months of its own reporting period."""
        return MONTHS_IN[self.frequency]

    @property
    def across(self) -> Across:
        """How the figures of units become one; of a formula it is taken after its operands."""
        if self.measure == "ratio":
            return "parts"
        if self.measure == "formula":
            return "formula"
        if self.across_units != "auto":
            return self.across_units
        return "sum" if self.measure == "count" else "mean"

    @property
    def full(self) -> float | None:
        """The whole of a percentage (100) or per mille (1000); None of all others."""
        return full_of(self.unit_of_measure)

    @property
    def factor(self) -> float:
        """What a ratio of parts is multiplied by: 100 for %, 1000 for per mille, else 1."""
        return self.full or 1.0

    @property
    def is_percent(self) -> bool:
        return is_percent(self.unit_of_measure)

    @property
    def is_share_of_units(self) -> bool:
        """Whether its figure is the per cent of units that say yes or are done."""
        return self.measure in SHARES_OF_UNITS

    @property
    def changes_in_points(self) -> bool:
        """Whether a change of its figure is told in (per cent or per mille) points."""
        return self.full is not None or self.is_share_of_units

    @property
    def counts_whole(self) -> bool:
        """Whether its figure counts whole things."""
        scaled = is_scaled(self.unit_of_measure)
        return self.measure == "count" and self.decimals == 0 and not scaled

    @property
    def has_counted_parts(self) -> bool:
        """Whether numerator and denominator are counted things: those of a percentage are."""
        return self.measure == "ratio" and self.full is not None


@dataclass(frozen=True, slots=True)
class RulePart:
    """`sign` x the numerator (`a`), the denominator (`b`) or the value (None) of an indicator."""

    indicator: str
    part: Literal["a", "b"] | None = None
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """`left` compared with `right`, per unit and period; both are sums of parts."""

    check: str
    left: tuple[RulePart, ...]
    operator: Literal["<=", "<", ">=", ">", "==", "!="]
    right: tuple[RulePart, ...]
    severity: RuleSeverity
    message: str | None = None


@dataclass(frozen=True, slots=True)
class FormTexts:
    """What is the plan's own on its forms: the line above, words with which the bodies begin that
    units belong to (written on a line of their own), the symbol behind a form's number, what the
    form is about."""

    heading: str = ""
    superiors: tuple[str, ...] = ()
    symbol: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Courtesy:
    """How messages to units call whom they report to, and begin what they ask of them; empty where
    the plan has no words of its own."""

    receiver: str = ""
    please: str = ""


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """What stands on the official report: the symbol behind its number (empty: made of the
    owner's), the place, who signs, who receives it, and the form of its page."""

    symbol: str = ""
    place: str = ""
    signer_title: str = ""
    signer_name: str = ""
    recipients: tuple[str, ...] = ()
    form: Literal["party", "state", "plain"] = "plain"


@dataclass(frozen=True)
class Plan:
    """A whole plan. `sha256` and `text` are those of the file it was read from."""

    id: str
    name: str
    owners: tuple[Owner, ...]
    years: tuple[int, int]
    fields: tuple[Field, ...]
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    rules: tuple[Rule, ...] = ()
    sources: tuple[SourceSettings, ...] = ()
    delivery: tuple[DeliverySettings, ...] = ()
    reports_to: str | None = None
    approved: Approval | None = None
    marking: str | None = None
    scope_note: str | None = None
    ranks: Ranks = "none"
    locale: Locale = "vi"
    timezone: str = "Asia/Ho_Chi_Minh"
    calendar: Calendar = default(default_factory=Calendar)
    assessment: AssessmentSettings = default(default_factory=AssessmentSettings)
    missing_in_score: MissingInScore = "zero"
    failures_to: tuple[str, ...] = ()  # addresses that a failed run is told to
    forms: Forms = "several"
    form_texts: FormTexts = FormTexts()
    courtesy: Courtesy = Courtesy()
    report: ReportTexts = ReportTexts()
    sha256: str = ""
    text: str = ""

    @cached_property
    def field_by_id(self) -> Mapping[str, Field]:
        return {f.id: f for f in self.fields}

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        return {u.id: u for u in self.units}

    @cached_property
    def indicator_by_id(self) -> Mapping[str, Indicator]:
        return {i.id: i for i in self.indicators}

    def receiver_on(self, day: date) -> str:
        """Whom units report to on a day, as messages call it; empty if the plan names nobody."""
        return self.courtesy.receiver or self.owner_on(day).name

    @cached_property
    def please(self) -> str:
        """How messages begin that ask a unit for something: the plan's own words, else those of
        its kind of body."""
        return self.courtesy.please or say(f"courtesy.please.{self.report.form}", self.locale)

    def owner_on(self, day: date) -> Owner:
        """The owner in office on a day: the last whose `since` is not after it."""
        current = self.owners[0]
        for owner in self.owners:
            if owner.since is None or owner.since <= day:
                current = owner
        return current
