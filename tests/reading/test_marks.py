"""Marks on characters as plain text shows them, and what is known without them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.workbooks.marks import Mark, flat, has_marks, known_by, shown, without_marks

KNOWN = {"VB01": 1, "VB02": 2, "VB011": 3, "LOP": 4}
PIECES = st.lists(
    st.tuples(
        st.text(st.characters(codec="ascii", exclude_characters="[]"), max_size=6),
        st.sampled_from(("", "raised", "lowered", "struck")),
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [([("12", ""), ("5", "raised")], "12⁵"),
     ([("12", "struck"), ("15", "")], "[gạch: 12]15"),
     ([("H", ""), ("2", "lowered"), ("O", "")], "H₂O"),
     ([("15", ""), (" a ", "raised")], "15 [trên: a] "),
     ([("15", ""), ("a", "lowered")], "15[dưới: a]"),
     ([("1", "struck"), ("2", "struck"), ("3", "")], "[gạch: 12]3"),
     ([("15", ""), (" ", "struck"), ("lớp", "")], "15 lớp"),
     ([("-1", "raised")], "⁻¹")],
)  # fmt: skip
def test_marks_are_shown(pieces: list[tuple[str, Mark]], text: str) -> None:
    assert shown(pieces) == (text, has_marks(text))


@given(PIECES)
def test_nothing_of_a_text_is_lost_or_made_up(pieces: list[tuple[str, Mark]]) -> None:
    text, marked = shown(pieces)
    assert flat(text).split() == "".join(t for t, _ in pieces).split() or " " in text
    assert "".join(flat(text).split()) == "".join("".join(t for t, _ in pieces).split())
    bare = "".join(t for t, mark in pieces if not mark)
    assert "".join(without_marks(text).split()) == "".join(bare.split())
    assert marked == any(mark and t.strip() for t, mark in pieces)


@pytest.mark.parametrize(
    ("text", "found"),
    [("LOP", 4), ("LOP¹", 4), ("LOP[trên: a]", 4), ("VB02₃", 2),
     ("VB01¹", None),  # VB011 is another
     ("VB0¹", None),  # VB01 may be meant, or not
     ("[gạch: VB01]VB02", None), ("[gạch: LOP]", None), ("LOPP¹", None)],
)  # fmt: skip
def test_a_code_is_known_without_a_mark_that_cannot_be_part_of_one(
    text: str, found: int | None
) -> None:
    assert known_by(text, KNOWN.get) == found
