"""Where one unit is wanted, `ALL` and an area are refused with the reason."""

from __future__ import annotations

import pytest

from flows.console import Stop
from flows.named import entity_of, unit_of
from tests.submissions.plan import plan


def refusal(written: str) -> str:
    with pytest.raises(Stop) as stopped:
        unit_of(plan(), written)
    return str(stopped.value)


@pytest.mark.parametrize("written", ["ALL", "all", " All "])
def test_all_units_together_are_no_unit(written: str) -> None:
    assert "là tất cả các đơn vị cộng lại, còn ở đây cần đúng một đơn vị" in refusal(written)
    assert entity_of(plan(), written) == "ALL"


@pytest.mark.parametrize("written", ["area:Đông Hà", "AREA:đông hà", "area: Đông Hà"])
def test_an_area_is_no_unit_and_its_units_are_shown(written: str) -> None:
    first, *units = refusal(written).splitlines()
    assert "là một địa bàn, còn ở đây cần đúng một đơn vị" in first
    assert [line.split(":")[0].strip() for line in units] == ["TU-DH", "P1-DH"]


@pytest.mark.parametrize("written", ["HU-X", "area:Không đâu"])
def test_what_is_neither_is_told_without_words_of_areas(written: str) -> None:
    said = refusal(written)
    assert said.startswith(f"Kế hoạch không có đơn vị “{written}”")
    assert "ALL" not in said.splitlines()[0]


def test_where_an_area_may_stand_it_is_named_as_a_way() -> None:
    with pytest.raises(Stop, match="area:TÊN địa bàn, hoặc ALL"):
        entity_of(plan(), "HU-X")
