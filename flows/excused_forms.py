"""Which forms of shorter periods an excuse covers beside the one that it names."""

from __future__ import annotations

from kpi.periods import FREQUENCIES, Period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import period_title


def covers(plan: Plan, unit: str, period: Period) -> str:
    """The forms that a unit owes of periods inside one, as messages tell them, the shortest kind
    first; empty where there are none."""
    told = []
    for frequency in FREQUENCIES:
        inside = [
            p for p in period.inside(frequency)
            if p != period and unit in units_that_must_report(plan, p)
        ]  # fmt: skip
        if not inside:
            continue
        first, last = (period_title(p, plan.locale) for p in (inside[0], inside[-1]))
        kind = "one" if len(inside) == 1 else "several"
        told.append(say(f"acts.excuse.inside.{kind}", plan.locale, first=first, last=last))
    return "; ".join(told)
