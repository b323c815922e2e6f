"""What a single scalar means under the type its key asks for, and a hint where it does not fit.

YAML's own guesses (`no` is false, `012` is ten, `1:30` is ninety) are not used.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

from kpi.plan.characters import DASHES
from kpi.plan.yaml_tree import Scalar

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_WHOLE = re.compile(r"[-+]?\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[.,_ ]\d{3})+")
_GROUPED_DECIMAL = re.compile(
    r"[-+]?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+|(?:,\d{3}){2,}|(?:\.\d{3}){2,})"
)
_COMMA = re.compile(r"[-+]?\d+,\d+")
_WITH_UNIT = re.compile(r"([-+]?\d+(?:[.,]\d{1,2})?)\s*(?:%|[^\W\d_][^,;:/\d]*)")  # `5 điểm`
_AMONG_WORDS = re.compile(
    r"(?:[≥≤<>=~≈]+|trên|dưới|từ|ngày|đạt|ít nhất|tối thiểu|tối đa|không quá|không dưới|khoảng)"
    r"\s*(\d+(?:[.,]\d{1,2})?)\s*%?\s*(?:trở lên|trở xuống)?"
    r"|(\d+(?:[.,]\d{1,2})?)\s*%?\s*(?:trở lên|trở xuống)",
    re.IGNORECASE,
)
_MONTHS_END = re.compile(r"(?:ngày\s+)?(?:cuối|hết)\s+tháng", re.IGNORECASE)
THOUSANDS: Final = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
_TIMES = {
    "trăm": 100, "nghìn": 1000, "ngàn": 1000, "k": 1000, "vạn": 10_000,
    "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_IN_MULTIPLES = re.compile(
    rf"(?P<number>[-+]?\d{{1,9}}(?:[.,]\d{{1,2}})?)\s*(?P<word>{'|'.join(_TIMES)})", re.IGNORECASE
)
_MULTIPLES = re.compile(rf"\d\s*(?:{'|'.join(_TIMES)})(?![^\W\d_])", re.IGNORECASE)
_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})
_MAX_DIGITS = 40  # longer ones are slips; int() of thousands of digits raises


def is_null(node: Scalar) -> bool:
    return not node.quoted and node.text in {"", "~", "null", "Null", "NULL"}


def looks_like_number(node: Scalar) -> bool:
    return not node.quoted and _NUMBER.fullmatch(node.text) is not None


def looks_like_date(node: Scalar) -> bool:
    return not node.quoted and _DATE.match(node.text) is not None


def number(node: Scalar) -> float | None:
    """The number of a plain scalar; None if it is quoted, no number, or not finite."""
    if node.quoted or len(node.text) > _MAX_DIGITS or not _NUMBER.fullmatch(node.text):
        return None
    value = float(node.text)
    return None if value in (float("inf"), float("-inf")) else value


def whole(node: Scalar) -> int | None:
    if node.quoted or len(node.text) > _MAX_DIGITS or not _WHOLE.fullmatch(node.text):
        return None
    return int(node.text)


def key_number(node: Scalar) -> int | None:
    """A whole number as a key, quoted or not: in JSON every key is quoted."""
    return int(node.text) if re.fullmatch(r"\d{1,9}", node.text) else None


def day(node: Scalar) -> date | None:
    """An ISO date, quoted or not: editors take a plain date for text."""
    if not _DATE.fullmatch(node.text):
        return None
    try:
        return date.fromisoformat(node.text)
    except ValueError:
        return None


def truth(node: Scalar) -> bool | None:
    if node.quoted:
        return None
    word = node.text.lower()
    return True if word in _YES else False if word in _NO else None


def decimal_meant(text: str) -> str:
    """A number with three decimals so that nobody takes it for thousands: 50.000 is 50.0."""
    whole, _, rest = text.partition(".")
    short = rest.rstrip("0")
    return f"{text}0" if len(short) == 3 else f"{whole}.{short or 0}"


def _ungrouped(text: str) -> str | None:
    return re.sub(r"[.,_ ]", "", text) if _GROUPED.fullmatch(text) else without_grouping(text)


def without_grouping(text: str) -> str | None:
    """A grouped number that can be read in one way only, as it is written here: `5.000,5`,
    `1,250,000`; None for anything else."""
    found = _GROUPED_DECIMAL.fullmatch(text.strip())
    if found is None:
        return None
    mark = next(c for c in text if c in ".,")
    return text.strip().replace(mark, "").replace(",", ".")


_COMMA_NUMBER = re.compile(r"([-+]?\d+\s*,\s*\d+)(?:\s*[^\W\d_][^,\d]*|\s*%)?")  # `3,9 điểm`


def multiplied(text: str) -> bool:
    """Whether a word beside the number multiplies it: left out, `5 nghìn` would become 5."""
    return bool(_MULTIPLES.search(unicodedata.normalize("NFC", text)))


def in_full(text: str) -> tuple[str, str, str] | None:
    """Of `1,5 triệu` the number written, the number in full, and the word that multiplies it; None
    for anything else."""
    found = _IN_MULTIPLES.fullmatch(unicodedata.normalize("NFC", text).strip())
    if found is None:
        return None
    short = found["number"].replace(",", ".")
    whole = Decimal(short) * _TIMES[found["word"].lower()]
    return short, f"{whole.normalize():f}", found["word"]


def comma_number(text: str) -> str | None:
    """The number that was written with a decimal comma, with a dot; None for anything else."""
    if multiplied(text):
        return None
    found = _COMMA_NUMBER.fullmatch(text.strip())
    return re.sub(r"\s*,\s*", ".", found[1]) if found else None


_SHORT = r"\d+(?:[.,]\d{1,2})?"
_RANGE = re.compile(
    rf"(?:từ\s+)?(?P<first>{_SHORT})\s*%?\s*(?:[-{re.escape(DASHES)}~]|đến|tới|\.\.+|…)\s*"
    rf"(?P<last>{_SHORT})\s*(?:%|[^\W\d_].*)?",
    re.IGNORECASE,
)


def range_of(text: str) -> tuple[str, str] | None:
    """The two ends of `80-90`, `từ 8 đến 9,5 %`; None for anything else."""
    found = _RANGE.fullmatch(unicodedata.normalize("NFC", text).strip())
    if found is None or multiplied(text):
        return None
    return found["first"].replace(",", "."), found["last"].replace(",", ".")


SHARES_OF_ONE: Final = frozenset({"on_track", "at_risk", "coverage_floor", "share", "weight"})
"""Keys whose value is a part of 1: `95%` is 0.95 there."""


def of_one(text: str) -> str | None:
    """A percentage as the part of 1 that it is; None for anything else."""
    found = re.fullmatch(r"(\d{1,9}(?:[.,]\d{1,9})?)\s*[%％]", text.strip())
    return f"{(Decimal(found[1].replace(',', '.')) / 100).normalize():f}" if found else None


def number_meant(node: Scalar, key: str = "") -> str | None:
    """How the number that was probably meant under a key is written here."""
    text = node.text.strip().strip("“”‘’")
    normal = unicodedata.normalize("NFC", text)
    if key in SHARES_OF_ONE and (share := of_one(text)):
        return share
    if _NUMBER.fullmatch(text):
        return text if node.quoted else None
    if plain := _ungrouped(text):
        return plain
    found = _COMMA.fullmatch(text) or _WITH_UNIT.fullmatch(text)
    if found and not multiplied(text):
        return found[found.lastindex or 0].replace(",", ".")
    if key == "closes_on" and _MONTHS_END.fullmatch(normal):
        return "31"  # a closing day past the month's end is its last day
    return among_words(normal)


def among_words(text: str) -> str | None:
    """The one number beside words or signs that say from where to where: `≥ 95`, `trên 90 %`."""
    if multiplied(text):
        return None
    found = _AMONG_WORDS.fullmatch(unicodedata.normalize("NFC", text).strip())
    return (found[1] or found[2]).replace(",", ".") if found else None


_DAY_IN_WORDS = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE
)


def date_meant(node: Scalar) -> str | None:
    """How the date that was meant is written here; None where it is none, or can be two."""
    text = unicodedata.normalize("NFC", node.text.strip().strip("“”‘’"))
    if two_days(text):
        return None
    found = _OTHER_DATE.fullmatch(text) or _DAY_IN_WORDS.fullmatch(text)
    if not found:
        return None
    d, m, y = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    meant = _real(y, m, d) or (_real(y, d, m) if found[1] else None)
    return meant.isoformat() if meant else None


def two_days(text: str) -> tuple[date, date] | None:
    """The two days that `2/1/2024` can be: day before month as is usual here, and month first."""
    found = _OTHER_DATE.fullmatch(text.strip().strip("“”‘’"))
    if not found or not found[1]:
        return None
    usual, other = _real(found[3], found[2], found[1]), _real(found[3], found[1], found[2])
    return (usual, other) if usual and other and usual != other else None


def _real(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
