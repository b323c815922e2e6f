"""Values and names of sheets are those that another library reads, or differ for a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from tests.second_reader import compare as comparing
from tests.second_reader.compare import Compared, compare
from tests.second_reader.corpus import workbooks


def test_two_readers_read_the_same(tmp_path: Path) -> None:
    found = Compared()
    for name, path in workbooks(tmp_path):
        compare(path, name, found)
    assert found.differences == []
    assert found.files >= 300
    assert found.equal >= 10_000
    assert found.cells == found.equal + found.reasons.total()


def test_a_cell_that_is_read_otherwise_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("S").write("B2", 15)
    book.close()
    real = comparing.open_book

    def other(*about: object) -> object:
        read = real(*about)  # type: ignore[arg-type]
        cell = read.sheets[0].rows[2][2]
        read.sheets[0].rows[2][2] = cell._replace(number=16.0)  # type: ignore[index]
        return read

    found = Compared()
    compare(path, "a.xlsx", found)
    assert (found.equal, found.differences) == (1, [])
    monkeypatch.setattr(comparing, "open_book", other)
    compare(path, "a.xlsx", found)
    assert len(found.differences) == 1
