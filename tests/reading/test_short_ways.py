"""What is read the short way is read as by the long one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.plan.model import Measure
from kpi.reading import assemble as assembling
from kpi.reading.asking import Asking
from kpi.reading.catalogue import Asked
from kpi.reading.cells.outcomes import Surroundings
from kpi.reading.tables.entries import Entries, Entry, RowWords
from kpi.reading.tables.finding import _LIKE_A_NAME, _names_indicators
from kpi.reading.tables.headers import ROLES
from kpi.reading.vocabulary.codes import Slot
from kpi.workbooks.grid import Cell
from kpi.workbooks.text import fold, key

AROUND = Surroundings(date(2021, 1, 1), date(2026, 12, 31))
NUMBERS = st.one_of(
    st.integers(-(10**16), 10**16).map(float),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, -0.0, 0.5, 1.0, 100.0, 1e15, 12.345, -3.1]),
)


@dataclass(frozen=True)
class Group:
    asked: Asked
    entries: tuple[Entry, ...]


@st.composite
def groups(draw: st.DrawFn) -> Group:
    measures: list[Measure] = ["count", "ratio", "score", "yes_no", "milestone", "formula"]
    asked = Asked(
        "A1", "Số lớp", draw(st.sampled_from(measures)), draw(st.sampled_from(["lớp", "%"])),
        whole=False, running_total=False, factor=100.0, lowest=None, highest=None,
        numerator="Đạt", denominator="Tổng",
    )  # fmt: skip
    slots: list[Slot] = draw(
        st.sampled_from([["own"], ["a", "b"], ["own", "a", "b"], ["b", "a"], ["a"], ["own", "own"]])
    )
    cells = [
        Cell(
            draw(st.sampled_from(["number", "number", "number", "text", "error"])), "12",
            draw(NUMBERS), draw(st.sampled_from(["general", "general", "percent", "date"])),
            draw(st.booleans()),
        )
        for _ in slots
    ]  # fmt: skip
    entries = tuple(
        Entry("A1", asked, slot, cell, "S", hidden=False, row=9 + n, column=8, measure=measure)
        for n, (slot, cell, measure) in enumerate(
            zip(slots, cells, draw(st.tuples(*[st.sampled_from(["", "", "%"])] * len(slots))),
                strict=True)
        )
    )  # fmt: skip
    return Group(asked, entries)


@given(groups())
def test_plain_numbers_say_the_same_by_the_short_way_and_the_long_one(group: Group) -> None:
    entries = Entries(cells=list(group.entries), words={"A1": RowWords(["Mưa lũ"], [], ["QĐ 12"])})
    asking = Asking("vi", "a.xlsx", "Đề nghị đồng chí")
    taken = assembling.assemble(entries, AROUND, asking)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembling, "_usual", lambda *_: None)
        assert assembling.assemble(entries, AROUND, asking) == taken


def test_the_short_way_takes_the_cells_that_it_is_there_for() -> None:
    asked = Asked("A1", "", "count", "lớp", False, False, 1.0, None, None, "", "")
    entry = Entry("A1", asked, "own", Cell("number", "", 3.0), "S", False, 9, 8)
    assert assembling._usual(asked, [entry], RowWords()) is not None
    ratio = replace(asked, measure="ratio")
    parts = [entry._replace(asked=ratio, slot=slot) for slot in ("a", "b")]
    assert assembling._usual(ratio, parts, RowWords()) is not None


@pytest.mark.parametrize("head", [head for head, role in ROLES.items() if role in ("code", "name")])
def test_every_head_of_codes_or_names_holds_one_of_the_words_looked_for(head: str) -> None:
    assert _LIKE_A_NAME.search(head)
    assert _names_indicators(head)


@given(st.lists(st.text("aàảeêễoòuyươ ̀́đ D1.", max_size=8), max_size=5))
def test_a_line_is_folded_as_its_words_are(words: list[str]) -> None:
    assert fold(" ".join(words)).split() == [w for word in words for w in fold(word).split()]
    assert key(" ".join(words)) == "".join(map(key, words))
