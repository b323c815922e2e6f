"""Reading a whole plan: every default, every written value, and the door itself."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from kpi.periods import Calendar
from kpi.plan.load import parse_plan, read_plan
from kpi.plan.model import Indicator, Plan, RulePart
from kpi.plan.shipped import shipped_plan_text, shipped_schema_text

GOOD = Path(__file__).parent / "good.yaml"

SMALL = """\
plan: {id: p, name: P, owner: Ban, years: [2021, 2025]}
fields: [{id: F, name: F}]
units: [{id: U, name: U, kind: k}]
indicators:
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    reading = read_plan(GOOD)
    assert reading.findings == ()
    assert reading.plan is not None
    return reading.plan


def one(written: str) -> Indicator:
    text = SMALL + f"  - {{id: X, name: X, field: F, unit_of_measure: cái, {written}}}\n"
    reading = parse_plan(text)
    assert reading.plan is not None, [f.message("en") for f in reading.errors]
    return reading.plan.indicators[0]


def rules_of(text: str | bytes) -> list[str]:
    return [f.rule for f in parse_plan(text).findings]


def test_the_plan_keeps_its_bytes_hash_and_text(plan: Plan) -> None:
    data = GOOD.read_bytes()
    assert plan.sha256 == hashlib.sha256(data).hexdigest()
    assert plan.text == data.decode()


@pytest.mark.parametrize(
    ("written", "floor"), [("", 0.5), ("coverage_floor: 0", 0), ("coverage_floor: 1", 1),
                           ("coverage_floor: 0.75", 0.75)],
)  # fmt: skip
def test_the_floor_of_coverage_is_a_half_unless_written(written: str, floor: float) -> None:
    text = SMALL.replace("years:", f"assessment: {{{written}}}, years:") if written else SMALL
    reading = parse_plan(
        text + "  - {id: X, name: X, field: F, unit_of_measure: cái, measure: count,"
        " reported_by: [k], frequency: month}\n"
    )
    assert reading.plan is not None, [f.message("en") for f in reading.errors]
    assert reading.plan.assessment.coverage_floor == floor


@pytest.mark.parametrize("written", ["1.5", "-0.1", "half", ".nan"])
def test_a_floor_of_coverage_lies_between_0_and_1(written: str) -> None:
    text = SMALL.replace("years:", f"assessment: {{coverage_floor: {written}}}, years:")
    found = [f for f in parse_plan(text).errors if "coverage_floor" in f.text("vi")]
    assert found, written


def test_owners_stand_in_the_order_of_their_days(plan: Plan) -> None:
    assert [o.symbol for o in plan.owners] == ["BTG", "BDV"]
    assert plan.owner_on(date(2025, 2, 28)).symbol == "BTG"
    assert plan.owner_on(date(2025, 3, 1)).symbol == "BDV"


def test_closing_days_by_month_and_by_default(plan: Plan) -> None:
    assert plan.calendar == Calendar(25, ((12, 31),), 2)


def test_a_calendar_left_out_closes_with_the_month_and_is_due_in_five_working_days() -> None:
    head = "plan: {id: p, name: P, owner: Ban, years: [2021, 2025], calendar: {closes_on: {12: 9}}}"
    body = "  - {id: X, name: X, field: F, measure: score, unit_of_measure: a, frequency: year,"
    text = SMALL.replace(SMALL.splitlines()[0], head) + body + " reported_by: [k]}\n"
    reading = parse_plan(text)
    assert reading.plan is not None
    assert reading.plan.calendar == Calendar(None, ((12, 9),), 5)


def test_plain_no_and_dots_in_text_fields_are_text(plan: Plan) -> None:
    assert plan.marking == "no"
    assert plan.scope_note == "..."


def test_kinds_become_units_in_the_order_of_the_plan_without_doubles(plan: Plan) -> None:
    assert plan.indicator_by_id["VB01"].reporters == ("TU-DH", "HU-VL", "P-DH", "P-NDH", "VP")
    assert plan.indicator_by_id["VB01"].reported_by == ("commune", "VP", "district")


def test_a_formula_has_the_longest_frequency_below_it_and_no_reporters(plan: Plan) -> None:
    formula = plan.indicator_by_id["CT01"]
    assert formula.frequency == "half"  # through CT02 from HT01
    assert formula.reporters == ()
    assert formula.operands == ("CT02", "VB01", "TL01")


def test_profile_shares_are_divided_by_their_sum() -> None:
    given = one(
        "measure: count, frequency: month, reported_by: [k],"
        " profile: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 10]"
    )
    assert given.profile == (0,) * 10 + (0.75, 0.25)
    equal = one("measure: count, frequency: month, reported_by: [k]")
    assert equal.profile == (1 / 12,) * 12
    assert [given.learns_profile, equal.learns_profile] == [False, False]


def test_a_learned_profile_has_equal_shares_until_a_year_tells_better_ones() -> None:
    learned = one("measure: count, frequency: month, reported_by: [k], profile: learned")
    assert (learned.path, learned.profile) == ("profile", (1 / 12,) * 12)
    assert learned.learns_profile
    flat = one("measure: count, frequency: month, reported_by: [k], path: flat, profile: learned")
    assert (flat.profile, flat.learns_profile) == (None, False)


@pytest.mark.parametrize(
    ("written", "over_time", "path", "decimals"),
    [
        ("measure: count", "flow", "profile", 0),
        ("measure: count, over_time: running_total", "running_total", "profile", 0),
        ("measure: count, over_time: stock", "stock", "linear", 0),
        ("measure: count, path: flat", "flow", "flat", 0),
        ("measure: ratio", "flow", "flat", 1),
        ("measure: ratio, over_time: stock", "stock", "linear", 1),
        ("measure: ratio, path: linear", "flow", "linear", 1),
        ("measure: yes_no", "stock", "linear", 1),
        ("measure: score, decimals: 3", "stock", "linear", 3),
        ("measure: milestone, due: 2024-01-01", "stock", None, 1),
    ],
)
def test_defaults_follow_the_measure(
    written: str, over_time: str, path: str | None, decimals: int
) -> None:
    found = one(f"{written}, frequency: month, reported_by: [k]")
    assert (found.over_time, found.path, found.decimals) == (over_time, path, decimals)
    assert (found.direction, found.weight, found.across_units) == ("up", 1.0, "auto")


def test_bands_weights_methods_and_limits_are_read(plan: Plan) -> None:
    assert plan.indicator_by_id["TH01"].band == (2.0, 3.0)
    assert plan.indicator_by_id["TH01"].direction == "within"
    assert plan.indicator_by_id["HT01"].across_units == "weighted"
    assert plan.indicator_by_id["HT01"].weighted_by == "TH01"
    assert plan.indicator_by_id["CN01"].method == "cagr"
    assert plan.indicator_by_id["DM01"].method == "linear"
    vb01 = plan.indicator_by_id["VB01"]
    assert vb01.targets == {2021: 60.0, 2024: 95.0, 2025: 100.0}
    assert vb01.unit_targets == {"commune": {2025: 60.0}, "TU-DH": {2024: 98.0}}
    assert vb01.checks.evidence == "required"
    assert vb01.checks.not_decreasing is False


def test_rules_are_sums_of_parts_and_warn_by_default(plan: Plan) -> None:
    first, second = plan.rules
    assert first.left == (RulePart("VB01", "a", 1), RulePart("TL01", None, 1))
    assert first.right == (RulePart("VB01", "b", 1), RulePart("TH01", None, -1))
    assert (first.severity, second.severity) == ("error", "warning")
    assert second.operator == "!="


def test_a_plan_is_the_same_with_a_byte_order_mark_or_windows_line_ends(plan: Plan) -> None:
    data = GOOD.read_bytes()
    for other in (b"\xef\xbb\xbf" + data, data.replace(b"\n", b"\r\n")):
        assert parse_plan(other).plan is not None
        assert parse_plan(other).plan.indicators == plan.indicators  # type: ignore[union-attr]


def test_decomposed_letters_are_composed() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", GOOD.read_text(encoding="utf-8"))
    reading = parse_plan(text)
    assert reading.plan is not None
    assert reading.plan.unit_by_id["TU-DH"].name == "Thành ủy Đông Hà"
    assert reading.plan.unit_by_id["TU-DH"].area == "Đông Hà"


def test_aliases_and_merge_keys_repeat_what_was_written() -> None:
    text = SMALL + (
        "  - &x {id: X, name: X, field: F, measure: score, unit_of_measure: a,"
        " frequency: year, reported_by: &r [k]}\n"
        "  - {<<: *x, id: Y, name: Hai, reported_by: *r}\n"
    )
    plan = parse_plan(text).plan
    assert plan is not None
    assert [(i.id, i.name, i.frequency) for i in plan.indicators] == [
        ("X", "X", "year"),
        ("Y", "Hai", "year"),
    ]


def test_ids_with_other_characters_are_found_in_formulas_and_rules() -> None:
    one_line = "measure: ratio, unit_of_measure: '%', field: F, frequency: year, reported_by: [k]"
    text = SMALL + (
        f"  - {{id: 1-2-1, name: A, {one_line}}}\n"
        f"  - {{id: 1-2-1 / nữ, name: B, {one_line}}}\n"
        "  - {id: X, name: C, field: F, measure: formula, unit_of_measure: a,"
        " formula: 1-2-1 / nữ - 1-2-1 - 1}\n"
        'rules: [{check: "1-2-1 / nữ.a <= 1-2-1.b"}]\n'
    )
    plan = parse_plan(text).plan
    assert plan is not None
    assert plan.indicator_by_id["X"].operands == ("1-2-1 / nữ", "1-2-1")
    assert plan.rules[0].left == (RulePart("1-2-1 / nữ", "a", 1),)


def test_a_year_key_and_a_date_may_be_quoted_but_a_number_may_not() -> None:
    found = one("measure: milestone, frequency: month, reported_by: [k], due: '2024-05-01'")
    assert found.due == date(2024, 5, 1)
    assert one(
        "measure: score, frequency: month, reported_by: [k], targets: {'2024': 5}"
    ).targets == {2024: 5.0}
    text = SMALL + (
        "  - {id: X, name: X, field: F, measure: score, unit_of_measure: a,"
        " frequency: year, reported_by: [k], targets: {2024: '5'}}\n"
    )
    assert rules_of(text) == ["quoted_number"]


def test_null_as_a_sections_value_is_an_error_only_where_it_is_required() -> None:
    good = GOOD.read_text(encoding="utf-8")
    without_rules = good[: good.index("rules:")] + "rules:\n"
    assert rules_of(without_rules) == ["empty_value"]
    assert parse_plan(without_rules).plan is not None
    without_indicators = good[: good.index("indicators:")] + "indicators:\n"
    assert "missing_value" in rules_of(without_indicators)


def test_a_missing_file_and_a_folder_are_findings_not_exceptions(tmp_path: Path) -> None:
    missing = read_plan(tmp_path / "indicators.yaml")
    assert [f.rule for f in missing.findings] == ["no_file"]
    assert missing.plan is None
    assert str(tmp_path) in missing.errors[0].message("vi")
    assert [f.rule for f in read_plan(tmp_path).findings] == ["unreadable_file"]


def test_text_with_a_lone_surrogate_is_no_utf8() -> None:
    assert rules_of("plan: \udc80") == ["not_utf8"]


def test_a_file_beyond_the_size_limit_is_refused_unread() -> None:
    assert rules_of(b"#" * (32 * 1024 * 1024 + 1)) == ["file_too_large"]


def test_the_shipped_plan_reads_without_error_and_names_the_shipped_schema() -> None:
    reading = parse_plan(shipped_plan_text())
    assert reading.plan is not None
    assert b"$schema=" in shipped_plan_text().splitlines()[0]
    assert shipped_schema_text().startswith(b"{")
