"""The demo's `report.html` for June 2024 on a phone: small, whole, and it says what to decide."""

from __future__ import annotations

from kpi.home import Home
from tests.rendered import Texts
from tests.web.browser import PHONE, browser, cut, grave_findings, opened


def test_the_demos_page_is_small_whole_and_asks_nobody(eighteen_months: Home, june: Texts) -> None:
    assert june["report.html"]
    file = eighteen_months.reports("2024-06") / "report.html"
    assert file.stat().st_size < 3_000_000
    with browser() as started, opened(started, file, PHONE) as made:
        assert cut(made.page) == []
        assert grave_findings(made.page) == []
        assert made.asked == [file.as_uri()]
        assert made.complaints == []
        first = made.page.locator(".decide .point").first
        assert "chỉ tiêu chậm tiến độ" in first.inner_text()
        assert first.bounding_box()["y"] < PHONE[1] / 2
