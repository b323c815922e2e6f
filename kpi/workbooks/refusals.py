"""Why a file is not read, by name: each is written here and nowhere else. This room knows no other;
`kpi/records/reader_rules.py` adds the names of what is found in a file that is read."""

from __future__ import annotations

from typing import Final

UNREADABLE_FILE: Final = "unreadable_file"
EMPTY_FILE: Final = "empty_file"
UNSAFE_FILE: Final = "unsafe_file"
PASSWORD_PROTECTED: Final = "password_protected"  # noqa: S105 - the name of a rule
UNSUPPORTED_TYPE: Final = "unsupported_type"
TOO_LARGE: Final = "too_large"
NO_TABLE: Final = "no_table"

REFUSALS = (
    UNREADABLE_FILE,
    EMPTY_FILE,
    UNSAFE_FILE,
    PASSWORD_PROTECTED,
    UNSUPPORTED_TYPE,
    TOO_LARGE,
    NO_TABLE,
)
