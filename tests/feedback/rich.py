"""A sender's workbook with everything in it that a careless editor loses.

Made by xlsxwriter; parts that it cannot write (a thread, a pivot cache, an external link, a
macro project) are put in by hand in the shape in which Excel writes them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADERS = ("TT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Thực hiện trong kỳ", "Giải trình")
PERSON = "{11111111-2222-3333-4444-555555555555}"
THREAD = "{99999999-2222-3333-4444-555555555555}"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
OFFICE = "http://schemas.microsoft.com/office/2017/10/relationships"


def picture() -> bytes:
    """A PNG of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(
        b"IDAT", zlib.compress(b"\0\xff\0\0")
    ) + chunk(b"IEND", b"")  # fmt: skip


def rich_workbook(path: Path, *, macros: bool = False) -> Path:
    """Sheets `Bảng`, `Biểu đồ` (with its own chart sheet `Hình`), `Ẩn`, in this order."""
    book = Workbook(str(path))
    table, other, hidden = (book.add_worksheet(n) for n in ("Bảng", "Phụ lục's", "Ẩn"))
    chart_sheet = book.add_chartsheet("Hình")
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEEFF"})
    _cells(book, table, bold)
    _beside_cells(table, bold)
    _rules(table, bold)
    _paper(book, table)
    _other_sheet(book, other)
    column_chart = book.add_chart({"type": "column"})
    column_chart.add_series({"values": "='Bảng'!$E$5:$E$7"})
    chart_sheet.set_chart(column_chart)
    hidden.write("A1", "không xem")
    hidden.hide()
    other.activate()
    book.define_name("Toan_bo", "='Bảng'!$A$4:$F$7")
    book.close()
    _by_hand(path, macros=macros)
    return path


def _cells(book: Any, table: Any, bold: Any) -> None:
    """A table of three indicators, with a sum and an array formula."""
    input_cell = book.add_format(
        {
            "locked": False,
            "num_format": "#,##0.0",
            "border": 2,
            "font_color": "#0000FF",
            "italic": True,
        }
    )
    for column, text in enumerate(HEADERS):
        table.write(3, column, text, bold)
    for row, code in enumerate(("CH09", "CH12", "TT02"), start=4):
        table.write(row, 0, row - 3)
        table.write_string(row, 1, code)
        table.write_rich_string(row, 2, "Tên ", bold, code)
        table.write_number(row, 4, 10 + row, input_cell)
    table.write_formula("E8", "=SUM(E5:E7)", input_cell, 45)
    table.write_array_formula("G5:G6", "{=E5:E6*2}", None, 28)


def _beside_cells(table: Any, bold: Any) -> None:
    """Links, comments, a merged title, a picture."""
    table.write_url("H1", "https://example.org/", string="ngoài")
    table.write_url("H2", "internal:'Phụ lục''s'!A1", string="trong")
    table.write_comment("E6", "Đã kiểm tra với phòng TC", {"author": "Chị Hoa"})
    table.write_comment("A1", "Ghi chú ở xa", {"author": "Anh Ba", "visible": True})
    table.merge_range("A1:F1", "BIỂU SỐ LIỆU", bold)
    table.insert_image("H10", "a.png", {"image_data": io.BytesIO(picture())})


def _rules(table: Any, bold: Any) -> None:
    """What Excel does with the cells: colours, what may be typed, protection."""
    table.conditional_format("E5:E7", {"type": "data_bar", "data_bar_2010": True})
    table.conditional_format(
        "E5:E7", {"type": "cell", "criteria": ">", "value": 12, "format": bold}
    )
    table.data_validation("E5:E7", {"validate": "decimal", "criteria": ">", "value": 0})
    table.protect("abc", {"format_cells": True})
    table.ignore_errors({"number_stored_as_text": "B1:B9"})


def _paper(book: Any, table: Any) -> None:
    """How the table stands on the screen and on paper."""
    gradient = book.add_format({"pattern": 18, "fg_color": "#00FF00", "bg_color": "#FFFFFF"})
    table.set_row(9, 30, gradient)
    table.set_column(8, 8, 20, gradient)
    table.freeze_panes(4, 2)
    table.repeat_rows(3)
    table.set_landscape()
    table.set_paper(9)
    table.print_area("A1:H20")
    table.set_header("&L&G", {"image_left": "h.png", "image_data_left": io.BytesIO(picture())})


def _other_sheet(book: Any, other: Any) -> None:
    other.add_table("A1:B4", {"data": [[1, 2], [3, 4], [5, 6]], "name": "BangPhu"})
    other.autofilter("D1:E4")
    other.insert_button("G3", {"macro": "Chay", "caption": "Bấm"})
    other.write_dynamic_array_formula("K1", "=SORT(A2:A4)", None, 1)
    line = book.add_chart({"type": "line"})
    line.add_series({"values": "='Bảng'!$E$5:$E$7", "name": "Số"})
    other.insert_chart("G8", line)


def rewrite(
    path: Path, changes: dict[str, bytes], *, replace: tuple[tuple[str, str, str], ...] = ()
) -> None:
    """Puts parts into a package, and replaces texts in parts: (part, old, new)."""
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    found |= changes
    for part, old, new in replace:
        text = found[part].decode("utf-8")
        assert old in text, (part, old)
        found[part] = text.replace(old, new, 1).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)


def _by_hand(path: Path, *, macros: bool) -> None:
    packed = {name: text.encode("utf-8") for name, text in _parts(macros=macros).items()}
    replace = (*_listed(macros=macros), *_woven_in(macros=macros))
    rewrite(path, packed, replace=replace)


def _parts(*, macros: bool) -> dict[str, str]:
    """The parts that are put in, by their names."""
    parts = _pivot_cache() | {
        "xl/threadedComments/threadedComment1.xml": (
            f'{_HEAD}<ThreadedComments xmlns="{THREADS}"><threadedComment ref="E6" '
            f'dT="2024-06-01T01:02:03.00" personId="{PERSON}" id="{THREAD}"><text>Hỏi lại</text>'
            "</threadedComment></ThreadedComments>"
        ),
        "xl/persons/person.xml": (
            f'{_HEAD}<personList xmlns="{THREADS}"><person displayName="Chị Hoa" id="{PERSON}" '
            'userId="hoa" providerId="None"/></personList>'
        ),
        "xl/externalLinks/externalLink1.xml": (
            f'{_HEAD}<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{REL}" r:id="rId1">'
            '<sheetNames><sheetName val="S"/></sheetNames></externalBook></externalLink>'
        ),
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            f'{_HEAD}{_RELATIONS}<Relationship Id="rId1" Type="{REL}/externalLinkPath" '
            'Target="file:///C:/khac.xlsx" TargetMode="External"/></Relationships>'
        ),
        "xl/calcChain.xml": f'{_HEAD}<calcChain xmlns="{MAIN}"><c r="E8" i="1"/></calcChain>',
        "customXml/item1.xml": "<ghi-chu/>",
    }  # fmt: skip
    if macros:
        parts["xl/vbaProject.bin"] = "\x00macro"
    return parts


def _pivot_cache() -> dict[str, str]:
    return {
        "xl/pivotCache/pivotCacheDefinition1.xml": (
            f'{_HEAD}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{REL}" r:id="rId1" '
            'refreshedBy="Hoa" recordCount="0"><cacheSource type="worksheet"><worksheetSource '
            'ref="B4:E7" sheet="Bảng"/></cacheSource><cacheFields count="1"><cacheField name="Mã" '
            'numFmtId="0"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'
        ),
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": (
            f'{_HEAD}{_RELATIONS}<Relationship Id="rId1" Type="{REL}/pivotCacheRecords" '
            'Target="pivotCacheRecords1.xml"/></Relationships>'
        ),
        "xl/pivotCache/pivotCacheRecords1.xml": (
            f'{_HEAD}<pivotCacheRecords xmlns="{MAIN}" count="0"/>'
        ),
    }


def _listed(*, macros: bool) -> list[tuple[str, str, str]]:
    """The parts in the package's list of kinds and among the workbook's relations."""
    kinds = {
        "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
        "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
        "xl/pivotCache/pivotCacheDefinition1.xml": f"{_KIND}.pivotCacheDefinition+xml",
        "xl/pivotCache/pivotCacheRecords1.xml": f"{_KIND}.pivotCacheRecords+xml",
        "xl/externalLinks/externalLink1.xml": f"{_KIND}.externalLink+xml",
        "xl/calcChain.xml": f"{_KIND}.calcChain+xml",
    }
    if macros:
        kinds["xl/vbaProject.bin"] = "application/vnd.ms-office.vbaProject"
    listed = "".join(f'<Override PartName="/{p}" ContentType="{k}"/>' for p, k in kinds.items())
    more = [
        ("rId90", f"{OFFICE}/person", "persons/person.xml"),
        ("rId91", f"{REL}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        ("rId92", f"{REL}/externalLink", "externalLinks/externalLink1.xml"),
        ("rId93", f"{REL}/calcChain", "calcChain.xml"),
    ]
    if macros:
        vba = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        more.append(("rId94", vba, "vbaProject.bin"))
    related = "".join(f'<Relationship Id="{i}" Type="{k}" Target="{t}"/>' for i, k, t in more)
    return [
        ("[Content_Types].xml", "</Types>", f"{listed}</Types>"),
        ("xl/_rels/workbook.xml.rels", "</Relationships>", f"{related}</Relationships>"),
    ]


def _woven_in(*, macros: bool) -> list[tuple[str, str, str]]:
    """What the parts that the library has written say of those put in."""
    replace = [
        ("xl/workbook.xml", "<definedNames>",
         '<externalReferences><externalReference r:id="rId92"/></externalReferences>'
         "<definedNames>"),
        ("xl/workbook.xml", "<definedNames>",
         '<definedNames><definedName name="Rieng" localSheetId="1">\'Phụ lục\'\'s\'!$A$1'
         "</definedName>"),
        ("xl/workbook.xml", "</workbook>",
         '<pivotCaches><pivotCache cacheId="1" r:id="rId91"/></pivotCaches></workbook>'),
        ("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>",
         f'<Relationship Id="rId95" Type="{OFFICE}/threadedComment" '
         'Target="../threadedComments/threadedComment1.xml"/></Relationships>'),
        ("xl/comments1.xml", "<author>Chị Hoa</author>", f"<author>tc={THREAD}</author>"),
    ]  # fmt: skip
    if macros:
        replace.append(
            ("[Content_Types].xml",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
             "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        )  # fmt: skip
    return replace


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
