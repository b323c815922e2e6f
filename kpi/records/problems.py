"""A problem is a row of data: what was found, where, how bad, and what to do about it.

Every rule has one severity, and every severity one consequence:
`file` nothing of the submission is taken; `cell` the cell is left out; `warning` the figure is
taken and marked, and an explanation is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.records.reader_rules import READER_RULES, Severity


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
            object.__setattr__(self, "severity", READER_RULES[self.rule])
