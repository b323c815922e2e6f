"""What went wrong in a run is told: to the log, the journal and the plan's address.

One rule: telling never fails, and never tells the same thing twice a day to the same address.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.console import Stop, add_to_log, default_locale, disk_trouble, known_trouble
from flows.dates import now_utc
from flows.desk import refresh_after_trouble
from flows.failure import Failure
from flows.failure_message import write_message
from kpi.collect.replay import latest_plan
from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.model import Plan
from kpi.warehouse.store import WarehouseBusy
from kpi.words import say


class Told(Stop):
    """A run failed, and whom it concerns has been told; the text is the sentence."""


def failure_of(error: Exception, locale: str, what: str = "", where: Path | None = None) -> Failure:
    """An error as a sentence for people; `what` is a period's label or empty, `where` the folder of
    what the system does not name."""
    if isinstance(error, Stop):
        return Failure("stopped", str(error), what)
    if isinstance(error, OSError):
        return Failure("disk", disk_trouble(error, locale, where), what)
    if known := known_trouble(error, locale):
        return Failure(getattr(error, "key", "busy_file"), known, what)
    return Failure("unexpected", say("failures.unexpected", locale), what)


@contextmanager
def telling(home: Home, plan: Plan | None) -> Iterator[None]:
    """What ends the block with an error is told, and goes on as `Told`. Without a plan (it cannot
    be read) those are told whom the last run knew. That another process is at work is no failure.
    """
    try:
        yield
    except (Told, WarehouseBusy):
        raise
    except Exception as error:
        locale = plan.locale if plan else default_locale()
        failure = failure_of(error, locale, where=home.data)
        tell(home, plan, [(failure, error)], now_utc())
        if shown := plan or latest_plan(home):
            refresh_after_trouble(home, shown, now_utc())
        raise Told(failure.sentence) from error


def tell(
    home: Home,
    plan: Plan | None,
    failures: Sequence[tuple[Failure, Exception | None]],
    now: datetime,
) -> None:
    """Log, journal and message; the sentences themselves are said by the caller. A folder that is
    no home (a name misspelt) is left as it is."""
    if not home.plan.exists() and not home.data.exists():
        return
    for failure, error in failures:
        details = "".join(traceback.format_exception(error)) if error else ""
        add_to_log(home.log, f"{failure.kind} {failure.what}: {failure.sentence}\n{details}")
    found = [failure for failure, _ in failures]
    message = ""
    with suppress(OSError):  # the disk may be what failed
        message = write_message(home, plan, addresses(home, plan), found, now)
    with suppress(OSError):
        lines: dict[str, Any] = {"failures": [asdict(failure) for failure in found]}
        Journal(home).add("run_failed", now, **lines, **({"message": message} if message else {}))


def addresses(home: Home, plan: Plan | None) -> tuple[str, ...]:
    """Whom the plan names, or the plan of the last run that could read one."""
    if plan is not None:
        return plan.failures_to
    started = Journal(home).last("run_started")
    given = started.details.get("failures_to", []) if started else []
    return tuple(str(address) for address in given) if isinstance(given, list) else ()
