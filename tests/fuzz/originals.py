"""The good files that are made bad: forms, tables and texts, by us and by LibreOffice."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kpi.periods import parse_period
from kpi.reading.one_file import read_one
from kpi.records.answers import FileRead
from reports.forms import Entry, write_form
from tests.forms.plans import HU, PLAN
from tests.office import convert

RECEIVED = datetime(2024, 7, 17, tzinfo=UTC)
FILLED = {
    ("2024-06", HU): {
        "VB01.a": Entry(1212), "VB01.b": Entry(1500),
        "VB01": Entry(None, explanation="Nghỉ lễ", evidence="Số 1"),
        "CH09": Entry(4071), "CH12": Entry("Có"), "CH01": Entry(date(2024, 5, 20)),
        "TT02": Entry(38),
    },
    ("2024-05", HU): {
        "VB01.a": Entry(907), "VB01.b": Entry(1103), "CH09": Entry(3562), "CH12": Entry("Không"),
        "CH01": Entry("Chưa hoàn thành"), "TT02": Entry("KPS"),
    },
    ("2024-06", "DU-QS"): {
        "VB01": Entry("21/25"), "CH09": Entry(617), "CH12": Entry("Có"),
        "CH01": Entry(date(2023, 12, 4)), "TT02": Entry("ước 57"),
    },
    ("2024-Q2", HU): {"CH14": Entry(87.5)},
    ("2024", HU): {"HC05.a": Entry(1234.5), "HC05.b": Entry(12)},
}  # fmt: skip
LONG = """unit,period,indicator,numerator,denominator,value,note,evidence
HU-VL,2024-06,VB01,1212,1500,,,Số 1
HU-VL,2024-06,CH09,,,4071,"đã rà soát, đủ",
HU-VL,2024-06,CH12,,,Có,,
HU-VL,2024-06,CH01,,,20/5/2024,,
HU-VL,2024-06,TT02,,,ước 38,,
DU-QS,2024-06,TT02,,,57,,
HU-VL,2024-Q2,CH14,,,87.5,,
"""
SHORT = """Đơn vị;Kỳ báo cáo;Mã;Tử số;Mẫu số;Giá trị;Ghi chú
HU-VL;tháng 6/2024;VB01;1.212;1.500;;"hai
dòng"
HU-VL;2024-06;CH09;;;4.071;
Đảng ủy Quân sự tỉnh (cơ quan tuyên huấn);2024-06;TT02;;;57;
HU-VL;quý II/2024;CH14;;;87,5;
"""


@dataclass(frozen=True, slots=True)
class Original:
    """A good file: its inbox name, its content, the kind of file, and what is read from it."""

    name: str
    content: bytes
    kind: str
    read: FileRead


def originals(folder: Path, *, office: bool = True) -> list[Original]:
    """All good files, those of LibreOffice left out without `office`. `folder` is written to."""
    forms = [_form(folder, period, unit) for period, unit in FILLED]
    found = [_known(p.name, p.read_bytes(), "xlsx") for p in forms]
    if office:
        for kind in ("xlsx", "xls", "ods"):
            saved = convert(forms, kind, folder / kind)
            found += [_known(p.name, p.read_bytes(), kind) for p in saved]
        texts = convert(forms[:3], "csv", folder / "csv", "59,34,76")
        found += [_known(p.name, p.read_bytes(), "csv") for p in texts]
    return found + _texts()


def _form(folder: Path, period: str, unit: str) -> Path:
    path = folder / f"{period}_{unit}.xlsx"
    write_form(path, PLAN, unit, parse_period(period), entries=FILLED[period, unit], words=["Tốt"])
    return path


def _texts() -> list[Original]:
    contents = {
        "long-utf8.csv": LONG.encode(),
        "long-bom.csv": LONG.encode("utf-8-sig"),
        "long-utf16.txt": LONG.replace(",", "\t").replace('đủ"', 'đủ"').encode("utf-16"),
        "long-1258.csv": "".join(map(_for_1258, LONG)).encode("cp1258"),
        "short.csv": SHORT.encode(),
        "short-sep.csv": ("sep=;\n" + SHORT).encode("utf-8-sig"),
    }
    return [_known(name, content, "csv") for name, content in contents.items()]


def _for_1258(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    tones = [p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323"]
    base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
    return base + "".join(tones)


def _known(name: str, content: bytes, kind: str) -> Original:
    read = reading(name, content)
    if read.problems or not read.submissions or any(s.problems for s in read.submissions):
        raise ValueError(f"{name} is no good file: {read}")
    return Original(name, content, kind, read)


def reading(name: str, content: bytes, folder: Path | None = None) -> FileRead:
    """What is read from a content under a name."""
    path = (folder or _scratch()) / "fuzzed"
    path.write_bytes(content)
    return read_one(path, name, RECEIVED, PLAN)


_folders: list[Path] = []


def _scratch() -> Path:
    if not _folders:
        import tempfile

        _folders.append(Path(tempfile.mkdtemp(prefix="kpi-fuzz-")))
    return _folders[0]
