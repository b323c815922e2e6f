"""The demo's plan: the shipped one, marked as illustration and otherwise the same to the byte.

Every report prints `marking` and `scope_note`, so every page of the demo says what it is.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from kpi.words import say

PLAN_FILE = "indicators.yaml"
SCHEMA_FILE = "indicators.schema.json"
_MARKING = re.compile(r"^(  marking: )(.+)$", re.MULTILINE)
_SCOPE_NOTE = re.compile(r"^(  scope_note: >-\n)(    )", re.MULTILINE)


def shipped_text(name: str) -> str:
    """A file that the product ships: from the installed package, else from the source tree."""
    installed = files("kpi").joinpath("shipped", name)
    if installed.is_file():
        return installed.read_text(encoding="utf-8")
    return (Path(__file__).parents[1] / name).read_text(encoding="utf-8")


def demo_plan_text() -> str:
    """The shipped plan with two lines changed; ValueError if it no longer has them."""
    marked, markings = _MARKING.subn(
        lambda m: f"{m[1]}{m[2]}; {say('demo.marking')}", shipped_text(PLAN_FILE), count=1
    )
    noted, notes = _SCOPE_NOTE.subn(
        lambda m: f"{m[1]}{m[2]}{say('demo.scope_note')}\n{m[2]}", marked, count=1
    )
    if (markings, notes) != (1, 1):
        raise ValueError("the shipped plan has no marking or scope_note to mark as illustration")
    return noted


def write_plan(root: Path) -> None:
    """Writes schema and plan into a home, the plan last."""
    for name, text in ((SCHEMA_FILE, shipped_text(SCHEMA_FILE)), (PLAN_FILE, demo_plan_text())):
        with (root / name).open("w", encoding="utf-8", newline="\n") as target:
            target.write(text)
