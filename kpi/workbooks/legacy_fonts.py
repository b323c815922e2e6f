"""Vietnamese text of the years before Unicode, told by its font's name and turned into letters.

TCVN3 (fonts `.Vn...`, those ending in H show capitals) keeps one byte a letter; VNI (`VNI-...`)
keeps a base letter and a mark behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kpi.workbooks.grid import OldText, Row, Sheet


@dataclass(frozen=True, slots=True)
class Converter:
    """How text in a font of the years before Unicode, named as the file names it, is read."""

    font: str
    letters: Callable[[str], str]

    def __call__(self, text: str) -> str:
        return self.letters(text)


_UNICODE_TOO = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
"""Letters of Vietnamese in Latin-1: what is written with these alone may be of either kind."""

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)

_MARKS = {"ø": 0, "ù": 1, "û": 2, "õ": 3, "ï": 4}
_TONED = {
    "a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹ",
    "ô": "ờớởỡợ", "ö": "ừứửữự",
}  # fmt: skip
_ROOFED = {
    "a": dict(zip("âàáåãäêèéúüë", "âầấẩẫậăằắẳẵặ", strict=True)),
    "e": dict(zip("âàáåãä", "êềếểễệ", strict=True)),
    "o": dict(zip("âàáåãä", "ôồốổỗộ", strict=True)),
}
_ALONE = dict(zip("ôöñæìíóòî", "ơưđỉìíĩịỵ", strict=True))


def _vni_pairs() -> dict[str, str]:
    pairs = {
        base + mark: letters[n]
        for base, letters in _TONED.items()
        for mark, n in _MARKS.items()
        if n < len(letters)
    }
    pairs |= {base + m: letter for base, marks in _ROOFED.items() for m, letter in marks.items()}
    pairs |= _ALONE
    upper = {k.upper(): v.upper() for k, v in pairs.items()}
    mixed = {k[0].upper() + k[1:]: v.upper() for k, v in pairs.items() if len(k) == 2}
    return mixed | upper | pairs


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    if not _one_byte(text):
        return text
    return text.translate(_TCVN3_TABLE)


def from_tcvn3_capitals(text: str) -> str:
    return from_tcvn3(text).upper() if _one_byte(text) else text


def from_vni(text: str) -> str:
    if not _one_byte(text):
        return text
    return _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)


def _one_byte(text: str) -> bool:
    # Unicode letters in a cell that kept an old font were typed with a new keyboard
    return all(ord(char) < 0x100 or char in "–—‘’“”…•" for char in text)


class OldFonts:
    """The texts of one workbook in old fonts: what cannot be of the old kinds was typed with a new
    keyboard, and stays as it is; what can be of either is as the others are."""

    def __init__(self) -> None:
        self.unicode = self.old = False
        self.undecided: dict[str, str] = {}
        self.fonts: dict[str, str] = {}  # by the text that was made of it

    def converted(self, pieces: Sequence[tuple[str, Converter | None]]) -> list[str]:
        """The pieces of one cell's text in Unicode, each under the converter of its font."""
        said = "".join(text for text, converter in pieces if converter)
        if not said.isascii():
            if not _one_byte(said):
                self.unicode = True
                return [text for text, _ in pieces]
            self.old |= any(not c.isascii() and c not in _UNICODE_TOO for c in said)
        found = [converter(text) if converter else text for text, converter in pieces]
        if not said.isascii() and all(c.isascii() or c in _UNICODE_TOO for c in said):
            whole = "".join(found)
            self.undecided[whole] = "".join(text for text, _ in pieces)
            self.fonts[whole] = next(c.font for text, c in pieces if c and not text.isascii())
        return found

    def guessed(self) -> dict[str, OldText]:
        """The texts that could be of either kind, as they are read, with their other reading."""
        made: dict[str, OldText] = {}
        for found, stored in self.undecided.items():
            read, other = (stored, found) if self._are_unicode else (found, stored)
            if read != other:
                made[read] = OldText(self.fonts[found], other)
        return made

    @property
    def _are_unicode(self) -> bool:
        return self.unicode and not self.old

    def settled(self, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
        """The sheets, with what could be of either kind as it stands, if all else was Unicode."""
        if not self.undecided or not self._are_unicode:
            return tuple(sheets)
        return tuple(replace(s, rows={n: self._row(r) for n, r in s.rows.items()}) for s in sheets)

    def _row(self, row: Row) -> Row:
        known = self.undecided
        return {
            column: cell._replace(text=known.get(cell.text, cell.text))
            if cell.kind == "text"
            else cell
            for column, cell in row.items()
        }


def converter_for(font: str) -> Converter | None:
    """How text in a font of this name is turned into Unicode; None if it is Unicode already."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return Converter(font.strip(), from_tcvn3_capitals if name.endswith("h") else from_tcvn3)
    return Converter(font.strip(), from_vni) if name.startswith("vni-") else None
