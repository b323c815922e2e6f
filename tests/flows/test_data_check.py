"""`kpi check --data PERIOD`: the rules over the figures in force, told and kept as a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .test_export import JANUARY


def test_the_figures_in_force_are_checked_again_and_a_page_of_it_is_kept(
    kpi: Callable[..., Any], send: Callable[[str, str], Path], home: Path
) -> None:
    send("thang-1.csv", JANUARY)
    assert kpi("collect").status == 0
    ran = kpi("check", "--data", "2024-01")
    assert ran.status == 0
    assert "out_of_range: đã xem" in ran.out
    page = home / "data" / "checks" / "2024-01.html"
    assert f"Trang kết quả: {page}" in ran.out
    assert "Kết quả kiểm tra số liệu tháng 1/2024" in page.read_text(encoding="utf-8")


def test_a_period_without_figures_is_told_and_leaves_no_page(
    kpi: Callable[..., Any], home: Path
) -> None:
    ran = kpi("check", "--data", "2024-01")
    assert ran.status == 0
    assert "Chưa có số liệu nào của tháng 1/2024." in ran.out
    assert not (home / "data" / "checks").exists()
