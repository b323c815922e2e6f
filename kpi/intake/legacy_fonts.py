"""Vietnamese text of the years before Unicode, told by its font's name and turned into letters.

TCVN3 (fonts `.Vn...`, those ending in H show capitals) keeps one byte a letter; VNI (`VNI-...`)
keeps a base letter and a mark behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Converter = Callable[[str], str]

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
    return from_tcvn3(text).upper()


def from_vni(text: str) -> str:
    if not _one_byte(text):
        return text
    return _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)


def _one_byte(text: str) -> bool:
    # Unicode letters in a cell that kept an old font were typed with a new keyboard
    return all(ord(char) < 0x100 or char in "–—‘’“”…•" for char in text)


def converter_for(font: str) -> Converter | None:
    """How text in a font of this name is turned into Unicode; None if it is Unicode already."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return from_tcvn3_capitals if name.endswith("h") else from_tcvn3
    return from_vni if name.startswith("vni-") else None
