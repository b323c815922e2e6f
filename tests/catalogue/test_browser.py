"""`catalogue.html` in a real browser: nothing cut, nobody asked, nothing serious for axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi.plan.load import read_plan
from reports.catalogue import draw_page, entries_of
from tests.web import browser as chromium
from tests.web.browser import DESK, PHONE, cut, grave_findings, opened

PLAN = Path(__file__).parents[2] / "indicators.yaml"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium.browser() as started:
        yield started


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = read_plan(PLAN).plan
    assert plan is not None
    path = tmp_path_factory.mktemp("catalogue") / "catalogue.html"
    html = draw_page(plan, entries_of(plan, date(2024, 6, 30)), "Ban", "Chưa duyệt")
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_catalogue_is_whole_and_can_be_read_by_all(
    browser: Any, file: Path, size: tuple[int, int], scheme: str
) -> None:
    with opened(browser, file, size, color_scheme=scheme) as made:
        assert cut(made.page) == []
        assert grave_findings(made.page) == []
        assert made.asked == [file.as_uri()]
        assert made.complaints == []
