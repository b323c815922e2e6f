"""All text that users see, in one catalogue: `words/<locale>/<section>.toml`.

Code asks for a key, never for a sentence; `vi` and `en` hold the same keys with the same
placeholders (a test says so). Keys are `section.name` or `section.group.name`.
"""

from __future__ import annotations

import tomllib
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
    return found.format(**values) if values else found
