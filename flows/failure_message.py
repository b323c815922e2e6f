"""The message that tells a failed run to the plan's address, as a file to be sent.

It stands in `data/outbox/thong-bao` until it is sent. One rule: the same failure is told once a
day, however often the schedule meets it.
"""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from flows.console import LAST_SAID, default_locale
from flows.failure import Failure, failures_in
from kpi.delivery.headers import READABLE
from kpi.files import write_whole
from kpi.home import Home
from kpi.journal import Journal
from kpi.moments import local
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import moment

FOLDER = "thong-bao"


def write_message(
    home: Home,
    plan: Plan | None,
    to: Sequence[str],
    failures: Sequence[Failure],
    now: datetime,
) -> str:
    """Writes the message and gives its file's name; empty where there is nobody to tell, or
    nothing that was not told today. `now` is UTC without zone. Raises OSError."""
    known = _told_on(home, _here(plan, now).date().isoformat(), plan)
    if not to or not any(_key(f.kind, f.what) not in known for f in failures):
        return ""
    folder = home.outbox(FOLDER)
    name = f"{_here(plan, now):%Y-%m-%dT%H%M%S}_su-co.eml"
    write_whole(folder / name, message(home, plan, to, failures, now).as_bytes(policy=READABLE))
    return name


def message(
    home: Home,
    plan: Plan | None,
    to: Sequence[str],
    failures: Sequence[Failure],
    now: datetime,
) -> EmailMessage:
    """What failed, when, where, what to do, and what was told last; no details of programs."""
    locale = plan.locale if plan else default_locale()
    name = plan.name if plan else home.root.name
    made = EmailMessage(policy=READABLE)
    made["To"] = ", ".join(to)
    made["Subject"] = say("failures.subject", locale, plan=" ".join(name.split()))
    made["Date"] = format_datetime(now.replace(tzinfo=UTC))
    made.set_content(
        say(
            "failures.body",
            locale,
            plan=name,
            at=moment(_here(plan, now), locale),
            failures="\n".join(f"- {f.sentence}" for f in failures),
            computer=platform.node(),
            home=home.root,
            said="\n".join(f"  {line}" for line in LAST_SAID) or "  ...",
            log=home.log,
        )
    )
    return made


def _here(plan: Plan | None, now: datetime) -> datetime:
    return local(now, plan.timezone if plan else Plan.timezone)


def _told_on(home: Home, day: str, plan: Plan | None) -> set[str]:
    """The failures that a message of the day tells already."""
    return {
        _key(failure.kind, failure.what)
        for entry in Journal(home).entries()
        if entry.what == "run_failed"
        and entry.details.get("message")
        and _here(plan, entry.at).date().isoformat() == day
        for failure in failures_in(entry)
    }


def _key(kind: str, what: str) -> str:
    return f"{kind} {what}"
