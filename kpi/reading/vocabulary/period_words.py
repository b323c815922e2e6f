"""Periods as forms, letters and file names write them, turned into labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kpi.periods import UnknownPeriod, parse_period
from kpi.reading.vocabulary.period_numerals import in_digits
from kpi.workbooks.marks import flat, has_marks, is_struck, known_by, without_marks
from kpi.workbooks.text import clean, fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4,
          "01": 1, "02": 2, "03": 3, "04": 4}  # fmt: skip
_MONTH, _QUARTER, _YEAR, _DAY = fold("tháng"), fold("quý"), fold("năm"), fold("ngày")
_QUARTER_I = fold("quí")
_FIRST, _LAST, _STAGE = fold("đầu"), fold("cuối"), fold("giai đoạn")
_OF_YEAR = rf"(?:\s*[/.-]\s*|\s+{_YEAR}\s+|\s+)"
_DATES = re.compile(
    rf"(?:{_DAY}|{fold('đến')}|{fold('tới')})\s+\d{{1,2}}\s+{_MONTH}\s+\d{{1,2}}\b(?:{_OF_YEAR}\d{{4}})?"
    rf"|{_DAY}[\s.…_]*\d{{0,2}}[\s.…_]*{_MONTH}[\s.…_]*\d{{0,2}}[\s.…_]*{_YEAR}[\s.…_]*\d{{4}}\b"
    r"|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\b\d{4}-\d{2}-\d{2}\b"
)
_STAGES = re.compile(rf"(?:{_STAGE}\s+)?\b(\d{{4}})\s*-\s*(\d{{4}})\b")
_HALF = re.compile(
    rf"\b0?6\s+{_MONTH}\s+(?:(?P<first>{_FIRST})|(?P<last>{_LAST}))"
    rf"(?:\s*/\s*|\s+{_YEAR}\s+|\s+)(?P<year>\d{{4}})\b"
)
_NINE = re.compile(rf"\b0?9\s+{_MONTH}(?:\s+{_FIRST})?(?:\s*/\s*|\s+{_YEAR}\s+)(?P<year>\d{{4}})\b")
_QUARTERS = re.compile(
    rf"\b(?:{_QUARTER}|{_QUARTER_I})\s*(?P<n>i{{1,3}}|iv|0?[1-4]){_OF_YEAR}(?P<year>\d{{4}})\b"
)
_MONTHS = re.compile(
    rf"(?:\b{_MONTH}\s*|(?<![\w/.-])th?\.?\s?)(?P<n>0?[1-9]|1[0-2]){_OF_YEAR}(?P<year>\d{{4}})\b"
)
_LABELS = re.compile(r"(?<![\w/-])(\d{4}-(?:0[1-9]|1[0-2]|q[1-4]|h[12]|9m))(?![\w/]|-\d)")
_YEARS = re.compile(rf"\b{_YEAR}(?:\s+{fold('báo cáo')})?\s*:?\s+(?P<year>\d{{4}})\b")
# `so với cùng kỳ năm 2023`, `kế hoạch năm 2024`: spoken of, but not what is reported; what was
# done of a month's plan is that month's (of a year's plan a month's form may speak as well)
_NOT_THIS = "|".join(
    fold(word) for word in ("so với", "cùng kỳ", "cùng kì", "kế hoạch", "chỉ tiêu", "kh")
)
_ELSEWHERE = re.compile(
    rf"\b(?!(?<={fold('thực hiện')} ){fold('kế hoạch')}\s+(?:{_MONTH}|{_QUARTER}|{_QUARTER_I})\b)"
    rf"(?:{_NOT_THIS})(?:\s+{fold('cùng kỳ')})?"
    rf"(?:\s+(?:{_MONTH}|{_QUARTER}|{_QUARTER_I})\s*[ivx\d]+)?"
    rf"(?:\s*[/.-]\s*|\s+{_YEAR}\s+|\s+)\d{{4}}\b"
    rf"|\b(?:{fold('so với')}|{fold('phương hướng')}|{fold('nhiệm vụ')}|{fold('trọng tâm')})"
    rf"(?:\s+(?:{fold('cùng kỳ')}|{fold('nhiệm vụ')}|{fold('trọng tâm')}|{fold('công tác')}))*"
    rf"\s+(?:{_MONTH}|{_QUARTER}|{_QUARTER_I})\s*(?:i{{1,3}}|iv|\d{{1,2}})\b"
    rf"(?:{_OF_YEAR}\d{{4}}\b)?"
)
# periods that do not name their year, as heads of columns do
_SHORT_MONTH = re.compile(rf"(?:{_MONTH}|t|th)\s*\.?\s*(?P<n>0?[1-9]|1[0-2])")
_SHORT_QUARTER = re.compile(rf"(?:{_QUARTER}|{_QUARTER_I}|q)\s*\.?\s*(?P<n>i{{1,3}}|iv|0?[1-4])")
_SHORT_HALF = re.compile(
    rf"0?6\s+{_MONTH}\s+(?:(?P<first>{_FIRST})|(?P<last>{_LAST}))(?:\s+{_YEAR})?"
)
_SHORT_NINE = re.compile(rf"0?9\s+{_MONTH}(?:\s+{_FIRST})?(?:\s+{_YEAR})?")
_WHOLE_YEAR = re.compile(fold("cả năm"))
_WITH_YEAR = re.compile(r"(?P<what>.+?)\s*[/.\-,\s]\s*(?P<year>20\d{2})")
_MONTH_YEAR = re.compile(r"(?P<n>0?[1-9]|1[0-2])\s*[/.-]\s*(?P<year>20\d{2})")
# 2024-6, 2024/06, 202406: what is left of a month where a program took it for a number or a text
_BARE_MONTH = re.compile(
    r"(?P<year>20\d{2})(?P<n>-[1-9]|/(?:0?[1-9]|1[0-2])|0[1-9]|1[0-2])", re.ASCII
)
_MONTH_ALONE = re.compile(rf"\b{_MONTH}\s*(?P<n>0?[1-9]|1[0-2])\b(?!\s*[/.-]?\s*\d)")
_QUARTER_ALONE = re.compile(
    rf"\b(?:{_QUARTER}|{_QUARTER_I})\s*(?P<n>i{{1,3}}|iv|0?[1-4])\b(?!\s*[/.-]?\s*\d)"
)
# `tháng 5, 6`, `quý I và II`, `từ tháng 1 đến tháng 6`: no one period
_NUMBER = r"(?:0?[1-9]|1[0-2]|i{1,3}|iv)"
_SEVERAL = re.compile(
    rf"\b(?:{_MONTH}|{_QUARTER}|{_QUARTER_I})\s*{_NUMBER}(?:{_OF_YEAR}\d{{4}})?\s*"
    rf"(?:[,;+&-]|\b(?:{fold('và')}|{fold('với')}|{fold('đến')}|{fold('tới')})\b)\s*"
    rf"(?:{fold('hết')}\s+)?(?:(?:{_MONTH}|{_QUARTER}|{_QUARTER_I})\s*{_NUMBER}\b"
    rf"|{_NUMBER}(?=\s*(?:$|[/.,;)&+-]|\d{{4}}\b|{_YEAR}\b|{fold('và')}\b)))"
)
# words that say more than the year beside them
_PART = "|".join(
    fold(word) for word in ("đầu", "cuối", "giữa", "nửa", "nữa", "tháng", "quý", "quí")
)
_COUNTED = "|".join(fold(word) for word in ("tuần", "đợt", "kỳ", "kì", "lần"))
_ADDRESSED = "|".join(fold(word) for word in ("đơn vị", "cơ quan", "đồng chí", "vị", "ban", "ông"))
_UNREAD = re.compile(
    rf"\b(?:{_MONTH}|(?:{_QUARTER}|{_QUARTER_I})(?!\s+(?:{_ADDRESSED})))\b"
    rf"|\b(?:{_PART})\s+{_YEAR}\b|\b(?:{_COUNTED})\s*(?:{fold('thứ')}\s+|{fold('số')}\s+)?\d"
    rf"|\b(?:0?[1-9]|1[0-2])\s*[/.-]\s*20\d\d\b"
)
_SAYS_NOTHING = frozenset(
    fold("cả báo cáo kỳ kì từ đến tới hết tính ngày số liệu của trong công tác kết quả thực hiện "
         "là năm").split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mentions:
    """The labels that a text names; `years` are bare years, which say less. `unread`: the text
    says more of the time than is understood, so that its year is not the whole of it; `several`:
    it names more than one period in one breath."""

    labels: tuple[str, ...]
    years: tuple[str, ...]
    unread: bool = False
    several: bool = False


def period_label(text: str) -> str | None:
    """The label of a text that is a period and nothing else: `2024-06`, `Tháng 6/2024`, ..."""
    return known_by(clean(text), _period_label)


def _period_label(plain: str) -> str | None:
    try:
        return parse_period(plain.upper()).label
    except UnknownPeriod:
        pass
    if bare := _BARE_MONTH.fullmatch(plain):
        return f"{bare['year']}-{int(bare['n'].lstrip('-/')):02d}"
    found, rest = _taken(fold(plain))
    if len(found.labels) == 1 and not rest.strip(" .,;:()"):
        return found.labels[0]
    if not found.labels and len(found.years) == 1 and not rest.strip(" .,;:()"):
        return found.years[0]
    return None


@dataclass(frozen=True, slots=True)
class Short:
    """A period whose year is not said: `rest` is what follows the year in its label."""

    rest: str

    def of(self, year: str) -> str:
        return f"{year}{self.rest}"


def head_period(text: str) -> str | Short | None:
    """What a column's head says if it is a period and nothing else: `Tháng 6/2024`, `T6`, `Quý II`.

    A label where the year is said, else the part of the year; None for everything else.
    """
    return known_by(clean(text), _head_period)


def _head_period(plain: str) -> str | Short | None:
    label = _period_label(plain)
    if label is not None:
        return label
    folded = in_digits(fold(plain).strip(" .:"))
    if found := _MONTH_YEAR.fullmatch(folded):
        return f"{found['year']}-{int(found['n']):02d}"
    short = _short(folded)
    if short is not None:
        return short
    found = _WITH_YEAR.fullmatch(folded)
    what = _short(found["what"]) if found else None
    return what.of(found["year"]) if found and what else None


def _short(folded: str) -> Short | None:
    if found := _SHORT_MONTH.fullmatch(folded):
        return Short(f"-{int(found['n']):02d}")
    if found := _SHORT_QUARTER.fullmatch(folded):
        return Short(f"-Q{_ROMAN[found['n']]}")
    if found := _SHORT_HALF.fullmatch(folded):
        return Short("-H1" if found["first"] else "-H2")
    if _SHORT_NINE.fullmatch(folded):
        return Short("-9M")
    return Short("") if _WHOLE_YEAR.fullmatch(folded) else None


def short_in(text: str) -> tuple[Short, ...]:
    """The months and quarters that a line names without their year."""
    rest = _taken(fold(text))[1]
    found = [Short(f"-{int(m['n']):02d}") for m in _MONTH_ALONE.finditer(rest)]
    found += [Short(f"-Q{_ROMAN[m['n']]}") for m in _QUARTER_ALONE.finditer(rest)]
    return tuple(dict.fromkeys(found))


def is_year_alone(text: str) -> bool:
    """Whether a text names a year, and has no word beside it that could make less of it."""
    found, rest = _taken(fold(text))
    words = re.findall(r"\w+", rest)
    return bool(found.years) and not found.unread and all(word in _SAYS_NOTHING for word in words)


def legible(text: str) -> str:
    """A line without its footnote marks; as it stands where they could be part of a period, or
    something is struck out."""
    if not has_marks(text) or is_struck(text):
        return text
    bare, other = without_marks(text), flat(text)
    said = periods_in(other), short_in(other)
    spoken = any((*said[0].labels, *said[0].years, *said[1]))
    return text if spoken and said != (periods_in(bare), short_in(bare)) else bare


def periods_in(text: str) -> Mentions:
    """Every period that a text names; days of the calendar and stages of years are none."""
    return _taken(fold(text))[0]


def without_periods(text: str) -> str:
    """A text with the periods it names left out; unchanged (but for case) if it names none."""
    if not any(char.isdigit() for char in text):
        return text
    found, rest = _taken(fold(text))
    return rest if found.labels or found.years else text


@lru_cache(maxsize=5_000)
def _taken(folded: str) -> tuple[Mentions, str]:
    rest = _ELSEWHERE.sub(" ", _STAGES.sub(" ", _DATES.sub(" ", in_digits(folded))))
    several = _SEVERAL.search(rest) is not None
    labels: list[str] = []
    years: list[str] = []

    def take(pattern: re.Pattern[str], into: list[str], text: str) -> str:
        for found in pattern.finditer(text):
            into.append(_label(pattern, found))
        return pattern.sub(" ", text)

    for pattern in (_HALF, _NINE, _QUARTERS, _MONTHS, _LABELS):
        rest = take(pattern, labels, rest)
    unread = _UNREAD.search(rest) is not None
    rest = take(_YEARS, years, rest)
    told = tuple(dict.fromkeys(labels)), tuple(dict.fromkeys(years))
    return Mentions(*told, unread, several), rest


def _label(pattern: re.Pattern[str], found: re.Match[str]) -> str:
    if pattern is _LABELS:
        return found[1].upper()
    year = found["year"]
    if pattern is _HALF:
        return f"{year}-H{1 if found['first'] else 2}"
    if pattern is _NINE:
        return f"{year}-9M"
    if pattern is _QUARTERS:
        return f"{year}-Q{_ROMAN[found['n']]}"
    if pattern is _MONTHS:
        return f"{year}-{int(found['n']):02d}"
    return year


class Near(NamedTuple):
    """A period that a text may mean: its label, and why it is asked about (`bare`: no word says
    that it is a month, `lunar`: a month of the lunar year, `short_year`: two digits)."""

    label: str
    why: str


def near_period(text: str) -> Near | None:
    """The one period that a text which names none may mean; None if there is none, or several."""
    folded = fold(text)
    found: set[Near] = set()
    for pattern, why in _NEAR:
        for said in pattern.finditer(folded):
            year = said["year"] if len(said["year"]) > 2 else f"20{said['year']}"
            number = _LUNAR.get(said["n"]) or int(said["n"])
            found.add(Near(f"{year}-{number:02d}", why))
    return found.pop() if len(found) == 1 else None


_LUNAR = {fold("giêng"): 1, fold("chạp"): 12}
_NEAR = (
    (re.compile(r"(?<![\d/.-])(?P<n>0?[1-9]|1[0-2])\s*[/.-]\s*(?P<year>20\d\d)(?!\d)"), "bare"),
    (re.compile(rf"\b{_MONTH}\s+(?P<n>{'|'.join(_LUNAR)}){_OF_YEAR}(?P<year>20\d\d)\b"), "lunar"),
    (re.compile(rf"\b{_MONTH}\s*(?P<n>0?[1-9]|1[0-2]){_OF_YEAR}(?P<year>2\d)\b"), "short_year"),
)


def tokens_of(name: str) -> Iterator[str]:
    """The pieces of a file name between its separators, folded."""
    yield from (t for t in re.split(r"[\W_]+", fold(name)) if t)
