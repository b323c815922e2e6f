"""Files as other programs write them: openpyxl, Google Sheets, WPS, text editors, archives."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from tests.submissions.case import (
    TOP,
    Case,
    Grid,
    Maker,
    Sub,
    book,
    csv_file,
    csv_text,
    form,
    lines,
    ok,
    openpyxl_book,
    text_file,
)  # fmt: skip

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def by_hand(name: str, rows: Grid, *, prefix: str = "", references: bool = True) -> Maker:
    """A workbook with inline texts and nothing but what must be there; WPS gives a prefix to its
    tags, some exporters leave the addresses of cells out."""

    def make(folder: Path) -> Path:
        p = f"{prefix}:" if prefix else ""
        ns = f'xmlns:{prefix}="{_MAIN}"' if prefix else f'xmlns="{_MAIN}"'
        found = []
        for r, row in enumerate(rows, start=1):
            cells = "".join(
                _cell(p, f"{chr(64 + c)}{r}" if references else "", v)
                for c, v in enumerate(row, start=1)
                if v is not None or not references
            )
            found.append(f'<{p}row r="{r}">{cells}</{p}row>')
        parts = {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<{p}workbook {ns} xmlns:r="{_REL}"><{p}sheets><{p}sheet '
            f'name="Trang tính1" sheetId="1" r:id="rId1"/></{p}sheets></{p}workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<{p}worksheet {ns}><{p}sheetData>{''.join(found)}"
            f"</{p}sheetData></{p}worksheet>",
        }
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, text in parts.items():
                archive.writestr(member, text)
        return folder / name

    return make


def _cell(p: str, reference: str, value: Any) -> str:
    at = f' r="{reference}"' if reference else ""
    if value is None:
        return f"<{p}c{at}/>"
    if isinstance(value, str):
        return f'<{p}c{at} t="inlineStr"><{p}is><{p}t>{escape(value)}</{p}t></{p}is></{p}c>'
    return f"<{p}c{at}><{p}v>{value}</{p}v></{p}c>"


def zipped(name: str, **members: Maker) -> Maker:
    def make(folder: Path) -> Path:
        inner = folder / "inner"
        inner.mkdir()
        with zipfile.ZipFile(folder / name, "w") as archive:
            for maker in members.values():
                path = maker(inner)
                archive.write(path, path.name)
        return folder / name

    return make


def repacked(
    make: Maker, name_of: Callable[[str], str], packing: int = zipfile.ZIP_DEFLATED
) -> Maker:
    """The same parts under other names, as packers put them."""

    def make_it(folder: Path) -> Path:
        path = make(folder)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w", packing) as archive:
            for name, content in parts.items():
                info = zipfile.ZipInfo("x")
                info.filename, info.compress_type = name_of(name), packing
                archive.writestr(info, content)
        return path

    return make_it


def moved(make: Maker, folder_of_parts: str) -> Maker:
    """The workbook's parts in another folder than `xl`, found by the package's relations."""

    def make_it(folder: Path) -> Path:
        names = {"[Content_Types].xml": "unused.xml"}
        path = repacked(make, lambda n: names.get(n, n.replace("xl/", folder_of_parts, 1)))(folder)
        main = f"/{folder_of_parts}workbook.xml"
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("[Content_Types].xml", (
                f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="{main}" ContentType='
                '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                "</Types>"
            ))  # fmt: skip
            archive.writestr("_rels/.rels", (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
                f'Type="{_REL}/officeDocument" Target="{main}"/></Relationships>'
            ))  # fmt: skip
        return path

    return make_it


_ENCODINGS = {"UTF-8": "utf-8", "UTF-8 with its mark": "utf-8-sig", "UTF-16": "utf-16",
              "Windows-1258": "cp1258"}  # fmt: skip


def _decomposed(text: str) -> bytes:
    """Windows-1258 writes tones as letters of their own."""
    import unicodedata

    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


_DOCUMENTS = {
    "ký.pdf": b"%PDF-1.7", "công văn.docx": b"PK\x03\x04 letter", "IMG_0001.JPG": b"\xff\xd8\xff",
    "trang 1.tif": b"II*\x00", "b.xlsx.p7m": b"0\x82", "lời dẫn.doc": b"\xd0\xcf\x11\xe0",
}  # fmt: skip

CASES = [
    Case("by openpyxl", openpyxl_book("b.xlsx", form()), [ok()]),
    Case("by hand, as Google Sheets does", by_hand("b.xlsx", form()), [ok()]),
    Case("with prefixed tags, as WPS does", by_hand("b.xlsx", form(), prefix="x"), [ok()]),
    Case("without addresses of cells", by_hand("b.xlsx", form(), references=False), [ok()]),
    Case("parts named with backslashes",
         repacked(by_hand("b.xlsx", form()), lambda n: n.replace("/", "\\")), [ok()]),
    Case("parts named in capitals",
         repacked(by_hand("b.xlsx", form()), lambda n: n.replace("sheet1", "SHEET1")), [ok()]),
    Case("parts that are not compressed",
         repacked(by_hand("b.xlsx", form()), str, zipfile.ZIP_STORED), [ok()]),
    Case("parts in the root of the package", moved(by_hand("b.xlsx", form()), ""), [ok()]),
    Case("parts in a folder of another name", moved(by_hand("b.xlsx", form()), "book/"), [ok()]),
    Case("a workbook under the name of an old one", book("b.xls", ("S", form())), [ok()]),
    *(
        Case(f"csv in {said}, separated by {separator!r}", text_file(
            "b.csv", _decomposed(csv_text(form(), separator)) if encoding == "cp1258"
            else csv_text(form(), separator).encode(encoding)), [ok()])
        for said, encoding in _ENCODINGS.items() for separator in (";", "\t")
    ),
    Case("csv with a comma and decimal dots", csv_file("b.csv", form()), [ok()]),
    Case("csv with sep= in its first line",
         text_file("b.csv", "sep=;\r\n" + csv_text(form(), ";")), [ok()]),
    Case("csv with blank columns behind", csv_file("b.csv", [
        [*row, *[None] * 12] for row in [*TOP, *form(top=())]]), [ok()]),
    Case("forms in an archive", zipped(
        "thang 6.zip", one=book("2024-06_TU-DH.xlsx", ("S", form())),
        two=csv_file("2024-06_HU-VL.csv", form(top=()), ";")),
        [ok(), ok(unit="HU-VL")]),
    *(
        Case(f"a form in an archive beside {name!r}", zipped(
            "thang 6.zip", one=book("2024-06_TU-DH.xlsx", ("S", form())),
            two=text_file(name, content)), [ok(), Sub("", "", "attachment")])
        for name, content in _DOCUMENTS.items()
    ),
    Case("forms in an archive beside the scan of one of them", zipped(
        "thang 6.zip", one=book("2024-06_TU-DH.xlsx", ("S", form())),
        two=csv_file("2024-06_HU-VL.csv", form(top=()), ";"),
        three=text_file("ban ky so.pdf", b"%PDF-1.7")),
        [ok(), ok(unit="HU-VL"), Sub("", "", "attachment")]),
    *(
        Case(f"a plain table saved again as {kind}", book("b.xlsx", ("Số liệu", form(*lines()))),
             [ok()], resaved=(kind, ""))
        for kind in ("xlsx", "xls", "ods")
    ),
]  # fmt: skip
