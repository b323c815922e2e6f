"""Numbers, dates and periods as people read them (Babel's locale data; the field's own titles).

Figures are rounded by the one rule of `kpi/rounding.py`, as in the statuses. What Babel would write
with signs and digits alone is written here at once, as a test holds: loading its data takes longer
than a light command may.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, localcontext
from functools import lru_cache

from kpi.periods import Period
from kpi.rounding import half_away, rounded
from kpi.words import say

_SHORTEST = 15  # decimals of a number that is told with those it has, at most
_DIGITS = 400  # any double has fewer, and none of them may be lost
# what a locale writes for Python's signs; as Babel does, which takes thirty times as long
_SIGNS = {"vi": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}
_EXACT = 2.0**53  # whole numbers below are told without rounding
_PLAIN = 1e8  # below, a rounded figure has no digits but those that are told
_ROMAN = ("I", "II", "III", "IV")


def number(value: float | None, decimals: int = 0, locale: str = "vi") -> str:
    """1234.5 as 1.234,5 (vi) or 1,234.5 (en); None as nothing."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT and locale in _SIGNS:
        return f"{value + 0.0:,.{decimals}f}".translate(_SIGNS[locale])  # most of what is told
    if locale in _SIGNS and decimals >= 0 and abs(value) * 10.0**decimals < _PLAIN:
        return f"{half_away(value, decimals) + 0.0:,.{decimals}f}".translate(_SIGNS[locale])
    exact = rounded(value, decimals)
    with localcontext(prec=_DIGITS):
        exact += 0  # nought has no sign
    if locale in _SIGNS:
        return f"{exact:,f}".translate(_SIGNS[locale])
    return _by_babel(exact, "#,##0" + ("." + "0" * decimals if decimals else ""), locale)


def shortest(value: float, locale: str = "vi") -> str:
    """A number with just the decimals it has, in the locale's notation."""
    exact = Decimal(repr(value))
    plain = exact.is_finite() and -int(exact.as_tuple().exponent) <= _SHORTEST
    if locale not in _SIGNS or not plain:
        return _by_babel(exact, "#,##0." + "#" * _SHORTEST, locale)
    with localcontext(prec=_DIGITS):
        return f"{exact.normalize():,f}".translate(_SIGNS[locale])


def _by_babel(exact: Decimal, pattern: str, locale: str) -> str:
    from babel.numbers import format_decimal

    with localcontext(prec=_DIGITS):
        return format_decimal(exact, format=pattern, locale=locale)


def day(value: date, locale: str = "vi") -> str:
    """5/2/2026 in Vietnamese, 5 February 2026 in English."""
    if locale == "vi":
        return f"{value.day}/{value.month}/{value.year}"
    return f"{value.day} {_month_name(value.month, locale)} {value.year}"


@lru_cache(maxsize=24)
def _month_name(month: int, locale: str) -> str:
    from babel.dates import format_date

    return format_date(date(2000, month, 1), "MMMM", locale=locale)


def moment(value: datetime, locale: str = "vi") -> str:
    """What its clock shows; two clocks that show the same read the same."""
    return _moment(value.replace(tzinfo=None), locale)


@lru_cache(maxsize=8192)
def _moment(shown: datetime, locale: str) -> str:
    if locale == "vi":
        return f"{shown.hour}:{shown.minute:02} {day(shown)}"
    return f"{day(shown, locale)}, {shown.hour:02}:{shown.minute:02}"


@lru_cache(maxsize=1024)
def period_title(period: Period, locale: str = "vi") -> str:
    """`tháng 6/2024`, `quý II/2024`, `6 tháng đầu năm 2024`, ...: in the middle of a sentence."""
    year, month = divmod(period.first_month, 12)
    names: dict[str, object] = {
        "year": period.year,
        "first_year": year,
        "month": month + 1,
        "month_name": "" if locale == "vi" else _month_name(month + 1, locale),
        "quarter": _ROMAN[month // 3] if locale == "vi" else month // 3 + 1,
    }
    key = period.kind
    if period.kind == "half":
        return say(f"periods.half_{month // 6 + 1}", locale, **names)
    return say(f"periods.{key}", locale, **names)


def sentence_case(text: str) -> str:
    """The text with its first letter capital and the rest as it stands."""
    return text[:1].upper() + text[1:]
