"""How the sheet `Cần sửa` looks, and the colours of severities: the same on list and cells.

A colour never stands alone: the list has the severity in words beside it, each cell a comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kpi.records.reader_rules import Severity
from reports.feedback.styles import Styles

PAINT: dict[Severity, str] = {"file": "FFF4B183", "cell": "FFFF9999", "warning": "FFFFD966"}
INPUT_FILL = "FFFFF8DC"  # of the form's input cells
_BLUE, _WHITE, _LINE, _LINK = "FF1F3864", "FFFFFFFF", "FF8C8C8C", "FF1F4E9E"

_LARGE = 200_000  # bytes of styles that are not worth keeping


@dataclass(frozen=True, slots=True)
class Looks:
    """Numbers of styles in one workbook."""

    title: int
    subject: int
    strong: int
    plain: int
    how: int
    header: int
    centre: int
    left: int
    link: int
    badge: dict[Severity, int]


def with_looks(data: bytes | None, ns: str) -> tuple[bytes, Looks]:
    """A workbook's styles with the looks behind its own, or found there from an earlier round.

    Forms of one writer have the same styles, so what was made of the last ones is kept."""
    if data is not None and len(data) > _LARGE:
        return _with_looks(data, ns)
    return _kept(data, ns)


@lru_cache(maxsize=16)
def _kept(data: bytes | None, ns: str) -> tuple[bytes, Looks]:
    return _with_looks(data, ns)


def _with_looks(data: bytes | None, ns: str) -> tuple[bytes, Looks]:
    styles = Styles(data, ns)
    looks = _looks_of(styles)
    return (styles.data() if styles.changed or data is None else data), looks


def _looks_of(styles: Styles) -> Looks:
    line = f'style="thin"><color rgb="{_LINE}"/>'
    border = "".join(f"<{s} {line}</{s}>" for s in ("left", "right", "top", "bottom"))
    border += "<diagonal/>"
    centred, left, flush = _aligned("center"), _aligned("left", indent=1), _aligned("left")
    badge = {
        severity: styles.look(_font(12, bold=True), fill=_solid(argb), border=border, align=centred)
        for severity, argb in PAINT.items()
    }
    return Looks(
        title=styles.look(_font(15, bold=True), align=centred),
        subject=styles.look(_font(13, bold=True), align=centred),
        strong=styles.look(_font(12, bold=True), align=flush),
        plain=styles.look(_font(12), align=flush),
        how=styles.look(_font(12, italic=True), align=flush),
        header=styles.look(
            _font(12, bold=True, colour=_WHITE), fill=_solid(_BLUE), border=border, align=centred
        ),
        centre=styles.look(_font(12), border=border, align=centred),
        left=styles.look(_font(12), border=border, align=left),
        link=styles.look(_font(12, underlined=True, colour=_LINK), border=border, align=centred),
        badge=badge,
    )


def _font(
    size: int, *, bold: bool = False, italic: bool = False, underlined: bool = False,
    colour: str = "FF000000",
) -> str:  # fmt: skip
    marks = ("<b/>" if bold else "") + ("<i/>" if italic else "") + ("<u/>" if underlined else "")
    return (
        f'{marks}<sz val="{size}"/><color rgb="{colour}"/><name val="Times New Roman"/>'
        '<family val="1"/>'
    )


def font_run(size: int, *, bold: bool = False) -> str:
    """The look of a run of text inside a cell, in the order that its schema wants."""
    mark = "<b/>" if bold else ""
    return (
        f'{mark}<sz val="{size}"/><color rgb="FF000000"/><rFont val="Times New Roman"/>'
        '<family val="1"/>'
    )


def _solid(argb: str) -> str:
    return f'<patternFill patternType="solid"><fgColor rgb="{argb}"/><bgColor indexed="64"/></patternFill>'  # noqa: E501 - one element


def _aligned(side: str, indent: int = 0) -> str:
    inside = f' indent="{indent}"' if indent else ""
    return f'<alignment horizontal="{side}" vertical="center" wrapText="1"{inside}/>'
