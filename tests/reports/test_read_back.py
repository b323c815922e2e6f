"""Every file of a report read back by another program: its figures are those of the results, which
`kpi export` writes, its sentences those of the tables, and a second run writes the same bytes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest

from kpi.records.status import shown_status
from kpi.words import formats, say
from reports.book.write import write_books
from reports.leading import write_texts
from reports.web import write_page
from tests.reports.case import Case, report_of
from tests.reports.large_case import large

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
LABELS = ("2024-06", "2024-Q2", "2024", "2021-2025")
INDICATORS = 18
FIGURES = ("assessed", "target")


@dataclass(frozen=True)
class Files:
    folder: Path
    rows: list[dict[str, Any]]  # the plan's rows of the results
    ends_year: bool

    @property
    def behind(self) -> list[dict[str, Any]]:
        return [r for r in self.rows if r["status"] in ("behind", "not_met")]

    @property
    def counts(self) -> Counter[str]:
        return Counter(shown_status(r["status"], ends_year=self.ends_year) for r in self.rows)


def write(case: Case, folder: Path) -> None:
    folder.mkdir()
    report = replace(report_of(case))
    write_books(folder, report)
    write_texts(folder, report)
    write_page(folder, report)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Files]:
    folder = tmp_path_factory.mktemp("back")
    made = {}
    for label in LABELS:
        case = large(INDICATORS, 9, label=label)
        write(case, folder / label)
        asked = case.con.execute(
            "SELECT * FROM results WHERE unit = 'ALL' AND period = ? ORDER BY indicator", [label]
        )
        names = [d[0] for d in asked.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
        made[label] = Files(folder / label, rows, case.period.month_of_year == 12)
        case.con.close()
    return made


def shown(value: float | None) -> str:
    return formats.number(value, 1, "vi") if value is not None else ""


@pytest.mark.parametrize("label", LABELS)
def test_the_workbook_shows_each_figure(files: dict[str, Files], label: str) -> None:
    sheet = openpyxl.load_workbook(files[label].folder / "report.xlsx")["Chỉ tiêu"]
    told = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    for r in files[label].rows:
        numbers = [v for v in told[r["indicator"]] if isinstance(v, int | float)]
        for name in FIGURES:
            if r[name] is not None:
                assert pytest.approx(r[name]) in numbers, (r["indicator"], name)


@pytest.mark.parametrize("label", LABELS)
def test_the_official_reports_annex_shows_each_figure(files: dict[str, Files], label: str) -> None:
    paper = docx.Document(str(files[label].folder / "report.docx"))
    lines = [[c.text for c in row.cells] for table in paper.tables for row in table.rows]
    for r in files[label].rows:
        mine = [line for line in lines if any(c.startswith(f"{r['indicator']}.") for c in line)]
        assert mine, r["indicator"]
        text = " | ".join(c for line in mine for c in line)
        for name in FIGURES:
            assert shown(r[name]) in text, (r["indicator"], name)


@pytest.mark.parametrize("label", LABELS)
def test_the_page_for_phones_shows_each_figure(files: dict[str, Files], label: str) -> None:
    html = (files[label].folder / "report.html").read_text(encoding="utf-8")
    [table] = re.findall(r'<table [^>]*id="table".*?</table>', html, re.DOTALL)
    rows = [row for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL) if "chi-tieu-" in row]
    told = {re.findall(r"chi-tieu-(\w+)", row)[0]: re.sub(r"<[^>]+>", " ", row) for row in rows}
    for r in files[label].rows:
        for name in FIGURES:
            assert shown(r[name]) in told[r["indicator"]], (r["indicator"], name)


def plain(path: Path) -> str:
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    with pdfplumber.open(path) as pdf:
        return " ".join(" ".join((p.extract_text() or "").split()) for p in pdf.pages)


@pytest.mark.parametrize("label", LABELS)
def test_sentences_of_the_message_equal_the_results(files: dict[str, Files], label: str) -> None:
    made = files[label]
    text = plain(made.folder / "thu.txt")
    [line] = [ln for ln in text.splitlines() if re.match(r"Ch(ậm tiến độ, ch)?ưa đạt \(", ln)]
    assert f"({len(made.behind)})" in line
    rows = {r["indicator"]: r for r in made.rows}
    told = re.findall(r"(CH\d+) [^;]*?: (-?[\d.,]+)%/", line)
    assert told
    for code, figure in told:
        assert figure == shown(rows[code]["assessed"])
    counts = [int(n) for n in re.findall(r"(?:: |, )(\d+) (?=\w)", text.splitlines()[2])]
    assert sorted(counts) == sorted(made.counts.values())


@pytest.mark.parametrize("label", LABELS)
def test_sentences_of_page_one_equal_the_results(files: dict[str, Files], label: str) -> None:
    made = files[label]
    text = plain(made.folder / "tom-tat.pdf")
    assert re.search(rf"[Cc]hưa đạt: {len(made.behind)} chỉ tiêu", text)
    for r in made.behind:
        assert f"{shown(r['assessed'])}%/" in text, r["indicator"]
    for status, count in made.counts.items():
        assert f"{say(f'status.result.{status}', 'vi')}: {count}" in text.replace("\xa0", " ")


@pytest.mark.parametrize("label", LABELS)
def test_the_summarys_counts_are_those_of_the_results(files: dict[str, Files], label: str) -> None:
    sheet = openpyxl.load_workbook(files[label].folder / "report.xlsx")["Tổng hợp"]
    rows = list(sheet.iter_rows(values_only=True))
    for status, count in files[label].counts.items():
        word = say(f"status.result.{status}", "vi")
        [line] = [r for r in rows if str(r[0]).partition(" ")[2] == word]
        assert line[4] == count


@pytest.mark.parametrize("label", ["2024-06", "2021-2025"])
def test_the_same_report_has_the_same_bytes(
    files: dict[str, Files], label: str, tmp_path: Path
) -> None:
    case = large(INDICATORS, 9, label=label)
    write(case, tmp_path / "again")
    case.con.close()
    for path in files[label].folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
