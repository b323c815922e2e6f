"""The paper of the drawn charts: font, size, foot line, and files whose bytes never change.

Letters become outlines in SVG, so a picture prints the same on a PC without the font. Text from
the plan is never read as a formula, and a letter that no font here has is drawn as a box.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from reports.edition import Edition

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from reports.charts.frames.frame import Frame

    DrawsFrame: TypeAlias = Callable[[Figure, Edition, Frame], None]
    DrawsPages: TypeAlias = Callable[[Edition, Frame | None], tuple["Drawing", ...]]

FAMILY = "Be Vietnam Pro"
FALLBACK = "DejaVu Sans"
DPI = 150
WIDTH, HEIGHT = 10.3, 6.2  # inches of a landscape A4 page
INK = "#000000"
FOOT, LEGEND_ROW = 0.31, 0.18  # inches

LEAST = 8.0  # points of the smallest letters that carry a meaning
TITLE_LETTERS = 105  # of a line


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, its message, and the same with its figures for who does not see it."""

    figure: Figure
    title: str
    alt: str


_SETTINGS: Any = {
    "font.family": [FAMILY, FALLBACK],
    "font.size": 9,
    "text.parse_math": False,
    "text.hinting": "none",  # shaping letters is most of the work, and hints double it
    "svg.fonttype": "path",
    "svg.hashsalt": "kpi",
    "hatch.linewidth": 0.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
}


@contextmanager
def drawing() -> Iterator[None]:
    """The settings of every chart, for as long as charts are drawn."""
    import matplotlib as mpl

    _fonts()
    with mpl.rc_context(_SETTINGS):
        yield


def paper(edition: Edition, title: str, *, height: float = HEIGHT) -> Figure:
    """An empty page with its title, and the foot line that says what the figures rest on."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    layout = ConstrainedLayoutEngine(rect=(0.005, FOOT / height, 0.99, 0.99 - FOOT / height))
    figure = Figure(figsize=(WIDTH, height), layout=layout, facecolor="white")
    figure.suptitle(wrapped(title, TITLE_LETTERS, 3), fontsize=13, fontweight="bold")
    foot = edition.say(
        "charts.foot",
        plan=edition.plan.name,
        period=edition.period_name(edition.period.label),
        as_of=edition.as_of_text,
        notice=edition.notice,
    )
    marking = f". {edition.plan.marking}" if edition.plan.marking else ""
    lines = textwrap.wrap(printable(foot + marking), 190)[:2]
    figure.text(0.01, 0.008, "\n".join(lines), fontsize=7, color=INK, va="bottom")
    return figure


def on_one_page(*, height: float = HEIGHT) -> Callable[[DrawsFrame], DrawsPages]:
    """Makes a chart of what draws its frame on an empty page; without a frame it has no page."""

    def chart(draw: DrawsFrame) -> DrawsPages:
        def drawn(edition: Edition, frame: Frame | None) -> tuple[Drawing, ...]:
            if frame is None:
                return ()
            page = paper(edition, frame.title, height=height)
            draw(page, edition, frame)
            return (Drawing(page, frame.title, frame.alt),)

        return drawn

    return chart


def legend(
    figure: Figure,
    handles: Sequence[Any] | None = None,
    labels: Sequence[str] | None = None,
    *,
    entries: int,
    columns: int = 4,
) -> None:
    """A legend between the drawing and the foot line, which make room for its rows."""
    rows = -(-entries // columns)
    high = figure.get_figheight()
    bottom = (FOOT + LEGEND_ROW * rows + 0.06) / high
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(0.005, bottom, 0.99, 0.99 - bottom))  # type: ignore[call-arg]  # stub
    given = {} if handles is None else {"handles": handles, "labels": labels}
    drawn = figure.legend(
        **given, loc="lower center", bbox_to_anchor=(0.5, (FOOT - 0.06) / high), ncols=columns,
        fontsize=8.5, frameon=False, borderaxespad=0, handlelength=2.4,
    )  # fmt: skip
    drawn.set_in_layout(False)


def nothing(axes: Axes, edition: Edition) -> None:
    """A page that says that there is nothing to draw yet."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, edition.say("charts.nothing"), ha="center", va="center", fontsize=12)


def save(drawing: Drawing, folder: Path, name: str) -> tuple[Path, Path]:
    """Write `name.png` and `name.svg`, without dates or program names.

    The canvases are asked directly: `savefig` would draw everything twice, to find a layout that
    is found here once for both.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    png, svg = folder / f"{name}.png", folder / f"{name}.svg"
    figure = drawing.figure
    figure.set_dpi(DPI)
    agg: Any = FigureCanvasAgg(figure)  # its print methods have no types
    _lay_out(figure)
    agg.print_png(png, metadata={"Software": None}, pil_kwargs={"compress_level": 1})
    vector: Any = FigureCanvasSVG(figure)
    vector.print_svg(svg, metadata={"Date": None, "Creator": None, "Title": drawing.alt})
    return png, svg


def _lay_out(figure: Figure) -> None:
    """Find the layout and hold it. The solver's last digits differ from run to run, so places are
    rounded to far below a pixel: the same picture has the same bytes."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    figure.set_layout_engine("none")
    for axes in figure.axes:
        x, y, width, height = (round(float(edge), 5) for edge in axes.get_position().bounds)
        axes.set_position((x, y, width, height))


@lru_cache(maxsize=4096)
def wrapped(text: str, width: int, lines: int = 2) -> str:
    """The text in at most so many lines, of about the same length, so that no word is left alone in
    the last; what is cut ends in an ellipsis."""
    shown = printable(text)
    parts = textwrap.wrap(shown, width, max_lines=lines, placeholder="…")
    if len(textwrap.wrap(shown, width)) > lines:
        return "\n".join(parts)
    for narrower in range(-(-len(shown) // max(1, len(parts))), width):
        found = textwrap.wrap(shown, narrower)
        if len(found) <= len(parts):
            return "\n".join(found)
    return "\n".join(parts)


def printable(text: str) -> str:
    """The text with a box for every letter that the fonts here lack."""
    letters = _letters()
    return "".join(c if ord(c) in letters else "□" for c in " ".join(text.split()))


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    _fonts()
    found: set[int] = set()
    for family in (FAMILY, FALLBACK):
        found |= set(get_font(findfont(FontProperties(family=[family]))).get_charmap())
    return frozenset(found)


@lru_cache(maxsize=1)
def _fonts() -> None:
    """Make the font of the package known; two weights are enough."""
    from matplotlib.font_manager import fontManager

    folder = files("fontpkg_be_vietnam_pro").joinpath("files")
    for weight in ("Regular", "Bold"):
        fontManager.addfont(str(folder.joinpath(f"BeVietnamPro-{weight}.ttf")))
