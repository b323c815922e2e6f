"""Files made to do harm: each is one refusal, with little work, in little room, and touches nothing
else."""

from __future__ import annotations

import random
import socket
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.reading.process.pool import ReadTask, read_files
from kpi.records.answers import FileRead
from kpi.workbooks.guard import holds_macros
from tests.reading.biff import container, number, old_book
from tests.reading.books import form, raw_book, row, sheet_xml
from tests.work import at_most

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEGABYTE = 2**20


@contextmanager
def little(calls: int = 5_000_000, megabytes: int = 60) -> Iterator[None]:
    """What happens inside takes little work and room; libraries' own memory is not seen here."""
    tracemalloc.start()
    try:
        with at_most(calls):
            yield
        peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()
    assert peak < megabytes


@pytest.fixture
def refused(known: Catalogue) -> Callable[[Path], str]:
    def reading(path: Path) -> str:
        with little():
            read = read_one(path, path.name, RECEIVED, known)
        assert read.submissions == ()
        [problem] = read.problems
        return problem.rule

    return reading


def lying(path: Path, name: str, size: int) -> Path:
    """The zip with a member whose table of contents says another size than it unpacks to."""
    data = bytearray(path.read_bytes())
    for mark, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            if data[at + name_at : at + name_at + len(name)] == name.encode():
                struct.pack_into("<I", data, at + size_at, size)
    path.write_bytes(data)
    return path


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
TYPES = {
    "laughs": f"<!DOCTYPE x [{LAUGHS}]>",
    "laughs in an attribute": f"<!DOCTYPE x [{LAUGHS}<!ATTLIST worksheet a CDATA '&l9;'>]>",
    "a file": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "a page": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">]>',
    "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
    "a grammar": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "nothing": "<!DOCTYPE x>",
}
CELLS = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7"])
@pytest.mark.parametrize("kind", TYPES)
def test_declarations_of_entities_are_refused_in_every_encoding(
    tmp_path: Path, refused: Callable[[Path], str], kind: str, encoding: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(socket.socket, "connect", _never)
    cells = CELLS if "l9" in TYPES[kind] else ""
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-be")}"?>'
    text = declared + TYPES[kind] + sheet_xml(cells)
    data = ("\ufeff" if encoding == "utf-16-be" else "") + text
    path = _with_raw_sheet(raw_book(tmp_path / "b.xlsx", ""), data.encode(encoding))
    assert refused(path) in ("unsafe_file", "unreadable_file")


def _never(*_: object) -> None:
    raise AssertionError("the reader went to the network")


def _with_raw_sheet(path: Path, data: bytes, name: str = SHEET) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in (parts | {name: data}).items():
            archive.writestr(part, content)
    return path


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
             "xl/styles.xml", SHEET]
)  # fmt: skip
def test_no_part_that_is_read_may_declare_entities(
    tmp_path: Path, refused: Callable[[Path], str], part: str
) -> None:
    path = form(tmp_path / "a.xlsx", row("C1", "chữ"))
    with zipfile.ZipFile(path) as archive:
        text = archive.read(part).decode()
    head, _, rest = text.partition("?>")
    data = f"{head.replace('UTF-8', 'UTF-16')}?>{TYPES['laughs']}{rest}".encode("utf-16")
    assert refused(_with_raw_sheet(path, data, part)) == "unsafe_file"


def test_an_opendocument_may_not_declare_entities_either(
    tmp_path: Path, refused: Callable[[Path], str]
) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        text = '<?xml version="1.0" encoding="UTF-16"?>' + TYPES["a file"] + "<x>&l9;</x>"
        archive.writestr("content.xml", text.encode("utf-16"))
    assert refused(path) == "unsafe_file"


@pytest.mark.parametrize("says", [10, 300, 4 * MEGABYTE])
def test_a_part_is_never_unpacked_beyond_what_the_table_of_contents_says(
    tmp_path: Path, refused: Callable[[Path], str], says: int
) -> None:
    path = raw_book(tmp_path / "a.xlsx", sheet_xml("") + " " * (200 * MEGABYTE))
    assert refused(lying(path, SHEET, says)) in ("unreadable_file", "unsafe_file")


def test_parts_that_lie_upon_each_other_are_not_unpacked_again_and_again(
    tmp_path: Path, refused: Callable[[Path], str]
) -> None:
    """Thousands of entries that point at one packed heap: together they swell beyond the limit."""
    heap = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = heap.compress(bytes(MEGABYTE)) + heap.flush()
    local = b"".join((
        b"PK\x03\x04", struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(bytes(MEGABYTE)),
                                   len(packed), MEGABYTE, 1, 0), b"a", packed,
    ))  # fmt: skip
    names = ["xl/workbook.xml", *(f"n{n:04}" for n in range(2_000))]
    table = b"".join(
        b"PK\x01\x02" + struct.pack(
            "<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 33, zlib.crc32(bytes(MEGABYTE)), len(packed),
            MEGABYTE, len(name), 0, 0, 0, 0, 0, 0,
        ) + name.encode()
        for name in names
    )  # fmt: skip
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(table),
                                      len(local), 0)  # fmt: skip
    path = tmp_path / "a.xlsx"
    path.write_bytes(local + table + end)
    assert refused(path) == "unsafe_file"


def test_an_archive_whose_forms_lie_upon_each_other_is_refused(
    tmp_path: Path, refused: Callable[[Path], str]
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(300):
            archive.writestr(f"{n}.csv", bytes(MEGABYTE))
    assert refused(path) == "unsafe_file"


def test_more_parts_than_a_workbook_has_are_refused(
    tmp_path: Path, refused: Callable[[Path], str]
) -> None:
    more = {f"xl/x{n}.xml": "" for n in range(3_001)}
    assert refused(raw_book(tmp_path / "a.xlsx", sheet_xml(""), **more)) == "unsafe_file"


def test_a_heap_of_shared_texts_is_refused(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    texts = f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{n}</t></si>" for n in range(300_001))
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    path = raw_book(tmp_path / "a.xlsx", sheet_xml(cells), **{
        "xl/sharedStrings.xml": texts + "</sst>"})  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.reading.test_hostile.little", _unmeasured)
        assert refused(path) == "unsafe_file"


@contextmanager
def _unmeasured() -> Iterator[None]:
    yield


FAR = {
    "a far cell": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "a far column": '<row r="1"><c r="XFD1"><v>1</v></c></row>',
    "beyond the sheet": '<row r="9999999"><c r="A9999999"><v>1</v></c></row>',
    "a cell of another row": '<row r="1"><c r="A99"><v>1</v></c></row>',
}


@pytest.mark.parametrize("kind", FAR)
def test_a_far_cell_takes_no_room(
    tmp_path: Path, refused: Callable[[Path], str], kind: str
) -> None:
    assert refused(raw_book(tmp_path / "a.xlsx", sheet_xml(FAR[kind]))) == "unsafe_file"


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    "<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)
FILLED = "<table:table-cell{more} office:value-type='string'><text:p>x</text:p></table:table-cell>"
REPEATED = {
    "rows": "<table:table><table:table-row table:number-rows-repeated='999999999'>"
    + FILLED.format(more="") + "</table:table-row></table:table>",
    "columns": "<table:table><table:table-row>"
    + FILLED.format(more=" table:number-columns-repeated='999999999'")
    + "</table:table-row></table:table>",
    "both, within the limits of each": "<table:table><table:table-row "
    "table:number-rows-repeated='99999'>"
    + FILLED.format(more=" table:number-columns-repeated='1000'")
    + "</table:table-row></table:table>",
    "many sheets of many rows": 150 * (
        "<table:table><table:table-row table:number-rows-repeated='90000'>"
        + FILLED.format(more="") + "</table:table-row></table:table>"
    ),
    "many sheets": 201 * "<table:table/>",
}  # fmt: skip


@pytest.mark.parametrize("kind", REPEATED)
def test_what_an_opendocument_repeats_is_counted_before_it_is_written_out(
    tmp_path: Path, refused: Callable[[Path], str], kind: str
) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", ODS.format(tables=REPEATED[kind]))
    assert refused(path) == "unsafe_file"


def test_an_old_workbook_by_hand_is_read(tmp_path: Path, known: Catalogue) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(old_book(number(0, 0)))
    read = read_one(path, "a.xls", RECEIVED, known)
    assert [p.rule for p in read.problems] == ["no_table"]


def test_more_cells_than_a_form_has_stop_the_reading_of_an_old_workbook(
    tmp_path: Path, known: Catalogue
) -> None:
    path = tmp_path / "a.xls"
    blanks = (0x00BE, struct.pack("<HH256HH", 7, 0, *[0] * 256, 255))
    path.write_bytes(old_book(*[blanks] * 8_000))
    with little():
        read = read_one(path, "a.xls", RECEIVED, known)
    assert [p.rule for p in read.problems] == ["unsafe_file"]


OLD = {
    "a far cell": lambda: old_book(number(65_535, 255)),
    "a far cell in each of many sheets": lambda: old_book(number(65_535, 255), sheets=40),
    "a column beyond the sheet": lambda: old_book(number(1, 9_999)),
    "a record cut off": lambda: old_book((0x0203, b"\0" * 3)),
    "a merged area of everything": lambda: old_book(
        number(0, 0), *[(0x00E5, struct.pack("<HHHHH", 1, 0, 65_535, 0, 255))] * 9
    ),
    "a chain that leads in a circle": lambda: container(b"\0" * 9_000, circle=True),
    "a password": lambda: old_book().replace(
        struct.pack("<HH", 0x0085, 10), struct.pack("<HH", 0x002F, 10)
    ),
}


@pytest.mark.parametrize("kind", OLD)
def test_an_old_workbook_made_to_do_harm_is_one_refusal(
    tmp_path: Path, refused: Callable[[Path], str], kind: str
) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(OLD[kind]())
    assert refused(path) in ("unreadable_file", "unsafe_file", "password_protected", "no_table")


def test_links_and_objects_are_left_alone(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A formula that points into another workbook counts with the value kept in its cell."""
    monkeypatch.setattr(socket.socket, "connect", _never)
    path = form(tmp_path / "a.xlsx", row("C1", "=[1]Sheet1!A1"), row("K1", 3))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<x>http://127.0.0.1:9/</x>")
        archive.writestr("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + b"MZ" * 99)
        archive.writestr("xl/vbaProject.bin", b"MZ")
        archive.writestr("xl/activeX/activeX1.xml", "<x/>")
    [one] = read_one(path, "a.xlsx", RECEIVED, known).submissions
    assert {a.indicator: a.value for a in one.answers if not a.held_by}["K1"] == 3.0


def test_a_file_that_eats_memory_is_one_refusal_and_the_next_is_read(
    tmp_path: Path, known: Catalogue
) -> None:
    """Within every limit of size, and far beyond that of memory once it is parsed."""
    chance = random.Random(1)  # noqa: S311 - the same bytes every time
    block = "<x/>" * 400
    styles = "".join(f"{block}<y z='{chance.randbytes(5).hex()}'/>" for _ in range(30_000))
    heavy = raw_book(
        tmp_path / "heavy.xlsx",
        sheet_xml('<row r="1"><c r="A1" s="1"><v>1</v></c></row>'),
        **{"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'},
    )
    good = form(tmp_path / "good.xlsx", row("C1", 15))
    tasks = [ReadTask(p.name, p, RECEIVED) for p in (heavy, good)]
    read: list[FileRead] = [r for _, r in read_files(tasks, known, workers=1)]
    assert read[0].submissions == ()
    # read without that limit it would be a workbook without a table
    assert [p.rule for p in read[0].problems] in (["reader_stopped"], ["unreadable_file"])
    assert len(read[1].submissions) == 1


def test_macros_are_told_and_never_run(tmp_path: Path, known: Catalogue) -> None:
    path = form(tmp_path / "a.xlsm", row("C1", 15))
    assert not holds_macros(path, path.name)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Auto_Open")
    assert holds_macros(path, "bieu/A.XLSM")
    [one] = read_one(path, "a.xlsm", RECEIVED, known).submissions
    assert (one.problems, len(one.answers)) == ((), 1)
    for name, content in (("b.xlsm", b"PK\x03\x04"), ("c.xls", old_book()), ("d.xls", b"x")):
        (tmp_path / name).write_bytes(content)
        assert not holds_macros(tmp_path / name, name)
