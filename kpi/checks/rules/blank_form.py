"""A form says something."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, holds

BLANK_FORM = CheckRule("blank_form", "warning", holds("blank", "has_answers"))
