"""A .zip of forms: names in every encoding, scans beside forms, nothing written where it says."""

from __future__ import annotations

import struct
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest

from kpi.reading.archives import name_of, only_workbook
from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.reading.process.wire import from_line, to_line
from kpi.records.answers import FileRead
from tests.reading.books import form, row

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)
VIETNAMESE = "Thành ủy Đông Hà/2024-06_TU-DH.csv"
LINES = b"indicator,value\nC1,15\n"


def packed(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def read(path: Path, known: Catalogue) -> FileRead:
    return read_one(path, f"hộp/{path.name}", RECEIVED, known)


def whose(found: FileRead) -> list[tuple[str, str, int]]:
    return [(s.unit, s.period, len(s.answers)) for s in found.submissions]


def test_forms_of_every_kind_are_read_each_under_its_own_name(
    tmp_path: Path, known: Catalogue
) -> None:
    book = form(tmp_path / "x.xlsx", row("C1", 15)).read_bytes()
    path = packed(
        tmp_path / "a.zip",
        ("tháng 6/2024-06_TU-DH.xlsx", book),
        ("2024-06_HU-VL.csv", LINES),
        ("__MACOSX/._2024-06_HU-VL.csv", b"x"),
        (".DS_Store", b"x"),
        ("2024-06_HU-VL (đã ký).pdf", b"%PDF-1.7"),
        ("hỏng.xlsx", b"PK\x03\x04"),
    )
    found = read(path, known)
    assert [(s.unit, s.member, len(s.answers), s.attachment) for s in found.submissions] == [
        ("TU-DH", "tháng 6/2024-06_TU-DH.xlsx", 1, False),
        ("HU-VL", "2024-06_HU-VL.csv", 1, False),
        ("HU-VL", "2024-06_HU-VL (đã ký).pdf", 0, True),
    ]
    assert from_line(to_line(found)) == found
    assert [(p.rule, p.file) for p in found.problems] == [
        ("unreadable_file", "hộp/a.zip/hỏng.xlsx")
    ]


def test_an_archive_of_scans_alone_is_an_attachment(tmp_path: Path, known: Catalogue) -> None:
    path = packed(tmp_path / "2024-06_TU-DH.zip", ("1.jpg", b"\xff\xd8"), ("2.jpg", b"\xff\xd8"))
    found = read(path, known)
    assert ([s.attachment for s in found.submissions], found.problems) == ([True], ())
    assert whose(found) == [("TU-DH", "2024-06", 0)]
    assert from_line(to_line(found)) == found


@pytest.mark.parametrize("inner", ["b.zip", "thư mục/B.ZIP"])
def test_an_archive_in_an_archive_is_never_opened_and_costs_no_other_file(
    tmp_path: Path, known: Catalogue, inner: str
) -> None:
    path = packed(tmp_path / "a.zip", ("2024-06_HU-VL.csv", LINES), (inner, b"PK\x05\x06"))
    found = read(path, known)
    assert whose(found) == [("HU-VL", "2024-06", 1)]
    assert [p.rule for p in found.problems] == ["unsafe_file"]
    assert found.problems[0].file.endswith(f"a.zip/{inner}")


def test_an_archive_with_nothing_but_another_is_refused(tmp_path: Path, known: Catalogue) -> None:
    found = read(packed(tmp_path / "a.zip", ("b.zip", b"PK\x05\x06")), known)
    assert (found.submissions, [p.rule for p in found.problems]) == ((), ["unsafe_file"])


@pytest.mark.parametrize(
    ("members", "piece"),
    [((), "không có tệp nào bên trong"), (("thư mục/",), "không có tệp nào bên trong"),
     (("thư mục/desktop.ini", "Thumbs.db", "Thumbs.db"), "(desktop.ini, Thumbs.db)"),
     (("__MACOSX/._a.xlsx", ".DS_Store"), "(._a.xlsx, .DS_Store)"),
     (("~$2024-06_TU-DH.xlsx",), "(~$2024-06_TU-DH.xlsx)"),
     (tuple(f"{n}.tmp" for n in range(99)), "…)")],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_without_any_form_says_what_it_holds(
    tmp_path: Path, known: Catalogue, members: tuple[str, ...], piece: str
) -> None:
    path = packed(tmp_path / "a.zip", *((name, b"") for name in members))
    [problem] = read(path, known).problems
    assert (problem.rule, problem.file) == ("no_table", "hộp/a.zip")
    assert piece in problem.message
    assert "tiêu đề" not in problem.message


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_names_are_read_that_do_not_say_their_encoding(tmp_path: Path, encoding: str) -> None:
    """macOS writes UTF-8 and an older Windows its code page, both without saying so."""
    stem = "Bao cao thang 6 - H\u00e0 \u0110\u00f4ng" if encoding == "cp1258" else VIETNAMESE
    path = packed(tmp_path / "a.zip", ("X" * len(stem.encode(encoding)), b"x"))
    data = path.read_bytes().replace(b"X" * len(stem.encode(encoding)), stem.encode(encoding))
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        [member] = archive.infolist()
        assert not member.flag_bits & 0x800
        assert name_of(member) == stem


def test_a_unicode_name_beside_an_old_one_counts_if_it_is_of_that_name() -> None:
    member = zipfile.ZipInfo("Thanh uy.csv")
    for name, wanted in (("Thanh uy.csv", VIETNAMESE), ("other.csv", "Thanh uy.csv")):
        field = b"\x01" + struct.pack("<I", crc32(name.encode())) + VIETNAMESE.encode()
        member.extra = struct.pack("<HH", 0x7075, len(field)) + field
        assert name_of(member) == wanted


def test_names_that_no_system_takes_stop_nothing(tmp_path: Path, known: Catalogue) -> None:
    odd = ["a\nb.csv", "CON.csv", "x" * 300 + ".csv", "\u202evsc.x.csv", "ab:c?.csv", "🙂 'q\".csv"]
    path = packed(tmp_path / "a.zip", *((n, LINES) for n in odd))
    found = read(path, known)
    assert len(found.submissions) == len(odd)
    assert list(tmp_path.iterdir()) == [path]
    files = {p.file for s in found.submissions for p in s.problems}
    assert all(f.isprintable() for f in files)


OTHER = ("2024-06_HU-VL.csv", LINES)


def costs_no_other(path: Path, known: Catalogue, rule: str, piece: str) -> None:
    """One member of TU-DH is refused with these words, the sound one is read."""
    found = read(path, known)
    assert (whose(found), found.submissions[0].problems) == ([("HU-VL", "2024-06", 1)], ())
    [problem] = found.problems
    assert (problem.rule, problem.unit, problem.period) == (rule, "TU-DH", "2024-06")
    assert problem.file.startswith("hộp/a.zip/")
    assert problem.file.endswith("2024-06_TU-DH.csv")
    assert piece in problem.message
    assert from_line(to_line(found)) == found


@pytest.mark.parametrize("folder", ["../", "/etc/", "a/../../", "C:\\", "..\\", "\\\\máy\\"])
@pytest.mark.parametrize("first", [True, False])
def test_a_member_that_leads_out_costs_no_other(
    tmp_path: Path, known: Catalogue, folder: str, first: bool
) -> None:
    member = (f"{folder}2024-06_TU-DH.csv", LINES)
    path = packed(tmp_path / "a.zip", *((member, OTHER) if first else (OTHER, member)))
    costs_no_other(path, known, "unsafe_file", "trỏ ra ngoài")
    assert list(tmp_path.iterdir()) == [path]


def test_an_archive_of_which_every_member_leads_out_is_refused_member_by_member(
    tmp_path: Path, known: Catalogue
) -> None:
    path = packed(tmp_path / "a.zip", ("../x.csv", LINES), ("/y.csv", LINES))
    found = read(path, known)
    assert found.submissions == ()
    assert [p.file for p in found.problems] == ["hộp/a.zip/../x.csv", "hộp/a.zip//y.csv"]


def marked(path: Path, name: str, at: tuple[int, int], value: int) -> Path:
    """The archive with two bytes of a member's heads set: (in its own, in the table's)."""
    data = bytearray(path.read_bytes())
    for mark, name_at, place in ((b"PK\x03\x04", 30, at[0]), (b"PK\x01\x02", 46, at[1])):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            if data[start + name_at : start + name_at + len(name)] == name.encode():
                struct.pack_into("<H", data, start + place, value)
    path.write_bytes(data)
    return path


FLAGS, METHOD = (6, 8), (8, 10)


@pytest.mark.parametrize(
    ("at", "value", "rule", "piece"),
    [(FLAGS, 0x1, "password_protected", "đặt mật khẩu"),
     (FLAGS, 0x41, "password_protected", "đặt mật khẩu"),
     (METHOD, 99, "password_protected", "đặt mật khẩu"),
     (METHOD, 9, "unreadable_file", "(Deflate64)"),
     (METHOD, 98, "unreadable_file", "(PPMd)"),
     (METHOD, 96, "unreadable_file", "(96)")],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_a_member_that_cannot_be_unpacked_says_why_and_costs_no_other(
    tmp_path: Path, known: Catalogue, at: tuple[int, int], value: int, rule: str, piece: str,
    first: bool,
) -> None:  # fmt: skip
    member = ("2024-06_TU-DH.csv", LINES)
    path = packed(tmp_path / "a.zip", *((member, OTHER) if first else (OTHER, member)))
    costs_no_other(marked(path, member[0], at, value), known, rule, piece)


def test_an_archive_of_which_every_member_has_a_password_is_refused_once(
    tmp_path: Path, known: Catalogue
) -> None:
    path = packed(tmp_path / "a.zip", ("2024-06_TU-DH.csv", LINES), OTHER)
    for name in ("2024-06_TU-DH.csv", OTHER[0]):
        marked(path, name, METHOD, 99)
    [problem] = read(path, known).problems
    assert (problem.rule, problem.file) == ("password_protected", "hộp/a.zip")
    assert only_workbook(path) is None


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_that_differ_are_neither_taken(
    tmp_path: Path, known: Catalogue
) -> None:
    twice = [("2024-06_TU-DH.csv", LINES), ("2024-06_TU-DH.csv", b"indicator,value\nC1,16\n")]
    path = packed(tmp_path / "a.zip", twice[0], OTHER, twice[1])
    costs_no_other(path, known, "unsafe_file", "có 2 tệp cùng tên")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_packed_twice_is_read_once(tmp_path: Path, known: Catalogue) -> None:
    found = read(packed(tmp_path / "a.zip", OTHER, OTHER), known)
    assert (whose(found), found.problems) == ([("HU-VL", "2024-06", 1)], ())


def test_a_member_that_swells_costs_no_other(tmp_path: Path, known: Catalogue) -> None:
    path = packed(tmp_path / "a.zip", ("2024-06_TU-DH.csv", bytes(2 * 2**20)), OTHER)
    costs_no_other(path, known, "unsafe_file", "lớn bất thường")


def test_a_member_that_claims_more_than_the_whole_may_hold_costs_no_other(
    tmp_path: Path, known: Catalogue
) -> None:
    path = packed(tmp_path / "a.zip", ("2024-06_TU-DH.csv", bytes(777)), OTHER)
    claimed = struct.pack("<I", 777), struct.pack("<I", 300 * 2**20)
    path.write_bytes(path.read_bytes().replace(*claimed))
    costs_no_other(path, known, "unsafe_file", "lớn bất thường")


def test_forms_that_swell_together_refuse_the_archive(tmp_path: Path, known: Catalogue) -> None:
    path = packed(tmp_path / "a.zip", *((f"{n}.csv", bytes(2**20)) for n in range(251)))
    [problem] = read(path, known).problems
    assert (problem.rule, problem.file) == ("unsafe_file", "hộp/a.zip")


def test_more_files_than_a_month_brings_are_refused_before_any_is_unpacked(
    tmp_path: Path, known: Catalogue
) -> None:
    path = packed(tmp_path / "a.zip", *((f"{n}.csv", b"x") for n in range(501)))
    assert "500" in read(path, known).problems[0].message


def test_no_member_is_copied_to_a_folder_of_the_system(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = form(tmp_path / "x.xlsx", row("C1", 15)).read_bytes()
    path = packed(tmp_path / "a.zip", ("2024-06_TU-DH.xlsx", book), ("2024-06_HU-VL.csv", LINES))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no-such-folder"))
    assert whose(read(path, known)) == [("TU-DH", "2024-06", 1), ("HU-VL", "2024-06", 1)]


@pytest.mark.parametrize(
    "left",
    ["desktop.ini", "Thumbs.db", "thư mục/Desktop.ini", "~$2024-06_TU-DH.xlsx", "._x.xlsx",
     "__MACOSX/x.xlsx", ".DS_Store", "x.xlsx.tmp", "x.xlsx.crdownload", "x.part", "x.csv~",
     "2024-06_HU-VL.csv.received", "thư mục\\desktop.ini"],
)  # fmt: skip
def test_what_the_inbox_does_not_look_at_is_nothing_in_an_archive_either(
    tmp_path: Path, known: Catalogue, left: str
) -> None:
    path = packed(tmp_path / "a.zip", (left, b"x"), ("2024-06_HU-VL.csv", LINES))
    found = read(path, known)
    assert (whose(found), found.problems) == ([("HU-VL", "2024-06", 1)], ())


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [("ghi chú.ini", b"x", "unsupported_type"), ("bài hát.mp3", b"ID3", "unsupported_type"),
     ("2024-06_TU-DH.xlsx", b"PK\x03\x04", "unreadable_file"),
     ("2024-06_TU-DH.xlsx", b"", "empty_file"),
     ("2024-06_TU-DH.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unreadable_file"),
     ("2024-06_TU-DH.csv", b"khong co gi", "no_table")],
)  # fmt: skip
def test_a_member_that_is_no_form_names_itself_and_costs_no_other(
    tmp_path: Path, known: Catalogue, name: str, content: bytes, rule: str
) -> None:
    path = packed(tmp_path / "a.zip", (name, content), ("2024-06_HU-VL.csv", LINES))
    found = read(path, known)
    assert whose(found) == [("HU-VL", "2024-06", 1)]
    assert not found.submissions[0].problems
    [problem] = found.problems
    assert (problem.rule, problem.file) == (rule, f"hộp/a.zip/{name}")
    told = ("TU-DH", "2024-06") if "TU-DH" in name else ("", "")
    assert (problem.unit, problem.period) == told


def test_a_member_with_a_wrong_check_sum_costs_no_other(tmp_path: Path, known: Catalogue) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("2024-06_TU-DH.csv", b"indicator,value\nC1,777\n")
        archive.writestr("2024-06_HU-VL.csv", LINES)
    path.write_bytes(path.read_bytes().replace(b"777", b"778"))
    found = read(path, known)
    assert whose(found) == [("HU-VL", "2024-06", 1)]
    assert [(p.rule, p.unit) for p in found.problems] == [("unreadable_file", "TU-DH")]


@pytest.mark.parametrize(
    ("beside", "one"),
    [((), True), ((("ký.pdf", b"%PDF"),), True), ((("hỏng.xlsx", b"PK\x03\x04"),), True),
     ((("2024-06_HU-VL.csv", LINES),), False)],
)  # fmt: skip
def test_the_one_workbook_of_an_archive_is_found(
    tmp_path: Path, beside: tuple[tuple[str, bytes], ...], one: bool
) -> None:
    book = form(tmp_path / "x.xlsx", row("C1", 15)).read_bytes()
    path = packed(tmp_path / "a.zip", *beside, ("tháng 6/2024-06_TU-DH.xlsx", book))
    assert only_workbook(path) == (book if one else None)
