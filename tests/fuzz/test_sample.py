"""A sample of the fuzzing; `python -m tests.fuzz` runs as many as wanted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from kpi.records.answers import FileRead
from tests.fuzz.__main__ import by_kind, fuzz, through_pool
from tests.fuzz.mutations import PARTS, RECORDS
from tests.fuzz.oracle import judge
from tests.fuzz.originals import Original, originals

SEED, COUNT = "sample", 400


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> list[Original]:
    return originals(tmp_path_factory.mktemp("good"))


def test_no_bad_file_is_an_accident_or_a_wrong_figure(
    good: list[Original], capsys: pytest.CaptureFixture[str]
) -> None:
    counts = fuzz(good, SEED, range(COUNT))
    total = Counter(verdict for _, _, verdict in counts.elements())
    assert capsys.readouterr().err == ""
    assert total["wrong"] == 0
    assert total.total() == COUNT
    # the sample has some of everything, so that what it shows is not for want of trying
    assert all(total[v] for v in ("unchanged", "asked", "refused", "edited"))
    assert {kind for kind, _ in by_kind(counts)} == {"xlsx", "xls", "ods", "csv"}


def test_the_reading_processes_read_the_same(good: list[Original], tmp_path: Path) -> None:
    assert through_pool(good, SEED, 60, tmp_path) == 0


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_a_figure_that_the_file_does_not_hold_would_be_found(
    good: list[Original], kind: str
) -> None:
    for original in (o for o in good if o.kind == kind):
        assert judge(original, original.content, original.read).kind == "unchanged"
        for changed in (_with_other_figures(original.read), _of_other_rows(original.read)):
            assert judge(original, original.content, changed).kind == "wrong"


@pytest.mark.parametrize(
    ("kind", "way", "least"),
    [("xlsx", "font", 30), ("xlsx", "format", 15), ("xlsx", "runs", 10), ("ods", "font", 30),
     ("ods", "format", 40), ("ods", "runs", 30), ("xls", "look", 3)],
)  # fmt: skip
def test_a_figure_taken_from_a_cell_that_shows_something_else_would_be_found(
    good: list[Original], kind: str, way: str, least: int
) -> None:
    """As if our reader did not see what the fuzzing did to fonts and formats: of a hundred changes
    at least so many fall on what was read."""
    originals_of_kind = [o for o in good if o.kind == kind]
    change = (RECORDS if kind == "xls" else PARTS)[way]
    verdicts: Counter[str] = Counter()
    for number in range(100):
        chance = Random(f"{way}:{number}")  # noqa: S311 - the same every time
        original = chance.choice(originals_of_kind)
        content = change(original, good, chance)
        verdicts[judge(original, content, original.read).kind] += 1
    assert verdicts["wrong"] >= least, verdicts


def _with_other_figures(read: FileRead) -> FileRead:
    first, *rest = read.submissions
    answer, *others = first.answers
    other = answer._replace(value=123456789.0, numerator=None, denominator=None, done_on=None)
    return replace(read, submissions=(replace(first, answers=(other, *others)), *rest))


def _of_other_rows(read: FileRead) -> FileRead:
    """The first answer said of another indicator."""
    first, *rest = read.submissions
    answer, *others = first.answers
    other = answer._replace(indicator="CH15")
    return replace(read, submissions=(replace(first, answers=(other, *others)), *rest))
