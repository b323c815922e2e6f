"""What of a comparison is asked: one indicator, one unit, area or the whole; or everything.

The one rule: an indicator asked for alone is assessed alone, with what it is made from.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from kpi.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Only:
    """An indicator's id, and a unit's id, `area:NAME` or `ALL`; None: every one."""

    indicator: str | None = None
    unit: str | None = None

    def plan(self, plan: Plan) -> Plan:
        """The plan with what of it the question needs."""
        return plan if self.indicator is None else narrow(plan, (self.indicator,))

    def takes(self, indicator: str, unit: str) -> bool:
        return self.indicator in (None, indicator) and self.takes_unit(unit)

    def takes_unit(self, unit: str) -> bool:
        return self.unit in (None, unit)


EVERYTHING = Only()


def narrow(plan: Plan, codes: Collection[str]) -> Plan:
    """The plan with some of its indicators, and those that they are made from."""
    from kpi.explain.made_of import needed_by

    kept = {n.id for i in plan.indicators if i.id in codes for n in needed_by(plan, i)}
    return replace(plan, indicators=tuple(i for i in plan.indicators if i.id in kept))
