"""Characters that look like nothing or like others, and come along when text is pasted.

One rule: each is named, with its code, so that a planner can find it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kpi.plan.findings import Term

_LINES: Final = "‐‑‒–—―−"
DASHES: Final = f"{_LINES}•●▪◦·"
_SIGNS: Final = {  # what they stand for in YAML
    **dict.fromkeys("：﹕︰∶꞉", ": "),
    **dict.fromkeys("，﹐、", ", "),
    **dict(zip("［］｛｝", "[]{}", strict=True)),
    "　": " ",
}


_LETTERS: Final = {  # letters and figures of other scripts, as a keyboard here types them
    **dict(zip("АВЕЅІЈКМНОРСТУХаеосрухіјѕԁһԛԝ", "ABESIJKMHOPCTYXaeocpyxijsdhqw", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()},
    **dict(zip("＿－", "_-", strict=True)),
}
LINE_BREAKS: Final = "\x0b\x0c\x85\u2028\u2029"
"""Breaks of a line that other programs write within a text; an editor may not show them."""


def typed_as(character: str) -> str:
    """The letter or figure of the keyboard that one of another script looks like; else empty."""
    return _LETTERS.get(character, "")


def as_typed(text: str, *, dashes: bool = False) -> str:
    """The text with the keyboard's letters and figures; if asked, with its dash too."""
    plain = "".join(_LETTERS.get(c, c) for c in text)
    return re.sub(f"[{re.escape(_LINES)}]", "-", plain) if dashes else plain


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
    known = {"\t": "tab", "\u00a0": "no_break", **dict.fromkeys(LINE_BREAKS, "line_break")}
    if character in known:
        return known[character]
    by_category = {"Cf": "zero_width", "Zs": "other_blank"}
    rest = "dash" if character in DASHES else "sign"
    return by_category.get(unicodedata.category(character), rest)
