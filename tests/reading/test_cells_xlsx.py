"""Cells of .xlsx as Excel, other programs and hand-written XML store them."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.workbooks.grid import Cell, Comment, Refused, Sheet, Workbook
from kpi.workbooks.xlsx.reader import read_xlsx
from tests.reading.books import raw_book, sheet_xml
from tests.reading.raw_xlsx import MAIN, RECEIVED, raw, strings

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def texts(sheet: Sheet) -> list[str]:
    return [c.text or repr(c.number) for r in sheet.rows.values() for c in r.values()]


def styles(xfs: str, formats: str = "", fonts: str = "<font/>") -> dict[str, str]:
    return {
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f"<fonts>{fonts}</fonts><cellXfs>{xfs}</cellXfs></styleSheet>"
    }


def test_each_kind_of_value_is_told_apart(tmp_path: Path) -> None:
    sheet = raw(
        tmp_path,
        '<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" t="n"><v>-2E3</v></c>'
        '<c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c>'
        '<c r="E1" t="str"><f>A1&amp;"x"</f><v>1.5x</v></c>'
        '<c r="F1" t="inlineStr"><is><t>chữ</t></is></c>'
        '<c r="G1" t="d"><v>2024-06-18T00:00:00</v></c>'
        '<c r="H1"/><c r="I1" s="3"></c><c r="J1"><v></v></c><c r="K1" t="str"><v>  </v></c></row>',
    )
    assert sheet.rows == {
        1: {
            1: Cell("number", "", 1.5),
            2: Cell("number", "", -2000.0),
            3: Cell("bool", "", 1.0),
            4: Cell("error", "#N/A"),
            5: Cell("text", "1.5x", formula=True),
            6: Cell("text", "chữ"),
            7: Cell("text", "2024-06-18"),
        }
    }
    assert sheet.formulas == {(1, 5): 'A1&"x"'}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><f>SUM(B1:B2)</f></c>', Cell("no_value", formula=True)),
        ('<c r="A1"><f>SUM(B1:B2)</f><v></v></c>', Cell("no_value", formula=True)),
        ('<c r="A1"><f>SUM(B1:B2)</f><v/></c>', Cell("no_value", formula=True)),
        ('<c r="A1" t="str"><f>IF(B1,1,"")</f><v></v></c>', None),
        ('<c r="A1" t="str"><f>IF(B1,1,"")</f></c>', Cell("no_value", formula=True)),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell("error", "#DIV/0!", formula=True)),
    ],
)
def test_a_formula_has_a_value_an_error_or_none(
    tmp_path: Path, cell: str, expected: Cell | None
) -> None:
    assert raw(tmp_path, f'<row r="1">{cell}</row>').at(1, 1) == expected


def test_a_shared_formula_has_the_text_of_its_master_only(tmp_path: Path) -> None:
    sheet = raw(
        tmp_path,
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c></row>',
    )
    assert sheet.formulas == {(1, 1): "B1*2"}
    assert [sheet.at(r, 1) for r in (1, 2)] == [
        Cell("number", "", 4.0, formula=True),
        Cell("number", "", 6.0, formula=True),
    ]


def test_cells_and_rows_without_addresses_follow_each_other(tmp_path: Path) -> None:
    sheet = raw(
        tmp_path,
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"
        '<row r="9"><c r="C9"><v>5</v></c><c><v>6</v></c></row><row><c><v>7</v></c></row>',
    )
    assert {n: {c: v.number for c, v in r.items()} for n, r in sheet.rows.items()} == {
        1: {1: 1.0, 3: 3.0},
        2: {1: 4.0},
        9: {3: 5.0, 4: 6.0},
        10: {1: 7.0},
    }


def test_small_letters_and_a_lying_dimension_do_not_matter(tmp_path: Path) -> None:
    text = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData><row r="40">'
        '<c r="h40"><v>7</v></c></row></sheetData></worksheet>'
    )
    sheet = read_xlsx(raw_book(tmp_path / "a.xlsx", text)).sheets[0]
    assert sheet.at(40, 8) == Cell("number", "", 7.0)


def test_rich_text_keeps_its_words_and_loses_its_readings(tmp_path: Path) -> None:
    shared = strings(
        "<si><t>đơn</t></si>",
        '<si><r><t xml:space="preserve">Kết </t></r><r><rPr><b/></rPr><t>quả</t></r>'
        "<rPh><t>ẩn</t></rPh></si>",
        '<si><t xml:space="preserve"> hai  đầu </t></si>',
        "<si><t>a_x000D_b &amp; c</t></si>",
        "<si/>",
        "<si><t/></si>",
    )
    cells = "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCDEF"))
    sheet = raw(tmp_path, f'<row r="1">{cells}</row>', **shared)
    assert texts(sheet) == ["đơn", "Kết quả", " hai  đầu ", "a\rb & c"]


def test_a_legacy_font_is_read_by_the_cell_and_by_the_run(tmp_path: Path) -> None:
    shared = strings(
        "<si><t>TØnh</t></si>",
        '<si><r><rPr><rFont val=".VnTime"/></rPr><t>TØnh</t></r><r><rPr><rFont val="Arial"/></rPr>'
        "<t> ủy</t></r></si>",
    )
    fonts = '<font><name val="Arial"/></font><font><name val=".VnTime"/></font>'
    look = styles('<xf fontId="0"/><xf fontId="1"/>', fonts=fonts)
    sheet = raw(
        tmp_path,
        '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="0" t="s"><v>0</v></c>'
        '<c r="C1" t="s"><v>1</v></c></row>',
        **shared,
        **look,
    )
    assert texts(sheet) == ["Tỉnh", "TØnh", "Tỉnh ủy"]


def test_formats_are_told_and_missing_styles_are_plain(tmp_path: Path) -> None:
    look = styles(
        '<xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="164"/>'
        '<xf numFmtId="165"/>',
        '<numFmt numFmtId="164" formatCode="0.0&quot;%&quot;"/>'
        '<numFmt numFmtId="165" formatCode="dd/mm/yyyy"/>',
    )
    cells = "".join(f'<c r="{c}1" s="{n}"><v>1</v></c>' for n, c in enumerate("ABCDEF"))
    row_1 = f'<row r="1">{cells}</row>'
    told = [c.format for c in raw(tmp_path, row_1, **look).rows[1].values()]
    assert told == ["general", "percent", "date", "percent_sign", "date", "general"]
    assert {c.format for c in raw(tmp_path, row_1).rows[1].values()} == {"general"}


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("namespace", [MAIN, STRICT])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_prefixes_strict_namespaces_and_byte_order_marks_change_nothing(
    tmp_path: Path, prefix: str, namespace: str, bom: str
) -> None:
    p, xmlns = prefix, f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    sheet = (
        f'{bom}<{p}worksheet {xmlns}="{namespace}"><{p}sheetData><{p}row r="2">'
        f'<{p}c r="B2" t="s"><{p}v>0</{p}v></{p}c><{p}c r="C2"><{p}f>1+1</{p}f><{p}v>2</{p}v>'
        f'</{p}c></{p}row></{p}sheetData><{p}mergeCells><{p}mergeCell ref="B2:B3"/>'
        f"</{p}mergeCells></{p}worksheet>"
    )
    shared = f'{bom}<{p}sst {xmlns}="{namespace}"><{p}si><{p}t>chữ</{p}t></{p}si></{p}sst>'
    path = raw_book(tmp_path / "p.xlsx", sheet, **{"xl/sharedStrings.xml": shared})
    found = read_xlsx(path).sheets[0]
    assert found.rows == {2: {2: Cell("text", "chữ"), 3: Cell("number", "", 2.0, formula=True)}}
    assert found.formulas == {(2, 3): "1+1"}
    assert found.merged == ((2, 2, 3, 2),)


def test_alternate_content_and_extensions_are_passed_over(tmp_path: Path) -> None:
    text = (
        f'<worksheet xmlns="{MAIN}" xmlns:mc="m" xmlns:x14ac="y"><mc:AlternateContent>'
        "<mc:Choice><sheetData/></mc:Choice></mc:AlternateContent><sheetData>"
        '<row r="1" x14ac:dyDescent="0.25"><c r="A1"><v>1</v><extLst><ext/></extLst></c></row>'
        "</sheetData></worksheet>"
    )
    sheet = read_xlsx(raw_book(tmp_path / "m.xlsx", text)).sheets[0]
    assert sheet.rows == {1: {1: Cell("number", "", 1.0)}}


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</c></v></row>',
        '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" t="x">A2</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>&unknown;</v></c></row>',
        '<row r="1"><c r="A1"><v>1_0</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="A1" t="zz"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1\x01</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
    ],
)
def test_what_is_no_sheet_is_refused_as_damaged(tmp_path: Path, body: str) -> None:
    with pytest.raises(Refused) as refused:
        raw(tmp_path, body)
    assert (refused.value.rule, refused.value.reason) == ("unreadable_file", "damaged")


def test_a_cell_that_claims_another_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        raw(tmp_path, '<row r="1"><c r="A1"><v>1</v></c><c r="A2"><v>1</v></c></row>')
    assert refused.value.rule == "unsafe_file"


@pytest.mark.parametrize(
    "rows",
    ['<row r="1"><c r="A1"><v>5</v></c><c r="A1"><v>99</v></c></row>',
     '<row r="1"><c r="A1"><v>5</v></c></row><row r="1"><c r="A1"><v>99</v></c></row>'],
)  # fmt: skip
def test_a_cell_that_stands_twice_holds_both_values(tmp_path: Path, rows: str) -> None:
    """One program shows the first, another the last: nobody knows which was meant."""
    assert raw(tmp_path, rows).at(1, 1) == Cell("text", "5 | 99")


def test_a_cell_that_stands_twice_with_one_value_is_one(tmp_path: Path) -> None:
    twice = '<row r="1"><c r="A1"><v>5</v></c><c r="A1"><v>5</v></c><c r="B1"/></row>'
    assert raw(tmp_path, twice).at(1, 1) == Cell("number", "", 5.0)


def unusual(path: Path, target: str, member: str) -> Workbook:
    """A workbook whose sheet lies where few programs put it."""
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        f'<Relationships><Relationship Id="rId1" Type="{rel}/worksheet" Target="{target}"/>'
        f'<Relationship Id="rId2" Type="{rel}/sharedStrings" Target="texts.xml"/>'
        "</Relationships>"
    )
    shared = strings("<si><t>chữ</t></si>")["xl/sharedStrings.xml"]
    sheet = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    more = {"xl/_rels/workbook.xml.rels": rels, member: sheet, "xl/Texts.xml": shared}
    return read_xlsx(raw_book(path, "", **more))


@pytest.mark.parametrize(
    ("target", "member"),
    [
        ("pages/first.xml", "xl/pages/first.xml"),
        ("/xl/worksheets/sheet7.xml", "xl/worksheets/sheet7.xml"),
        ("/elsewhere/s.xml", "elsewhere/s.xml"),
        ("./worksheets/../worksheets/S1.xml", "xl/worksheets/s1.xml"),
    ],
)
def test_sheets_are_found_wherever_the_workbook_says(
    tmp_path: Path, target: str, member: str
) -> None:
    assert texts(unusual(tmp_path / "u.xlsx", target, member).sheets[0]) == ["chữ"]


def test_a_workbook_part_of_another_name_is_found(tmp_path: Path) -> None:
    import zipfile

    source = raw_book(tmp_path / "s.xlsx", sheet_xml('<row r="1"><c r="A1"><v>5</v></c></row>'))
    target = tmp_path / "t.xlsx"
    root = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/book.xml"/>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("workbook.xml", "book.xml"), old.read(name))
        new.writestr("_rels/.rels", root + "</Relationships>")
    assert read_xlsx(target).sheets[0].at(1, 1) == Cell("number", "", 5.0)


def test_comments_keep_their_authors_and_threads_speak_for_themselves(tmp_path: Path) -> None:
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    more = {
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{rel}/'
        f'worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="p" '
        f'Type="http://schemas.microsoft.com/office/2017/10/relationships/person" '
        f'Target="persons/person.xml"/></Relationships>',
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships><Relationship Id="a" Type="{rel}/'
        f'comments" Target="../comments1.xml"/><Relationship Id="b" Type="http://schemas.microsoft'
        f'.com/office/2017/10/relationships/threadedComment" '
        f'Target="../threadedComments/t1.xml"/></Relationships>',
        "xl/comments1.xml": f'<comments xmlns="{MAIN}"><authors><author>Lan</author>'
        "<author>tc={1}</author></authors><commentList>"
        '<comment ref="B2" authorId="0"><text><r><rPr><b/></rPr><t>Lan:</t></r><r>'
        '<t xml:space="preserve">\nđã tính lại</t></r></text></comment>'
        '<comment ref="C3" authorId="1"><text><t>[Threaded comment] x</t></text></comment>'
        "</commentList></comments>",
        "xl/threadedComments/t1.xml": f'<ThreadedComments xmlns="{threads}">'
        '<threadedComment ref="C3" personId="{P}"><text>Số này đúng chưa?</text></threadedComment>'
        '<threadedComment ref="C3" personId="{Q}"><text>Đúng.</text></threadedComment>'
        "</ThreadedComments>",
        "xl/persons/person.xml": f'<personList xmlns="{threads}"><person displayName="Hoa" '
        'id="{P}"/></personList>',
    }
    sheet = raw(tmp_path, '<row r="2"><c r="B2"><v>5</v></c></row>', **more)
    assert sheet.comments == {
        (2, 2): Comment("đã tính lại", "Lan"),
        (3, 3): Comment("Số này đúng chưa?\nĐúng.", "Hoa"),
    }


def test_broken_comments_do_not_cost_the_figures(tmp_path: Path) -> None:
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="a" '
        'Type="x/comments" Target="../comments1.xml"/></Relationships>',
        "xl/comments1.xml": "<comments><commentList>",
    }
    sheet = raw(tmp_path, '<row r="2"><c r="B2"><v>5</v></c></row>', **more)
    assert (sheet.at(2, 2), sheet.comments) == (Cell("number", "", 5.0), {})


def test_merged_areas_are_told_and_only_their_first_cell_speaks(
    tmp_path: Path, known: Catalogue
) -> None:
    path = tmp_path / "m.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Số liệu")
    for n, line in enumerate((("Mã", "Chỉ tiêu", "Thực hiện"), ("C1", "a"), ("T1", "b"))):
        page.write_row(n, 0, line)
    page.merge_range("C2:C3", 12)
    book.close()
    sheet = read_xlsx(path).sheets[0]
    assert sheet.merged == ((2, 3, 3, 3),)
    assert sheet.at(3, 3) is None
    read = read_one(path, "2024-06_TU-DH.xlsx", RECEIVED, known)
    assert "T1" not in [a.indicator for s in read.submissions for a in s.answers if not a.held_by]
