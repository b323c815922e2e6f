"""The two workbooks of a report, each for its reader, and what each says of the other.

The one rule: whoever points at a page of the other workbook names the file. A page may stand in
both: short for leadership, whole in the annex.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from reports.edition import Edition


class Volume(Enum):
    """The value is the name of the file; both lie in the report's folder."""

    REPORT = "report.xlsx"
    ANNEX = "phu-luc.xlsx"


@dataclass(frozen=True, slots=True)
class Contents:
    """`own` are the keys of the workbook's pages behind the cover, `elsewhere` those of the other
    workbook with its file."""

    volume: Volume = Volume.REPORT
    own: Sequence[str] = ()
    elsewhere: Mapping[str, Volume] = field(default_factory=lambda: MappingProxyType({}))

    def name(self, key: str, edition: Edition) -> str:
        """What a page calls another page: its sheet, with the file if it is not in this one."""
        if key in self.own or key not in self.elsewhere:
            return edition.sheet(key)
        return self.whole(key, edition)

    def whole(self, key: str, edition: Edition) -> str:
        """What a short page calls the whole one in the other workbook."""
        sheet = edition.sheet(key)
        return edition.say("report.elsewhere", sheet=sheet, file=self.elsewhere[key].value)
