"""A zip opened once gives what the standard library gives, and nothing that its table denies."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.workbooks.grid import Cell
from kpi.workbooks.package import Package
from kpi.workbooks.xlsx.reader import read_xlsx
from tests.reading.books import form, raw_book, row, sheet_xml

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)

WRONG = (zipfile.BadZipFile, zlib.error, EOFError, ValueError)
TEXT = "Số liệu chuyển đổi số. ".encode() * 500


def packed(path: Path, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("xl/số liệu.xml", TEXT)
        archive.writestr("b.txt", b"")
    return path


def changed(path: Path, old: bytes, new: bytes) -> Path:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_members_are_read_as_the_standard_library_reads_them(tmp_path: Path, method: int) -> None:
    package = Package(packed(tmp_path / "a.zip", method))
    assert sorted(package.members) == ["b.txt", "xl/số liệu.xml"]
    assert package.read("xl/số liệu.xml") == TEXT
    assert package.read("b.txt") == b""
    with pytest.raises(KeyError):
        package.read("c.txt")


@pytest.mark.parametrize("size", [len(TEXT) - 1, len(TEXT) + 1, 10])
def test_a_member_that_is_not_as_long_as_its_table_says_is_refused(
    tmp_path: Path, size: int
) -> None:
    path = packed(tmp_path / "a.zip")
    changed(path, len(TEXT).to_bytes(4, "little"), size.to_bytes(4, "little"))
    with pytest.raises(WRONG):
        Package(path).read("xl/số liệu.xml")


def test_a_member_with_another_check_sum_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", zipfile.ZIP_STORED)
    changed(path, TEXT[:30], b"x" * 30)
    with pytest.raises(WRONG):
        Package(path).read("xl/số liệu.xml")


def test_a_member_under_another_name_than_its_table_says_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"b.txt", b"c.txt", 1))
    with pytest.raises(WRONG):
        Package(path).read("b.txt")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: float) -> None:
    path = packed(tmp_path / "a.zip")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(WRONG):
        Package(path)


def test_a_flipped_bit_is_never_taken_for_the_member(tmp_path: Path) -> None:
    data = packed(tmp_path / "a.zip").read_bytes()
    for at in range(0, len(data), 3):
        path = tmp_path / "b.zip"
        path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        try:
            found = Package(path).read("xl/số liệu.xml")
        except (*WRONG, KeyError, NotImplementedError, RuntimeError, OSError):
            continue
        assert found == TEXT


def renamed(source: Path, target: Path, name: Callable[[str], str], **changed: str) -> Path:
    """The same package under other names of its parts; `changed` replaces texts in all of them."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            for before, after in changed.items():
                data = data.replace(before.encode(), after.encode())
            info = zipfile.ZipInfo("x" * len(name(member)))
            info.filename = name(member)
            new.writestr(info, data)
    return target


@pytest.mark.parametrize(
    "name",
    [lambda n: n.replace("/", "\\"), lambda n: n.replace("xl/w", "xl\\w"),
     lambda n: n.replace("xl/", "Xl/"), lambda n: n if "rels" in n else n.replace("/", "\\")],
)  # fmt: skip
def test_parts_are_found_whatever_their_names_are_written_with(
    tmp_path: Path, known: Catalogue, name: Callable[[str], str]
) -> None:
    book = form(tmp_path / "a.xlsx", row("C1", 15))
    path = renamed(book, tmp_path / "b.xlsx", name)
    [found] = read_one(path, "2024-06_TU-DH.xlsx", RECEIVED, known).submissions
    assert [(a.indicator, a.value) for a in found.answers] == [("C1", 15.0)]


@pytest.mark.parametrize("folder", ["", "excel/", "a/b/"])
def test_a_workbook_may_lie_in_any_folder(tmp_path: Path, known: Catalogue, folder: str) -> None:
    book = form(tmp_path / "a.xlsx", row("C1", 15))
    path = renamed(
        book, tmp_path / "b.xlsx", lambda n: n.replace("xl/", folder),
        **{"/xl/": f"/{folder}", "\"xl/": f"\"{folder}"},
    )  # fmt: skip
    [found] = read_one(path, "2024-06_TU-DH.xlsx", RECEIVED, known).submissions
    assert [(a.indicator, a.value) for a in found.answers] == [("C1", 15.0)]


def test_two_parts_of_one_name_but_for_the_stroke_are_refused(
    tmp_path: Path, known: Catalogue
) -> None:
    path = form(tmp_path / "a.xlsx", row("C1", 15))
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = "xl\\workbook.xml"
        archive.writestr(info, b"<workbook/>")
    problems = read_one(path, "2024-06_TU-DH.xlsx", RECEIVED, known).problems
    assert [p.rule for p in problems] == ["unsafe_file"]


@pytest.mark.parametrize("name", ["docProps/app.xml", "word/document.xml"])
def test_a_package_of_something_else_is_no_workbook(
    tmp_path: Path, known: Catalogue, name: str
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "<x/>")
    assert [p.rule for p in read_one(path, "a.xlsx", RECEIVED, known).problems] == [
        "unreadable_file"
    ]


@pytest.mark.parametrize("said", ['s=""', 's="0"', ""])
def test_an_empty_number_of_a_style_is_the_first(tmp_path: Path, said: str) -> None:
    cells = f'<row r="1"><c r="A1" {said}><v>5</v></c></row>'
    assert read_xlsx(raw_book(tmp_path / "a.xlsx", sheet_xml(cells))).sheets[0].at(1, 1) == Cell(
        "number", "", 5.0
    )


@pytest.mark.parametrize("count", ["0", "1", "99", "-1", "", "x"])
def test_the_count_of_shared_strings_is_that_of_the_strings(tmp_path: Path, count: str) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = (
        f'<sst xmlns="{main}" count="{count}" uniqueCount="{count}">'
        "<si><t>một</t></si><si><t>hai</t></si></sst>"
    )
    cells = '<row r="1"><c r="A1" t="s"><v>1</v></c></row>'
    path = raw_book(tmp_path / "a.xlsx", sheet_xml(cells), **{"xl/sharedStrings.xml": strings})
    assert read_xlsx(path).sheets[0].at(1, 1) == Cell("text", "hai")
