"""The word that makes a figure a secret, wherever a file shows it: in a cell or in its format."""

from __future__ import annotations

import re

from kpi.workbooks.text import fold

# A figure or a line may stand right beside it (`5mật`, `5_mật`), a letter may not.
# "không mật" and "bảo mật", "mật độ", "mật khẩu", "mật thiết" say nothing of a secret
_SECRET = re.compile(
    rf"(?<!{fold('không')} )(?<!{fold('bảo')} )(?<![^\W\d_]){fold('mật')}(?![^\W\d_])"
    rf"(?! (?:{fold('độ')}|{fold('khẩu')}|{fold('thiết')}|{fold('mã')})\b)"
)


def speaks_of_a_secret(text: str) -> bool:
    """Whether the word `mật` stands in the text in its own right."""
    return _SECRET.search(fold(text)) is not None
