"""Where a command's result goes: to stdout, or with `--out` into a file that appears whole or not
at all.

One rule: a file is written in place whole, its folder made if need be; stdout holds nothing then.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.console import Stop, note, out
from kpi.files import replacing
from kpi.words import say

if TYPE_CHECKING:
    from reports.listing import Listing


@dataclass(frozen=True, slots=True)
class Output:
    """The form asked for (`text`, `json`, `xlsx`, ...) and the file, if one is named."""

    form: str
    target: Path | None = None

    def text(self, text: str, locale: str) -> None:
        if self.target is None:
            out(text)
            return
        with replacing(self.target.absolute()) as made:
            made.write_text(f"{text}\n", encoding="utf-8", newline="")
        self._written(locale)

    def listing(self, listing: Listing, locale: str) -> None:
        """A workbook; Stop if it has too many rows. It needs a file."""
        from reports.listing import write_listing
        from reports.tables import TableTooLong

        if self.target is None:
            raise ValueError("a workbook needs a file")
        try:
            write_listing(self.target, listing)
        except TableTooLong as too_long:
            raise Stop(say("outputs.too_many_rows", locale, rows=too_long.args[0])) from None
        self._written(locale)

    def _written(self, locale: str) -> None:
        note(say("next.exported", locale, path=self.target))
