"""A round over every way of the plan: what is new goes out.

One rule: whatever a way does, the others are used; what it did is a row, and is told. What a server
has is written down at once, so a run that is killed repeats one thing at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kpi.delivery.item import Item
from kpi.delivery.kinds import KINDS, opened
from kpi.delivery.memory import Line, Memory, State
from kpi.delivery.result import Delivered, Sent
from kpi.delivery.way import Route, TurnedDown
from kpi.files import folder, sole
from kpi.home import Home
from kpi.journal import Journal
from kpi.moments import as_utc
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.plan.ways import DeliverySettings
from kpi.receiving.fetching.why import why

TOLD_IN_JOURNAL = 100  # things in one line


def deliver(  # noqa: PLR0913 - what goes out, and how
    home: Home,
    plan: Plan,
    items: Sequence[Item],
    now: datetime,
    *,
    only: str = "",
    only_told: bool = False,
    again: bool = False,
    when_due: bool = False,
) -> Delivered:
    """Sends what has not gone out yet the ways of the plan (or one of them), in the items' order.

    `only_told`: nothing goes out, only what would is said. `again`: it goes out though it has
    before. `when_due`: a way that gave no answer is left alone until it is to be tried again.
    Raises OSError if this computer's own disk fails.
    """
    chosen = [one for one in plan.delivery if only in ("", one.id)]
    if not chosen:
        return Delivered()
    with sole(folder(home.data) / ".send.lock") as alone:
        if not alone:
            notice("send_busy")
            return Delivered()
        memory, moment = Memory(home, {one.id for one in plan.delivery}), as_utc(now)
        return Delivered(
            tuple(
                _Round(Route(home, plan, one), memory, moment, only_told, again).go(items)
                for one in chosen
                if not (when_due and _waits(memory.state(one.id, moment), moment))
            )
        )


def _waits(state: State, now: datetime) -> bool:
    return state.again is not None and now < state.again


@dataclass
class _Round:
    """One way's part of a round."""

    route: Route
    memory: Memory
    now: datetime
    only_told: bool
    again: bool
    went: list[Item] = field(default_factory=list)
    refused: list[tuple[Item, str]] = field(default_factory=list)
    without: dict[str, None] = field(default_factory=dict)

    @property
    def settings(self) -> DeliverySettings:
        return self.route.settings

    def go(self, items: Sequence[Item]) -> Sent:
        state = self.memory.state(self.settings.id, self.now)
        due = [item for item in items if self._is_due(item, state)]
        if self.only_told:
            return Sent(self.settings.id, tuple(due), without_address=tuple(self.without))
        failed = self._send(due) if due else ""
        waiting = len(due) - len(self.went) - len(self.refused)
        if failed:
            after = state.after_failure(self.now, failed, waiting)
        else:
            after = state.after_success(self.now, len(self.went))
        self.memory.remember(after)
        self._write_down(after)
        return Sent(
            self.settings.id, tuple(self.went), tuple(self.refused), tuple(self.without),
            waiting, failed,
        )  # fmt: skip

    def _is_due(self, item: Item, state: State) -> bool:
        """Whether a thing goes this way now. A unit without an address is remembered."""
        if item.what not in self.settings.what:
            return False
        done = self.memory.went(self.settings.id, item) or item.at < state.since
        if done and not self.again:
            return False
        if KINDS[self.settings.kind].to_addresses and not self._receivers(item):
            self.without[item.unit] = None
            return False
        return True

    def _receivers(self, item: Item) -> tuple[str, ...]:
        plan = self.route.plan
        if item.what == "failures":
            return plan.failures_to
        if not item.unit:
            return self.settings.recipients
        unit = plan.unit_by_id.get(item.unit)
        return unit.recipients if unit else ()

    def _send(self, due: Sequence[Item]) -> str:
        """Sends one by one; why the way gave no answer, as a sentence (empty: it did)."""
        try:
            with opened(self.route) as way:
                for item in due:
                    to = self._receivers(item)
                    try:
                        turned_down = way.give(item, to)
                    except TurnedDown as no:
                        self._done(item, (), to, why(no, self.route.plan.locale))
                        continue
                    self._done(item, [t for t in to if t not in turned_down], turned_down)
        except Exception as error:  # noqa: BLE001 - whatever a server makes of a library, the others go on
            return why(error, self.route.plan.locale)
        return ""

    def _done(
        self, item: Item, to: Sequence[str], refused: Sequence[str], reason: str = ""
    ) -> None:
        settings, now = self.settings, self.now
        line = Line(
            settings.id, item.what, item.key, item.unit, item.period, now, tuple(to),
            tuple(refused), reason,
        )  # fmt: skip
        self.memory.add(line)
        if reason:
            self.refused.append((item, reason))
        else:
            self.went.append(item)

    def _write_down(self, after: State) -> None:
        """The journal: what went where; that a way gives no answer, when that began."""
        journal, way = Journal(self.route.home), self.settings.id
        place = self.settings.host or self.settings.path
        told = [{"what": i.what, "key": i.key} for i in self.went]
        told += [{"what": i.what, "key": i.key, "refused": reason} for i, reason in self.refused]
        for start in range(0, len(told), TOLD_IN_JOURNAL):
            some = told[start : start + TOLD_IN_JOURNAL]
            journal.add("send", self.now, way=way, place=place, items=some)
        if after.times == 1:
            journal.add("send_failed", self.now, way=way, place=place, why=after.why)
