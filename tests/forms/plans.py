"""A small plan with one indicator of every kind, for the tests of forms and feedback."""

from __future__ import annotations

from datetime import date

from kpi.periods import Calendar
from kpi.plan.model import (
    Baseline,
    Field,
    FormTexts,
    Indicator,
    Owner,
    Plan,
    ReportTexts,
    TargetRevision,
    Unit,
)

HU = "HU-VL"
ALL = (HU, "DU-QS", "area/x")


def indicator(code: str, **more: object) -> Indicator:
    given: dict[str, object] = {
        "id": code,
        "name": f"Tên {code}",
        "field": "A",
        "measure": "count",
        "unit_of_measure": "lớp",
        "frequency": "month",
        "decimals": 0,
        "over_time": "flow",
        "reporters": ALL,
    }
    return Indicator(**{**given, **more})  # type: ignore[arg-type]  # a test's own table


RATIO = indicator(
    "VB01",
    measure="ratio",
    unit_of_measure="%",
    decimals=1,
    numerator="Số văn bản gửi điện tử",
    denominator="Tổng số văn bản",
    definition="Văn bản không mật. " * 20,
    baseline=Baseline(2020, 40.0),
    targets={2022: 60.0, 2024: 80.0},
    unit_targets={"district": {2023: 65.0}, HU: {2024: 90.0}},
    target_revisions=(TargetRevision(2022, 62.0, date(2022, 3, 1), "Số 1"),),
)
PLAN = Plan(
    id="ke-hoach",
    name="Kế hoạch thử",
    owners=(
        Owner("Ban Tuyên giáo Tỉnh ủy Mẫu", "BTGTU"),
        Owner("Ban Tuyên giáo và Dân vận Tỉnh ủy Mẫu", "BTGDVTU", date(2025, 3, 1)),
    ),
    form_texts=FormTexts(
        heading="ĐẢNG CỘNG SẢN VIỆT NAM",
        superiors=("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Đảng ủy"),
        symbol="CĐS",
        title="Kết quả thực hiện chuyển đổi số",
    ),
    report=ReportTexts(form="party"),
    years=(2021, 2025),
    fields=(Field("A", "Nội dung chung"), Field("B", "Tuyên truyền")),
    units=(
        Unit(HU, "Ban Tuyên giáo Huyện ủy Vĩnh Linh", "district", valid_to=date(2025, 6, 30)),
        Unit("DU-QS", "Đảng ủy Quân sự tỉnh (cơ quan tuyên huấn)", "direct"),
        Unit("area/x", "=HYPERLINK(1) " + "tên rất dài " * 20, "other"),
        Unit("NEW", "Văn phòng Ban", "other", valid_from=date(2025, 7, 1)),
    ),
    indicators=(
        indicator("TT02", field="B", name="+Sản phẩm", targets={2024: 480.0}),
        RATIO,
        indicator("CH09", over_time="running_total"),
        indicator("CH12", measure="yes_no", over_time="stock", unit_of_measure="có/không"),
        indicator("CH01", measure="milestone", over_time="stock", due=date(2022, 6, 30)),
        indicator("CH14", measure="score", over_time="stock", decimals=1, frequency="quarter"),
        indicator("CH15", measure="formula", reporters=(), formula="VB01"),
        indicator(
            "HC05", measure="ratio", unit_of_measure="giờ/văn bản", decimals=1, frequency="year"
        ),
    ),
    reports_to="Tỉnh ủy Mẫu",
    calendar=Calendar(14, (), 2),
)
