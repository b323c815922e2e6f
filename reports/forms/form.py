"""A unit's form as a workbook, of one period or with a sheet for each of several; the same
arguments give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kpi.files import write_whole
from kpi.periods import Period
from kpi.plan.form_rows import form_version
from kpi.plan.model import Plan
from kpi.words import formats, say
from reports.forms.entries import Entry
from reports.forms.figures import FormFigures
from reports.forms.figures_sheet import write_figures_sheet
from reports.forms.head import head_of
from reports.forms.rows import Row, table_lines
from reports.forms.sheet import Sheet
from reports.forms.styles import FONT, FONT_SIZE, Styles
from reports.forms.table import Table
from reports.forms.words_sheet import write_words_sheet

TABLE_TOP = 9  # the header's row, from 0: below the head of figures_sheet
_CREATED = datetime(2021, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone; fixed for equal bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One period of a form: what is known before it is filled, and `entries` by code, which fill
    it."""

    period: Period
    backfill: bool = False
    figures: FormFigures | None = None
    entries: Mapping[str, Entry] | None = None


def write_form(path: Path, plan: Plan, unit: str, period: Period, **parts: Any) -> None:
    """Write a unit's form; `parts` are those of `form_bytes`. The file appears whole or not at
    all."""
    write_whole(path, form_bytes(plan, unit, period, **parts))


def form_bytes(  # noqa: PLR0913 - the form's own parts, all but three optional
    plan: Plan,
    unit: str,
    period: Period,
    *,
    backfill: bool = False,
    figures: FormFigures | None = None,
    entries: Mapping[str, Entry] | None = None,
    words: Sequence[str] | None = None,
) -> bytes:
    """A unit's form of one period; `entries` by code and `words` (four answers) fill it.

    ValueError if the form would have no row, or if an entry
    names no row of it.
    """
    return book_bytes(plan, unit, (Part(period, backfill, figures, entries),), words)


def book_bytes(
    plan: Plan, unit: str, parts: Sequence[Part], words: Sequence[str] | None = None
) -> bytes:
    """A unit's form with a sheet for each part, and one for `words`; errors as in `form_bytes`."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library has no types

    made = io.BytesIO()
    # made anew for each form: xlsxwriter writes into the options that it is given
    look = {"font_name": FONT, "font_size": FONT_SIZE}
    workbook = Workbook(made, {"in_memory": True, "default_format_properties": look})
    title = head_of(plan, unit, parts[0].period, backfill=parts[0].backfill).subject
    workbook.set_properties({"created": _CREATED, "title": title, "subject": plan.name})
    styles = Styles(workbook, plan.locale)
    for part in parts:
        _write_part(workbook, styles, plan, unit, part, alone=len(parts) == 1)
    page = workbook.add_worksheet(say("forms.words_sheet", plan.locale))
    subject = _subject(plan, unit, [part.period for part in parts])
    write_words_sheet(Sheet(page, styles), plan.locale, subject, words or ())
    workbook.close()
    return made.getvalue()


def _write_part(  # noqa: PLR0913 - where to, what, and whether it has company
    workbook: Any, styles: Styles, plan: Plan, unit: str, part: Part, *, alone: bool
) -> None:
    period, backfill = part.period, part.backfill
    lines = table_lines(plan, unit, period, backfill=backfill)
    entries = part.entries or {}
    _refuse(lines, entries, f"{unit} {period}")
    ids = {
        "plan": plan.id,
        "unit": unit,
        "period": period.label,
        "version": form_version(plan, unit, period, backfill=backfill),
    }
    page = workbook.add_worksheet(sheet_title(period, plan.locale, alone=alone))
    table = Table(plan, period, lines, part.figures or FormFigures(), entries, TABLE_TOP)
    head = head_of(plan, unit, period, backfill=backfill)
    write_figures_sheet(workbook, Sheet(page, styles), table, head, ids, alone=alone)


def sheet_title(period: Period, locale: str, *, alone: bool) -> str:
    """`Số liệu`; beside other periods its own name, `Quý II-2024`, by which it is known even where
    all else was lost."""
    if alone:
        return say("forms.sheet", locale)
    return formats.sentence_case(formats.period_title(period, locale)).replace("/", "-")


def _subject(plan: Plan, unit: str, periods: Sequence[Period]) -> str:
    title = ", ".join(formats.period_title(period, plan.locale) for period in periods)
    name = plan.unit_by_id[unit].name
    return say("forms.words.subject", plan.locale, period=title, unit=name)


def _refuse(lines: Sequence[object], entries: Mapping[str, Entry], form: str) -> None:
    codes = {line.code for line in lines if isinstance(line, Row)}
    if not codes:
        raise ValueError(f"no indicator is asked for in the form of {form}")
    if unknown := sorted(set(entries) - codes):
        raise ValueError(f"no such row in the form of {form}: {', '.join(unknown)}")
