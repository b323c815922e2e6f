"""One unit's form of one period as a workbook; the same arguments give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
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
    """A unit's form; `entries` by code and `words` (four answers) fill it.

    ValueError if the form would have no row, or if an entry
    names no row of it.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library has no types

    lines = table_lines(plan, unit, period, backfill=backfill)
    entries = entries or {}
    _refuse(lines, entries, f"{unit} {period}")
    table = Table(plan, period, lines, figures or FormFigures(), entries, TABLE_TOP)
    head = head_of(plan, unit, period, backfill=backfill)
    ids = {
        "plan": plan.id,
        "unit": unit,
        "period": period.label,
        "version": form_version(plan, unit, period, backfill=backfill),
    }
    made = io.BytesIO()
    # made anew for each form: xlsxwriter writes into the options that it is given
    look = {"font_name": FONT, "font_size": FONT_SIZE}
    workbook = Workbook(made, {"in_memory": True, "default_format_properties": look})
    workbook.set_properties({"created": _CREATED, "title": head.subject, "subject": plan.name})
    styles = Styles(workbook, plan.locale)
    page = workbook.add_worksheet(say("forms.sheet", plan.locale))
    write_figures_sheet(workbook, Sheet(page, styles), table, head, ids)
    page = workbook.add_worksheet(say("forms.words_sheet", plan.locale))
    write_words_sheet(Sheet(page, styles), plan.locale, _subject(plan, unit, period), words or ())
    workbook.close()
    return made.getvalue()


def _subject(plan: Plan, unit: str, period: Period) -> str:
    title = formats.period_title(period, plan.locale)
    name = plan.unit_by_id[unit].name
    return say("forms.words.subject", plan.locale, period=title, unit=name)


def _refuse(lines: Sequence[object], entries: Mapping[str, Entry], form: str) -> None:
    codes = {line.code for line in lines if isinstance(line, Row)}
    if not codes:
        raise ValueError(f"no indicator is asked for in the form of {form}")
    if unknown := sorted(set(entries) - codes):
        raise ValueError(f"no such row in the form of {form}: {', '.join(unknown)}")
