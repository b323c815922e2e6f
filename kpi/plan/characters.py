"""Characters that look like nothing or like others, and come along when text is pasted.

One rule: each is named, with its code, so that a planner can find it.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from kpi.plan.findings import Term

DASHES: Final = "‐‑‒–—―−•●▪◦·"
_SIGNS: Final = {"：": ": ", "，": ", ", "　": " "}  # what they stand for in YAML


def is_odd(character: str) -> bool:
    """Whether it is a blank other than the space bar's, or takes no room at all; a tab is not
    meant, it has a rule of its own."""
    if character in " \t\r\n":
        return False
    return (
        character in _SIGNS
        or character in "\x85\u2028\u2029"
        or unicodedata.category(character) in {"Zs", "Cf"}
    )


def is_hidden(character: str) -> bool:
    """Whether it takes no room at all."""
    return unicodedata.category(character) == "Cf"


def without_odd(text: str) -> str:
    """The text with plain blanks, and without what takes no room."""
    return "".join(_plain(c) if is_odd(c) else c for c in text)


def _plain(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    return "" if unicodedata.category(character) == "Cf" else " "


def named(character: str) -> Term:
    """What the character is called, with its code."""
    code = f"U+{ord(character):04X}"
    return Term(f"characters.{_kind(character)}", {"character": character, "code": code})


def _kind(character: str) -> str:
    if character == "\t":
        return "tab"
    if unicodedata.category(character) == "Cf":
        return "zero_width"
    if character == "\u00a0":
        return "no_break"
    if unicodedata.category(character) == "Zs" or character in "\x85\u2028\u2029":
        return "other_blank"
    if character in DASHES:
        return "dash"
    return "sign"
