"""`kpi compare` and `kpi diff` as a planner asks them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

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
    # C never spoke: the mean of A and B stands in for it. With what A had sent first (16.5
    # of 52) it is 77.5 of 156, 49.7 of 60 and at risk; with its new figure (30.5) 91.5.
    assert "Do đính chính số đã gửi: Chưa đủ số liệu để kết luận" in said
    assert "Theo số đã báo cáo: Đúng tiến độ; khi tính cả đơn vị chưa báo cáo: Có nguy cơ" in said
    assert "Do mức thay thế: Đúng tiến độ" in said
    assert "Ước khi đủ đơn vị: 49,7% → 58,7% (+9,0 điểm phần trăm)" in said
    assert "Đơn vị C (C), VB01: lấy thay cho 1 báo cáo thiếu: 16,5/52,0 → 30,5/52,0" in said
    assert "31,7% → 58,7% (+27,0 điểm phần trăm)" in said  # of the printed figures
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
    assert "sua.yaml:1:7: Danh sách mở bằng [ ở dòng 1 thiếu dấu ] đóng" in broken.err
    assert kpi("diff", str(tmp_path / "khong-co.yaml"), "2024-01").status == 1


def test_an_edit_that_only_moves_scores_and_ranks_is_told_unit_by_unit(
    kpi: Kpi, send: Send, home: Path, tmp_path: Path
) -> None:
    # VB01 against 60: A 30 %, so 50; B 75 %, so 100; C nothing, so 0. SP01 against no unit target:
    # nothing for units. For the plan what is completed counts against what is expected in January:
    # B and C stand in with A's 12, 36 of 10, so 100. Without the zero for what is missing C has
    # none.
    send_on(send, "thang-1.csv", FIRST + "A,2024-01,SP01,,,12,,\n", "2024-02-03T09:00")
    kpi("collect")
    other = tmp_path / "sua.yaml"
    text = (home / "indicators.yaml").read_text("utf-8")
    other.write_text(text.replace("    lead: B\n", "    lead: B\n    weight: 3\n"), "utf-8")
    ran = kpi("diff", str(other), "2024-01")
    assert ran.status == 0, ran.err
    assert "Không có gì thay đổi." not in ran.out
    assert "Không đánh giá nào, số nào thay đổi; chỉ điểm và thứ hạng thay đổi." in ran.out
    # VB01: the mean of A's and B's parts for C leaves 31.73 of 60, which is 52.88; SP01 100: the
    # mean 76.44, with weights 1 and 3 88.22
    assert "  Toàn bộ kế hoạch: 76,4 → 88,2 (+11,8)\n" in ran.out
    other.write_text(text.replace("years: [2024", "missing_in_score: exclude\n  years: [2024"))
    ran = kpi("diff", str(other), "2024-01")
    assert "Đơn vị C (C): 0,0 → (chưa có điểm), thứ hạng 3 → (chưa xếp)" in ran.out
    found = json.loads(kpi("diff", str(other), "2024-01", "--format", "json").out)
    assert {
        "unit": "C", "field": "ALL", "score": {"before": 0.0, "after": None},
        "rank": {"before": 3, "after": None},
    } in found["scores"]  # fmt: skip
    assert found["changes"] == []


def test_scores_that_move_between_two_days_are_told_worst_first(kpi: Kpi, send: Send) -> None:
    send_on(send, "thang-1.csv", FIRST, "2024-02-03T09:00")
    later = HEADER + "A,2024-01,VB01,60,100,,,\nB,2024-01,VB01,1,4,,,\n"
    send_on(send, "thang-1b.csv", later, "2024-02-20T09:00")
    kpi("collect")
    said = kpi("compare", "2024-01", "--between", "2024-02-05", "2024-02-25").out
    # A 30 then 60 of 60; B 75 then 25 of 60
    b = "Đơn vị B (B): 100,0 → 41,7 (−58,3), thứ hạng 1 → 2"
    a = "Đơn vị A (A): 50,0 → 100,0 (+50,0), thứ hạng 2 → 1"
    assert said.index(b) < said.index(a)


def test_only_the_first_units_are_named_and_the_rest_is_counted() -> None:
    from types import SimpleNamespace

    from kpi.compare.scores import Score, score_changes
    from reports.compared.score_text import SHOWN, score_lines

    plan = SimpleNamespace(locale="vi", unit_by_id={})
    before = {(f"U{n}", "ALL"): Score(50.0, 1) for n in range(SHOWN + 5)}
    after = {(f"U{n}", "ALL"): Score(50.0 - n - 1, n + 1) for n in range(SHOWN + 5)}
    state = SimpleNamespace(plan=plan)
    found = SimpleNamespace(scores=score_changes(before, after), after=state, before=state)
    lines = list(score_lines(found))  # type: ignore[arg-type]  # only what it reads
    assert lines[2] == "  U24: 50,0 → 25,0 (−25,0), thứ hạng 1 → 25"
    assert len(lines) == SHOWN + 3
    assert lines[-1] == "  … còn 5 dòng; xem đủ: --format json"
    assert not list(score_lines(SimpleNamespace(scores=())))  # type: ignore[arg-type]


def test_a_change_is_that_of_the_printed_figures_and_never_minus_nothing() -> None:
    from reports.explained.figure_words import places_to_tell, signed_step

    # 93,55 is printed 93,6 and 93,54 as 93,5: a reader who subtracts gets 0,1
    assert places_to_tell(93.55, 93.54, 1) == 1
    assert signed_step(93.55, 93.54, 1, "vi") == "−0,1"
    assert places_to_tell(93.51, 93.5123, 1) == 3  # 93,510 and 93,512
    assert signed_step(93.51, 93.5123, 3, "vi") == "+0,002"
    assert signed_step(1.0, 1.0 - 1e-12, 5, "vi") == ""


def test_one_indicator_or_one_unit_may_be_asked_for_by_name(kpi: Kpi, send: Send) -> None:
    send_on(send, "thang-1.csv", FIRST + "A,2024-01,SP01,,,12,,\n", "2024-02-03T09:00")
    later = CORRECTED + "A,2024-01,SP01,,,20,,\n"
    send_on(send, "thang-1b.csv", later, "2024-02-20T09:00")
    assert kpi("collect").status == 0
    asked = ("compare", "2024-01", "--between", "2024-02-05", "2024-02-25", "--format", "json")

    def rows(*more: str) -> set[tuple[str, str]]:
        found = json.loads(kpi(*asked, *more).out)
        return {(c["indicator"], c["unit"]) for c in found["changes"]}

    sides = json.loads(kpi(*asked).out)
    assert sides["before"]["as_of"] == "2024-02-05T23:59:59+07:00"
    every = rows()
    assert rows("--indicator", "VB01") == {(i, u) for i, u in every if i == "VB01"} != set()
    assert rows("--unit", "đơn vị a") == {(i, u) for i, u in every if u == "A"} != set()
    assert rows("--indicator", "SP01", "--unit", "ALL") == {("SP01", "ALL")}
    whole, one = (json.loads(kpi(*asked, *more).out) for more in ((), ("--indicator", "VB01")))
    same = [c for c in whole["changes"] if c["indicator"] == "VB01"]
    assert [c["parts"] for c in one["changes"]] == [c["parts"] for c in same]
    assert one["scores"] == []  # of one indicator there is none
    said = kpi(*asked[:-2], "--unit", "A").out
    assert "ĐƠN VỊ A (A)\nVB01" in said
    wrong = kpi(*asked, "--indicator", "VB91")
    assert (wrong.status, wrong.out) == (1, "")
    assert "Kế hoạch không có chỉ tiêu “VB91” (có phải “VB01”?)" in wrong.err


def test_a_comparison_may_be_a_workbook_of_causes_scores_and_answers(
    kpi: Kpi, send: Send, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    send_on(send, "thang-1.csv", FIRST, "2024-02-03T09:00")
    send_on(send, "thang-1b.csv", CORRECTED, "2024-02-20T09:00")
    kpi("collect")
    target = tmp_path / "so sánh.xlsx"
    asked = ("compare", "2024-01", "--between", "2024-02-05", "2024-02-25", "--format", "xlsx")
    assert kpi(*asked).status == 2
    ran = kpi(*asked, "--out", str(target))
    assert (ran.status, ran.out) == (0, ""), ran.err
    book = load_workbook(target)
    assert [list(s.tables) for s in book] == [["thay_doi"], ["diem"], ["so_lieu_moi"]]
    sheet = book["Thay đổi và nguyên nhân"]
    table = [[c.value for c in row] for row in sheet[sheet.tables["thay_doi"].ref]]
    assert table[0][:5] == ["Mã", "Chỉ tiêu", "Đơn vị", "Đánh giá trước", "Nguyên nhân"]
    [stand_in] = [r for r in table if r[2] == "Toàn bộ kế hoạch" and r[4] == "Mức thay thế"]
    # 77.5 of 156 and 91.5 of 156, as in the words above
    assert stand_in[6:9] == pytest.approx([100 * 77.5 / 156, 100 * 91.5 / 156, 100 * 14 / 156])
    assert stand_in[9] == "Đúng tiến độ"
