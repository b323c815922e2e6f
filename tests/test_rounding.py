"""One rule of rounding: the Python and the SQL of it are the same, and nothing else rounds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, localcontext
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from kpi.rounding import half_away, rounded
from kpi.words import formats

DECIMALS = st.integers(0, 6)
FIGURES = st.floats(allow_nan=False, allow_infinity=False)
# what people write, and what arithmetic makes of it: a few units in the last place beside it
WRITTEN = st.builds(
    lambda digits, places, noise: digits / 10**places * (1 + noise * 2.0**-52),
    st.integers(-(10**9), 10**9), st.integers(0, 8), st.integers(-3, 3),
)  # fmt: skip


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    macros = files("kpi.assessment").joinpath("macros", "numbers.sql")
    con.execute(macros.read_text(encoding="utf-8"))
    yield con
    con.close()


@given(st.lists(st.tuples(FIGURES | WRITTEN, DECIMALS), min_size=1, max_size=200))
def test_the_rule_in_python_is_the_macro_in_sql(
    con: duckdb.DuckDBPyConnection, asked: list[tuple[float, int]]
) -> None:
    values, decimals = zip(*asked, strict=True)
    sql = "SELECT round_half_away(unnest(?::DOUBLE[]), unnest(?::INTEGER[]))"
    by_sql = [row[0] for row in con.execute(sql, [list(values), list(decimals)]).fetchall()]
    assert [half_away(value, places) for value, places in asked] == by_sql


@given(FIGURES | WRITTEN, DECIMALS)
def test_what_is_printed_is_what_is_compared(value: float, decimals: int) -> None:
    exact = rounded(value, decimals)
    assert -exact.as_tuple().exponent == decimals  # type: ignore[operator]
    again = half_away(value, decimals)
    assert abs(float(exact) - again) <= 1e-15 * abs(again)
    plain = formats.number(value, decimals, "en").replace(",", "")
    assert Decimal(plain) == exact


@pytest.mark.parametrize("locale", ["vi", "en"])
@given(value=FIGURES | WRITTEN | st.integers(-(2**60), 2**60).map(float), decimals=DECIMALS)
def test_a_number_is_printed_as_babel_prints_it(locale: str, value: float, decimals: int) -> None:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=400):
        printed = format_decimal(rounded(value, decimals) + 0, format=pattern, locale=locale)
    assert formats.number(value, decimals, locale) == printed


@pytest.mark.parametrize("locale", ["vi", "en"])
@given(value=FIGURES | WRITTEN | st.integers(-(2**60), 2**60))
def test_the_shortest_form_is_printed_as_babel_prints_it(locale: str, value: float) -> None:
    with localcontext(prec=400):
        pattern = "#,##0.###############"
        printed = format_decimal(Decimal(repr(value)), format=pattern, locale=locale)
    assert formats.shortest(value, locale) == printed


@pytest.mark.parametrize(
    ("locale", "of_day", "of_moment"),
    [("vi", "d/M/y", "H:mm d/M/y"), ("en", "d MMMM y", "d MMMM y, HH:mm")],
)
@given(shown=st.datetimes())
def test_days_and_moments_are_printed_as_babel_prints_them(
    locale: str, of_day: str, of_moment: str, shown: datetime
) -> None:
    assert formats.day(shown.date(), locale) == format_date(shown, of_day, locale=locale)
    assert formats.moment(shown, locale) == format_datetime(shown, of_moment, locale=locale)


def test_what_is_said_in_vietnamese_needs_none_of_babels_data() -> None:
    told = (
        "import sys; from datetime import datetime; from kpi.words import formats as f;"
        "from kpi.periods import parse_period;"
        "f.number(1.25, 1), f.shortest(1.25), f.moment(datetime(2024, 6, 1));"
        "f.period_title(parse_period('2024-06')); sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


@given(st.integers(-(10**7), 10**7), st.integers(0, 3))
def test_a_written_half_goes_away_from_zero(digits: int, decimals: int) -> None:
    half = Decimal(10 * digits + (5 if digits >= 0 else -5)).scaleb(-decimals - 1)
    expected = Decimal(digits + (1 if digits >= 0 else -1)).scaleb(-decimals)
    assert rounded(float(half), decimals) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(0.285, 2, 0.29), (1.005, 2, 1.01), (2.5, 0, 3.0), (-2.5, 0, -3.0),
     (28.499999999999996, 0, 29.0), (0.49999999999999994, 0, 1.0), (2.49, 0, 2.0),
     (1e15, 3, 1e15), (1e300, 6, 1e300)],
)  # fmt: skip
def test_noise_does_not_decide(value: float, decimals: int, expected: float) -> None:
    assert half_away(value, decimals) == expected


ROOT = Path(__file__).parents[1]
ROUNDS = re.compile(r"\bround(?:_even)?\(|\bquantize\(|\bROUND_HALF")
HOMES = {"rounding.py", "numbers.sql"}
NO_FIGURES = {  # by the names of their files
    "backup.py": "megabytes of a file",
    "delivery.py": "the first printable figure above another",
    "why.py": "the month of a moment",
    "slopes.py": "places in a sorted list",
    "cells.py": "whether a figure is whole",
    "odd.py": "whether a part is whole",
    "amounts.py": "the digits that a double keeps of what was written",
    "shown_dates.py": "seconds of a day",
    "stale.py": "ROUND as spreadsheets reckon it",
    "beside.py": "what a cell shows, as spreadsheets round it",
    "formatted.py": "what a cell shows, as spreadsheets round it",
    "canvas.py": "places on paper",
    "axis.py": "how many marks stand on an axis",
}


def test_nothing_else_rounds_a_figure() -> None:
    """The demo is left out: what it makes up are reports as units write them."""
    sources = [
        path
        for room in ("kpi", "reports", "flows")
        for kind in ("*.py", "*.sql")
        for path in (ROOT / room).rglob(kind)
        if "demo" not in path.relative_to(ROOT).parts
    ]
    rounding = {
        path.name
        for path in sources
        if ROUNDS.search(path.read_text(encoding="utf-8").replace("round_half_away(", ""))
    }
    assert len(sources) > 100
    assert rounding >= HOMES
    assert rounding - HOMES <= NO_FIGURES.keys()
