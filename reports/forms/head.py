"""The texts around a form's table, in the habit of Party offices; no unit or place is known here.

A unit's name such as `Ban Tuyên giáo Huyện ủy Vĩnh Linh` is written as they write it: the
committee on the first line, the body below it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import formats, say, section


@dataclass(frozen=True, slots=True)
class Head:
    """Every text above and below the table. `committee` is empty if the unit's name shows none."""

    committee: str
    body: str
    party: str
    form: str
    attached: str
    subject: str
    days: str
    unit: str
    period: str
    receiver: str
    due: str
    signer: str
    place_and_day: str


def head_of(plan: Plan, unit: str, period: Period, *, backfill: bool = False) -> Head:
    """The texts of a unit's form of a period."""
    locale = plan.locale
    name = plan.unit_by_id[unit].name
    first, last = plan.calendar.first_day(period), plan.calendar.last_day(period)
    due = plan.calendar.due(period)
    owner = plan.owner_on(due)
    title = formats.period_title(period, locale)
    committee, body = committee_and_body(name, locale)
    number = say(f"forms.numbers.{'backfill' if backfill else period.kind}", locale)
    attached = "attached" if owner.symbol else "attached_without_symbol"
    return Head(
        committee=committee.upper(),
        body=body.upper(),
        party=_party(plan, owner.name),
        form=say("forms.head.form", locale, number=number),
        attached=say(f"forms.head.{attached}", locale, symbol=owner.symbol or ""),
        subject=say("forms.head.subject", locale, period=title),
        days=say(
            "forms.head.days",
            locale,
            first=formats.day(first, locale),
            last=formats.day(last, locale),
        ),
        unit=say("forms.head.unit", locale, unit=name),
        period=say("forms.head.period", locale, period=title),
        receiver=say("forms.head.receiver", locale, owner=owner.name),
        due=say("forms.head.due_open", locale)
        if backfill  # the due day of a year asked for afterwards has long passed
        else say("forms.head.due", locale, day=formats.day(due, locale)),
        signer=_signer(body, locale),
        place_and_day=say("forms.foot.place_and_day_open", locale)
        if backfill
        else say("forms.foot.place_and_day", locale, year=due.year),
    )


def committee_and_body(name: str, locale: str = "vi") -> tuple[str, str]:
    """(committee, body) of a unit's name; the committee is empty if the name shows none.

    `Ban Tuyên giáo Huyện ủy Vĩnh Linh` is (`Huyện ủy Vĩnh Linh`, `Ban Tuyên giáo`);
    `Đảng ủy Công an tỉnh (phòng chính trị)` is (`Đảng ủy Công an tỉnh`, `phòng chính trị`).
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    found = re.search(rf"(?:^|[\s,(]){say('forms.head.committee', locale)}", name)
    if not found:
        return "", name
    start = found.start(1)
    before = name[:start].rstrip(" ,(-")
    if before:
        return name[start:].rstrip(" )"), before
    inside = re.fullmatch(r"(.+?)\s*\((.+)\)", name)
    return (inside[1], inside[2]) if inside else ("", name)


def _party(plan: Plan, owner: str) -> str:
    """The Party's name, if the plan is a Party body's; the line stays empty for anyone else."""
    names = unicodedata.normalize("NFC", f"{owner}\n{plan.reports_to or ''}")
    ours = re.search(say("forms.head.party_body", plan.locale), names, re.IGNORECASE)
    return say("forms.head.party", plan.locale) if ours else ""


def _signer(body: str, locale: str) -> str:
    titles: dict[str, str] = section("forms", locale)["signers"]
    low = body.lower()
    fits = [first for first in titles if low == first or low.startswith(f"{first} ") or not first]
    return titles[max(fits, key=len)]
