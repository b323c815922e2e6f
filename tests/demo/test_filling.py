"""What people write into the cells: states as words, reasons, estimates and typical mistakes."""

from __future__ import annotations

from collections import Counter

from demo.chance import draw
from demo.filling import estimated, fill, writes_words
from demo.known import known_before
from demo.mistakes import MISTAKES, Desk, make_mistake
from demo.sayings import words_of
from demo.sendings import demo_periods, sendings_of
from demo.world import World
from demo.write import entries_of
from kpi.periods import Period, parse_period
from kpi.plan.form_rows import form_indicators
from kpi.plan.model import Plan
from reports.forms.entries import Entry

MAY, JUNE = parse_period("2024-05"), parse_period("2024-06")
RIGHT = {"CH02.a": Entry(17), "CH02.b": Entry(20), "BCV03": Entry(120)}


def made(
    name: str, world: World, entries: dict[str, Entry], period: Period = JUNE
) -> dict[str, Entry] | None:
    return MISTAKES[name](Desk(world, "HU-VL", period, dict(entries), draw("test")))


def test_every_indicator_of_the_form_is_answered(plan: Plan, world: World) -> None:
    for unit in ("HU-VL", "VP", "P4"):
        for label in ("2024-06", "2024-Q2", "2024-H1", "2024"):
            period = parse_period(label)
            asked = {i.id for i in form_indicators(plan, unit, period)}
            answered = {code.split(".")[0] for code in fill(world, unit, period)}
            assert answered == asked


def test_nothing_of_nothing_is_said_in_words_or_as_zeros(plan: Plan, world: World) -> None:
    quiet = {writes_words(u.id): u.id for u in plan.units if u.kind == "district"}
    for words, unit in quiet.items():
        periods = [parse_period(f"{y}-Q1") for y in (2022, 2023, 2024, 2025)]
        pairs = [
            (e["DL01.a"].value, e["DL01.b"].value)
            for p in periods
            if "DL01.b" in (e := fill(world, unit, p))
        ]
        none = ("KPS", "KPS") if words else (0, 0)
        assert none in pairs


def test_what_is_not_a_units_task_is_said_so(world: World) -> None:
    assert fill(world, "HU-CC", parse_period("2024-H1"))["LL04"].value == "không thuộc phạm vi"


def test_what_may_not_be_told_has_no_figure_beside_it(world: World) -> None:
    entries = fill(world, "DU-QS", parse_period("2024-Q3"))
    assert entries["CH13"] == Entry("mật")
    assert [c for c, entry in entries.items() if entry.value == "mật"] == ["CH13"]


def test_0_85_is_typed_over_the_percentage(world: World) -> None:
    assert made("share_as_text", world, RIGHT) == {"CH02": Entry("0,85"), "BCV03": Entry(120)}


def test_about_85_per_cent_is_typed_over_the_percentage(world: World) -> None:
    assert made("about_a_share", world, RIGHT) == {
        "CH02": Entry("khoảng 85%"),
        "BCV03": Entry(120),
    }


def test_the_letter_o_stands_for_a_zero(world: World) -> None:
    entries = {"BCV03": Entry(120), "CH02.a": Entry(7), "CH02.b": Entry(8)}
    assert made("letter_for_zero", world, entries) == {**entries, "BCV03": Entry("12O")}


def test_the_parts_stand_the_wrong_way_round(world: World) -> None:
    wrong = made("more_than_all", world, RIGHT)
    assert wrong == {"CH02.a": Entry(20), "CH02.b": Entry(17), "BCV03": Entry(120)}


def test_a_digit_too_many_makes_ten_times_as_much(world: World) -> None:
    assert made("ten_times", world, RIGHT) == {**RIGHT, "BCV03": Entry(1200)}


def test_a_total_is_forgotten(world: World) -> None:
    assert made("one_part_left_out", world, RIGHT) == {"CH02.a": Entry(17), "BCV03": Entry(120)}


def test_a_dash_may_mean_anything(world: World) -> None:
    assert made("a_dash", world, RIGHT) == {**RIGHT, "BCV03": Entry("-")}


def test_an_explanation_is_left_out(world: World) -> None:
    told = {"BCV03": Entry(120, explanation="vì"), "CH02": Entry(None, explanation="vì")}
    assert made("no_reason_given", world, told) is None  # asked for at the year's end only
    december = parse_period("2024-12")
    wrong = made("no_reason_given", world, told, december)
    assert wrong is not None
    assert {e.explanation for e in wrong.values()} == {""}
    assert wrong["BCV03"].value == 120
    assert made("no_reason_given", world, RIGHT, december) is None


def test_last_months_figures_are_sent_again(world: World) -> None:
    assert made("only_the_date_changed", world, RIGHT) == fill(world, "HU-VL", MAY)


def test_a_mistake_that_cannot_be_made_is_another_one(world: World) -> None:
    nothing = {"DN02": Entry("Chưa hoàn thành")}
    assert make_mistake(world, "P1", parse_period("2022-Q1"), nothing) is None


def test_every_kind_of_mistake_happens_somewhere(plan: Plan, world: World) -> None:
    kinds: Counter[str] = Counter()
    for period, backfill in demo_periods(plan):
        for sent in sendings_of(plan, period, backfill=backfill):
            if sent.text == "mistaken":
                right = fill(world, sent.unit, period)
                outcome = make_mistake(world, sent.unit, period, right)
                if outcome:
                    kinds[outcome[0]] += 1
                    assert entries_of(world, sent) == outcome[1]
    assert set(kinds) == set(MISTAKES)


def test_an_estimate_is_marked_in_both_parts_of_a_ratio() -> None:
    entries = {"CH02.a": Entry(17), "CH02.b": Entry(20)}
    assert estimated(entries, 1.0, draw("test")) == {
        "CH02.a": Entry("ước 17"),
        "CH02.b": Entry("ước 20"),
    }


def test_a_form_shows_the_figures_of_the_period_before_and_of_the_year_so_far(
    plan: Plan, world: World
) -> None:
    known = known_before(world, "HU-VL", parse_period("2024-03"))
    products = plan.indicator_by_id["TT02"]
    january, february = (
        world.figure("HU-VL", products, parse_period(m)).value for m in ("2024-01", "2024-02")
    )
    assert known.previous["TT02"].value == february
    assert known.to_date["TT02"].value == (january or 0) + (february or 0)
    assert known.target["CH02"] == 95
    assert "TT02" not in known.target  # the plan gives no unit its own part


def test_the_first_form_of_a_new_unit_knows_nothing_from_before(world: World) -> None:
    known = known_before(world, "P-DONG-HA", parse_period("2025-07"))
    assert not known.previous
    assert not known.to_date


def test_units_say_different_things_and_always_the_same_again(plan: Plan) -> None:
    year = parse_period("2024")
    said = {u.id: words_of(u.id, year, "vi") for u in plan.units}
    assert all(len(words) == 4 for words in said.values())
    assert len(set(said.values())) > 50
    assert said["VP"] == words_of("VP", year, "vi")
