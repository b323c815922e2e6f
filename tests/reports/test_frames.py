"""One frame, one axis rule: pictures and native charts show the same figures on the same axis;
statuses are told apart in grey and by who sees no green or no red."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.book.write import write_book
from reports.charts.canvas import LEAST, Drawing, drawing
from reports.charts.draw import CHARTS
from reports.charts.frames.axis import Axis, axis_of, whole_steps
from reports.charts.frames.frame import Frame
from reports.charts.frames.native import native_frames
from reports.looks import DELIVERY, STATUS
from reports.report import Report
from reports.workbook.volumes import Volume
from tests.reports.case import report_of
from tests.reports.large_case import before, large
from tests.reports.seen import TRANSFORMS, distance, grey_contrast

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
LABELS = ("2024-06", "2024", "2021-2025")


@dataclass(frozen=True)
class Made:
    """A report's frames, pictures and native charts."""

    report: Report
    frames: tuple[Frame, ...]
    drawn: dict[str, tuple[Drawing, ...]]
    native: list[str]  # the XML of each chart, in their order
    book: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Made]]:
    cases = {label: large(24, 57, label=label) for label in LABELS}
    folder = tmp_path_factory.mktemp("frames")
    yield {label: _made(case, folder / label) for label, case in cases.items()}
    for case in cases.values():
        case.con.close()


def _made(case: Any, folder: Path) -> Made:
    report = replace(report_of(case), last=before(case))
    folder.mkdir()
    path = folder / "report.xlsx"
    write_book(path, report, Volume.REPORT)
    with zipfile.ZipFile(path) as file:
        names = [n for n in file.namelist() if re.search(r"charts/chart\d+\.xml$", n)]
        names.sort(key=lambda n: int(re.findall(r"\d+", n)[0]))
        native = [file.read(name).decode() for name in names]
    with drawing():
        drawn = {chart.name: chart.draw(report) for chart in CHARTS}
    return Made(report, native_frames(report), drawn, native, path)


def axes_of(made: Made, frame: Frame) -> Any:
    """The axes of the picture that draws a frame: the panel of its name, or the only one."""
    every: list[Any] = made.drawn[frame.name][0].figure.axes
    if frame.name not in ("paths", "years"):
        return every[0]
    code = frame.labels[0].split(".")[0] + "."
    return next(a for a in every if a.get_title(loc="left").startswith(code))


def shown(axes: Any, frame: Frame, key: str) -> list[float]:
    """What the picture's marks of a series stand for, without those that have none."""
    lying = frame.name in ("strip", "status", "bullets", "dumbbells")
    bars = [p for p in axes.patches if p.get_gid() == key]
    if bars:
        sizes = [p.get_width() if lying else p.get_height() for p in bars]
        return [float(s) for s in sizes if s]
    lines = [line for line in axes.lines if line.get_gid() == key]
    return [float(v) for line in lines for v in (line.get_xdata() if lying else line.get_ydata())]


UNSEEN = ("base", "low", "high", "plan")  # beneath a column; ends of the range; one line for all


@pytest.mark.parametrize("label", LABELS)
def test_pictures_show_the_frames_figures_as_far_as_the_axis_goes(
    made: dict[str, Made], label: str
) -> None:
    for frame in made[label].frames:
        axes = axes_of(made[label], frame)
        for series in frame.series:
            if series.key in UNSEEN and frame.name != "years":
                continue
            wanted = [frame.axis.held(v) for v in series.values if v]
            found = [v for v in shown(axes, frame, series.key) if v]
            assert found == pytest.approx(wanted), (frame.name, series.key)


@pytest.mark.parametrize("label", LABELS)
def test_pictures_and_native_charts_have_the_same_axis(made: dict[str, Made], label: str) -> None:
    m = made[label]
    assert len(m.native) == len(m.frames)
    for frame, xml in zip(m.frames, m.native, strict=True):
        low, high = (re.findall(rf'<c:{end} val="([^"]+)"', xml) for end in ("min", "max"))
        lying = frame.name in ("strip", "status", "bullets", "dumbbells")
        axes = axes_of(m, frame)
        drawn = axes.get_xlim() if lying else axes.get_ylim()
        bounds = pytest.approx((frame.axis.low, frame.axis.high))
        assert drawn == bounds
        assert {(float(a), float(b)) for a, b in zip(low, high, strict=True)} == {
            (frame.axis.low, frame.axis.high)
        }, frame.name


@pytest.mark.parametrize("label", LABELS)
def test_native_charts_draw_the_frames_figures(made: dict[str, Made], label: str) -> None:
    m = made[label]
    book = openpyxl.load_workbook(m.book)
    for frame, xml in zip(m.frames, m.native, strict=True):
        series = re.findall(r"<c:ser>.*?</c:ser>", xml, re.DOTALL)
        found = {}
        for one in series:
            name, values = (
                re.findall(rf"<c:{tag}>.*?<c:f>(.*?)</c:f>", one, re.DOTALL)[0]
                for tag in ("tx", "val")
            )
            cells = [v for row in at(book, values) for v in row]
            found[at(book, name)[0][0]] = tuple(cells)
        wanted = {s.name: s.values for s in frame.series}
        assert found.keys() == wanted.keys()
        for name, told in wanted.items():
            assert found[name] == pytest.approx(told), (frame.name, name)


@pytest.mark.parametrize("label", LABELS)
def test_ranges_and_ways_of_native_charts_stand_in_cells(made: dict[str, Made], label: str) -> None:
    """LibreOffice draws no others. A range goes from low to high, a way from baseline to result."""
    m = made[label]
    book = openpyxl.load_workbook(m.book)
    ranges = {"bullets": ("likely", "low", "high"), "dumbbells": ("baseline", "result", "result")}
    found = 0
    for frame, xml in zip(m.frames, m.native, strict=True):
        start, low, high = map(frame.of, ranges.get(frame.name, ("", "", "")))
        for end, tag, sign in ((high, "plus", 1), (low, "minus", -1)):
            for place in re.findall(rf"<c:{tag}>.*?<c:f>(.*?)</c:f>", xml, re.DOTALL):
                cells = [v for row in at(book, place) for v in row]
                pairs = zip(start, end, strict=True)
                wanted = [None if None in p else max(0.0, sign * (p[1] - p[0])) for p in pairs]
                assert cells == pytest.approx(wanted), (frame.name, tag)
                found += 1
    assert found == 2  # of the bullets in a month, of the dumbbells once the year has ended


def at(book: Any, place: str) -> list[list[Any]]:
    sheet, cells = place.rsplit("!", 1)
    area = book[sheet.strip("'").replace("''", "'")][cells.replace("$", "")]
    rows = area if isinstance(area, tuple) else ((area,),)
    return [[cell.value for cell in row] for row in rows]


def test_no_axis_swallows_a_negative_or_cuts_without_a_mark() -> None:
    """-70 has its own half of the axis; 412 is cut at 200, and says so; so is -300."""
    axis = axis_of([-70.0, 45.0], whole=100)
    assert axis.low <= -70
    assert not axis.is_cut(-70.0)
    cut = axis_of([-300.0, 412.0], whole=100)
    assert (cut.low, cut.high) == (-200, 200)
    assert (cut.mark(412.0), cut.mark(-300.0), cut.mark(150.0)) == ("»", "«", "")
    own = axis_of([1.0, 97.3])
    assert (own.low, own.high) == (0, 100)
    assert not own.is_cut(97.3)
    assert axis_of([]) == axis_of([0.0]) == Axis(0, 1.0, 1.0)
    assert whole_steps(axis_of([2.0])).step == 1


@pytest.mark.parametrize("label", LABELS)
def test_what_goes_beyond_its_axis_has_a_break_mark_and_its_figure(
    made: dict[str, Made], label: str
) -> None:
    marked = 0
    for frame in made[label].frames:
        if frame.name not in ("bullets", "dumbbells"):
            continue
        key = "actual" if frame.name == "bullets" else "result"
        cut = [n for n, v in enumerate(frame.of(key)) if frame.axis.is_cut(v)]
        strokes = [x for x in axes_of(made[label], frame).lines if x.get_gid() == "break"]
        assert len(strokes) >= 4 * len(cut)
        assert all(frame.labels[n].startswith(("»", "«")) for n in cut)
        assert all(re.search(r"[»«] -?[\d.]+%", frame.labels[n]) for n in cut)
        marked += len(cut)
    assert marked


@pytest.mark.parametrize("label", LABELS)
def test_titles_say_the_message_and_alt_texts_say_it_too(made: dict[str, Made], label: str) -> None:
    m = made[label]
    for pages in m.drawn.values():
        for page in pages:
            assert page.alt.startswith(page.title)
            assert re.search(r"\d|[Kk]hông", page.title), page.title
    with zipfile.ZipFile(m.book) as file:
        pictures = "".join(
            file.read(n).decode() for n in file.namelist() if "drawings/drawing" in n
        )
    told = re.findall(r'descr="([^"]+)"', pictures)
    assert len(told) == len(m.frames)
    for frame, text in zip(m.frames, told, strict=True):
        assert text.startswith(frame.title[:60].replace("&", "&amp;"))


def test_the_steps_of_the_bridge_add_up_to_the_counts_of_the_report(made: dict[str, Made]) -> None:
    m = made["2024-06"]
    [frame] = [f for f in m.frames if f.name == "bridge"]
    steps = [int(label) for label in frame.labels]
    assert sum(steps[:-1]) == steps[-1]
    good = {"exceeded", "met", "met_so_far", "on_track"}
    now = {r.indicator: r.status for r in m.report.figures.of_the_plan()}
    then = {code: row.status for (code, _), row in m.report.last[0].way[0][1].items()}
    # what is not due now stands beside nothing: the last report counts without it
    assert steps[0] == sum(s in good and now[code] != "not_due" for code, s in then.items())
    assert steps[-1] == sum(s in good for s in now.values())
    assert any(steps[1:-1])


def test_small_multiples_mark_reform_and_revisions(made: dict[str, Made]) -> None:
    """The odd ones have a revised plan of 2023; a unit began in July 2025."""
    panels = [f for f in made["2021-2025"].frames if f.name == "years"]
    assert panels
    for panel in panels:
        years = dict(zip(panel.categories, panel.of("reformed"), strict=True))
        assert [year for year, v in years.items() if v is not None] == ["2025"]
        code = int(panel.labels[0].split(".")[0][2:])
        revised = dict(zip(panel.categories, panel.of("revised") or (), strict=False))
        assert (revised.get("2023") is not None) == (code % 2 == 1)
        assert panel.of("result")[0] == 30 + code % 7  # where it began, in 2020
    assert not [f for f in made["2024-06"].frames if f.name in ("years", "dumbbells")]


@pytest.mark.parametrize("units", [57, 200])
def test_letters_of_pictures_are_never_below_8_points(made: dict[str, Made], units: int) -> None:
    """A picture is printed at 950 of its 989 pixels; the foot line alone is smaller."""
    m = made["2024-06"]
    drawn = m.drawn
    if units == 200:
        case = large(10, units, long=True)
        with drawing():
            report = report_of(case)
            drawn = {c.name: c.draw(report) for c in CHARTS if c.name in ("heat", "delivery")}
        case.con.close()
    for pages in drawn.values():
        for page in pages:
            assert min(sizes(page.figure)) >= LEAST


def sizes(figure: Any) -> Iterator[float]:
    for axes in figure.axes:
        texts = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels(), axes.xaxis.label]
        yield from (t.get_fontsize() for t in texts if t.get_text())
    for legend in figure.legends:
        yield from (t.get_fontsize() for t in legend.get_texts())


def test_no_name_of_a_unit_lies_on_the_next(made: dict[str, Made]) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for name in ("heat", "delivery", "bullets"):
        for page in made["2024-06"].drawn[name]:
            canvas = FigureCanvasAgg(page.figure)
            canvas.draw()
            names = [t for t in page.figure.axes[0].get_yticklabels() if t.get_text()]
            areas = [t.get_window_extent(canvas.get_renderer()) for t in names]
            boxes = sorted((area.y0, area.y1) for area in areas)
            for below, above in pairwise(boxes):
                assert above[0] >= below[1] - 2, name


ORDER = [s for s in STATUS if s != "met"]  # `met_so_far` has the same look
GREEN, RED = ("exceeded", "met_so_far", "on_track"), ("behind", "not_met")


@pytest.mark.parametrize("looks", [STATUS, DELIVERY], ids=["status", "delivery"])
def test_neighbours_differ_in_grey_and_for_every_eye(looks: dict[str, Any]) -> None:
    names = ORDER if looks is STATUS else list(looks)
    for one, other in pairwise(names):
        a, b = looks[one], looks[other]
        assert grey_contrast(a.fill, b.fill) >= 1.25, (one, other)
        assert all(distance(a.fill, b.fill, eye) >= 10 for eye in TRANSFORMS), (one, other)


def test_whatever_stands_beside_differs_by_grey_or_by_pattern() -> None:
    for one, other in combinations(ORDER, 2):
        a, b = STATUS[one], STATUS[other]
        assert a.symbol != b.symbol
        assert grey_contrast(a.fill, b.fill) >= 1.25 or a.hatch != b.hatch, (one, other)


@pytest.mark.parametrize("eye", TRANSFORMS)
def test_what_is_good_and_what_is_bad_are_apart_for_every_eye(eye: str) -> None:
    for good in GREEN:
        for bad in RED:
            assert distance(STATUS[good].fill, STATUS[bad].fill, eye) >= 15, (good, bad)


def test_black_letters_can_be_read_on_every_colour() -> None:
    for look in (*STATUS.values(), *DELIVERY.values()):
        assert grey_contrast(look.fill, "#000000") >= 4.5
