"""Files of which nothing can be read, and what is sent beside a form."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.submissions.case import Case, Sub, book, csv_file, no, text_file


def _cut(folder: Path) -> Path:
    path = book("b.xlsx", ("S", [("Mã", "Kết quả"), ("LOP", 15)]))(folder)
    path.write_bytes(path.read_bytes()[:800])
    return path


def _leads_out(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("../b.csv", "Mã,Kết quả\nLOP,15\n")
    return folder / "b.zip"


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
]  # fmt: skip
