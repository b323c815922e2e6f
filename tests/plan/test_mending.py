"""A slip is told at its place, with a repair; with the repair made the plan is read as meant."""

from __future__ import annotations

import pytest
import yaml

from kpi.plan.findings import Book
from kpi.plan.load import parse_plan
from kpi.plan.mending import Mended
from kpi.plan.syntax import report_syntax

PLAN = """plan: {id: p, name: Kế hoạch, owner: Sở Y tế, years: [2021, 2025]}
fields:
  - {id: F, name: Khám bệnh}
units:
  - {id: BV, name: Bệnh viện tỉnh, kind: hospital}
  - {id: TT, name: Trung tâm Y tế, kind: center}
indicators:
  - id: A
    name: Số lượt khám
    field: F
    measure: count
    unit_of_measure: lượt
    frequency: month
    reported_by: [hospital, center]
    baseline: {year: 2020, value: 12}
    targets: {2024: 50, 2025: 60}
"""

# what was typed in place of what, the rule told, and what the repair shown must hold
TYPED = [
    ("name: Khám bệnh}", "name: Khám, chữa bệnh}", "comma_in_text", 'name: "Khám, chữa bệnh"'),
    ("name: Khám bệnh}", "name: Khám: bệnh}", "yaml_colon", 'name: "Khám: bệnh"'),
    ("name: Khám bệnh}", "name: Khám bệnh #1}", "hash_in_braces", 'name: "Khám bệnh #1"'),
    ("name: Khám bệnh}", 'name: "Khám" bệnh}', "yaml_after_quote", "name: '\"Khám\" bệnh'"),
    ("name: Khám bệnh}", 'name: "Khám bệnh}', "yaml_open_quote", '"'),
    ("2024: 50,", "2024: 50,5,", "comma_in_number", "2024: 50.5"),
    ("value: 12}", "value: 1,250}", "comma_in_thousands", "value: 1250"),
    ("{year: 2020, value: 12}", "{2020: 12}", "baseline_as_table", "{year: 2020, value: 12}"),
    ("2025: 60", "2025: 60.000", "thousands_or_decimals", "60000"),
    ("name: Số lượt khám", 'name: "Số lượt" khám', "yaml_after_quote", "'\"Số lượt\" khám'"),
    ("name: Số lượt khám", "name: Số lượt: khám", "yaml_colon", '"Số lượt: khám"'),
    ("name: Số lượt khám", "name: [Mới] Số lượt", "yaml_character", '"[Mới] Số lượt"'),
    ("name: Số lượt khám", "name: @ Số lượt", "yaml_character", '"@ Số lượt"'),
    ("name: Số lượt khám", "name: Số lượt #2", "text_behind_hash", '"Số lượt #2"'),
    ("field: F\n", "field: Khám bệnh\n", "name_for_id", "F"),
    ("  - id: A\n", "  – id: A\n", "yaml_other_dash", "U+2013"),
    ("  - id: A\n", "  -id: A\n", "yaml_dash_blank", "- id: A"),
    ("    measure: count\n", "\tmeasure: count\n", "yaml_tab", "4"),
    ("    measure: count\n", "   measure: count\n", "yaml_indent", "4"),
    ("    measure: count\n", "     measure: count\n", "yaml_indent", "4"),
    ("    measure: count\n", "    measure:count\n", "yaml_no_colon", "measure: count"),
    ("    measure: count\n", "    measure count\n", "yaml_no_colon", "measure: count"),
    ("    measure: count\n", "    \u200bmeasure: count\n", "odd_character", "U+200B"),
    ("    measure: count\n", "    measure:\u00a0count\n", "odd_character", "U+00A0"),
    ("measure: count", "measure: đếm", "unknown_word", "count"),
    ("frequency: month", "frequency: hằng tháng", "unknown_word", "month"),
    ("frequency: month", "kỳ báo cáo: month", "unknown_key", "frequency"),
    ("[hospital, center]", "hospital, center", "wrong_type", "[hospital, center]"),
    ("[hospital, center]", "[hospital, center}", "yaml_wrong_bracket", "]"),
    ("2025: 60}", "2025: 60", "yaml_open_braces", "16"),
    ("2025: 60}", "2025: 60}}", "yaml_extra_bracket", "}"),
    ("2024: 50,", "2024: 50;", "yaml_semicolon", "2024: 50, 2025: 60"),
    ("2024: 50,", "2024:50,", "yaml_no_colon", "2024: 50"),
    ("2024: 50,", "2024 = 50,", "yaml_no_colon", "2024: 50"),
    ("value: 12}", "value: 12,5 lượt}", "comma_in_number", "value: 12.5"),
    ("  - {id: TT,", "  {id: TT,", "lost_dash", "- {id: TT,"),
    ("name: Bệnh viện tỉnh, kind", "name: Bệnh viện tỉnh kind", "yaml_comma", "kind"),
    ("    measure: count\n", "    measure：count\n", "odd_sign", "measure: count"),
    ("    measure: count\n", "    measure ：  count\n", "odd_sign", "measure: count"),
    ("name: Khám bệnh}", "name：Khám bệnh}", "odd_sign", "name: Khám bệnh"),
    ("name: Số lượt khám", "name: - Số lượt khám", "yaml_character", '"- Số lượt khám"'),
    ("name: Khám bệnh}", "name: - Khám bệnh}", "yaml_character", '"- Khám bệnh"'),
    ("reported_by: [hospital, center]", "reported_by: - center", "list_on_line", "[center]"),
    ("years: [2021, 2025]", "years: [2021–2025]", "numbers_in_one", "years: [2021, 2025]"),
    ("years: [2021, 2025]", "years: 2021–2025", "numbers_in_one", "years: [2021, 2025]"),
    ("years: [2021, 2025]", "years: 2022, 2026", "numbers_in_one", "years: [2022, 2026]"),
    ("name: Khám bệnh}", "name: “Khám, bệnh”}", "comma_in_text", 'name: "Khám, bệnh"'),
    ("name: Số lượt khám", "name: “Số: lượt”", "yaml_colon", 'name: "Số: lượt"'),
    ("name: Số lượt khám", "name: “Số, lượt”", "curly_quotes", 'name: "Số, lượt"'),
    ("field: F\n", "field: “F”\n", "curly_quotes_around", 'field: "F"'),
    (
        "name: Bệnh viện tỉnh",
        'name: "Bệnh viện Sản, Nhi',
        "yaml_open_quote",
        '"Bệnh viện Sản, Nhi"',
    ),
    ("name: Số lượt khám", 'name: "Số lượt khám, chữa', "yaml_open_quote", '"Số lượt khám, chữa"'),
]


@pytest.mark.parametrize(("meant", "typed", "rule", "repair"), TYPED)
def test_one_slip_gets_one_finding_on_its_line_with_a_repair(
    meant: str, typed: str, rule: str, repair: str
) -> None:
    assert PLAN.count(meant) == 1
    text = PLAN.replace(meant, typed)
    line = PLAN[: PLAN.index(meant)].count("\n") + 1
    findings = parse_plan(text).findings
    assert [(f.rule, f.line) for f in findings] == [(rule, line)]
    assert repair in findings[0].text("vi")
    assert repair in findings[0].text("en")


SHOWN = [
    typed
    for typed in TYPED
    if typed[3].startswith(typed[0].split(":")[0] + ":") and typed[2] != "yaml_semicolon"
]


@pytest.mark.parametrize("typed", SHOWN)
def test_the_repair_shown_makes_the_plan_sound_again(typed: tuple[str, str, str, str]) -> None:
    meant, wrong, _, repair = typed
    tail = meant[-1] if meant[-1] in "},\n" and repair[-1] != meant[-1] else ""
    mended = PLAN.replace(meant, repair + tail)
    reading = parse_plan(mended)
    assert wrong not in mended
    assert reading.plan is not None


def test_slips_of_many_lines_are_told_at_once() -> None:
    text = PLAN
    for meant, typed, rule, _ in TYPED:
        if rule in {"comma_in_text", "yaml_tab", "yaml_other_dash", "thousands_or_decimals"}:
            text = text.replace(meant, typed)
    assert [f.rule for f in parse_plan(text).findings] == [
        "comma_in_text", "yaml_other_dash", "yaml_tab", "thousands_or_decimals",
    ]  # fmt: skip


def test_places_behind_a_mended_slip_are_those_of_the_file() -> None:
    text = PLAN.replace(
        "{id: BV, name: Bệnh viện tỉnh, kind: hospital}",
        "{id: BV, name: Bệnh viện: tỉnh, kind: hospital, khu: x}",
    )
    told = {f.rule: f for f in parse_plan(text).findings}
    line = text.splitlines()[4]
    assert told["yaml_colon"].column == line.index(": tỉnh") + 1
    assert told["unknown_key_of_many"].column == line.index("khu") + 1


def test_brackets_without_a_known_repair_are_told_without_one() -> None:
    text = "plan: [a, b\nc: d"
    with pytest.raises(yaml.MarkedYAMLError) as raised:
        list(yaml.parse(text))
    book = Book("indicators.yaml")
    report_syntax(raised.value, Mended(text), book)
    assert [(f.rule, f.line, f.column) for f in book.found] == [("yaml_brackets_somewhere", 1, 7)]


def test_a_slip_far_down_a_long_list_is_told_as_one_at_its_beginning() -> None:
    item = PLAN[PLAN.index("  - id: A") :]
    many = PLAN + "".join(item.replace("id: A", f"id: A{n}") for n in range(300))
    assert not parse_plan(many).findings
    for number in (0, 150, 299):
        text = many.replace(
            f"id: A{number}\n    name: Số lượt khám", f"id: A{number}\n    name: Số: lượt"
        )
        (told,) = parse_plan(text).findings
        line = text[: text.index("Số: lượt")].count("\n") + 1
        assert (told.rule, told.line) == ("yaml_colon", line)


def test_comments_of_any_shape_are_comments() -> None:
    text = PLAN.replace("field: F\n", "field: F   # lĩnh vực, xem mục 2: khám\n")
    text = text.replace("measure: count\n", "measure: count #-----\n# một dòng: ghi chú {\n")
    assert not parse_plan(text).findings


def test_a_plan_with_other_line_ends_is_told_of_at_the_same_places() -> None:
    text = PLAN.replace("name: Số lượt khám", "name: Số lượt: khám")
    lf, crlf = (parse_plan(t.encode()) for t in (text, text.replace("\n", "\r\n")))
    assert [(f.line, f.column) for f in lf.findings] == [(f.line, f.column) for f in crlf.findings]
