"""Days as spreadsheets count them: by serial numbers."""

from __future__ import annotations

from datetime import date, timedelta

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_SERIAL = 2_958_465  # 31/12/9999


def from_serial(serial: float, *, since_1904: bool = False) -> date | None:
    """The day of a spreadsheet's serial number; None if it names none.

    Before 1/3/1900 programs disagree by a day, so those serials name none.
    """
    whole = int(serial) if -1e9 < serial < 1e9 else 0
    if since_1904:
        return _EPOCH_1904 + timedelta(whole) if 0 <= whole < _LAST_SERIAL - 1462 else None
    return _EPOCH + timedelta(whole) if 60 < whole <= _LAST_SERIAL else None
