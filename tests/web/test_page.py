"""The page for phone and screen, read back by another parser: figures, safety, the same bytes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kpi.plan.model import TargetRevision
from reports.book.sources.figures import Source
from reports.web.figures import ask
from reports.web.sources import packed
from reports.web.speaker import Speaker
from reports.web.write import draw, write_page
from tests.reports.case import JUNE, Case, june, report_of

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> http://xau.example \u202e"
VOID = {"meta", "input", "br"}


@dataclass
class Node:
    """An element with what stands in it."""

    tag: str
    given: dict[str, str]
    inside: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(i if isinstance(i, str) else i.text for i in self.inside)

    def all(self, tag: str, **given: str) -> list[Node]:
        found = [n for i in self.inside if isinstance(i, Node) for n in i.all(tag, **given)]
        fits = self.tag == tag and given.items() <= self.given.items()
        return [self, *found] if fits else found


class Reader(HTMLParser):
    """The page as a tree; an element that is not closed in its turn is a fault."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = [Node("", {})]
        self.feed(html)
        assert len(self.open) == 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def html_of(case: Case) -> str:
    report = report_of(case)
    return draw(Speaker(report.edition), ask(report))


def page_of(case: Case) -> Node:
    return Reader(html_of(case)).open[0]


def cells(page: Node, code: str) -> dict[str, str]:
    """What the table shows of an indicator, by its heads."""
    [row] = [r for r in page.all("table", id="table")[0].all("tr") if f"{code}." in r.text[:8]]
    return {c.given["data-head"]: c.text for c in row.all("td")}


def explained(page: Node, code: str) -> dict[str, str]:
    [one] = page.all("details", id=f"chi-tieu-{code}")
    names = [n.text for n in one.all("dt")]
    return dict(zip(names, [d.text for d in one.all("dd")], strict=True))


@pytest.fixture(scope="module")
def page() -> Node:
    return page_of(june())


def test_beside_its_field_an_indicator_says_what_it_is_measured_in(page: Node) -> None:
    """A phone's card of 93,2 does not say of what; heads and names do not either."""
    small = [s.text for s in page.all("table", id="table")[0].all("small")]
    assert small
    assert all(re.search(r" \(.+\)$", said) for said in small)


def test_every_figure_of_the_results_is_read_back_as_it_was() -> None:
    made = june()
    page = page_of(made)
    asked = "SELECT indicator, assessed, target, achievement FROM results WHERE unit = 'ALL'"
    for code, *figures in made.con.execute(asked).fetchall():
        shown = cells(page, code)
        heads = ("Lũy kế từ đầu năm (*)", "Kế hoạch năm 2024", "Tỷ lệ hoàn thành kế hoạch năm (%)")
        for head, figure in zip(heads, figures, strict=True):
            digits = re.match(r"-?[\d.]+(,\d+)?", shown[head])
            if figure is None:
                assert not digits or "hạn" in shown[head] or "khoảng" in shown[head]
            else:
                assert digits
                read = float(digits[0].replace(".", "").replace(",", "."))
                assert read == pytest.approx(figure, abs=0.051)


def test_the_counts_of_the_bar_add_up_and_every_status_has_its_word(page: Node) -> None:
    [words] = page.all("ul", **{"class": "counts"})
    counted = [int(b.text) for b in words.all("b")]
    assert sum(counted) == 5
    assert all(re.search(r"\w{3}", item.text) for item in words.all("li"))


def test_a_ratio_is_explained_by_its_numbers_its_decision_and_its_basis() -> None:
    made = june()
    decided = TargetRevision(2024, 80.0, date(2024, 3, 1), "Số 9-QĐ/BTG")
    first, *others = made.plan.indicators
    first = replace(first, numerator="văn bản điện tử", denominator="văn bản",
                    basis="Kế hoạch số 1", target_revisions=(decided,))  # fmt: skip
    made.plan = replace(made.plan, indicators=(first, *others))
    at = {"indicator": "R1", "first_month": JUNE, "last_month": JUNE}
    made.insert("asked_figure", {**at, "period": "2024-06", "assessed_first": JUNE,
                                 "assessed_last": JUNE})  # fmt: skip
    for part in ("value", "assessed"):
        parts = {"entity": "ALL", "part": part, "numerator": 78.0, "denominator": 100.0}
        made.insert("figure", {**at, **parts})
    made.insert("stand_in", {**at, "unit": "C", "part": "assessed", "gap": JUNE, "rule": "latest",
                             "taken_first": JUNE - 5, "taken_from": JUNE - 3})  # fmt: skip
    told = explained(page_of(made), "R1")
    assert told["Thực hiện trong kỳ"].startswith("78 / 100 × 100 = 78,0")
    assert "Số thực hiện: văn bản điện tử. Tổng số: văn bản." in told["Thực hiện trong kỳ"]
    assert "Điều chỉnh theo Số 9-QĐ/BTG ngày 1/3/2024" in told["Kế hoạch năm 2024"]
    assert "Căn cứ: Kế hoạch số 1" in told["Kế hoạch năm 2024"]
    assert told["Số dùng thay cho đơn vị chưa gửi"] == (
        "Đơn vị C, tháng 6/2024: báo cáo gần nhất của đơn vị: quý I/2024"
    )


def test_of_very_many_silent_reports_twenty_are_told_and_the_rest_is_counted() -> None:
    made = june()
    at = {"indicator": "R1", "first_month": JUNE, "last_month": JUNE}
    made.insert("asked_figure", {**at, "period": "2024-06", "assessed_first": JUNE,
                                 "assessed_last": JUNE})  # fmt: skip
    for gap in range(JUNE - 24, JUNE + 1):
        made.insert("stand_in", {**at, "unit": "C", "part": "assessed", "gap": gap,
                                 "rule": "nothing"})  # fmt: skip
    lines = explained(page_of(made), "R1")["Số dùng thay cho đơn vị chưa gửi"]
    assert lines.count("Đơn vị C, tháng ") == 20
    assert lines.startswith("Đơn vị C, tháng 6/2022")
    assert "5" in lines.rpartition("tháng 1/2024")[2]


def test_every_source_is_there_with_its_unit_file_sheet_and_cell(page: Node) -> None:
    [data] = page.all("script", id="cells")
    packed = json.loads(data.text)
    rows = [
        [packed["names"][v] if n in packed["packed"] else v for n, v in enumerate(row)]
        for row in packed["rows"]["R1"]
    ]
    assert [(r[0], r[2], r[3], r[4], *r[6:9]) for r in rows] == [
        ("Đơn vị A", "40", "50", "80,0", "a1.xlsx", "Số liệu", "F12"),
        ("Đơn vị B", "38", "50", "76,0", "b1.xlsx", "Số liệu", "F12"),
    ]
    assert page.all("table", **{"data-cells": "R1"})


def test_who_has_not_sent_is_named(page: Node) -> None:
    [section] = page.all("section", **{"aria-labelledby": "not-sent"})
    assert [i.text for i in section.all("li")] == [
        "Đơn vị C: tháng 6/2024 (đã gửi nhưng chưa tiếp nhận được)"
    ]


def test_nothing_is_loaded_and_no_address_stands_on_the_page(page: Node) -> None:
    html = html_of(june())
    assert "http" not in html.replace("http-equiv", "")
    assert not page.all("link")
    assert not page.all("img")
    assert all(a.given["href"].startswith("#") for a in page.all("a"))
    [policy] = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    assert policy.given["content"].startswith("default-src 'none'")


def test_a_units_words_are_text_wherever_they_stand() -> None:
    made = june()
    made.statement("a1", "A", HOSTILE, 1)
    made.observation("b1", "B", "N1", value=1.0, explanation=HOSTILE, sheet=HOSTILE, cell="A1")
    units = tuple(replace(u, name=f"{u.name} {HOSTILE}") for u in made.plan.units)
    indicators = tuple(replace(i, name=f"{i.name} {HOSTILE}") for i in made.plan.indicators)
    made.plan = replace(made.plan, units=units, indicators=indicators)
    html = html_of(made)
    page = Reader(html).open[0]
    assert len(page.all("script")) == 2
    assert not page.all("img")
    assert "<script>alert" not in html
    assert "\u202e" not in html
    quoted = [q.text for q in page.all("blockquote") if "alert(1)" in q.text]
    assert len(quoted) == 2
    assert all("<img src=x onerror=alert(2)>" in q for q in quoted)


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_page(tmp_path / name, report_of(june()))
    one, two = ((tmp_path / name / "report.html").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_keyboard_and_a_screen_reader_find_their_way(page: Node) -> None:
    assert [n.given["lang"] for n in page.all("html")] == ["vi"]
    assert len(page.all("h1")) == 1
    assert all(t.all("caption")[0].text for t in page.all("table"))
    heads = page.all("table", id="table")[0].all("th", scope="col")
    assert all(h.given["aria-sort"] == "none" and h.all("button") for h in heads)
    for kind in ("select", "input"):
        assert [n for label in page.all("label") for n in label.all(kind)] == page.all(kind)
    targets = {n.given.get("id") for tag in ("h2", "details") for n in page.all(tag)}
    assert {a.given["href"][1:] for a in page.all("a")} <= targets


def test_every_explanation_can_be_reached_and_left_by_keyboard(page: Node) -> None:
    """By its structure, without a browser. A figure leads to a closed part whose first thing is its
    summary, which takes the focus; the part ends with the way back to the table."""
    explained_parts = page.all("details", **{"class": "explained"})
    parts = {part.given["id"]: part for part in explained_parts}
    opened = {a.given["href"][1:] for a in page.all("table", id="table")[0].all("a")}
    assert opened == set(parts)
    for part in parts.values():
        first = part.inside[0]
        assert isinstance(first, Node)
        assert first.tag == "summary"
        assert part.all("a")[-1].given["href"] == "#indicators"
        assert "open" not in part.given
    script = page.all("script")[-1].text
    assert 'querySelector("summary").focus' in script
    assert "opener.focus" in script
    positive = [n for tag in ("a", "h2", "div", "summary") for n in page.all(tag)
                if int(n.given.get("tabindex", "0")) > 0]  # fmt: skip
    assert positive == []  # the order of the page is the order of the keyboard


def test_twenty_thousand_cells_stay_below_two_megabytes() -> None:
    """The demo's month has some 4,000; names of units, files and sheets are there once."""
    made = june()
    report = report_of(made)
    [first, *_] = report.rows(Source)
    many = [
        replace(first, cell=f"F{n % 60}", unit_name=f"Ban Tuyên giáo Huyện ủy {n % 57}",
                file=f"2024-06/2024-06_HU-{n % 57}.xlsx", indicator=f"CH{n % 53}")
        for n in range(20_000)
    ]  # fmt: skip
    assert len(packed(Speaker(report.edition), many).encode()) < 2_000_000
