"""What is refused at `kpi enter` is told to whoever types it, and not to the sender of a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.typed_words import to_whoever_types
from kpi.reading.one_file import read_one
from kpi.receiving.sources.by_hand import ByHand
from kpi.workbooks.source import Member
from tests.submissions.plan import plan

NOW = datetime(2024, 7, 3, tzinfo=UTC)
TYPED = {
    "LOP": ("12-15", "mười", "-", "x", "Có", "12O", "12/15", "khoảng 12", "ước", "85%", "(12)",
            "chưa triển khai", "12 km"),
    "VB": ("80", "12/15/3", "1.234/1.500", "80% (12/20)", "KPS x"),
    "KM": ("1.234", "3 m"),
    "QD": ("abc", "1/1/2019", "1/1/2030", "KPS"),
    "CO": ("12", "ước có", "KPS"),
    "LK": ("KPS",),
    "DG": ("0,85",),
}  # fmt: skip
MONTHLY = ("LOP", "VB", "KM")
TO_A_SENDER = {
    "vi": ("đồng chí", "nghị đơn vị", "gửi lại", "biểu ghi", "Ô ", "cột", "dòng", "chính tệp"),
    "en": ("send", "the form says", "Cell ", "column", "row"),
}


def refused(code: str, value: str, locale: str) -> Iterator[str]:
    period = "2024-06" if code in MONTHLY else "2024-Q2"
    given = ByHand("TU-DH", period, code, value, "điện thoại", 1)
    known = replace(plan(), locale=locale)
    read = read_one(Member(given.content()), "nhap-tay/lan-1.csv", NOW, known)
    for one in read.submissions:
        yield from (to_whoever_types(p.message, code, locale, known.please) for p in one.problems)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_no_refusal_speaks_of_a_form_or_of_sending_it(locale: str) -> None:
    told = [(c, v, t) for c, values in TYPED.items() for v in values for t in refused(c, v, locale)]
    assert len(told) >= 26
    for code, value, text in told:
        assert not [word for word in TO_A_SENDER[locale] if word in text], (code, value, text)
        assert text[0] == text[0].upper()
        assert text.endswith(".")


def test_a_ratio_is_asked_for_as_one_value() -> None:
    [text] = refused("VB", "80", "vi")
    assert text == (
        '"80" mà thiếu số để tính tỷ lệ. Đề nghị ghi đủ hai số vào cùng một giá trị (ví dụ 12/15).'
    )
