"""`kpi status`: everything due by a period's end, counted by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.plans import HEADER, a_count, a_ratio, plan_text

from .conftest import Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

# VB01 monthly, SP01 quarterly, of A, B and C: due five working days after each month's end.
QUARTERLY = plan_text(
    indicators=(
        a_ratio(lead="A", targets={2024: 60}),
        a_count(lead="B", frequency="quarter", targets={2024: 120}),
    )
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "data" / "inbox").mkdir(parents=True)
    (tmp_path / "indicators.yaml").write_text(QUARTERLY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def collected(kpi: Kpi, send: Send) -> Kpi:
    """February of A and B; March of A in time, of B late and with a cell left out; the quarter of
    A. C sends nothing; of one file nobody knows the unit."""
    sent = {
        "thang-2.csv": ("A,2024-02,VB01,30,100,,,\nB,2024-02,VB01,3,4,,,\n", "2024-03-04T09:00"),
        "thang-3.csv": ("A,2024-03,VB01,40,100,,,\n", "2024-04-03T09:00"),
        "quy-1.csv": ("A,2024-Q1,SP01,,,12,,\n", "2024-04-04T09:00"),
        "thang-3b.csv": ("B,2024-03,VB01,9,4,,,\n", "2024-04-20T09:00"),
        "la.csv": ("Z,2024-03,VB01,9,40,,,\n", "2024-04-05T09:00"),
    }
    for name, (text, received) in sent.items():
        send(name, HEADER + text)
        send(f"{name}.received", received)
    kpi("collect")
    return kpi


def test_a_month_that_ends_a_quarter_tells_both_and_what_is_owed_from_before(
    collected: Kpi,
) -> None:
    ran = collected("status", "2024-03", "--as-of", "2024-04-30")
    assert ran.status == 0, ran.err
    head, month, quarter, owed, held = ran.out.split("\n\n")
    assert head == "Tình hình gửi báo cáo tháng 3/2024"
    assert month.startswith("THÁNG 3/2024\n")
    assert "Đã gửi: 1/3 đơn vị (đúng hạn 1, chậm 0)." in month  # of B nothing could be taken
    assert "  C  Đơn vị C: Chưa gửi" in month
    assert quarter.startswith("QUÝ I/2024\n")
    assert "Đã gửi: 1/3 đơn vị" in quarter
    # February was due on 7 March, 54 days before the last of April
    assert owed == (
        "CÒN NỢ TỪ CÁC KỲ TRƯỚC: 1 biểu của 1 đơn vị\n"
        "  Tháng 2/2024 (hạn 7/3/2024, đã quá 54 ngày): Đơn vị C (C)"
    )
    assert held.startswith(
        "CÒN PHẢI SỬA HOẶC GIẢI TRÌNH: 1 đơn vị\n  B  Đơn vị B: 1 ô chưa ghi nhận (tháng 3/2024)\n"
    )
    assert "Chưa rõ đơn vị hoặc kỳ: 1 tệp" in held
    assert "la" in held.rpartition("chua-ro")[2]
    assert ran.err.endswith("status 2024-03.\n")  # how things stand now
    now = collected("status", "2024-03")
    assert now.err.startswith("Tiếp theo: hỏi nơi gửi về các tệp chưa rõ")


def test_the_status_of_an_earlier_day_knows_nothing_of_later_files(collected: Kpi) -> None:
    early = collected("status", "2024-03", "--as-of", "2024-04-10").out
    assert "CÒN PHẢI SỬA" not in early  # B's file came on the 20th
    assert "  B  Đơn vị B: Chưa gửi" in early


def test_as_json_it_has_every_unit_of_every_period_and_unclear_files_by_name(
    collected: Kpi,
) -> None:
    ran = collected("status", "2024-03", "--as-of", "2024-04-30", "--format", "json")
    found = json.loads(ran.out)
    assert [(p["period"], p["due"], p["sent"], p["expected"]) for p in found["periods"]] == [
        ("2024-03", "2024-04-05", 1, 3),
        ("2024-Q1", "2024-04-05", 1, 3),
    ]
    assert found["owed"] == [
        {"period": "2024-02", "due": "2024-03-07", "days_late": 54, "expected": 3,
         "units": [{"unit": "C", "refused": False}]}
    ]  # fmt: skip
    assert [(h["unit"], h["period"], h["cells"]) for h in found["held"]] == [("B", "2024-03", 1)]
    [unclear] = found["unclear"]
    assert unclear.startswith("la")
    assert found["as_of"] == "2024-04-30T23:59:59+07:00"
    received = [u["received_at"] for p in found["periods"] for u in p["units"] if u["received_at"]]
    assert sorted(received) == [
        "2024-04-03T09:00:00+07:00", "2024-04-04T09:00:00+07:00",
    ]  # fmt: skip


def test_as_a_workbook_it_has_a_named_table_for_each_list_and_is_set_up_for_paper(
    collected: Kpi, tmp_path: Path
) -> None:
    target = tmp_path / "tình hình.xlsx"
    asked = ("status", "2024-03", "--as-of", "2024-04-30", "--format", "xlsx")
    assert collected(*asked).status == 2  # a workbook needs a file
    ran = collected(*asked, "--out", str(target))
    assert (ran.status, ran.out) == (0, "")
    assert f"Đã ghi {target}." in ran.err
    book = load_workbook(target)
    assert book.sheetnames == ["Tình hình gửi", "Còn nợ kỳ trước", "Còn phải sửa", "Tệp chưa rõ"]
    sheet = book["Tình hình gửi"]
    assert list(sheet.tables) == ["tinh_hinh_gui"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    table = [[c.value for c in row] for row in sheet[sheet.tables["tinh_hinh_gui"].ref]]
    assert len(table) == 1 + 3 + 3
    assert table[3][3:6] == ["C", "Đơn vị C", "Chưa gửi"]
    assert [t for s in book for t in s.tables if s.title != "Tệp chưa rõ"] == [
        "tinh_hinh_gui", "con_no", "con_phai_sua",
    ]  # fmt: skip
    counts = [
        c for row in book["Còn phải sửa"].iter_rows(min_col=2) for c in row if c.data_type == "n"
    ]
    right = [c for c in counts if c.value is not None and c.alignment.horizontal == "right"]
    assert right
    assert all(c.alignment.indent == 1 for c in right)  # apart from the words in the next cell
    first = target.read_bytes()
    collected(*asked, "--out", str(target))
    assert target.read_bytes() == first


def test_when_all_have_sent_the_report_is_next(kpi: Kpi, send: Send) -> None:
    send("thang-1.csv", HEADER + "".join(f"{u},2024-01,VB01,30,100,,,\n" for u in "ABC"))
    kpi("collect")
    ran = kpi("status", "2024-01")
    assert "Đã gửi: 3/3" in ran.out
    assert "CÒN NỢ" not in ran.out
    assert ran.err.strip().endswith("report 2024-01.")


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("6/2024", "2024-06"), ("tháng 6 năm 2024", "2024-06"), ("quý 2/2024", "2024-Q2"),
        ("T6/2024", "2024-06"), ("năm 2024", "2024"), ("6 tháng đầu năm 2024", "2024-H1"),
    ],
)  # fmt: skip
def test_a_period_in_a_forms_words_is_wrong_use_that_says_its_label(
    kpi: Kpi, written: str, label: str
) -> None:
    ran = kpi("status", written)
    assert (ran.status, ran.out) == (2, "")
    assert f"“{written}” không phải kỳ báo cáo" in ran.err
    assert f"(có phải “{label}”?)" in ran.err


@pytest.mark.parametrize("written", ["0000-01", "1899", "9999-12", "abc", "2024-13"])
def test_what_is_no_period_of_any_calendar_is_wrong_use(kpi: Kpi, written: str) -> None:
    ran = kpi("status", written)
    assert (ran.status, ran.out) == (2, "")
    assert "không phải kỳ báo cáo" in ran.err


def test_a_period_outside_of_the_plans_years_is_owed_by_nobody(kpi: Kpi) -> None:
    ran = kpi("status", "2035-06")
    assert ran.status == 0
    assert "ngoài các năm của kế hoạch (2024 - 2025)" in ran.out
    assert "Chưa gửi" not in ran.out


def test_a_result_that_cannot_be_put_in_its_place_is_told_without_a_traceback(
    kpi: Kpi, tmp_path: Path
) -> None:
    (tmp_path / "tep").write_text("đây là một tệp")
    for form in ("text", "json", "xlsx"):
        ran = kpi("status", "2024-01", "--format", form, "--out", str(tmp_path / "tep" / "x"))
        assert (ran.status, ran.out) == (1, "")
        assert "Không ghi được" in ran.err
        assert "Traceback" not in ran.err
    made = kpi("status", "2024-01", "--out", str(tmp_path / "mới" / "tình hình.txt"))
    assert made.status == 0  # a folder that is not there is made
    assert "Tình hình gửi" in (tmp_path / "mới" / "tình hình.txt").read_text("utf-8")


def test_every_command_has_a_step_after_it_or_a_reason_why_not() -> None:
    """Those without tell it in their own words, speak for as long as they run, or give their whole
    result to another program."""
    import click

    from flows.cli import cli
    from kpi.words import section

    def names(group: click.Group, above: str = "") -> list[str]:
        found = []
        for name, command in group.commands.items():
            inner = isinstance(command, click.Group)
            found += names(command, f"{name} ") if inner else [above + name]  # type: ignore[arg-type]
        return found

    told = {key.rpartition("_")[0] for key in section("next", "vi")["usual"]}
    suggesting = {"status", "explain", "compare", "diff", "export", "fetch"}
    in_their_own_words = {"init", "plan to-excel", "plan from-excel", "backup", "schedule"}
    assert set(names(cli)) - told == suggesting | in_their_own_words


def test_after_the_first_collect_the_plan_is_read_no_more(
    collected: Kpi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_text_is_read(*_: object, **__: object) -> None:
        raise AssertionError("the plan's text was read")

    monkeypatch.setattr("kpi.plan.load.read_plan", no_text_is_read)
    assert collected("status", "2024-03", "--as-of", "2024-04-30").status == 0
