"""The sender's workbook comes back as it was, but for paint, comments and one sheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.reading.notes import OUR_AUTHOR, OUR_MARK
from kpi.records.problems import Problem
from tests.feedback.given import at, returned
from tests.feedback.rich import THREAD, THREADS, rewrite, rich_workbook
from tests.feedback.strict import Strict, address, cells, local, parts
from tests.office import convert

# openpyxl says that it does not know the 2010 data bars; Excel and LibreOffice do
pytestmark = pytest.mark.filterwarnings(
    "ignore:(Unknown|Conditional Formatting) extension:UserWarning"
)

CHANGED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "docProps/app.xml",
    "xl/worksheets/sheet1.xml",  # its cells are painted
    "xl/worksheets/sheet2.xml",  # it was the selected tab
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
}
NEW = {"xl/worksheets/sheet4.xml"}
MISSING = Problem(
    "missing_indicator", "Thiếu. Đề nghị bổ sung.", indicator="TT02", severity="warning"
)


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return rich_workbook(tmp_path / "sent.xlsx")


def sheets_of(path: Path) -> list[str]:
    return [title for title, _ in Strict(path).sheets]


def test_every_part_that_needs_no_change_is_the_same_to_the_byte(rich: Path) -> None:
    before, after = parts(rich), parts(returned(rich, at("E5"), MISSING))
    same = {name for name in before if before[name] == after.get(name)}
    assert set(before) - same == CHANGED
    assert set(after) - set(before) == NEW
    kept = (
        "xl/charts/chart1.xml", "xl/charts/chart2.xml", "xl/chartsheets/sheet1.xml",
        "xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/tables/table1.xml",
        "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml",
        "xl/externalLinks/externalLink1.xml", "xl/calcChain.xml", "xl/sharedStrings.xml",
        "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml", "xl/theme/theme1.xml",
        "xl/metadata.xml", "customXml/item1.xml", "xl/worksheets/sheet3.xml", "docProps/core.xml",
    )  # fmt: skip
    assert set(kept) <= same


def test_values_formulas_and_their_cached_values_stay(rich: Path) -> None:
    back = returned(rich, at("E6"), at("E8"), MISSING)
    for sheet in ("Bảng", "Phụ lục's", "Ẩn"):
        assert list(cells(back, sheet)) == list(cells(rich, sheet))
    assert ("E8", "", "SUM(E5:E7)", "45") in set(cells(back, "Bảng"))


def test_all_else_of_a_painted_sheet_stays(rich: Path) -> None:
    back = returned(rich, at("E5"), at("E7"))
    kept = (
        "sheetProtection", "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks",
        "pageSetup", "headerFooter", "ignoredErrors", "drawing", "legacyDrawingHF", "extLst",
        "cols", "sheetViews", "legacyDrawing",
    )  # fmt: skip
    before, after = (Strict(p).root("xl/worksheets/sheet1.xml") for p in (rich, back))
    for name in kept:
        said = [[_said(e) for e in root if local(e) == name] for root in (before, after)]
        assert said[0] == said[1] != [], name


def _said(element: Any) -> Any:
    inside = [_said(child) for child in element]
    return local(element), dict(element.attrib), (element.text or "").strip(), inside


def test_a_painted_cell_keeps_format_font_border_and_stays_unlocked(rich: Path) -> None:
    before = openpyxl.load_workbook(rich)["Bảng"]["E5"]
    after = openpyxl.load_workbook(returned(rich, at("E5")))["Bảng"]["E5"]
    assert after.fill.fgColor.rgb == "FFFF9999"
    for part in ("number_format", "font", "border", "protection", "alignment"):
        assert repr(getattr(after, part)) == repr(getattr(before, part)), part
    assert not after.protection.locked


def test_names_of_single_sheets_the_open_tab_and_the_titles_follow_their_sheets(rich: Path) -> None:
    back = returned(rich, at("E5"))
    assert sheets_of(back) == ["Cần sửa", *sheets_of(rich)]
    root = Strict(back).root("xl/workbook.xml")
    names = {(n.get("name"), n.get("localSheetId")): n.text for n in root.iter()
             if local(n) == "definedName"}  # fmt: skip
    assert names["Rieng", "2"] == "'Phụ lục''s'!$A$1"
    assert names["_xlnm.Print_Area", "1"] == "Bảng!$A$1:$H$20"
    assert names["_xlnm.Print_Area", "0"] == "'Cần sửa'!$A$1:$F$10"
    assert names["Toan_bo", None] == "'Bảng'!$A$4:$F$7"
    [view] = [v for v in root.iter() if local(v) == "workbookView"]
    assert view.get("activeTab") is None  # the first


def test_the_senders_comments_stay_and_ours_stand_below_his(rich: Path) -> None:
    sheet = openpyxl.load_workbook(returned(rich, at("E6", "Ghi số. Đề nghị sửa.")))["Bảng"]
    assert sheet["A1"].comment.text == "Ghi chú ở xa"
    assert sheet["A1"].comment.author == "Anh Ba"
    assert sheet["E6"].comment.text == (
        f"Đã kiểm tra với phòng TC\n\n[{OUR_AUTHOR}]\nChưa ghi nhận ô này: Ghi số. Đề nghị sửa."
    )


def test_in_a_thread_ours_is_a_reply(rich: Path) -> None:
    back = parts(returned(rich, at("E6", "Đề nghị sửa.")))
    thread = back["xl/threadedComments/threadedComment1.xml"].decode()
    assert thread.index("Hỏi lại") < thread.index("Đề nghị sửa.")
    assert f'parentId="{THREAD}"' in thread
    person = re.search(r'personId="(\{C[^"]*\})"', thread)
    assert person is not None
    people = back["xl/persons/person.xml"].decode()
    assert f'displayName="{OUR_AUTHOR}" id="{person[1]}"' in people
    assert people.count("<person ") == 2


def test_a_second_round_takes_back_what_the_first_put_on(rich: Path, tmp_path: Path) -> None:
    first = returned(rich, at("E6"), at("E5"), at("H9"))
    again = tmp_path / "again.xlsx"
    first.replace(again)
    second = returned(again, at("E7"))
    plain = openpyxl.load_workbook(rich)["Bảng"]
    sheet = openpyxl.load_workbook(second)["Bảng"]
    for cell in ("E5", "E6"):
        assert sheet[cell]._style == plain[cell]._style, cell
    assert sheet["E6"].comment.text == "Đã kiểm tra với phòng TC"
    assert sheet["E5"].comment is None
    assert sheet["E7"].fill.fgColor.rgb == "FFFF9999"
    assert sheets_of(second) == ["Cần sửa", *sheets_of(rich)]
    thread = parts(second)["xl/threadedComments/threadedComment1.xml"].decode()
    assert thread.count("<threadedComment ") == 1


def test_rounds_do_not_heap_up_styles(rich: Path, tmp_path: Path) -> None:
    sizes = []
    for number in range(3):
        back = returned(rich, at("E5"), at("E6"))
        rich = tmp_path / f"{number}.xlsx"
        back.replace(rich)
        sizes.append(len(parts(rich)["xl/styles.xml"]))
    assert sizes[1] == sizes[2]


def test_a_gradient_comes_back_after_the_paint(tmp_path: Path) -> None:
    rich = rich_workbook(tmp_path / "sent.xlsx")
    fill = '<fill><patternFill patternType="solid"><fgColor rgb="FFDDEEFF"/>'
    rewrite(rich, {}, replace=(
        ("xl/styles.xml", fill + '<bgColor indexed="64"/></patternFill></fill>',
         '<fill><gradientFill degree="90"><stop position="0"><color rgb="FFFFFFFF"/></stop>'
         '<stop position="1"><color theme="4"/></stop></gradientFill></fill>'),
    ))  # fmt: skip
    first = returned(rich, at("B4"))
    again = tmp_path / "again.xlsx"
    first.replace(again)
    back = openpyxl.load_workbook(returned(again, at("E7")))["Bảng"]
    assert repr(back["B4"].fill) == repr(openpyxl.load_workbook(rich)["Bảng"]["B4"].fill)
    assert back["B4"].fill.fill_type == "linear"


def test_a_workbook_with_macros_keeps_them_and_the_name_of_its_kind(tmp_path: Path) -> None:
    sent = rich_workbook(tmp_path / "sent.xlsm", macros=True)
    (tmp_path / "out").mkdir()
    earlier = tmp_path / "out" / "2024-06_HU-VL_can-sua.xlsx"
    earlier.write_bytes(b"an earlier one")
    back = returned(sent, at("E5"))
    assert back.name == "2024-06_HU-VL_can-sua.xlsm"
    assert not earlier.exists()
    assert parts(back)["xl/vbaProject.bin"] == b"\0macro"
    types = parts(back)["[Content_Types].xml"].decode()
    assert "macroEnabled.main+xml" in types


def test_a_template_comes_back_as_a_workbook(rich: Path) -> None:
    rewrite(rich, {}, replace=(("[Content_Types].xml", "sheet.main+xml", "template.main+xml"),))
    types = parts(returned(rich, at("E5")))["[Content_Types].xml"].decode()
    assert "template" not in types
    assert types.count("sheet.main+xml") == 1


def test_the_same_file_and_findings_give_the_same_bytes(rich: Path) -> None:
    first = returned(rich, at("E5"), at("K40"), MISSING).read_bytes()
    assert returned(rich, at("E5"), at("K40"), MISSING).read_bytes() == first


def test_cells_that_are_not_there_are_made_with_the_look_of_their_place(rich: Path) -> None:
    places = ("K40", "A9", "I2", "C10", "XFD1048576")
    back = openpyxl.load_workbook(returned(rich, *(at(p) for p in places)), read_only=False)
    sheet = back["Bảng"]
    assert {sheet[p].fill.fgColor.rgb for p in places} == {"FFFF9999"}
    assert all(sheet[p].value is None and sheet[p].comment is not None for p in places)


def test_a_merged_away_cell_is_painted_where_it_shows(rich: Path) -> None:
    sheet = openpyxl.load_workbook(returned(rich, at("C1")))["Bảng"]
    assert sheet["A1"].fill.fgColor.rgb == "FFFF9999"


def test_libreoffice_opens_it_with_all_values_comments_and_links(rich: Path) -> None:
    back = returned(rich, at("E5", "Đề nghị ghi lại."), at("I12", sheet="Phụ lục's"))
    [ods] = convert([back], "xlsx", rich.parent / "lo")
    book = openpyxl.load_workbook(ods)
    assert book.sheetnames[:2] == ["Cần sửa", "Bảng"]
    said = book["Bảng"]["E5"].comment.text  # LibreOffice forgets authors, not texts
    assert said == f"{OUR_MARK}\nChưa ghi nhận ô này: Đề nghị ghi lại."
    assert book["Bảng"]["E5"].fill.fgColor.rgb == "FFFF9999"
    assert book["Bảng"]["E8"].value == "=SUM(E5:E7)"
    links = {book["Cần sửa"][c].hyperlink.location for c in ("B10", "B11")}
    assert links == {"'Bảng'!E5", "'Phụ lục''s'!I12"}


ADDRESSES = st.builds(
    lambda column, row: f"{column}{row}",
    st.from_regex(r"[A-W]?[A-Z]|[A-W][A-Z][A-Z]", fullmatch=True),
    st.integers(1, 1_048_576) | st.integers(1, 30),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(found=st.lists(ADDRESSES, min_size=1, max_size=12, unique=True))
def test_any_cells_of_a_sheet_can_be_painted_and_nothing_else_moves(
    found: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rich = rich_workbook(tmp_path_factory.mktemp("any") / "sent.xlsx")
    back = returned(rich, *(at(cell) for cell in found))
    assert list(cells(back, "Bảng")) == list(cells(rich, "Bảng"))
    strict = Strict(back)
    root = strict.root("xl/worksheets/sheet1.xml")
    there = {cell.get("r") for cell in root.iter() if local(cell) == "c"}
    merged = {c for c in found if address(c)[0] == 1 and address(c)[1] <= 6}
    assert set(found) - merged <= there


def test_the_thread_of_the_test_is_the_one_that_excel_writes() -> None:
    assert THREADS.endswith("2018/threadedcomments")
