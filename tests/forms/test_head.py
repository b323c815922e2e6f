"""Names and texts around the table, for any plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from forms_plans import HU, PLAN

from kpi.periods import parse_period
from kpi.plan.model import FormTexts, ReportTexts
from reports.forms.head import head_of, superior_and_body


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
def test_a_units_name_is_written_with_its_superior_on_a_line_above(
    name: str, lines: tuple[str, str]
) -> None:
    assert superior_and_body(name, PLAN.form_texts.superiors) == lines


def test_a_plan_that_names_no_superiors_leaves_names_whole() -> None:
    assert superior_and_body("Phòng Y tế Ủy ban xã A", ()) == ("", "Phòng Y tế Ủy ban xã A")
    lines = ("Uỷ ban xã A", "Phòng Y tế")
    assert superior_and_body("Phòng Y tế Uỷ ban xã A", ("Ủy ban",)) == lines


def test_the_receiver_is_the_owner_of_the_day() -> None:
    assert head_of(PLAN, HU, parse_period("2025-02")).receiver.endswith("Tuyên giáo Tỉnh ủy Mẫu")
    assert head_of(PLAN, HU, parse_period("2025-03")).receiver.endswith("Dân vận Tỉnh ủy Mẫu")


def test_heading_symbol_and_title_are_the_plans_own() -> None:
    head = head_of(PLAN, HU, parse_period("2024-06"))
    assert head.heading == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert head.form == "Biểu số 01-CĐS"
    assert head.subject == "Kết quả thực hiện chuyển đổi số tháng 6/2024"


def test_a_plan_without_words_of_its_own_gets_neutral_ones() -> None:
    head = head_of(replace(PLAN, form_texts=FormTexts()), HU, parse_period("2024-06"))
    assert (head.heading, head.superior) == ("", "")
    assert head.form == "Biểu số 01"
    assert head.subject == "Kết quả thực hiện kế hoạch tháng 6/2024"


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


@pytest.mark.parametrize(("form", "star"), [("party", "*"), ("state", ""), ("plain", "")])
def test_the_mark_of_the_party_stands_under_names_in_its_own_papers_alone(
    form: Literal["party", "state", "plain"], star: str
) -> None:
    plan = replace(PLAN, report=ReportTexts(form=form))
    assert head_of(plan, HU, parse_period("2024-06")).star == star
