"""What no Vietnamese page of ours may say, and how a word that is not Vietnamese is known.

The one rule: names of files are names and no words; they are left out before anything is sought.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Words of the makers, or words that promise more than is known; what stands in their place.
FORBIDDEN = {
    "đèn": "mức đánh giá",
    "chắc chắn": "dự kiến đạt",
    "xấu nhất": "bất lợi nhất, thấp nhất",
    "theo đà": "nếu giữ tốc độ hiện nay",
    "hình phân tích": "biểu đồ",
    "mức cần đạt": "kế hoạch đến kỳ báo cáo",
    "đường đi": "lộ trình, diễn biến",
    "đường tiến độ": "lộ trình",
    "đường cơ sở": "hiện trạng năm ...",
    "nhịp độ": "so với kế hoạch đến kỳ",
    "kỳ vọng": "kế hoạch đến kỳ báo cáo",
    "độ bao phủ": "số đơn vị đã gửi báo cáo",
    "cảnh báo": "cần giải trình",
    "chưa xử lý": "chưa phản hồi",
    "bị từ chối": "chưa tiếp nhận được, đề nghị gửi lại",
    "không hợp lệ": "cần giải trình, chưa ghi nhận ô này",
    "trùng lặp": "báo cáo này đã nhận trước đó",
    "nộp đúng hạn": "gửi đúng hạn",
    "nộp muộn": "gửi chậm",
    "chưa nộp": "chưa gửi",
    "thất bại": "chưa đạt chỉ tiêu",
}
PERIOD_CODE = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]|9M)\b(?!-)")
HASH = re.compile(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b")
FILE_NAME = re.compile(
    r"[\w./\\-]+\.(?:xlsx|xlsm|xls|ods|csv|docx|html|pdf|txt|jsonl|json|svg|png|yaml|duckdb|log|zip|vn)\b",
    re.IGNORECASE,
)
# Names, and what the plan's own texts call by its usual name.
NAMES = {"Đakrông", "TTg", "Video", "Excel", "Windows", "Python", "Prefect"}
# English that happens to be built like a Vietnamese syllable.
ENGLISH = {"met", "due", "not", "on", "them", "that", "the", "to"}
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)


def without_file_names(text: str) -> str:
    return FILE_NAME.sub(" ", text)


def forbidden_in(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Each forbidden word found, with the text that holds it."""
    return [
        (word, text)
        for text in texts
        for word in FORBIDDEN
        if re.search(rf"(?<!\w){word}(?!\w)", without_file_names(text).casefold())
    ]


def foreign_words(text: str) -> list[str]:
    """Words that are no Vietnamese syllables; abbreviations in capitals are names, and a letter
    alone is one that a message speaks of."""
    words = re.findall(r"[^\W\d_]{2,}", without_file_names(text))
    return [w for w in words if not (w.isupper() or w in NAMES or _is_syllable(w))]


def _is_syllable(word: str) -> bool:
    if word.casefold() in ENGLISH:
        return False
    plain = unicodedata.normalize("NFD", word.casefold()).replace("đ", "d")
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _SYLLABLE.fullmatch(bare) is not None
