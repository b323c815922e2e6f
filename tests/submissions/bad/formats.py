"""Formats of numbers: what a cell shows is what its sender meant, or is asked about."""

from __future__ import annotations

from typing import Any

from tests.submissions.case import FULL, UNIT_LINE, form, line, no, ok, part
from tests.submissions.looks import formatted, in_every_kind

_QUARTER = (UNIT_LINE, ("Kỳ báo cáo: Quý II/2024",))
_TIMED: dict[str, tuple[Any, str, str]] = {
    "a count as hours": (5, "h:mm", '"0:00"'),
    "a count as elapsed hours": (5, "[h]:mm", '"120:00"'),
    "a count with parts of seconds": (5, "hh:mm:ss.000", '"00:00:00'),
    "a small count as a day": (5, "dd/mm/yyyy", ""),
    "a count as minutes": (0.5, "mm:ss.0", ""),
}
_DATED: dict[str, tuple[Any, str, str]] = {
    "a count as a day": (45458, "d/m/yyyy", "15/6/2024"),
    "a count as a day with a time": (45458, "dd/mm/yyyy hh:mm:ss.00", "15/6/2024"),
    "a count as a day, negative ones otherwise": (45458, "d/m/yyyy;-0", "15/6/2024"),
}
_SECRET: dict[str, tuple[Any, str]] = {
    "a format that adds the word secret": (5, '0" (mật)"'),
    "a format that shows the word secret alone": (5, '"mật"'),
    "a section that adds the word secret": (5, '[>4]0" mật";0'),
    "a sign of currency that is the word secret": (5, "0 [$(mật)-42A]"),
    "a format that adds the word secret to a text": ("15", '@" (mật)"'),
}
_OTHERWISE: dict[str, tuple[Any, str, str]] = {
    "nought that leaves no digit": (0, "#", "ô không hiện gì"),
    "nought that leaves no digit between commas": (0, "#,###", "ô không hiện gì"),
    "nought that leaves its point": (0, "#.##", 'ô hiện ","'),
    "a count filled up with noughts": (15, "0*0", 'ô hiện "15000"'),
    "a count behind strokes": (15, "*-0", 'ô hiện "---15"'),
    "a count with a power of ten, rounded": (1234, "0E+0", 'ô hiện "1E+3"'),
    "a count as a time in plain digits": (1230, "0:00", 'ô hiện "12:30"'),
    "a count in two numbers": (15, "#-#", 'ô hiện "1-5"'),
}
_PERCENT: dict[str, tuple[Any, str, Any]] = {
    "a percentage but for nought": (0.85, '[=0]"-";0%', 85),
    "a percentage in its section": (0.85, "[<1]0%;0", 85),
    "a plain number in its section": (85, "[<1]0%;0", 85),
    "nought shown as a dash": (0, '[=0]"-";0%', 0),
    "a percentage, negative ones in red": (0.5, "0.0%;[Red]-0.0%", 50),
    "a sign that is only text": (85, '0"%"', 85),
}


def _month(value: Any, code: str) -> list[Any]:
    return form(line("LOP", formatted(value, code)), line("VB"), line("VB.a", 12),
                line("VB.b", 15), line("KM", 3.5))  # fmt: skip


def _quarter(value: Any, code: str) -> list[Any]:
    return form(line("LK", 300), line("DG", formatted(value, code)), line("CO", "Có"),
                line("QD", "Chưa hoàn thành"), top=_QUARTER)  # fmt: skip


_HELD = {**FULL, "LOP": "? ambiguous_number"}
_LATE = ("late", "sau hạn gửi")
_REST = {"LK": 300, "CO": 100, "QD": 0}

CASES = [
    *(
        case
        for name, (value, code, shown) in _TIMED.items()
        for case in in_every_kind(
            name, _month(value, code),
            [part(_HELD, ("ambiguous_number", f"ô hiện {shown}"))],
        )
    ),
    *(
        case
        for name, (value, code, shown) in _DATED.items()
        for case in in_every_kind(
            name, _month(value, code), [part(_HELD, ("ambiguous_number", f"hiện ngày {shown}"))]
        )
    ),
    *(
        case
        for name, (value, code) in _SECRET.items()
        for case in in_every_kind(
            name, _month(value, code),
            [no(("secret_with_number", "mật"), unit="TU-DH", period="2024-06",
                held=("LOP", "VB", "KM"))],
        )
    ),
    *(
        case
        for name, (value, code, meant) in _PERCENT.items()
        for case in in_every_kind(
            name, _quarter(value, code), [ok({**_REST, "DG": meant}, period="2024-Q2")]
        )
    ),
    *(
        case
        for name, (value, code, shown) in _OTHERWISE.items()
        for case in in_every_kind(
            name, _month(value, code), [part(_HELD, ("ambiguous_number", shown))]
        )
    ),
    *in_every_kind("a share below one per cent without decimals", _quarter(0.0085, "0%"), [
        part({**_REST, "DG": "? ambiguous_number"},
             ("ambiguous_number", "ô hiện 1%"), period="2024-Q2")]),
    *in_every_kind("a per cent of a per cent", _quarter(0.85, "0%%"), [
        part({**_REST, "DG": "? ambiguous_number"},
             ("ambiguous_number", 'ô hiện "8500%%"'), period="2024-Q2")]),
    *in_every_kind("a day with its month first", form(
        line("LK", 300), line("DG", 85), line("CO", "Có"),
        line("QD", formatted(45323, "mm/dd/yyyy")), top=_QUARTER), [
        part({"LK": 300, "DG": 85, "CO": 100, "QD": "? bad_date"},
             ("bad_date", "ngày 1/2/2024 hay ngày 2/1/2024"), period="2024-Q2")]),
    *in_every_kind("a day that has no other with its month first", form(
        line("LK", 300), line("DG", 85), line("CO", "Có"),
        line("QD", formatted(45337, "mm/dd/yyyy")), top=_QUARTER), [
        ok({"LK": 300, "DG": 85, "CO": 100, "QD": "2024-02-15"}, period="2024-Q2")]),
    *in_every_kind("a first of the month above the table, its month first", form(
        top=(UNIT_LINE, ("Kỳ báo cáo:", formatted(45444, "mm/dd/yyyy")))), [
        no(("unknown_period", "06/01/2024"), unit="TU-DH", held=("LOP", "VB", "KM"))]),
    *in_every_kind("a count with its month first", _month(45323, "mm/dd/yyyy"), [
        part(_HELD, ("ambiguous_number", "hiện ngày 02/01/2024"))]),
    *in_every_kind("120 per cent in its section", _quarter(1.2, '[=0]"-";0%'), [
        part({**_REST, "DG": "? ambiguous_percentage"},
             ("ambiguous_percentage", "120%"), period="2024-Q2")]),
    *in_every_kind("a month where a day is wanted", form(
        line("LK", 300), line("DG", 85), line("CO", "Có"),
        line("QD", formatted(45444, "mm/yyyy")), top=_QUARTER), [
        part({"LK": 300, "DG": 85, "CO": 100, "QD": "? bad_date"},
             ("bad_date", "06/2024"), period="2024-Q2")]),
    *in_every_kind("a month above the table as a date", form(
        top=(UNIT_LINE, ("Kỳ báo cáo:", formatted(45444, "mm/yyyy")))), [ok()]),
    *in_every_kind("a month above the table in words", form(
        top=(UNIT_LINE, (formatted(45444, '"Tháng "m/yyyy'),))), [ok()]),
    *in_every_kind("a month above the table in letters", form(
        top=(UNIT_LINE, ("Kỳ báo cáo:", formatted(45444, "mmm-yy")))), [ok()]),
    *in_every_kind("a day above the table", form(
        top=(UNIT_LINE, ("Kỳ báo cáo:", formatted(45458, "dd/mm/yyyy")))), [
        no(("unknown_period", "15/6/2024"), unit="TU-DH", held=("LOP", "VB", "KM"))]),
    *in_every_kind("months over the columns as dates", form(
        ("LOP", 9, 15), ("KM", 2.5, 3.5), top=(UNIT_LINE,),
        head=("Mã", formatted(45413, "mm/yyyy"), formatted(45444, "mmm-yy"))), [
        ok({"LOP": 9, "KM": 2.5}, "TU-DH", "2024-05", ("missing_indicator", "VB"), _LATE),
        ok({"LOP": 15, "KM": 3.5}, "TU-DH", "2024-06", ("missing_indicator", "VB"))]),
    *in_every_kind("months in a column as dates", [
        ("Đơn vị", "Kỳ báo cáo", "Mã", "Giá trị"),
        ("TU-DH", formatted(45413, "m/yyyy"), "LOP", 9),
        ("TU-DH", formatted(45444, "m/yyyy"), "LOP", 15)], [
        ok({"LOP": 9}, "TU-DH", "2024-05",
           *(("missing_indicator", c) for c in ("VB", "KM")), _LATE),
        ok({"LOP": 15}, "TU-DH", "2024-06",
           *(("missing_indicator", c) for c in ("VB", "KM")))]),
    *in_every_kind("noise behind the fifteenth digit", form(
        line("LOP", 56.99999999999999), line("VB"), line("VB.a", 10.000000000000002),
        line("VB.b", 10), line("KM", 0.30000000000000004)),
        [ok({"LOP": 57, "VB": (10, 10), "KM": 0.3})]),
]  # fmt: skip
