"""The formats of a plain workbook of tables; equal ones are made once."""

from __future__ import annotations

from typing import Any, TypeAlias

Format: TypeAlias = Any  # the library that writes them has no types


class Formats:
    """Formats of one workbook, whose usual letters have a font and a size."""

    def __init__(self, workbook: Any, font: str, size: float) -> None:
        self._workbook = workbook
        self._base = {"font_name": font, "font_size": size, "valign": "top"}
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def plain(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**self._base, **properties})
        return self._made[key]

    def head(self) -> Format:
        return self.plain(
            border=1, text_wrap=True, bold=True, align="center", valign="vcenter",
            bg_color="#E8EEF4",
        )  # fmt: skip
