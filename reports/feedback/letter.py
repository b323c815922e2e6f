"""What a feedback workbook says, before anything is drawn: heading, counts, findings in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from kpi.moments import local
from kpi.periods import UnknownPeriod, parse_period
from kpi.plan.model import Plan
from kpi.records.books import Books
from kpi.records.problems import Problem
from kpi.records.reader_rules import IDENTITY_RULES, SECRET_WITH_NUMBER, WRONG_PLAN, Severity
from kpi.records.submission import Submission
from kpi.words import formats, say
from kpi.words.courtesy import asking
from kpi.workbooks.refusals import NO_TABLE

TOLD_AT_MOST = 5  # decisions; all of them stand in the notice beside the workbook
SEVERITIES: tuple[Severity, ...] = ("file", "cell", "warning")
_LAST_ROW = 10**7
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list. `sheet` and `cell` are where it stands as the problem says, else
    empty; `code` is the indicator's."""

    severity: Severity
    sheet: str
    cell: str
    code: str
    indicator: str
    written: str
    message: str


How = Literal["returned", "form", "listed"]


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything the sheet `Cần sửa` says. `how` to send back depends on what goes with it."""

    locale: str
    title: str
    subject: str
    received: str
    counts: str
    totals: str
    how: dict[How, str]
    findings: tuple[Finding, ...]
    secret: bool


def letter_of(  # noqa: PLR0913 - a submission's own parts
    plan: Plan,
    *,
    unit: str,
    period: str,
    problems: Sequence[Problem],
    outcome: str,
    counts: Submission | Books,
    received: datetime,
    more_periods: Sequence[str] = (),
    told: Sequence[str] = (),
) -> Letter:
    """The letter to the sender. A warning that is already answered asks for nothing more.
    `more_periods` are those that the workbook holds beside `period`, and that end with it; `told`
    stands behind the counts: what was decided about the figures since."""
    locale = plan.locale
    open_problems = [p for p in problems if not (p.severity == "warning" and p.answered)]
    rules = {p.rule for p in problems}
    secret, blank = SECRET_WITH_NUMBER in rules, "blank_form" in rules
    findings = tuple(sorted((_finding(plan, p, secret=secret) for p in open_problems), key=_order))
    arrived = local(received.replace(tzinfo=None), plan.timezone)
    asked = {"owner": plan.owner_on(arrived.date()).name, "when": _when(plan, period, arrived)}
    instead = "secret" if secret else _why_not_here(problems)
    shown = period or plan.calendar.last_closed(arrived.date()).label
    asked |= {"example": _example_name(plan, unit, shown), **asking(plan.please)}
    how: dict[How, str] = {
        kind: say(f"feedback.how_{instead or kind}", locale, **asked) for kind in get_args(How)
    }
    if NO_TABLE in rules:  # there is no cell to go to
        how = dict.fromkeys(how, how["listed"])
    said = f"feedback.outcome.{'blank' if blank else outcome}"
    moment = formats.moment(arrived, locale)
    return Letter(
        locale=locale,
        title=say("feedback.title", locale),
        subject=_subject(plan, unit, (period, *more_periods), problems),
        received=say("feedback.received", locale, moment=moment, outcome=say(said, locale)),
        counts=" ".join((_counts(counts, locale), *told[-TOLD_AT_MOST:])),
        totals=_totals(findings, locale),
        how=how,
        findings=findings,
        secret=secret,
    )


def _why_not_here(problems: Sequence[Problem]) -> str:
    """Why a correction in the cells of the file does not help: it is not taken for what it is."""
    rules = {p.rule for p in problems if p.severity == "file"}
    for reason, concerned in _REFUSED_FOR.items():
        if rules & concerned:
            return reason
    return ""


_REFUSED_FOR = {
    "plan": {WRONG_PLAN},
    "sender": {"wrong_sender"},
    "identity": IDENTITY_RULES,
}


def _example_name(plan: Plan, unit: str, period: str) -> str:
    """A file's name from which unit and period are known."""
    known = unit if unit in plan.unit_by_id else plan.units[0].id if plan.units else "…"
    return f"{period}_{known}.xlsx"


def _finding(plan: Plan, problem: Problem, *, secret: bool) -> Finding:
    indicator = plan.indicator_by_id.get(problem.indicator)
    address = _ADDRESS.match(problem.cell.strip())
    return Finding(
        severity=problem.severity,
        sheet=problem.sheet,
        cell=f"{address[1].upper()}{address[2]}" if address else "",
        code=problem.indicator,
        indicator=f"{indicator.id}: {indicator.name}" if indicator else problem.indicator,
        written="" if secret else problem.written,  # a secret is not sent around once more
        message=problem.message,
    )


def _order(finding: Finding) -> tuple[int, str, int, int, str]:
    """The worst first, then as the sheet is read; what has no cell comes last."""
    address = _ADDRESS.match(finding.cell)
    row, column = (int(address[2]), address[1]) if address else (_LAST_ROW, "")
    worst = SEVERITIES.index(finding.severity)
    return worst, finding.sheet, row, len(column), column + finding.message


def _subject(plan: Plan, unit: str, periods: Sequence[str], problems: Sequence[Problem]) -> str:
    locale = plan.locale
    known = plan.unit_by_id.get(unit)
    file = next((p.file for p in problems if p.file), "")
    if not known:
        name = file.replace("\\", "/").rsplit("/", 1)[-1]
        key = "of_file" if name else "of_nothing"
        return say(f"feedback.{key}", locale, file=name)
    try:
        titles = [formats.period_title(parse_period(period), locale) for period in periods]
    except UnknownPeriod:
        return say("feedback.of_unit", locale, unit=known.name)
    named = ", ".join(titles)
    return say("feedback.of_unit_and_period", locale, unit=known.name, period=named)


def _when(plan: Plan, period: str, arrived: datetime) -> str:
    """By the due day, as long as it lies ahead."""
    try:
        due = plan.calendar.due(parse_period(period))
    except UnknownPeriod:
        return say("feedback.soon", plan.locale)
    if due <= arrived.date():
        return say("feedback.soon", plan.locale)
    return say("feedback.by_day", plan.locale, day=formats.day(due, plan.locale))


def _counts(counts: Submission | Books, locale: str) -> str:
    return say(
        "feedback.counts",
        locale,
        cells_in=counts.cells_in,
        taken=counts.loaded + counts.superseded + counts.unchanged,
        loaded=counts.loaded,
        superseded=counts.superseded,
        unchanged=counts.unchanged,
        held=counts.held,
    )


def _totals(findings: Sequence[Finding], locale: str) -> str:
    if not findings:
        return say("feedback.nothing", locale)
    found = Counter(f.severity for f in findings)
    return " ".join(
        say(
            "feedback.findings",
            locale,
            severity=say(f"feedback.severity.{severity}", locale),
            count=found[severity],
        )
        for severity in SEVERITIES
        if found[severity]
    )
