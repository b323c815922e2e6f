"""Why a file is not read, by name. This room knows no other: `kpi/records/reader_rules.py` has the
same names with their severities, and a test holds the two together."""

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
