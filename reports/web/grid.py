"""A table that sorts by its heads; on a phone each of its rows is a card.

The one rule: a cell repeats its head, and the roles keep the table a table for those who hear it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from reports.desk.parts import Markup, element, text


@dataclass(frozen=True, slots=True)
class Cell:
    """What it shows, and what it is sorted by: a number's digits, or a text."""

    shown: Markup
    by: str = ""
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its name, its cells, and what the filters look at (`status`, `field`, `lead`)."""

    name: Markup
    cells: Sequence[Cell]
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def figure(shown: str, value: float | None, link: str = "") -> Cell:
    """A figure as written; one that is not there is sorted last."""
    inside = element("a", text(shown), href=link) if link and shown else text(shown)
    return Cell(inside, "" if value is None else repr(value), is_figure=True)


def words(shown: str) -> Cell:
    return Cell(text(shown), shown)


def grid(caption: Markup, heads: Sequence[str], lines: Sequence[Line], **given: str) -> Markup:
    """The table in a box of its own, which alone may be wider than the page."""
    head = element("tr", *map(_head, heads), role="row")
    body = (_row(heads, place, line) for place, line in enumerate(lines))
    table = element(
        "table",
        element("caption", caption),
        element("thead", head, role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        role="table",
        class_="grid",
        **given,
    )
    return element("div", table, class_="wide")


def _head(said: str) -> Markup:
    button = element("button", text(said), type="button")
    return element("th", button, scope="col", role="columnheader", aria_sort="none")


def _row(heads: Sequence[str], place: int, line: Line) -> Markup:
    cells = (
        element("td", element("span", cell.shown), role="cell", data_head=head, data_by=cell.by,
                class_="figure" if cell.is_figure else "")
        for head, cell in zip(heads[1:], line.cells, strict=True)
    )  # fmt: skip
    name = element("th", line.name, scope="row", role="rowheader", data_by=f"{place:05d}")
    given = {f"data_{key}": value for key, value in line.given.items()}
    return element("tr", name, *cells, role="row", **given)
