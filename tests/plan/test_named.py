"""Names in place of ids: whatever their case, tones and accents; never a guess among several."""

from __future__ import annotations

import pytest

from flows.console import Stop
from flows.named import entity_of, field_of, indicator_of, unit_of
from kpi.plan.model import Plan
from tests.plans import a_count, a_plan, a_ratio


@pytest.fixture
def plan() -> Plan:
    units = (
        {"id": "TTYT-HH", "name": "Trung tâm Y tế huyện Hòa Hưng", "kind": "district",
         "area": "Hòa Hưng", "aliases": ["Y tế Hòa Hưng"]},
        {"id": "TTYT-DH", "name": "Trung tâm Y tế huyện Đông Hà", "kind": "district"},
        {"id": "TTYT-DH2", "name": "Trung tâm Y tế huyện Đông Hạ", "kind": "district"},
    )  # fmt: skip
    indicators = (
        a_ratio("VB01", name="Tỷ lệ văn bản điện tử"),
        a_ratio("VB02", name="Tỷ lệ văn bản ký số"),
        a_count("SP01", name="Số sản phẩm số"),
    )
    return a_plan(units=units, indicators=indicators)


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("VB01", "VB01"), ("vb01", "VB01"), ("Tỷ lệ văn bản điện tử", "VB01"),
        ("tỷ lệ VĂN BẢN điện tử", "VB01"), ("ty le van ban dien tu", "VB01"),
        ("ký số", "VB02"), ("ky so", "VB02"), ("san pham", "SP01"), ("so s ph so", "SP01"),
    ],
)  # fmt: skip
def test_an_indicator_is_known_by_id_name_or_a_part_of_it(
    plan: Plan, written: str, id: str
) -> None:
    assert indicator_of(plan, written) == id


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("Trung tâm Y tế huyện Hoà Hưng", "TTYT-HH"),  # the tone stands elsewhere
        ("y te hoa hung", "TTYT-HH"), ("ttyt-dh", "TTYT-DH"),
        ("Trung tâm y tế huyện Đông Hà", "TTYT-DH"), ("Trung tâm y tế huyện Đông Hạ", "TTYT-DH2"),
        ("area:hòa hưng", "area:Hòa Hưng"), ("all", "ALL"),
    ],
)  # fmt: skip
def test_a_unit_is_known_by_id_name_alias_or_area(plan: Plan, written: str, id: str) -> None:
    assert entity_of(plan, written) == id


def test_words_that_fit_several_are_no_choice_and_all_are_shown(plan: Plan) -> None:
    with pytest.raises(Stop) as several:
        indicator_of(plan, "văn bản")
    assert "VB01: Tỷ lệ văn bản điện tử" in str(several.value)
    assert "VB02: Tỷ lệ văn bản ký số" in str(several.value)
    with pytest.raises(Stop) as units:
        unit_of(plan, "trung tam y te huyen dong ha")
    assert "TTYT-DH2" in str(units.value)
    assert "TTYT-HH" not in str(units.value)


def test_words_that_fit_nothing_show_what_is_spelled_alike(plan: Plan) -> None:
    with pytest.raises(Stop) as none:
        indicator_of(plan, "tỷ lệ văn bảng điện tư")
    assert "VB01: Tỷ lệ văn bản điện tử" in str(none.value)
    with pytest.raises(Stop) as far:
        field_of(plan, "thủy lợi")
    assert "thủy lợi" in str(far.value)
    assert field_of(plan, "linh vuc mot") == "F1"
