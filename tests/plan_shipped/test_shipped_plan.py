"""The shipped plan is complete, consistent, and says of every figure where it comes from."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kpi.periods import parse_period
from kpi.plan.form_rows import form_indicators, units_that_must_report
from kpi.plan.load import PlanReading, read_plan
from kpi.plan.model import Plan

ROOT = Path(__file__).parents[2]
YEARS = {2021, 2022, 2023, 2024, 2025}


@pytest.fixture(scope="module")
def reading() -> PlanReading:
    return read_plan(ROOT / "indicators.yaml")


@pytest.fixture(scope="module")
def plan(reading: PlanReading) -> Plan:
    assert reading.plan is not None, [f.message for f in reading.errors]
    return reading.plan


def test_it_has_neither_errors_nor_warnings(reading: PlanReading) -> None:
    assert [str(f) for f in reading.findings] == []


def test_its_first_line_names_the_schema_that_lies_beside_it() -> None:
    first = (ROOT / "indicators.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=indicators.schema.json"
    assert json.loads((ROOT / "indicators.schema.json").read_text(encoding="utf-8"))


def test_it_is_not_approved_and_covers_2021_to_2025(plan: Plan) -> None:
    assert plan.id == "btg-qt-2021-2025"
    assert plan.approved is None
    assert plan.years == (2021, 2025)
    assert plan.scope_note is not None
    assert "37 trên 78" in plan.scope_note


def test_the_owner_changes_its_name_in_march_2025(plan: Plan) -> None:
    assert plan.owner_on(date(2025, 2, 28)).symbol == "BTGTU"
    assert plan.owner_on(date(2025, 3, 1)).symbol == "BTGDVTU"


def test_there_are_the_general_block_and_eleven_fields_of_three_indicators_or_more(
    plan: Plan,
) -> None:
    by_field = Counter(i.field for i in plan.indicators)
    assert len(plan.fields) == 12
    assert set(by_field) == {f.id for f in plan.fields}
    assert min(by_field.values()) >= 3
    assert len(plan.indicators) == 54


def test_every_way_of_measuring_occurs(plan: Plan) -> None:
    shown = plan.indicators
    assert {i.measure for i in shown} == {
        "count",
        "ratio",
        "yes_no",
        "milestone",
        "score",
        "formula",
    }
    assert {i.over_time for i in shown} == {"flow", "running_total", "stock"}
    assert {i.direction for i in shown} == {"up", "down", "within"}
    assert {i.path for i in shown} >= {"linear", "flat", "profile"}
    assert {i.frequency for i in shown} == {"month", "quarter", "half", "year"}


def test_every_indicator_says_how_it_is_counted_who_leads_it_and_on_what_basis(plan: Plan) -> None:
    for i in plan.indicators:
        assert i.definition, i.id
        assert i.lead in plan.unit_by_id, i.id
        assert i.basis, i.id
        borrowed = re.search(r"Vận dụng (QĐ|NĐ) \d+", i.basis)
        assert borrowed or "đề xuất, chờ duyệt" in i.basis, i.id
        if i.measure == "ratio":
            assert i.numerator, i.id
            assert i.denominator, i.id


def test_every_indicator_has_a_baseline_and_five_targets_or_a_band_or_a_due_day(
    plan: Plan,
) -> None:
    for i in plan.indicators:
        if i.measure == "milestone":
            assert i.due is not None, i.id
            continue
        assert i.baseline is not None, i.id
        assert i.baseline.year == 2020, i.id
        if i.direction == "within":
            assert i.band, i.id
            assert not i.targets, i.id
        else:
            assert set(i.targets) == YEARS, i.id


def test_targets_never_step_back_from_the_baseline_on(plan: Plan) -> None:
    for i in plan.indicators:
        if not i.targets or i.baseline is None:
            continue
        steps = [i.baseline.value, *(i.targets[y] for y in sorted(i.targets))]
        ordered = sorted(steps, reverse=i.direction == "down")
        assert steps == ordered, i.id
        assert steps[0] != steps[-1], i.id


def test_percentages_stay_within_0_and_100(plan: Plan) -> None:
    for i in plan.indicators:
        if i.unit_of_measure == "%" or i.measure in ("yes_no", "score"):
            assert all(0 <= t <= 100 for t in i.targets.values()), i.id


def test_the_composite_index_aims_at_what_its_parts_aim_at(plan: Plan) -> None:
    composite = plan.indicator_by_id["CH15"]
    weights = {"CH02": 0.3, "CH03": 0.2, "CH07": 0.2, "CH08": 0.15, "CH10": 0.15}
    assert composite.formula == "0.3*CH02 + 0.2*CH03 + 0.2*CH07 + 0.15*CH08 + 0.15*CH10"
    assert set(composite.operands) == set(weights)
    parts = {code: plan.indicator_by_id[code] for code in weights}
    for year in YEARS:
        sum_of_parts = sum(w * parts[code].targets[year] for code, w in weights.items())
        assert composite.targets[year] == pytest.approx(sum_of_parts), year
    assert composite.baseline is not None
    # by hand: 0.3*45 + 0.2*20 + 0.2*20 + 0.15*30 + 0.15*10
    assert composite.baseline.value == 27.5


def test_work_files_are_aimed_at_by_level_as_decision_749_does(plan: Plan) -> None:
    by_kind = plan.indicator_by_id["CH04"].unit_targets
    aimed = {kind: by_kind[kind][2025] for kind in by_kind}
    assert aimed == {"department": 90, "district": 80, "direct": 80, "commune": 60}


@pytest.mark.parametrize(
    ("period", "rows"), [("2024-05", 9), ("2024-Q2", 17), ("2024-H1", 13), ("2024", 5)]
)
def test_a_district_form_stays_short(plan: Plan, period: str, rows: int) -> None:
    assert len(form_indicators(plan, "HU-VL", parse_period(period))) == rows


@pytest.mark.parametrize(
    ("period", "rows"), [("2025-08", 4), ("2025-Q3", 6), ("2025-H2", 3), ("2025", 1)]
)
def test_a_communes_form_is_shorter_still(plan: Plan, period: str, rows: int) -> None:
    assert len(form_indicators(plan, "X-VINH-LINH", parse_period(period))) == rows


def test_the_eighth_field_has_its_whole_name_and_counts_the_departments_own_work(
    plan: Plan,
) -> None:
    assert plan.fields[8].name == (  # the general block stands before the eleven fields
        "Bảo vệ nền tảng tư tưởng của Đảng, đấu tranh phản bác các quan điểm sai trái, thù địch"
    )
    counted = {i.id: i.unit_of_measure for i in plan.indicators if i.field == "BVNT"}
    assert counted == {"BV01": "%", "BV02": "tài liệu", "BV03": "có/không"}
    spoken = re.compile(r"bình luận|người dùng|tài khoản mạng|ý kiến cá nhân|đối tượng", re.I)
    assert not [c for c in counted if spoken.search(plan.indicator_by_id[c].definition or "")]


def test_a_milestone_is_due_within_the_report_year_2021(plan: Plan) -> None:
    due = {i.id: i.due for i in plan.indicators if i.due and i.due.year == 2021}
    assert due == {"CH16": date(2021, 11, 30)}
    assert date(2021, 11, 30) <= plan.calendar.last_day(parse_period("2021"))


def test_somebody_reports_at_the_end_of_2025_whatever_has_a_target_then(plan: Plan) -> None:
    last_day = plan.calendar.last_day(parse_period("2025"))
    units = plan.unit_by_id
    alone = [
        i.id
        for i in plan.indicators
        if (2025 in i.targets or i.band) and i.measure != "formula"
        and not any(units[u].valid_on(last_day) for u in i.reporters)
    ]  # fmt: skip
    assert alone == []


def test_what_districts_added_to_a_sum_has_successors_or_is_handed_over(plan: Plan) -> None:
    """A yearly sum goes on in the communes; what lies in a shared store goes to the department."""
    units = plan.unit_by_id
    for i in plan.indicators:
        kinds = {units[u].kind for u in i.reporters}
        if i.measure != "count" or "district" not in kinds or i.direction != "up":
            continue
        assert ("department" if i.over_time == "stock" else "commune") in kinds, i.id


def test_revisions_raise_one_target_lower_one_and_follow_the_reform(plan: Plan) -> None:
    revised = {
        i.id: (i.targets[r.year], r.value, r.decided)
        for i in plan.indicators
        for r in i.target_revisions
    }
    assert revised == {
        "TT02": (480, 500, date(2024, 3, 20)),
        "HC02": (80, 55, date(2025, 3, 18)),
        "LL04": (100, 60, date(2025, 7, 15)),
    }
    store = plan.indicator_by_id["HC02"]
    assert store.target_revisions[0].value < store.targets[2024]  # steps back
    assert all(
        "đề xuất" in r.decision and "chờ duyệt" in r.decision
        for i in plan.indicators
        for r in i.target_revisions
    )


def test_weights_say_what_matters_most(plan: Plan) -> None:
    by_weight: dict[float, set[str]] = {}
    for i in plan.indicators:
        by_weight.setdefault(i.weight, set()).add(i.id)
    assert by_weight[3] == {"CH02", "CH03", "CH04", "CH10"}
    assert by_weight[0] == {"CH15"}  # its five parts are scored already
    assert {f.id: f.weight for f in plan.fields if f.weight > 1} == {
        "CH": 3, "TT": 2, "THHC": 2, "BVNT": 2,
    }  # fmt: skip
    text = (ROOT / "indicators.yaml").read_text(encoding="utf-8")
    assert "Hệ số cũng là đề xuất, chờ duyệt" in text


def test_every_unit_has_something_to_report(plan: Plan) -> None:
    reporting = {u for i in plan.indicators for u in i.reporters}
    assert reporting == {u.id for u in plan.units}


def test_comparisons_are_between_indicators_of_one_frequency(plan: Plan) -> None:
    assert [r.check for r in plan.rules] == ["CH03.b <= CH02.b", "BV01.b <= CH08.b"]
    for rule in plan.rules:
        parts = (*rule.left, *rule.right)
        assert len({plan.indicator_by_id[p.indicator].frequency for p in parts}) == 1
        assert rule.message


def test_the_district_level_reports_june_2025_and_the_communes_july(plan: Plan) -> None:
    kinds = {u.id: u.kind for u in plan.units}
    june = Counter(kinds[u] for u in units_that_must_report(plan, parse_period("2025-06")))
    july = Counter(kinds[u] for u in units_that_must_report(plan, parse_period("2025-07")))
    assert june == {"district": 10, "direct": 4, "department": 5}
    assert july == {"commune": 37, "direct": 4, "department": 5}


def test_no_bound_of_a_cell_cuts_what_all_units_make_together_in_a_year(plan: Plan) -> None:
    """`checks.max` cuts the estimate of the whole plan's year too."""
    cut = {
        i.id
        for i in plan.indicators
        if i.measure == "count" and i.checks.max is not None
        and any(i.checks.max < target for target in i.targets.values())
    }  # fmt: skip
    assert not cut
