"""What is given to other bodies: the figures as a star schema, described so that another program
opens them without asking.

The one rule: what leaves the home is declared in `rows.py` and listed in `tables.py`; a figure is
the one that `kpi export` gives, and one that was withheld is in no file.
"""

from kpi.sharing.descriptor import About
from kpi.sharing.sdmx import csv_of, sdmx_of
from kpi.sharing.star import Star, star_of
from kpi.sharing.structure import structure_of
from kpi.sharing.write import NotOurs, put_in_place, write_files

__all__ = [
    "About", "NotOurs", "Star", "csv_of", "put_in_place", "sdmx_of", "star_of", "structure_of",
    "write_files",
]  # fmt: skip
