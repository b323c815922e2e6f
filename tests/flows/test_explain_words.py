"""What `kpi explain` says in words of each thing that it may have to say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kpi.assessment.bounds import Stretch
from kpi.explain import Explanation
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan
from reports.explained.delivery import levels
from reports.explained.speaker import Speaker, enough

from .conftest import HEADER, Ran
from .plan_of_many import PLAN_OF_MANY, QUARTER, THREE_MONTHS, of_months

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]
Explained = Callable[..., str]


@pytest.fixture
def explained(home: Path, kpi: Kpi, send: Send) -> Explained:
    """Collects rows of a plan that has one of everything, and explains one of its figures."""

    def run(rows: str, *asked: str) -> str:
        (home / "indicators.yaml").write_text(PLAN_OF_MANY, encoding="utf-8")
        send("so-lieu.csv", HEADER + rows)
        kpi("collect")
        ran = kpi("explain", *asked)
        assert ran.status == 0, ran.err
        return ran.out

    return run


def test_a_formula_is_reckoned_from_the_figures_of_its_own_period(explained: Explained) -> None:
    said = explained(THREE_MONTHS + QUARTER, "CS", "2024-06")
    assert "số liệu dưới đây là của quý II/2024" in said
    # 180 of 360 in the quarter, not June's 90 of 120
    assert "Thực hiện trong kỳ: 0,25 × 50 + 0,75 × 40 = 42,5%" in said


def test_the_coverage_of_a_formula_is_said_to_be_its_weakest_operands(
    explained: Explained,
) -> None:
    rows = THREE_MONTHS + "".join(f"{u},2024-Q2,HN,20,50,,,\n" for u in "AB")
    said = explained(rows, "CS", "2024-06")
    assert "Đã gửi 2/3 đơn vị (tính theo HN," in said
    assert "    Chưa gửi VB01: Đơn vị A (A): tháng 1/2024 đến tháng 3/2024; Đơn vị B (B)" in said
    assert "    Chưa gửi HN: Đơn vị A (A): quý I/2024; Đơn vị B (B): quý I/2024; " in said
    assert "Đơn vị C (C): quý I/2024 đến quý II/2024" in said


def test_a_milestone_tells_how_many_of_how_many_units_have_it_done(explained: Explained) -> None:
    rows = "A,2024-01,KH,,,15/1/2024,,\nB,2024-02,KH,,,chưa,,\n"
    said = explained(rows, "KH", "2024-03")
    assert "ĐÁNH GIÁ: Chưa đạt chỉ tiêu (Đỏ)" in said
    # A's and B's last words carry on, C never spoke
    assert (
        "Quá hạn 31/1/2024: 1/3 đơn vị phải báo cáo đã hoàn thành; "
        "1 đơn vị báo là chưa hoàn thành; 1 đơn vị chưa báo cáo."
    ) in said
    assert "tháng 2/2024 | Đơn vị B (B) | Chưa hoàn thành | " in said


def test_a_milestone_past_its_day_tells_who_said_not_done_and_who_was_late(
    kpi: Kpi, explained: Explained
) -> None:
    rows = (
        "A,2024-02,KH,,,15/1/2024,,\nB,2024-02,KH,,,chưa,,\nC,2024-02,KH,,,chưa,,\n"
        "B,2024-03,KH,,,9/3/2024,,\nC,2024-03,KH,,,9/3/2024,,\n"
    )
    said = explained(rows, "KH", "2024-02")
    assert (
        "Quá hạn 31/1/2024: 1/3 đơn vị phải báo cáo đã hoàn thành; 2 đơn vị báo là chưa hoàn thành."
    ) in said
    late = kpi("explain", "KH", "2024-03").out
    assert "ĐÁNH GIÁ: Đã hoàn thành (muộn) (Xanh)" in late
    assert "3/3 đơn vị phải báo cáo đã hoàn thành." in late
    assert "Đơn vị hoàn thành sau cùng: ngày 9/3/2024, sau hạn 31/1/2024." in late


def test_a_share_of_units_is_never_forecast_above_100_per_cent(
    kpi: Kpi, explained: Explained
) -> None:
    rows = "".join(
        f"{u},2024-{m:02d},DN,,,{'có' if n <= m else 'không'},,\n"
        for n, u in enumerate("ABC", start=1)
        for m in (1, 2, 3)
    )
    said = explained(rows, "DN", "2024-03")
    assert "Dự kiến cả năm: 100,0% (" in said
    exported = json.loads(kpi("explain", "DN", "2024-03", "--format", "json").out)
    assert exported["result"]["projection"] == 100


def test_what_a_figure_lacks_is_named_by_unit_and_month(explained: Explained) -> None:
    rows = (
        of_months("SP01", ",,4", 1, 2, 3, 4, units="A")
        + of_months("SP01", ",,4", 2, 4, units="B")
        + "B,2024-03,SP01,,,mật,,\n"
        + of_months("SP01", ",,4", 1, 2, 4, units="C")
        + "C,2024-03,SP01,,,ước 5,,\n"
    )
    said = explained(rows, "SP01", "2024-04")
    assert "Đã gửi 3/3 đơn vị.\n  Số liệu chưa đầy đủ:\n" in said
    assert "    Chưa gửi: Đơn vị B (B): tháng 1/2024\n" in said
    assert "    Thuộc phạm vi bí mật, không cộng: Đơn vị B (B): tháng 3/2024\n" in said
    assert "    Có số ước của: Đơn vị C (C): tháng 3/2024\n" in said


def test_neighbouring_months_are_one_stretch(explained: Explained) -> None:
    rows = of_months("SP01", ",,4", 5, units="ABC") + of_months("SP01", ",,4", 2, units="B")
    said = explained(rows, "SP01", "2024-05")
    assert "Đơn vị A (A): tháng 1/2024 đến tháng 4/2024; " in said
    assert "Đơn vị B (B): tháng 1/2024, tháng 3/2024 đến tháng 4/2024; " in said


@pytest.mark.parametrize(
    ("rows", "asked", "why"),
    [
        ("", "SP01 2024-04", "Chưa đơn vị nào trong 3 đơn vị phải báo cáo gửi số liệu"),
        ("", "SP01 2024-04 --unit A", "Đơn vị chưa gửi số liệu của kỳ này; không tính là 0."),
        (of_months("SP01", ",,mật", 4, units="AB"), "SP01 2024-04",
         "Đã có báo cáo (2 đơn vị) nhưng số liệu thuộc phạm vi bí mật"),
        (of_months("VB01", "0,0,", 4), "VB01 2024-04",
         "Không phát sinh đối tượng: tổng số của các đơn vị báo cáo bằng 0."),
        (of_months("SP01", ",,-", 4), "HT 2024-04",
         "Kỳ này không phải kỳ báo cáo của chỉ tiêu (báo cáo 6 tháng một lần)."),
        (THREE_MONTHS, "CS 2024-06",
         "Không tính được công thức: chưa có số liệu của HN (Tỷ lệ hội nghị trực tuyến)."),
        (THREE_MONTHS + of_months("SP01", ",,0", 4, 5, 6), "TL 2024-06",
         "Không tính được công thức: số chia bằng 0."),
        ("A,2024-04,QM,,,7,,\n", "QM 2024-04",
         "Có số liệu, nhưng chưa có trọng số của kỳ này, hoặc trọng số cộng lại bằng 0 "
         "(trọng số lấy từ SP01 (Số sản phẩm số))."),
        (of_months("LO", ",,4", 1).replace("2024-01", "2024-Q1"), "LO 2024-03",
         "cần ít nhất hai mốc (hiện trạng hoặc các năm đủ số liệu) mà chưa đủ."),
        ("", "KH 2024-01", "Chưa đến hạn hoàn thành (31/1/2024)."),
    ],
)  # fmt: skip
def test_each_cause_of_no_light_has_a_sentence_of_its_own(
    explained: Explained, rows: str, asked: str, why: str
) -> None:
    said = explained(rows, *asked.split())
    assert why in said
    assert "(Chưa đánh giá)" in said


def test_the_growth_method_says_its_rates_and_cuts(explained: Explained) -> None:
    said = explained("A,2022,TD,,,121,,\n", "TD", "2022")
    # 10 % a year from 100 to 121; 2^(1/5) - 1 = 14,87 % are needed
    assert (
        "Tốc độ tăng bình quân năm 10,0%, bằng 67,3% tốc độ cần có (14,9%): "
        "từ 60,0% đến dưới 95,0%."
    ) in said
    assert (
        "Tính từ 100 tư liệu (năm 2020) đến 121 tư liệu (năm 2022); "
        "chỉ tiêu năm 2025 là 200 tư liệu."
    ) in said
    assert "Tốc độ đạt được so với tốc độ cần có: 0,1 / 0,148698 = 67,3%" in said


def test_a_growth_from_0_says_what_stands_for_it(explained: Explained) -> None:
    said = explained("A,2022,TK,,,5,,\n", "TK", "2022")
    assert "Số đầu bằng 0 thì không tính được tốc độ, nên lấy một số rất nhỏ (0,001)" in said


def test_the_projection_method_says_its_gap_and_cuts(explained: Explained) -> None:
    said = explained("A,2022-H1,DB,,,115,,\n", "DB", "2022-06")
    # 10 a year from the end of 2020: 150 in 2025, so 50 of the 85 that are left lie ahead
    assert "đến năm 2025 còn thiếu 58,8% phần phải thay đổi: trên 20,0%." in said
    assert "Tính từ 100 tư liệu (năm 2020) đến 115 tư liệu (tháng 6/2022)" in said


def test_a_method_that_judges_an_earlier_year_says_which(explained: Explained) -> None:
    rows = "".join(
        f"A,{y}-Q{q},LO,,,{v},,\n" for y, v in ((2021, 2), (2022, 3)) for q in (1, 2, 3, 4)
    )
    said = explained(rows + "A,2023-Q1,LO,,,1,,\n", "LO", "2023-03")
    assert "Số được đánh giá là số của năm 2022, không phải của tháng 3/2023:" in said


def test_a_unit_without_a_target_of_its_own_is_told_apart_from_a_year_without_one(
    explained: Explained,
) -> None:
    said = explained(of_months("SP01", ",,4", 1), "SP01", "2024-01", "--unit", "A")
    assert "Năm 2024 chưa giao chỉ tiêu riêng cho đơn vị này." in said


def test_an_estimate_by_the_share_of_the_year_is_reckoned_with_its_range(
    explained: Explained,
) -> None:
    said = explained(of_months("SP01", ",,4", 1, 2, 3, units="A"), "SP01", "2024-03", "--unit", "A")
    # R = 36: sqrt((0.15 x 36)^2 + 1.64 x 36) = sqrt(29.16 + 59.04) = 9.391
    assert "  Cách tính dự kiến: 12 / 0,25 = 48: chia cho phần năm đã qua" in said
    assert (
        "  Khoảng 80%: ± √((0,15 × 36)² + 1,64 × 36) = ± 9,4; 36 là phần ước còn làm được" in said
    )
    assert "  Dự kiến cả năm: 48 " in said


def test_an_estimate_along_half_the_slope_is_reckoned_with_its_range(explained: Explained) -> None:
    rows = "".join(f"A,{y}-H{h},HT,,,{v},,\n" for y, h, v in
                   ((2022, 2, 1), (2023, 1, 2), (2023, 2, 3), (2024, 1, 4)))  # fmt: skip
    said = explained(rows, "HT", "2024-06")
    # half the slope 1, one half-year left; each step is 0.5 off: s = sqrt(0.75 / 2) = 0.612372
    assert "  Cách tính dự kiến: 4 + 1 / 2 × 1 = 4,5: từ số mới nhất đi tiếp 1 kỳ" in said
    assert "(trung vị độ dốc của 4 kỳ: 1; 2; 3; 4)" in said
    assert "  Khoảng 80%: ± 1,886 × 0,612372 × √(1 × (1 + 1 / 3)) = ± 1,33;" in said
    assert "  Khả năng đạt kế hoạch năm: Chưa thể khẳng định" in said  # 3.2 to 5.8, the target is 5


def test_a_ratio_of_what_occurs_stays_and_says_only_what_is_expected(
    explained: Explained,
) -> None:
    said = explained("A,2024-Q1,HN,20,50,,,\n", "HN", "2024-03", "--unit", "A")
    assert "Dự kiến cả năm: 40% (cách tính này không có khoảng)" in said.replace(",0%", "%")
    assert "Khả năng đạt kế hoạch năm: Dự kiến 40%" in said.replace(",0%", "%")


def test_what_is_short_of_a_line_is_told_as_a_part_of_the_years_way(explained: Explained) -> None:
    said = explained("A,2024-H1,HT,,,4,,\n", "HT", "2024-06")
    assert "ĐÁNH GIÁ: Chậm tiến độ" in said
    assert ("Còn thiếu 0,5 hệ thống so với kế hoạch đến kỳ báo cáo (4,5 hệ thống), bằng 50,0%"
            " phần phải tăng của cả năm (1,0 hệ thống); trên 20,0% là chậm.") in said  # fmt: skip


def test_a_level_is_told_by_numbers_that_give_it(explained: Explained) -> None:
    said = explained("A,2024-01,VB01,47,104,,,\n", "VB01", "2024-01", "--unit", "A")
    # 45.19... of 60: with one decimal 45.2 would give the same 75.3
    assert "45,2% bằng 75,3% kế hoạch đến kỳ báo cáo (60,0%), dưới 80,0%." in said
    said = explained("A,2024-Q1,HN,13,50,,,\n", "HN", "2024-03", "--unit", "A")
    assert "26,0% bằng 86,7% cận dưới 30,0%, từ 80,0% đến dưới 95,0%." in said


def test_of_one_year_there_is_one_estimate(explained: Explained) -> None:
    rows = "A,2024-H1,HT,,,5,,\nA,2023-H2,HT,,,4,,\nA,2023-H1,HT,,,4,,\nA,2022-H2,HT,,,3,,\n"
    said = explained(rows, "HT", "2024-06")
    assert "Dự kiến cả năm: " in said
    assert "Dự kiến năm 2024" not in said


def test_an_equation_holds_as_it_is_printed(explained: Explained) -> None:
    said = explained("A,2024-H1,HT,,,5,,\n", "HT", "2024-06")
    assert "4 + (5 − 4) × 0,5 = 4,5 hệ thống" in said
    assert "1 + (5 − 4,5) / (5 − 4) = 150,0%" in said


def test_of_a_silent_unit_it_is_said_what_stands_in_for_it_and_why(
    kpi: Kpi, explained: Explained
) -> None:
    rows = of_months("DN", ",,có", 1, 2, units="AB") + of_months("DN", ",,không", 1, units="C")
    said = explained(rows, "DN", "2024-02")
    assert "ĐÁNH GIÁ: Chưa đủ số liệu để kết luận (Chưa đánh giá)" in said
    assert (
        "Theo các đơn vị đã báo cáo là “Đang đạt mức kế hoạch năm”; khi tính cả đơn vị chưa báo "
        "cáo, theo số đã biết của họ, là “Chậm tiến độ”."
    ) in said  # 2 of 2, and 2 of 3
    assert "  Ước khi đủ đơn vị: 66,7%\n" in said
    assert (
        "    Đơn vị C (C), tháng 2/2024: 0,0 (báo cáo gần nhất của đơn vị: tháng 1/2024)\n"
    ) in said
    (row,) = json.loads(kpi("explain", "DN", "2024-02", "--format", "json").out)["stand_ins"]
    assert row == {
        "indicator": "DN", "unit": "C", "rule": "latest", "reports": 1, "period": "2024-02",
        "taken_from": "2024-01", "amount": 0.0, "base": None,
    }  # fmt: skip


def test_too_few_units_are_said_to_be_too_few(explained: Explained) -> None:
    said = explained(of_months("DN", ",,có", 2, units="A"), "DN", "2024-02")
    # B and C as the mean of those of their kind: all as A
    assert "Mới có 1/3 đơn vị báo cáo, ít hơn mức tối thiểu 50% để kết luận." in said
    assert "đơn vị chưa có số nào dùng được; trung bình 1 đơn vị cùng loại đã báo cáo" in said


def test_a_band_stands_under_the_plan_and_the_pace_says_it_in_plain_words(
    explained: Explained,
) -> None:
    said = explained("A,2024-Q1,HN,20,50,,,\n", "HN", "2024-03")
    assert "  Khoảng cho phép: 30% đến 60%" in said.replace(",0%", "%")
    assert "nên tính đủ 100%)" in said
    assert "số chia bằng 0" not in said


def test_the_levels_of_missing_reports_neither_overlap_nor_leave_gaps(
    explained: Explained,
) -> None:
    rows = of_months("VB01", "30,40,", 1, units="A") + of_months("VB01", "5,40,", 1, units="B")
    said = explained(rows, "VB01", "2024-01")
    found = re.findall(r"    từ ([\d,]+)% đến (dưới )?([\d,]+)%: ", said)
    assert (found[0][0], found[-1][2]) == ("0,0", "100,0")
    assert [low for low, _, _ in found[1:]] == [high for _, _, high in found[:-1]]
    assert [bool(below) for _, below, _ in found] == [True] * 4 + [False]


@pytest.mark.parametrize(
    ("decimals", "ends", "said"),
    [
        # the only whole number between 12,9 and 13
        (0, [(0, 12.9), (13.0, 100)], ["từ 0 lớp đến dưới 13 lớp", "từ 13 lớp đến 100 lớp"]),
        # 13 gives the first status still, 14 the next
        (0, [(0, 13.2), (13.3, 100)], ["từ 0 lớp đến dưới 14 lớp", "từ 14 lớp đến 100 lớp"]),
        # between 10.200 and 10.220 nobody has looked
        (0, [(0, 10200), (10220, 20000)],
         ["từ 0 lớp đến dưới khoảng 10.220 lớp", "từ khoảng 10.220 lớp đến 20.000 lớp"]),
        (1, [(0, 0), (0.05, 99.9), (100, 100)],
         ["từ 0,0 lớp đến dưới 0,1 lớp", "từ 0,1 lớp đến dưới 100,0 lớp", "đúng 100,0 lớp"]),
    ],
)  # fmt: skip
def test_levels_follow_each_other(
    decimals: int, ends: list[tuple[float, float]], said: list[str]
) -> None:
    stretches = [Stretch("behind", low, high, low, high) for low, high in ends]
    assert list(levels(speaking(decimals), stretches)) == said


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(4.5, 0, 1), (46.153846, 1, 1), (4.583333, 0, 1), (1000 / 3, 0, 0), (0.0, 0, 0), (5.0, 0, 0)],
)
def test_as_many_decimals_are_shown_as_an_equation_needs(
    value: float, decimals: int, shown: int
) -> None:
    assert enough(value, decimals) == shown


def speaking(decimals: int) -> Speaker:
    """Of an indicator that counts classes; nothing else of an explanation is asked for."""
    indicator = Indicator(
        id="L", name="Lớp", field="F", measure="count", unit_of_measure="lớp",
        frequency="month", decimals=decimals, over_time="flow",
    )  # fmt: skip
    plan = Plan(id="p", name="p", owners=(), years=(2024, 2024), fields=(), units=(),
                indicators=(indicator,))  # fmt: skip
    june = Period(2024 * 12 + 5, 1, "month")
    return Speaker(
        Explanation(
            plan=plan, indicator=indicator, period=june, own=june, unit="ALL",
            as_of=datetime(2024, 7, 1), result={"method": "linear"}, yardstick={}, target=None,
            steps=(), methods=(), operands=(), leaves=(),
        )
    )  # fmt: skip


def test_a_name_with_a_line_break_stays_on_its_line(home: Path, kpi: Kpi) -> None:
    plan = PLAN_OF_MANY.replace("name: Đơn vị C,", 'name: "Đơn vị\\nC",')
    (home / "indicators.yaml").write_text(plan, encoding="utf-8")
    said = kpi("explain", "SP01", "2024-01", "--unit", "C").out
    assert "Đơn vị C (C), Tháng 1/2024" in said
