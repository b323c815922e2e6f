"""The indicator is not asked of this unit."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, holds

NOT_REPORTED_BY_UNIT = CheckRule("not_reported_by_unit", "cell", holds("cells", "asked_of_unit"))
