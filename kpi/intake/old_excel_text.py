"""Text of .xls cells in Unicode, whatever font and code page it was typed in, and their formats.

The font decides: a run of letters in a font of the years before Unicode is turned into letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from xlrd.book import Book
from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

from kpi.intake.grid import Format
from kpi.intake.legacy_fonts import Converter, converter_for
from kpi.intake.number_formats import format_of

_SHEET_NAMES = re.compile(r"'(?:[^']|'')*'!|\w+!")
_SUMS = re.compile(
    r"\b(?:SUM|PRODUCT|SUMPRODUCT|SUMIF|COUNT|COUNTA|COUNTIF|AVERAGE|MIN|MAX|ABS|INT|ROUND(?:UP|DOWN)?)\("
)
_ARITHMETIC = re.compile(r"(?:[-+*/^(),:.;$ 0-9]|(?<![A-Z])[A-Z]{1,2}(?=\$?\d))+")
_OPERATOR = re.compile(r"[-+*/^]")
_UNICODE = 80  # Excel 97 and later; before it a byte is a letter of the file's code page
_WHOLE = re.compile(r"(?<=\d)\.0\b")
_BUILT_IN = 164  # formats below this number are the same in every file


class Texts:
    """What the styles of one book make of its cells."""

    def __init__(self, book: Book) -> None:
        self.book: Any = book
        self.code_page = "" if book.biff_version >= _UNICODE else (book.encoding or "cp1252")
        self.converters = [converter_for(font.name) for font in book.font_list]
        self.formats: dict[int, Format] = {}

    def format_of(self, style: int) -> Format:
        """What the number format of a cell style shows."""
        found = self.formats.get(style)
        if found is None:
            found = self.formats[style] = self._format(style)
        return found

    def _format(self, style: int) -> Format:
        if not 0 <= style < len(self.book.xf_list):
            return "general"
        number = self.book.xf_list[style].format_key
        known = self.book.format_map.get(number)
        code = known.format_str if known is not None and number >= _BUILT_IN else None
        return format_of(number, code)

    def of_cell(self, text: str, style: int, runs: Sequence[tuple[int, int]]) -> str:
        """The text of a cell; `runs` are (offset, font), before the first the style's font."""
        font = self.book.xf_list[style].font_index if 0 <= style < len(self.book.xf_list) else 0
        return self._joined(text, [(0, font), *runs])

    def of_note(self, note: Any) -> str:
        return self._joined(note.text or "", [(0, 0), *(note.rich_text_runlist or ())]).strip()

    def plain(self, text: str) -> str:
        return unicodedata.normalize("NFC", text)

    def formulas(self, found: Mapping[tuple[int, int], bytes]) -> dict[tuple[int, int], str]:
        """Formulas as text by place from 1; one that cannot be shown is left out."""
        shown = {}
        for (row, column), tokens in found.items():
            text = self._formula(row, column, tokens)
            if text:
                shown[row + 1, column + 1] = text
        return shown

    def is_sum(self, row: int, column: int, tokens: bytes) -> bool:
        """Whether a formula is arithmetic, so that it gives a number or an error and no words."""
        text = _SHEET_NAMES.sub("", self._formula(row, column, tokens) or '"')
        bare = _SUMS.sub("(", text)
        return bool(_ARITHMETIC.fullmatch(bare)) and (bare != text or bool(_OPERATOR.search(bare)))

    def _formula(self, row: int, column: int, tokens: bytes) -> str | None:
        length = int.from_bytes(tokens[:2], "little")
        try:
            text: str | None = decompile_formula(
                self.book, tokens[2:], length, FMLA_TYPE_CELL, row, column
            )
        except Exception:  # noqa: BLE001 - only for show: the value stands whatever xlrd stumbles on
            return None
        if not text or "??" in text:
            return None
        # xlrd shows whole numbers as 1.0
        return text if '"' in text else _WHOLE.sub("", text)

    def _joined(self, text: str, runs: Sequence[tuple[int, int]]) -> str:
        ends = [*(offset for offset, _ in runs[1:]), len(text)]
        parts = []
        at = 0
        for (_, font), end in zip(runs, ends, strict=True):
            parts.append(self._converted(text[at:end], self._converter(font)))
            at = max(at, end)
        return "".join(parts)

    def _converter(self, font: int) -> Converter | None:
        return self.converters[font] if 0 <= font < len(self.converters) else None

    def _converted(self, text: str, converter: Converter | None) -> str:
        if converter is None:
            return self.plain(text)
        if self.code_page:
            # letters of an old font are bytes, whatever the code page would make of them
            text = text.encode(self.code_page, "replace").decode("cp1252", "replace")
        return converter(text)
