"""What people write beside the table is kept; what we print or write ourselves is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from kpi.reading.catalogue import Catalogue
from kpi.reading.notes import LONGEST, MOST, OUR_AUTHOR
from kpi.reading.one_file import read_one
from kpi.reading.process.wire import from_line, to_line
from kpi.records.answers import SubmissionRead
from tests.reading.books import NAMES, TOP, Book, form, row

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)


def one(path: Path, known: Catalogue) -> SubmissionRead:
    read = read_one(path, path.name, RECEIVED, known)
    assert from_line(to_line(read)) == read
    [submission] = read.submissions
    return submission


def commented(path: Path, comments: dict[str, tuple[str, str]]) -> Path:
    """A form with comments by cell: (author, text)."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Số liệu")
    for r, line in enumerate((*TOP, row("C1", 15))):
        for c, value in enumerate(line):
            page.write(r, c, value)
    for cell, (author, text) in comments.items():
        page.write_comment(cell, text, {"author": author})
    book.close()
    return path


def test_a_form_without_remarks_has_no_notes(tmp_path: Path, known: Catalogue) -> None:
    assert one(form(tmp_path / "f.xlsx", row("C1", 15)), known).notes == ()


def test_remarks_below_and_beside_the_table_keep_their_places(
    tmp_path: Path, known: Catalogue
) -> None:
    below = [(), (None, None, "Số liệu gồm cả tháng 5"), (None, None, 12.5)]
    rows = (*TOP, (*row("C1", 15), "đã đối chiếu"), *below)
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", rows).done()
    assert [tuple(n) for n in one(path, known).notes] == [
        ("Số liệu", "H4", "đã đối chiếu"),
        ("Số liệu", "C6", "Số liệu gồm cả tháng 5"),
        ("Số liệu", "C7", "12.5"),
    ]


def test_a_comment_on_a_figure_is_the_note_of_its_answer(tmp_path: Path, known: Catalogue) -> None:
    path = commented(tmp_path / "f.xlsx", {"F4": ("An", "An:\nđã kiểm tra"), "I2": ("", "gấp")})
    read = one(path, known)
    assert read.answers[0].note == "đã kiểm tra"
    assert [tuple(n) for n in read.notes] == [("Số liệu", "I2", "gấp")]


def test_our_own_comments_are_no_notes(tmp_path: Path, known: Catalogue) -> None:
    ours = (OUR_AUTHOR, "Đề nghị ghi lại")
    read = one(commented(tmp_path / "f.xlsx", {"F4": ours, "I2": ours}), known)
    assert (read.answers[0].note, read.notes) == ("", ())


def test_the_word_secret_in_a_comment_beside_a_number_refuses_the_file(
    tmp_path: Path, known: Catalogue
) -> None:
    read = one(commented(tmp_path / "f.xlsx", {"F4": ("An", "mật")}), known)
    assert [p.rule for p in read.problems] == ["secret_with_number"]
    assert read.notes == ()


def test_a_file_refused_for_a_secret_keeps_no_notes(tmp_path: Path, known: Catalogue) -> None:
    rows = (*TOP, row("C1", "mật 15"), (), ("", "", "Số này 15 vụ"))
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", rows).done()
    assert one(path, known).notes == ()


def test_a_remark_with_a_secret_number_is_not_kept(tmp_path: Path, known: Catalogue) -> None:
    rows = (*TOP, row("C1", 15), (), (None, None, "Số mật: 27"), (None, None, "Gửi kèm ảnh"))
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", rows).done()
    assert [n.text for n in one(path, known).notes] == ["Gửi kèm ảnh"]


def test_notes_are_bounded_and_the_last_says_so(tmp_path: Path, known: Catalogue) -> None:
    book = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", (*TOP, row("C1", 15)))
    book.sheet("Nhật ký", [(f"dòng {n} " + "a" * 600,) for n in range(MOST + 50)])
    notes = one(book.done(), known).notes
    assert len(notes) == MOST
    assert max(len(n.text) for n in notes) == LONGEST
    assert "51 nội dung khác" in notes[-1].text
    assert notes[-1].cell == ""


def test_words_of_our_own_form_are_no_notes_wherever_they_stand(
    tmp_path: Path, known: Catalogue
) -> None:
    rows = (
        ("ĐẢNG CỘNG SẢN VIỆT NAM",), ("Biểu số 01-CĐS",), ("Đơn vị nhận: Ban Tuyên giáo",),
        ("Hạn gửi: ngày 18/6/2024",), *TOP, row("C1", 15), (),
        ("NGƯỜI LẬP BIỂU", None, None, None, None, "TRƯỞNG BAN"),
        ("(ký, ghi rõ họ tên)",), ("Nguyễn Văn An",),
        ("Điện thoại liên hệ (cơ quan): 0233 3852000",),
    )  # fmt: skip
    path = Book(tmp_path / "f.xlsx", NAMES).sheet("Số liệu", rows).done()
    named = replace(known, fields=("Công tác báo cáo viên",))
    assert one(path, named).notes == ()
