"""Rows and lines that belong to a form's paper and are no answers: totals, sections, numbering
of columns, signatures, the party's head. Whole texts or their first words count, nothing near them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from kpi.workbooks.grid import Cell
from kpi.workbooks.text import clean, fold, key

_TOTALS = frozenset(
    key(t)
    for t in (
        "Tổng", "Tổng cộng", "Cộng", "Tổng số", "Toàn tỉnh", "Tổng toàn tỉnh", "Toàn Đảng bộ",
        "Toàn Ngành", "Chung toàn tỉnh", "Cộng toàn tỉnh", "Tổng hợp", "Bình quân", "Trung bình",
        "Cả tỉnh", "Tổng chung", "Cộng chung", "Lũy kế", "Total", "Tổng cộng toàn tỉnh", "Cộng dồn",
        "Tổng các đơn vị", "Chung",
    )
)  # fmt: skip
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-Z])[.)]?")
_ORDINAL = re.compile(r"[(\[]?\s*(\d{1,2}|[A-Za-z])\s*[)\]]?(?:\s*=.*)?|\[?\(?\d{1,2}\)?=.*")
_EMPTY_DATE = re.compile(rf"(?:^|[\s,.…]){fold('ngày')}\s*[\d.…_]*\s*{fold('tháng')}\b")
_SIGNATURES = tuple(
    fold(t)
    for t in (
        "người lập", "thủ trưởng", "trưởng ban", "phó trưởng ban", "trưởng phòng",
        "chánh văn phòng",
        "phó chánh văn phòng", "bí thư", "phó bí thư", "chủ nhiệm", "giám đốc", "người kiểm tra",
        "người tổng hợp", "kế toán", "(ký", "( ký", "ký tên", "ký, ghi", "ký và ghi", "đã ký",
        "k/t", "t/m", "tm.", "kt.", "tl.", "t/l", "tuq.", "xác nhận của", "nơi nhận", "- như trên",
        "như trên", "- lưu", "lưu:", "lưu văn", "điện thoại", "đt:", "email", "họ và tên",
        "cán bộ tổng hợp", "chuyên viên", "đại diện", "chính ủy", "chủ nhiệm chính trị",
    )
)  # fmt: skip
_HEAD_LINES = tuple(
    fold(t)
    for t in (
        "đảng cộng sản việt nam", "communist party", "cộng hòa xã hội", "độc lập - tự do",
        "biểu số", "mẫu số", "phụ lục", "biểu mẫu", "form ", "(kèm theo", "kèm theo công văn",
        "(attached", "biểu số liệu", "figures", "báo cáo", "tổng hợp số liệu", "số liệu",
        "kết quả thực hiện", "results of", "(số liệu từ", "số liệu từ ngày", "(figures from",
        "đơn vị báo cáo", "reporting unit", "kỳ báo cáo", "kì báo cáo", "period:", "đơn vị nhận",
        "nơi nhận", "send to", "hạn gửi", "due:", "due ", "không nhập, không gửi", "do not enter",
        "đơn vị tính", "đvt", "đơn vị:", "tên đơn vị", "số:", "v/v", "kính gửi", "tỉnh ủy",
        "huyện ủy", "thành ủy", "thị ủy", "đảng ủy", "ban tuyên giáo", "đảng bộ", "ban xây dựng",
        "phần ", "bảng tổng hợp", "bảng số liệu", "lưu hành nội bộ", "tên biểu", "thông tin chung",
        "đơn vị gửi", "đơn vị lập", "cơ quan",
    )
)  # fmt: skip
_RULES = re.compile(r"[\W_]*")


@lru_cache(maxsize=5_000)
def is_total(text: str) -> bool:
    """Whether a row or column is a sum of others: `Tổng cộng`, `Toàn tỉnh`."""
    bare = re.sub(r"\s*[(:].*$", "", clean(text))
    return key(bare) in _TOTALS


def is_section(text: str) -> bool:
    """Whether the number of a row is that of a group: `I`, `II`, `A`."""
    return _SECTION.fullmatch(clean(text)) is not None


def is_numbering(cells: Iterable[Cell]) -> bool:
    """Whether a row below the head only counts the columns: (1) (2) (3), A B 1 2."""
    numbers: list[int] = []
    count = 0
    for cell in cells:
        count += 1
        if cell.kind == "number" and cell.number == int(cell.number):
            numbers.append(int(cell.number))
            continue
        found = _ORDINAL.fullmatch(clean(cell.text)) if cell.kind == "text" else None
        if found is None:
            return False
        if found[1] and found[1].isdigit():
            numbers.append(int(found[1]))
    rising = all(b == a + 1 for a, b in pairwise(numbers))
    return count >= 3 and rising and (not numbers or numbers[0] <= 3)


@lru_cache(maxsize=5_000)
def is_signature(text: str) -> bool:
    """Whether a text belongs to the foot of a form: who signs, where and when, who receives."""
    return _is_signature(text[:_LONGEST_KEPT])


_LONGEST_KEPT = 600  # more than `fold` looks at, less than a cell may hold


@lru_cache(maxsize=20_000)
def _is_signature(text: str) -> bool:
    folded = fold(text.strip())
    return folded.startswith(_SIGNATURES) or _EMPTY_DATE.search(folded) is not None


@lru_cache(maxsize=5_000)
def is_head_line(text: str) -> bool:
    """Whether a line above a table is one that forms and letters carry there anyway."""
    folded = fold(text.strip())
    return _RULES.fullmatch(folded) is not None or folded.startswith(_HEAD_LINES)
