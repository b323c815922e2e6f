"""The pieces that the code of a number format is made of."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\*(?P<fill>.)|_.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<halves>AM/PM|A/P)|(?P<general>General)|(?P<fraction>(?:(?<=s)|(?<=s\]))[.,]0+)"
    r"|(?P<date>y+|m+|d+|h+|s+)|(?P<end>;)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
SECTIONS = 4

Token = tuple[str, str]
"""The kind of a piece and its text: `quoted`, `escaped`, `fill`, `bracket`, `halves`, `general`,
`fraction` (of seconds), `date` or `plain`."""


def sections_of(code: str) -> list[list[Token]]:
    """The tokens of each section of a code, as (kind, text)."""
    sections: list[list[Token]] = [[]]
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup
        if kind == "end":
            sections.append([])
        elif kind is not None:
            sections[-1].append((kind, found[kind]))
    return sections[:SECTIONS]


def code_of(kind: str, text: str) -> str:
    """A token as it stands in a code."""
    match kind:
        case "quoted":
            return f'"{text}"'
        case "escaped":
            return "\\" + text
        case "fill":
            return "*" + text
        case "bracket":
            return f"[{text}]"
    return text


def plain_of(tokens: list[Token]) -> str:
    return "".join(text for kind, text in tokens if kind == "plain")


def words_of(kind: str, text: str) -> str:
    """What a token writes that is no part of the number."""
    if kind in ("quoted", "escaped"):
        return text
    if kind == "bracket" and text.startswith("$"):
        return text[1:].partition("-")[0]
    return ""


def is_place(kind: str, text: str) -> bool:
    """Whether a token stands for the number or a digit of it."""
    return kind == "general" or (kind == "plain" and text in "0#?@")
