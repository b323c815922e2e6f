"""Forms as the real LibreOffice saves them again: whatever the kind of file, the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kpi.periods import parse_period
from kpi.reading.one_file import read_one
from kpi.records.answers import FileRead
from reports.forms import Entry, write_form
from tests.forms.plans import HU, PLAN
from tests.office import convert

RECEIVED = datetime(2024, 7, 17, tzinfo=UTC)
# the kind of file, and LibreOffice's options: separator, quote, character set
WAYS = {
    "xlsx": ("xlsx", ""),
    "xls": ("xls", ""),
    "ods": ("ods", ""),
    "comma, UTF-8": ("csv", "44,34,76"),
    "semicolon, UTF-8": ("csv", "59,34,76"),
    "tab, UTF-16": ("csv", "9,34,65535"),
    "semicolon, all texts quoted": ("csv", "59,34,76,1,,0,true,true"),
}
FILLED = {
    "2024-06": {
        "VB01.a": Entry(1212), "VB01.b": Entry(1500),
        "VB01": Entry(None, explanation="Nghỉ lễ", evidence="Số 1; số 2"),
        "CH09": Entry(4000), "CH12": Entry("Có"), "CH01": Entry(date(2024, 5, 20)),
        "TT02": Entry("KPS", explanation='Ghi "tốt", sau\nđó xuống dòng'),
    },
    "2024-Q2": {"CH14": Entry(87.5)},
    "2024": {"HC05.a": Entry(1234.5), "HC05.b": Entry(12)},
}  # fmt: skip
WORDS = ["Tốt", "", "", "Thêm  máy\ndòng 2"]


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("forms")
    paths = []
    for period, entries in FILLED.items():
        path = folder / f"{period}_{HU}.xlsx"
        write_form(path, PLAN, HU, parse_period(period), entries=entries, words=WORDS)
        paths.append(path)
    return paths


def told(read: FileRead) -> Iterator[tuple[object, ...]]:
    assert read.problems == ()
    for one in read.submissions:
        assert one.problems == ()
        for a in one.answers:
            yield (one.unit, one.period, a.indicator, a.state, a.numerator, a.denominator, a.value,
                   a.done_on, a.explanation, a.evidence, a.held_by)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_value_of_a_form_saved_again_is_that_of_the_original(
    tmp_path: Path, originals: list[Path], way: str
) -> None:
    to, options = WAYS[way]
    count = 0
    for original, saved in zip(originals, convert(originals, to, tmp_path, options), strict=True):
        before = read_one(original, original.name, RECEIVED, PLAN)
        after = read_one(saved, saved.name, RECEIVED, PLAN)
        assert list(told(after)) == list(told(before))
        count += len(list(told(after)))
        [first], [again] = before.submissions, after.submissions
        if to != "csv":  # which has one sheet and no names
            assert (again.plan, again.version, again.words) == (
                first.plan, first.version, first.words,
            )  # fmt: skip
    assert count == 7


@pytest.mark.parametrize("to", ["xls", "ods"])
def test_a_blank_form_saved_again_is_still_blank(tmp_path: Path, to: str) -> None:
    path = tmp_path / f"2024-06_{HU}.xlsx"
    write_form(path, PLAN, HU, parse_period("2024-06"))
    [saved] = convert([path], to, tmp_path)
    read = read_one(saved, saved.name, RECEIVED, PLAN)
    assert [s.answers for s in read.submissions] in ([], [()])
