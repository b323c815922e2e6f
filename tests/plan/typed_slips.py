"""Slips as planners type them, each one small edit of a plan, as data for `test_typed_slips.py`.

A row: what stood there; what was typed in its place; the rule; what the message shows to be typed;
in place of which part of what was typed (empty: of all of it); what the plan says then (empty:
what stood there before).
"""

from __future__ import annotations

from typing import NamedTuple


class Slip(NamedTuple):
    stood: str
    typed: str
    rule: str
    shown: str
    part: str = ""
    then: str = ""


NAME = "name: Số lượt cán bộ được bồi dưỡng chuyên môn"
OWNER = 'owner: "Tên cơ quan chủ trì"'
COUNTED = "targets: {2026: 120, 2027: 140, 2028: 160, 2029: 180, 2030: 200}"
SHARES = "targets: {2026: 90, 2027: 92, 2028: 94, 2029: 96, 2030: 98}"
DAYS = "    due_working_days: 5 "
OFF = f"    days_off: [2028-01-25]\n{DAYS}"
MEASURE = "    measure: count"
OFFICE = "name: Văn phòng,"


def _name(typed: str, rule: str, shown: str) -> Slip:
    return Slip(NAME, f"name: {typed}", rule, shown, then=shown)


def _owner(typed: str, rule: str, shown: str) -> Slip:
    return Slip(OWNER, f"owner: {typed}", rule, shown, then=shown)


def _office(typed: str, rule: str, shown: str) -> Slip:
    return Slip(OFFICE, f"name: {typed},", rule, shown, f"name: {typed}", f"{shown},")


def _count(typed: str, rule: str, shown: str) -> Slip:
    """A target of 2027 as typed; the plan then has the one that is shown."""
    number = shown.removeprefix("2027: ")
    part = f"2027: {typed}" if shown.startswith("2027") else typed
    return Slip("2027: 140,", f"2027: {typed},", rule, shown, part, f"2027: {number},")


def _share(typed: str, rule: str, shown: str) -> Slip:
    return _count(typed, rule, shown)._replace(stood="2027: 92,")


def _off(typed: str, rule: str, shown: str, part: str = "") -> Slip:
    return Slip(DAYS, f"    days_off: {typed}\n{DAYS}", rule, shown, part or typed, OFF)


FIRST_PLAN = (
    # letters that only look like the keyboard's
    Slip(MEASURE, "    mеasure: count", "look_alike", "measure:", "mеasure:"),
    Slip("id: CT01", "id: СT01", "look_alike", "id: CT01"),
    Slip("{id: CM, name", "{id: СM, name", "look_alike", "id: CM", "id: СM"),
    Slip("measure: count", "measure: соunt", "look_alike", "measure: count"),
    Slip("measure: count", "measure: ｃount", "look_alike", "measure: count"),
    Slip("    frequency: half", "    ｆrequency: half", "look_alike", "frequency:", "ｆrequency:"),
    Slip("value: 100}", "value: 1０0}", "look_alike", "value: 100", "value: 1０0"),
    Slip("{2026: 120", "{２026: 120", "look_alike", "2026:", "２026:"),
    Slip("reported_by: [VP] ", "reported_by: [VР] ", "look_alike", "VP", "VР"),
    Slip("{id: VP, ", "{id: VР, ", "look_alike", "id: VP", "id: VР"),
    _name("Số lượt cán bộ đượс bồi dưỡng", "look_alike", "name: Số lượt cán bộ được bồi dưỡng"),
    Slip("value: 100}", "value: –100}", "look_alike", "value: -100", "value: –100", "value: -100}"),
    # years, and what stands between them
    Slip("2026: 120, 2027", "2026: 120 2027", "yaml_comma", "2026: 120, 2027"),
    Slip(COUNTED, COUNTED.replace(",", ""), "yaml_comma", COUNTED),
    Slip("2027: 140", "2027:140", "yaml_no_colon", "2027: 140"),
    Slip("2026: 120,", "2026 - 120,", "yaml_no_colon", "2026: 120", "2026 - 120"),
    Slip("2026: 120,", "2026 = 120,", "yaml_no_colon", "2026: 120", "2026 = 120"),
    Slip("2026: 120,", "2026: 120;", "yaml_semicolon", "2026: 120,"),
    Slip("2027: 140", "2207: 140", "not_a_year", "2027", "2207"),
    Slip("2027: 140", "20227: 140", "not_a_year", "2027", "20227"),
    Slip("2027: 140", "năm 2027: 140", "not_a_year", "2027", "năm 2027"),
    Slip("{year: 2025, value: 100", "{year: 2205, value: 100", "out_of_range", "2025", "2205"),
    Slip("years: [2026", "years: [2206", "out_of_range", "2026", "2206"),
    Slip(COUNTED, COUNTED.replace("{", "(").replace("}", ")"), "lost_braces", COUNTED),
    Slip(COUNTED, COUNTED.replace("{", "[").replace("}", "]"), "wrong_type", COUNTED),
    # numbers
    _count("5.000,5", "grouped_number", "2027: 5000.5"),
    _count("5,000.5", "grouped_number", "2027: 5000.5"),
    _count("1,250,000", "grouped_number", "2027: 1250000"),
    _count("1.250.000", "not_a_number", "1250000"),
    _count("4000 hồ sơ", "not_a_number", "4000"),
    _count("4.000 hồ sơ", "thousands_or_decimals", "4000"),
    _share("92%", "not_a_number", "92"),
    _share(">= 92", "number_compared", "2027: 92"),
    _share("≥92%", "number_among_words", "92"),
    _share("80-90", "range_for_number", "90"),
    _share("từ 80 đến 90%", "range_for_number", "90"),
    _share("0.92", "target_like_share", "2027: 92"),
    Slip(
        SHARES, "targets: {2026: 0.9, 2027: 0.92, 2028: 0.94, 2029: 0.96, 2030: 0.98}",
        "targets_like_shares", SHARES,
    ),
    # quotes and marks
    _owner('"Sở "Tài chính""', "quotes_in_quotes", "owner: 'Sở \"Tài chính\"'"),
    _owner("'Uỷ ban Ea H'leo'", "quotes_in_quotes", 'owner: "Uỷ ban Ea H\'leo"'),
    _owner('"Sở Tài chính""', "quotes_in_quotes", 'owner: "Sở Tài chính"'),
    _owner("“Sở Tài chính”", "curly_quotes", 'owner: "Sở Tài chính"'),
    _owner('Sở Tài chính"', "lone_quote", 'owner: "Sở Tài chính"'),
    _office('"Phòng "một cửa" số 1"', "quotes_in_quotes", "name: 'Phòng \"một cửa\" số 1'"),
    _office("Văn phòng: một cửa", "yaml_colon", 'name: "Văn phòng: một cửa"'),
    _office("%Văn phòng", "yaml_character", 'name: "%Văn phòng"'),
    _office("Phòng #1", "hash_in_braces", 'name: "Phòng #1"'),
    _name("Chỉ tiêu: số lượt", "yaml_colon", 'name: "Chỉ tiêu: số lượt"'),
    _name("Số lượt #1", "text_behind_hash", 'name: "Số lượt #1"'),
    _name("@Số lượt", "yaml_character", 'name: "@Số lượt"'),
    _name("`Số lượt`", "yaml_character", 'name: "`Số lượt`"'),
    _name("% cán bộ", "yaml_character", 'name: "% cán bộ"'),
    _name("&Số lượt", "yaml_character", 'name: "&Số lượt"'),
    _name("*Số lượt", "yaml_character", 'name: "*Số lượt"'),
    _name("!Số lượt", "yaml_character", 'name: "!Số lượt"'),
    _name("! Số lượt", "tag", 'name: "! Số lượt"'),
    # lines
    _name("Số lượt\u2028cán bộ", "line_break", "name: Số lượt cán bộ"),
    _name("Số lượt\x85cán bộ", "line_break", "name: Số lượt cán bộ"),
    _name("Số lượt\x0bcán bộ", "line_break", "name: Số lượt cán bộ"),
    _name("Số lượt\n    cán bộ", "wrapped_line", "name: Số lượt cán bộ"),
    _name("Số lượt\ncán bộ", "wrapped_line", "name: Số lượt cán bộ"),
    Slip("  - id: CT01", "  – id: CT01", "yaml_other_dash", "-", "–"),
    Slip("  - id: CT02", "  -id: CT02", "yaml_dash_blank", "- id: CT02", "-id: CT02"),
    Slip("  - id: CT01", "  -  id: CT01", "wide_dash", "- id: CT01", "-  id: CT01"),
    # comments with the mark of another notation
    Slip(MEASURE, f"    // của tôi\n{MEASURE}", "comment_mark", "# của tôi", "// của tôi"),
    Slip(MEASURE, f"    /* của tôi */\n{MEASURE}", "comment_mark", "# của tôi", "/* của tôi */"),
    Slip(MEASURE, f"{MEASURE} // đếm", "comment_mark", "measure: count  # đếm",
         "measure: count // đếm"),
    Slip(COUNTED, f"{COUNTED} // đã duyệt", "comment_mark", f"{COUNTED}  # đã duyệt"),
    Slip(COUNTED, f"{COUNTED} đã duyệt", "words_behind_group", f"{COUNTED}  # đã duyệt"),
    Slip(NAME, f"{NAME} // xem lại", "comment_in_text", f"{NAME}  # xem lại"),
    # days
    _off("[25/1/2028]", "not_a_date", "2028-01-25", "25/1/2028"),
    _off("25/1/2028", "wrong_type", "days_off: [2028-01-25]", "days_off: 25/1/2028"),
    Slip("due: 2030-06-30", "due: ngày 30 tháng 6 năm 2030", "not_a_date", "2030-06-30",
         "ngày 30 tháng 6 năm 2030"),
    # words
    Slip("measure: yes_no", "measure: yes", "unknown_word", "yes_no", "yes"),
    Slip("kind: phòng}", "kind: phong}", "unknown_kind_near", "kind: phòng", "kind: phong"),
    Slip("years: [2026, 2030]", "years: 2026–2030", "numbers_in_one", "years: [2026, 2030]"),
    Slip(MEASURE, f"{MEASURE}\n    weight: 1,5", "not_a_number", "1.5", "1,5",
         f"{MEASURE}\n    weight: 1.5"),
    Slip("    lead: VP\n    due", "    lead: VP\n    checks: {not_decreasing: có}\n    due",
         "not_true_or_false", "true", "có",
         "    lead: VP\n    checks: {not_decreasing: true}\n    due"),
)  # fmt: skip

SHIPPED_PLAN = (
    Slip("kind: district\n    area: Gio", "kind: distrct\n    area: Gio", "kind_like_another",
         "kind: district", "kind: distrct"),
    Slip("[district, direct]", "[distrct, direct]", "unknown_unit_or_kind", "district", "distrct"),
    Slip("      - Thành ủy Đông Hà\n", "      -Thành ủy Đông Hà\n", "yaml_dash_blank",
         "- Thành ủy Đông Hà", "-Thành ủy Đông Hà"),
    Slip("within: [30, 60]", "within: [30,5, 60,5]", "commas_in_list", "within: [30.5, 60.5]",
         "", "within: [30.5, 60.5]"),
    Slip("within: [30, 60]", "within: [30,5; 60,5]", "commas_in_list", "within: [30.5, 60.5]",
         "", "within: [30.5, 60.5]"),
    Slip("2025: 100}\n    limit: 100\n    checks: {min: 0, max: 100, max",
         "2205: 100}\n    limit: 100\n    checks: {min: 0, max: 100, max",
         "not_a_year", "2025", "2205"),
)  # fmt: skip

# both readings are shown and none is taken: what is typed, the rule, the two
ASKED = (
    ("[2/1/2028]", "ambiguous_date", ("2028-01-02", "2028-02-01")),
    ("2/1/2028", "ambiguous_date", ("days_off: [2028-01-02]", "days_off: [2028-02-01]")),
    ("[3/1]", "date_in_part", ()),
    ("[2028-06-31]", "no_such_day", ()),
)
