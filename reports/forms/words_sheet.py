"""The second sheet, `Thuyết minh`: four questions and room for words, quoted later as written."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.words import say
from reports.forms.sheet import POINTS_PER_LINE, TALLEST_ROW, Sheet, lines_needed

WIDTH = 130
QUESTIONS = 4
LINES_OF_ROOM = 6


def write_words_sheet(sheet: Sheet, locale: str, subject: str, words: Sequence[str]) -> None:
    """One column: title, guide, then each question with its answer below; only answers unlocked."""
    page = sheet.page
    page.set_column(0, 0, WIDTH)
    sheet.text(0, 0, say("forms.words.title", locale), "title")
    sheet.text(1, 0, subject, "days")
    sheet.text(2, 0, say("forms.words.guide", locale), "guide")
    page.set_row(2, 2.2 * POINTS_PER_LINE)
    longest = 0
    for index in range(QUESTIONS):
        text = words[index] if index < len(words) else ""
        row = 4 + 2 * index
        sheet.text(row, 0, say(f"forms.words.heading_{index + 1}", locale), "question")
        page.set_row(row, 24)
        sheet.text(row + 1, 0, text, "answer")
        longest = max(longest, lines_needed(text, [WIDTH], 12) + 1)
        needed = max(LINES_OF_ROOM, lines_needed(text, [WIDTH], 12) + 1)
        page.set_row(row + 1, min(TALLEST_ROW, needed * POINTS_PER_LINE))
    page.protect("", {"format_cells": True, "format_rows": True, "format_columns": True})
    page.hide_gridlines(2)
    page.set_paper(9)
    page.set_landscape()
    page.center_horizontally()
    page.set_margins(left=0.8, right=0.6, top=0.7, bottom=0.7)
    page.fit_to_pages(1, 0 if longest > LINES_OF_ROOM else 1)
    page.print_area(0, 0, 4 + 2 * QUESTIONS - 1, 0)
