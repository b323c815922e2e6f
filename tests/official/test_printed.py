"""Papers of each form as LibreOffice prints them: nothing cut, lines whole, numbers from page 2."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from reports.docx import Annex, Paragraph, Section, Table, write_docx
from reports.profiles import profile_on
from tests.layout.faults import nearly_empty, small_print
from tests.layout.printed import Printed, print_files
from tests.official.example import PARTY, PLAIN, SECTIONS, STATE, report

MM = 72 / 25.4
PAPER_DAY = date(2026, 2, 5)
ISSUERS = {issuer.form: issuer for issuer in (PARTY, STATE, PLAIN)}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    folder: Path = tmp_path_factory.mktemp("papers")
    paths = []
    for form, issuer in ISSUERS.items():
        paths.append(folder / f"{form}.docx")
        paper = report(issuer)
        assert paper.day is not None
        write_docx(paths[-1], paper, profile_on(paper.day, form))
    printed = print_files(paths, folder / "pdf")
    return {path.stem: printed[path] for path in paths}


@pytest.mark.parametrize("form", ISSUERS)
def test_no_word_is_lost_small_or_outside_the_margins(
    form: str, papers: dict[str, Printed]
) -> None:
    profile = profile_on(report(PARTY).day, form)  # type: ignore[arg-type]
    said = "".join(w.text for page in papers[form].pages for w in page.words)
    for section in SECTIONS:
        assert "".join(section.title.split()) in said
    for page in papers[form].pages:
        assert list(small_print(page, form)) == []
        assert min(w.left for w in page.words) >= profile.margins.left * MM - 1
        assert max(w.right for w in page.words) <= page.width - profile.margins.right * MM + 1
    for page in papers[form].pages[:-1]:
        assert list(nearly_empty(page, form, 20 * MM, 20 * MM)) == []


@pytest.mark.parametrize("form", ISSUERS)
def test_heads_stand_in_one_line_each(form: str, papers: dict[str, Printed]) -> None:
    words = papers[form].pages[0].words
    for text in ("ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"):
        first, last = text.split()[0], text.split()[-1]
        found = [w for w in words if w.text in (first, last) and w.left > 250 and w.top < 120]
        assert len({round(w.top) for w in found}) <= 1, found


@pytest.mark.parametrize("form", ISSUERS)
def test_pages_are_numbered_from_the_second_on_in_the_middle(
    form: str, papers: dict[str, Printed]
) -> None:
    profile = profile_on(report(PARTY).day, form)  # type: ignore[arg-type]
    middle = (profile.margins.left + 210 - profile.margins.right) / 2 * MM
    for page in papers[form].pages:
        above = [w for w in page.words if w.bottom < 20 * MM]
        assert [w.text for w in above] == ([] if page.number == 1 else [str(page.number)])
        assert all((w.left + w.right) / 2 == pytest.approx(middle, abs=2) for w in above)


@pytest.mark.parametrize("form", ISSUERS)
def test_the_table_has_its_head_on_every_page(form: str, papers: dict[str, Printed]) -> None:
    for page in papers[form].pages:
        texts = [w.text for w in page.words]
        if texts.count("mạng") > 0:
            assert "giá" in texts[: texts.index("mạng")], page.number


def test_a_signature_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    # a page takes some 45 lines and the signature eight: one of every eighth line would part them
    paths = []
    for lines in range(0, 48, 6):
        said = tuple(Paragraph(f"Dòng thứ {n}.") for n in range(lines + 1))
        paper = replace(report(PARTY), sections=(Section("Kết quả", said),))
        paths.append(tmp_path / f"{lines}.docx")
        write_docx(paths[-1], paper, profile_on(paper.day or PAPER_DAY, "party"))
    apart = 0
    for path, printed in print_files(paths, tmp_path / "pdf").items():
        pages = [[w.text for w in page.words] for page in printed.pages]
        (signed,) = [texts for texts in pages if "Nguyễn" in texts]
        assert "Dòng" in signed, path.name
        apart += len(pages) > 1
    assert apart  # some of them do take a second page


def test_a_table_at_the_end_goes_over_with_the_signature(tmp_path: Path) -> None:
    ended = replace(report(PARTY), sections=(SECTIONS[1],))
    path = tmp_path / "table.docx"
    write_docx(path, ended, profile_on(ended.day or PAPER_DAY, "party"))
    paper = docx.Document(str(path))
    *_, table, _ = paper.tables
    held = [p.paragraph_format.keep_with_next for c in table.rows[-1].cells for p in c.paragraphs]
    assert held
    assert all(held)


def test_no_empty_page_stands_behind_the_annex(tmp_path: Path) -> None:
    # rows of one height: with one of these numbers the table ends where its page does
    paths = []
    for rows in range(20, 36):
        table = Table(("TT", "Chỉ tiêu"), tuple((f"{n}", "Văn bản") for n in range(rows)),
                      ("center", "left"))  # fmt: skip
        paper = replace(report(PARTY), annex=Annex("PHỤ LỤC", "Biểu số liệu", table))
        paths.append(tmp_path / f"{rows}.docx")
        write_docx(paths[-1], paper, profile_on(paper.day or PAPER_DAY, "party"))
    for path, printed in print_files(paths, tmp_path / "pdf").items():
        words = [[w for w in page.words if w.top > 20 * MM] for page in printed.pages]
        assert all(words), path.name
