"""`kpi close` and `kpi reopen`: the head says that a period's figures stand, or that they may
change again; `kpi excuse`: a unit owes no report of a period.

One rule: closing changes no figure; what comes afterwards is taken, and waits.
"""

from __future__ import annotations

from flows.act_words import of_period, refuse_closed, shown_at, unit_name
from flows.acts import in_force_of
from flows.console import Stop, out
from flows.dates import now_utc, today
from flows.desk import refresh
from flows.excused_forms import covers
from flows.named import unit_of
from flows.next_step import suggest
from flows.plan_check import in_years, plan_of
from flows.remind import units_not_sent
from flows.unit_notices import Key, tell_units
from kpi.collect.access import writing
from kpi.collect.acting import act_of, do_act
from kpi.database.present_ids import under_ids_of
from kpi.home import Home
from kpi.periods import Period, parse_period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from kpi.warehouse.acts import (
    LATEST,
    Closing,
    closing_over,
    closings,
    excused_from,
    excuses,
    kept_of,
)
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import day, period_title


def close_now(home: Home, period: Period, who: str) -> int:
    """Closes a period in somebody's name (empty: the plan's signer, else the user)."""
    plan = plan_of(home)
    now = now_utc()
    in_years(plan, period)
    if plan.calendar.last_day(period) > today(plan, now):
        last = day(plan.calendar.last_day(period), plan.locale)
        raise Stop(say("acts.close.too_early", plan.locale, last=last, **of_period(plan, period)))
    with writing(home, now) as warehouse:
        if closing := _closing(warehouse, period):
            raise Stop(_said(plan, "close.already", period, closing))
        signer = who or plan.report.signer_name
        act = act_of(plan, "close", now, "", who=signer, period=period.label)
        done = do_act(home, plan, warehouse, act).act
        missing = len(units_not_sent(plan, warehouse, period, now))
        told = {"who": done.who, "at": shown_at(plan, done.at), **of_period(plan, period)}
        out(say("acts.close.done", plan.locale, **told))
        if missing:
            out(say("acts.close.missing", plan.locale, count=missing))
        suggest("closed", plan.locale, label=period.label)
        refresh(home, plan, warehouse, now_utc())
    return 0


def reopen_now(home: Home, period: Period, reason: str) -> int:
    """Opens a closed period again: what was kept out comes into force."""
    plan = plan_of(home)
    now = now_utc()
    with writing(home, now) as warehouse:
        closing = _closing(warehouse, period)
        if closing is None:
            raise Stop(say("acts.reopen.not_closed", plan.locale, **of_period(plan, period)))
        if closing.period != period.label:
            raise Stop(_said(plan, "reopen.longer", period, closing))
        act = act_of(plan, "reopen", now, reason, period=period.label)
        waiting = _kept(plan, warehouse)
        done = do_act(home, plan, warehouse, act)
        told = {"at": shown_at(plan, done.act.at), "reason": reason, "answers": done.answers}
        out(say("acts.reopen.done", plan.locale, **told, **of_period(plan, period)))
        around = _closing(warehouse, period)
        if around:
            out(_said(plan, "reopen.still", period, around))
        tell_units(home, plan, warehouse, waiting - _kept(plan, warehouse))
        suggest("reopened", plan.locale, label=period.label)
        refresh(home, plan, warehouse, now_utc())
    return 0


def excuse_now(home: Home, unit: str, period: Period, reason: str) -> int:
    """Leaves a unit out of what is expected of a period."""
    plan = plan_of(home)
    now = now_utc()
    in_years(plan, period)
    code = unit_of(plan, unit)
    told = {"unit": unit_name(plan, code), "unit_id": code, **of_period(plan, period)}
    with writing(home, now) as warehouse:
        refuse_closed(plan, warehouse, period)
        with under_ids_of(warehouse.con, plan):
            known = code in excused_from(excuses(warehouse.con, LATEST), period)
        if known:
            raise Stop(say("acts.excuse.already", plan.locale, **told))
        if not _is_asked(plan, code, period):
            raise Stop(say("acts.excuse.not_asked", plan.locale, **told))
        act = act_of(plan, "excuse", now, reason, unit=code, period=period.label)
        done = do_act(home, plan, warehouse, act).act
        out(say("acts.excuse.done", plan.locale, at=shown_at(plan, done.at), reason=reason, **told))
        if inside := covers(plan, code, period):
            out(say("acts.excuse.covers", plan.locale, inside=inside, **told))
        if figures := in_force_of(plan, warehouse, code, period.label):
            out(say("acts.excuse.still_counts", plan.locale, figures=figures, **told))
        tell_units(home, plan, warehouse, [(code, period.label)])
        suggest("excused", plan.locale, label=period.label)
        refresh(home, plan, warehouse, now_utc())
    return 0


def _is_asked(plan: Plan, unit: str, period: Period) -> bool:
    """Whether any form of the period, or of one inside it, asks the unit for something."""
    frequencies = {i.frequency for i in plan.indicators if i.measure != "formula"}
    forms = (p for frequency in frequencies for p in period.inside(frequency))
    return any(unit in units_that_must_report(plan, form) for form in forms)


def _kept(plan: Plan, warehouse: Warehouse) -> frozenset[Key]:
    """Whose submissions, and of which periods, are kept out of force."""
    with under_ids_of(warehouse.con, plan):
        return frozenset((k.unit, k.period) for k in kept_of(warehouse.con, LATEST))


def _closing(warehouse: Warehouse, period: Period) -> Closing | None:
    return closing_over(closings(warehouse.con, LATEST), period)


def _said(plan: Plan, key: str, period: Period, closing: Closing) -> str:
    """A sentence about a period and the closing that holds it."""
    return say(
        f"acts.{key}",
        plan.locale,
        who=closing.who,
        at=shown_at(plan, closing.at),
        closed=period_title(parse_period(closing.period), plan.locale),
        closed_label=closing.period,
        **of_period(plan, period),
    )
