"""A problem is a row of data: what was found, where, how bad, and what to do about it.

Every rule has one severity, and every severity one consequence:
`file` nothing of the submission is taken; `cell` the cell is left out; `warning` the figure is
taken and marked, and an explanation is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["file", "cell", "warning"]

# Rules of whoever reads a file; those of the checks stand in `kpi/checks/rules`.
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
    "differing_duplicates": "cell",
    "unknown_indicator": "cell",
    # taken and marked
    "period_ahead": "warning",
    "period_outside_plan": "warning",
    "secret_mentioned": "warning",
    "sidecar_unreadable": "warning",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check. Empty text where a part is unknown; `message` is in the plan's
    locale and names the place, the value, the rule and the repair. `answered` is the explanation
    that the sender gave for a warning; `severity` need not be said of a reader's rule."""

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
    severity: Severity = ""  # type: ignore[assignment]  # of a reader's rule: filled below

    def __post_init__(self) -> None:
        said: str = self.severity
        if not said:
            object.__setattr__(self, "severity", RULES[self.rule])
