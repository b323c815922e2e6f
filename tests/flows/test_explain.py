"""`kpi explain` as a planner asks it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

FIRST = HEADER + "A,2024-01,VB01,30,100,,,\nB,2024-01,VB01,3,4,,,\nA,2024-01,SP01,,,10,,\n"
CORRECTED = HEADER + "A,2024-01,VB01,45,100,,đếm lại,\n"


def test_a_light_is_explained_down_to_its_cells(kpi: Kpi, send: Send) -> None:
    send("thang-1.csv", FIRST)
    send("thang-1b.csv", CORRECTED)
    assert kpi("collect").status == 0
    ran = kpi("explain", "vb01", "2024-01")
    assert ran.status == 0, ran.err
    said = ran.out
    assert "ĐÁNH GIÁ: Có nguy cơ chậm tiến độ (Vàng)" not in said
    assert "48 / 104 × 100 = 46,2%" in said  # 45 of 100 and 3 of 4
    assert "Kế hoạch năm 2024: 60,0% (chỉ tiêu chung của kế hoạch)" in said
    assert "2023: 40,0% (hiện trạng)" in said
    assert "46,153846 / 60 = 76,9%" in said  # flat path: dưới 80 %, chậm tiến độ
    assert "ĐÁNH GIÁ: Chậm tiến độ (Đỏ)" in said
    assert "46,15% bằng 76,9% kế hoạch đến kỳ báo cáo (60,00%), dưới 80,0%." in said
    assert "Đã gửi 2/3 đơn vị." in said
    assert "Chưa gửi: Đơn vị C (C)" in said
    assert "tháng 1/2024 | Đơn vị A (A) | 45/100 | D2 | thang-1b.csv |" in said
    assert "bản 2" in said
    assert "tháng 1/2024 | Đơn vị B (B) | 3/4 | D3 | thang-1.csv |" in said
    assert "{" not in said


def test_a_unit_may_be_named_and_json_has_everything(kpi: Kpi, send: Send) -> None:
    send("thang-1.csv", FIRST)
    kpi("collect")
    ran = kpi("explain", "VB01", "2024-01", "--unit", "đơn vị a", "--format", "json")
    found = json.loads(ran.out)
    assert found["unit"] == "A"
    assert found["result"]["value"] == 30.0
    assert found["steps"][0] == {
        "figure": "value",
        "case": "ratio",
        "expression": "numerator / denominator * factor",
        "values": {"numerator": 30.0, "denominator": 100.0, "factor": 100.0},
        "result": 30.0,
    }
    [report] = found["sources"][0]["reports"]
    assert (report["file"], report["cell"], report["version"]) == ("thang-1.csv", "D2", 1)
    assert len(report["sha256"]) == 64


def test_moments_of_the_json_have_the_offset_of_the_plans_time_zone(kpi: Kpi, send: Send) -> None:
    send("thang-1.csv", FIRST)
    kpi("collect")
    ran = kpi("explain", "VB01", "2024-01", "--format", "json")
    moments = re.findall(r'"\d{4}-\d\d-\d\dT[^"]*"', ran.out)
    assert len(moments) > 1
    assert all(moment.endswith('+07:00"') for moment in moments)


def test_what_is_not_there_is_said_with_what_is_near(kpi: Kpi, send: Send) -> None:
    send("thang-1.csv", FIRST)
    kpi("collect")
    for arguments, said in (
        (("VB1", "2024-01"), "không có chỉ tiêu “VB1” (có phải “VB01”?)"),
        (("VB01", "2024-01", "--unit", "area:Vùng mt"), "(có phải “area:Vùng một”?)"),
        (("VB01", "2024-01", "--unit", "ZZ"), "không có đơn vị hoặc địa bàn “ZZ”"),
    ):
        ran = kpi("explain", *arguments)
        assert ran.status == 1
        assert said in ran.err
        assert ran.out == ""


def test_an_area_without_figures_has_no_data_and_says_so(kpi: Kpi, send: Send) -> None:
    send("thang-1.csv", FIRST)
    kpi("collect")
    ran = kpi("explain", "VB01", "2024-01", "--unit", "area:Vùng hai")
    assert ran.status == 0
    assert "Chưa đơn vị nào trong 1 đơn vị phải báo cáo gửi số liệu của kỳ này" in ran.out
    assert "Chưa gửi: Đơn vị C (C)" in ran.out


def test_figures_that_the_checks_warned_of_are_counted_and_marked(kpi: Kpi, send: Send) -> None:
    for month, figure in ((1, 10), (2, 11), (3, 10)):
        send(f"thang-{month}.csv", HEADER + f"A,2024-0{month},SP01,,,{figure},,\n")
        kpi("collect")
    send("thang-4.csv", HEADER + "A,2024-04,SP01,,,9000,,\nB,2024-04,SP01,,,10,,\n")
    kpi("collect")
    said = kpi("explain", "SP01", "2024-04").out
    assert "Có 1 số liệu gốc phải giải trình khi kiểm tra, trong đó 0 đã được giải trình." in said
    assert "| đã ghi nhận, cần giải trình" in said
    send("thang-4b.csv", HEADER + "A,2024-04,SP01,,,9001,mở rộng,\n")
    kpi("collect")
    said = kpi("explain", "SP01", "2024-04").out
    assert "Có 1 số liệu gốc phải giải trình khi kiểm tra, trong đó 1 đã được giải trình." in said
    assert "cần giải trình" not in said
