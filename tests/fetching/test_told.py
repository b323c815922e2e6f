"""Whatever a kind of source or a way of delivery may raise or leave has its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.words import LOCALES, section

ROOT = Path(__file__).parents[2]
ROOMS = ("kpi/receiving", "kpi/delivery")


def named(*functions: str) -> Iterator[str]:
    """The first word that these are called with, where it stands in the code."""
    for path in (p for room in ROOMS for p in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            word = node.args[0]
            if called in functions and isinstance(word, ast.Constant):
                yield str(word.value)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_has_its_words(locale: str) -> None:
    raised = set(named("Unreachable", "TurnedDown", "Later"))
    assert "login" in raised
    assert raised <= section("sources", locale)["why"].keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_whatever_is_left_at_a_source_has_its_words(locale: str) -> None:
    left = {f"source_left_{word}" for word in named("leave", "_leave")}
    assert "source_left_forged" in left
    assert left <= section("notices", locale).keys()
