"""A small catalogue with one indicator of every kind, and cells to read under it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kpi.reading.catalogue import Asked, Catalogue, KnownUnit
from kpi.reading.cells.meaning import read_cell
from kpi.reading.cells.outcomes import Meaning, Question, Reading, Surroundings
from kpi.workbooks.grid import Cell

_DEFAULTS: dict[str, Any] = {
    "name": "",
    "measure": "count",
    "unit_of_measure": "lớp",
    "whole": True,
    "running_total": False,
    "factor": 1.0,
    "lowest": None,
    "highest": None,
    "numerator": "",
    "denominator": "",
}


def _asked(code: str, **other: Any) -> Asked:
    return Asked(**{**_DEFAULTS, "id": code, "name": f"Chỉ tiêu {code}", **other})


INDICATORS = {
    i.id: i
    for i in (
        _asked("C1"),
        _asked("K1", unit_of_measure="km", whole=False),
        _asked("N1", unit_of_measure="nghìn trang", whole=False),
        _asked("V1", unit_of_measure="đồng"),
        _asked("T1", running_total=True, unit_of_measure="lượt người"),
        _asked("P1", measure="score", unit_of_measure="%", whole=False, lowest=0.0,
               highest=100.0, factor=100.0),
        _asked("S1", measure="score", unit_of_measure="điểm (thang 100)", whole=False),
        _asked("Y1", measure="yes_no", unit_of_measure="có/không", whole=False),
        _asked("M1", measure="milestone", unit_of_measure="ngày hoàn thành", whole=False),
        _asked("R1", measure="ratio", unit_of_measure="%", factor=100.0, lowest=0.0,
               highest=100.0, numerator="Số văn bản gửi, nhận điện tử",
               denominator="Tổng số văn bản không mật"),
        _asked("H1", measure="ratio", unit_of_measure="giờ/văn bản", whole=False,
               numerator="Tổng số giờ", denominator="Số văn bản phát hành"),
        _asked("F1", measure="formula", unit_of_measure="%", whole=False),
    )
}  # fmt: skip

AROUND = Surroundings(date(2021, 1, 1), date(2024, 6, 18))


@pytest.fixture(scope="session")
def known() -> Catalogue:
    return Catalogue(
        plan="thu",
        locale="vi",
        timezone="Asia/Ho_Chi_Minh",
        years=(2021, 9999),
        please="Đề nghị đồng chí",
        units=(
            KnownUnit("TU-DH", ("Ban Tuyên giáo Thành ủy Đông Hà", "Thành ủy Đông Hà"), "", ""),
            KnownUnit("HU-VL", ("Ban Tuyên giáo Huyện ủy Vĩnh Linh",), "", ""),
            KnownUnit("VP", ("Văn phòng Ban",), "", ""),
        ),
        indicators=tuple(INDICATORS.values()),
        fields=(),
        closes_on=None,
        closes_by_month=(),
    )


def shown(meaning: Meaning) -> object:
    """A meaning in one word: a number, a pair, a day, a state, the rule of a question, None."""
    if meaning is None:
        return None
    if isinstance(meaning, Question):
        return f"? {meaning.rule}"
    assert isinstance(meaning, Reading)
    figures: object = None
    if meaning.done_on is not None:
        figures = meaning.done_on.isoformat()
    elif meaning.pair is not None:
        figures = tuple(float(n) for n in meaning.pair)
    elif meaning.value is not None:
        figures = float(meaning.value)
    if meaning.state == "value":
        return figures
    return meaning.state if figures is None else (meaning.state, figures)


@pytest.fixture
def read() -> Callable[..., object]:
    """Reads a cell or text in the row `code` (`R1`, `R1.a`) and shows its meaning."""

    def reading(written: str | Cell, code: str, around: Surroundings = AROUND) -> object:
        asked = INDICATORS[code.partition(".")[0]]
        part: Any = code.partition(".")[2] or None
        cell = Cell("text", written) if isinstance(written, str) else written
        return shown(read_cell(cell, asked, part, around))

    return reading
