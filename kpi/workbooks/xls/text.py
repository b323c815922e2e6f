"""Text of .xls cells in Unicode, whatever font and code page it was typed in, and their formats.

The font decides: a run of letters in a font of the years before Unicode is turned into letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from typing import Any

from xlrd.book import Book
from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

from kpi.workbooks.grid import Format
from kpi.workbooks.legacy_fonts import Converter, OldFonts, converter_for
from kpi.workbooks.marks import Mark
from kpi.workbooks.number_formats import NumberFormat, format_of

_SHEET_NAMES = re.compile(r"'(?:[^']|'')*'!|\w+!")
_SUMS = re.compile(
    r"\b(?:SUM|PRODUCT|SUMPRODUCT|SUMIF|COUNT|COUNTA|COUNTIF|AVERAGE|MIN|MAX|ABS|INT|ROUND(?:UP|DOWN)?)\("
)
_ARITHMETIC = re.compile(r"(?:[-+*/^(),:.;$ 0-9]|(?<![A-Z])[A-Z]{1,2}(?=\$?\d))+")
_OPERATOR = re.compile(r"[-+*/^]")
_MOVED: dict[int, Mark] = {1: "raised", 2: "lowered"}
_UNICODE = 80  # Excel 97 and later; before it a byte is a letter of the file's code page
_WHOLE = re.compile(r"(?<=\d)\.0\b")


class Texts:
    """What the styles of one book make of its cells."""

    def __init__(self, book: Book, own_formats: Container[int] = ()) -> None:
        """`own_formats` are the numbers of the formats that the file itself writes out."""
        self.book: Any = book
        self.own_formats = own_formats
        self.old = OldFonts()
        self.code_page = "" if book.biff_version >= _UNICODE else (book.encoding or "cp1252")
        self.converters = [converter_for(font.name) for font in book.font_list]
        self.marks: list[Mark] = [_mark_of(font) for font in book.font_list]
        self.formats: dict[int, Format | NumberFormat] = {}

    def format_of(self, style: int) -> Format | NumberFormat:
        """What the number format of a cell style shows."""
        found = self.formats.get(style)
        if found is None:
            found = self.formats[style] = self._format(style)
        return found

    def _format(self, style: int) -> Format | NumberFormat:
        if not 0 <= style < len(self.book.xf_list):
            return "general"
        number = self.book.xf_list[style].format_key
        known = self.book.format_map.get(number)
        own = known is not None and number in self.own_formats
        return format_of(number, known.format_str if own else None)

    def beside_text(self, style: int) -> str:
        """What the number format of a style writes beside a text."""
        form = self.format_of(style)
        return "" if isinstance(form, str) else form.beside_text

    def _font_of(self, style: int) -> int:
        known = 0 <= style < len(self.book.xf_list)
        font: int = self.book.xf_list[style].font_index if known else 0
        return font

    def mark_of(self, style: int) -> Mark:
        """The mark that the font of a style gives to all characters."""
        return self._mark(self._font_of(style))

    def of_cell(
        self, text: str, style: int, runs: Sequence[tuple[int, int]]
    ) -> list[tuple[str, Mark]]:
        """The text of a cell in pieces with their marks; `runs` are (offset, font), before the
        first the style's font."""
        return self._pieces(text, [(0, self._font_of(style)), *runs])

    def of_note(self, note: Any) -> str:
        runs = [(0, 0), *(note.rich_text_runlist or ())]
        return "".join(text for text, _ in self._pieces(note.text or "", runs)).strip()

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

    def _pieces(self, text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[str, Mark]]:
        ends = [*(offset for offset, _ in runs[1:]), len(text)]
        written: list[tuple[str, Converter | None]] = []
        at = 0
        for (_, font), end in zip(runs, ends, strict=True):
            converter = self._converter(font)
            written.append((self._as_bytes(text[at:end], converter), converter))
            at = max(at, end)
        found = self.old.converted(written) if any(c for _, c in written) else None
        texts = found or [piece for piece, _ in written]
        return [
            (self.plain(piece), self._mark(font))
            for piece, (_, font) in zip(texts, runs, strict=True)
        ]

    def _mark(self, font: int) -> Mark:
        return self.marks[font] if 0 <= font < len(self.marks) else ""

    def _converter(self, font: int) -> Converter | None:
        return self.converters[font] if 0 <= font < len(self.converters) else None

    def _as_bytes(self, text: str, converter: Converter | None) -> str:
        """Letters of an old font are bytes, whatever the code page would make of them."""
        if converter is None or not self.code_page:
            return text
        return text.encode(self.code_page, "replace").decode("cp1252", "replace")


def _mark_of(font: Any) -> Mark:
    if font.struck_out:
        return "struck"
    return _MOVED.get(font.escapement, "")
