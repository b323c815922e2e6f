"""`kpi withdraw`: what is asked for is looked up, refused with its repair, or done and told.

One rule: nothing is written before it is certain that the act means something.
"""

from __future__ import annotations

from flows.act_words import of_period, refuse_closed, shown_at, unit_name
from flows.console import Stop, out
from flows.dates import now_utc
from flows.desk import refresh
from flows.named import indicator_of, unit_of
from flows.next_step import suggest
from flows.plan_check import plan_of
from flows.unit_notices import tell_units
from kpi.collect.access import writing
from kpi.collect.acting import Done, act_of, do_act
from kpi.database.frames import sql_text
from kpi.database.present_ids import under_ids_of
from kpi.home import Home
from kpi.periods import Period, parse_period
from kpi.plan.likely import fold
from kpi.plan.model import Plan
from kpi.records.act import Act
from kpi.warehouse.acts import LATEST, answers_named
from kpi.warehouse.store import Warehouse
from kpi.words import say


def withdraw_now(
    home: Home, what: str, period: Period | None, indicator: str | None, reason: str
) -> int:
    """Takes figures out of force: of a submission (no `period`), or of a unit and period."""
    plan = plan_of(home)
    now = now_utc()
    with writing(home, now) as warehouse:
        named = _named(plan, warehouse, what, period, indicator)
        act = act_of(plan, "withdraw", now, reason, **named)
        refuse_closed(plan, warehouse, parse_period(act.period))
        if not answers_named(warehouse.con, plan, act):
            raise Stop(_nothing(plan, act))
        done = do_act(home, plan, warehouse, act)
        _tell_withdrawn(plan, warehouse, done)
        tell_units(home, plan, warehouse, [(done.act.unit, done.act.period)])
        refresh(home, plan, warehouse, now_utc())
    return 0


def _named(
    plan: Plan, warehouse: Warehouse, what: str, period: Period | None, indicator: str | None
) -> dict[str, str]:
    """What a withdrawal names, in the plan's ids."""
    if period is None:
        return _submission(plan, warehouse, what)
    code = indicator_of(plan, indicator) if indicator else ""
    return {"unit": unit_of(plan, what), "period": period.label, "indicator": code}


def _submission(plan: Plan, warehouse: Warehouse, written: str) -> dict[str, str]:
    name = fold(written)
    with under_ids_of(warehouse.con, plan):
        rows = warehouse.con.execute(sql_text("warehouse", "one_submission"), [name]).fetchall()
    if rows:
        unit, period = rows[0]
        return {"submission": name, "unit": unit, "period": period}
    known = {fold(u.id) for u in plan.units} | {fold(u.name) for u in plan.units}
    key = "no_period" if name in known else "no_submission"
    raise Stop(say(f"acts.{key}", plan.locale, written=written))


def _nothing(plan: Plan, act: Act) -> str:
    """That there is no figure in force to take out, and where to look."""
    key = "nothing_of_submission" if act.submission else "nothing"
    return say(
        f"acts.withdraw.{key}",
        plan.locale,
        submission=act.submission,
        unit=unit_name(plan, act.unit),
        indicator=act.indicator or say("acts.all_indicators", plan.locale),
        **of_period(plan, parse_period(act.period)),
    )


def in_force_of(plan: Plan, warehouse: Warehouse, unit: str, period: str) -> int:
    """How many figures of a unit and period are in force."""
    asked = {"unit": unit, "period": period, "as_of": LATEST}
    with under_ids_of(warehouse.con, plan):
        found = warehouse.con.execute(sql_text("warehouse", "count_in_force"), asked).fetchall()
    return int(found[0][0])


def _tell_withdrawn(plan: Plan, warehouse: Warehouse, done: Done) -> None:
    act = done.act
    left = in_force_of(plan, warehouse, act.unit, act.period)
    values = {
        "answers": done.answers,
        "unit": unit_name(plan, act.unit),
        **of_period(plan, parse_period(act.period)),
        "at": shown_at(plan, act.at),
        "reason": act.reason,
        "left": left,
    }
    out(say("acts.withdraw.done", plan.locale, **values))
    out(say("acts.withdraw.left" if left else "acts.withdraw.none_left", plan.locale, **values))
    suggest("withdrawn", plan.locale, label=act.period, unit_id=act.unit)
