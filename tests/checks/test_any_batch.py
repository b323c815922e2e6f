"""Whatever comes in, every answer is accounted for."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta

import pytest

from kpi.checks.rules import SEVERITIES
from kpi.database.frames import query
from kpi.records.answers import Answer, FileRead
from kpi.records.problems import Problem

FIGURES = (0.0, 1.0, -1.0, 0.5, 99.9, 100.0, 1e12, 1e300, -1e300, 5e-324, None, math.inf, math.nan)
STATES = ("value", "value", "value", "estimate", "none_occurred", "not_applicable", "withheld")
UNITS = ("A", "B", "C", "U2", "U3", "", "ZZ", "Đơn vị lạ")
PERIODS = ("2024-05", "2024-06", "2024-Q2", "2024-H1", "2024-9M", "2024", "2021-2025", "", "x")
NAMES = ("R1", "R2", "N1", "N2", "S1", "T1", "Y1", "M1", "P1", "E1", "G1", "O1", "", "là gì", "n1")
TEXTS = ("", "=1+1", "\x00", "Ô" * 400, "{place}", "{}", "12 / 15", "'; DROP TABLE observation")


def any_answer(chance: random.Random) -> Answer:
    return Answer(
        chance.choice(NAMES),
        chance.choice(STATES),  # type: ignore[arg-type]
        numerator=chance.choice(FIGURES),
        denominator=chance.choice(FIGURES),
        value=chance.choice(FIGURES),
        done_on=chance.choice(
            (None, None, "2024-01-31", "", "hôm qua", "2024-02-30", "9999-12-31")
        ),
        **{n: chance.choice(TEXTS) for n in ("written", "sheet", "cell", "explanation", "note")},
        held_by=chance.choice(("", "", "", "unreadable")),
    )


@pytest.fixture
def full(batch):
    chance = random.Random(20240630)  # noqa: S311 - the same batch every time
    for number in range(400):
        rule = chance.choice(sorted(SEVERITIES))
        problem = Problem(rule, "{x}", indicator=chance.choice(NAMES), severity=SEVERITIES[rule])
        batch.add(
            chance.choice(UNITS),
            chance.choice(PERIODS),
            [any_answer(chance) for _ in range(chance.randint(0, 12))],
            path=f"{chance.choice(('', 'xa/c/', 'thư mục/'))}{number}.xlsx",
            at=datetime(2024, 5, 1) + timedelta(hours=number),
            problems=(problem,) if chance.random() < 0.3 else (),
            words=(("{h}", "{t}"),),
        )
    batch.add_file(FileRead(), "trống.xlsx", "0")
    return batch


def test_whatever_comes_in_the_books_balance_and_nothing_is_lost(full) -> None:
    checked = full.load()
    taken = dict(checked.answers.group_by("sub").len().rows())
    for submission in checked.submissions:
        assert submission.cells_in == submission.held + taken.get(submission.sub, 0)
        rules = {p.severity for p in submission.problems}
        if submission.outcome == "accepted":
            assert submission.held == 0
            assert "file" not in rules
            assert "cell" not in rules
    assert {s.outcome for s in checked.submissions} >= {
        "accepted", "accepted_with_warnings", "accepted_in_part", "rejected",
    }  # fmt: skip
    con = full.warehouse.con
    rows = query(con, "SELECT sum(loaded + superseded + unchanged) AS n FROM submission")
    assert rows["n"].to_list() == [sum(taken.values())]
    assert query(con, "SELECT count(*) AS n FROM observation")["n"].to_list() == rows["n"].to_list()


def test_what_is_taken_can_be(full) -> None:
    taken = full.check().answers
    assert set(taken["unit"]) <= {"A", "B", "C", "U2", "U3"}
    for row in taken.to_dicts():
        if row["state"] in ("value", "estimate"):
            figures = (row["numerator"], row["denominator"])
            ratio = row["indicator"].startswith("R")
            assert all(math.isfinite(f) for f in (figures if ratio else (row["value"],)))
        if row["indicator"] == "R1" and row["state"] in ("value", "estimate"):
            assert 0 <= row["numerator"] <= row["denominator"]


def test_the_same_batch_gives_the_same_verdicts(full) -> None:
    arrivals, readings = list(full.arrivals), list(full.readings)
    first = full.check()
    full.arrivals, full.readings = arrivals, readings
    second = full.check()
    assert first.submissions == second.submissions
    assert first.answers.equals(second.answers, null_equal=True)
