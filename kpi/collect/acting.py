"""An act, from what somebody asks for to its rows.

One rule: the ledger has it before the warehouse, so an act that was cut short is done by the next
command, and a warehouse that is built again has it too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kpi.collect.steps import prepare
from kpi.home import Home
from kpi.journal import Journal, user_name
from kpi.moments import as_utc
from kpi.plan.model import Plan
from kpi.receiving.ledger import Ledger
from kpi.records.act import Act, ActKind
from kpi.warehouse.acts import apply_act
from kpi.warehouse.digest import acts_digest
from kpi.warehouse.plans import plan_sha256
from kpi.warehouse.store import Warehouse


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done; `answers` went out of force by it, or came back."""

    act: Act
    answers: int


def act_of(
    plan: Plan, kind: ActKind, now: datetime, reason: str, *, who: str = "", **names: str
) -> Act:
    """An act as it is asked for, still without a name of its own; `names` say what it names. Whose
    it is (`who`) is the user of this computer if nobody is named."""
    return Act("", kind, as_utc(now), who or user_name(), reason, plan_sha256(plan), **names)


def do_act(home: Home, plan: Plan, warehouse: Warehouse, asked: Act) -> Done:
    """Does an act and writes it down. Raises OSError if it cannot be written; then it is not
    done, or the next command does it."""
    prepare(home, plan, warehouse, asked.at)
    ledger = Ledger(home)
    act = _numbered(ledger, asked)
    ledger.add_act(act)
    answers = apply_act(warehouse.con, plan, act)
    warehouse.publish()
    write_down_act(home, warehouse, ledger, act)
    return Done(act, answers)


def write_down_act(home: Home, warehouse: Warehouse, ledger: Ledger, act: Act) -> None:
    """A line of the journal: what was done to what and why, and what `kpi verify` compares with."""
    named = {"submission": act.submission, "unit": act.unit, "period": act.period}
    Journal(home).add(
        act.kind,
        act.at,
        act=act.act,
        by=act.who,
        reason=act.reason,
        **{key: value for key, value in {**named, "indicator": act.indicator}.items() if value},
        acts=acts_digest(warehouse.con),
        ledger_size=ledger.size,
        ledger_sha256=ledger.fingerprint(),
    )


def _numbered(ledger: Ledger, asked: Act) -> Act:
    """With its name, and no earlier than what is known."""
    at = max(asked.at, ledger.latest() or asked.at)
    return replace(asked, act=f"{at:%Y%m%dT%H%M%S}-{asked.kind}-{len(ledger.acts()) + 1}", at=at)
