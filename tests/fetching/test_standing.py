"""How things outside stand: written down by name, read again, forgotten when named no more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kpi.home import Home
from kpi.receiving.fetching.memory import Memory, State, states_of

AT = datetime(2024, 7, 1, 3)


def test_what_is_remembered_is_read_again_under_its_name(tmp_path: Path) -> None:
    home = Home(tmp_path)
    state = State("o", AT, frozenset({"b", "a"}), 2).after_failure(AT, "im lặng")
    Memory(home).remember(state)
    assert states_of(home) == {"o": state}
    assert '"left": [\n   "a",\n   "b"\n  ]' in home.source_states.read_text("utf-8")


def test_how_a_source_stood_that_the_plan_names_no_more_is_forgotten(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for source in ("o", "khac"):
        Memory(home).remember(State(source, AT))
    memory = Memory(home, {"o"})
    memory.remember(State("o", AT, came=1))
    assert states_of(home) == {"o": State("o", AT, came=1)}


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"source": "o"}]', "[" * 100_000])
def test_a_file_that_cannot_be_read_says_nothing(tmp_path: Path, text: str) -> None:
    home = Home(tmp_path)
    home.data.mkdir()
    home.source_states.write_text(text, "utf-8")
    assert states_of(home) == {}
