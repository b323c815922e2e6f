"""How acts are spoken of, and what stands against any of them."""

from __future__ import annotations

from datetime import datetime

from flows.console import Stop
from kpi.moments import local
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.warehouse.acts import LATEST, closing_over, closings
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import moment, period_title


def refuse_closed(plan: Plan, warehouse: Warehouse, period: Period) -> None:
    """Stop where a period is closed: its figures stand until it is opened again."""
    closing = closing_over(closings(warehouse.con, LATEST), period)
    if closing is None:
        return
    values = {
        "period": period_title(period, plan.locale),
        "closed": period_title(parse_period(closing.period), plan.locale),
        "label": closing.period,
        "who": closing.who,
        "at": shown_at(plan, closing.at),
    }
    raise Stop(say("acts.closed", plan.locale, **values))


def of_period(plan: Plan, period: Period) -> dict[str, str]:
    """What sentences about a period quote of it: its title and its label."""
    return {"period": period_title(period, plan.locale), "label": period.label}


def shown_at(plan: Plan, at: datetime) -> str:
    """A moment as the plan's people read it."""
    return moment(local(at, plan.timezone), plan.locale)


def unit_name(plan: Plan, unit: str) -> str:
    """`Sở Y tế (SO-YT)`; of one that the plan has no more, its id."""
    known = plan.unit_by_id.get(unit)
    return f"{known.name} ({unit})" if known else unit
