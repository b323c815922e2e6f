"""A PDF of ours, read back by another program: its text, its fonts, its pages, its bytes.

`PAGE` is the example page; `python -m tests.pdf.picture FOLDER` draws it as a picture to look at.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest

from reports.pdf import Column, Heading, Paragraph, Space, StatusBar, StatusPart, Table, write_pdf
from reports.pdf.canvas import drawable
from tests.layout.faults import nearly_empty, small_print
from tests.layout.printed import read_pdf
from tests.pdf.example import ABOUT, MARGINS, PAGE

MM = 72 / 25.4


def text_of(path: Path) -> str:
    with pdfplumber.open(path) as file:
        return "\n".join(page.extract_text() for page in file.pages)


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "tom-tat.pdf"
    assert write_pdf(path, ABOUT, MARGINS, PAGE) == 1
    return path


def test_every_text_of_the_blocks_is_read_back(example: Path) -> None:
    # in the order of drawing, so that the lines of a cell follow each other
    said = bare("".join(w.text for page in read_pdf(example).pages for w in page.words))
    for block in PAGE:
        if isinstance(block, Heading | Paragraph):
            assert bare(block.text) in said
        if isinstance(block, Table):
            assert all(bare(text) in said for row in block.rows for text in row)
            assert all(bare(column.head) in said for column in block.columns)
        if isinstance(block, StatusBar):
            assert all(bare(f"{p.symbol} {p.word}: {p.count}") in said for p in block.parts)


def test_a_bar_has_a_box_with_its_symbol_for_each_thing_counted(example: Path) -> None:
    with pdfplumber.open(example) as file:
        page = file.pages[0]
        symbols = [c for c in page.chars if c["text"] == "▼"]
        [bar] = [block for block in PAGE if isinstance(block, StatusBar)]
        high = [r for r in page.rects if r["height"] == pytest.approx(bar.size * 1.9)]
    assert len(high) == sum(part.count for part in bar.parts) == 53
    behind = next(part.count for part in bar.parts if part.symbol == "▼")
    assert len(symbols) >= behind


def test_the_page_has_the_margins_of_the_profile_and_nothing_below_8_points(example: Path) -> None:
    [page] = read_pdf(example).pages
    assert (page.width, page.height) == pytest.approx((210 * MM, 297 * MM), abs=1)
    body = page.body(20 * MM - 1, 20 * MM - 1)
    assert min(w.left for w in body) >= 30 * MM - 0.5
    assert max(w.right for w in body) <= (210 - 15) * MM + 0.5
    assert list(small_print(page, "p1")) == []
    assert list(nearly_empty(page, "p1", 20 * MM, 20 * MM)) == []


def test_no_words_lie_on_each_other_and_none_leaves_its_cell(example: Path) -> None:
    [page] = read_pdf(example).pages
    words = sorted(page.words, key=lambda w: (round(w.bottom), w.left))
    for one, other in pairwise(words):
        if abs(one.bottom - other.bottom) < 1:
            assert other.left >= one.right - 0.5, (one.text, other.text)


def test_the_same_blocks_give_the_same_bytes(example: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    write_pdf(again, ABOUT, MARGINS, PAGE)
    assert again.read_bytes() == example.read_bytes()


def test_the_file_says_its_language_is_tagged_and_holds_only_parts_of_fonts(example: Path) -> None:
    raw = example.read_bytes()
    assert b"/Lang (vi)" in raw
    assert b"/MarkInfo" in raw
    assert b"/StructTreeRoot" in raw
    assert len(raw) < 150_000
    with pdfplumber.open(example) as file:
        assert file.metadata["Title"] == ABOUT.title
        fonts = {c["fontname"].partition("+")[2] for c in file.pages[0].chars}
    assert fonts == {"LiberationSerif", "LiberationSerifBold", "LiberationSerifItalic"}


def test_a_long_table_repeats_its_heads_and_the_feet_count_all_pages(tmp_path: Path) -> None:
    table = Table((Column("Chỉ tiêu"), Column("Thực hiện", "right")),
                  tuple((f"Chỉ tiêu thứ {n}", str(n)) for n in range(150)))  # fmt: skip
    path = tmp_path / "long.pdf"
    count = write_pdf(path, ABOUT, MARGINS, [Heading("Phụ lục"), table])
    with pdfplumber.open(path) as file:
        texts = [page.extract_text() for page in file.pages]
    assert len(texts) == count > 3
    assert all("Chỉ tiêu Thực hiện" in text for text in texts)
    assert [f"{n}/{count}" in text for n, text in enumerate(texts, 1)] == [True] * count
    assert sum(text.count("Chỉ tiêu thứ") for text in texts) == 150


def test_a_row_higher_than_a_page_goes_on_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    words = " ".join(f"lời{n}" for n in range(3000))
    path = tmp_path / "high.pdf"
    write_pdf(path, ABOUT, MARGINS, [Table((Column("Nguyên nhân"),), ((words,),))])
    said = bare("".join(w.text for page in read_pdf(path).pages for w in page.words))
    assert all(f"lời{n}" in said for n in range(3000))


def test_a_heading_is_never_left_at_a_pages_foot(tmp_path: Path) -> None:
    for spare in range(600, 740, 7):
        blocks = [Space(spare), Heading("Nguyên nhân"), Paragraph("Đơn vị nêu: thiếu máy. " * 8)]
        path = tmp_path / f"{spare}.pdf"
        write_pdf(path, ABOUT, MARGINS, blocks)
        with pdfplumber.open(path) as file:
            [page] = [p for p in file.pages if "Nguyên nhân" in p.extract_text()]
            assert "Đơn vị nêu" in page.extract_text()


def test_letters_that_the_font_lacks_are_shown_as_boxes_and_parts_are_joined() -> None:
    assert drawable("a\u0301漢\u200b\tx") == "á□ x"


def test_nothing_counted_draws_nothing_and_a_crooked_row_is_refused(tmp_path: Path) -> None:
    part = StatusPart("?", "Chưa có số liệu", 0, "#FFFFFF")
    assert write_pdf(tmp_path / "a.pdf", ABOUT, MARGINS, [StatusBar((part,))]) == 1
    with pytest.raises(ValueError, match="as many cells"):
        write_pdf(tmp_path / "b.pdf", ABOUT, MARGINS, [Table((Column("A"),), (("1", "2"),))])


def test_the_day_is_the_one_given(example: Path) -> None:
    with pdfplumber.open(example) as file:
        assert file.metadata["CreationDate"].startswith("D:20240630")
    assert ABOUT.made == datetime(2024, 6, 30, 16, 59, 59)
