"""Forms and lines that still bear the id of before: read as those of the present one."""

from __future__ import annotations

from typing import Any

from tests.submissions.case import (
    HEAD,
    UNIT_LINE,
    Case,
    book,
    csv_file,
    form,
    line,
    ok,
    part,
)
from tests.submissions.looks import in_every_kind

_OLD = {"LOP": "LOPTH", "VB": "VBDT", "VB.a": "VBDT.a", "VB.b": "VBDT.b"}
_REST = (line("VB"), line("VB.a", 12), line("VB.b", 15), line("KM", 3.5))
_COLUMNS = ("unit", "period", "indicator", "numerator", "denominator", "value")


def _former(code: str, value: Any = None) -> tuple[Any, ...]:
    """The row of a form of before: another code, the same name."""
    tt, own, *rest = line(code, value)
    return (tt, _OLD.get(own, own), *rest)


_ROWS = [_former("LOP", 15), _former("VB"), _former("VB.a", 12), _former("VB.b", 15),
         _former("KM", 3.5)]  # fmt: skip

CASES = [
    *in_every_kind("a form of former ids", form(*_ROWS), [ok()]),
    Case("a form of an id of long ago", book("b.xlsx", ("S", form(
        (None, "TH01", *line("LOP", 15)[2:]), *_REST))), [ok()]),
    Case("former ids in small letters with spaces", book("b.xlsx", ("S", form(
        (None, " lopth ", *line("LOP", 15)[2:]), *_REST))), [ok()]),
    Case("a former id in a csv", csv_file("b.csv", [
        _COLUMNS, ("TU-DH", "2024-06", "TH01", "", "", 15),
        ("TU-DH", "2024-06", "VBDT", 12, 15, ""), ("TU-DH", "2024-06", "KM", "", "", 3.5)]),
         [ok()]),
    Case("former parts of a ratio in a csv", csv_file("b.csv", [
        ("Đơn vị", "Kỳ báo cáo", "Mã", "Giá trị"), ("TU-DH", "2024-06", "LOP", 15),
        ("TU-DH", "2024-06", "VBDT.a", 12), ("TU-DH", "2024-06", "VBDT.b", 15),
        ("TU-DH", "2024-06", "KM", "3,5")], ";"), [ok()]),
    Case("the present and the former id with one figure", book("b.xlsx", ("S", form(
        line("LOP", 15), _former("LOP", 15), *_REST))), [ok()]),
    Case("the present and the former id with two figures", book("b.xlsx", ("S", form(
        line("LOP", 15), _former("LOP", 16), *_REST))),
         [part({"LOP": "? differing_duplicates", "VB": (12, 15), "KM": 3.5},
               ("differing_duplicates", "LOP"))]),
    Case("the former id of a unit above the table", book("b.xlsx", ("S", form(
        top=(("Đơn vị báo cáo: HUCL",), ("Kỳ báo cáo: tháng 6/2024",))))), [ok(unit="HU-CL")]),
    Case("the former id of a unit in the form's own cells", book("b.xlsx", ("S", [
        HEAD, *form(top=())[1:]]), names={
            "kpi_plan": "thu", "kpi_unit": "CAMLO", "kpi_period": "2024-06"}),
         [ok(unit="HU-CL")]),
    Case("the former id of a unit in the file's name", book("2024-06_HUCL.xlsx", ("S", [
        HEAD, *form(top=())[1:]])), [ok(unit="HU-CL")]),
    Case("the former id of a unit in a csv", csv_file("b.csv", [
        _COLUMNS, ("camlo", "2024-06", "LOP", "", "", 15),
        ("HUCL", "2024-06", "VB", 12, 15, ""), ("HU-CL", "2024-06", "KM", "", "", 3.5)]),
         [ok(unit="HU-CL")]),
    Case("a name of now beside a former id", book("b.xlsx", ("S", form(
        top=(UNIT_LINE, ("Kỳ báo cáo: tháng 6/2024",)))), names={
            "kpi_plan": "thu", "kpi_unit": "TU-DH", "kpi_period": "2024-06"}), [ok()]),
]  # fmt: skip
