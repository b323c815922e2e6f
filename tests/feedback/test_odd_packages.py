"""Workbooks as other programs and other hands build them: edited, or answered in a new one."""

from __future__ import annotations

import logging
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.feedback.own import marked
from reports.feedback.package import Package
from reports.feedback.relations import ContentTypes
from reports.feedback.styles import checked_fill
from tests.feedback.given import BOOKS, at, returned
from tests.feedback.rich import rewrite, rich_workbook
from tests.feedback.strict import Strict, cells, local, parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
pytestmark = pytest.mark.filterwarnings(
    "ignore:(Unknown|Conditional Formatting) extension:UserWarning",
    "ignore:Workbook contains no default style:UserWarning",
)


def small(path: Path, sheet: str, *, prefix: str = "", strict: bool = False) -> Path:
    """A workbook of three parts: no styles, no shared strings, no properties."""
    main, rel = MAIN, REL
    if strict:
        main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        rel = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    p = f"{prefix}:" if prefix else ""
    names = f'xmlns:{prefix}="{main}"' if prefix else f'xmlns="{main}"'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    given = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/a.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<{p}workbook {names} xmlns:r="{rel}"><{p}sheets><{p}sheet '
        f'name="Bảng" sheetId="7" r:id="rId1"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="/xl/worksheets/a.xml"/>'
        "</Relationships>",
        "xl/worksheets/a.xml": f"<{p}worksheet {names}>{sheet}</{p}worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in given.items():
            archive.writestr(name, HEAD + text)
    return path


def painted(path: Path) -> dict[str, str]:
    sheet = openpyxl.load_workbook(path)["Bảng"]
    return {c.coordinate: c.fill.fgColor.rgb for row in sheet for c in row
            if c.fill.fill_type == "solid"}  # fmt: skip


def test_a_workbook_without_styles_gets_them(tmp_path: Path) -> None:
    sheet = '<sheetData><row r="2"><c r="B2"><v>5</v></c></row></sheetData>'
    back = returned(small(tmp_path / "a.xlsx", sheet), at("B2"), at("C9"))
    assert painted(back) == {"B2": "FFFF9999", "C9": "FFFF9999"}
    assert list(cells(back, "Bảng")) == [("B2", "", "", "5")]


def test_rows_and_cells_without_numbers_are_counted(tmp_path: Path) -> None:
    sheet = (
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"
        "</sheetData>"
    )
    back = returned(small(tmp_path / "a.xlsx", sheet), at("B1"), at("A3"), at("C2"), at("B3"))
    assert set(painted(back)) == {"B1", "A3", "C2", "B3"}
    book = openpyxl.load_workbook(back)["Bảng"]
    assert [book[a].value for a in ("A1", "B1", "A3", "B3")] == [1, 2, 3, None]


def test_prefixed_names_are_kept(tmp_path: Path) -> None:
    sheet = '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData>'
    back = returned(small(tmp_path / "a.xlsx", sheet, prefix="x"), at("A1"), at("A2"))
    assert set(painted(back)) == {"A1", "A2"}
    text = parts(back)["xl/worksheets/a.xml"].decode()
    assert '<x:c r="A2" s="' in text
    assert "<x:legacyDrawing " in text


def test_a_strict_workbook_stays_strict(tmp_path: Path) -> None:
    sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    back = returned(small(tmp_path / "a.xlsx", sheet, strict=True), at("A1"))
    texts = [d.decode() for n, d in parts(back).items() if n.startswith("xl/") and "vml" not in n]
    assert not [t for t in texts if "schemas.openxmlformats.org/spreadsheetml" in t]
    assert not [t for t in texts if "schemas.openxmlformats.org/officeDocument" in t]
    assert [s for s, _ in Strict(back).sheets] == ["Cần sửa", "Bảng"]


def test_a_drawing_with_names_of_another_program_takes_our_box(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Bảng"
    page["A1"] = 1
    page["A1"].comment = openpyxl.comments.Comment("của tôi", "Anh Ba")
    book.save(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(returned(tmp_path / "a.xlsx", at("A1"), at("B2")))["Bảng"]
    assert sheet["A1"].comment.text.startswith("của tôi\n\n[")
    assert sheet["B2"].comment is not None


def test_buttons_in_a_drawing_that_is_no_xml_stay(tmp_path: Path) -> None:
    rich = rich_workbook(tmp_path / "sent.xlsx")
    button = "xl/drawings/vmlDrawing3.vml"
    rewrite(rich, {}, replace=((button, "Bấm", "Bấm<br>đây"),))  # as Excel itself writes it
    from reports.feedback import write_feedback

    back = parts(_unchecked(write_feedback, rich))
    text = back[button].decode()
    assert "Bấm<br>đây" in text
    assert text.count("<v:shape ") == 2
    assert text.rstrip().endswith("</v:shape></xml>")


def _unchecked(write: object, rich: Path) -> Path:
    from forms_plans import HU, PLAN

    from tests.feedback.given import RECEIVED

    found: Path = write(  # type: ignore[operator]  # the function itself
        rich.parent / "o.xlsx", PLAN, unit=HU, period="2024-06", original=rich,
        problems=[at("B2", sheet="Phụ lục's")], outcome="accepted", counts=BOOKS,
        received=RECEIVED,
    )  # fmt: skip
    return found


ODD = {
    "an entity": ("xl/workbook.xml", "<workbook ", "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook "),
    "no sheets": ("xl/workbook.xml", "<sheets>", "<sheets/><other>"),
    "cut off": ("xl/worksheets/sheet1.xml", "</sheetData>", ""),
    "rows out of order": ("xl/worksheets/sheet1.xml", '<row r="4"', '<row r="400"'),
    "odd row": ("xl/worksheets/sheet1.xml", '<row r="4"', '<row r="vier"'),
    "no cells": ("xl/worksheets/sheet1.xml", "sheetData>", "other>"),
    "no styles": ("xl/styles.xml", "cellXfs", "other"),
    "another type": ("[Content_Types].xml", "sheet.main+xml", "sheet.binary+xml"),
    "comments without authors": ("xl/comments1.xml", "authors>", "writers>"),
    "a drawing that is gone": ("xl/worksheets/sheet1.xml", '<legacyDrawing r:id="rId',
                               '<legacyDrawing r:id="rIdX'),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_what_is_not_understood_is_answered_in_a_new_workbook(
    what: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rich = rich_workbook(tmp_path / "sent.xlsx")
    part, old, new = ODD[what]
    found = parts(rich)[part].decode()
    rewrite(rich, {part: found.replace(old, new).encode()})
    caplog.set_level(logging.INFO)
    back = returned(rich, at("E5", "Đề nghị ghi lại."))
    assert [r for r in caplog.records if "feedback in a new workbook" in r.message]
    assert Strict(back).sheets[0][0] == "Cần sửa"
    assert "Đề nghị ghi lại." in str(list(cells(back, "Cần sửa")))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_broken_package_raises(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from forms_plans import HU, PLAN

    from reports.feedback.letter import letter_of
    from tests.feedback.given import RECEIVED

    global _RICH  # noqa: PLW0603 - made once for all examples
    if not _RICH:
        _RICH = rich_workbook(tmp_path_factory.mktemp("broken") / "a.xlsx").read_bytes()
    letter = letter_of(
        PLAN, unit=HU, period="2024-06", problems=[at("E6")], outcome="accepted",
        counts=BOOKS, received=RECEIVED,
    )  # fmt: skip
    broken = bytearray(_RICH)
    for _ in range(data.draw(st.integers(1, 6))):
        where = data.draw(st.integers(0, len(broken) - 1))
        broken[where] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 3))
    given = bytes(broken[: -cut * 100] if cut else broken)
    done = marked(given, letter, "", RECEIVED)
    if done is not None:
        assert Package(done.data).read("xl/workbook.xml")


_RICH = b""


@pytest.mark.parametrize(
    "forged",
    [
        None, 3, "solid", {}, ["patternFill"], ["script", {}, []],
        ["patternFill", {"patternType": "=1"}, []],
        ["patternFill", {"patternType": "solid", "x": "1"}, []],
        ["patternFill", {"patternType": "solid"}, [["fgColor", {"rgb": "rot"}, []]]],
        ["patternFill", {"patternType": "solid"}, [["fgColor", {"theme": "99"}, []]]],
        ["patternFill", {"patternType": "solid"}, [["bgColor", {}, []], ["fgColor", {}, []]]],
        ["patternFill", {"patternType": "solid"}, [["fgColor", {}, [["fgColor", {}, []]]]]],
        ["gradientFill", {}, []],
        ["gradientFill", {}, [["stop", {"position": "1"}, []], ["stop", {}, []]]],
        ["patternFill", ["solid"], []],
    ],
)  # fmt: skip
def test_a_forged_fill_is_none(forged: object) -> None:
    assert checked_fill(forged) is None


def test_a_true_fill_is_taken() -> None:
    fill = ["patternFill", {"patternType": "solid"},
            [["fgColor", {"theme": "4", "tint": "-0.249977111117893"}, []]]]  # fmt: skip
    assert checked_fill(fill) == fill


def test_only_the_list_is_open_whatever_was_open_before(tmp_path: Path) -> None:
    rich = rich_workbook(tmp_path / "sent.xlsx")
    rewrite(rich, {}, replace=(
        ("xl/workbook.xml", 'activeTab="1"', 'activeTab="1" firstSheet="1"'),
        ("xl/worksheets/sheet1.xml", "<sheetView ", "<sheetView tabSelected='1' "),
        ("xl/chartsheets/sheet1.xml", "<sheetView ", '<sheetView tabSelected="1" '),
    ))  # fmt: skip
    strict = Strict(returned(rich, at("E5")))  # checks that no other is selected
    [view] = [v for v in strict.root("xl/workbook.xml").iter() if local(v) == "workbookView"]
    assert not {"activeTab", "firstSheet"} & set(view.attrib)


KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ROWS = '<sheetData><row r="1"><c r="A1"><v>12</v></c></row></sheetData>'


def with_types(path: Path, types: str) -> Path:
    """The small workbook with other content types."""
    made = small(path, ROWS)
    with zipfile.ZipFile(made) as archive:
        given = {name: archive.read(name) for name in archive.namelist()}
    text = f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{types}</Types>'
    given["[Content_Types].xml"] = text.encode()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in given.items():
            archive.writestr(name, data)
    return made


RELS = "application/vnd.openxmlformats-package.relationships+xml"
SHEET_TYPE = f'<Override PartName="/xl/worksheets/a.xml" ContentType="{KIND}.worksheet+xml"/>'
BOOK_TYPE = f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
RELS_TYPES = "".join(
    f'<Override PartName="/{name}" ContentType="{RELS}"/>'
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels")
)


@pytest.mark.parametrize(
    "types",
    [
        f'<Default Extension="rels" ContentType="{RELS}"/>'
        f'<Default Extension="xml" ContentType="{KIND}.sheet.main+xml"/>{SHEET_TYPE}',
        f'<Default Extension="RELS" ContentType="{RELS}"/>'
        f'<Default Extension="XML" ContentType="{KIND}.sheet.main+xml"/>{SHEET_TYPE}',
        f'<Default Extension="xml" ContentType="application/xml"/>{BOOK_TYPE}{SHEET_TYPE}'
        f"{RELS_TYPES}",
        f"{BOOK_TYPE}{SHEET_TYPE}{RELS_TYPES}",
        f'<Default Extension="rels" ContentType="application/xml"/>'
        f'<Default Extension="xml" ContentType="{KIND}.worksheet+xml"/>{BOOK_TYPE}{RELS_TYPES}',
    ],
    ids=["default", "capitals", "rels_override", "no_defaults", "sheets_by_default"],
)
def test_a_workbook_whose_types_are_given_otherwise_is_returned_as_the_sender_s_own(
    tmp_path: Path, types: str
) -> None:
    found = returned(with_types(tmp_path / "gui.xlsx", types), at("A1"))
    assert openpyxl.load_workbook(found).sheetnames == ["Cần sửa", "Bảng"]
    assert list(painted(found)) == ["A1"]
    package = Package(found.read_bytes())
    kinds = ContentTypes(package)
    told = {name: kinds.of(name) for name in package.names if name != "[Content_Types].xml"}
    assert all(told.values())
    assert {kind for name, kind in told.items() if name.endswith(".rels")} == {RELS}
