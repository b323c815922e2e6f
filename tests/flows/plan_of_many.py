"""A plan that has one of everything, and rows of a quarter for it."""

from __future__ import annotations

from .conftest import PLAN

PLAN_OF_MANY = (
    PLAN.replace("years: [2024, 2025]", "years: [2020, 2025]")
    + """\
  - id: KH
    name: Ban hành kế hoạch
    field: F1
    measure: milestone
    unit_of_measure: ngày hoàn thành
    frequency: month
    due: 2024-01-31
    reported_by: [district]
  - id: DN
    name: Có phân công đầu mối
    field: F1
    measure: yes_no
    unit_of_measure: có/không
    decimals: 1
    frequency: month
    over_time: stock
    path: flat
    reported_by: [district]
    targets: {2024: 100, 2025: 100}
  - id: HT
    name: Số hệ thống
    field: F1
    measure: count
    unit_of_measure: hệ thống
    over_time: stock
    path: linear
    frequency: half
    reported_by: [A]
    baseline: {year: 2023, value: 4}
    targets: {2024: 5}
  - id: HN
    name: Tỷ lệ hội nghị trực tuyến
    field: F1
    measure: ratio
    unit_of_measure: "%"
    numerator: Số trực tuyến
    denominator: Tổng số
    direction: {within: [30, 60]}
    frequency: quarter
    reported_by: [district]
  - id: CS
    name: Chỉ số tổng hợp
    field: F1
    measure: formula
    unit_of_measure: "%"
    formula: 0.25*VB01 + 0.75*HN
    targets: {2024: 60}
  - id: TL
    name: Tỷ số
    field: F1
    measure: formula
    unit_of_measure: lần
    formula: VB01 / SP01
  - id: TD
    name: Kho tư liệu
    field: F1
    measure: count
    unit_of_measure: tư liệu
    over_time: stock
    method: cagr
    frequency: year
    reported_by: [A]
    baseline: {year: 2020, value: 100}
    targets: {2025: 200}
  - id: TK
    name: Kho từ số không
    field: F1
    measure: count
    unit_of_measure: tư liệu
    over_time: stock
    method: cagr
    frequency: year
    reported_by: [A]
    baseline: {year: 2020, value: 0}
    targets: {2025: 10}
  - id: DB
    name: Kho kéo dài
    field: F1
    measure: count
    unit_of_measure: tư liệu
    over_time: stock
    method: projection
    frequency: half
    reported_by: [A]
    baseline: {year: 2020, value: 100}
    targets: {2025: 200}
  - id: LO
    name: Lớp theo năm
    field: F1
    measure: count
    unit_of_measure: lớp
    method: cagr
    frequency: quarter
    reported_by: [A]
    targets: {2020: 8, 2025: 20}
  - id: QM
    name: Điểm có trọng số
    field: F1
    measure: score
    unit_of_measure: điểm
    across_units: {weighted_by: SP01}
    frequency: month
    reported_by: [A]
"""
)


def of_months(indicator: str, figure: str, *months: int, units: str = "ABC") -> str:
    return "".join(f"{u},2024-{m:02d},{indicator},{figure},,\n" for u in units for m in months)


# in the quarter 10 of 40, 20 of 40 and 30 of 40 for each unit, in June alone 30 of 40
THREE_MONTHS = "".join(
    of_months("VB01", f"{10 * n},40,", month) for n, month in enumerate((4, 5, 6), start=1)
)
QUARTER = "".join(f"{u},2024-Q2,HN,20,50,,,\n" for u in "ABC")
