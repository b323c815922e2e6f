"""Every file of the corpus comes to exactly what was meant, or is asked back in so many words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kpi.records.answers import SubmissionRead
from tests.submissions.case import Case, Sub
from tests.submissions.run import Ran, cases, counted, figure, run, writings

CASES = cases()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Ran]:
    folder: Path = tmp_path_factory.mktemp("corpus")
    return run(CASES, folder)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_file_comes_to_this(case: Case, ran: Mapping[str, Ran]) -> None:
    one = ran[case.name]
    told = [(s.unit, s.period, s.outcome) for s in one.checked]
    assert told == [(s.unit, s.period, s.outcome) for s in case.subs]
    reading = {(r.unit, r.period): r for r in reversed(one.reading.submissions)}
    for wanted, checked in zip(case.subs, one.checked, strict=True):
        read = reading.get((wanted.unit, wanted.period))
        assert _figures(wanted, read) == dict(wanted.figures)
        assert [p.rule for p in checked.problems] == [rule for rule, _ in wanted.says]
        for problem, (_, piece) in zip(checked.problems, wanted.says, strict=True):
            assert piece in problem.message
        notes = [n.text for n in read.notes] if read else []
        assert len(notes) >= len(wanted.notes)
        assert all(any(piece in note for note in notes) for piece in wanted.notes), notes
        assert wanted.notes or not notes or wanted.outcome == "rejected", notes


def _figures(wanted: Sub, read: SubmissionRead | None) -> dict[str, object]:
    if read is None:
        return {}
    if wanted.outcome == "rejected" and all(v == "?" for v in wanted.figures.values()):
        return {a.indicator: "?" for a in read.answers}
    return {a.indicator: figure(a) for a in read.answers}


def test_no_figure_of_the_corpus_is_read_wrong(ran: Mapping[str, Ran]) -> None:
    count = counted(ran.values())
    assert len(CASES) >= 300
    assert (count.wrong, count.right >= 800, count.asked >= 140) == (0, True, True), count


def test_no_writing_of_the_table_is_read_wrong() -> None:
    count = writings()
    assert (count.wrong, count.right >= 300, count.asked >= 200) == (0, True, True), count
