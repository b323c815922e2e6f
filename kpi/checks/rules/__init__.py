"""The rules of the checks, read top-down: the order in which a batch meets them.

One rule: what a rule is stands in its own file, and this list is all that knows of them all; the
suites, the table of severities and the rules page are made of it.
"""

from __future__ import annotations

from kpi.checks.rule import CheckRule
from kpi.checks.rules.bad_date import BAD_DATE
from kpi.checks.rules.blank_form import BLANK_FORM
from kpi.checks.rules.changed_much import CHANGED_MUCH
from kpi.checks.rules.copy_of_last_period import COPY_OF_LAST_PERIOD
from kpi.checks.rules.copy_of_other_unit import COPY_OF_OTHER_UNIT
from kpi.checks.rules.differs_from_shorter_periods import DIFFERS_FROM_SHORTER_PERIODS
from kpi.checks.rules.done_after_period import DONE_AFTER_PERIOD
from kpi.checks.rules.ended_unit import ENDED_UNIT
from kpi.checks.rules.late import LATE
from kpi.checks.rules.looks_cumulated import LOOKS_CUMULATED
from kpi.checks.rules.looks_incremental import LOOKS_INCREMENTAL
from kpi.checks.rules.missing_evidence import MISSING_EVIDENCE
from kpi.checks.rules.missing_explanation import MISSING_EXPLANATION
from kpi.checks.rules.missing_indicator import MISSING_INDICATOR
from kpi.checks.rules.not_a_state_here import NOT_A_STATE_HERE
from kpi.checks.rules.not_reported_by_unit import NOT_REPORTED_BY_UNIT
from kpi.checks.rules.not_whole import NOT_WHOLE
from kpi.checks.rules.numerator_above_denominator import NUMERATOR_ABOVE_DENOMINATOR
from kpi.checks.rules.old_figure_kept import OLD_FIGURE_KEPT
from kpi.checks.rules.other_form_version import OTHER_FORM_VERSION
from kpi.checks.rules.out_of_range import OUT_OF_RANGE
from kpi.checks.rules.part_not_whole import PART_NOT_WHOLE
from kpi.checks.rules.part_of_nothing import PART_OF_NOTHING
from kpi.checks.rules.rule_across import RULE_ERROR, RULE_WARNING
from kpi.checks.rules.running_total_falls import RUNNING_TOTAL_FALLS
from kpi.checks.rules.slip_of_ten import SLIP_OF_TEN
from kpi.checks.rules.unknown_indicator import UNKNOWN_INDICATOR
from kpi.checks.rules.unknown_period import UNKNOWN_PERIOD
from kpi.checks.rules.unknown_unit import UNKNOWN_UNIT
from kpi.checks.rules.wrong_frequency import WRONG_FREQUENCY
from kpi.checks.rules.wrong_plan import WRONG_PLAN
from kpi.checks.rules.wrong_sender import WRONG_SENDER
from kpi.checks.rules.wrong_type import WRONG_TYPE
from kpi.records.reader_rules import READER_RULES, Severity

CHECK_RULES: tuple[CheckRule, ...] = (
    WRONG_PLAN,
    UNKNOWN_UNIT,
    UNKNOWN_PERIOD,
    WRONG_SENDER,
    OTHER_FORM_VERSION,
    UNKNOWN_INDICATOR,
    ENDED_UNIT,
    NOT_REPORTED_BY_UNIT,
    WRONG_FREQUENCY,
    NOT_A_STATE_HERE,
    WRONG_TYPE,
    BAD_DATE,
    NOT_WHOLE,
    NUMERATOR_ABOVE_DENOMINATOR,
    OUT_OF_RANGE,
    RULE_ERROR,
    RULE_WARNING,
    RUNNING_TOTAL_FALLS,
    SLIP_OF_TEN,
    LOOKS_CUMULATED,
    LOOKS_INCREMENTAL,
    CHANGED_MUCH,
    MISSING_EXPLANATION,
    DIFFERS_FROM_SHORTER_PERIODS,
    PART_NOT_WHOLE,
    PART_OF_NOTHING,
    DONE_AFTER_PERIOD,
    MISSING_EVIDENCE,
    COPY_OF_LAST_PERIOD,
    COPY_OF_OTHER_UNIT,
    BLANK_FORM,
    OLD_FIGURE_KEPT,
    MISSING_INDICATOR,
    LATE,
)
# of every rule that a problem may name
SEVERITIES: dict[str, Severity] = {
    **READER_RULES,
    **{rule.name: rule.severity for rule in CHECK_RULES},
}
RULE_BY_NAME = {rule.name: rule for rule in CHECK_RULES}
