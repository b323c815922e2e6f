"""A round over every way of the plan: what is new goes out.

One rule: whatever a way does, the others are used; what it did is a row, and is told. What a server
has is written down at once, so a run that is killed repeats one thing at most. A thing that cannot
go now waits alone.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kpi.delivery.item import Item
from kpi.delivery.kinds import KINDS, opened
from kpi.delivery.memory import Line, Memory, State
from kpi.delivery.result import Delivered, Sent
from kpi.delivery.way import Later, Outgoing, Route, TurnedDown
from kpi.files import folder, sole
from kpi.home import Home
from kpi.journal import Journal
from kpi.moments import as_utc, local
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.plan.ways import DeliverySettings
from kpi.receiving.fetching.why import why
from kpi.words import say
from kpi.words.formats import moment

TOLD_IN_JOURNAL = 100  # things in one line
PUT_OFF_IN_A_ROW = 20  # then the server takes nothing now, whatever is given to it
ENOUGH_SECONDS = 1_200.0  # of one way in one round: what did not go by then waits for the next


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
        memory, began = Memory(home, {one.id for one in plan.delivery}), as_utc(now)
        return Delivered(
            tuple(
                _Round(Route(home, plan, one), memory, began, only_told, again).go(items)
                for one in chosen
                if not (when_due and _waits(memory.state(one.id, began), began))
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
    put_off: list[tuple[Item, Later]] = field(default_factory=list)
    without: dict[str, None] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

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
        used = state.after_success(self.now, len(self.went))
        if failed:
            after = (used if self.went else state).after_failure(self.now, failed, waiting)
            failed = f"{failed} {self._again(after)}"
            after = replace(after, why=failed)
        else:
            after = used
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
        if KINDS[self.settings.kind].to_addresses and not self._owed(item):
            if not self._receivers(item):
                self.without[item.unit] = None
            return False
        return True

    def _owed(self, item: Item) -> tuple[str, ...]:
        """Who does not have it yet; asked for again, everybody."""
        answered = () if self.again else self.memory.answered(self.settings.id, item)
        return tuple(to for to in self._receivers(item) if to not in answered)

    def _receivers(self, item: Item) -> tuple[str, ...]:
        plan = self.route.plan
        if not KINDS[self.settings.kind].to_addresses:
            return ()
        if item.what == "failures":
            return plan.failures_to
        if not item.unit:
            return self.settings.recipients
        unit = plan.unit_by_id.get(item.unit)
        return unit.recipients if unit else ()

    def _send(self, due: Sequence[Item]) -> str:
        """Sends one by one; why something waits, as a sentence (empty: nothing does)."""
        in_a_row = 0
        try:
            with opened(self.route) as way:
                for item in due:
                    in_a_row = 0 if self._gave(way, item) else in_a_row + 1
                    if in_a_row >= PUT_OFF_IN_A_ROW:
                        break
        except Exception as error:  # noqa: BLE001 - whatever a server makes of a library, the others go on
            return why(error, self.route.plan.locale)
        return why(self.put_off[-1][1], self.route.plan.locale) if self.put_off else ""

    def _gave(self, way: Outgoing, item: Item) -> bool:
        """Whether one thing is done with; False: it waits. Raises OSError of the way itself."""
        if time.monotonic() >= self.began + ENOUGH_SECONDS:
            raise TimeoutError
        to = self._owed(item)
        try:
            turned_down = way.give(item, to)
        except TurnedDown as no:
            self._done(item, (), to, why(no, self.route.plan.locale))
        except Later as later:
            self._wait(item, to, later)
            return False
        else:
            self._done(item, [t for t in to if t not in turned_down], turned_down)
        return True

    def _wait(self, item: Item, to: Sequence[str], later: Later) -> None:
        """Who had it is written down, so that he does not get it again with the others."""
        self.put_off.append((item, later))
        if later.had or later.refused:
            left = tuple(t for t in to if t not in (*later.had, *later.refused))
            self.memory.add(self._line(item, later.had, later.refused, later=left))

    def _done(
        self, item: Item, to: Sequence[str], refused: Sequence[str], reason: str = ""
    ) -> None:
        self.memory.add(self._line(item, to, refused, reason))
        if reason:
            self.refused.append((item, reason))
        else:
            self.went.append(item)

    def _line(
        self,
        item: Item,
        to: Sequence[str],
        refused: Sequence[str],
        reason: str = "",
        later: tuple[str, ...] = (),
    ) -> Line:
        way, about = self.settings.id, (item.what, item.key, item.unit, item.period)
        return Line(way, *about, self.now, tuple(to), tuple(refused), reason, later)

    def _again(self, after: State) -> str:
        """When the way is tried again by itself."""
        plan = self.route.plan
        at = moment(local(after.again or self.now, plan.timezone), plan.locale)
        return say("delivery.again", plan.locale, at=at)

    def _write_down(self, after: State) -> None:
        """The journal: what went where; that a way gives no answer, when that began."""
        journal, way = Journal(self.route.home), self.settings.id
        place = self.settings.host or self.settings.path
        told: list[dict[str, object]] = [{"what": i.what, "key": i.key} for i in self.went]
        told += [{"what": i.what, "key": i.key, "refused": reason} for i, reason in self.refused]
        told += [{"what": i.what, "key": i.key, "had": n.had} for i, n in self.put_off if n.had]
        for start in range(0, len(told), TOLD_IN_JOURNAL):
            some = told[start : start + TOLD_IN_JOURNAL]
            journal.add("send", self.now, way=way, place=place, items=some)
        if after.times == 1:
            journal.add("send_failed", self.now, way=way, place=place, why=after.why)
