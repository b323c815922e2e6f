"""Every mistake that the demo makes on purpose is found, and next to nothing else is questioned."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.filling import fill
from demo.mistakes import MISTAKES, make_mistake
from demo.sendings import demo_periods, sendings_of
from demo.world import World
from demo.write import write_demo
from flows.direct import collect_now
from flows.export import export_data
from kpi.home import Home
from kpi.plan.load import parse_plan

UNITS = {"HU-VL", "HU-DK", "P2"}  # between them they make every mistake there is
FINDING = {
    "share_as_text": {"parts_missing"},
    "about_a_share": {"approximate"},
    "letter_for_zero": {"unreadable"},
    "more_than_all": {"numerator_above_denominator"},
    "only_the_date_changed": {"copy_of_last_period"},
    "ten_times": {"slip_of_ten", "changed_much"},
    "one_part_left_out": {"parts_missing"},
    "no_reason_given": {"missing_explanation", "changed_much"},
    "a_dash": {"ambiguous_mark"},
}
# said of files as they come, whoever fills them
OF_DELIVERY = {"late", "missing_indicator", "missing_explanation"}


@dataclass(frozen=True)
class Planted:
    name: str
    unit: str
    period: str
    indicators: frozenset[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("demo") / "home")
    write_demo(made.root, units=UNITS)
    collect_now(made)
    return made


@pytest.fixture(scope="module")
def planted(home: Home) -> list[Planted]:
    plan = parse_plan(home.plan.read_text(encoding="utf-8")).plan
    assert plan is not None
    world, found = World(plan), []
    for period, backfill in demo_periods(plan):
        for sent in sendings_of(plan, period, backfill=backfill, units=UNITS):
            right = fill(world, sent.unit, period, backfill=backfill)
            made = make_mistake(world, sent.unit, period, right)
            if sent.text == "mistaken" and made is not None:
                name, wrong = made
                codes = {c for c in (*right, *wrong) if right.get(c) != wrong.get(c)}
                about = frozenset(c.partition(".")[0] for c in codes)
                found.append(Planted(name, sent.unit, period.label, about))
    return found


@pytest.fixture(scope="module")
def problems(home: Home, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    target: Path = tmp_path_factory.mktemp("out") / "problems.csv"
    export_data(home, "problems", None, view="as_reported", as_of=None, form="csv", target=target)
    with target.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def is_of(problem: dict[str, str], mistake: Planted) -> bool:
    about = not problem["indicator"] or problem["indicator"] in mistake.indicators
    place = (problem["unit"], problem["period"]) == (mistake.unit, mistake.period)
    return place and about and problem["rule"] in FINDING[mistake.name]


def test_every_mistake_is_made_and_found(
    planted: list[Planted], problems: list[dict[str, str]]
) -> None:
    assert {m.name for m in planted} == set(MISTAKES) == set(FINDING)
    assert not [m for m in planted if not any(is_of(p, m) for p in problems)]


def test_next_to_nothing_right_is_questioned(
    planted: list[Planted], problems: list[dict[str, str]]
) -> None:
    rest = Counter(
        p["rule"]
        for p in problems
        if p["rule"] not in OF_DELIVERY and not any(is_of(p, m) for m in planted)
    )
    assert set(rest) <= {"changed_much"}
    assert rest.total() <= 2
