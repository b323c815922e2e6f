"""Characters above or below the line, or struck out: nobody knows what counts, so they are asked
back as they are shown; a footnote's mark at a head, a name or a code hides nothing."""

from __future__ import annotations

from typing import Any

from tests.submissions.case import (
    FULL,
    HEAD,
    PERIOD_LINE,
    TOP,
    UNIT_LINE,
    Case,
    form,
    line,
    no,
    ok,
    part,
)
from tests.submissions.looks import DOWN, PLAIN, STRUCK, UP, Look, in_every_kind, looks_book, rich

_QUARTER = (UNIT_LINE, ("Kỳ báo cáo: Quý II/2024",))
_CELLS: dict[str, tuple[str, Any, str]] = {
    "a raised note": ("LOP", rich(("12", PLAIN), ("5", UP)), "12⁵"),
    "a lowered note": ("KM", rich(("12", PLAIN), ("1", DOWN)), "12₁"),
    "a note before the figure": ("LOP", rich(("1", UP), ("15", PLAIN)), "¹15"),
    "a note in brackets": ("LOP", rich(("15", PLAIN), ("(2)", UP)), "15⁽²⁾"),
    "a note of a letter": ("LOP", rich(("15", PLAIN), (" a", UP)), "15 [trên: a]"),
    "an old figure struck out": ("LOP", rich(("12", STRUCK), ("15", PLAIN)), "[gạch: 12]15"),
    "a digit struck out": ("LOP", rich(("1", PLAIN), ("5", STRUCK), ("3", PLAIN)), "1[gạch: 5]3"),
    "a figure struck out in its cell": ("LOP", Look(12, STRUCK), "[gạch: 12]"),
    "a fraction struck out in its cell": ("KM", Look(12.5, STRUCK), "[gạch: 12,5]"),
    "a word struck out in its cell": ("LOP", Look("KPS", STRUCK), "[gạch: KPS]"),
    "a part with a note": ("VB.a", rich(("12", PLAIN), ("5", UP)), "12⁵"),
    "a part struck out": ("VB.b", Look(15, STRUCK), "[gạch: 15]"),
}
_QUARTERLY: dict[str, tuple[str, Any, str, str]] = {
    "a day with a note": ("QD", rich(("30/5/2024", PLAIN), ("1", UP)), "30/5/2024¹", "bad_date"),
    "a day of which the month is struck out": (
        "QD", rich(("30/", PLAIN), ("4", STRUCK), ("5/2024", PLAIN)), "30/[gạch: 4]5/2024",
        "bad_date",
    ),
    "a day struck out in its cell": (
        "QD", Look(45442, {**STRUCK, "num_format": "dd/mm/yyyy"}), "[gạch: 30/5/2024]", "bad_date",
    ),
    "a yes struck out": ("CO", rich(("Có", STRUCK), (" Không", PLAIN)), "[gạch: Có] Không",
                         "unreadable"),
}  # fmt: skip


def _asked(code: str, value: Any, shown: str) -> list[Any]:
    figures = dict(FULL)
    rows = [
        line("LOP", value if code == "LOP" else 15),
        line("VB"),
        line("VB.a", value if code == "VB.a" else 12),
        line("VB.b", value if code == "VB.b" else 15),
        line("KM", value if code == "KM" else 3.5),
    ]
    figures[code.partition(".")[0]] = "? unreadable"
    return [form(*rows), [part(figures, ("unreadable", shown))]]


def _at_the_head() -> list[Case]:
    head = [*HEAD]
    head[1] = rich(("Mã", PLAIN), ("1", UP))
    head[7] = rich(("Thực hiện trong kỳ", PLAIN), ("(2)", UP))
    coded = [
        (None, rich(("LOP", PLAIN), ("1", UP)), *line("LOP", 15)[2:]),
        line("VB"), line("VB.a", 12), line("VB.b", 15),
        (None, "KM", rich(("Chiều dài", PLAIN), ("3", UP)), *line("KM", 3.5)[3:]),
    ]  # fmt: skip
    unit = (rich((UNIT_LINE[0], PLAIN), ("2", UP)),)
    month = (rich((PERIOD_LINE[0], PLAIN), ("1", UP)),)
    return [
        *in_every_kind("heads with notes", form(head=head), [ok()]),
        *in_every_kind("codes and names with notes", form(*coded), [ok()]),
        *in_every_kind("unit and period with notes", form(top=(unit, month)), [ok()]),
    ]


def _in_codes() -> list[Case]:
    struck = (None, rich(("LK", STRUCK), ("LOP", PLAIN)), *line("LOP", 15)[2:])
    gone = (None, Look("LOP", STRUCK), *line("LOP", 15)[2:])
    rest = (line("VB"), line("VB.a", 12), line("VB.b", 15), line("KM", 3.5))
    kept = {"VB": (12, 15), "KM": 3.5}
    missing = ("missing_indicator", "LOP")
    head, piece = [*HEAD], [*HEAD]
    head[1] = Look(HEAD[1], STRUCK)
    piece[1] = rich(("M", PLAIN), ("ã", STRUCK))
    return [
        *in_every_kind("a code struck out beside another", form(struck, *rest), [part(
            {**kept, "[gạch: LK]LOP": "? unknown_indicator"},
            ("unknown_indicator", "[gạch: LK]LOP"), missing)]),
        *in_every_kind("a code struck out in its cell", form(gone, *rest), [part(
            {**kept, "[gạch: LOP]": "? unknown_indicator"},
            ("unknown_indicator", "[gạch: LOP]"), missing)]),
        *in_every_kind("a code struck out under a head struck out", form(gone, *rest, head=head),
            [part({**kept, "[gạch: LOP]": "? unknown_indicator"},
                  ("unknown_indicator", "[gạch: LOP]"), missing)]),
        *in_every_kind("the head of the codes struck out in part", form(head=piece), [ok()]),
    ]  # fmt: skip


_OTHER, _OWN = "Ban Tuyên giáo Huyện ủy Vĩnh Linh", "Ban Tuyên giáo Thành ủy Đông Hà"
_REPORTS, _FOR = "Đơn vị báo cáo: ", "Kỳ báo cáo: "
_UNITS: dict[str, tuple[Any, str]] = {
    "a unit struck out, another behind it": (
        rich((_REPORTS, PLAIN), (_OWN, STRUCK), (f" {_OTHER}", PLAIN)), f"[gạch: {_OWN}] {_OTHER}"),
    "a unit struck out, nothing behind it": (
        rich((_REPORTS, PLAIN), (_OWN, STRUCK)), f"[gạch: {_OWN}]"),
    "a line of the unit struck out whole": (Look(UNIT_LINE[0], STRUCK), f"[gạch: {UNIT_LINE[0]}]"),
    "a piece of a unit's name struck out": (
        rich((f"{_REPORTS}Ban Tuyên giáo ", PLAIN), ("Huyện ủy Cam Lộ ", STRUCK),
             ("Thành ủy Đông Hà", PLAIN)), "giáo [gạch: Huyện ủy Cam Lộ] Thành"),
    "a unit struck out in lines of one cell": (
        Look(f"THÀNH ỦY ĐÔNG HÀ\n{_REPORTS}{_OWN}", {**STRUCK, "text_wrap": True}),
        "[gạch: THÀNH ỦY ĐÔNG HÀ]"),
}  # fmt: skip
_PERIODS: dict[str, tuple[Any, str]] = {
    "a period struck out, another behind it": (
        rich((f"{_FOR}", PLAIN), ("tháng 5/2024", STRUCK), (" tháng 6/2024", PLAIN)),
        "[gạch: tháng 5/2024] tháng 6/2024"),
    "a period struck out, nothing behind it": (
        rich((_FOR, PLAIN), ("tháng 6/2024", STRUCK)), "[gạch: tháng 6/2024]"),
    "a line of the period struck out whole": (
        Look(PERIOD_LINE[0], STRUCK), f"[gạch: {PERIOD_LINE[0]}]"),
    "a year struck out": (
        rich((f"{_FOR}tháng 6/", PLAIN), ("2023", STRUCK), ("2024", PLAIN)), "[gạch: 2023]2024"),
    "a title's month struck out": (
        rich(("BIỂU SỐ LIỆU THÁNG ", PLAIN), ("5", STRUCK), ("6 NĂM 2024", PLAIN)),
        "THÁNG [gạch: 5]6 NĂM 2024"),
}  # fmt: skip
_SENT_AS = "2024-06_TU-DH.xlsx"


def _struck_heads() -> list[Case]:
    """The file's name and the other lines of the head say whose and when; they do not decide."""
    read = ("LOP", "VB", "KM")
    return [
        *(
            case
            for name, (text, shown) in _UNITS.items()
            for case in in_every_kind(
                name, form(top=(("THÀNH ỦY ĐÔNG HÀ",), (text,), PERIOD_LINE)),
                [no(("unknown_unit", shown), period="2024-06", held=read)],
            )
        ),
        *(
            Case(f"{name}, named so", looks_book(_SENT_AS, form(top=((text,), PERIOD_LINE))),
                 [no(("unknown_unit", shown), period="2024-06", held=read)])
            for name, (text, shown) in _UNITS.items()
        ),
        *(
            case
            for name, (text, shown) in _PERIODS.items()
            for case in in_every_kind(
                name, form(top=(UNIT_LINE, ("Biểu tháng 6/2024",), (text,))),
                [no(("unknown_period", shown), unit="TU-DH", held=read)],
            )
        ),
        *(
            Case(f"{name}, named so", looks_book(_SENT_AS, form(top=(UNIT_LINE, (text,)))),
                 [no(("unknown_period", shown), unit="TU-DH", held=read)])
            for name, (text, shown) in _PERIODS.items()
        ),
        *in_every_kind("other words of the head struck out", form(top=(
            UNIT_LINE, PERIOD_LINE, (rich(("Biểu số ", PLAIN), ("01", STRUCK), ("02", PLAIN)),))),
            [ok()]),
    ]  # fmt: skip


def _struck_columns() -> list[Case]:
    struck = [*HEAD]
    struck[7] = Look(HEAD[7], STRUCK)
    turned = [*HEAD]
    turned[7] = rich(("Kế hoạch năm", STRUCK), (" Thực hiện trong kỳ", PLAIN))
    noted = [*HEAD]
    noted[7] = rich(("Thực hiện trong kỳ ", PLAIN), ("(bản cũ)", STRUCK))
    month = [*HEAD]
    month[7] = rich(("Thực hiện ", PLAIN), ("tháng 5/2024", STRUCK), (" tháng 6/2024", PLAIN))
    return [
        *in_every_kind("the head of the figures struck out", form(head=struck),
                       [no(("no_table", f'"[gạch: {HEAD[7]}]" (H3)'))]),
        *in_every_kind("a head made another by striking out", form(head=turned),
                       [no(("no_table", '"[gạch: Kế hoạch năm] Thực hiện trong kỳ" (H3)'))]),
        *in_every_kind("a head's month struck out", form(head=month),
                       [no(("no_table", "[gạch: tháng 5/2024]"))]),
        *in_every_kind("a head's remark struck out", form(head=noted), [ok()]),
    ]  # fmt: skip


def _struck_names() -> list[Case]:
    turned = (None, "LOP", rich(("Số lớp tập huấn", STRUCK), (" Số buổi nói chuyện", PLAIN)),
              *line("LOP", 15)[3:])  # fmt: skip
    noted = (None, "LOP", rich(("Số lớp tập huấn chuyển đổi số ", PLAIN), ("(mới)", STRUCK)),
             *line("LOP", 15)[3:])  # fmt: skip
    rest = (line("VB"), line("VB.a", 12), line("VB.b", 15), line("KM", 3.5))
    asked = {**FULL, "LOP": "? unknown_indicator"}
    return [
        *in_every_kind("a row of which the name is struck out", form(turned, *rest),
                       [part(asked, ("unknown_indicator", "[gạch: Số lớp tập huấn] Số buổi"))]),
        *in_every_kind("a row's remark struck out", form(noted, *rest), [ok()]),
    ]  # fmt: skip


_STRUCK_MONTH = rich(("Kỳ báo cáo: tháng ", PLAIN), ("5", STRUCK), ("6", PLAIN), ("/2024", PLAIN))
_NOTE_LIKE_A_MONTH = rich(("Kỳ báo cáo: tháng 1", PLAIN), ("2", UP), ("/2024", PLAIN))

CASES = [
    *(
        case
        for name, what in _CELLS.items()
        for case in in_every_kind(name, *_asked(*what))
    ),
    *(
        case
        for name, (code, value, shown, rule) in _QUARTERLY.items()
        for case in in_every_kind(
            name,
            form(line("LK", 300), line("DG", 85), line(code, value), top=_QUARTER),
            [part({"LK": 300, "DG": 85, code: f"? {rule}"}, (rule, f'ô hiện "{shown}"'),
                  ("missing_indicator", "QD" if code == "CO" else "CO"), period="2024-Q2")],
        )
    ),
    # LibreOffice forgets what is raised by the cell's own font
    Case("a figure raised in its cell", looks_book("b.xlsx", form(
        line("LOP", Look(12, UP)), line("KM", 3.5))), [
        part({"LOP": "? unreadable", "KM": 3.5}, ("unreadable", 'ô hiện "¹²"'),
             ("missing_indicator", "VB"))]),
    *_at_the_head(),
    *_in_codes(),
    *_struck_heads(),
    *_struck_columns(),
    *_struck_names(),
    *in_every_kind("a month struck out", form(top=(UNIT_LINE, (_STRUCK_MONTH,))), [
        no(("unknown_period", "[gạch: 5]6/2024"), unit="TU-DH", held=("LOP", "VB", "KM"))]),
    *in_every_kind("a note that could be part of the month",
                   form(top=(UNIT_LINE, (_NOTE_LIKE_A_MONTH,))), [
        no(("unknown_period", "tháng 1²/2024"), unit="TU-DH", held=("LOP", "VB", "KM"))]),
    *in_every_kind("a figure struck out beside the word secret", form(
        line("LOP", rich(("12", STRUCK), (" mật", PLAIN))), line("KM", 3.5)), [
        no(("secret_with_number", "mật"), unit="TU-DH", period="2024-06", held=("LOP", "KM"))]),
    *in_every_kind("a unit of measure with a power that is not the plan's", [
        *TOP, HEAD, line("LOP", 15), line("VB"), line("VB.a", 12), line("VB.b", 15),
        (None, "KM", "Chiều dài", rich(("km", PLAIN), ("2", UP)), None, None, None, 3.5)],
        [part({"LOP": 15, "VB": (12, 15), "KM": "? wrong_unit_of_measure"},
              ("wrong_unit_of_measure", "km²"))]),
    *in_every_kind("a unit of measure with a footnote", [
        *TOP, HEAD, line("LOP", 15), line("VB"), line("VB.a", 12), line("VB.b", 15),
        (None, "KM", "Chiều dài", rich(("km", PLAIN), ("(1)", UP)), None, None, None, 3.5)],
        [ok()]),
]  # fmt: skip
