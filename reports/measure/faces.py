"""The fonts that text is measured and drawn with, and how wide each letter is in them.

Liberation Serif has the widths of Times New Roman, Liberation Sans those of Arial, and both hold
every Vietnamese letter; so what fits here fits where the office's own fonts are. Their licence lies
beside them (`fonts/OFL.txt`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypedDict, Unpack

FOLDER = Path(__file__).with_name("fonts")
ABSENT = 1.0  # of the size: a letter that the font lacks is drawn from another, at most so wide


class Family(StrEnum):
    """`SERIF` measures Times New Roman, `SANS` Arial (upright only)."""

    SERIF = "LiberationSerif"
    SANS = "LiberationSans"


class Face(TypedDict, total=False):
    """How letters look, as keywords of what measures them: upright serifs if nothing is said."""

    bold: bool
    italic: bool
    family: Family


@cache
def font_file(family: Family = Family.SERIF, *, bold: bool = False, italic: bool = False) -> Path:
    """The file of a face; FileNotFoundError if none is shipped (an italic Sans)."""
    name = {(True, True): "BoldItalic", (True, False): "Bold", (False, True): "Italic"}
    path = FOLDER / f"{family.value}-{name.get((bold, italic), 'Regular')}.ttf"
    if not path.is_file():
        raise FileNotFoundError(path)
    return path


@cache
def letter_widths(**face: Unpack[Face]) -> Mapping[str, float]:
    """The width of every letter of a face, as a share of the size."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no types

    with TTFont(font_file(**face), lazy=True) as font:
        whole = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        return {chr(code): advances[name][0] / whole for code, name in font.getBestCmap().items()}
