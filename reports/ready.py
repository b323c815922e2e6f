"""What a report needs before its first figure is known: its rooms, libraries and fonts.

The one rule: nothing here depends on a plan or a period, so that it can be done while something
else is waited for.
"""

from __future__ import annotations

from importlib import import_module

ROOMS = ("reports.book.write", "reports.leading.write", "reports.web")
LIBRARIES = ("docx", "fpdf", "xlsxwriter")
TO_DRAW = ("reports.charts.draw", "matplotlib.backends.backend_agg",
           "matplotlib.backends.backend_svg", "matplotlib.figure")  # fmt: skip


def get_ready() -> None:
    """Does beforehand what the first report would have to wait for: seconds of imports, and of
    reading fonts."""
    for name in (*ROOMS, *LIBRARIES):
        import_module(name)
    from reports.measure import Family, text_width

    ready_to_draw()
    text_width("a", 9)
    text_width("a", 9, bold=True)
    text_width("a", 9, family=Family.SANS)


def ready_to_draw() -> None:
    """The same for the pictures alone."""
    for name in TO_DRAW:
        import_module(name)
    from reports.charts.canvas import printable

    printable("a")
