"""Files in a plan's folder that may be the plan under another name: noticed, never read as it.

One rule: the plan is `indicators.yaml` and nothing else; what lies beside it is told.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kpi.plan.shipped import PLAN_NAME

Form = Literal["yaml", "workbook"]

_STEM = PLAN_NAME.partition(".")[0]
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_OF_A_PLAN = re.compile(r"indicator|ke ?hoach|chi ?tieu|\bplan\b")
_TOP_KEYS = re.compile(rb"^(?:plan|indicators):", re.MULTILINE)
_LOOKED_AT = 64 * 1024
_MOST = 5


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that may be the plan: its text under another name, or a workbook of it."""

    path: Path
    form: Form


def strays(folder: Path) -> tuple[Stray, ...]:
    """The files of a folder that may be its plan, likeliest first; `indicators.yaml` is none."""
    try:
        plan = folder / PLAN_NAME
        files = sorted(p for p in folder.iterdir() if p.is_file() and not _is_same(p, plan))
    except OSError:
        return ()
    texts = [Stray(p, "yaml") for p in files if _is_text_of_a_plan(p)]
    books = [Stray(p, "workbook") for p in files if _is_book_of_a_plan(p)]
    return (*texts, *books)[:_MOST]


def _is_same(path: Path, plan: Path) -> bool:
    """Whether it is the plan, under whichever case where the system tells none apart."""
    return path.name == plan.name or (plan.is_file() and path.samefile(plan))


def _is_text_of_a_plan(path: Path) -> bool:
    """`indicators.yml`, `indicators.yaml.txt`, `indicators (1).yaml`: by its name and its text."""
    name = path.name.casefold()
    named = name.startswith(_STEM) and not name.endswith(".json")
    if not named and not name.endswith((".yaml", ".yml")):
        return False
    try:
        with path.open("rb") as file:
            begun = file.read(_LOOKED_AT)
    except OSError:
        return False
    return _TOP_KEYS.search(begun.replace(b"\r", b"\n")) is not None


def _is_book_of_a_plan(path: Path) -> bool:
    if path.suffix.casefold() not in _WORKBOOKS or path.name.startswith("~$"):
        return False
    bare = unicodedata.normalize("NFD", path.stem.casefold().replace("đ", "d"))
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    return _OF_A_PLAN.search(re.sub(r"[\s_.-]+", " ", plain)) is not None
