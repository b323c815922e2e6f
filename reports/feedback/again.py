"""A form of ours with what a unit sent in another kind of file, to be corrected and sent back.

Figures that were taken stand as they were taken; what was held stands as it was written, so that
nothing is decided for the sender.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kpi.collect.outbox import Sent, SentFigure
from kpi.periods import Period, UnknownPeriod, parse_period
from kpi.plan.form_rows import form_indicators
from kpi.plan.model import Indicator, Plan
from kpi.records.problems import Problem
from kpi.words import say
from kpi.workbooks.text import key
from kpi.workbooks.written import figure as in_figures
from reports.forms import Entry, FormFigures
from reports.forms.form import Part, book_bytes

if TYPE_CHECKING:
    from datetime import date

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
_PAIR = re.compile(r"([^/]+) / ([^/]+)")
RowPart = Literal["", ".a", ".b"]


@dataclass(frozen=True, slots=True)
class Again:
    """What the form shows: what was sent, and the figures known before it."""

    sent: Sent
    figures: FormFigures


def form_again(
    plan: Plan, unit: str, period: str, again: Again, problems: Sequence[Problem]
) -> bytes | None:
    """The form's bytes; None if there is no form for this unit and period."""
    return forms_again(plan, unit, [SentPart(period, again, problems)])


@dataclass(frozen=True, slots=True)
class SentPart:
    """What a unit sent for one of the periods of a workbook, and what was found in it."""

    period: str
    again: Again
    problems: Sequence[Problem]


def forms_again(plan: Plan, unit: str, sent: Sequence[SentPart]) -> bytes | None:
    """The bytes of a form with a sheet for each period; None if one of them has no form."""
    parts = [_part(plan, unit, one) for one in sent]
    found = [part for part in parts if part is not None]
    if not found or len(found) < len(parts):
        return None
    words = [_words(one.again.sent, plan.locale) for one in sent]
    return book_bytes(plan, unit, found, [_joined(said) for said in zip(*words, strict=True)])


def _joined(said: Sequence[str]) -> str:
    """What stands under one heading; the sheet of words belongs to every period of its workbook."""
    return "\n".join(dict.fromkeys(text for text in said if text))


def _part(plan: Plan, unit: str, one: SentPart) -> Part | None:
    try:
        when = parse_period(one.period)
    except UnknownPeriod:
        return None
    if unit not in plan.unit_by_id:
        return None
    figures = one.again.sent.figures
    wanted = {f.indicator for f in figures} | {p.indicator for p in one.problems} - {""}
    backfill = _is_backfill(plan, unit, when, wanted)
    asked = {i.id: i for i in form_indicators(plan, unit, when, backfill=backfill)}
    if not asked:
        return None
    entries = _entries(asked, one.again.sent, one.problems, plan.locale)
    return Part(when, backfill, one.again.figures, entries)


def _is_backfill(plan: Plan, unit: str, when: Period, wanted: set[str]) -> bool:
    """Whether only the form for a whole year's figures asks for what was sent."""
    plain = {i.id for i in form_indicators(plan, unit, when)}
    more = {i.id for i in form_indicators(plan, unit, when, backfill=True)}
    return bool(wanted & (more - plain)) or not plain


def _entries(
    asked: Mapping[str, Indicator], sent: Sent, problems: Sequence[Problem], locale: str
) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for problem in problems:
        indicator = asked.get(problem.indicator)
        if indicator is not None and problem.severity == "cell" and problem.written:
            for part, text in _as_written(indicator, problem.written).items():
                found.setdefault(indicator.id + part, Entry(text))
    for figure in sent.figures:
        indicator = asked.get(figure.indicator)
        if indicator is not None:
            for part, value in _values(indicator, figure, locale).items():
                found[indicator.id + part] = Entry(value)
            own = found.get(indicator.id, Entry(None))
            found[indicator.id] = replace(
                own, explanation=figure.explanation, evidence=figure.evidence
            )
    return found


def _as_written(indicator: Indicator, written: str) -> dict[RowPart, int | str]:
    pair = _PAIR.fullmatch(written) if indicator.measure == "ratio" else None
    if pair:
        return {".a": _typed(pair[1]), ".b": _typed(pair[2])}
    return {"": _typed(written)}


def _typed(written: str) -> int | str:
    """A whole number as a number; all else stays the text that was asked about."""
    return int(written) if _WHOLE.fullmatch(written.strip()) else written.strip()


def _values(
    indicator: Indicator, figure: SentFigure, locale: str
) -> dict[RowPart, int | float | str | date | None]:
    if figure.state in ("none_occurred", "not_applicable", "withheld"):
        return {"": say(f"feedback.states.{figure.state}", locale)}
    if indicator.measure == "milestone":
        return {"": figure.done_on or say("forms.not_done", locale)}
    if indicator.measure == "yes_no":
        return {"": say(f"forms.{'yes' if figure.value else 'no'}", locale)}
    if indicator.measure == "ratio":
        return {
            ".a": _number(figure.numerator, figure.state, locale),
            ".b": _number(figure.denominator, figure.state, locale),
        }
    return {"": _number(figure.value, figure.state, locale)}


def _number(value: float | None, state: str, locale: str) -> int | float | str | None:
    if value is None:
        return None
    if state == "estimate":  # cells are read in Vietnamese notation, whatever the locale
        return say("feedback.states.estimate", locale, number=in_figures(value))
    return int(value) if value.is_integer() and abs(value) < 10**15 else value


def _words(sent: Sent, locale: str) -> list[str]:
    """The answers of the sheet `Thuyết minh`, each to its question."""
    questions = [key(say(f"forms.words.heading_{n}", locale)) for n in range(1, 5)]
    found = ["", "", "", ""]
    for heading, text in sent.words:
        number = next(
            (n for n, asked in enumerate(questions) if asked.endswith(key(heading))), None
        )
        if number is not None:
            found[number] = "\n".join(t for t in (found[number], text) if t)
    return found
