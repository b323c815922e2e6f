"""A problem is a row of data: what was found, where, how bad, and what to do about it.

Every rule has one severity here, and every severity one consequence:
`file` nothing of the submission is taken; `cell` the cell is left out; `warning` the figure is
taken and marked, and an explanation is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["file", "cell", "warning"]

RULES: dict[str, Severity] = {
    # the file as a whole
    "unreadable_file": "file",
    "empty_file": "file",
    "unsafe_file": "file",
    "password_protected": "file",
    "unsupported_type": "file",
    "too_large": "file",
    "reader_stopped": "file",
    "no_table": "file",
    "wrong_plan": "file",
    "unknown_unit": "file",
    "wrong_unit": "file",
    "unknown_period": "file",
    "wrong_period": "file",
    "wrong_sender": "file",
    "secret_with_number": "file",
    # one cell
    "unreadable": "cell",
    "ambiguous_number": "cell",
    "ambiguous_percentage": "cell",
    "ambiguous_mark": "cell",
    "approximate": "cell",
    "wrong_unit_of_measure": "cell",
    "error_cell": "cell",
    "formula_without_value": "cell",
    "parts_missing": "cell",
    "parts_disagree": "cell",
    "bad_date": "cell",
    "not_a_state_here": "cell",
    "wrong_type": "cell",
    "not_whole": "cell",
    "numerator_above_denominator": "cell",
    "out_of_range": "cell",
    "differing_duplicates": "cell",
    "unknown_indicator": "cell",
    "not_reported_by_unit": "cell",
    "wrong_frequency": "cell",
    "ended_unit": "cell",
    "rule_error": "cell",
    # taken and marked
    "other_form_version": "warning",
    "blank_form": "warning",
    "missing_indicator": "warning",
    "old_figure_kept": "warning",
    "running_total_falls": "warning",
    "changed_much": "warning",
    "slip_of_ten": "warning",
    "done_after_period": "warning",
    "part_not_whole": "warning",
    "part_of_nothing": "warning",
    "rule_warning": "warning",
    "differs_from_shorter_periods": "warning",
    "copy_of_last_period": "warning",
    "copy_of_other_unit": "warning",
    "looks_cumulated": "warning",
    "looks_incremental": "warning",
    "missing_evidence": "warning",
    "missing_explanation": "warning",
    "period_ahead": "warning",
    "period_outside_plan": "warning",
    "secret_mentioned": "warning",
    "late": "warning",
    "sidecar_unreadable": "warning",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check. Empty text where a part is unknown; `message` is in the plan's
    locale and names the place, the value, the rule and the repair. `answered` is the explanation
    that the sender gave for a warning."""

    rule: str
    message: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    unit: str = ""
    period: str = ""
    indicator: str = ""
    written: str = ""
    submission: str = ""
    answered: str = ""

    @property
    def severity(self) -> Severity:
        return RULES[self.rule]
