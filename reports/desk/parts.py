"""The pieces of a page: text, links, tables. One rule: whatever comes in is text, and leaves here
escaped; only what these functions give is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from os import fsencode
from urllib.parse import quote

LONGEST = 160  # of a file's or unit's name; the rest says nothing to a reader
# characters that turn their neighbours round, and those that no screen shows
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that may stand on the page as it is."""

    html: str


def text(value: object, longest: int = 4000) -> Markup:
    """Any text as it reads: cut to a length, without characters that hide or turn others round."""
    shown = plain_text(value)
    cut = shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
    return Markup(escape(cut))


def plain_text(value: object) -> str:
    """The same before it is cut and escaped, for data that a script puts into cells as text."""
    if isinstance(value, str) and value.isprintable():
        return value  # it holds none of those
    plain = str(value).encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub(" ", _TURNING.sub("", plain))


def name(value: object) -> Markup:
    """The name of a unit or a file."""
    return text(value, LONGEST)


def short(value: object) -> Markup:
    """A number or a moment: it stays on one line."""
    return element("span", text(value), class_="short")


def link(path: str, label: Markup) -> Markup:
    """A link to a path below the page's own folder, percent-encoded as the system names it."""
    address = quote(fsencode(path), safe="/")
    return Markup(f'<a href="{escape(address)}">{label.html}</a>')


def element(tag: str, *inside: Markup, **attributes: str) -> Markup:
    """An element; `class_` and `for_` lose their line below, other `_` become hyphens."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain_text(value))}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{tag}{given}>{together(inside).html}</{tag}>")


def together(parts: Iterable[Markup], between: str = "") -> Markup:
    """Parts one after the other; `between` is text."""
    return Markup(escape(between).join(p.html for p in parts))


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Markup]]) -> Markup:
    """A table whose first column names the row. On a narrow screen each row is a card: its cells
    repeat their heads, and the roles keep the table a table for those who hear it."""
    head = element(
        "tr",
        *(element("th", text(h), scope="col", role="columnheader") for h in heads),
        role="row",
    )
    body = [_row(heads, row) for row in rows]
    return element(
        "table",
        element("caption", text(caption)),
        element("thead", head, role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        role="table",
    )


def _row(heads: Sequence[str], cells: Sequence[Markup]) -> Markup:
    first, *rest = cells
    made = [element("th", first, scope="row", role="rowheader")]
    made += [
        element("td", element("span", cell), role="cell", data_head=h)
        for h, cell in zip(heads[1:], rest, strict=True)
    ]
    return element("tr", *made, role="row")
