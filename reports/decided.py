"""What people decided about figures, in words: for pages, lists and letters alike.

One rule: each is told with who did it, when and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kpi.moments import local
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.warehouse.acts import Closing
from kpi.warehouse.decisions import Decision
from kpi.words import say
from kpi.words.formats import moment, period_title, sentence_case

KINDS = ("withdraw", "enter", "excuse", "close", "reopen")


def sentence(plan: Plan, decision: Decision) -> str:
    """`Đã rút số liệu: Sở Y tế (SO-YT), CT01, tháng 6/2024 (an, 9:00 3/7/2024). Lý do: ...`"""
    known = plan.unit_by_id.get(decision.unit)
    return say(
        f"decided.line.{decision.kind}",
        plan.locale,
        unit=f"{known.name} ({known.id})" if known else decision.unit,
        indicator=decision.indicator or say("acts.all_indicators", plan.locale),
        written=decision.written,
        period=period_title(parse_period(decision.period), plan.locale),
        who=decision.who,
        at=moment(local(decision.at, plan.timezone), plan.locale),
        reason=decision.reason,
    )


def counted(locale: str, found: Iterable[Decision]) -> str:
    """`Điều chỉnh số liệu: 1 lần rút số liệu, 2 số nhập theo yêu cầu.`; empty for none."""
    counts = Counter(d.kind for d in found)
    parts = [
        say(f"decided.count.{kind}", locale, count=counts[kind]) for kind in KINDS if counts[kind]
    ]
    return say("decided.counted", locale, counts=", ".join(parts)) if parts else ""


def closed_text(plan: Plan, closing: Closing | None, period: Period) -> str:
    """Who closed a period's figures and when, of a longer period also which; empty for none."""
    if closing is None:
        return ""
    at = moment(local(closing.at, plan.timezone), plan.locale)
    if closing.period == period.label:
        return say("decided.closed", plan.locale, who=closing.who, at=at)
    longer = sentence_case(period_title(parse_period(closing.period), plan.locale))
    return say("decided.closed_longer", plan.locale, period=longer, who=closing.who, at=at)
