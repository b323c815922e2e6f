"""Statuses in cells: symbol and word as text, colour as a conditional format on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.edition import Edition
from reports.looks import DELIVERY, LIKELIHOOD, STATUS, TREND, Look
from reports.workbook.book import Page

MARGIN = 0.35  # of what a small line spans, above and below it
Place = tuple[int, int, int, int]  # first row, first column, last row, last column


def light(edition: Edition, status: str) -> str:
    return f"{STATUS[status].symbol} {edition.status(status)}"


def standing(edition: Edition, status: str, measure: str, *, late: bool = False) -> str:
    """The light of an indicator, of whatever measure."""
    return f"{STATUS[status].symbol} {edition.standing(status, measure, late=late)}"


def delivery(edition: Edition, way: str) -> str:
    return f"{DELIVERY[way].symbol} {edition.say(f'status.delivery.{way}')}"


def trend(edition: Edition, trend: str | None) -> str:
    return f"{TREND[trend]} {edition.say(f'status.trend.{trend}')}" if trend else ""


def likelihood(edition: Edition, word: str) -> str:
    return f"{LIKELIHOOD[word].symbol} {edition.say(f'status.likelihood.{word}')}"


def colour_likelihoods(page: Page, place: Place) -> None:
    _colour(page, place, LIKELIHOOD, LIKELIHOOD)


def colour_statuses(page: Page, place: Place, statuses: Iterable[str]) -> None:
    _colour(page, place, STATUS, statuses)


def colour_deliveries(page: Page, place: Place) -> None:
    _colour(page, place, DELIVERY, DELIVERY)


def _colour(page: Page, place: Place, looks: Mapping[str, Look], keys: Iterable[str]) -> None:
    """Cells that begin with a symbol get its colour; the first rule that fits counts."""
    if place[2] < place[0]:
        return
    for key in keys:
        look = looks[key]
        page.sheet.conditional_format(
            *place,
            {
                "type": "text",
                "criteria": "begins with",
                "value": look.symbol,
                "format": page.book.workbook.add_format({"bg_color": look.fill}),
                "stop_if_true": True,
            },
        )


def bars(page: Page, place: Place, most: float = 100) -> None:
    """Data bars from 0 to `most`: length tells what colour need not."""
    if place[2] < place[0]:
        return
    page.sheet.conditional_format(
        *place,
        {
            "type": "data_bar",
            "bar_color": "#9DC3E6",
            "bar_solid": True,
            "bar_border_color": "#2E75B6",
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": most,
            "data_bar_2010": True,
        },
    )


def course(page: Page, column: int, place: str, figures: Iterable[float | None]) -> None:
    """The course of an indicator over the year's months as a small line in the current row;
    `place` is where its figures stand. Shape alone: the figures stand beside, the word too. It is
    kept off the cell's edges, where programs cut the marks."""
    there = [f for f in figures if f is not None]
    room = MARGIN * (max(there) - min(there)) or MARGIN * abs(there[0]) or 1.0
    look = {"range": place, "markers": True, "last_point": True, "show_hidden": True,
            "empty_cells": "connect",
            "min": min(there) - room, "max": max(there) + room,
            "series_color": "#1F4E79", "last_color": "#C55A11", "weight": 1.5}  # fmt: skip
    page.sheet.add_sparkline(page.row, column, look)
