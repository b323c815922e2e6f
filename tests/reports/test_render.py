"""From answers to files: a figure on the page, the same bytes, nothing half done, nothing stale."""

from __future__ import annotations

import hashlib
import json
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from report_case import AS_OF, Case, report_of, small_plan

from reports.charts.draw import draw_charts
from reports.render import ReportBusy, publish, render_report

BOOKS = ("report.xlsx", "phu-luc.xlsx")
CHARTS = {
    f"charts/{name}.{kind}"
    for name in ("strip", "bullets", "paths", "status", "heat", "delivery")
    for kind in ("png", "svg")
}
TEXTS = {"report.docx", "tom-tat.pdf", "thu.txt"}


def hashes(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


needs_no_drawing = pytest.mark.usefixtures("undrawn")


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.charts.draw.draw_charts", lambda *_: [])


def test_the_same_input_and_moment_give_the_same_bytes(case: Case, tmp_path: Path) -> None:
    first = publish(case.assessment, case.plan, case.period, tmp_path / "one", as_of=AS_OF)
    second = publish(case.assessment, case.plan, case.period, tmp_path / "two", as_of=AS_OF)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    assert set(hashes(tmp_path / "one")) == {
        *BOOKS,
        "report.html",
        *TEXTS,
        "manifest.json",
        *CHARTS,
    }
    assert first.counts == second.counts
    manifest = json.loads(first.manifest.read_text(encoding="utf-8"))
    outputs = {k: v for k, v in hashes(tmp_path / "one").items() if k != "manifest.json"}
    assert manifest["outputs"] == outputs


def test_charts_stand_in_the_workbook_and_as_files(case: Case, tmp_path: Path) -> None:
    made = publish(case.assessment, case.plan, case.period, tmp_path / "r", as_of=AS_OF)
    assert {p.relative_to(tmp_path / "r").as_posix() for p in made.charts} == CHARTS
    with zipfile.ZipFile(made.report.with_name("phu-luc.xlsx")) as book:
        pictures = {book.read(n) for n in book.namelist() if n.startswith("xl/media/")}
    assert pictures == {p.read_bytes() for p in made.charts if p.suffix == ".png"}
    for svg in (p for p in made.charts if p.suffix == ".svg"):
        text = svg.read_text(encoding="utf-8")
        ET.fromstring(text)  # noqa: S314 - our own file
        assert "<text" not in text  # letters are outlines: no font is needed to print it
        assert "<dc:date>" not in text


def test_hostile_names_are_drawn_as_they_are(case: Case, tmp_path: Path) -> None:
    nasty = "$\\frac{1}{0}$ =1+1 漢字\x07 <b>&amp; " + "rất dài " * 40
    case.plan = replace(
        case.plan,
        units=tuple(replace(u, name=nasty) for u in case.plan.units),
        indicators=tuple(replace(i, name=nasty) for i in case.plan.indicators),
        fields=tuple(replace(f, name=nasty) for f in case.plan.fields),
    )
    drawn = draw_charts(report_of(case), tmp_path)
    assert 2 * len(drawn) == len(CHARTS)


def test_charts_of_nothing_say_so(case: Case, tmp_path: Path) -> None:
    for table in ("results", "scores", "submission", "problem", "observation", "statement"):
        case.con.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
    case.plan = replace(case.plan, units=())
    drawn = draw_charts(report_of(case), tmp_path)  # no strip, no bullets, no fields of nothing
    assert [p.png.stem for p in drawn] == ["paths", "heat", "delivery"]


@needs_no_drawing
def test_the_manifest_names_inputs_and_versions_and_no_clock(
    case: Case,
    tmp_path: Path,
) -> None:
    made = publish(case.assessment, case.plan, case.period, tmp_path / "r", as_of=AS_OF)
    manifest = json.loads(made.manifest.read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2024-06-30T16:59:59.999999Z"
    inputs = {i["unit"]: (i["file"], i["sha256"], i["outcome"]) for i in manifest["inputs"]}
    assert inputs == {
        "A": ("a1.xlsx", "a1a1a1a1", "accepted"),
        "B": ("b1.xlsx", "b1b1b1b1", "accepted_in_part"),
        "C": ("c1.xlsx", "c1c1c1c1", "rejected"),
    }
    assert manifest["plan"] == {"id": "nho", "sha256": "ab" * 32}
    assert set(manifest["versions"]) >= {"kpi", "python", "duckdb", "xlsxwriter", "matplotlib"}
    assert manifest["counts"]["indicators"] == sum(manifest["counts"]["statuses"].values()) == 5
    assert str(tmp_path) not in made.manifest.read_text(encoding="utf-8")


@needs_no_drawing
def test_a_new_report_replaces_the_old_one_and_its_stale_charts(
    case: Case,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "r"
    (folder / "charts").mkdir(parents=True)
    for name in ("charts/old.png", "charts/old.svg", "report.xlsx", "note.txt"):
        (folder / name).write_text("old", encoding="utf-8")
    publish(case.assessment, case.plan, case.period, folder, as_of=AS_OF)
    assert not (folder / "charts" / "old.png").exists()
    assert not (folder / "charts" / "old.svg").exists()
    assert (folder / "note.txt").read_text(encoding="utf-8") == "old"  # not ours
    openpyxl.load_workbook(folder / "report.xlsx", read_only=True).close()
    assert [p.name for p in tmp_path.iterdir()] == ["r"]  # no working folder is left


@needs_no_drawing
def test_a_run_that_stops_leaves_the_earlier_report(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(case.assessment, case.plan, case.period, tmp_path / "r", as_of=AS_OF)
    before = hashes(tmp_path)

    def stop(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("reports.render.write_manifest", stop)
    with pytest.raises(OSError, match="disk full"):
        publish(case.assessment, case.plan, case.period, tmp_path / "r", as_of=AS_OF)
    assert hashes(tmp_path) == before


@pytest.mark.parametrize(
    "held", ["report.xlsx", "phu-luc.xlsx", "tom-tat.pdf", "charts/bullets.png", "manifest.json"]
)
def test_of_a_set_with_a_file_held_open_nothing_is_new(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    folder = tmp_path / "r"
    publish(case.assessment, case.plan, case.period, folder, as_of=AS_OF)
    (folder / "charts" / "heat.svg").unlink()  # one that the earlier set had not
    before = hashes(tmp_path)
    true_replace = Path.replace

    def replace_unless_open(self: Path, target: Path) -> Path:
        if Path(target) == folder / held:
            raise PermissionError(13, "in use", str(self), None, str(target))
        return true_replace(self, target)

    other = replace(case.plan, name="Kế hoạch mang tên khác")
    with monkeypatch.context() as excel:
        excel.setattr(Path, "replace", replace_unless_open)
        with pytest.raises(ReportBusy, match="Đề nghị đóng tệp rồi chạy lại") as told:
            publish(case.assessment, other, case.period, folder, as_of=AS_OF)
    assert str(folder / held) in str(told.value)
    assert hashes(tmp_path) == before
    publish(case.assessment, other, case.period, folder, as_of=AS_OF)
    after = hashes(tmp_path)
    assert after["r/report.xlsx"] != before["r/report.xlsx"]
    assert set(after) == {*before, "r/charts/heat.svg"}


@needs_no_drawing
def test_a_full_disk_bears_the_name_of_the_report(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(zipfile.ZipFile):
        def writestr(self, *_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")  # the system names no file

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", Full)
    with pytest.raises(OSError, match="No space left") as told:
        publish(case.assessment, case.plan, case.period, tmp_path / "r", as_of=AS_OF)
    assert told.value.filename == str(tmp_path / "r")
    assert hashes(tmp_path) == {}


@needs_no_drawing
@pytest.mark.parametrize("large", [0, 60_000])
def test_no_figure_passes_through_the_systems_temporary_folder(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    nowhere = tmp_path / "no-such-folder"
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))
    monkeypatch.setattr("reports.workbook.opening.LARGE", large)
    publish(case.assessment, case.plan, case.period, tmp_path / "r", as_of=AS_OF)
    assert (tmp_path / "r" / "report.xlsx").exists()


@needs_no_drawing
def test_a_ratio_on_the_page_is_the_sum_of_the_units_parts(tmp_path: Path, case: Case) -> None:
    case.con.execute("DROP TABLE results")
    case.con.execute("DROP TABLE scores")
    case.con.execute("DELETE FROM observation")
    case.submission("c2", "C", datetime(2024, 6, 18, 1))
    for name, unit, parts in (("a1", "A", (9, 10)), ("b1", "B", (1, 40)), ("c2", "C", (20, 50))):
        case.observation(name, unit, "R1", numerator=parts[0], denominator=parts[1])
    made = render_report(
        case.con, small_plan(), case.period, tmp_path / "r", as_of=AS_OF, now=AS_OF
    )
    with pytest.warns(UserWarning, match="extension is not supported"):
        book = openpyxl.load_workbook(made.report)
    row = next(r for r in book["Chỉ tiêu"].iter_rows(values_only=True) if r[0] == "R1")
    # (9 + 1 + 20) of (10 + 40 + 50) is 30 %; the mean of the three ratios would be 44,2 %
    assert row[2] == pytest.approx(30.0)
    assert row[6] == pytest.approx(37.5)  # 30 of a target of 80
    assert row[11] == "▼ Chậm tiến độ"
    assert row[12] == "◐ 3/3"  # all of June; nobody sent the months before


@needs_no_drawing
def test_without_a_day_the_report_speaks_of_now(
    case: Case,
    tmp_path: Path,
) -> None:
    case.con.execute("DROP TABLE results")
    case.con.execute("DROP TABLE scores")
    now = datetime(2024, 6, 19, 2, 5)
    made = render_report(case.con, small_plan(), case.period, tmp_path / "r", now=now)
    manifest = json.loads(made.manifest.read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2024-06-19T02:05:00Z"
    assert [i["unit"] for i in manifest["inputs"]] == ["A", "C"]  # the third came a day later
