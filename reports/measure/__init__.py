"""How much room text takes on paper: measured with the fonts' own widths, never guessed.

The one rule: everything that is laid out (workbook, PDF, Word) asks here. Lengths are points (72 to
the inch); a column width of Excel is turned into points in `excel.py` alone.
"""

from reports.measure.excel import DIGIT, breadth_of_columns, room_of_columns, width_for
from reports.measure.faces import Family, font_file
from reports.measure.lines import height_of, lines_of, wrapped
from reports.measure.sharing import least_room, portioned, shared_out
from reports.measure.words import text_width, widest_word

__all__ = [
    "DIGIT",
    "Family",
    "breadth_of_columns",
    "font_file",
    "height_of",
    "least_room",
    "lines_of",
    "portioned",
    "room_of_columns",
    "shared_out",
    "text_width",
    "widest_word",
    "width_for",
    "wrapped",
]
