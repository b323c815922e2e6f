"""The judge of layouts finds each fault in a workbook made for it, and none in a good one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layout import bad
from tests.layout.faults import judged
from tests.layout.printed import Printed, print_files

Books = dict[str, tuple[Path, Printed]]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("bad")
    paths = {name: bad.write(name, folder) for name in bad.CASES}
    printed = print_files(list(paths.values()), folder / "pdf")
    return {name: (path, printed[path]) for name, path in paths.items()}


@pytest.mark.parametrize("name", bad.CASES)
def test_each_fault_is_found_and_no_other(name: str, books: Books) -> None:
    _, kind, expected = bad.CASES[name]
    faults = judged(*books[name], kind=kind)
    assert {fault.kind for fault in faults} == expected, faults


def test_words_are_printed_in_fonts_of_the_measured_widths(books: Books) -> None:
    """LibreOffice sets `Chỉ tiêu` as wide as the room reckons, or it measures another font."""
    from reports.measure import text_width

    _, printed = books["good"]
    word = next(w for w in printed.pages[0].words if w.text == "tiêu" and w.size == 11)
    assert word.right - word.left == pytest.approx(text_width("tiêu", 11, bold=True), abs=0.3)


def test_a_sheet_knows_its_pages(books: Books) -> None:
    _, printed = books["good"]
    assert len(printed.pages) == 2
    assert printed.of_sheet("Trang") == printed.pages
    assert printed.of_sheet("Không có") == ()
