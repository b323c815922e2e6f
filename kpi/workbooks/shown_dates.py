"""What a cell shows whose format is one of dates and times, so that a message can say it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from kpi.workbooks.format_tokens import sections_of
from kpi.workbooks.number_formats import date_parts
from kpi.workbooks.serial_days import from_serial

_LAST_SERIAL = 2_958_466
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LEAP_THAT_NEVER_WAS = 60  # 29/2/1900, which spreadsheets have in common
_IN_LETTERS = 3  # mmm, ddd: names
_MONTHS_OF_A_YEAR = 12
_USUAL = {"year": "y", "month": "m", "day": "d"}
_SECONDS = {"h": 3600, "m": 60, "s": 1}


@lru_cache(maxsize=5_000)
def shown_date(code: str, serial: float, since_1904: bool = False) -> str:
    """The text of a serial number under one section of a format's code."""
    if not 0 <= serial < _LAST_SERIAL:
        return "########"
    whole = int(serial)
    seconds = round((serial - whole) * 86_400)
    year, month, day = _calendar(whole, since_1904)
    said = []
    for name, letters in date_parts(sections_of(code)[0]):
        match name:
            case "year":
                said.append(f"{year:04}" if len(letters) > 2 else f"{year % 100:02}")
            case "month":
                said.append(_named(month, letters, _MONTHS[month - 1]))
            case "day":
                said.append(_named(day, letters, _weekday(year, month, day)))
            case "elapsed":
                total = (whole * 86_400 + seconds) // _SECONDS[letters[0]]
                said.append(f"{total:0{len(letters)}}")
            case "halves":
                said.append("AM" if seconds < 43_200 else "PM")
            case "fraction":
                said.append(letters[0] + "0" * (len(letters) - 1))
            case "hour" | "minute" | "second":
                said.append(_clock(name, letters, seconds, halves="AM/PM" in code.upper()))
            case _:
                said.append(letters)
    return "".join(said).strip()


@lru_cache(maxsize=500)
def parts_of(code: str) -> tuple[tuple[str, str], ...]:
    """The parts of one section of a date's format, as `date_parts` names them."""
    return tuple(date_parts(sections_of(code)[0]))


def in_usual_order(code: str) -> bool:
    """Whether a section of a date's format can be misread by nobody: day before month before year,
    year before month before day, or a month in letters."""
    parts = [(name, letters) for name, letters in parts_of(code) if name in _USUAL]
    if any(name == "month" and len(letters) >= _IN_LETTERS for name, letters in parts):
        return True
    order = (_USUAL[n] for n, letters in parts if n != "day" or len(letters) < _IN_LETTERS)
    return "".join(order) in ("dmy", "ymd", "dm")


def day_in_other_order(day: date, shown: str) -> date | None:
    """The other day that a cell may be read as that shows this day in numbers with its month and
    day the wrong way round (`02/01/2024` of the 1st of February); None if it has none."""
    numbers = [int(n) for n in re.findall(r"[0-9]+", shown)[:3]]
    years, pair = (day.year, day.year % 100), (day.month, day.day)
    in_front = len(numbers) == 3 and numbers[0] == day.year
    if in_front:
        numbers, pair = [*numbers[1:], numbers[0]], (day.day, day.month)
    if len(numbers) != 3 or numbers[2] not in years or tuple(numbers[:2]) != pair:
        return None
    if day.day == day.month or day.day > _MONTHS_OF_A_YEAR:
        return None
    return date(day.year, day.day, day.month)


def shows_year(day: date, shown: str) -> bool:
    """Whether what a cell shows of a day names its year in numbers."""
    numbers = [int(n) for n in re.findall(r"[0-9]+", shown)[:3]]
    return len(numbers) == 3 and {numbers[0], numbers[2]} & {day.year, day.year % 100} != set()


def _calendar(whole: int, since_1904: bool) -> tuple[int, int, int]:
    day = from_serial(whole, since_1904=since_1904)
    if day is not None:
        return day.year, day.month, day.day
    if whole == _LEAP_THAT_NEVER_WAS:
        return 1900, 2, 29
    if whole == 0:
        return 1900, 1, 0
    first = date(1899, 12, 31).toordinal() + whole
    early = date.fromordinal(first)
    return early.year, early.month, early.day


def _named(number: int, letters: str, name: str) -> str:
    return name if len(letters) >= _IN_LETTERS else f"{number:0{len(letters)}}"


def _weekday(year: int, month: int, day: int) -> str:
    try:
        return _DAYS[date(year, month, day).weekday()]
    except ValueError:
        return str(day)


def _clock(name: str, letters: str, seconds: int, *, halves: bool) -> str:
    hour = seconds // 3600
    number = {"hour": (hour - 1) % 12 + 1 if halves else hour, "minute": seconds // 60 % 60,
              "second": seconds % 60}[name]  # fmt: skip
    return f"{number:0{min(len(letters), 2)}}"
