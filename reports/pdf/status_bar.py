"""The bar of statuses: a box with its symbol for each thing counted, and the words below.

Read in black and white: the symbol tells the status in the box, the word with its symbol and count
stands below; colour comes on top.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.measure import wrapped
from reports.pdf.blocks import StatusBar, StatusPart
from reports.pdf.canvas import LINE, Canvas

HIGH = 1.9  # of the size: a box
NARROWEST = 1.3  # of the size: a symbol and its frame
WIDEST = 3.0
GAP = 3.0  # points between bar and words


def draw_status_bar(canvas: Canvas, bar: StatusBar) -> None:
    """Draws the bar and its words; nothing for a bar that counts nothing."""
    boxes = list(_boxes(bar))
    if not boxes:
        return
    a_row = _boxes_a_row(canvas.width, bar.size, len(boxes))
    words = wrapped(_words(bar), canvas.width, bar.size)
    rows = -(-len(boxes) // a_row)
    high = bar.size * HIGH
    needed = rows * high + GAP + len(words) * bar.size * LINE
    if needed > canvas.room():
        canvas.new_page()
    wide = min(canvas.width / a_row, bar.size * WIDEST)
    for number, part in enumerate(boxes):
        x = canvas.left + number % a_row * wide
        y = canvas.y + number // a_row * high
        canvas.box(x, y, wide, high, part.fill)
        with canvas.tagged("Span"):
            top = y + (high - bar.size * LINE) / 2
            canvas.lines((part.symbol,), x, top, wide, bar.size, style="B", align="center")
    canvas.y += rows * high + GAP
    with canvas.tagged("P"):
        canvas.lines(words, canvas.left, canvas.y, canvas.width, bar.size)
    canvas.y += len(words) * bar.size * LINE


def _boxes(bar: StatusBar) -> Iterator[StatusPart]:
    for part in bar.parts:
        yield from (part for _ in range(part.count))


def _boxes_a_row(width: float, size: float, count: int) -> int:
    """As many boxes as the row holds; where there are more, rows of equal length."""
    most = max(1, int(width / (size * NARROWEST)))
    rows = -(-count // most)
    return -(-count // rows)


def _words(bar: StatusBar) -> str:
    """`▲ Vượt chỉ tiêu: 3   ● Đạt chỉ tiêu: 7`, each kept together."""
    return "   ".join(
        f"{p.symbol} {p.word}: {p.count}".replace(" ", "\u00a0") for p in bar.parts if p.count
    )
