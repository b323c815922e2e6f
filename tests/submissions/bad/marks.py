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
    return [
        *in_every_kind("a code struck out beside another", form(struck, *rest), [part(
            {**kept, "[gạch: LK]LOP": "? unknown_indicator"},
            ("unknown_indicator", "[gạch: LK]LOP"), missing)]),
        *in_every_kind("a code struck out in its cell", form(gone, *rest), [part(
            {**kept, "[gạch: LOP]": "? unknown_indicator"},
            ("unknown_indicator", "[gạch: LOP]"), missing)]),
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
