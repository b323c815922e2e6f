"""`kpi compare` and `kpi diff` as a planner asks them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

FIRST = HEADER + "A,2024-01,VB01,30,100,,,\nB,2024-01,VB01,3,4,,,\n"
CORRECTED = HEADER + "A,2024-01,VB01,58,100,,đếm lại,\n"


def send_on(send: Send, name: str, text: str, moment: str) -> None:
    send(name, text)
    send(name + ".received", moment)


def test_a_correction_is_told_with_its_file_and_what_it_changed(kpi: Kpi, send: Send) -> None:
    send_on(send, "thang-1.csv", FIRST, "2024-02-03T09:00")
    send_on(send, "thang-1b.csv", CORRECTED, "2024-02-20T09:00")
    assert kpi("collect").status == 0
    ran = kpi("compare", "2024-01", "--between", "2024-02-05", "2024-02-25")
    assert ran.status == 0, ran.err
    said = ran.out
    assert "hết ngày 5/2/2024 và hết ngày 25/2/2024" in said
    assert "Chậm tiến độ → Đúng tiến độ" in said  # 33 of 104, then 61 of 104: 58.7 of 60
    assert "Do đính chính số đã gửi: Đúng tiến độ" in said
    assert "31,7% → 58,7% (+26,9 điểm phần trăm)" in said
    assert "Đơn vị A (A), tháng 1/2024: 30/100 sửa thành 58/100 (D2, thang-1b.csv" in said
    assert "{" not in said
    same = kpi("compare", "2024-01", "--between", "2024-02-05", "2024-02-06")
    assert same.out.splitlines()[1:] == ["Không có gì thay đổi."]
    backwards = kpi("compare", "2024-01", "--between", "2024-02-06", "2024-02-05")
    assert backwards.status == 1
    assert "phải muộn hơn" in backwards.err


def test_an_edited_plan_says_what_it_would_change_and_changes_nothing(
    kpi: Kpi, send: Send, home: Path, tmp_path: Path
) -> None:
    send_on(send, "thang-1.csv", FIRST, "2024-02-03T09:00")
    kpi("collect")
    before = kpi("export", "results", "2024-01").out
    other = tmp_path / "sua.yaml"
    text = (home / "indicators.yaml").read_text("utf-8")
    other.write_text(text.replace("targets: {2024: 60,", "targets: {2024: 30,"), "utf-8")
    ran = kpi("diff", str(other), "2024-01")
    assert ran.status == 0, ran.err
    assert "Chậm tiến độ → Vượt chỉ tiêu" in ran.out  # 31.7 of 30 and of 60
    assert "Kế hoạch năm: 60,0% → 30,0% (−30,0 điểm phần trăm)" in ran.out
    found = json.loads(kpi("diff", str(other), "2024-01", "--format", "json").out)
    assert {p["cause"] for c in found["changes"] for p in c["parts"]} == {"plan"}
    assert kpi("export", "results", "2024-01").out == before
    other.write_text("plan: [", "utf-8")
    broken = kpi("diff", str(other), "2024-01")
    assert broken.status == 1
    assert "sua.yaml:2:1" in broken.err
    assert kpi("diff", str(tmp_path / "khong-co.yaml"), "2024-01").status == 1
