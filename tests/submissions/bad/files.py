"""Files of which nothing can be read, and what is sent beside a form."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path

from tests.submissions.case import Case, Maker, Sub, book, csv_file, no, ok, text_file


def _cut(folder: Path) -> Path:
    path = book("b.xlsx", ("S", [("Mã", "Kết quả"), ("LOP", 15)]))(folder)
    path.write_bytes(path.read_bytes()[:800])
    return path


def _leads_out(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("../b.csv", "Mã,Kết quả\nLOP,15\n")
    return folder / "b.zip"


def _lines(count: int) -> str:
    return f"Mã,Kết quả\nLOP,{count}\nVB,12/15\nKM,4\n"


_TU, _VL, _CL = (
    (f"2024-06_{unit}.csv", _lines(n)) for unit, n in (("TU-DH", 15), ("HU-VL", 16), ("HU-CL", 17))
)


def _read(unit: str, count: int) -> Sub:
    return ok({"LOP": count, "VB": (12, 15), "KM": 4}, unit)


_SOUND = (_read("TU-DH", 15), _read("HU-CL", 17))


def _packed(*members: tuple[str, str], locked: str = "") -> Maker:
    """An archive of these texts; one of them with a password, as its heads say."""

    def make(folder: Path) -> Path:
        path = folder / "b.zip"
        with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")  # of doubled names
            for name, text in members:
                archive.writestr(name, text)
        data = bytearray(path.read_bytes())
        for mark, name_at, flags in ((b"PK\x03\x04", 30, 6), (b"PK\x01\x02", 46, 8)):
            at = -1
            while locked and (at := data.find(mark, at + 1)) >= 0:
                if data.startswith(locked.encode(), at + name_at):
                    data[at + flags] |= 1
        path.write_bytes(data)
        return path

    return make


CASES = [
    Case("an empty file", text_file("b.xlsx", ""), [no(("empty_file", "b.xlsx"))]),
    Case("a text under the name of a workbook", text_file("b.xlsx", "Kính gửi Ban"),
         [no(("unreadable_file", "b.xlsx"))]),
    Case("half a workbook", _cut, [no(("unreadable_file", "bị thiếu nội dung"))]),
    Case("a workbook without a table", book("b.xlsx", ("S", [("Kính gửi Ban",), ("Tháng 6",)])),
         [no(("no_table", "không có bảng số liệu"))]),
    Case("a table about something else", book("b.xlsx", ("S", [
        ("STT", "Họ tên", "Chức vụ"), (1, "Nguyễn Văn An", "Chuyên viên")])),
         [no(("no_table", "không có bảng số liệu"))]),
    Case("a csv without a head", csv_file("b.csv", [("LOP", "15"), ("VB", "12/15")]),
         [no(("no_table", "không có dòng tiêu đề đọc được"))]),
    Case("a letter", text_file("b.docx", b"PK\x03\x04 letter"), [Sub("", "", "attachment")]),
    Case("a program", text_file("b.exe", b"MZ\x90\x00"), [no(("unsupported_type", ".exe"))]),
    Case("a signed scan", text_file("b.pdf", b"%PDF-1.4\n%..."), [Sub("", "", "attachment")]),
    Case("an archive that leads out of itself", _leads_out, [no(("unsafe_file", "trỏ ra ngoài"))]),
    Case("an archive of nothing", _packed(), [no(("no_table", "không có tệp nào bên trong"))]),
    Case("an archive of what computers leave", _packed(("Thumbs.db", ""), ("a/desktop.ini", "")),
         [no(("no_table", "(Thumbs.db, desktop.ini)"))]),
    Case("forms beside one that leads out", _packed(_TU, ("../../2024-06_HU-VL.csv", _VL[1]), _CL),
         [*_SOUND, no(("unsafe_file", "trỏ ra ngoài"), unit="HU-VL", period="2024-06")]),
    Case("forms beside two of one name", _packed(_TU, _VL, _CL, (_VL[0], _lines(18))),
         [*_SOUND, no(("unsafe_file", "2 tệp cùng tên"), unit="HU-VL", period="2024-06")]),
    Case("forms of which one was packed twice", _packed(_TU, _VL, _VL),
         [_read("TU-DH", 15), _read("HU-VL", 16)]),
    Case("forms beside one that swells", _packed(_TU, ("2024-06_HU-VL.csv", "\0" * 2**21), _CL),
         [*_SOUND, no(("unsafe_file", "lớn bất thường"), unit="HU-VL", period="2024-06")]),
    Case("forms beside one with a password", _packed(_TU, _VL, _CL, locked=_VL[0]),
         [*_SOUND, no(("password_protected", "mật khẩu"), unit="HU-VL", period="2024-06")]),
]  # fmt: skip
