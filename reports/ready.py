"""What a report needs before its first figure is known: its rooms, libraries and fonts.

The one rule: nothing here depends on a plan or a period, so that it can be done while something
else is waited for.
"""

from __future__ import annotations

from importlib import import_module

ROOMS = ("reports.book.write", "reports.charts.draw", "reports.leading.write", "reports.web")
LIBRARIES = ("docx", "fpdf", "xlsxwriter", "matplotlib.backends.backend_agg",
             "matplotlib.backends.backend_svg", "matplotlib.figure")  # fmt: skip


def get_ready() -> None:
    """Does beforehand what the first report would have to wait for: seconds of imports, and of
    reading fonts."""
    for name in (*ROOMS, *LIBRARIES):
        import_module(name)
    from reports.charts.canvas import printable
    from reports.measure import Family, text_width

    printable("a")
    text_width("a", 9)
    text_width("a", 9, bold=True)
    text_width("a", 9, family=Family.SANS)
