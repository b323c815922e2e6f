"""The quick way through a sheet and the XML parser's give the same cells, or the quick one none."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kpi.workbooks.grid import Refused
from kpi.workbooks.xlsx.cells import CellMaker, Filled, Texts
from kpi.workbooks.xlsx.parts import parse_xml
from kpi.workbooks.xlsx.plain import plain_sheet
from kpi.workbooks.xlsx.sheets import read_cells
from kpi.workbooks.xlsx.strings import _parsed, _plain_strings
from kpi.workbooks.xlsx.styles import Styles
from tests.reading.books import form, row

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'
TAIL = '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
STRINGS = ["một", "hai &", " ", "", (("đậm", ".VnTime"), (" x", None))]
WRONG = (ValueError, LookupError, TypeError, OverflowError, etree.XMLSyntaxError)


def maker() -> CellMaker:
    return CellMaker(Styles((("general", None), ("percent", None))), Texts(lambda: list(STRINGS)))


def parsed(data: bytes) -> Filled | str:
    try:
        return maker().of_parsed(parse_xml(data))
    except Refused as refused:
        return refused.reason
    except WRONG:
        return "damaged"


def either(data: bytes) -> Filled | str:
    try:
        return read_cells(data, maker())[0]
    except Refused as refused:
        return refused.reason
    except WRONG:
        return "damaged"


def same(data: bytes) -> None:
    one, two = either(data), parsed(data)
    assert one == two
    if isinstance(one, Filled) and isinstance(two, Filled):
        assert [list(r.items()) for r in one.rows.values()] == [
            list(r.items()) for r in two.rows.values()
        ]


VALUES = st.sampled_from(["1", "2.5", "-1E-7", "0", "9", "", " 3", "x", "nan", "1&amp;2", "a\tb"])
KINDS = st.sampled_from(["", ' t="s"', ' t="str"', ' t="n"', ' t="b"', ' t="e"', ' t="zz"'])
LOOKS = st.sampled_from(["", ' s="0"', ' s="1"', ' s="7"', ' s="007"'])
FORMULAS = st.sampled_from([
    "", "", "", "<f>A1+1</f>", "<f/>", '<f t="shared" ref="A1:A9" si="0">B1&gt;2</f>',
    '<f t="shared" si="0"/>', '<f aca="false">SUM(A1)</f>', '<f t="a" t="b">1</f>', "<f>&bad;</f>",
])  # fmt: skip
INSIDE = st.builds("{}<v>{}</v>".format, FORMULAS, VALUES) | st.sampled_from(
    ["", "<v/>", "<is><t>chữ</t></is>", "<f>A1</f>", "<!-- x --><v>1</v>", "<v>1</v><v>2</v>"]
)
ROW_LOOKS = st.sampled_from([
    "", ' spans="1:3"', ' ht="15" customHeight="1"', ' hidden="1"', ' ht="1" ht="2"',
    " x14ac:d='1'", ' x14ac:dyDescent="0.2"', ' r="4"',
])  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> str:
    rows = []
    for number in draw(st.lists(st.integers(1, 12), max_size=6)):
        cells = []
        for letter in draw(st.lists(st.sampled_from(["A", "B", "AA", "XFD", "b"]), max_size=4)):
            at = draw(st.sampled_from([number, number, number, number, number + 1]))
            look, kind, inside = draw(LOOKS), draw(KINDS), draw(INSIDE)
            end = f">{inside}</c>" if inside else draw(st.sampled_from(["/>", "></c>", " />"]))
            cells.append(f'<c r="{letter}{at}"{look}{kind}{end}')
        rows.append(f'<row r="{number}"{draw(ROW_LOOKS)}>{"".join(cells)}</row>')
    return HEAD + "".join(rows) + TAIL


@given(sheets())
def test_sheets_of_every_kind_read_the_same_in_both_ways(text: str) -> None:
    same(text.encode())


@given(sheets(), st.integers(0, 2**32))
def test_damaged_sheets_read_the_same_in_both_ways(text: str, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    data = bytearray(text.encode())
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[at] = rng.choice(b'<>/"&= v1A\x00\x80')
            case 1:
                del data[at : at + rng.randint(1, 9)]
            case 2:
                data[at:at] = data[at : at + rng.randint(1, 40)]
            case _:
                data = data[: max(at, 1)]
    same(bytes(data))


EXCEL = (
    '<row r="1" spans="1:3" x14ac:dyDescent="0.25"><c r="A1" s="2" t="s"><v>0</v></c>'
    '<c r="B1" s="2"/></row><row r="2" spans="1:3" ht="33" customHeight="1" x14ac:dyDescent="0.2">'
    '<c r="B2" s="1"><v>972</v></c><c r="C2"><f t="shared" ref="C2:C3" si="0">B2/2</f><v>486</v>'
    '</c></row><row r="3"><c r="C3"><f t="shared" si="0"/><v>0</v></c></row>'
)
LIBREOFFICE = (
    '<row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"'
    ' collapsed="false"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="1" t="n"><f aca="false">'
    "SUM(B2:B9)</f><v>12</v></c></row>"
)


@pytest.mark.parametrize("rows", [EXCEL, LIBREOFFICE])
def test_sheets_of_usual_programs_go_the_quick_way(rows: str) -> None:
    x14ac = HEAD.replace("<worksheet ", '<worksheet xmlns:x14ac="x" ')
    data = (x14ac + rows + TAIL).encode()
    assert plain_sheet(data) is not None
    same(data)


def test_our_own_form_goes_the_quick_way(tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsx", row("C1", 15), row("K1", "3,5"))
    with zipfile.ZipFile(path) as archive:
        assert plain_sheet(archive.read("xl/worksheets/sheet1.xml")) is not None
        shared = archive.read("xl/sharedStrings.xml")
    assert _plain_strings(shared) == _parsed(shared)


ITEMS = st.sampled_from([
    "<si><t>một</t></si>", '<si><t xml:space="preserve"> hai </t></si>', "<si><t/></si>", "<si/>",
    "<si><r><t>a</t></r><r><rPr><rFont val='.VnTime'/></rPr><t>b</t></r></si>",
    "<si><t>c &lt; d</t></si>", "<si><t>e</t><rPh><t>f</t></rPh></si>", "<si>x<t>g</t></si>",
    "<!-- <si><t>h</t></si> -->", "\n", "x", "<si><t>i]]></t></si>", "<extLst/>", "<x:si/>",
    "<si><t>&#65;</t></si>", "<si><t>k\r\nl</t></si>", "<si><t>\ufffe</t></si>",
])  # fmt: skip


@given(st.lists(ITEMS, max_size=8), st.sampled_from(["", ' count="9"', ' xmlns:x="y"']))
def test_shared_strings_read_the_same_in_both_ways(items: list[str], more: str) -> None:
    data = f'<sst xmlns="{MAIN}"{more}>{"".join(items)}</sst>'.encode()
    try:
        expected = _parsed(data)
    except WRONG:
        assert _plain_strings(data) is None
        return
    assert _plain_strings(data) in (None, expected)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-8-sig"])
def test_other_encodings_read_the_same_in_both_ways(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = HEAD.replace("UTF-8", declared) + '<row r="1"><c r="A1" t="str"><v>é</v></c></row>'
    same((text + TAIL).encode(encoding))
