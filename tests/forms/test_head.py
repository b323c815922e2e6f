"""Names and texts around the table, for any plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms_plans import HU, PLAN

from kpi.periods import parse_period
from kpi.plan.model import Owner
from reports.forms.head import committee_and_body, head_of


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ban Tuyên giáo Huyện ủy Vĩnh Linh", ("Huyện ủy Vĩnh Linh", "Ban Tuyên giáo")),
        ("Ban Tuyên giáo Thành uỷ Đông Hà", ("Thành uỷ Đông Hà", "Ban Tuyên giáo")),
        ("Ban Xây dựng Đảng, Đảng ủy xã Mẫu", ("Đảng ủy xã Mẫu", "Ban Xây dựng Đảng")),
        (
            "Đảng ủy Quân sự tỉnh (cơ quan tuyên huấn)",
            ("Đảng ủy Quân sự tỉnh", "cơ quan tuyên huấn"),
        ),
        ("Huyện ủy Vĩnh Linh", ("", "Huyện ủy Vĩnh Linh")),
        ("Văn phòng Ban", ("", "Văn phòng Ban")),
        ("Lạng Sơn", ("", "Lạng Sơn")),
        ("Phòng Chính ủy", ("", "Phòng Chính ủy")),
    ],
)
def test_a_units_name_is_written_as_party_offices_write_it(
    name: str, lines: tuple[str, str]
) -> None:
    assert committee_and_body(name) == lines


def test_the_receiver_is_the_owner_of_the_day() -> None:
    assert head_of(PLAN, HU, parse_period("2025-02")).receiver.endswith("Tuyên giáo Tỉnh ủy Mẫu")
    assert head_of(PLAN, HU, parse_period("2025-03")).receiver.endswith("Dân vận Tỉnh ủy Mẫu")


def test_the_partys_name_stands_only_on_forms_of_party_bodies() -> None:
    other = replace(PLAN, owners=(Owner("Cục Chuyển đổi số quốc gia"),), reports_to="Bộ")
    assert head_of(other, HU, parse_period("2024-06")).party == ""
    assert head_of(PLAN, HU, parse_period("2024-06")).party == "ĐẢNG CỘNG SẢN VIỆT NAM"


def test_a_form_for_an_old_year_leaves_its_due_day_open() -> None:
    assert head_of(PLAN, HU, parse_period("2021"), backfill=True).due.startswith("Hạn gửi: ngày ..")


@pytest.mark.parametrize(
    ("unit", "signer"),
    [(HU, "TRƯỞNG BAN"), ("DU-QS", "THỦ TRƯỞNG ĐƠN VỊ"), ("NEW", "CHÁNH VĂN PHÒNG")],
)
def test_the_signer_fits_the_kind_of_office(unit: str, signer: str) -> None:
    assert head_of(PLAN, unit, parse_period("2024-06")).signer == signer


def test_an_english_plan_has_english_texts() -> None:
    head = head_of(replace(PLAN, locale="en"), HU, parse_period("2024-Q2"))
    assert head.period == "Period: quarter 2 of 2024"
    assert head.due == "Due: 18 June 2024"
