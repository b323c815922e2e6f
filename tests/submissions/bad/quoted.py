"""CSV files whose lines are one field in quotes each: said so, and nothing is taken apart."""

from __future__ import annotations

from tests.submissions.case import Case, csv_text, form, lines, no, text_file

_ROWS = [
    ("unit", "period", "indicator", "numerator", "denominator", "value"),
    ("TU-DH", "2024-06", "LOP", "", "", 15),
    ("TU-DH", "2024-06", "VB", 12, 15, ""),
]  # fmt: skip


def _quoted(text: str, ending: str = "\r\n") -> str:
    """Every line as one field: what stood in quotes has them doubled."""
    return "".join('"' + one.replace('"', '""') + '"' + ending for one in text.splitlines())


_FILES = {
    "commas": _quoted(csv_text(_ROWS)),
    "semicolons": _quoted(csv_text(_ROWS, ";")),
    "tabs": _quoted(csv_text(_ROWS, "\t")),
    "ends of Unix": _quoted(csv_text(_ROWS), "\n"),
    "a blank line at the end": _quoted(csv_text(_ROWS)) + "\r\n",
    "Vietnamese heads": _quoted(csv_text([
        ("Đơn vị", "Kỳ báo cáo", "Mã", "Giá trị"), ("TU-DH", "2024-06", "LOP", 15)])),
    "quotes inside": _quoted(csv_text([*_ROWS, ("TU-DH", "2024-06", "KM", "", "", "3,5")])),
    "a form": _quoted(csv_text(form(*lines()), ";")),
}  # fmt: skip

CASES = [
    *(
        Case(f"lines in quotes with {what}", text_file("2024-06_TU-DH.csv", text),
             [no(("no_table", "mỗi dòng nằm trọn trong một cặp dấu ngoặc kép"))])
        for what, text in _FILES.items()
    ),
    Case("lines in quotes in UTF-16", text_file("b.csv", _FILES["commas"], "utf-16"),
         [no(("no_table", "mỗi dòng nằm trọn trong một cặp dấu ngoặc kép"))]),
]  # fmt: skip
