"""Column widths of Excel in points, and back.

ECMA-376 part 1, 18.3.1.13 (`col`): a width counts digits of the workbook's standard font, a column
has `width * digit + 5` pixels, 5 of them free beside the text. A pixel is 1/96 inch. In Times New
Roman 11 a digit is 7.33 pixels; LibreOffice takes it so, Excel whole ones of its screen: 7 to 7.5.
Text is given the narrower column; a page as wide as the paper prints larger with narrow columns and
smaller with wide ones, so what a page holds is counted with the one, legible print with the other.
"""

from __future__ import annotations

from collections.abc import Sequence

DIGIT = 7.0  # pixels of one unit of width, at least
WIDE_DIGIT = 7.5  # at most
FREE = 5.0  # pixels of a column that no text uses
POINTS = 72 / 96  # of a pixel


def room_of_columns(widths: Sequence[float]) -> float:
    """The points that text has in one column, or over several that are merged.

    Widths are those that Excel shows; ValueError if there is none.
    """
    if not widths:
        raise ValueError("no column")
    return (sum(widths) * DIGIT + FREE * (len(widths) - 1)) * POINTS


def width_for(points: float) -> float:
    """The smallest column width at which text of so many points stands in one line."""
    return points / POINTS / DIGIT


def breadth_of_columns(widths: Sequence[float], digit: float = WIDE_DIGIT) -> float:
    """The points that columns take on paper, text and free edges: at most, or by the pixels of a
    digit."""
    return sum(width * digit + FREE for width in widths) * POINTS
