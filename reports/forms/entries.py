"""What stands in a form's input cells when it is not blank: for the demo, examples and tests.

Entries are keyed by the code of their row as it stands on the form: `VB01.a`, `VB01.b`, `CH09`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled row. `percent_format` writes the number in a cell formatted as a percentage.

    A value for a ratio's own row takes the place of its formula, as if a person had typed over it.
    """

    value: int | float | str | date | None
    explanation: str = ""
    evidence: str = ""
    percent_format: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A known figure of one indicator; a ratio has its parts, a milestone its day."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    done_on: date | None = None
