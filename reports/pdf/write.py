"""Blocks onto pages: laid out twice, for the foot of a page names how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from reports.measure import wrapped
from reports.pdf.blocks import Block, Heading, Paragraph, Space, StatusBar, Table
from reports.pdf.canvas import LINE, Canvas, Fonts
from reports.pdf.status_bar import draw_status_bar
from reports.pdf.table import draw_table
from reports.profiles import Margins

AFTER_HEADING, AFTER_PARAGRAPH, AFTER_TABLE = 3.0, 3.0, 6.0  # points
FOLLOWS = 40.0  # points of what a heading announces that stand with it


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself: `language` as `vi`, `made` UTC without zone, `foot` on each
    page."""

    title: str
    author: str
    language: str
    made: datetime
    foot: str = ""


def write_pdf(
    path: Path,
    about: About,
    margins: Margins,
    blocks: Sequence[Block],
    *,
    landscape: bool = False,
) -> int:
    """Writes an A4 file and returns its pages; equal input gives equal bytes."""
    with closing(_drawn(about, margins, blocks, landscape=landscape, pages=1)) as first:
        counted = int(first.pdf.page)
    with closing(_drawn(about, margins, blocks, landscape=landscape, pages=counted)) as canvas:
        canvas.save(
            path, title=about.title, author=about.author, language=about.language, made=about.made
        )
    return counted


def pages_of(
    about: About, margins: Margins, blocks: Sequence[Block], fonts: Fonts | None = None
) -> int:
    """How many upright A4 pages the blocks take, without writing them; `fonts` are shared by
    several such trials (`trial_fonts`)."""
    with closing(_drawn(about, margins, blocks, landscape=False, pages=1, fonts=fonts)) as canvas:
        return int(canvas.pdf.page)


def _drawn(  # noqa: PLR0913 - three of them keywords
    about: About,
    margins: Margins,
    blocks: Sequence[Block],
    *,
    landscape: bool,
    pages: int,
    fonts: Fonts | None = None,
) -> Canvas:
    canvas = Canvas(margins, landscape=landscape, foot=about.foot, pages=pages, fonts=fonts)
    try:
        for block, following in zip_longest(blocks, blocks[1:]):
            _draw(canvas, block, following)
    except BaseException:
        canvas.close()
        raise
    return canvas


def _draw(canvas: Canvas, block: Block, following: Block | None) -> None:
    match block:
        case Heading():
            _heading(canvas, block, following)
        case Paragraph():
            style = "B" if block.bold else "I" if block.italic else ""
            _text(canvas, block.text, block, style, "P")
            canvas.y += AFTER_PARAGRAPH
        case Table():
            draw_table(canvas, block)
            canvas.y += AFTER_TABLE
        case StatusBar():
            draw_status_bar(canvas, block)
            canvas.y += AFTER_PARAGRAPH
        case Space():
            canvas.y += block.points


def _heading(canvas: Canvas, heading: Heading, following: Block | None) -> None:
    lines = wrapped(heading.text, canvas.width, heading.size, bold=True)
    needed = len(lines) * heading.size * LINE + (FOLLOWS if following else 0.0)
    if needed > canvas.room():
        canvas.new_page()
    _text(canvas, heading.text, heading, "B", f"H{heading.level}")
    canvas.y += AFTER_HEADING


def _text(canvas: Canvas, text: str, block: Heading | Paragraph, style: str, kind: str) -> None:
    """Wrapped text that goes on over pages; what stands on one page is one element."""
    high = block.size * LINE
    lines = wrapped(text, canvas.width, block.size, bold=style == "B", italic=style == "I")
    while lines:
        fits = int((canvas.room() + 0.01) / high)
        if not fits:
            canvas.new_page()
            continue
        with canvas.tagged(kind):
            canvas.lines(
                lines[:fits],
                canvas.left,
                canvas.y,
                canvas.width,
                block.size,
                style=style,
                align=block.align,
            )
        canvas.y += len(lines[:fits]) * high
        lines = lines[fits:]
