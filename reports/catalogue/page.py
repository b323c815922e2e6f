"""The catalogue as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby

from kpi.plan.model import Plan
from kpi.words import say
from reports.catalogue.entries import COLUMNS, Entry
from reports.desk.page import POLICY
from reports.desk.parts import Markup, element, short, table, text, together


def draw_page(plan: Plan, entries: Sequence[Entry], owner: str, notice: str) -> str:
    """The whole page, in the plan's locale; `notice` says whether the targets are approved."""
    style = files("reports.desk").joinpath("style.css").read_text(encoding="utf-8")
    title = say("catalogue.title", plan.locale)
    head = together(
        (
            Markup('<meta charset="utf-8">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="color-scheme" content="light dark">'),
            element("title", text(f"{title}: {plan.name}")),
            Markup(f"<style>\n{style}</style>"),
        ),
        "\n",
    )
    body = together((_header(plan, entries, owner, notice), _main(plan, entries)), "\n")
    inside = f"<head>\n{head.html}\n</head>\n<body>\n{body.html}\n</body>"
    return f'<!DOCTYPE html>\n<html lang="{plan.locale}">\n{inside}\n</html>\n'


def _header(plan: Plan, entries: Sequence[Entry], owner: str, notice: str) -> Markup:
    marking = [element("p", text(plan.marking), class_="marking")] if plan.marking else []
    count = say("catalogue.count", plan.locale, count=len(entries), fields=len(plan.fields))
    return element(
        "header",
        element("p", text(owner), class_="owner"),
        element("h1", text(say("catalogue.title", plan.locale))),
        element("p", text(plan.name), class_="plan"),
        *marking,
        element("p", text(f"{notice}. {count}"), class_="quiet"),
    )


def _main(plan: Plan, entries: Sequence[Entry]) -> Markup:
    heads = [say(f"catalogue.column.{name}", plan.locale) for name in COLUMNS]
    sections = [
        element("section", element("h2", text(field)), table(field, heads, map(_row, found)))
        for field, found in groupby(entries, key=lambda e: e.field)
    ]
    return element("main", *sections)


def _row(entry: Entry) -> list[Markup]:
    cells = [getattr(entry, name) for name in COLUMNS]
    return [short(cells[0]), *(_lines(cell) for cell in cells[1:])]


def _lines(cell: str) -> Markup:
    return Markup("<br>".join(text(line).html for line in cell.split("\n")))
