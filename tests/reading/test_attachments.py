"""A signed scan beside a form: not read, but known by its path where that leaves no doubt."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.checks.under_check import unpack
from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.records.arrival import Arrival

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)
NAMES = [
    ("2024-06_TU-DH.pdf", "TU-DH", "2024-06"),
    ("2024-06_TU-DH.xlsx.p7m", "TU-DH", "2024-06"),
    ("2024-06_TU-DH (đã ký).PDF", "TU-DH", "2024-06"),
    ("Báo cáo tháng 6 năm 2024 Thành ủy Đông Hà.pdf", "TU-DH", "2024-06"),
    ("bao-cao_tháng 6-2024_thành uỷ đông hà_ký.jpg", "TU-DH", "2024-06"),
    ("Quý II.2024 - Ban Tuyên giáo Huyện ủy Vĩnh Linh.docx", "HU-VL", "2024-Q2"),
    ("2024-06/TU-DH/scan001.pdf", "TU-DH", "2024-06"),
    ("HU-VL/2024-05/2024-05_HU-VL.png", "HU-VL", "2024-05"),
    # a month without its year, or a unit without its full name, is not completed
    ("Báo cáo tháng 6 Thành ủy Đông Hà.pdf", "TU-DH", ""),
    ("Báo cáo tháng 6 năm 2024 Đông Hà.pdf", "", "2024-06"),
    ("scan001.pdf", "", ""),
    ("công văn ngày 18-6-2024.pdf", "", ""),
    # two names say two things: neither is taken
    ("TU-DH/2024-06_HU-VL.pdf", "", "2024-06"),
    ("2024-05/2024-06_TU-DH.pdf", "TU-DH", ""),
]


@pytest.mark.parametrize(("name", "unit", "period"), NAMES, ids=[n[0] for n in NAMES])
def test_a_scan_is_known_by_its_path_or_not_at_all(
    tmp_path: Path, known: Catalogue, name: str, unit: str, period: str
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"%PDF-1.7")
    read = read_one(path, name, RECEIVED, known)
    assert read.problems == ()
    told = [(s.unit, s.period, s.answers, s.problems, s.attachment) for s in read.submissions]
    assert told == [(unit, period, (), (), True)]


def test_its_row_among_the_submissions_names_unit_and_period(
    tmp_path: Path, known: Catalogue
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"%PDF-1.7")
    name = "2024-06/TU-DH/scan001.pdf"
    moment = datetime(2024, 6, 18, 3)
    arrival = Arrival(name, "0" * 64, 8, moment, moment, path)
    (parcel,) = unpack([arrival], [read_one(path, name, RECEIVED, known)])
    assert (parcel.unit, parcel.period, parcel.read.attachment) == ("TU-DH", "2024-06", True)
