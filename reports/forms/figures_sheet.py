"""The sheet `Số liệu`: head, table, foot, and the names by which the form is read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi.words import say
from reports.forms.head import Head
from reports.forms.page_breaks import blocks_of, capacity, page_breaks
from reports.forms.sheet import POINTS_PER_LINE, Sheet, lines_needed
from reports.forms.styles import FONT
from reports.forms.table import AT, LAST, WIDTHS, Table, header_height, write_table

IDS = LAST + 2  # the column of the ids, beside the printed page
_EDITABLE = {"format_cells": True, "format_columns": True, "format_rows": True}
_WHOLE = (0, LAST)
_LEFT = (0, AT["unit_of_measure"])
_RIGHT = (AT["previous"], LAST)
LINE, TITLE, SUBJECT = 16.5, 24.0, 20.0
SIGNATURES = 8 * POINTS_PER_LINE
LARGER_LETTERS = 0.86  # around the table they have 12 points, and capitals are wider


def write_figures_sheet(
    workbook: Any, sheet: Sheet, table: Table, head: Head, ids: Mapping[str, str]
) -> None:
    """`ids` are the plan, unit, period and version, in the order of their cells."""
    for column, width in enumerate(WIDTHS):
        sheet.page.set_column(column, column, width, sheet.styles("plain"))
    _head(sheet, head, table.locale)
    write_table(sheet, table)
    end = _foot(sheet, head, table.bottom + 1, table.locale)
    _names(workbook, sheet, table, ids)
    _page(sheet, table, head, end)


def _head(sheet: Sheet, head: Head, locale: str) -> None:
    for row, (left, right) in enumerate(_beside(head, locale)):
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
    sheet.across(8, _WHOLE, say("forms.head.secret", locale), "secret")
    for row, points in enumerate(_head_heights(head, locale)):
        sheet.page.set_row(row, points)


def _beside(head: Head, locale: str) -> list[tuple[str, str]]:
    """The first three rows: the unit as it signs itself on the left, the form on the right."""
    lines = [line for line in (head.superior, head.body) if line]
    left = [*lines, say("forms.head.star", locale), ""]
    return list(zip(left, (head.heading, head.form, head.attached), strict=False))


def _head_heights(head: Head, locale: str) -> tuple[float, ...]:
    beside = _beside(head, locale)
    pairs = [*beside, ("", ""), ("", ""), ("", ""), (head.unit, head.period)]
    pairs.append((head.receiver, head.due))
    heights = [LINE * max(_lines(left, _LEFT), _lines(right, _RIGHT)) for left, right in pairs]
    heights[3:5] = (TITLE, SUBJECT)
    return (*heights, _height(say("forms.head.secret", locale)))


def _lines(text: str, columns: tuple[int, int]) -> int:
    width = sum(WIDTHS[columns[0] : columns[1] + 1])
    return lines_needed(text, width * LARGER_LETTERS)


def _height(text: str) -> float:
    return 6 + POINTS_PER_LINE * _lines(text, _WHOLE)


def _foot(sheet: Sheet, head: Head, row: int, locale: str) -> int:
    """Guide and signatures; the signatures are one tall row, so that no page break parts them."""
    guide = say("forms.foot.guide", locale)
    sheet.across(row, _WHOLE, guide, "guide")
    sheet.page.set_row(row, _height(guide))
    row += 1
    room = "\n" * 4
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
    sheet.page.set_row(row, SIGNATURES)
    return row


def _names(workbook: Any, sheet: Sheet, table: Table, ids: Mapping[str, str]) -> None:
    """Four cells beside the printed page, and the whole table with its header."""
    quoted = "'" + sheet.page.get_name().replace("'", "''") + "'"
    sheet.page.set_column(IDS, IDS, 14)
    for row, (name, value) in enumerate(ids.items()):
        sheet.text(row, IDS, value, "id")
        workbook.define_name(f"kpi_{name}", f"={quoted}!$L${row + 1}")
    data = f"={quoted}!$A${table.top + 1}:$J${table.bottom + 1}"
    workbook.define_name("kpi_data", data)


def _page(sheet: Sheet, table: Table, head: Head, end: int) -> None:
    page, first = sheet.page, table.top + 1
    page.protect("", _EDITABLE)
    page.ignore_errors({"number_stored_as_text": f"A1:L{end + 1}"})
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.set_h_pagebreaks(_breaks(table, head))
    page.repeat_rows(table.top)
    page.set_footer(f'&R&"{FONT},Regular"&10{say("forms.foot.page", table.locale)}')
    page.print_area(0, 0, end, LAST)
    page.freeze_panes(first, AT["unit_of_measure"])
    page.hide_gridlines(2)
    page.set_zoom(90)


def _breaks(table: Table, head: Head) -> list[int]:
    foot = SIGNATURES + _height(say("forms.foot.guide", table.locale))
    blocks = blocks_of(table.lines, table.heights, table.top + 1, foot)
    room = capacity(sum(7 * digits + 5 for digits in WIDTHS) * 0.75)  # pixels to points
    return page_breaks(
        blocks, sum(_head_heights(head, table.locale)), header_height(table.locale), room
    )
