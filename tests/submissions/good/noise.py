"""What lies behind the 15th digit of a number that was typed, pasted or computed is no figure."""

from __future__ import annotations

from typing import Any

from tests.submissions.case import (
    FULL,
    UNIT_LINE,
    Case,
    csv_file,
    form,
    line,
    ok,
    openpyxl_book,
)
from tests.submissions.looks import formatted, in_every_kind

_QUARTER = (UNIT_LINE, ("Kỳ báo cáo: Quý II/2024",))
_KM: dict[float | str, float] = {
    0.1 + 0.2: 0.3, 1.1 + 2.2: 3.3, 0.7 + 0.1: 0.8, 4.35 * 100: 435, 1234567.1 + 0.2: 1234567.3,
    99.99999999999999: 100, 2.675 * 2: 5.35,
    # what a spreadsheet keeps is kept: fifteen digits and no more
    3.14159265358979: 3.14159265358979, 3.141592653589793: 3.14159265358979,
    0.000123456789012345: 0.000123456789012345,
}  # fmt: skip
_TEXT = {"0,30000000000000004": 0.3, "3,3000000000000003": 3.3, "7,999999999999999": 8,
         "1.234.567,3000000001": 1234567.3000000001}  # fmt: skip
_LOP = (28.999999999999996, 15.000000000000002, 57.99999999999999, 1e6 - 1e-10)


def _km(value: Any) -> list[Any]:
    return [line("LOP", 15), line("VB"), line("VB.a", 12), line("VB.b", 15), line("KM", value)]


def _quarter(value: Any) -> list[Any]:
    return form(line("LK", 300), line("DG", value), line("CO", "Có"), top=_QUARTER)


_REST = {"LK": 300, "CO": 100}

CASES = [
    *(
        Case(f"{value!r} km", openpyxl_book("b.xlsx", form(*_km(value))),
             [ok({**FULL, "KM": meant})])
        for value, meant in _KM.items()
    ),
    *(
        Case(f"{text!r} km as a text", openpyxl_book("b.xlsx", form(*_km(text))),
             [ok({**FULL, "KM": meant})])
        for text, meant in _TEXT.items()
    ),
    *(
        Case(f"{value!r} classes", openpyxl_book("b.xlsx", form(line("LOP", value), *_km(3.5)[1:])),
             [ok({**FULL, "LOP": round(value)})])
        for value in _LOP
    ),
    Case("noise in a csv with decimal dots", csv_file("b.csv", [
        ("unit", "period", "indicator", "numerator", "denominator", "value"),
        ("TU-DH", "2024-06", "LOP", "", "", "28.999999999999996"),
        ("TU-DH", "2024-06", "VB", "12.000000000000002", "15", ""),
        ("TU-DH", "2024-06", "KM", "", "", "0.30000000000000004")]),
         [ok({"LOP": 29, "VB": (12, 15), "KM": 0.3})]),
    *in_every_kind("noise in both parts of a ratio", form(
        line("LOP", 15), line("VB"), line("VB.a", 15.000000000000002),
        line("VB.b", 14.999999999999998), line("KM", 3.5)), [ok({**FULL, "VB": (15, 15)})]),
    *in_every_kind("noise under a percentage", _quarter(formatted(0.57 * 100 / 100, "0%")),
                   [ok({**_REST, "DG": 57}, "TU-DH", "2024-Q2", ("missing_indicator", "QD"))]),
]  # fmt: skip
