"""The plan of the corpus: few indicators, one of every kind, and units with difficult names."""

from __future__ import annotations

from functools import lru_cache

from kpi.plan.load import parse_plan
from kpi.plan.model import Plan

TEXT = """\
plan:
  id: thu
  name: Kế hoạch thử
  owner: Ban Tuyên giáo Tỉnh ủy
  reports_to: Tỉnh ủy
  years: [2021, 2025]
fields:
  - {id: BCV, name: Công tác báo cáo viên}
  - {id: TT, name: Tuyên truyền}
units:
  - {id: TU-DH, name: Ban Tuyên giáo Thành ủy Đông Hà, kind: district, area: Đông Hà,
     aliases: [Thành ủy Đông Hà], to: 2025-06-30}
  - {id: HU-VL, name: Ban Tuyên giáo Huyện ủy Vĩnh Linh, kind: district,
     aliases: [Huyện ủy Vĩnh Linh], to: 2025-06-30}
  - {id: HU-CL, name: Ban Tuyên giáo Huyện ủy Cam Lộ, kind: district,
     aliases: [Huyện ủy Cam Lộ], to: 2025-06-30, was: [HUCL, CAMLO]}
  - {id: TX-QT, name: Ban Tuyên giáo Thị ủy Quảng Trị, kind: district,
     aliases: [Thị ủy Quảng Trị], to: 2025-06-30}
  - {id: P1-DH, name: Đảng ủy Phường 1, kind: district, area: Đông Hà, to: 2025-06-30}
  - {id: P1-QT, name: Đảng ủy Phường 1, kind: district, area: Quảng Trị, to: 2025-06-30}
  - {id: X-HL-CU, name: Đảng ủy xã Hải Lăng, kind: district, area: Hải Lăng, to: 2025-06-30}
  - {id: X-HL, name: Đảng ủy xã Hải Lăng, kind: district, area: Hải Lăng, from: 2025-07-01}
indicators:
  - {id: LOP, name: Số lớp tập huấn chuyển đổi số, field: BCV, measure: count,
     unit_of_measure: lớp, frequency: month, reported_by: [district], was: [TH01, LOPTH]}
  - id: VB
    was: [VBDT]
    name: Tỷ lệ văn bản điện tử
    field: TT
    measure: ratio
    unit_of_measure: "%"
    numerator: Số văn bản điện tử
    denominator: Tổng số văn bản
    frequency: month
    reported_by: [district]
  - {id: KM, name: Chiều dài tuyến truyền thanh số, field: TT, measure: count, decimals: 1,
     unit_of_measure: km, frequency: month, reported_by: [district]}
  - {id: QD, name: Ban hành kế hoạch chuyển đổi số, field: BCV, measure: milestone,
     unit_of_measure: ngày hoàn thành, frequency: quarter, reported_by: [district],
     due: 2025-12-31}
  - {id: CO, name: Có chuyên mục tuyên truyền trên mạng, field: TT, measure: yes_no,
     unit_of_measure: có/không, frequency: quarter, reported_by: [district]}
  - {id: LK, name: Số lượt người được tập huấn, field: BCV, measure: count,
     over_time: running_total, unit_of_measure: lượt người, frequency: quarter,
     reported_by: [district]}
  - {id: DG, name: Mức độ hài lòng, field: TT, measure: score, unit_of_measure: "%",
     frequency: quarter, reported_by: [district], checks: {min: 0, max: 100}}
"""


@lru_cache(maxsize=1)
def plan() -> Plan:
    reading = parse_plan(TEXT.encode())
    assert reading.plan is not None, reading.findings
    return reading.plan
