"""The plan's workbook after another program saved it: the same plan; and edited there, the edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.plan.shipped import shipped_plan_text
from kpi.planning.document import written_document
from kpi.planning.proposal import propose
from kpi.planning.tables import plan_tables
from reports.plan_book.write import About, write_plan_book
from tests.office import convert, edit

TEXT = shipped_plan_text().decode("utf-8")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.xlsx"
    about = About("Cơ quan", "Kế hoạch", "Đề xuất", "", "vi")
    write_plan_book(path, plan_tables(written_document(TEXT), "vi"), about)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice_it_is_the_same_plan(book: Path, tmp_path: Path, kind: str) -> None:
    (saved,) = convert([book], kind, tmp_path / "saved")
    found = propose(saved, TEXT)
    assert (found.problems, found.changes) == ((), ())
    assert found.text == TEXT


def test_what_is_typed_in_libreoffice_is_the_change(book: Path, tmp_path: Path) -> None:
    changes: dict[tuple[str, str], str | float | None] = {
        ("Chỉ tiêu", "O10"): 97.0,  # CH02, Kế hoạch 2024
        ("Cài đặt", "C8"): "Kế hoạch giai đoạn mới",
    }
    found = propose(edit(book, changes, tmp_path / "edited.xlsx"), TEXT)
    assert [c.text("vi") for c in found.changes] == [
        "Kế hoạch: tên kế hoạch từ Kế hoạch chuyển đổi số giai đoạn 2021 - 2025 "
        "thành Kế hoạch giai đoạn mới",
        "CH02: kế hoạch 2024 từ 95 thành 97",
    ]
