"""What the rules found in a period's figures in force: one HTML file that needs nothing else.

One rule: it says what `RuleResult` says and computes nothing but sums of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from itertools import groupby

from kpi.checks.in_force import RuleResult
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import moment, number, period_title
from reports.desk.page import POLICY
from reports.desk.parts import Markup, element, name, short, table, text, together


def draw_checks(plan: Plan, period: Period, as_of: datetime, results: Sequence[RuleResult]) -> str:
    """The whole page as HTML, in the plan's locale; `as_of` is UTC without zone."""
    title = _word(plan, "title", period=period_title(period, plan.locale))
    style = files("reports.desk").joinpath("style.css").read_text(encoding="utf-8")
    head = together(
        (
            Markup('<meta charset="utf-8">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            element("title", text(title)),
            Markup(f"<style>\n{style}</style>"),
        ),
        "\n",
    )
    at = moment(local(as_of, plan.timezone), plan.locale)
    body = together(
        (
            element(
                "header",
                element("h1", text(title)),
                element("p", text(plan.name), class_="plan"),
                element("p", text(_word(plan, "as_of", at=at)), class_="quiet"),
                element("p", text(summary(plan, results))),
            ),
            element("main", *_sections(plan, results)),
        ),
        "\n",
    )
    inside = f"<head>\n{head.html}\n</head>\n<body>\n{body.html}\n</body>"
    return f'<!DOCTYPE html>\n<html lang="{plan.locale}">\n{inside}\n</html>\n'


def summary(plan: Plan, results: Sequence[RuleResult]) -> str:
    """How many rules looked at something, and how many figures they ask about."""
    rules = len({r.rule for r in results})
    failed = sum(len(r.failed_units) for r in results)
    return _word(plan, "summary", rules=rules, failed=number(failed, 0, plan.locale))


def _sections(plan: Plan, results: Sequence[RuleResult]) -> list[Markup]:
    heads = [_word(plan, key) for key in ("indicator", "looked_at", "failed", "units")]
    return [
        element(
            "section",
            element("h2", text(say(f"checks.looks_at.{rule}", plan.locale))),
            table(rule, heads, [_row(plan, result) for result in found]),
        )
        for rule, found in groupby(results, key=lambda r: r.rule)
    ]


def _row(plan: Plan, result: RuleResult) -> list[Markup]:
    indicator = plan.indicator_by_id.get(result.indicator)
    label = f"{result.indicator}: {indicator.name}" if indicator else result.indicator
    units = (plan.unit_by_id[u].name if u in plan.unit_by_id else u for u in result.failed_units)
    counts = (number(n, 0, plan.locale) for n in (result.looked_at, len(result.failed_units)))
    return [name(label), *(short(count) for count in counts), text("; ".join(units))]


def _word(plan: Plan, key: str, **values: object) -> str:
    return say(f"checked.{key}", plan.locale, **values)
