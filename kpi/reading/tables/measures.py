"""The unit of measure that a form itself states: in the row, in the row's name, in the column's
head, or above the table (`Đơn vị tính: triệu đồng`). One that is not the plan's makes a figure
another figure; writings of one unit of measure (`1.000đ`, `Nghìn đồng`) are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from kpi.reading.catalogue import Asked
from kpi.reading.cells.quantities import Scale, scale_of
from kpi.workbooks.grid import Sheet
from kpi.workbooks.marks import flat, has_marks, is_struck, without_marks
from kpi.workbooks.text import clean, fold

_LABEL = re.compile(
    r"(?:đơn vị tính|đvt|đơn vị đo|đv tính)\s*[:：]\s*([^()\[\]]{0,40})", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_BEHIND_COMMA = re.compile(r"[,;]\s*([^,;()\[\]]{1,30})$")
_PERCENT_BEHIND = re.compile(r"[%‰]$")  # `Thực hiện %`
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_POINTS_ELSEWHERE = re.compile(rf"^(?:{'|'.join(map(fold, ('theo', 'như', 'xem', 'ghi')))})\b")
_SEVERAL = re.compile(rf"[,;]| {fold('và')} | {fold('hoặc')} ")
_MEASURED = frozenset(("count", "ratio", "score"))

_SCALES = (fold("nghìn"), fold("triệu"), fold("tỷ"))
_WRITINGS = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"^(?:1[ .,]?000[ .,]?000[ .,]?000|10\^?9)(?=\D|$)", f"{fold('tỷ')} "),
        (r"^(?:1[ .,]?000[ .,]?000|10\^?6)(?=\D|$)", f"{fold('triệu')} "),
        (r"^(?:1[ .,]?000|10\^?3)(?=\D|$)", f"{fold('nghìn')} "),
        (rf"^{fold('ngàn')}\b", fold("nghìn")),
        (rf"^{fold('tỉ')}\b", fold("tỷ")),
        (rf"^{fold('trđ')}$", fold("triệu đồng")),
        (rf"^tr\.? ?(?={fold('đ')})", f"{fold('triệu')} "),
        (rf"(?:^|(?<= ))(?:{fold('vnđ')}|vnd|{fold('đ')}|₫|{fold('đồng')} {fold('việt nam')})$",
         fold("đồng")),
        (rf"^(?:{fold('phần trăm')}|{fold('tỷ lệ')} ?\(?(?:%|{fold('phần trăm')})\)?|% ?%)$", "%"),
        (rf"^{fold('phần nghìn')}$", "‰"),
    )
)  # fmt: skip
# what stands in brackets of a head or name and can be nothing but a unit of measure
_CERTAIN = frozenset(
    fold(unit).replace(" ", "")
    for unit in (
        "%", "‰", "điểm phần trăm", "đồng", "usd", "$", "eur", "kg", "g", "gam", "tạ", "yến", "tấn",
        "m", "km", "m2", "km2", "m3", "ha", "héc ta", "hecta", "lít", "kwh", "mwh", "người", "lượt",
        "lượt người", "hộ", "ca", "giờ", "phút", "ngày công", "cái", "chiếc", "lớp", "cuộc",
        "hồ sơ", "văn bản", "trang", "sào", "điểm",
    )
)  # fmt: skip


@lru_cache(maxsize=20_000)
def measure_key(text: str) -> str:
    """A unit of measure as it is compared: one key for all its writings."""
    folded = fold(unicodedata.normalize("NFKC", text)).strip(" .,:;-…")
    if folded.startswith("(") and folded.endswith(")"):
        folded = folded[1:-1].strip()
    for pattern, meant in _WRITINGS:
        folded = pattern.sub(meant, folded)
    return re.sub(r"[\s.]+", "", folded)


def line_of(sheet: Sheet, before: int) -> str:
    """What the lowest line above the table says of all its figures; nothing if no line does."""
    said = ""
    for number, row in sheet.rows.items():
        if number >= before:
            break
        texts = [clean(c.text) for c in row.values() if c.kind == "text" and len(c.text) <= 200]
        for at, text in enumerate(texts):
            labelled = _labelled(text)
            if labelled is not None:
                said = labelled or " ".join(texts[at + 1 : at + 2])
    return said


def of_head(head: str) -> str:
    """What a column's head may say of the unit of measure of its figures: `Thực hiện trong kỳ
    (triệu đồng)`."""
    labelled = _labelled(head)
    if labelled is not None:
        return labelled
    if found := _PERCENT_BEHIND.search(clean(head)):
        return found[0]
    return next((text for text in _asides(head) if is_certain(text)), "")


def of_name(called: str, asked: Asked) -> str:
    """What the name that a form gives a row says of it, where the plan's name does not."""
    own = {measure_key(t) for n in _names(asked) for t in _asides(n)}
    return next((t for t in _asides(called) if is_certain(t) and measure_key(t) not in own), "")


def _names(asked: Asked) -> tuple[str, ...]:
    return asked.name, asked.numerator, asked.denominator


def _labelled(text: str) -> str | None:
    found = _LABEL.search(clean(text)) if ":" in text or "：" in text else None
    if found is None:
        return None
    said = found[1].strip()
    return "" if _POINTS_ELSEWHERE.match(fold(said)) else said


def _asides(text: str) -> Iterator[str]:
    yield from map(clean, reversed(_IN_BRACKETS.findall(text)))
    if found := _BEHIND_COMMA.search(text):
        yield clean(found[1])


def is_certain(text: str) -> bool:
    """Whether a remark can be nothing but a unit of measure."""
    said = measure_key(text)
    return said in _CERTAIN or said.startswith(_SCALES)


@lru_cache(maxsize=20_000)
def is_another(written: str, asked: Asked, part: str | None) -> bool:
    """Whether a stated unit of measure is not the one that the plan asks for. The counted things
    of a ratio's parts have no unit of measure in the plan: there only a scale is another."""
    text = clean(written).strip(" .-–…")
    if asked.measure not in _MEASURED or not _says_something(text):
        return False
    if part is not None or asked.measure == "ratio":
        return _scales_a_part(text, asked, part)
    return not any(_is_same(one, asked) for one in (text, *_SEVERAL.split(fold(text))))


def _says_something(text: str) -> bool:
    return any(c.isalpha() or c in "%‰$₫€" for c in text)


def _is_same(text: str, asked: Asked) -> bool:
    if has_marks(text) and not is_struck(text) and not is_certain(flat(text)):
        text = without_marks(text)  # a footnote; km² is no km
    said, unit = measure_key(text), asked.unit_of_measure
    if said in (measure_key(unit), measure_key(_BRACKETS.sub("", unit))):
        return True
    scale = scale_of(text, asked, None)
    return isinstance(scale, Scale) and scale.factor == 1 and scale.percent == asked.is_percent


def _scales_a_part(text: str, asked: Asked, part: str | None) -> bool:
    """`nghìn hồ sơ` for a part that is counted in full; a percentage of what is none."""
    if measure_key(text) == measure_key(asked.unit_of_measure):
        return False
    scale = scale_of(text, asked, part)
    if isinstance(scale, Scale) and scale.percent:
        return part is None and not asked.is_percent
    named = any(fold(text) in fold(name) for name in _names(asked) if name)
    return measure_key(text).startswith(_SCALES) and not named
