"""Characters that look like nothing or like others, and come along when text is pasted.

One rule: each is named, with its code, so that a planner can find it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kpi.plan.findings import Term

DASHES: Final = "‐‑‒–—―−•●▪◦·"
_SIGNS: Final = {  # what they stand for in YAML
    **dict.fromkeys("：﹕︰∶꞉", ": "),
    **dict.fromkeys("，﹐、", ", "),
    **dict(zip("［］｛｝", "[]{}", strict=True)),
    "　": " ",
}


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


def stands_for(character: str) -> str:
    """The sign of the keyboard that it looks like; empty for what only looks like a blank."""
    return _SIGNS.get(character, "").strip()


def without_odd(text: str, *, signs: bool = True) -> str:
    """The text with plain blanks (and signs, if asked), and without what takes no room."""
    plain = "".join(_plain(c) if is_odd(c) and (signs or not stands_for(c)) else c for c in text)
    return re.sub(r"(?<=[:,]) (?= )", "", plain) if plain != text else text


def with_sign(text: str, at: int) -> str:
    """The text with the keyboard's sign at one place: `measure ：count` is `measure: count`."""
    before, after, sign = text[:at], text[at + 1 :], stands_for(text[at])
    if sign in {":", ","}:
        before, after = before.rstrip(), f" {after.lstrip()}".rstrip()
    return before + sign + after


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
