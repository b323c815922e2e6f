"""What the number formats of an .ods make of numbers: its own elements, told as the codes of the
other kinds of file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kpi.workbooks.beside import Beside
from kpi.workbooks.grid import Format
from kpi.workbooks.number_formats import (
    NumberFormat,
    Section,
    Test,
    format_of,
    simplest,
)

_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_COLOUR = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}color"
_STYLES = {
    f"{_NUMBER}{kind}-style": kind
    for kind in ("number", "percentage", "currency", "date", "time", "boolean", "text")
}
_CODES = {
    "day": "d", "month": "m", "year": "y", "hours": "h", "minutes": "m", "seconds": "s",
    "day-of-week": "ddd", "am-pm": "AM/PM", "fraction": "0", "text-content": "@",
}  # fmt: skip
_MOST_DIGITS = 20
_TEST = re.compile(r"value\(\)\s*(<=|>=|!=|=|<|>)\s*(-?[\d.]+(?:E[+-]?\d+)?)", re.IGNORECASE)


class Formats:
    """The number formats of a document by name."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self.elements: dict[str, Any] = {}
        self.known: dict[str, Format | NumberFormat | None] = {}
        for root in roots:
            for element in root.iter(*_STYLES):
                self.elements[element.get(f"{STYLE}name", "")] = element

    def of(self, name: str) -> Format | NumberFormat | None:
        """What a format makes of numbers; None if there is none of this name."""
        if name not in self.known:
            element = self.elements.get(name)
            self.known[name] = None if element is None else self._format(element)
        return self.known[name]

    def _format(self, element: Any) -> Format | NumberFormat:
        """Conditions in their order, each with a format of its own; the element's own is for the
        numbers that are left."""
        sections: list[Section] = []
        for mapped in element.iterfind(f"{STYLE}map"):
            found = _TEST.fullmatch(mapped.get(f"{STYLE}condition", "").strip())
            other = self.elements.get(mapped.get(f"{STYLE}apply-style-name", ""))
            if found is not None and other is not None:
                sections.append(_section(other, ("<>" if found[1] == "!=" else found[1],
                                                 float(found[2]))))  # fmt: skip
        beside = ""
        if _kind_of(element) == "text":
            text = format_of(_OWN, _code(element))
            beside = "" if isinstance(text, str) else text.beside_text
            sections.append(Section("general"))
        else:
            sections.append(_section(element, None))
        return simplest(NumberFormat(tuple(sections), beside))


_OWN = 164  # the number of a format that is none of the built-in ones


def _kind_of(element: Any) -> str:
    return _STYLES.get(element.tag, "")


def _section(element: Any, test: Test | None) -> Section:
    code = _code(element)
    form = format_of(_OWN, code)
    own = Section(form) if isinstance(form, str) else form.of(1.0)
    if not code and _kind_of(element) != "boolean":
        own = Section("general", beside=Beside(digits=False))
    return own._replace(code=code, test=test)


def _code(element: Any) -> str:
    """The element as a code, one section long."""
    said = []
    for part in element:
        name = str(part.tag).rpartition("}")[2]
        if name in ("text", "currency-symbol"):
            said.append(_text(part.text or "", percent=_kind_of(element) == "percentage"))
        elif name in ("number", "scientific-number"):
            said.append(_digits(part) + ("E+00" if name == "scientific-number" else ""))
        elif name == "text-properties" and part.get(_COLOUR):
            said.append("[Red]")  # whichever: what counts is that there is one
        elif name == "fill-character":
            said.append("*" + (part.text or " ")[:1])
        elif name in _CODES:
            said.append(_letters(part, name))
        if name == "seconds" and (decimals := part.get(f"{_NUMBER}decimal-places", "0")) != "0":
            said.append("." + "0" * min(int(decimals), 9))
    code = "".join(said)
    return code if _kind_of(element) != "percentage" or "%" in code else code + "%"


def _text(text: str, *, percent: bool) -> str:
    """Text of a format: in a percentage its % is the sign, elsewhere all is text."""
    quoted = ['"' + piece.replace('"', "") + '"' for piece in text.split("%")]
    return ("%" if percent else '"%"').join(quoted)


def _letters(part: Any, name: str) -> str:
    letters = _CODES[name]
    if name == "month" and part.get(f"{_NUMBER}textual") == "true":
        letters = "mmm"
    if part.get(f"{_NUMBER}style") == "long" and len(letters) == 1:
        letters *= 4 if name == "year" else 2
    return letters


def _digits(part: Any) -> str:
    """The places of a number: `0`, `#.0#`, with the texts that stand between them; all that it has
    where nothing is said of its decimals."""
    most = part.get(f"{_NUMBER}decimal-places")
    inside = {
        _places(t.get(f"{_NUMBER}position", "0")): t.text or ""
        for t in part.iterfind(f"{_NUMBER}embedded-text")
    }
    if most is None and not inside:
        return "General"
    least = _places(part.get(f"{_NUMBER}min-integer-digits", "1"))
    said = []
    for place in range(max(least, 1, *(place + 1 for place in inside)), 0, -1):
        said.append(_text(inside.get(place, ""), percent=False) if inside.get(place) else "")
        said.append("0" if place <= least else "#")
    if 0 in inside:
        said.append(_text(inside[0], percent=False))
    decimals = _places(most or "0")
    wanted = min(decimals, _places(part.get(f"{_NUMBER}min-decimal-places", str(decimals))))
    said.append("." * bool(decimals) + "0" * wanted + "#" * (decimals - wanted))
    said.append("," * _thousands(part.get(f"{_NUMBER}display-factor", "1")))
    return "".join(said)


def _places(written: str) -> int:
    return min(max(int(written), 0), _MOST_DIGITS)


def _thousands(factor: str) -> int:
    """By how many thousands a number is shown less: 2 for a factor of 1000000."""
    return max(0, (len(factor.partition(".")[0]) - 1) // 3)
