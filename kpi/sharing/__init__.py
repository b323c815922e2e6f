"""What is given to other bodies: the figures as a star schema, described so that another program
opens them without asking.

The one rule: what leaves the home is declared in `rows.py` and listed in `tables.py`; a figure is
the one that `kpi export` gives, and one that was withheld is in no file.
"""

from kpi.sharing.descriptor import About
from kpi.sharing.star import Star, closed_periods, star_of
from kpi.sharing.write import NotOurs, put_in_place, write_files

__all__ = [
    "About", "NotOurs", "Star", "closed_periods", "put_in_place", "star_of", "write_files",
]  # fmt: skip
