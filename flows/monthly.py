"""The main job in the engine: take in what has come, then report what is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prefect import flow

from flows.artifacts import publish_books, publish_report
from flows.collect import Collection
from flows.console import write_log
from flows.homes import home_of
from flows.month import MonthlyRun, run_month
from flows.tasks import as_task
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.model import Plan
from reports.render import Rendered

__all__ = ["MonthlyRun", "monthly"]


@dataclass(frozen=True, slots=True)
class EnginePage:
    """The engine's own page; what it cannot show is in the log, and stops nothing."""

    home: Home

    def report(self, plan: Plan, period: Period, made: Rendered) -> None:
        self._show(publish_report, plan, period, made)

    def books(self, plan: Plan, collection: Collection, reports: Sequence[Rendered]) -> None:
        self._show(publish_books, plan, collection, reports)

    def _show(self, publish: Callable[..., None], *shown: Any) -> None:
        try:
            publish(*shown)
        except Exception as error:  # noqa: BLE001 - reports stand, whatever the page can show
            write_log(self.home, error)


@flow(name="monthly")
def monthly(
    home: str | None = None, period: str | None = None, only_when_due: bool = False
) -> MonthlyRun:
    """Collects, then reports `period` (default: the last closed month).

    With `only_when_due` it reports everything that is due and not reported since: so a PC that
    was off catches up. What has come is taken in whether or not a report is owed.
    """
    where = home_of(home)
    page = EnginePage(where)
    return run_month(where, period, only_when_due=only_when_due, run=as_task, page=page)
