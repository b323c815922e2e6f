"""Characters above or below the line, or struck out, as plain text shows them: `12⁵`,
`[gạch: 12]15`.

What is read is always the text with its marks; only a head, a name or a code, which footnotes are
put to, is also known without them, and only where the marks cannot be part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

Mark = Literal["", "raised", "lowered", "struck"]
_Found = TypeVar("_Found")

_PLAIN = "0123456789+-=()"
_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
_SMALL: dict[Mark, dict[int, str]] = {
    "raised": dict(zip(map(ord, _PLAIN), _RAISED, strict=True)),
    "lowered": dict(zip(map(ord, _PLAIN), _LOWERED, strict=True)),
}
# a notation like the decimal comma, the same whatever the language of the words around it
_OPEN: dict[Mark, str] = {"raised": "[trên: ", "lowered": "[dưới: ", "struck": "[gạch: "}
_FLAT = dict(zip(map(ord, _RAISED + _LOWERED), _PLAIN + _PLAIN, strict=True))
_MARKED = re.compile(rf"[{_RAISED}{_LOWERED}]+|\[(?:trên|dưới|gạch): ([^\]]*)\]")


def shown(pieces: Iterable[tuple[str, Mark]]) -> tuple[str, bool]:
    """The text of pieces with their marks, and whether anything that is seen has one."""
    joined: list[tuple[str, Mark]] = []
    for text, mark in pieces:
        own = mark if text.strip() else ""
        if joined and joined[-1][1] == own:
            joined[-1] = joined[-1][0] + text, own
        elif text:
            joined.append((text, own))
    return "".join(_shown(*piece) for piece in joined), any(mark for _, mark in joined)


def _shown(text: str, mark: Mark) -> str:
    """Each line is marked by itself: what stands in several lines is read line by line."""
    return "\n".join(_line_shown(line, mark) for line in text.split("\n")) if mark else text


def _line_shown(text: str, mark: Mark) -> str:
    body = text.strip()
    if not body:
        return text
    before, _, behind = text.partition(body)
    small = _SMALL.get(mark)
    if small is not None and all(ord(char) in small for char in body):
        return before + body.translate(small) + behind
    return f"{before}{_OPEN[mark]}{body}]{behind}"


def has_marks(text: str) -> bool:
    """Whether a text shows such characters, by format or typed as they are."""
    return not text.isascii() and _MARKED.search(text) is not None


def is_struck(text: str) -> bool:
    return _OPEN["struck"] in text


def without_marks(text: str) -> str:
    """The text without the characters that are marked."""
    return re.sub(r" {2,}", " ", _MARKED.sub("", text)).strip() if has_marks(text) else text


def flat(text: str) -> str:
    """The text as if its characters had no marks."""
    if not has_marks(text):
        return text
    return _MARKED.sub(lambda m: m[1] if m[1] is not None else m[0].translate(_FLAT), text)


def in_doubt(lines: Sequence[str], say: Callable[[tuple[str, ...]], object]) -> str:
    """The first of these lines that, by itself or among the others, would `say` something else if
    what is struck out in it did not count; empty if there is none."""
    struck = [number for number, line in enumerate(lines) if is_struck(line)]
    if not struck:
        return ""
    whole = tuple(map(flat, lines))
    said = say(whole)
    for number in struck:
        left = without_marks(lines[number])
        alone = say((whole[number],)) != say((left,))
        if alone or say((*whole[:number], left, *whole[number + 1 :])) != said:
            return lines[number]
    return ""


def known_by(text: str, find: Callable[[str], _Found]) -> _Found | None:
    """What `find` knows of a text, else without its footnote marks: nothing where something of
    it is struck out, or where the marks could be part of another that is known."""
    found = find(text)
    if found is not None or not has_marks(text) or is_struck(text):
        return found
    bare, other = find(without_marks(text)), find(flat(text))
    return bare if other is None or other == bare else None
