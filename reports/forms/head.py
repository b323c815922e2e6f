"""The texts around a form's table, in the habit of offices; no unit, place or body is known here.

One rule: what is a plan's own (heading, symbol, title, the words that begin a superior body's
name) comes from the plan. A unit's name that holds its superior's is written on two lines: the
superior on the first, the body below it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import formats, say, section


@dataclass(frozen=True, slots=True)
class Head:
    """Every text above and below the table. `superior` is empty if the unit's name shows none,
    `star` (the mark below a body's name in papers of the Party) in plans of others."""

    superior: str
    body: str
    star: str
    heading: str
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
    superior, body = superior_and_body(name, plan.form_texts.superiors)
    number = say(f"forms.numbers.{'backfill' if backfill else period.kind}", locale)
    attached = "attached" if owner.symbol else "attached_without_symbol"
    return Head(
        superior=superior.upper(),
        body=body.upper(),
        star=say("forms.head.star", locale) if plan.report.form == "party" else "",
        heading=plan.form_texts.heading,
        form=_form(plan, number),
        attached=say(f"forms.head.{attached}", locale, symbol=owner.symbol or ""),
        subject=_subject(plan, title),
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


def superior_and_body(name: str, superiors: Sequence[str]) -> tuple[str, str]:
    """(superior, body) of a unit's name; the superior is empty if the name shows none.

    With `Ủy ban` among the words that begin a superior's name, `Phòng Y tế Ủy ban xã A` is
    (`Ủy ban xã A`, `Phòng Y tế`), and `Ủy ban xã A (bộ phận y tế)` is (`Ủy ban xã A`,
    `bộ phận y tế`).
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    words = "|".join(re.escape(_spelled(word)) for word in superiors)
    found = re.search(rf"(?:^|[\s,(])({words})(?!\w)", _spelled(name)) if words else None
    if not found:
        return "", name
    start = found.start(1)
    before = name[:start].rstrip(" ,(-")
    if before:
        return name[start:].rstrip(" )"), before
    inside = re.fullmatch(r"(.+?)\s*\((.+)\)", name)
    return (inside[1], inside[2]) if inside else ("", name)


def _spelled(text: str) -> str:
    """With tones placed one way, letter for letter: `uỷ` is `ủy`."""
    return unicodedata.normalize("NFC", text).replace("uỷ", "ủy").replace("Uỷ", "Ủy")


def _form(plan: Plan, number: str) -> str:
    symbol = plan.form_texts.symbol
    key = "form_with_symbol" if symbol else "form"
    return say(f"forms.head.{key}", plan.locale, number=number, symbol=symbol)


def _subject(plan: Plan, period: str) -> str:
    title = plan.form_texts.title or say("forms.head.subject_title", plan.locale)
    return say("forms.head.subject", plan.locale, title=title, period=period)


def _signer(body: str, locale: str) -> str:
    titles: dict[str, str] = section("forms", locale)["signers"]
    low = body.lower()
    fits = [first for first in titles if low == first or low.startswith(f"{first} ") or not first]
    return titles[max(fits, key=len)]
