"""Vietnam's public holidays, as the library `holidays` has them.

The library reads the calendars of all countries first, a quarter of the time of a short command.
So the years that plans mostly speak of lie beside, in `public_holidays.txt`, and other years are
asked of the library. One rule: the file says what the library says (a test compares them);
`python -m kpi.public_holidays` writes it anew.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")
YEARS = range(2015, 2041)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The days of a year that are off for everybody; the Government may add some or swap them."""
    return _kept()[year] if year in YEARS else asked_of_library(year)


def asked_of_library(year: int) -> frozenset[date]:
    """The same from the library itself."""
    import holidays  # slow, as said above

    return frozenset(day for day in holidays.country_holidays("VN", years=year) if day.year == year)


@lru_cache(maxsize=1)
def _kept() -> dict[int, frozenset[date]]:
    days = [date.fromisoformat(line) for line in FILE.read_text("ascii").split()]
    return {year: frozenset(day for day in days if day.year == year) for year in YEARS}


if __name__ == "__main__":
    found = sorted(day for year in YEARS for day in asked_of_library(year))
    text = "".join(f"{day.isoformat()}\n" for day in found)
    FILE.write_text(text, encoding="ascii", newline="\n")
