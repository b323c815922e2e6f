"""Reports of every kind, printed and judged: 15 to 200 units, 10 to 120 indicators, long names, in
both languages; a set of reports in which each of these meets the others at least once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reports.book.write import write_book
from reports.leading import write_texts
from reports.workbook.volumes import Volume
from tests.layout.faults import PAGES, Fault, judged, nearly_empty, small_print
from tests.layout.printed import Printed, print_files, read_pdf
from tests.reports.case import report_of
from tests.reports.large_case import before, large

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")


@dataclass(frozen=True)
class Report:
    label: str
    kind: str
    units: int
    indicators: int
    long: bool = False
    locale: str = "vi"

    def __str__(self) -> str:
        return f"{self.label} {self.units} {self.indicators}"


MONTH = Report("2024-06", "month", 57, 53)  # as large as the demonstration
REPORTS = (
    MONTH,
    Report("2024-Q2", "quarter", 57, 120, long=True),
    Report("2024-H1", "half", 200, 10, long=True, locale="en"),
    Report("2024-9M", "nine_months", 15, 120, locale="en"),
    Report("2024", "year", 57, 53),
    Report("2021-2025", "plan", 200, 53),
    Report("2024-07", "month", 15, 10, long=True),
)
BUDGETED = tuple(r for r in REPORTS if r.indicators <= 53 and not r.long)


@dataclass(frozen=True)
class Paper:
    """The workbook for leadership, the official report and page one, as printed."""

    faults: list[Fault]
    book: Printed
    official: Printed
    page_one: Printed


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[Report, Paper]:
    folder = tmp_path_factory.mktemp("kinds")
    books, texts = {}, {}
    for one in REPORTS:
        case = large(one.indicators, one.units, label=one.label, long=one.long, locale=one.locale)
        report = replace(report_of(case), last=before(case))
        books[one] = folder / f"{one.label}.xlsx"
        write_book(books[one], report, Volume.REPORT)
        texts[one] = _texts(report, folder / one.label)
        case.con.close()
    printed = print_files(list(books.values()), folder / "pdf")
    official = print_files([t[0] for t in texts.values()], folder / "docx")
    return {
        one: Paper(judged(path, printed[path]), printed[path], official[texts[one][0]],
                   read_pdf(texts[one][1]))
        for one, path in books.items()
    }  # fmt: skip


def _texts(report: object, folder: Path) -> tuple[Path, Path]:
    """The official report under a name of its own, and page one."""
    folder.mkdir()
    write_texts(folder, report)  # type: ignore[arg-type]  # the test's own Report is another
    official = (folder / "report.docx").rename(folder / f"{folder.name}.docx")
    return official, folder / "tom-tat.pdf"


@pytest.mark.parametrize("one", REPORTS, ids=str)
def test_nothing_is_cut_overprinted_headless_or_left_behind(
    one: Report, papers: dict[Report, Paper]
) -> None:
    assert [f for f in papers[one].faults if f.kind not in {"small", "empty"}] == []


@pytest.mark.parametrize("one", REPORTS, ids=str)
def test_no_print_of_a_page_for_leadership_is_below_8_points(
    one: Report, papers: dict[Report, Paper]
) -> None:
    paper = papers[one]
    assert [f for f in paper.faults if f.kind == "small"] == []
    for printed in (paper.official, paper.page_one):
        assert [f for p in printed.pages for f in small_print(p, str(p.number))] == []


@pytest.mark.parametrize("one", REPORTS, ids=str)
def test_no_page_is_less_than_15_per_cent_full(one: Report, papers: dict[Report, Paper]) -> None:
    """The official report's pages are broken by Word, which nobody can foresee."""
    paper = papers[one]
    assert [f for f in paper.faults if f.kind == "empty"] == []
    assert [f for p in paper.page_one.pages for f in nearly_empty(p, str(p.number))] == []


@pytest.mark.parametrize("one", BUDGETED, ids=str)
def test_a_report_has_no_more_pages_than_its_kind_may(
    one: Report, papers: dict[Report, Paper]
) -> None:
    """With more indicators than a province's plan has, the table of indicators alone grows."""
    assert len(papers[one].book.pages) <= PAGES[one.kind]


@pytest.mark.parametrize("one", REPORTS, ids=str)
def test_page_one_is_one_page_and_the_summary_one_sheet(
    one: Report, papers: dict[Report, Paper]
) -> None:
    """Where names are three times as long the summary goes over to a second sheet, in print of 8
    points and more; page one never does."""
    assert len(papers[one].page_one.pages) == 1
    starts = sorted(papers[one].book.starts.values())
    assert starts[2] - starts[1] <= (2 if one.long else 1)


def test_200_units_need_no_more_pages_than_40(papers: dict[Report, Paper]) -> None:
    """The short page has the 30 with most that is behind; all stand in the annex."""
    names = {"vi": "Theo đơn vị", "en": "By unit"}
    for one in (r for r in REPORTS if r.units == 200):
        most = 3 if one.long else 1
        assert len(papers[one].book.of_sheet(names[one.locale])) <= most
