"""What people decided about a period, for `kpi status` and the desk: whether it is closed, what is
kept out of force, who is excused, what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flows.act_words import shown_at, unit_name
from kpi.database.present_ids import under_ids_of
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.receiving.steps import acts_of
from kpi.records.act import Act
from kpi.warehouse.acts import Kept, closing_over, closings, kept_of
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import period_title, sentence_case

NAMED = 20  # kept submissions that are named; the others are counted


def act_lines(plan: Plan, warehouse: Warehouse, period: Period, as_of: datetime) -> Iterator[str]:
    """A line for each decision that stands behind a period's state of delivery."""
    with under_ids_of(warehouse.con, plan):
        closing = closing_over(closings(warehouse.con, as_of), period)
        kept = [k for k in kept_of(warehouse.con, as_of) if k.period == period.label]
        acts = [a for a in acts_of(warehouse.con) if a.at <= as_of]
    if closing:
        closed = period_title(parse_period(closing.period), plan.locale)
        told = {"who": closing.who, "at": shown_at(plan, closing.at), "label": closing.period}
        yield say("acts.told.closed", plan.locale, closed=sentence_case(closed), **told)
    for one in kept[:NAMED]:
        yield say("acts.told.kept", plan.locale, **kept_values(plan, one))
    if len(kept) > NAMED:
        yield say("acts.told.more_kept", plan.locale, count=len(kept) - NAMED)
    for act in acts:
        if _concerns(act, period):
            yield _line(plan, act)


def kept_values(plan: Plan, kept: Kept) -> dict[str, object]:
    """What is told of a submission that is kept out of force."""
    return {
        "submission": kept.submission,
        "unit": unit_name(plan, kept.unit),
        "period": period_title(parse_period(kept.period), plan.locale),
        "file": kept.file,
        "at": shown_at(plan, kept.received_at),
        "cells": kept.cells,
        "label": kept.period,
    }


def _concerns(act: Act, period: Period) -> bool:
    around = parse_period(act.period)
    if act.kind == "excuse":
        return around.contains(period)
    return act.kind == "withdraw" and around == period


def _line(plan: Plan, act: Act) -> str:
    return say(
        f"acts.told.{act.kind}",
        plan.locale,
        unit=unit_name(plan, act.unit),
        indicator=act.indicator or say("acts.all_indicators", plan.locale),
        who=act.who,
        at=shown_at(plan, act.at),
        reason=act.reason,
    )
