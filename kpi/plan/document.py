"""The plan as it is written: one model for the strict reader and for the editor's JSON Schema.

Every key that a planner may write stands here once, with its type and limits; nothing else may
be written. What a key means stands in the words section `plan.keys`. Defaults are filled in by
`resolve.py`, so None here means "not written".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

Text = Annotated[str, Field(min_length=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
Year = Annotated[int, Field(ge=1900, le=2199)]
Day = Annotated[int, Field(ge=1, le=31)]
Port = Annotated[int, Field(ge=1, le=65535)]

_YEARLY = {
    "type": "object",
    "patternProperties": {"^(19|20|21)[0-9]{2}$": {"type": "number"}},
    "additionalProperties": False,
}
_CLOSING = {
    "type": "object",
    "patternProperties": {
        "^(default|[1-9]|1[0-2])$": {"type": "integer", "minimum": 1, "maximum": 31}
    },
    "additionalProperties": False,
}


def _pair(item: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": item}, "minItems": 2, "maxItems": 2}


Yearly = Annotated[dict[Year, Number], WithJsonSchema(_YEARLY)]
UnitTargets = Annotated[
    dict[Text, Yearly], WithJsonSchema({"type": "object", "additionalProperties": _YEARLY})
]
MonthOrDefault = Literal["default", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
ClosingDays = Annotated[dict[MonthOrDefault, Day], WithJsonSchema(_CLOSING)]
Years = Annotated[tuple[Year, Year], WithJsonSchema(_pair("integer"))]
Band = Annotated[tuple[Positive, Positive], WithJsonSchema(_pair("number"))]
Profile = Annotated[list[NotNegative], Field(min_length=12, max_length=12)]
Learned = Literal["learned"]


class Written(BaseModel):
    """Only the keys named; nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class OwnerW(Written):
    name: Text
    symbol: Text | None = None
    from_: date | None = Field(default=None, alias="from")


class ApprovalW(Written):
    decision: Text
    date: date


class CalendarW(Written):
    closes_on: Day | ClosingDays | None = None
    due_working_days: Annotated[int, Field(ge=0, le=366)] | None = None
    days_off: list[date] | None = None
    working_days: list[date] | None = None


class AssessmentW(Written):
    method: Literal["linear", "cagr", "projection"] | None = None
    on_track: Positive | None = None
    at_risk: Positive | None = None
    coverage_floor: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None


class FormTextsW(Written):
    heading: Text | None = None
    superiors: list[Text] | None = None
    symbol: Text | None = None
    title: Text | None = None
    receiver: Text | None = None
    please: Text | None = None


class SignerW(Written):
    title: Text
    name: Annotated[str, Field(strict=True)] | None = None


class ReportW(Written):
    symbol: Text | None = None
    place: Text | None = None
    signer: SignerW | None = None
    recipients: list[Text] | None = None
    form: Literal["party", "state", "plain"] | None = None


class HeadW(Written):
    id: Text
    name: Text
    owner: Text | OwnerW | list[OwnerW] | None = None
    reports_to: Text | None = None
    years: Years
    approved: ApprovalW | None = None
    marking: Text | None = None
    scope_note: Text | None = None
    ranks: Literal["none", "annex", "all"] | None = None
    locale: Literal["vi", "en"] | None = None
    timezone: Text | None = None
    calendar: CalendarW | None = None
    assessment: AssessmentW | None = None
    missing_in_score: Literal["zero", "exclude"] | None = None
    failures_to: Text | list[Text] | None = None
    forms: Literal["several", "one"] | None = None
    form_texts: FormTextsW | None = None
    report: ReportW | None = None


class FieldW(Written):
    id: Text
    name: Text
    weight: NotNegative | None = None


class SucceedsW(Written):
    unit: Text
    share: Share | None = None


class SpanW(Written):
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class UnitW(Written):
    id: Text
    name: Text
    kind: Text
    area: Text | None = None
    was: list[Text] | None = None
    aliases: list[Text] | None = None
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    spans: list[SpanW] | None = None
    succeeds: list[SucceedsW] | None = None
    senders: list[Text] | None = None
    recipients: list[Text] | None = None


class WeightedByW(Written):
    weighted_by: Text


class WithinW(Written):
    within: Band


class BaselineW(Written):
    year: Year
    value: Number


class RevisionW(Written):
    year: Year
    value: Number
    decided: date
    decision: Text | None = None


class ChecksW(Written):
    min: Number | None = None
    max: Number | None = None
    max_change: Positive | None = None
    not_decreasing: bool | None = None
    evidence: Literal["optional", "required"] | None = None


class IndicatorW(Written):
    id: Text
    name: Text
    field: Text
    was: list[Text] | None = None
    definition: Text | None = None
    basis: Text | None = None
    measure: Literal["count", "ratio", "yes_no", "milestone", "score", "formula"]
    formula: Text | None = None
    unit_of_measure: Text
    decimals: Annotated[int, Field(ge=0, le=10)] | None = None
    numerator: Text | None = None
    denominator: Text | None = None
    over_time: Literal["flow", "running_total", "stock"] | None = None
    across_units: Literal["auto", "sum", "mean", "min", "max"] | WeightedByW | None = None
    direction: Literal["up", "down"] | WithinW | None = None
    frequency: Literal["month", "quarter", "half", "year"] | None = None
    reported_by: list[Text] | None = None
    lead: Text | None = None
    support: list[Text] | None = None
    baseline: BaselineW | None = None
    targets: Yearly | None = None
    unit_targets: UnitTargets | None = None
    target_revisions: list[RevisionW] | None = None
    due: date | None = None
    path: Literal["linear", "flat", "profile"] | None = None
    profile: Profile | Learned | None = None
    method: Literal["linear", "cagr", "projection"] | None = None
    limit: Number | None = None
    weight: NotNegative | None = None
    checks: ChecksW | None = None


class RuleW(Written):
    check: Text
    severity: Literal["error", "warning"] | None = None
    message: Text | None = None


class SourceW(Written):
    id: Text
    kind: Literal["folder", "share", "sftp", "imap", "webdav", "s3"]
    path: Text | None = None
    host: Text | None = None
    port: Port | None = None
    url: Text | None = None
    user: Text | None = None
    host_key: Text | None = None
    done: Text | None = None
    region: Text | None = None
    ca: Text | None = None


class DeliveryW(Written):
    id: Text
    kind: Literal["smtp", "folder"]
    what: list[Literal["feedback", "reminders", "unit_pages", "reports", "failures"]]
    path: Text | None = None
    host: Text | None = None
    port: Port | None = None
    user: Text | None = None
    sender: Text | None = None
    recipients: list[Text] | None = None
    ca: Text | None = None


class DocumentW(Written):
    plan: HeadW
    fields: list[FieldW]
    units: list[UnitW]
    indicators: list[IndicatorW]
    rules: list[RuleW] | None = None
    sources: list[SourceW] | None = None
    delivery: list[DeliveryW] | None = None
