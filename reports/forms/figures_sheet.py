"""The sheet `Số liệu`: head, table, foot, and the names by which the form is read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi.words import say
from reports.forms.counter import write_counter
from reports.forms.head import Head
from reports.forms.page_breaks import Measures, Paper, blocks_of, paper_for
from reports.forms.sheet import POINTS_PER_LINE, Sheet, lines_needed
from reports.forms.styles import FONT, FONT_SIZE
from reports.forms.table import AT, LAST, VALUE, WIDTHS, Table, header_height, write_table

IDS = LAST + 2  # the column of the ids, beside the printed page
_EDITABLE = {"format_cells": True, "format_columns": True, "format_rows": True}
_WHOLE = (0, LAST)
_LEFT = (0, AT["unit_of_measure"])
_RIGHT = (AT["previous"], LAST)
_BEFORE_VALUE, _COUNTER = (0, VALUE - 1), (VALUE, LAST)
LINE, TITLE, SUBJECT = 16.5, 24.0, 20.0
MARGINS = {"left": 0.6, "right": 0.4, "top": 0.6, "bottom": 0.7}  # inches


def write_figures_sheet(  # noqa: PLR0913 - the sheet's own parts
    workbook: Any, sheet: Sheet, table: Table, head: Head, ids: Mapping[str, str], *, alone: bool
) -> None:
    """`ids` are the plan, unit, period and version, in the order of their cells; `alone` tells
    that the workbook has no other period."""
    for column, width in enumerate(WIDTHS):
        sheet.page.set_column(column, column, width, sheet.styles("plain"))
    paper = _paper(table, head)
    _head(sheet, table, head)
    write_table(sheet, table)
    end = _foot(sheet, head, table.bottom + 1, table.locale, paper.sign_lines)
    _names(workbook, sheet, table, ids, alone=alone)
    _page(sheet, table, paper, end)


def _head(sheet: Sheet, table: Table, head: Head) -> None:
    locale = table.locale
    for row, (left, right) in enumerate(_beside(head)):
        style = "superior" if row == 0 and head.superior else "body"
        sheet.across(row, _LEFT, left, style)
        sheet.across(row, _RIGHT, right, ("letterhead", "body", "attached")[row])
    sheet.across(3, _WHOLE, say("forms.head.title", locale), "title")
    sheet.across(4, _WHOLE, head.subject, "subject")
    sheet.across(5, _WHOLE, head.days, "days")
    sheet.across(6, _LEFT, head.unit, "info_strong")
    sheet.across(6, _RIGHT, head.period, "info_strong")
    sheet.across(7, _LEFT, head.receiver, "info")
    sheet.across(7, _RIGHT, head.due, "info_strong")
    sheet.across(8, _BEFORE_VALUE, say("forms.head.secret", locale), "secret")
    write_counter(sheet, table, 8, _COUNTER)
    for row, points in enumerate(_head_heights(head, locale)):
        sheet.page.set_row(row, points)


def _beside(head: Head) -> list[tuple[str, str]]:
    """The first three rows: the unit as it signs itself on the left, the form on the right."""
    lines = [line for line in (head.superior, head.body) if line]
    left = [*lines, head.star, ""]
    return list(zip(left, (head.heading, head.form, head.attached), strict=False))


def _head_heights(head: Head, locale: str) -> tuple[float, ...]:
    beside = _beside(head)
    pairs = [*beside, ("", ""), ("", ""), ("", ""), (head.unit, head.period)]
    pairs.append((head.receiver, head.due))
    heights = [LINE * max(_lines(left, _LEFT), _lines(right, _RIGHT)) for left, right in pairs]
    heights[3:5] = (TITLE, SUBJECT)
    secret = _lines(say("forms.head.secret", locale), _BEFORE_VALUE, FONT_SIZE)
    return (*heights, 6 + POINTS_PER_LINE * secret)


def _lines(text: str, columns: tuple[int, int], size: float = 12) -> int:
    """Around the table letters are larger, and mostly bold."""
    return lines_needed(text, WIDTHS[columns[0] : columns[1] + 1], size, bold=True)


def _guide_height(locale: str) -> float:
    guide = say("forms.foot.guide", locale)
    return 6 + POINTS_PER_LINE * lines_needed(guide, WIDTHS, italic=True)


def _foot(sheet: Sheet, head: Head, row: int, locale: str, sign_lines: int) -> int:
    """Guide and signatures; the signatures are one tall row, so that no page break parts them."""
    sheet.across(row, _WHOLE, say("forms.foot.guide", locale), "guide")
    sheet.page.set_row(row, _guide_height(locale))
    row += 1
    room = "\n" * (sign_lines - 4)
    left = (
        ("sign_bold", f"\n{say('forms.foot.compiler', locale)}"),
        ("sign_italic", f"\n{say('forms.foot.compiler_signs', locale)}"),
        ("sign_plain", f"{room}{say('forms.foot.phone', locale)}"),
    )
    right = (
        ("sign_italic", f"{head.place_and_day}\n"),
        ("sign_bold", head.signer),
        ("sign_italic", f"\n{say('forms.foot.signer_signs', locale)}{room} "),
    )
    for columns, runs in ((_LEFT, left), (_RIGHT, right)):
        sheet.across(row, columns, "", "signature")
        sheet.rich(row, columns[0], runs, "signature")
    sheet.page.set_row(row, sign_lines * POINTS_PER_LINE)
    return row


def _names(
    workbook: Any, sheet: Sheet, table: Table, ids: Mapping[str, str], *, alone: bool
) -> None:
    """Four cells beside the printed page, and the whole table with its header; beside other
    periods the names are the sheet's own."""
    quoted = "'" + sheet.page.get_name().replace("'", "''") + "'"
    own = "" if alone else f"{quoted}!"
    sheet.page.set_column(IDS, IDS, 14)
    for row, (name, value) in enumerate(ids.items()):
        sheet.text(row, IDS, value, "id")
        workbook.define_name(f"{own}kpi_{name}", f"={quoted}!$L${row + 1}")
    data = f"={quoted}!$A${table.top + 1}:$J${table.bottom + 1}"
    workbook.define_name(f"{own}kpi_data", data)


def _page(sheet: Sheet, table: Table, paper: Paper, end: int) -> None:
    page, first = sheet.page, table.top + 1
    page.protect("", _EDITABLE)
    page.ignore_errors({"number_stored_as_text": f"A1:L{end + 1}"})
    page.set_landscape()
    page.set_paper(9)
    half = paper.side / 2
    page.set_margins(
        left=MARGINS["left"] + half, right=MARGINS["right"] + half,
        top=MARGINS["top"], bottom=MARGINS["bottom"],
    )  # fmt: skip
    page.fit_to_pages(1, 0)
    page.set_h_pagebreaks(list(paper.breaks))
    page.repeat_rows(table.top)
    page.set_footer(f'&R&"{FONT},Regular"&10{say("forms.foot.page", table.locale)}')
    page.print_area(0, 0, end, LAST)
    page.freeze_panes(first, AT["unit_of_measure"])
    if table.inputs:
        page.set_selection(table.inputs[0], VALUE, table.inputs[0], VALUE)
    page.hide_gridlines(2)
    page.set_zoom(90)


def _paper(table: Table, head: Head) -> Paper:
    blocks = blocks_of(table.lines, table.heights, table.top + 1)
    measures = Measures(
        head=sum(_head_heights(head, table.locale)),
        header=header_height(table.locale),
        guide=_guide_height(table.locale),
        sign_line=POINTS_PER_LINE,
        width=sum(7 * digits + 5 for digits in WIDTHS) * 0.75,  # pixels to points
    )
    return paper_for(blocks, measures)
