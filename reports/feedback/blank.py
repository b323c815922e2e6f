"""A workbook with nothing in it but the list: for files that cannot or must not go back."""

from __future__ import annotations

from typing import Final

from reports.feedback.letter import Letter
from reports.feedback.list_sheet import draw_list
from reports.feedback.looks import with_looks
from reports.feedback.package import CONTENT_TYPES, DOCUMENT, Package
from reports.feedback.relations import RELATIONSHIPS, TYPES
from reports.feedback.styles import PART as STYLES

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'<Types xmlns="{TYPES[1:-1]}"><Default Extension="rels" ContentType="application/vnd.'
    'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/'
    f'xml"/><Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_NOTHING = b"PK\5\6" + b"\0" * 18  # a zip without members


def only_list(letter: Letter) -> bytes:
    """The bytes of a workbook whose one sheet is the list; no finding leads anywhere in it."""
    package = Package(_NOTHING)
    styles, looks = with_looks(None, f"{{{_MAIN}}}")
    places = [None] * len(letter.findings)
    sheet = draw_list(letter, places, looks, letter.how["listed"], (), _MAIN)
    names = "".join(
        f'<definedName name="{name}" localSheetId="0">{reference}</definedName>'
        for name, reference in sheet.names.items()
    )
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{DOCUMENT}"><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name="{sheet.title}" sheetId="1" r:id="rId1"/></sheets>'
        f"<definedNames>{names}</definedNames></workbook>"
    )
    for name, text in (
        (CONTENT_TYPES, _TYPES),
        ("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels",
         _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))),
    ):  # fmt: skip
        package.put(name, (_DECLARATION + text).encode("utf-8"))
    package.put("xl/worksheets/sheet1.xml", sheet.data)
    package.put(STYLES, styles)
    return package.packed()


def _relations(*given: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(given, start=1)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS[1:-1]}">{inside}</Relationships>'
