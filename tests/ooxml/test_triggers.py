"""No workbook and no Word file of a report has what makes Excel or Word offer to repair it; each
cause is found where it is put in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.book.write import write_books
from reports.leading import write_texts
from tests.ooxml.triggers import Parts, faults_of, parts_of
from tests.reports.case import june, may, report_of
from tests.reports.large_case import before, large

HOSTILE = "=1+1\x00\x0b_x000B_<b>& \ufffe;" + "rất dài " * 5000
FILES = ("report.xlsx", "phu-luc.xlsx", "report.docx")
SHEET = "xl/worksheets/sheet2.xml"


def write(folder: Path, report: object) -> dict[str, Parts]:
    folder.mkdir()
    write_books(folder, report)  # type: ignore[arg-type]  # a report of ours
    write_texts(folder, report)  # type: ignore[arg-type]
    return {name: parts_of(folder / name) for name in FILES}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Parts]]:
    """The small month, the same with hostile names and words, a year and a plan."""
    folder = tmp_path_factory.mktemp("ooxml")
    month, hostile = june(), june()
    hostile.statement("a1", "A", HOSTILE, 1)
    hostile.problem("b1", unit="B", indicator="R1", ordinal=1, message=HOSTILE, written=HOSTILE)
    plan = hostile.plan
    hostile.plan = replace(
        plan, marking="&D " + "rất dài " * 60,
        units=tuple(replace(u, name=f"{u.id} {HOSTILE[:300]}") for u in plan.units),
        indicators=tuple(replace(i, name=HOSTILE[:300]) for i in plan.indicators),
    )  # fmt: skip
    year, whole = large(12, 9, label="2024"), large(12, 9, label="2021-2025")
    reports = {
        "month": replace(report_of(month), last=may(month)), "hostile": report_of(hostile),
        "year": replace(report_of(year), last=before(year)), "plan": report_of(whole),
    }  # fmt: skip
    return {name: write(folder / name, report) for name, report in reports.items()}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kind", ["month", "hostile", "year", "plan"])
def test_nothing_asks_for_a_repair(made: dict[str, dict[str, Parts]], kind: str, file: str) -> None:
    assert faults_of(made[kind][file]) == []


BREAKS: dict[str, tuple[str, str, str]] = {
    "a sheet's name stands twice": ("xl/workbook.xml", 'name="Tổng hợp"', 'name="BÌA"'),
    "a sheet's name is too long": ("xl/workbook.xml", 'name="Tổng hợp"', f'name="{"x" * 32}"'),
    "a sheet's name is illegal": ("xl/workbook.xml", 'name="Tổng hợp"', 'name="a/b"'),
    "a name like a cell": ("xl/workbook.xml", '"_xlnm.Print_Titles"', '"A1"'),
    "a name that means nothing": ("xl/workbook.xml", "!$3:$3", "!#REF!"),
    "a control character": ("xl/sharedStrings.xml", "Đơn vị A", "Đơn vị\x0bA"),
    "a text too long": ("xl/sharedStrings.xml", "Đơn vị A", "x" * 32_768),
    "a semicolon in a formula": (SHEET, "LEFT(A", "LEFT(B;A"),
    "merged cells on each other": (SHEET, "<mergeCells ", '<mergeCells x="" '),
    "no type of a part": ("[Content_Types].xml", 'Extension="rels"', 'Extension="rel"'),
    "a type without its part": ("[Content_Types].xml", "sheet2.xml", "sheet99.xml"),
    "a relation to nothing": ("xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet99.xml"),
    "an id that leads nowhere": ("xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId222"'),
    "a drawing's id twice": ("xl/drawings/drawing1.xml", '<xdr:cNvPr id="3"', '<xdr:cNvPr id="2"'),
}


@pytest.mark.parametrize("cause", BREAKS)
def test_each_cause_is_found(made: dict[str, dict[str, Parts]], cause: str) -> None:
    part, old, new = BREAKS[cause]
    parts = dict(made["month"]["report.xlsx"])
    text = parts[part].decode()
    assert old in text, f"{old} is not in {part}"
    changed = text.replace(old, new, 1)
    if cause == "merged cells on each other":
        changed = text.replace('<mergeCell ref="', '<mergeCell ref="A1:B9"/><mergeCell ref="', 1)
    parts[part] = changed.encode()
    assert faults_of(parts)


TABLE = (
    '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="t"'
    ' displayName="t" ref="A1:B9"><tableColumns count="2"><tableColumn id="1" name="x"/>'
    '<tableColumn id="2" name="{second}"/></tableColumns></table>'
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://x/table" Target="../tables/table1.xml"/></Relationships>'
)


@pytest.mark.parametrize(("second", "said"), [("X", "stand twice"), ("y", "cells")])
def test_a_tables_heads_are_those_of_its_cells(
    made: dict[str, dict[str, Parts]], second: str, said: str
) -> None:
    parts = dict(made["month"]["report.xlsx"])
    parts["xl/tables/table1.xml"] = TABLE.format(second=second).encode()
    parts["xl/worksheets/_rels/sheet2.xml.rels"] = RELATION.encode()
    assert any(said in fault for fault in faults_of(parts))
