"""`index.html` in a real browser: nothing cut, nobody asked, nothing serious for axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.desk.conftest import DAY_AFTER, Collected
from tests.web import browser as chromium
from tests.web.browser import DESK, PHONE, cut, grave_findings, opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium.browser() as started:
        yield started


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_desk_is_whole_and_can_be_read_by_all(
    browser: Any, demo: Collected, size: tuple[int, int], scheme: str
) -> None:
    demo.page(DAY_AFTER)
    with opened(browser, demo.home.desk, size, color_scheme=scheme) as made:
        assert cut(made.page) == []
        assert grave_findings(made.page) == []
        assert made.asked == [demo.home.desk.as_uri()]
        assert made.complaints == []


def test_a_tile_leads_to_its_section(browser: Any, demo: Collected) -> None:
    demo.page(DAY_AFTER)
    with opened(browser, demo.home.desk, PHONE) as made:
        tile = made.page.locator("nav a").first
        target = tile.get_attribute("href")
        tile.press("Enter")
        assert made.page.evaluate("location.hash") == target
        assert made.page.locator(target).is_visible()
