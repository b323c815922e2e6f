"""The JSON Schema is made from the model, current, and of one mind with the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kpi.plan.load import parse_plan
from kpi.plan.schema import FILE, plan_schema, schema_text
from kpi.plan.shipped import shipped_plan_text

GOOD = Path(__file__).parent / "good.yaml"


class EditorLoader(yaml.SafeLoader):
    """As editors read YAML 1.2: dates are text; so are yes and no."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def loaded(text: str | bytes) -> Any:
    return json.loads(json.dumps(yaml.load(text, Loader=EditorLoader)))  # noqa: S506 - SafeLoader's child


def errors(document: Any) -> list[str]:
    checker = jsonschema.Draft7Validator(
        plan_schema(), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )
    return [e.message for e in checker.iter_errors(document)]


def test_the_committed_schema_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(plan_schema())


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_key_has_a_meaning_in_both_languages(locale: str) -> None:
    schema = plan_schema(locale)
    for body in (schema, *schema["$defs"].values()):
        assert all(value["description"] for value in body["properties"].values())


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    assert errors(loaded(GOOD.read_bytes())) == []
    assert errors(loaded(shipped_plan_text())) == []


EXAMPLE = """
plan:
  id: btg-qt-2021-2025
  name: Kế hoạch chuyển đổi số giai đoạn 2021 - 2025
  owner:
    - {name: Ban Tuyên giáo Tỉnh ủy Quảng Trị, symbol: BTGTU}
    - {name: Ban Tuyên giáo và Dân vận Tỉnh ủy Quảng Trị, symbol: BTGDVTU, from: 2025-03-01}
  reports_to: Tỉnh ủy Quảng Trị
  years: [2021, 2025]
  approved: {decision: "Số 15-KH/BTGTU", date: 2022-01-10}
  marking: Lưu hành nội bộ
  scope_note: ...
  ranks: annex
  locale: vi
  timezone: Asia/Ho_Chi_Minh
  calendar:
    closes_on: 14
    due_working_days: 2
  assessment: {method: linear, on_track: 0.95, at_risk: 0.80, coverage_floor: 0.5}
  missing_in_score: zero
fields:
  - {id: BCV, name: Công tác báo cáo viên, weight: 1}
units:
  - {id: TU-DH, name: Thành ủy Đông Hà, kind: district, area: Đông Hà,
     aliases: [...], to: 2025-06-30}
  - id: P-DH
    name: Đảng ủy phường Đông Hà
    kind: commune
    area: Đông Hà
    from: 2025-07-01
    succeeds: [{unit: TU-DH, share: 0.55}]
    senders: [...]
indicators:
  - id: VB01
    name: Tỷ lệ văn bản không mật gửi, nhận trên môi trường mạng
    field: THHC
    definition: how it is counted, shown in the form
    basis: "Vận dụng QĐ 749/QĐ-TTg ngày 03/6/2020"
    measure: ratio
    unit_of_measure: "%"
    decimals: 1
    numerator: Số văn bản không mật gửi, nhận điện tử
    denominator: Tổng số văn bản không mật
    over_time: flow
    across_units: auto
    direction: up
    frequency: month
    reported_by: [district, commune]
    lead: VP
    baseline: {year: 2020, value: 45}
    targets: {2021: 60, 2022: 75, 2023: 85, 2024: 95, 2025: 100}
    unit_targets: {commune: {2025: 60}, TU-DH: {2024: 98}}
    target_revisions: [{year: 2024, value: 97, decided: 2024-03-15, decision: "Số 12-QĐ/BTGTU"}]
    path: linear
    profile: [5,5,8,8,8,10,8,8,10,10,10,10]
    limit: 100
    weight: 2
    checks: {min: 0, max: 100, max_change: 30, not_decreasing: false, evidence: optional}
  - id: DTI
    name: DTI
    field: BCV
    unit_of_measure: chỉ số
    measure: formula
    formula: 0.4*CQS + 0.3*KTS + 0.3*XHS
rules:
  - {check: "CH03.b <= CH02.b", severity: error, message: ...}
"""


def test_the_schema_accepts_the_contracts_example() -> None:
    assert errors(loaded(EXAMPLE)) == []


def test_the_reader_finds_in_the_contracts_example_only_what_the_excerpt_leaves_out() -> None:
    found = {(f.rule, f.values.get("written")) for f in parse_plan(EXAMPLE).findings}
    missing = {"THHC", "VP", "CQS", "KTS", "XHS", "CH02", "CH03"}
    assert found == {("unknown_reference", name) for name in missing} | {
        ("shares_total", None),  # its other successors are left out
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("measure: ratio", "mesure: ratio"),
        ("value: 45", "value: '45'"),
        ("frequency: month", "frequency: monthly"),
        ("due: 2022-06-30", "weight: 1"),
        ("formula: HT01*2 + VB01, ", ""),
        ("2021: 60", "năm: 60"),
        ("within: [2, 3]", "within: [2, 3, 4]"),
        ("date: 2022-01-10", "date: 10/1/2022"),
        ("default: 25, 12: 31", "default: 25, 13: 31"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(old: str, new: str) -> None:
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    assert errors(loaded(text.replace(old, new)))
