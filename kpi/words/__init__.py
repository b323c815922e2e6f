"""All text that users see, in one catalogue: `words/<locale>/<section>.toml`.

Code asks for a key, never for a sentence; `vi` and `en` hold the same keys with the same
placeholders (a test says so). Keys are `section.name` or `section.group.name`.

A count and its noun agree: `{count} {count:unit|units}` says the first word where the count reads
1, else the second. Vietnamese nouns have one form and need none of it.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

LOCALES = ("vi", "en")


@lru_cache(maxsize=64)
def section(name: str, locale: str) -> dict[str, Any]:
    """One section of the catalogue; nested tables as they stand in the file."""
    source = files("kpi.words").joinpath(locale, f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def say(key: str, locale: str = "vi", /, **values: object) -> str:
    """The text of a key with its placeholders filled. An unknown key is a KeyError: a defect."""
    name, *rest = key.split(".")
    found: Any = section(name, locale)
    for part in rest:
        found = found[part]
    if not isinstance(found, str):
        raise KeyError(key)
    return fill(found, values) if values else found


def fill(text: str, values: Mapping[str, object]) -> str:
    """A text with its placeholders filled; a lacking value is a KeyError."""
    if "|" not in text:
        return text.format(**values)  # ten times as quick, and all that most texts need
    return _COUNTED.vformat(text, (), values)


class _Counted(string.Formatter):
    """`{count:unit|units}`: one word where the count reads 1, the other for any other count."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else many


_COUNTED = _Counted()
