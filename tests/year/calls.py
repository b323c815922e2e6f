"""When the system's scheduler calls in 2024, what is out of order then, and what is to be made.

Due days are written out by hand (the 14th and two working days; of the 14th of February Tết).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

DUE = {1: 16, 2: 16, 3: 18, 4: 16, 5: 16, 6: 18, 7: 16, 8: 16, 9: 17, 10: 16, 11: 18, 12: 17}
LONGER = {
    3: ("2024-Q1",), 6: ("2024-Q2", "2024-H1"), 9: ("2024-Q3", "2024-9M"),
    12: ("2024-Q4", "2024-H2", "2024"),
}  # fmt: skip
GONE = {
    (3, "due"): ("sftp",), (5, "due"): ("thu",), (7, "after"): ("gui",), (9, "due"): ("chung",),
    (11, "due"): ("chung", "sftp", "thu", "gui"),
}  # fmt: skip
KILLED = {
    (2, "due"), (2, "after"), (4, "late"), (6, "after"), (8, "due"), (10, "after"), (12, "after"),
}  # fmt: skip
LATE = {1, 4, 6, 10, 12}  # months with a call nine days after their due day


@dataclass(frozen=True, slots=True)
class Call:
    """One call at a moment (UTC): reports that must be there after it, servers that are gone,
    whether the process is killed on the way (and called again soon after)."""

    at: datetime
    part: str
    reports: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    killed: bool = False


def calls(months: Collection[int]) -> list[Call]:
    """On the due day, the morning after it, in some months nine days after it; and a last one."""
    found = []
    for month in months:
        due = datetime(2024, month, DUE[month])
        made = (f"2024-{month:02d}", *LONGER.get(month, ()))
        for part, at, reports in (
            ("due", due + timedelta(hours=5), ()),
            ("after", due + timedelta(days=1, hours=1), made),
            ("late", due + timedelta(days=9, hours=5), ()),
        ):
            if part == "late" and month not in LATE:
                continue
            killed = (month, part) in KILLED
            found.append(Call(at, part, reports, GONE.get((month, part), ()), killed))
    return [*found, Call(found[-1].at + timedelta(days=14), "last")]
