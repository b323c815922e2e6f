"""The rules of whoever reads a file, by name: each is written here and nowhere else, but for
those by which a file is refused before it is read (`kpi/workbooks/refusals.py`).

One rule: a name stands in the table with its severity; its words stand in `intake.toml` under the
reason why it is raised, or in `checks.toml`. The rules of the checks stand in `kpi/checks/rules/`.
"""

from __future__ import annotations

from typing import Final, Literal

from kpi.workbooks.refusals import REFUSALS

Severity = Literal["file", "cell", "warning"]

# the file as a whole
READER_STOPPED: Final = "reader_stopped"
WRONG_PLAN: Final = "wrong_plan"
UNKNOWN_UNIT: Final = "unknown_unit"
WRONG_UNIT: Final = "wrong_unit"
UNKNOWN_PERIOD: Final = "unknown_period"
WRONG_PERIOD: Final = "wrong_period"
SECRET_WITH_NUMBER: Final = "secret_with_number"  # noqa: S105 - the name of a rule
# one cell
UNREADABLE: Final = "unreadable"
AMBIGUOUS_NUMBER: Final = "ambiguous_number"
AMBIGUOUS_PERCENTAGE: Final = "ambiguous_percentage"
AMBIGUOUS_MARK: Final = "ambiguous_mark"
APPROXIMATE: Final = "approximate"
WRONG_UNIT_OF_MEASURE: Final = "wrong_unit_of_measure"
ERROR_CELL: Final = "error_cell"
FORMULA_WITHOUT_VALUE: Final = "formula_without_value"
PARTS_MISSING: Final = "parts_missing"
PARTS_DISAGREE: Final = "parts_disagree"
BAD_DATE: Final = "bad_date"
NOT_A_STATE_HERE: Final = "not_a_state_here"
WRONG_TYPE: Final = "wrong_type"
DIFFERING_DUPLICATES: Final = "differing_duplicates"
UNKNOWN_INDICATOR: Final = "unknown_indicator"
# taken and marked
PERIOD_AHEAD: Final = "period_ahead"
PERIOD_OUTSIDE_PLAN: Final = "period_outside_plan"
SECRET_MENTIONED: Final = "secret_mentioned"  # noqa: S105 - the name of a rule
SIDECAR_UNREADABLE: Final = "sidecar_unreadable"

# nothing is certain of whose it is, or of when
IDENTITY_RULES = frozenset({UNKNOWN_UNIT, WRONG_UNIT, UNKNOWN_PERIOD, WRONG_PERIOD})

READER_RULES: dict[str, Severity] = {
    **dict.fromkeys(REFUSALS, "file"),
    READER_STOPPED: "file",
    WRONG_PLAN: "file",
    UNKNOWN_UNIT: "file",
    WRONG_UNIT: "file",
    UNKNOWN_PERIOD: "file",
    WRONG_PERIOD: "file",
    SECRET_WITH_NUMBER: "file",
    UNREADABLE: "cell",
    AMBIGUOUS_NUMBER: "cell",
    AMBIGUOUS_PERCENTAGE: "cell",
    AMBIGUOUS_MARK: "cell",
    APPROXIMATE: "cell",
    WRONG_UNIT_OF_MEASURE: "cell",
    ERROR_CELL: "cell",
    FORMULA_WITHOUT_VALUE: "cell",
    PARTS_MISSING: "cell",
    PARTS_DISAGREE: "cell",
    BAD_DATE: "cell",
    NOT_A_STATE_HERE: "cell",
    WRONG_TYPE: "cell",
    DIFFERING_DUPLICATES: "cell",
    UNKNOWN_INDICATOR: "cell",
    PERIOD_AHEAD: "warning",
    PERIOD_OUTSIDE_PLAN: "warning",
    SECRET_MENTIONED: "warning",
    SIDECAR_UNREADABLE: "warning",
}
