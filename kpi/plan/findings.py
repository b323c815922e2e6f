"""What is wrong or odd in a plan, as data: a rule, a place and the values its sentence needs.

Every rule has one severity, in the table below; its sentence stands in the words section
`plan.findings.<rule>` as `what` (what is wrong) and `mend` (what to do about it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kpi.words import say

Severity = Literal["error", "warning"]

WARNINGS = frozenset(
    {
        "empty_value",
        "hidden_character",
        "comment_in_text",
        "lone_quote",
        "kind_like_another",
        "target_like_share",
        "curly_quotes",
        "text_behind_hash",
        "no_owner",
        "cut_above_one",
        "cuts_equal",
        "revision_without_decision",
        "revision_before_plan",
        "revision_outside_plan",
        "revision_to_come",
        "wrong_side_of_baseline",
        "target_goes_back",
        "zero_target",
        "target_beyond_limit",
        "target_outside_checks",
        "percentage_above_100",
        "negative_target",
        "target_not_whole",
        "baseline_outside_checks",
        "band_outside_checks",
        "cagr_baseline_not_positive",
        "year_far_outside",
        "unit_speaks_of_percent",
        "yes_no_in_percent",
        "part_without_name",
        "targets_like_shares",
        "ratio_without_percent",
        "id_twins",
        "id_changed_by_spreadsheet",
        "id_no_text_in_spreadsheet",
        "days_off_without_effect",
        "working_days_without_effect",
        "baseline_after_targets",
        "unit_targets_do_not_add_up",
        "unit_targets_exceed_plan",
        "unit_target_without_report",
        "nobody_reports",
        "nobody_left_to_report",
        "unit_asked_nothing",
        "field_without_indicators",
        "formula_disagrees",
        "formula_frequency",
        "weights_all_zero",
        "no_effect",
        "profile_of_stock",
        "profile_of_other_path",
        "learned_once_a_year",
        "weight_is_itself",
        "weight_less_frequent",
        "same_name_of_units",
        "similar_areas",
        "similar_kinds",
        "gap_before_successor",
        "rule_on_formula",
        "rule_always_same",
    }
)
"""What may be meant. Every other rule is an error."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line and a column of the plan's file, both counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the catalogue inside a message, said in the message's own locale."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, locale: str) -> str:
        return say(f"plan.{self.key}", locale, **said(self.values, locale))


def said(values: Mapping[str, object], locale: str) -> dict[str, object]:
    return {name: _word(value, locale) for name, value in values.items()}


def _word(value: object, locale: str) -> object:
    match value:
        case Term():
            return value.said(locale)
        case float():
            return plain(value)
        case tuple() | list():
            return ", ".join(str(_word(part, locale)) for part in value)
        case _:
            return value


def plain(value: float) -> str:
    """A number as it is written in the plan: a decimal dot, no grouping, no needless decimals."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One error or warning. `values` fill the rule's sentence; `likely` is the intended word."""

    severity: Severity
    file: str
    line: int
    column: int
    rule: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, locale: str = "vi") -> str:
        """What is wrong, the likely intended word, and how to mend it."""
        values = said(self.values, locale)
        if "line" in values and "column" in values:
            values["other_place"] = say("plan.words.line", locale, **values)
        parts = [say(f"plan.findings.{self.rule}.what", locale, **values)]
        if values.get("likely"):
            parts.append(say("plan.likely", locale, likely=values["likely"]))
        parts.append(say(f"plan.findings.{self.rule}.mend", locale, **values))
        return " ".join(parts)

    def message(self, locale: str = "vi") -> str:
        """`file:line:column: ` and the text."""
        return f"{self.file}:{self.line}:{self.column}: {self.text(locale)}"


@dataclass(slots=True)
class Book:
    """Collects the findings of one file while it is read."""

    file: str
    found: list[Finding] = field(default_factory=list)

    def report(self, rule: str, place: Place, /, **values: object) -> None:
        severity: Severity = "warning" if rule in WARNINGS else "error"
        finding = Finding(severity, self.file, place.line, place.column, rule, values)
        if finding not in self.found[-50:]:  # an alias is read as often as it is used
            self.found.append(finding)

    @property
    def has_errors(self) -> bool:
        return any(f.severity == "error" for f in self.found)

    def in_order(self) -> tuple[Finding, ...]:
        return tuple(sorted(self.found, key=lambda f: (f.line, f.column)))
