"""The official report read back by python-docx: page, head, number, body, end, bytes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from kpi.plan.model import FormTexts, Owner, Plan, ReportTexts
from reports.docx import Issuer, OfficialReport, Paragraph, Section, Table, issuer_of, write_docx
from reports.docx.body import add_table, ended
from reports.docx.head import evenly
from reports.measure import text_width
from reports.profiles import profile_on
from tests.official.example import PARTY, PLAIN, STATE, report

DAY = date(2026, 2, 5)
OF_FORM = {"party": PARTY, "state": STATE, "plain": PLAIN}


def written(folder: Path, paper: OfficialReport, day: date = DAY) -> Any:
    path = folder / "report.docx"
    write_docx(path, paper, profile_on(day, paper.issuer.form))
    return docx.Document(str(path))


def paragraphs(document: Any) -> list[Any]:
    """All paragraphs in the order of the file, those of tables too."""
    return [docx.text.paragraph.Paragraph(p, document) for p in document.element.iter(qn("w:p"))]


def texts(document: Any) -> list[str]:
    return [p.text for p in paragraphs(document) if p.text]


def named(document: Any, text: str) -> Any:
    return next(p for p in paragraphs(document) if p.text.startswith(text))


@pytest.mark.parametrize("form", OF_FORM)
def test_the_page_is_a4_with_the_margins_of_the_form(form: str, tmp_path: Path) -> None:
    section = written(tmp_path, report(OF_FORM[form])).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    expected = {"party": (20, 20, 30, 15), "state": (20, 20, 30, 15), "plain": (20, 20, 25, 20)}
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert tuple(round(side.mm) for side in sides) == expected[form]


@pytest.mark.parametrize("form", OF_FORM)
def test_page_numbers_stand_on_top_but_not_on_the_first_page(form: str, tmp_path: Path) -> None:
    section = written(tmp_path, report(OF_FORM[form])).sections[0]
    assert section.different_first_page_header_footer
    assert " PAGE " in section.header._element.xml
    assert section.header.paragraphs[0].alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    assert " PAGE " not in section.first_page_header._element.xml


def test_a_party_paper_has_its_head_its_number_without_colon_and_its_day(tmp_path: Path) -> None:
    said = texts(written(tmp_path, report(PARTY)))
    head = ["TỈNH ỦY A", "BAN TỔ CHỨC", "*", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 07-BC/BTCTU",
            "Lưu hành nội bộ", "Quảng Trị, ngày 05 tháng 02 năm 2026", "BÁO CÁO",
            "Kết quả thực hiện chỉ tiêu tháng 02/2026", "-----"]  # fmt: skip
    assert said[: len(head)] == head


def test_a_state_paper_has_the_country_its_motto_and_a_number_with_colon(tmp_path: Path) -> None:
    said = texts(written(tmp_path, report(STATE)))
    assert said[:6] == [
        "ỦY BAN NHÂN DÂN TỈNH A", "SỞ THÔNG TIN VÀ\nTRUYỀN THÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BC-STTTT", "Lưu hành nội bộ",
    ]  # fmt: skip
    assert "*" not in said
    assert "-----" not in said


def test_a_plain_paper_names_neither_party_nor_country(tmp_path: Path) -> None:
    said = texts(written(tmp_path, report(PLAIN)))
    assert said[:2] == ["CÔNG TY B", "Số: 07/BC"]
    assert not {"ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"} & set(said)


@pytest.mark.parametrize(
    ("form", "sizes"),
    [
        ("party", {"TỈNH ỦY A": 14, "ĐẢNG CỘNG SẢN": 15, "Số 07": 14, "BÁO CÁO": 16,
                   "Trong 53": 14, "K/T TRƯỞNG": 14, "Nơi nhận": 14, "- Lưu Ban": 12}),
        ("state", {"ỦY BAN": 12, "CỘNG HÒA": 12, "Độc lập": 13, "Số: 07": 13, "BÁO CÁO": 14,
                   "Trong 53": 14, "GIÁM ĐỐC": 14, "Nơi nhận": 12, "- Lưu Ban": 11}),
    ],
)  # fmt: skip
def test_letters_have_the_sizes_of_the_form(
    form: str, sizes: dict[str, int], tmp_path: Path
) -> None:
    document = written(tmp_path, report(OF_FORM[form]))
    found = {text: named(document, text).runs[0].font.size.pt for text in sizes}
    assert found == sizes
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_the_body_is_justified_with_a_first_line_of_10_mm(tmp_path: Path) -> None:
    body = named(written(tmp_path, report(PARTY)), "Trong 53")
    assert body.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.paragraph_format.first_line_indent.mm == pytest.approx(10, abs=0.1)


def test_sections_are_numbered_in_the_way_of_the_form(tmp_path: Path) -> None:
    party = texts(written(tmp_path, report(PARTY)))
    state = texts(written(tmp_path, report(STATE)))
    assert "III- Đánh giá chung" in party
    assert "III. Đánh giá chung" in state
    assert "2. Tồn tại, hạn chế và nguyên nhân" in party


def test_a_party_paper_ends_with_a_full_stop_and_a_state_one_with_stroke_and_stop(
    tmp_path: Path,
) -> None:
    assert "Bố trí đường truyền cho 8 điểm cầu." in texts(written(tmp_path, report(PARTY)))
    assert "Bố trí đường truyền cho 8 điểm cầu./." in texts(written(tmp_path, report(STATE)))
    assert [ended(t, ".") for t in ("a", "a.", "a./.", "a ./. ")] == ["a."] * 4


def test_what_a_person_must_fill_is_marked(tmp_path: Path) -> None:
    open_ = replace(report(PARTY), number=None, day=None)
    document = written(tmp_path, open_)
    yellow = [p.text for p in paragraphs(document) for r in p.runs[:1] if r.font.highlight_color]
    assert yellow == ["Số …-BC/BTCTU", "Quảng Trị, ngày … tháng … năm 2026",
                      "Nêu văn bản lãnh đạo, chỉ đạo trong kỳ."]  # fmt: skip


def test_tables_repeat_their_heads_and_keep_rows_whole(tmp_path: Path) -> None:
    document = written(tmp_path, report(PARTY))
    table = document.tables[1]
    assert [c.text for c in table.rows[0].cells] == [
        "Chỉ tiêu", "Kế hoạch năm", "Thực hiện", "Đánh giá"
    ]  # fmt: skip
    assert table.rows[0]._tr.xml.count("w:tblHeader") == 1
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert len(table.rows) == 25
    wide = sum(cell.width.mm for cell in table.rows[0].cells)
    assert wide == pytest.approx(210 - 30 - 15, abs=0.5)


def test_signature_and_recipients_stand_side_by_side(tmp_path: Path) -> None:
    left, right = written(tmp_path, report(PARTY)).tables[-1].rows[0].cells
    assert left.text.splitlines() == [
        "Nơi nhận:", "- Thường trực Tỉnh ủy (báo cáo)", "- Lãnh đạo Ban", "- Lưu Ban"
    ]  # fmt: skip
    assert right.text.splitlines() == ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Văn A"]
    assert left.paragraphs[0].runs[0].underline
    state = written(tmp_path, report(STATE)).tables[-1].rows[0].cells[0].paragraphs[0].runs[0]
    assert (state.bold, state.italic, bool(state.underline)) == (True, True, False)


def test_the_profile_goes_by_the_papers_day() -> None:
    assert profile_on(date(2026, 5, 26), "party").key == "36-HD/VPTW"
    assert profile_on(date(2026, 5, 27), "party").key == "05-HD/VPTW"
    assert profile_on(date(2030, 1, 1), "state").key == "30/2020/NĐ-CP"
    with pytest.raises(KeyError):
        profile_on(DAY, "royal")


def test_the_same_report_gives_the_same_bytes_and_parts_bear_no_day(tmp_path: Path) -> None:
    written(tmp_path, report(PARTY))
    first = (tmp_path / "report.docx").read_bytes()
    written(tmp_path, report(PARTY))
    assert (tmp_path / "report.docx").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "report.docx") as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_elements_of_paragraphs_stand_in_the_order_of_the_schema(tmp_path: Path) -> None:
    """Word offers to repair a file whose paragraph properties stand in another order."""
    order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr",
             "shd", "tabs", "spacing", "ind", "jc", "rPr", "sectPr"]  # fmt: skip
    written(tmp_path, report(PARTY))
    with zipfile.ZipFile(tmp_path / "report.docx") as file:
        xml = file.read("word/document.xml").decode()
    for properties in re.findall(r"<w:pPr>(.*?)</w:pPr>", xml, re.DOTALL):
        outer = re.sub(r"<w:(pBdr|rPr)>.*?</w:\1>", r"<w:\1/>", properties, flags=re.DOTALL)
        names = [n for n in re.findall(r"<w:(\w+)", outer) if n in order]
        assert names == sorted(names, key=order.index), outer


def test_a_crooked_table_is_refused(tmp_path: Path) -> None:
    crooked = Table(("A",), (("1", "2"),), ("left",))
    paper = replace(report(PLAIN), sections=(Section("S", (crooked,)),))
    with pytest.raises(ValueError, match="as many cells"):
        written(tmp_path, paper)


@pytest.mark.parametrize(
    ("owner", "reports_to", "superiors", "lines"),
    [
        ("Ban Tổ chức Tỉnh ủy A", "Tỉnh ủy A", (), ("Tỉnh ủy A", "Ban Tổ chức")),
        ("Văn phòng Ủy ban nhân dân tỉnh A", None, ("Ủy ban nhân dân",),
         ("Ủy ban nhân dân tỉnh A", "Văn phòng")),
        ("Sở B", "Ủy ban nhân dân tỉnh A", (), ("Ủy ban nhân dân tỉnh A", "Sở B")),
        ("Tỉnh ủy A", "Tỉnh ủy A", (), ("Tỉnh ủy A", "Tỉnh ủy A")),
        ("Công ty B", None, (), ("", "Công ty B")),
    ],
)  # fmt: skip
def test_a_body_and_its_superior_stand_on_lines_of_their_own(
    owner: str, reports_to: str | None, superiors: tuple[str, ...], lines: tuple[str, str]
) -> None:
    plan = _plan(owner, reports_to, superiors)
    made = issuer_of(plan, DAY)
    assert (made.superior, made.body) == lines


def test_the_number_takes_the_owners_symbol_of_the_day() -> None:
    plan = replace(
        _plan("Ban A", None, ()),
        owners=(Owner("Ban A", "BA"), Owner("Ban A và B", "BAB", date(2025, 3, 1))),
    )
    assert issuer_of(plan, date(2024, 6, 30)).symbol == "BC-BA"
    assert issuer_of(plan, DAY).symbol == "BC-BAB"
    assert issuer_of(replace(plan, report=ReportTexts(symbol="BC-X")), DAY).symbol == "BC-X"


def _plan(owner: str, reports_to: str | None, superiors: tuple[str, ...]) -> Plan:
    return Plan(
        id="p", name="Kế hoạch", owners=(Owner(owner),), years=(2021, 2025), fields=(), units=(),
        indicators=(), reports_to=reports_to, form_texts=FormTexts(superiors=superiors),
    )  # fmt: skip


def test_an_empty_paper_is_still_a_paper(tmp_path: Path) -> None:
    bare = OfficialReport(Issuer("Đơn vị C"), "Kết quả", (), 2026, report(PLAIN).made,
                          opening=(Paragraph("Không phát sinh"),))  # fmt: skip
    said = texts(written(tmp_path, bare))
    assert "Không phát sinh." in said


def test_no_day_or_mark_is_broken_in_a_column_that_its_share_makes_too_narrow() -> None:
    day, mark = "31/12/2022", "◐\u00a014/15\u00a0đơn\u00a0vị"
    rows = ((f"1. {'Tỷ lệ văn bản ' * 6}", day, mark),)
    table = Table(("Chỉ tiêu", "Hạn", "Lũy kế"), rows, ("left",) * 3, shares=(90, 5, 5))
    document = docx.Document()
    add_table(document, table, 10.0, 300.0)
    widths = [column.width.pt - 10.8 for column in document.tables[0].columns]
    assert widths[1] >= text_width(day, 10.0)
    assert widths[2] >= text_width(mark, 10.0)
    assert sum(widths) == pytest.approx(300.0 - 3 * 10.8, abs=0.5)  # what a row takes is the same


def test_a_name_of_two_lines_leaves_no_word_alone() -> None:
    name = "BAN TUYÊN GIÁO VÀ DÂN VẬN"
    assert evenly(name, 210.0, 14.0, bold=True) == ["BAN TUYÊN GIÁO", "VÀ DÂN VẬN"]
    assert evenly("BAN TUYÊN GIÁO", 223.0, 14.0, bold=True) == ["BAN TUYÊN GIÁO"]


def test_a_state_papers_symbol_has_a_hyphen_before_the_bodys() -> None:
    plan = replace(_plan("Sở A", None, ()), report=ReportTexts(form="state"))
    plan = replace(plan, owners=(Owner("Sở A", "SA"),))
    assert issuer_of(plan, DAY).symbol == "BC-SA"
    assert issuer_of(replace(plan, report=ReportTexts(form="party")), DAY).symbol == "BC/SA"
