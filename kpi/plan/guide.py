"""The tables of keys in the guide `docs/khoa-ke-hoach.md`, made from the document's model.

`python -m kpi.plan.guide` writes them anew between their marks; the words around them are written
by hand, and a test reads every example through the plan's reader.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from kpi.plan.document import Written
from kpi.plan.examples import EXAMPLES
from kpi.plan.kinds import Key, keys_of, type_word, unwrapped
from kpi.plan.meanings import with_meaning
from kpi.words import say

FILE = Path(__file__).parents[2] / "docs" / "khoa-ke-hoach.md"
_TABLE = re.compile(r"<!-- (\w+W) -->\n.*?<!-- / -->\n", re.DOTALL)
_LOCALE = "vi"
_FEW = 8  # words that a cell of the table can list


def models() -> dict[str, type[Written]]:
    """Every mapping that a plan may hold, by the name of its model."""
    return {m.__name__: m for m in Written.__subclasses__()}


def table(model: str) -> str:
    """The keys of a model: name, whether it must be written, type, meaning, example."""
    rows = [say("plan_words.guide.head", _LOCALE), "|---|---|---|---|---|"]
    for key in keys_of(models()[model]).values():
        must = say("plan_words.guide.required", _LOCALE) if key.required else ""
        cells = (
            f"`{key.name}`", must, _type(key), say(f"plan.keys.{model}.{key.name}", _LOCALE),
            f"`{EXAMPLES[model][key.name]}`",
        )  # fmt: skip
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _type(key: Key) -> str:
    base, _ = unwrapped(key.type)
    members = get_args(base) if get_origin(base) in {Union, UnionType} else (base,)
    said = [_one_type(key.name, member) for member in members if member is not type(None)]
    return say("plan_words.guide.or", _LOCALE).join(dict.fromkeys(said))


def _one_type(name: str, kind: Any) -> str:
    base, _ = unwrapped(kind)
    if get_origin(base) is Literal and len(get_args(base)) <= _FEW:
        words = with_meaning(name, get_args(base))
        return "; ".join(w if isinstance(w, str) else w.said(_LOCALE) for w in words)
    return say(f"plan.types.{type_word(base)}", _LOCALE)


def with_tables(text: str) -> str:
    """The guide with every table as the model is now."""

    def made(found: re.Match[str]) -> str:
        return f"<!-- {found[1]} -->\n{table(found[1])}<!-- / -->\n"

    return _TABLE.sub(made, text)


if __name__ == "__main__":
    FILE.write_text(with_tables(FILE.read_text("utf-8")), encoding="utf-8", newline="\n")
