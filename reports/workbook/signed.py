"""Cells of a report's kind: differences with their sign, names with who leads, bands, statuses."""

from __future__ import annotations

from typing import Protocol

from reports import amounts
from reports.amounts import Completed, limit
from reports.edition import Edition
from reports.milestones import Measured, is_milestone, state
from reports.workbook.book import LANGUAGE, Book, Format, Page
from reports.workbook.lights import light
from reports.workbook.quantity import points_suffix, suffix_of


class Named(amounts.Measured, Protocol):
    """What a row of an indicator says of it."""

    @property
    def indicator_name(self) -> str: ...
    @property
    def lead(self) -> str | None: ...


def signed(book: Book, of: Named) -> Format:
    """A difference in the unit of measure (of shares: points), its sign always, nought as it is."""
    suffix = book.edition.say(points_suffix(of.unit_of_measure)) if of.points else ""
    pattern = "#,##0" + ("." + "0" * of.decimals if of.decimals else "")
    tail = f'"{suffix}"' if suffix else ""
    language = LANGUAGE[book.edition.locale]
    shown = ";".join(f"{language}{sign}{pattern}{tail}" for sign in ("+", "-", ""))
    return book.cell(num_format=shown)


def changed(book: Book, of: Named) -> Format:
    """The same of a change over time: a word where there is none."""
    suffix = book.edition.say(points_suffix(of.unit_of_measure)) if of.points else ""
    return book.cell(num_format=book.change(of.decimals, suffix))


def amount(book: Book, of: Named, *, before: str = "") -> Format:
    return book.cell(num_format=book.number(of.decimals, suffix_of(of), before=before))


def reached(page: Page, column: int, of: Measured, number: Format) -> None:
    """What an indicator has reached: of a milestone its state in words, else the figure."""
    if is_milestone(of):
        page.text(column, state(page.book.edition, of), page.book.cell(align="center"))
    else:
        page.figure(column, of.assessed, number)


def completed(page: Page, column: int, of: Completed) -> None:
    """Per cent of the year's plan that is done, or the word that stands in its place."""
    if said := limit(page.book.edition, of):
        page.text(column, said, page.book.cell(align="center"))
    else:
        page.figure(column, of.achievement, page.book.cell(num_format=page.book.number(1)))


def name_and_lead(of: Named) -> str:
    name = f"{of.indicator_name} ({of.unit_of_measure})"
    return f"{name} – {of.lead}" if of.lead else name


def status_text(edition: Edition, status: str, *, milestone: bool, late: bool) -> str:
    """A status with its symbol; a milestone that is done says so."""
    if milestone and status in {"met", "met_so_far"}:
        done = edition.say("leading.annex.done_late" if late else "leading.annex.done")
        return f"{light(edition, status).split(' ', maxsplit=1)[0]} {done}"
    return light(edition, status)
