"""`report.html` in a real browser, on a phone and at a desk: nothing cut, everything answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from kpi.words import say
from reports.web import write_page
from tests.reports.case import Case, june, report_of
from tests.reports.large_case import before, large
from tests.web import browser as chromium
from tests.web.browser import DESK, PHONE, Opened, cut, grave_findings, opened

KINDS = ("2024-06", "2024-Q2", "2024", "2021-2025")
ASKED = ("Đề nghị bố trí đường truyền cho điểm cầu", "Đề nghị tập huấn cho cán bộ đầu mối")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium.browser() as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each kind with 53 indicators of 56 units, one with long names, one small."""
    folder = tmp_path_factory.mktemp("pages")
    cases = {label: large(53, 56, label=label) for label in KINDS}
    cases["long"] = large(24, 30, label="2024-Q2", long=True)
    made = {name: _written(case, folder / name, last=True) for name, case in cases.items()}
    return {**made, "small": _written(june(), folder / "small", last=False)}


def _written(case: Case, folder: Path, *, last: bool) -> Path:
    units = [u.id for u in case.plan.units[:2]]
    for n, unit in enumerate(units):
        name = f"said-{unit}"
        case.submission(name, unit, datetime(2024, 6, 17), period="2024-06")
        case.statement(name, unit, f"{ASKED[0]}.\n{ASKED[n]}.", heading=_heading())
    report = report_of(case)
    if last:
        report = replace(report, last=before(case))
    folder.mkdir()
    written = write_page(folder, report)
    case.con.close()
    return written


def _heading() -> str:
    return f"4. {say('forms.words.heading_4', 'vi')}"


@pytest.fixture
def desk(browser: Any, files: dict[str, Path]) -> Iterator[Opened]:
    with opened(browser, files["2024-06"]) as page:
        yield page


@pytest.fixture
def small(browser: Any, files: dict[str, Path]) -> Iterator[Opened]:
    with opened(browser, files["small"]) as page:
        yield page


def shown_codes(page: Any) -> list[str]:
    """The codes of the table's rows that are seen, from top to bottom."""
    names = page.locator("#table tbody tr:visible th a").all_inner_texts()
    return [name.split(".")[0] for name in names]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", [*KINDS, "long", "small"])
def test_nothing_is_cut_and_nothing_scrolls_sideways(
    browser: Any, files: dict[str, Path], name: str, size: tuple[int, int]
) -> None:
    with opened(browser, files[name], size) as made:
        made.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert cut(made.page) == []


@pytest.mark.parametrize("name", KINDS)
def test_the_first_screen_of_a_phone_says_what_must_be_decided(
    browser: Any, files: dict[str, Path], name: str
) -> None:
    with opened(browser, files[name], PHONE) as made:
        section = made.page.locator("section.decide")
        points = [p.inner_text() for p in section.locator(".point").all()]
        assert any("chậm tiến độ" in p or "chưa đạt" in p for p in points)
        assert any(p.startswith("2 nội dung đơn vị xin ý kiến") for p in points)
        for one in section.locator(".point, .points ul:first-of-type li").all():
            box = one.bounding_box()
            assert box["y"] + box["height"] <= PHONE[1], one.inner_text()
        assert "thiếu" in section.locator("li li").first.inner_text()


def test_a_search_finds_words_without_tones_and_says_how_many(desk: Opened) -> None:
    page = desk.page
    page.fill("#search", "hoi nghi ch07")
    assert shown_codes(page) == ["CH07"]
    assert page.locator("#shown").inner_text() == "Đang hiện 1 trên 53 chỉ tiêu."
    page.fill("#search", "khong co gi")
    assert shown_codes(page) == []
    page.fill("#search", "")
    assert len(shown_codes(page)) == 53


def test_filters_leave_what_they_name(desk: Opened) -> None:
    """Every ninth of 53 is behind (the fifth, the fourteenth, ...): six of them."""
    page = desk.page
    page.select_option("#by-status", "behind")
    behind = {f"CH{n:02d}" for n in (4, 13, 22, 31, 40, 49)}
    assert set(shown_codes(page)) == behind
    page.select_option("#by-field", "Lĩnh vực công tác thứ 1")
    assert shown_codes(page) == ["CH13", "CH49"]


def test_a_head_sorts_by_number_and_what_is_empty_stands_last(desk: Opened) -> None:
    page = desk.page
    head = page.get_by_role("button", name="Tỷ lệ hoàn thành", exact=False).last
    head.click()
    read = "rows => rows.map(r => r.querySelectorAll('td')[4].dataset.by)"
    rising = list(page.eval_on_selector_all("#table tbody tr", read))
    numbers = [float(b) for b in rising if b]
    assert numbers == sorted(numbers)
    assert len(numbers) > 30
    assert rising[len(numbers) :] == [""] * (53 - len(numbers))
    assert page.locator("#table th[aria-sort=ascending]").count() == 1
    head.click()
    falling = [b for b in page.eval_on_selector_all("#table tbody tr", read) if b]
    assert [float(b) for b in falling] == numbers[::-1]


def test_a_phone_sorts_by_its_list_of_heads(browser: Any, files: dict[str, Path]) -> None:
    with opened(browser, files["2024-06"], PHONE) as made:
        made.page.select_option("#order", label="Đánh giá")
        order = made.page.eval_on_selector_all(
            "#table tbody tr", "rows => rows.map(r => r.cells[1].dataset.by)"
        )
        assert order == sorted(order)


def test_a_figure_opens_down_to_file_sheet_and_cell(small: Opened) -> None:
    page = small.page
    page.locator("#table tbody tr").first.locator("td a").first.click()
    one = page.locator("#chi-tieu-R1")
    assert one.get_attribute("open") is not None
    cells = [c.inner_text() for c in one.locator("tbody tr").first.locator("td").all()]
    assert cells[0] == "Đơn vị A"
    assert cells[6:9] == ["a1.xlsx", "Số liệu", "F12"]
    assert one.locator("tbody tr").count() == 2


def test_the_keyboard_alone_goes_to_a_figure_and_back(small: Opened) -> None:
    page = small.page
    focused = "document.activeElement"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.id") == "search"
    page.locator("#table tbody td a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#chi-tieu-R1[open]")
    assert page.evaluate(f"{focused}.tagName") == "SUMMARY"
    page.keyboard.press("Escape")
    assert page.locator("#chi-tieu-R1[open]").count() == 0
    assert page.evaluate(f"{focused}.closest('td').cellIndex") == 2  # behind name and status


def test_a_name_on_the_first_screen_opens_its_explanation(
    browser: Any, files: dict[str, Path]
) -> None:
    with opened(browser, files["2024-06"], PHONE) as made:
        link = made.page.locator(".decide li li a").first
        target = link.get_attribute("href")
        link.click()
        assert made.page.locator(f"{target}[open]").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_serious_in_light_and_dark(
    browser: Any, files: dict[str, Path], name: str, scheme: str, size: tuple[int, int]
) -> None:
    with opened(browser, files[name], size, color_scheme=scheme) as made:
        made.page.evaluate("document.querySelectorAll('details').forEach((d, n) => d.open = n < 8)")
        ground = made.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
        assert grave_findings(made.page) == []


@pytest.mark.parametrize("name", [*KINDS, "small"])
def test_a_page_asks_nobody_and_complains_of_nothing(
    browser: Any, files: dict[str, Path], name: str
) -> None:
    with opened(browser, files[name]) as made:
        for link in made.page.locator("#table tbody th a").all()[:3]:
            link.click()
        assert made.asked == [files[name].as_uri()]
        assert made.complaints == []


@pytest.mark.parametrize("name", KINDS)
def test_on_paper_every_indicator_stands_between_the_edges(
    browser: Any, files: dict[str, Path], name: str, tmp_path: Path
) -> None:
    with opened(browser, files[name]) as made:
        made.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        controls = made.page.locator("#controls")
        made.page.emulate_media(media="print")
        assert not controls.is_visible()
    with pdfplumber.open(tmp_path / "page.pdf") as file:
        words = [(p, w) for p in file.pages for w in p.extract_words()]
        assert all(w["x0"] >= -1 and w["x1"] <= p.width + 1 for p, w in words)
        said = {w["text"] for _, w in words}
    assert {f"CH{n:02d}." for n in range(53)} <= said


def test_the_page_of_a_phone_is_small(files: dict[str, Path]) -> None:
    assert max(path.stat().st_size for path in files.values()) < 3_000_000
    packed = files["small"].read_text(encoding="utf-8").split('id="cells">')[1]
    assert json.loads(packed.split("</script>")[0])["rows"].keys() == {"R1"}
