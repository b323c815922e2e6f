"""The page itself: one file, safe, readable, in Vietnamese, short; never a reason to fail."""

from __future__ import annotations

import os
import re
import stat
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from flows.cli import status_of
from flows.dates import now_utc
from flows.desk import refresh, refresh_after_trouble
from flows.failure import Failure
from flows.failures import tell
from kpi.collect.access import reading, writing
from kpi.home import Home
from kpi.plan.load import read_plan
from kpi.plan.model import Plan
from kpi.warehouse.store import Warehouse
from tests.desk.reading import Page

EVIL = "<script>alert(1)</script>\"'&amp; 100%"
PLAN = """\
plan: {id: thu, name: 'Kế hoạch <b>', owner: Ban thử, years: [2024, 2030], locale: vi}
fields: [{id: F1, name: Lĩnh vực một}]
units:
  - {id: A, name: "<img src=x onerror=alert(1)> A", kind: district}
  - {id: 'B & C', name: "Đơn vị B", kind: district}
indicators:
  - {id: SP01, name: Số sản phẩm, field: F1, measure: count, unit_of_measure: cái,
     frequency: month, reported_by: [district], targets: {2026: 12}}
"""
HEADER = "unit,period,indicator,numerator,denominator,value,note,evidence\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    root = tmp_path / "a%20b & #"
    inbox = root / "data" / "inbox"
    inbox.mkdir(parents=True)
    (root / "indicators.yaml").write_text(PLAN, encoding="utf-8")
    return Home.locate(root)


def put(home: Home, name: str, text: str) -> None:
    path = home.inbox / name
    path.write_text(text, encoding="utf-8")
    age = path.stat().st_mtime - 60
    os.utime(path, (age, age))


def kpi(home: Home, *words: str) -> int:
    return status_of(["--home", str(home.root), *words])


def plan_of(home: Home) -> Plan:
    plan = read_plan(home.plan).plan
    assert plan is not None
    return plan


@pytest.fixture
def hostile(home: Home) -> Home:
    """A file whose name means harm, of a unit whose name does; and one that nobody can place."""
    put(home, "a&b <i>'x' 100%.csv", HEADER + "A,2024-06,SP01,,,khoảng 5,,\n")
    put(home, "\u202efdp.<script>.csv", HEADER + "X9,2024-06,SP01,,,5,,\n")
    assert kpi(home, "collect") == 1
    return home


def test_what_comes_from_outside_is_text(hostile: Home) -> None:
    page = Page.of(hostile.desk)
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p",
        "nav", "b", "span", "main", "section", "ul", "li", "table", "caption", "thead", "tbody",
        "tr", "th", "td", "dl", "dt", "dd",
    }  # fmt: skip
    assert not any(name.startswith("on") for _, given in page.tags for name in given)
    shown = " ".join(part.text for part in page.sections.values())
    assert "<img src=x onerror=alert(1)> A" in shown
    assert "a&b <i>'x' 100%.csv" in shown
    assert "\u202e" not in hostile.desk.read_text(encoding="utf-8")
    assert not page.open


def test_every_link_leads_to_a_file_of_the_home_or_a_part_of_the_page(hostile: Home) -> None:
    from urllib.parse import unquote

    page = Page.of(hostile.desk)
    ids = {given["id"] for _, given in page.tags if "id" in given}
    links = [a for part in page.sections.values() for a, _ in part.links]
    assert any(a.startswith("outbox/chua-ro/") for a in links)
    for address in links:
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert re.fullmatch(r"[A-Za-z0-9._~%/-]+", address)
            assert (hostile.data / unquote(address)).exists()


def test_a_file_that_nobody_can_place_needs_a_person(hostile: Home) -> None:
    page = Page.of(hostile.desk)
    assert page.tile("attention") == len(page.sections["attention"].items) == 1
    assert "chưa rõ đơn vị hoặc kỳ báo cáo" in page.sections["attention"].text


def test_it_asks_nothing_of_the_network_and_runs_nothing(hostile: Home) -> None:
    text = hostile.desk.read_text(encoding="utf-8")
    page = Page(text)
    assert not re.search(r"https?:|//[a-z]|url\(|@import|javascript:", text)
    policy = next(g["content"] for t, g in page.tags if "http-equiv" in g and t == "meta")
    assert policy.startswith("default-src 'none'")


def test_it_can_be_heard_and_reached_by_keyboard(hostile: Home) -> None:
    page = Page.of(hostile.desk)
    tags = page.tags
    assert ("html", {"lang": "vi"}) in tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = {given["id"] for _, given in tags if "id" in given}
    for tag, given in tags:
        if tag == "section":
            assert given["aria-labelledby"] in ids
        if tag == "th":
            assert given["scope"] in {"col", "row"}
        assert "tabindex" not in given
    count = sum(tag == "table" for tag, _ in tags)
    assert sum(tag == "caption" for tag, _ in tags) == count > 0
    assert next(t for t, _ in tags[tags.index(("body", {})) + 1 :]) == "a"  # past the header


def test_it_names_periods_in_words(hostile: Home) -> None:
    page = Page.of(hostile.desk)
    files = {"a&b <i>'x' 100%.csv", "fdp.<script>.csv"}
    for part in page.sections.values():
        text = part.text
        for name in files:
            text = text.replace(name, "")
        assert not re.search(r"20\d\d-(\d\d|Q\d|H\d|9M)", text.replace("_can-sua", ""))


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_only_its_owner_may_read_it(hostile: Home) -> None:
    assert stat.S_IMODE(hostile.desk.stat().st_mode) == 0o600


def test_the_same_facts_give_the_same_bytes(hostile: Home) -> None:
    plan, now = plan_of(hostile), now_utc()
    made = []
    for _ in range(2):
        with reading(hostile, now) as warehouse:
            made.append(refresh(hostile, plan, warehouse, now).read_bytes())
    assert made[0] == made[1]


def test_commands_make_it_and_name_it_once(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    put(home, "a.csv", HEADER + "A,2026-09,SP01,,,5,,\n")
    kpi(home, "collect")
    assert str(home.desk) in capsys.readouterr().err
    for words in (("remind", "2026-09"), ("forms", "2026-10"), ("report", "2026-09")):
        home.desk.write_text("old", encoding="utf-8")
        assert kpi(home, *words) == 0
        assert Page.of(home.desk).tile("came") == 1
        assert str(home.desk) not in capsys.readouterr().err
    assert [
        r[0] for r in Page.of(home.desk).sections["reports"].rows() if "Báo cáo Excel" in r[2]
    ] == ["Tháng 9/2026"]
    kpi(home, "status", "2026-09")
    assert str(home.desk) in capsys.readouterr().out


def test_a_page_that_cannot_be_written_fails_no_command(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home, "a.csv", HEADER + "A,2026-09,SP01,,,5,,\n")
    home.desk.mkdir()
    assert kpi(home, "collect") == 0
    said = capsys.readouterr().err
    assert "Chưa lập được trang theo dõi" in said
    assert "Traceback" not in said


def test_a_page_that_cannot_be_drawn_fails_no_command(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise ValueError("unforeseen")

    monkeypatch.setattr("reports.desk.draw_desk", broken)
    assert kpi(home, "collect") == 0
    said = capsys.readouterr().err
    assert "Chưa lập được trang theo dõi" in said
    assert str(home.log) in said


def test_a_run_that_failed_is_the_first_thing_it_says(hostile: Home) -> None:
    plan, now = plan_of(hostile), now_utc()
    tell(hostile, plan, [(Failure("disk", "Hết chỗ <trên> ổ đĩa."), None)], now)
    refresh_after_trouble(hostile, plan, now)
    first = Page.of(hostile.desk).sections["attention"].items[0]
    assert first.startswith("Chưa ghi được lên ổ đĩa")
    assert "Hết chỗ <trên> ổ đĩa." in first


def test_without_a_warehouse_it_says_what_it_knows(hostile: Home) -> None:
    (hostile.archive / "ledger.jsonl").unlink()
    hostile.warehouse.unlink()
    for copy in hostile.published.iterdir():
        copy.unlink()
    refresh_after_trouble(hostile, plan_of(hostile), now_utc())
    page = Page.of(hostile.desk)
    assert "kho số liệu chưa đọc được" in page.sections["owed"].text
    assert len(page.sections["feedback"].links) == 2
    assert "#owed" not in dict(page.sections["header"].links)


MANY = """
INSERT INTO submission
SELECT
    'S' || n, n, 'R', n || '.xlsx', 'h' || n, 'X' || lpad(n::VARCHAR, 4, '0'), '2026-09',
    TIMESTAMP '2026-09-10', false, NULL, 1, 'rejected', 2, 0, 2, 0, 0
FROM range(3200) AS t(n)
"""
MANY_PROBLEMS = """
INSERT INTO problem
SELECT
    'S' || n, m, n || '.xlsx', 'Số liệu', 'H' || m, '', '', 'SP01', 'khoảng', 'approximate', 'cell',
    'Ô này', '', TIMESTAMP '2026-09-10'
FROM range(3200) AS t(n), range(2) AS u(m)
"""


class Counting:
    """A connection that counts its questions."""

    def __init__(self, con: Any) -> None:
        self.con = con
        self.asked = 0

    def execute(self, *words: Any) -> Any:
        self.asked += 1
        return self.con.execute(*words)


def large_plan(units: int) -> str:
    lines = (
        f"  - {{id: X{n:04d}, name: Đảng ủy xã số {n} có một cái tên rất dài, kind: district}}\n"
        for n in range(units)
    )
    head, tail = PLAN.split("units:\n")
    return head + "units:\n" + "".join(lines) + tail[tail.index("indicators:") :]


def test_thousands_of_units_give_a_short_page_that_still_counts(
    home: Home,
) -> None:
    units = 3_300
    home.plan.write_text(large_plan(units), encoding="utf-8")
    plan = plan_of(home)
    with writing(home, now_utc()) as warehouse:
        warehouse.con.execute(MANY).fetchall()
        warehouse.con.execute(MANY_PROBLEMS).fetchall()
        counted = Counting(warehouse.con)
        refresh(home, plan, Warehouse(counted, warehouse.path), datetime(2026, 10, 20))  # type: ignore[arg-type]
    assert home.desk.stat().st_size < 1_000_000
    page = Page.of(home.desk)
    assert page.tile("held") == 2 * 3_200
    assert "và 3.180 đơn vị khác" in page.sections["held"].text
    (due,) = [r for r in page.sections["owed"].rows() if r[0] == "Tháng 9/2026"]
    assert due[2] == "0/3.300"
    assert due[3].count("chưa tiếp nhận được") == 12
    assert due[3].endswith("và 3.288 đơn vị khác")
    assert counted.asked < 25
