"""Files that are no forms: each is one refusal with its own rule and a message in Vietnamese."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.records.reader_rules import READER_RULES
from tests.reading.books import form, raw_book, row, sheet_xml

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)
FAR = sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + sheet_xml("")
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet_xml("")


def _truncated(path: Path) -> Path:
    whole = form(path.with_name("whole.xlsx"), row("C1", 15)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _members(**members: str) -> Callable[[Path], Path]:
    return lambda path: raw_book(path, sheet_xml(""), **members)


def _swelling(path: Path) -> Path:
    return raw_book(path, sheet_xml("") + " " * (40 * 2**20))


def _many_cells(path: Path) -> Path:
    return raw_book(path, sheet_xml("<row>" + "<c ></c>" * 400_001 + "</row>"))


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FILES: list[tuple[str, Callable[[Path], Path], str, str]] = [
    ("rong.xlsx", _bytes(b""), "empty_file", "rỗng"),
    ("rong.csv", _bytes(b""), "empty_file", "rỗng"),
    ("anh.xlsx", _bytes(b"\x89PNG\r\n\x1a\n" + bytes(500)), "unreadable_file", "hình ảnh"),
    ("anh2.xls", _bytes(b"\xff\xd8\xff\xe0" + bytes(500)), "unreadable_file", "hình ảnh"),
    ("pdf.xlsx", _bytes(b"%PDF-1.7 ..."), "unreadable_file", "PDF"),
    ("web.xls", _bytes(b"<html><table></table></html>"), "unreadable_file", "trang web"),
    ("chu.xlsx", _bytes("xin chào".encode()), "unreadable_file", "không phải bảng tính"),
    ("thieu.xlsx", _truncated, "unreadable_file", "thiếu nội dung"),
    ("hong.xlsx", lambda p: raw_book(p, "<worksheet><sheetData>"), "unreadable_file", "hỏng"),
    ("xa.xlsx", lambda p: raw_book(p, FAR), "unsafe_file", "XFD1048576"),
    ("bom.xlsx", lambda p: raw_book(p, BOMB), "unsafe_file", "khai báo"),
    ("ngoai.xlsx", lambda p: raw_book(p, EXTERNAL), "unsafe_file", "khai báo"),
    ("phong.xlsx", _swelling, "unsafe_file", "lớn bất thường"),
    ("nhieu.xlsx", _many_cells, "unsafe_file", "lớn bất thường"),
    ("ra.xlsx", _members(**{"../../x.xml": "x"}), "unsafe_file", "trỏ ra ngoài"),
    ("long.xlsx", _members(**{"xl/x.zip": "x"}), "unsafe_file", "tệp nén"),
    ("khoa.xlsx", _bytes(OLE2 + "EncryptedPackage".encode("utf-16-le")), "password_protected",
     "mật khẩu"),
    ("doc.xls", _bytes(OLE2), "unreadable_file", "thiếu nội dung"),
    ("bieu.xls", _bytes(OLE2 + "Workbook".encode("utf-16-le")), "unreadable_file", "hỏng"),
    ("may.exe", _bytes(b"MZ" + bytes(100)), "unsupported_type", ".exe"),
    ("trong.xlsx", lambda p: raw_book(p, sheet_xml("")), "no_table", "dòng tiêu đề"),
    ("khac.csv", _bytes(b"a,b\n1,2\n"), "no_table", "dòng tiêu đề"),
    ("nhi_phan.csv", _bytes(b"a,b\n\x00\x01\x02" + bytes(3)), "unreadable_file", "CSV"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "rule", "words"), FILES, ids=[f[0] for f in FILES])
def test_a_bad_file_is_one_refusal_that_says_what_to_do(
    tmp_path: Path, known: Catalogue, name: str, make: Callable[[Path], Path], rule: str, words: str
) -> None:
    read = read_one(make(tmp_path / name), name, RECEIVED, known)
    assert read.submissions == ()
    assert [p.rule for p in read.problems] == [rule]
    assert READER_RULES[rule] == "file"
    message = read.problems[0].message
    assert name in message
    assert words in message
    assert "Đề nghị" in message


@pytest.mark.parametrize("name", ["scan.pdf", "a/scan.JPG", "cv.docx", "anh.png"])
def test_a_document_beside_a_form_is_an_attachment_and_not_read(
    tmp_path: Path, known: Catalogue, name: str
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"%PDF-1.7")
    read = read_one(path, name, RECEIVED, known)
    assert [s.attachment for s in read.submissions] == [True]
    assert read.problems == read.submissions[0].answers == ()


def test_a_file_that_has_gone_is_a_refusal(tmp_path: Path, known: Catalogue) -> None:
    read = read_one(tmp_path / "gone.xlsx", "gone.xlsx", RECEIVED, known)
    assert [p.rule for p in read.problems] == ["unreadable_file"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.xls", "a.ods", "a.zip", "a.txt"])
def test_random_bytes_never_raise(tmp_path: Path, known: Catalogue, name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same bytes every time
    heads = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"unit,value\n")
    for number in range(60):
        path = tmp_path / name
        path.write_bytes(heads[number % 5] + chance.randbytes(chance.randrange(1, 400)))
        assert read_one(path, name, RECEIVED, known).problems


def test_a_form_with_bytes_changed_never_raises(tmp_path: Path, known: Catalogue) -> None:
    good = form(tmp_path / "good.xlsx", row("C1", 15), row("R1.a", 12), row("R1.b", 15))
    chance = random.Random(7)  # noqa: S311 - the same changes every time
    with zipfile.ZipFile(good) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    for _ in range(200):
        changed = dict(parts)
        name = chance.choice([n for n in parts if n.startswith("xl/")])
        data = bytearray(changed[name])
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        changed[name] = bytes(data)
        path = tmp_path / "changed.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in changed.items():
                archive.writestr(part, content)
        read = read_one(path, "changed.xlsx", RECEIVED, known)
        assert read.submissions or read.problems


@pytest.mark.parametrize("code", ["CH99", "0,85", "xx", "không rõ"])
def test_a_form_whose_only_code_is_odd_loses_no_figure_in_silence(
    tmp_path: Path, known: Catalogue, code: str
) -> None:
    path = form(tmp_path / "a.xlsx", row(code, 87.5))
    [one] = read_one(path, "a.xlsx", RECEIVED, known).submissions
    assert [a.held_by for a in one.answers] == ["unknown_indicator"]
    assert [p.rule for p in one.problems] == ["unknown_indicator"]


def test_a_word_of_secrecy_in_the_place_of_a_code_refuses_the_file(
    tmp_path: Path, known: Catalogue
) -> None:
    path = form(tmp_path / "a.xlsx", row("C1", 15), row("mật", 87.5))
    read = read_one(path, "a.xlsx", RECEIVED, known)
    assert [p.rule for s in read.submissions for p in s.problems] == ["secret_with_number"]
    assert "87" not in repr(read)
