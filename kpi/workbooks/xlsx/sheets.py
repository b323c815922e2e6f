"""One sheet of a workbook: its cells by the quick way or the XML parser's, and what is merged."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from kpi.workbooks import limits
from kpi.workbooks.grid import Refused
from kpi.workbooks.refusals import UNSAFE_FILE
from kpi.workbooks.xlsx.cells import CellMaker, Filled, place_of
from kpi.workbooks.xlsx.conditional import Rule, apply, rules_of
from kpi.workbooks.xlsx.parts import namespace_of, parse_xml
from kpi.workbooks.xlsx.plain import NotPlain, plain_sheet

Area = tuple[int, int, int, int]
_LONGEST_KEPT = 200_000
_SHORTEST_CELL = 3  # letters that at least a cell takes
_UTF8 = (None, "UTF-8", "utf-8")


class Frame(NamedTuple):
    """What stands around a sheet's cells. `plain`: its cells need no prefix and no parser;
    `rules`: its conditional formatting, as far as it is told without computing."""

    plain: bool
    merged: tuple[Area, ...]
    rules: tuple[Rule, ...]


def read_cells(data: bytes, maker: CellMaker) -> tuple[Filled, tuple[Area, ...]]:
    """The cells of a sheet's part, and its merged areas; raises Refused if they are too many."""
    if (
        len(data) > _SHORTEST_CELL * limits.SHEET_CELLS
        and data.count(b"<c ") + data.count(b"<c>") > limits.SHEET_CELLS
    ):
        raise Refused(UNSAFE_FILE, "many_cells", most=limits.SHEET_CELLS)
    plain = plain_sheet(data)
    if plain is not None:
        frame = _frame_kept(plain.around) if len(plain.around) < _LONGEST_KEPT else None
        if frame is not None and frame.plain:
            with suppress(NotPlain):
                return _under(frame.rules, maker.of_plain(plain), maker), frame.merged
    root = parse_xml(data)
    return _under(_rules(root, maker), maker.of_parsed(root), maker), _merged(root)


def _rules(root: Any, maker: CellMaker) -> tuple[Rule, ...]:
    return rules_of(root, namespace_of(root), area_of) if maker.styles.conditional else ()


def _under(rules: tuple[Rule, ...], filled: Filled, maker: CellMaker) -> Filled:
    """The cells as conditional formatting shows them."""
    if rules and maker.styles.conditional:
        apply(rules, maker.styles.conditional, filled.rows, since_1904=maker.since_1904)
    return filled


def _frame(around: bytes) -> Frame | None:
    try:
        root = parse_xml(around)
    except etree.XMLSyntaxError:
        return None
    ns = namespace_of(root)
    holders = root.findall(f"{ns}sheetData")
    plain = (
        root.prefix is None
        and root.getroottree().docinfo.encoding in _UTF8
        and len(holders) == 1
        and holders[0].prefix is None
        and len(holders[0]) == 0
        and not holders[0].text
    )
    return Frame(plain, _merged(root), rules_of(root, ns, area_of))


_frame_kept = lru_cache(maxsize=64)(_frame)


def _merged(root: Any) -> tuple[Area, ...]:
    ns = namespace_of(root)
    found = (area_of(m.get("ref", "")) for m in root.iterfind(f"{ns}mergeCells/{ns}mergeCell"))
    return tuple(area for area in found if area is not None)


def area_of(reference: str) -> Area | None:
    """`B2:D3` as (first row, first column, last row, last column); None for anything else."""
    first, colon, last = reference.partition(":")
    try:
        (left, top), (right, bottom) = place_of(first), place_of(last if colon else first)
    except ValueError:
        return None
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
