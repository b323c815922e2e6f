"""`kpi init`: a few questions, then a home with a plan to begin with."""

from __future__ import annotations

import re
from pathlib import Path

import click

from flows.console import Stop, out
from flows.dates import now_utc
from flows.double_click import write_double_click
from flows.next_step import home_words
from kpi.begin.first_plan import FEWEST, LONGEST, MOST, Answers, usual
from kpi.home import Home
from kpi.words import say

FIVE_YEARS = 4  # from the first to the last


def begin_home(home: Home, given: dict[str, str | None], locale: str, *, ask: bool) -> int:
    """Makes a home of what was given, asked for, or is usual; Stop if there is one already.

    `given` holds `owner`, `reports_to`, `plan` and `years`, each as typed or None.
    """
    from kpi.begin.write import AlreadyBegun, begin

    _refuse_used(home, locale)
    answers = _answers(given, locale, ask=ask)
    try:
        page = begin(home, answers)
    except AlreadyBegun as found:
        raise Stop(say("begin.exists", locale, folder=home.root, path=found)) from None
    write_double_click(home, answers.locale)
    _tell(home, answers, page)
    return 0


def _refuse_used(home: Home, locale: str) -> None:
    """Before any question: nobody answers them for nothing."""
    if home.plan.exists():
        raise Stop(say("begin.exists", locale, folder=home.root, path=home.plan.name))


def _answers(given: dict[str, str | None], locale: str, *, ask: bool) -> Answers:
    def answer(key: str, otherwise: str) -> str:
        written = given.get(key)
        if written is not None:
            return written.strip() or otherwise
        if not ask:
            return otherwise
        words = say(f"begin.ask.{key}", locale)
        asked = click.prompt(words, default=otherwise, show_default=bool(otherwise), err=True)
        return str(asked).strip() or otherwise

    if given.get("years"):
        years_of(str(given["years"]), locale)  # wrong use is told before anything is asked
    this_year = now_utc().year
    owner = answer("owner", say("begin.usual.owner", locale))
    reports_to = answer("reports_to", "")
    years = years_of(answer("years", f"{this_year}-{this_year + FIVE_YEARS}"), locale)
    return Answers(owner, reports_to, answer("plan", usual(years, locale).plan), years, locale)


def years_of(written: str, locale: str) -> tuple[int, int]:
    """`2026-2030` as two years; wrong use for anything else."""
    found = re.fullmatch(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?", written.strip())
    if found:
        first, last = int(found[1]), int(found[2] or found[1])
        if FEWEST <= first <= last < first + LONGEST and last <= MOST:
            return first, last
    values = {"value": written, "fewest": FEWEST, "longest": LONGEST}
    raise click.UsageError(say("begin.bad_years", locale, **values))


def _tell(home: Home, answers: Answers, page: Path) -> None:
    from kpi.plan.load import read_plan

    plan = read_plan(home.plan).plan
    counts = {"indicators": len(plan.indicators), "units": len(plan.units)} if plan else {}
    first, last = answers.years
    locale = answers.locale
    out(say("begin.written", locale, path=home.root, first=first, last=last, **counts))
    out(say("begin.next", locale, page=page.name, home=home_words(home)))
