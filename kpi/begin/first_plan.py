"""A plan to begin with, for any body: a commented text with a few answers filled in.

One rule: what the answers hold is quoted, so that no name can break the plan.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

from kpi.words import say

FEWEST, MOST = 2000, 2190  # years that a plan may begin with
LONGEST = 20  # years


@dataclass(frozen=True, slots=True)
class Answers:
    """What `kpi init` asks: the body, whom it reports to (empty: nobody), the plan's name and
    its first and last year, the language of reports."""

    owner: str
    reports_to: str
    plan: str
    years: tuple[int, int]
    locale: str = "vi"


def usual(years: tuple[int, int], locale: str) -> Answers:
    """The answers of whoever answers nothing."""
    first, last = years
    name = say("begin.usual.plan", locale, first=first, last=last)
    return Answers(say("begin.usual.owner", locale), "", name, years, locale)


def first_plan(answers: Answers) -> str:
    """The text of the plan's file."""
    first, last = answers.years
    text = files("kpi.begin").joinpath(f"plan.{answers.locale}.yaml").read_text("utf-8")
    for mark, value in _values(answers, first, last).items():
        text = text.replace(f"@{mark}@", value)
    return text


def _values(answers: Answers, first: int, last: int) -> dict[str, str]:
    years = range(first, last + 1)
    reports_to = f"  reports_to: {_quoted(answers.reports_to)}"
    example = f"  # reports_to: {say('begin.usual.reports_to', answers.locale)}"
    return {
        "ID": _quoted(say("begin.id", answers.locale, first=first, last=last)),
        "PLAN": _quoted(answers.plan),
        "OWNER": _quoted(answers.owner),
        "REPORTS_TO": reports_to if answers.reports_to else example,
        "BEFORE": str(first - 1),
        "FIRST": str(first),
        "LAST": str(last),
        "RISING": _yearly({year: 120 + 20 * n for n, year in enumerate(years)}),
        "SHARES": _yearly({year: min(90 + 2 * n, 98) for n, year in enumerate(years)}),
        "ALL": _yearly(dict.fromkeys(years, 100)),
        "POINTS": _yearly({year: min(78 + 2 * n, 90) for n, year in enumerate(years)}),
    }


def _quoted(text: str) -> str:
    return json.dumps(text.strip(), ensure_ascii=False)


def _yearly(targets: dict[int, int]) -> str:
    return ", ".join(f"{year}: {value}" for year, value in targets.items())
